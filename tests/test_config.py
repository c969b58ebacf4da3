"""Settings: what selects a rule, where settings are found, and what is said about wrong ones."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from apacheck import config
from apacheck.config import Config
from apacheck.errors import ConfigError
from apacheck.findings import UNUSED

CODES = {
    "AUT001": "author-comma-missing",
    "AUT008": "and-for-ampersand",
    "PER001": "journal-volume-glued",
    "PER002": "issue-spaced",
    "PER010": "page-label",
}


@pytest.fixture(autouse=True, scope="module")
def _known_rules() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(config, "BY_CODE", {code: SimpleNamespace(name=name) for code, name in CODES.items()})
    patch.setattr(config, "_LISTED", (*CODES, UNUSED))
    for cached in (config._codes_by_name, config._families):
        cached.cache_clear()
    yield
    patch.undo()
    for cached in (config._codes_by_name, config._families):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _fresh_search() -> None:
    config._find.cache_clear()


def selected(settings_: Config) -> list[str]:
    return [code for code in CODES if settings_.selected(code)]


@pytest.mark.parametrize(
    ("given_settings", "expected"),
    [
        ({}, list(CODES)),
        ({"select": ("ALL",)}, list(CODES)),
        ({"select": ()}, []),
        ({"select": ("PER",)}, ["PER001", "PER002", "PER010"]),
        ({"select": ("PER00",)}, ["PER001", "PER002"]),
        ({"select": ("per001", "And-For-Ampersand")}, ["AUT008", "PER001"]),
        ({"ignore": ("PER",)}, ["AUT001", "AUT008"]),
        ({"select": ("PER",), "ignore": ("PER001",)}, ["PER002", "PER010"]),
        ({"select": ("PER001",), "ignore": ("PER",)}, ["PER001"]),
        ({"select": ("ALL",), "ignore": ("ALL",)}, []),
        ({"select": ("PER001",), "ignore": ("PER001",)}, []),
        ({"select": ("PER",), "extend_select": ("AUT008",)}, ["AUT008", "PER001", "PER002", "PER010"]),
        ({"ignore": ("PER",), "extend_select": ("PER001",)}, ["AUT001", "AUT008", "PER001"]),
    ],
)
def test_the_longer_selector_wins(given_settings: dict[str, Any], expected: list[str]) -> None:
    assert selected(Config(**given_settings)) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ({}, {"select": ("PER001",)}, ["PER001"]),
        ({"ignore": ("PER",)}, {"select": ("PER001",)}, []),
        ({"extend_select": ("AUT008",)}, {"select": ("PER001",)}, ["AUT008", "PER001"]),
        ({"extend_select": ("PER001",)}, {"ignore": ("PER001",)}, list(CODES)),
        ({"select": ("AUT",)}, {"select": ("PER",), "extend_select": ("PER001",)}, ["AUT001", "AUT008"]),
    ],
)
def test_the_command_line_stands_over_the_file(
    above: dict[str, Any], below: dict[str, Any], expected: list[str]
) -> None:
    assert selected(Config(**above).over(Config(**below))) == expected


def test_layers_stack_in_the_order_given() -> None:
    stacked = Config(ignore=("AUT001",)).over(Config(select=("AUT",))).over(Config(select=("PER",)))
    assert selected(stacked) == ["AUT008"]


def test_severity_is_the_least_that_is_reported() -> None:
    shown = {
        least: [severity for severity in ("error", "warning", "info") if Config(severity=least).reports(severity)]
        for least in (None, "error", "warning", "info")
    }
    assert shown == {
        None: ["error", "warning", "info"],
        "error": ["error"],
        "warning": ["error", "warning"],
        "info": ["error", "warning", "info"],
    }
    assert not Config().over(Config(severity="error")).reports("warning")
    assert Config(severity="info").over(Config(severity="error")).reports("warning")


@pytest.mark.parametrize(
    ("make", "message", "key"),
    [
        (
            lambda: Config(select=("PRE001",)),
            'select names "PRE001", which is no rule; did you mean "PER001"?',
            "select",
        ),
        (
            lambda: Config(extend_select=("journal-volume-glue",)),
            'extend-select names "journal-volume-glue", which is no rule; did you mean "journal-volume-glued"?',
            "extend_select",
        ),
        (lambda: Config(ignore=("qqqqq",)), 'ignore names "qqqqq", which is no rule', "ignore"),
        (
            lambda: Config(severity="loud"),  # type: ignore[arg-type]
            'severity is "error", "warning" or "info", not "loud"',
            "severity",
        ),
        (
            lambda: config.from_mapping({"selct": ["PER"]}, Path("apacheck.toml")),
            'apacheck.toml: unknown setting "selct"; did you mean "select"?',
            "selct",
        ),
        (
            lambda: config.from_mapping({"extend_select": []}, None),
            'unknown setting "extend_select"; did you mean "extend-select"?',
            "extend_select",
        ),
        (
            lambda: config.from_mapping({"root": "/"}, None),
            'unknown setting "root"',
            "root",
        ),
        (
            lambda: config.from_mapping({"select": "PER"}, Path("apacheck.toml")),
            'apacheck.toml: select is a list of strings, such as ["PER", "AUT001"], not "PER"',
            "select",
        ),
        (
            lambda: config.from_mapping({"exclude": [1]}, None),
            'exclude is a list of strings, such as ["drafts", "*.md"], not [1]',
            "exclude",
        ),
        (
            lambda: config.from_mapping({"severity": 3}, Path("apacheck.toml")),
            'apacheck.toml: severity is "error", "warning" or "info", not 3',
            "severity",
        ),
        (
            lambda: config.from_assignment("severity=error"),
            '--config "severity=error" is not TOML: strings need quotes, as in severity = "error"',
            None,
        ),
        (
            lambda: config.from_assignment("select=PER,AUT"),
            '--config "select=PER,AUT" is not TOML: lists need brackets and strings need quotes, as in select = ["PER", "AUT"]',
            None,
        ),
    ],
)
def test_what_is_said_about_a_wrong_setting(make: Callable[[], Config], message: str, key: str | None) -> None:
    with pytest.raises(ConfigError) as raised:
        make()
    assert str(raised.value) == message
    assert raised.value.key == key


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "apacheck.toml"
    file.write_text(
        'select = ["PER"]\nignore = ["PER001"]\nextend-select = ["AUT008"]\nseverity = "warning"\nexclude = ["old"]\n'
    )
    read = config.load(file)
    assert selected(read) == ["AUT008", "PER002", "PER010"]
    assert read.severity == "warning"
    assert read.exclude == ("old",)
    assert read.root == tmp_path


def test_an_assignment_is_read() -> None:
    assert config.from_assignment('severity = "error"') == Config(severity="error")
    assert selected(config.from_assignment('select = ["AUT"]')) == ["AUT001", "AUT008"]


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "thesis" / "chapters"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.apacheck]\nselect = ["PER"]\n')
    (tmp_path / "thesis" / "pyproject.toml").write_text("[tool.other]\n")
    assert config.find(inner) == tmp_path / "pyproject.toml"
    assert selected(config.load(tmp_path / "pyproject.toml")) == ["PER001", "PER002", "PER010"]


def test_apacheck_toml_comes_before_pyproject_toml(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.apacheck]\n")
    (tmp_path / "apacheck.toml").write_text("")
    assert config.find(tmp_path) == tmp_path / "apacheck.toml"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("apacheck.toml", b"select = [", "is not valid TOML"),
        ("apacheck.toml", b'select = ["\xff"]', "is not valid TOML"),
        ("pyproject.toml", b"[tool]\napacheck = 3\n", "tool.apacheck is a table, not 3"),
        ("pyproject.toml", b'[tool.apacheck]\nselect = ["NOPE"]\n', "which is no rule"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        config.load(file)
    assert str(file) in str(raised.value)
    assert message in str(raised.value)
    assert raised.value.path == file


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file or directory"):
        config.load(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (None, "node_modules", True),
        (None, "chapters", False),
        (("chapters",), "node_modules", False),
        (("drafts",), "drafts", True),
        (("drafts/",), "drafts", True),
        (("./drafts",), "drafts", True),
        (("*.md",), "chapters/one.md", True),
        (("chapters/*.md",), "chapters/one.md", True),
        (("chapters/*.md",), "other/one.md", False),
        (("one",), "chapters/one.md", False),
    ],
)
def test_patterns_exclude_names_and_paths(
    tmp_path: Path, patterns: tuple[str, ...] | None, path: str, *, expected: bool
) -> None:
    assert Config(exclude=patterns, root=tmp_path).excludes(tmp_path / path) is expected
    assert Config().over(Config(exclude=patterns, root=tmp_path)).excludes(tmp_path / path) is expected


@given(st.text(max_size=12) | st.sampled_from([*CODES, *CODES.values(), "per0", "ALL", "AUT0080"]))
@settings(max_examples=100)
def test_a_selector_reaches_a_rule_or_is_refused(word: str) -> None:
    try:
        accepted = Config(select=(word,))
    except ConfigError:
        assert not any(code.startswith(word.upper()) for code in CODES if word)
    else:
        assert selected(accepted) or UNUSED.startswith(word.upper())


def test_pydantic_is_loaded_for_settings_only() -> None:
    program = """
import sys
from apacheck.config import Config, from_assignment
Config().over(Config(severity="error"))
assert "pydantic" not in sys.modules
from_assignment('severity = "error"')
assert "pydantic" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
