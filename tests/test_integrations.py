"""The recipes of docs/integrations.md and the GitHub action: what they say is run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import apacheck
from apacheck.cli import commands

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
RIGHT = "Laurent, W. (2008). Human resources and recruiting management. Information Management, 18(6), 15–19.\n"
ITALIC = RIGHT.replace("Information Management, 18", "*Information Management*, *18*")
GLUED = RIGHT.replace("Management, 18", "Management18")
#: What pip says where it finds no index, as against a package that does not build.
UNREACHABLE = ("No matching distribution found", "Could not find a version", "Failed to establish a new connection")
BIN = Path(sys.executable).parent


def block(language: str, sign: str) -> str:
    """The block of the page that is in a language and holds a sign."""
    found = [text for text in re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE) if sign in text]
    assert len(found) == 1
    return str(found[0])


def shell(script: str, cwd: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a step as GitHub's runner does."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=inherited | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"} | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


# --- the action ---------------------------------------------------------------------------------------------------


def step(name: str) -> Any:
    return next(each for each in ACTION["runs"]["steps"] if each["name"] == name)


def check(runner: Path, cwd: Path, paths: str, args: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the step that checks, with the apacheck that is being tested in the place of the installed one."""
    place = runner / "apacheck" / "bin"
    place.mkdir(parents=True, exist_ok=True)
    script = place / "apacheck"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m apacheck "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    run = step("Check the references")["run"]
    return shell(run, cwd, RUNNER_TEMP=str(runner), APACHECK_PATHS=paths, APACHECK_ARGS=args)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "a list.txt").write_text(GLUED, encoding="utf-8")
    (place / "right.md").write_text(ITALIC, encoding="utf-8")
    return place


def test_the_action_is_a_composite_one_whose_steps_name_their_shell() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert set(ACTION["inputs"]) == {"paths", "version", "args"}
    assert all(each["description"] for each in [ACTION, *ACTION["inputs"].values()])
    assert [each["shell"] for each in ACTION["runs"]["steps"]] == ["bash", "bash"]


def test_no_input_is_pasted_into_a_script() -> None:
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each["run"]
    given = [value for each in ACTION["runs"]["steps"] for value in each["env"].values()]
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} < set(given)


def test_the_action_annotates_and_fails(tmp_path: Path, work: Path) -> None:
    result = check(tmp_path / "runner", work, "a list.txt\n\n  right.md\n")
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error title=apacheck PER001 (journal-volume-glued),file=a list.txt,line=1,")
    assert len(result.stdout.splitlines()) == 1


def test_the_action_passes_what_is_right_and_hands_its_options_on(tmp_path: Path, work: Path) -> None:
    assert check(tmp_path / "runner", work, "right.md").returncode == 0
    spared = check(tmp_path / "runner", work, ".", "--ignore PER001\n --severity error")
    assert (spared.returncode, spared.stdout, spared.stderr) == (0, "", "")


def test_the_inputs_of_the_action_run_nothing(tmp_path: Path, work: Path) -> None:
    result = check(tmp_path / "runner", work, "$(touch one)\n--fix\n*.txt", "$(touch two) ;touch three")
    assert result.returncode == 2
    assert sorted(path.name for path in work.iterdir()) == ["a list.txt", "right.md"]
    assert (work / "a list.txt").read_text(encoding="utf-8") == GLUED


def test_the_action_installs_itself(tmp_path: Path, work: Path) -> None:
    run = step("Install apacheck")["run"]
    paths = {"RUNNER_TEMP": str(tmp_path), "APACHECK_SOURCE": str(ROOT), "APACHECK_VERSION": ""}
    result = shell(run, work, **paths)
    if result.returncode and any(sign in result.stderr for sign in UNREACHABLE):
        pytest.skip("pip cannot reach a package index here")
    assert result.returncode == 0, result.stderr
    version = shell(f'"{tmp_path}/apacheck/bin/apacheck" --version', work)
    assert version.stdout == f"apacheck {apacheck.__version__}\n"


