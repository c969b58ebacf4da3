"""A baseline: what it hides, what makes no difference to it, what it says of records that nothing matches, where it may be."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import apacheck
from apacheck import config
from apacheck.__main__ import run
from apacheck.cli import baseline
from apacheck.errors import ConfigError

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15–19."
COMMALESS = "Urdan T. (2012). Achievement goals. Sage."
CLEAN = "Bidault, F., & Castello, A. (2010). Why too much trust. MIT Sloan Management Review, 51(4), 33–38."
TEXT = f"References\n\n{CLEAN}\n\n{GLUED}\n\n{COMMALESS}\n"
WRAPPED = GLUED.replace("resources. ", "resources.\n   ")
SELECT = ("--select", "PER001,AUT001,AUT008")


class Result(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Run a check of two rules in an empty directory that no settings file is above."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments: str) -> Result:
        config._find.cache_clear()
        capfd.readouterr()
        code = run(["check", *SELECT, *arguments])
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture
def known(cli: Cli, tmp_path: Path) -> Cli:
    """The same with a list whose two findings are in base.json."""
    (tmp_path / "refs.txt").write_text(TEXT, encoding="utf-8")
    result = cli("refs.txt", "--baseline", "base.json", "--update-baseline")
    assert result == (0, "", "Wrote 2 findings to base.json.\n")
    return cli


def write(tmp_path: Path, text: str, name: str = "refs.txt") -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")


def test_a_baseline_is_sorted_and_says_what_it_is_about(known: Cli, tmp_path: Path) -> None:
    data = (tmp_path / "base.json").read_text(encoding="utf-8")
    glued, commaless = apacheck.check(TEXT).entries[1:]
    assert json.loads(data) == {
        "version": 1,
        "files": {
            "refs.txt": {
                glued.key: {"text": GLUED, "codes": {"PER001": 1}},
                commaless.key: {"text": COMMALESS, "codes": {"AUT001": 1}},
            }
        },
    }
    write(tmp_path, f"References\n\n{COMMALESS}\n\n{GLUED}\n")
    known("refs.txt", "--baseline", "base.json", "--update-baseline")
    assert (tmp_path / "base.json").read_text(encoding="utf-8") == data


def test_known_findings_are_left_out(known: Cli) -> None:
    result = known("refs.txt", "--baseline", "base.json")
    assert result == (0, "No findings in 3 entries.\nLeft out 2 findings that base.json knows.\n", "")
    assert known("refs.txt").code == 1


@pytest.mark.parametrize(
    "text",
    [
        f"Something new.\n\nReferences\n\n{COMMALESS}\n\n{GLUED}\n\n{CLEAN}\n",
        f"References\n\n1. {GLUED}\n\n2. {COMMALESS}\n",
        f"References\n\n{GLUED.replace('. ', '.  ').replace('15–19', '15-19')}\n\n{COMMALESS.replace('. Sage', '; sage')}\n",
        TEXT.replace("\n", "\r\n"),
        f"References\n{CLEAN}\n{WRAPPED}\n{COMMALESS}\n",
    ],
    ids=["reordered", "numbered", "spaces and punctuation", "line ends", "wrapped"],
)
def test_other_edits_make_no_difference(known: Cli, tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    result = known("refs.txt", "--baseline", "base.json", "-q")
    assert result == (0, "", "")


def test_a_changed_entry_is_checked_anew(known: Cli, tmp_path: Path) -> None:
    write(tmp_path, TEXT.replace("Human resources", "Human relations"))
    result = known("refs.txt", "--baseline", "base.json", "--output-format", "concise")
    assert result.code == 1
    assert result.out.startswith("refs.txt:5:")
    assert "PER001" in result.out
    assert "AUT001" not in result.out
    assert "1 record of base.json matches nothing any more" in result.err


def test_a_new_fault_of_a_known_entry_is_reported(known: Cli, tmp_path: Path) -> None:
    write(tmp_path, TEXT.replace("Bidault, F., &", "Bidault, F., and"))
    assert "AUT008" in known("refs.txt", "--baseline", "base.json").out
    write(tmp_path, f"{TEXT}\n{GLUED}\n")
    result = known("refs.txt", "--baseline", "base.json", "--output-format", "concise", "-q")
    assert result.out.count("PER001") == 1


def test_a_known_entry_is_known_in_another_file(known: Cli, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "refs.txt").rename(tmp_path / "inner" / "renamed.txt")
    assert known("inner/renamed.txt", "--baseline", "base.json", "-q") == (0, "", "")


def test_needless_records_are_named_and_removed(known: Cli, tmp_path: Path) -> None:
    write(tmp_path, TEXT.replace("Management18", "Management, 18"))
    result = known("refs.txt", "--baseline", "base.json")
    assert result.code == 0
    assert result.err == (
        "warning: 1 record of base.json matches nothing any more; remove with --update-baseline:\n"
        f"  refs.txt: PER001 in “{GLUED}”\n"
    )
    assert known("refs.txt", "--baseline", "base.json", "-q").err == ""
    assert known("refs.txt", "--baseline", "base.json", "--update-baseline").err == "Wrote 1 finding to base.json.\n"
    assert known("refs.txt", "--baseline", "base.json").err == ""


def test_records_of_what_was_not_checked_are_neither_needless_nor_lost(known: Cli, tmp_path: Path) -> None:
    write(tmp_path, f"References\n\n{CLEAN}\n", "other.txt")
    before = (tmp_path / "base.json").read_text(encoding="utf-8")
    assert known("other.txt", "--baseline", "base.json").err == ""
    assert known("refs.txt", "--baseline", "base.json", "--ignore", "PER001").err == ""
    for arguments in (["other.txt"], ["refs.txt", "--ignore", "PER001"]):
        assert known(*arguments, "--baseline", "base.json", "--update-baseline").code == 0
        assert (tmp_path / "base.json").read_text(encoding="utf-8") == before
    (tmp_path / "refs.txt").unlink()
    known("other.txt", "--baseline", "base.json", "--update-baseline")
    assert json.loads((tmp_path / "base.json").read_text(encoding="utf-8"))["files"] == {}


def test_known_findings_are_not_mended(known: Cli, tmp_path: Path) -> None:
    write(tmp_path, f"{TEXT}\n{GLUED.replace('Human', 'Other')}\n")
    result = known("refs.txt", "--baseline", "base.json", "--fix")
    assert result.code == 0
    assert (tmp_path / "refs.txt").read_text(encoding="utf-8") == (
        f"{TEXT}\n{GLUED.replace('Human', 'Other').replace('Management18', 'Management, 18')}\n"
    )


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "not json",
        '{"version": 1}',
        '{"version": 1, "files": []}',
        '{"version": 1, "files": {"a": 3}}',
        '{"version": 1, "files": {"a": {"k": {"text": 1, "codes": {"PER001": 1}}}}}',
        '{"version": 1, "files": {"a": {"k": {"text": "x", "codes": {"PER001": "1"}}}}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_refused(cli: Cli, tmp_path: Path, text: str) -> None:
    write(tmp_path, TEXT)
    (tmp_path / "base.json").write_text(text, encoding="utf-8")
    for arguments in ([], ["--update-baseline"]):
        result = cli("refs.txt", "--baseline", "base.json", *arguments)
        assert result.code == 2
        assert result.err.startswith("error: base.json: this is no baseline of apacheck")
    assert (tmp_path / "base.json").read_text(encoding="utf-8") == text


def test_a_baseline_of_another_version_is_refused(known: Cli, tmp_path: Path) -> None:
    (tmp_path / "base.json").write_text('{"version": 2, "files": {}}', encoding="utf-8")
    result = known("refs.txt", "--baseline", "base.json")
    assert (result.code, "has version 2, not 1" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--baseline", "absent.json"], "absent.json: no such baseline; make it with --update-baseline"),
        (["--update-baseline"], "--update-baseline goes with --baseline FILE, or with baseline in the settings"),
        (["--baseline", "b.json", "--update-baseline", "--diff"], "--update-baseline and --diff exclude each other"),
        (["--baseline", "absent/b.json", "--update-baseline"], "cannot write absent/b.json: No such file or directory"),
        (["--baseline", ".", "--update-baseline"], "cannot read the baseline .: Is a directory"),
    ],
)
def test_what_is_wrong_is_said(cli: Cli, tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path, TEXT)
    result = cli("refs.txt", *arguments)
    assert result.code == 2
    assert message in result.err


def test_nothing_is_written_where_something_was_not_checked(known: Cli, tmp_path: Path) -> None:
    before = (tmp_path / "base.json").read_bytes()
    write(tmp_path, f"References\n\n{CLEAN}\n")
    result = known("refs.txt", "absent.txt", "--baseline", "base.json", "--update-baseline")
    assert result.code == 2
    assert "base.json is not updated" in result.err
    assert (tmp_path / "base.json").read_bytes() == before


def test_a_write_that_fails_leaves_no_trace(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, TEXT)

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    result = cli("refs.txt", "--baseline", "base.json", "--update-baseline")
    assert (result.code, result.err) == (2, "error: cannot write base.json: No space left on device\n")
    assert [path.name for path in tmp_path.iterdir()] == ["refs.txt"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_baseline_has_the_usual_mode(known: Cli, tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    assert stat.S_IMODE((tmp_path / "base.json").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


# --- in the settings ----------------------------------------------------------------------------------------------


def test_settings_name_a_baseline(known: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "apacheck.toml").write_text('baseline = "base.json"\n')
    assert known("refs.txt", "-q").code == 0
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert known("../refs.txt", "-q").code == 0
    assert known("../refs.txt", "-q", "--isolated").code == 1
    assert known("../refs.txt", "--update-baseline").err == f"Wrote 2 findings to {tmp_path / 'base.json'}.\n"


@pytest.mark.parametrize("name", ["../base.json", "/base.json", "link/base.json", "inner/../../base.json"])
def test_settings_name_no_file_outside_their_directory(cli: Cli, tmp_path: Path, name: str) -> None:
    project = tmp_path / "project"
    (project / "inner").mkdir(parents=True)
    (project / "link").symlink_to(tmp_path)
    write(project, TEXT)
    (project / "apacheck.toml").write_text(f'baseline = "{name}"\n')
    os.chdir(project)
    result = cli("refs.txt", "--update-baseline")
    assert result.code == 2
    assert f"baseline is a file in {project} or below, not {name}" in result.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project"]


def test_a_link_to_a_file_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "base.json").symlink_to(tmp_path / "elsewhere.json")
    given_settings = apacheck.Config(baseline="base.json", root=tmp_path / "project", origin="apacheck.toml")
    with pytest.raises(ConfigError):
        baseline.place(None, given_settings)
    assert baseline.place("../anywhere.json", given_settings) == Path("../anywhere.json")


# --- any list -----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([GLUED, COMMALESS, CLEAN]), min_size=1, max_size=6), st.randoms())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_baseline_hides_what_it_was_made_of_in_any_order(tmp_path: Path, entries: list[str], random: object) -> None:
    path = tmp_path / "base.json"
    path.unlink(missing_ok=True)
    selection = apacheck.Config(select=("PER001", "AUT001"))

    def report(order: list[str]) -> apacheck.Report:
        return apacheck.check(
            "\n\n".join(["References", *order]), config=selection, filename=str(tmp_path / "refs.txt")
        )

    first = report(entries)
    assert baseline.Baseline(path).update([(first, selection)]) == len(first.findings)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    known = baseline.load(path, must_exist=True)
    assert known.hide(report(shuffled), selection).findings == []
    assert known.count == len(first.findings)
    assert known.needless() == []
    more = known.hide(report([*shuffled, GLUED]), selection)
    assert [finding.code for finding in more.findings] == ["PER001"]
