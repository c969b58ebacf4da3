"""What holds where: rules left out of files, settings of a run, `apacheck config`, and the schema that editors read."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

import config_schema
from apacheck import config
from apacheck.__main__ import run
from apacheck.cli import FORMATS, commands
from apacheck.cli.settings import DEFAULTS
from apacheck.config import PUBLIC, Config
from apacheck.errors import ConfigError
from apacheck.rules import BY_CODE

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15–19."
COMMALESS = "Urdan T. (2012). Achievement goals. Sage."
TEXT = f"References\n\n{GLUED}\n\n{COMMALESS}\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "APACHECK_MAILTO", "APACHECK_CROSSREF_URL", "APACHECK_DOI_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        config._find.cache_clear()
        capfd.readouterr()
        code = run(list(arguments))
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A settings file, and a list in two places."""
    for name in ("refs.txt", "drafts/refs.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "apacheck.toml").write_text(
        'select = ["PER001", "AUT001"]\n[per-file-ignores]\n"drafts/*" = ["PER"]\n', encoding="utf-8"
    )
    return tmp_path


def codes(result: Result) -> list[tuple[str, str]]:
    return [(item["filename"], item["code"]) for item in json.loads(result.out)]


# --- rules left out of files --------------------------------------------------------------------------------------


def test_rules_are_left_out_of_files(cli: Cli, project: Path) -> None:
    both = cli("refs.txt", "drafts/refs.txt", "--output-format", "json")
    assert codes(both) == [("refs.txt", "PER001"), ("refs.txt", "AUT001"), ("drafts/refs.txt", "AUT001")]
    searched = cli(".", "--output-format", "json")
    assert sorted(codes(searched)) == sorted(codes(both))


def test_the_command_line_does_not_bring_back_what_a_file_is_spared(cli: Cli, project: Path) -> None:
    assert codes(cli("drafts/refs.txt", "--select", "PER001", "--output-format", "json")) == []
    assert codes(cli("drafts/refs.txt", "--isolated", "--select", "PER001", "--output-format", "json")) != []


def test_standard_input_is_spared_by_its_name(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    for name, expected in (("drafts/new.txt", ["AUT001"]), ("new.txt", ["PER001", "AUT001"])):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        found = cli("-", "--stdin-filename", name, "--output-format", "json")
        assert [code for _, code in codes(found)] == expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "a/refs.txt", True),
        ("refs.txt", "a/refs.txt", True),
        ("a/*", "a/b/refs.txt", True),
        ("b/*", "a/b/refs.txt", False),
        ("a", "a/refs.txt", False),
        ("*.md", "a/refs.txt", False),
    ],
)
def test_patterns_are_those_of_exclude(tmp_path: Path, pattern: str, path: str, *, expected: bool) -> None:
    above = Config().over(Config(per_file_ignores={pattern: ("PER",)}, root=tmp_path))
    assert above.for_file(tmp_path / path).selected("PER001") is not expected
    assert above.for_file(tmp_path / path).selected("AUT001")


# --- settings of a run --------------------------------------------------------------------------------------------


