"""The documentation says what the program does: commands, examples, schema, links."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

import apacheck
from apacheck.cli import FORMATS, commands, run
from apacheck.report import full
from apacheck.rules import BY_CODE

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_a_wrong_entry_the_finding_and_the_mended_entry() -> None:
    blocks = [block.strip("\n") for block in re.findall(r"(?:^(?: {4}.*)?\n)+", README, re.MULTILINE) if block.strip()]
    wrong, finding, mended = blocks[:3]
    text = re.sub("(?m)^ {4}", "", wrong)
    report = apacheck.check(text + "\n", filename="refs.txt")
    assert re.sub("(?m)^ {4}", "", finding).strip() == full.render(report).strip()
    assert re.sub("(?m)^ {4}", "", mended) == apacheck.fix(text)


def test_the_readme_has_two_set_up_commands() -> None:
    commands_ = re.findall(r"^pip install .*$", README, re.MULTILINE)
    assert commands_ == [
        "pip install . && apacheck fixtures/documents/alliances.txt",
        'pip install -e ".[test]" && pytest',
    ]


def test_the_first_set_up_command_shows_findings() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "apacheck", "fixtures/documents/alliances.txt"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (1, "")
    assert "in 5 entries" in result.stdout


def test_the_checks_run_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    found = re.search(r"^tests=\$\((grep .*)\)$", script, re.MULTILINE)
    assert found is not None
    result = subprocess.run(["bash", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout == 'pip install -e ".[test]" && pytest\n'
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_schema_in_the_documentation_is_the_programs_own() -> None:
    page = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    block = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert block is not None
    assert json.loads(block[1]) == apacheck.json_schema()


def test_json_findings_keep_to_the_schema() -> None:
    text = "Laurent, W. (2008). Human resources. Information Management18(6), 15-19.\n"
    items = [*json.loads(apacheck.check(text, filename="refs.txt").to_json())["findings"]]
    schema = apacheck.json_schema()
    assert items
    for item in items:
        jsonschema.validate(item, {"$ref": "#/$defs/FindingModel", "$defs": schema["$defs"]})


def test_options_in_the_documentation_exist() -> None:
    known = {
        option
        for command in commands.commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    known |= {"--help", "--version"}
    page = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page))
    assert named <= known
    assert {option for option in known if option.startswith("--")} - named <= {"--help", "--version"}
    assert all(f"`{name}`" in page for name in FORMATS)


def test_the_upgrade_shows_what_its_commands_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "upgrade.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)
    (_, before), *steps, (_, after) = blocks
    source = (ROOT / "fixtures" / "documents" / "sixth_edition.txt").read_text(encoding="utf-8")
    assert before == source
    (tmp_path / "refs.txt").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    assert len(steps) == 10
    for (language, command), (_, output) in zip(steps[::2], steps[1::2], strict=True):
        program, *arguments = command.split()
        assert (language, program) == ("sh", "apacheck")
        run(arguments)
        assert capsys.readouterr().out == output, command
    assert (tmp_path / "refs.txt").read_text(encoding="utf-8") == after


def test_the_upgraded_list_has_a_place_for_every_rule_of_the_sixth_edition() -> None:
    source = (ROOT / "fixtures" / "documents" / "sixth_edition.txt").read_text(encoding="utf-8")
    found = {finding.code for finding in apacheck.check(source, config=apacheck.Config(select=("OLD",))).findings}
    assert found == {code for code in BY_CODE if code.startswith("OLD")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == apacheck.__version__