def test_the_action_says_which_python_it_needs(tmp_path: Path, work: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    result = shell(step("Install apacheck")["run"], work, PATH=path, RUNNER_TEMP=str(tmp_path), APACHECK_VERSION="")
    assert result.returncode == 2
    assert "::error::apacheck needs Python 3.11" in result.stdout


# --- the recipes --------------------------------------------------------------------------------------------------


def test_the_recipes_for_workflows_are_yaml_and_use_inputs_that_exist() -> None:
    used = 0
    for text in re.findall(r"(?ms)^```yaml\n(.*?)^```$", PAGE):
        value = yaml.safe_load(text)
        steps = value if isinstance(value, list) else value.get("jobs", {}).get("references", {}).get("steps", [])
        for each in steps:
            if "/apacheck@" in each.get("uses", ""):
                used += 1
                assert set(each["with"]) <= set(ACTION["inputs"])
    assert used == 2


def test_the_workflow_before_a_submission_runs_at_pushes_and_may_only_read() -> None:
    workflow = yaml.safe_load(block("yaml", "name: References"))
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML takes "on" for a truth value
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_the_makefile_packs_nothing_that_has_faults(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(block("make", "submission:"), encoding="utf-8")
    (tmp_path / "manuscript.md").write_text(ITALIC.replace("*, *18", "**18"), encoding="utf-8")
    failed = shell("make submission", tmp_path)
    assert failed.returncode == 2
    assert "PER001" in failed.stdout
    assert not (tmp_path / "submission.tar.gz").exists()
    (tmp_path / "manuscript.md").write_text(ITALIC, encoding="utf-8")
    assert shell("make submission", tmp_path).returncode == 0
    assert (tmp_path / "submission.tar.gz").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_git_hook_stops_a_commit_with_faults(tmp_path: Path) -> None:
    def git(words: str) -> "subprocess.CompletedProcess[str]":
        identity = "-c user.name=test -c user.email=test@example.org -c commit.gpgsign=false"
        return shell(f"git {identity} {words}", tmp_path, GIT_CONFIG_GLOBAL=os.devnull)

    assert git("init --quiet").returncode == 0
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(block("sh", "git diff --cached"), encoding="utf-8")
    hook.chmod(0o755)
    (tmp_path / "a list.txt").write_text(GLUED, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n\nNothing is cited.\n", encoding="utf-8")
    git("add --all")
    stopped = git("commit --quiet --message one")
    assert stopped.returncode != 0
    assert "PER001" in stopped.stdout + stopped.stderr
    (tmp_path / "a list.txt").write_text(RIGHT, encoding="utf-8")
    git("add --all")
    assert git("commit --quiet --message one").returncode == 0
    assert git("commit --quiet --allow-empty --message nothing").returncode == 0


# --- completion ---------------------------------------------------------------------------------------------------


def completion(words: str, number: int) -> list[str]:
    """What bash is offered for the word of that number."""
    variables = {"_APACHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    return shell(f'"{sys.executable}" -m apacheck', ROOT, **variables).stdout.split()


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_completion_script_is_printed(name: str) -> None:
    result = shell(f'"{sys.executable}" -m apacheck', ROOT, _APACHECK_COMPLETE=f"{name}_source")
    assert result.returncode == 0, result.stderr
    assert f"_APACHECK_COMPLETE={name}_complete" in result.stdout
    assert f"_APACHECK_COMPLETE={name}_source" in (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")


def test_bash_takes_the_script() -> None:
    script = shell(f'"{sys.executable}" -m apacheck', ROOT, _APACHECK_COMPLETE="bash_source").stdout
    result = shell(f"{script}\ncomplete -p apacheck", ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert "-F _apacheck_completion apacheck" in result.stdout


def test_commands_options_values_and_codes_are_completed() -> None:
    assert completion("apacheck ", 1) == ["file,", *(f"plain,{name}" for name in sorted(commands.commands))]
    assert completion("apacheck --fi", 1) == ["file,--fi", "plain,--fix"]
    assert completion("apacheck refs.txt --output-format ju", 3) == ["plain,junit"]
    assert "plain,AUT,PER001" in completion("apacheck check --select AUT,per00", 3)
    assert completion("apacheck check re", 2) == ["file,re"]