def test_settings_decide_where_the_command_line_does_not(cli: Cli, project: Path) -> None:
    file = project / "apacheck.toml"
    file.write_text(
        'select = ["AUT001"]\noutput-format = "concise"\nunsafe-fixes = true\nforce-exclude = true\nexclude = ["drafts"]\n'
    )
    shown = cli("refs.txt", "drafts/refs.txt")
    assert shown.out.startswith("refs.txt:5:1: AUT001 [*] ")
    assert "in 2 entries" in shown.out
    assert "fixable with --fix." in shown.out
    assert cli("refs.txt", "--output-format", "json").out.startswith("[\n")
    assert "AUT001 [*]" not in cli("refs.txt", "--config", "unsafe-fixes = false").out
    assert cli("refs.txt", "--fix").code == 0
    assert "Urdan, T." in (project / "refs.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'output-format = "xml"',
            'output-format is one of full, concise, json, json-lines, sarif, github, gitlab, junit, html, not "xml"',
        ),
        ("output-format = 3", 'output-format is the name of a format, such as "concise", not 3'),
        ('unsafe-fixes = "yes"', 'unsafe-fixes is true or false, not "yes"'),
        ("force-exclude = 1", "force-exclude is true or false, not 1"),
        ("baseline = true", 'baseline is the name of a file, such as "apacheck-baseline.json", not True'),
        ('per-file-ignores = ["PER"]', "per-file-ignores is a table of patterns and lists of rules"),
        ('per-file-ignores = { "*" = ["PRE001"] }', 'per-file-ignores names "PRE001", which is no rule'),
        ('per-file-ignore = { "*" = ["PER"] }', 'unknown setting "per-file-ignore"; did you mean "per-file-ignores"?'),
    ],
)
def test_what_is_said_about_a_wrong_setting(cli: Cli, project: Path, line: str, message: str) -> None:
    (project / "apacheck.toml").write_text(f"{line}\n")
    result = cli("refs.txt")
    assert result.code == 2
    assert message in result.err


# --- apacheck config ----------------------------------------------------------------------------------------------


def test_every_setting_is_shown_with_its_origin(cli: Cli, project: Path) -> None:
    file = project / "apacheck.toml"
    result = cli("config", "drafts/refs.txt", "--config", 'severity = "error"')
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[0] == "# Settings for drafts/refs.txt"
    assert f'select = ["PER001", "AUT001"]  # {file}' in lines
    assert 'ignore = ["PER"]  # per-file-ignores' in lines
    assert 'severity = "error"  # --config' in lines
    assert "unsafe-fixes = false  # default" in lines
    assert "# baseline is not set" in lines
    assert f"# {len(BY_CODE) - 1} of {len(BY_CODE)} rules are left out" in lines
    shown = {line.removeprefix("# ").split(" ")[0] for line in lines[1:-1] if not line.startswith("# below it: ")}
    assert shown == {name.replace("_", "-") for name in PUBLIC}


def test_what_is_shown_can_be_kept_as_a_settings_file(cli: Cli, project: Path) -> None:
    result = cli("config", "refs.txt")
    table = tomllib.loads(result.out)
    assert table["per-file-ignores"] == {"drafts/*": ["PER"]}
    assert config.from_mapping(table, None).selected("PER001")
    (project / "apacheck.toml").write_text(result.out, encoding="utf-8")
    again = tomllib.loads(cli("config", "refs.txt").out)
    assert again == table


def test_layers_that_stack_are_all_shown(cli: Cli, project: Path) -> None:
    (project / "apacheck.toml").write_text('ignore = ["AUT001"]\n')
    out = cli("config", ".", "--config", 'ignore = ["PER001"]').out
    assert 'ignore = ["PER001"]  # --config\n# below it: ignore = ["AUT001"]' in out
    assert f"# 2 of {len(BY_CODE)} rules are left out: AUT001 PER001\n" in out
    assert f"# all {len(BY_CODE)} rules are applied\n" in cli("config", "--isolated").out


def test_the_environment_stands_between(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "apacheck.toml").write_text('mailto = "file@example.org"\n')
    monkeypatch.setenv("APACHECK_MAILTO", "mine@example.org")
    assert 'mailto = "mine@example.org"  # APACHECK_MAILTO in the environment\n' in cli("config").out
    assert 'mailto = "typed@example.org"  # --config\n' in cli("config", "--config", 'mailto = "typed@example.org"').out


def test_settings_are_json_for_programs(cli: Cli, project: Path) -> None:
    values = json.loads(cli("config", "refs.txt", "--output-format", "json").out)
    assert values["path"] == "refs.txt"
    assert set(values["settings"]) == {name.replace("_", "-") for name in PUBLIC}
    assert values["settings"]["select"] == [{"value": ["PER001", "AUT001"], "origin": str(project / "apacheck.toml")}]
    assert set(BY_CODE) - set(values["rules_left_out"]) == {"PER001", "AUT001"}


def test_wrong_settings_are_said(cli: Cli, project: Path) -> None:
    (project / "apacheck.toml").write_text("selct = []\n")
    assert cli("config").code == 2


def test_nothing_in_a_settings_file_steers_the_terminal(cli: Cli, project: Path) -> None:
    (project / "apacheck.toml").write_text('exclude = ["\\u001b[31m", "\\u202e"]\n')
    assert not {"\x1b", "\u202e"} & set(cli("config").out)


def test_the_defaults_are_those_of_the_program() -> None:
    assert set(DEFAULTS) <= set(PUBLIC)
    everything = Config()
    assert all(everything.selected(code) for code in BY_CODE)
    assert everything.reports(DEFAULTS["severity"])
    assert all(everything.excludes(Path(name)) for name in DEFAULTS["exclude"])
    options = {option.name: option for option in commands.commands["check"].params}
    assert DEFAULTS["output_format"] in FORMATS
    assert f"[default: {DEFAULTS['output_format']}]" in (getattr(options["output_format"], "help", "") or "")


# --- the schema ---------------------------------------------------------------------------------------------------


def test_the_schema_is_up_to_date() -> None:
    assert config_schema.main(["--check"]) == 0, "run python scripts/config_schema.py"


def test_a_stale_schema_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_schema, "FILE", tmp_path / "schema.json")
    assert config_schema.main(["--check"]) == 1
    assert config_schema.main([]) == 0
    assert config_schema.main(["--check"]) == 0
    monkeypatch.setitem(config_schema.SETTINGS, "select", ("Other words.", {}))
    assert config_schema.main(["--check"]) == 1


SETTINGS: list[tuple[str, bool]] = [
    ("", True),
    ('select = ["ALL"]\nignore = ["PER", "PER0", "AUT001", "journal-volume-glued", "SUP001"]', True),
    ('[per-file-ignores]\n"drafts/*" = ["PER"]', True),
    ('severity = "info"\nexclude = ["a"]\noutput-format = "html"\nbaseline = "b.json"', True),
    ('cache = false\nmailto = "a@example.org"\ntimeout = 3\ndeadline = 0', True),
    ('cache = ".cache"\ncrossref-url = "https://example.org"', True),
    ("citations = false\nlist-only = true\nunsafe-fixes = true\nforce-exclude = true", True),
    ("selct = []", False),
    ('select = "PER"', False),
    ('select = ["PRE001"]', False),
    ('ignore = ["PER0011"]', False),
    ('per-file-ignores = { a = ["PRE001"] }', False),
    ('severity = "loud"', False),
    ('unsafe-fixes = "yes"', False),
    ("timeout = 0", False),
    ('crossref-url = "example.org"', False),
    ('root = "/"', False),
    ('origin = "here"', False),
]


@pytest.mark.parametrize(("text", "right"), SETTINGS)
def test_the_schema_and_the_program_agree(text: str, *, right: bool) -> None:
    table: dict[str, Any] = tomllib.loads(text)
    validator = jsonschema.Draft7Validator(config_schema.schema())
    assert validator.is_valid(table) is right
    if right:
        config.from_mapping(table, Path("apacheck.toml"))
    else:
        with pytest.raises(ConfigError):
            config.from_mapping(table, Path("apacheck.toml"))


def test_the_schema_knows_every_setting_and_rule() -> None:
    schema = config_schema.schema()
    assert set(schema["properties"]) == {name.replace("_", "-") for name in PUBLIC}
    assert all(each["description"].endswith(".") for each in schema["properties"].values())
    known = set(schema["definitions"]["selector"]["anyOf"][0]["enum"])
    assert set(BY_CODE) | {rule.name for rule in BY_CODE.values()} <= known
    jsonschema.Draft7Validator.check_schema(schema)
