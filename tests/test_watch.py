"""`--watch`: a check now and after each change, and what is said where the package for it is missing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from apacheck.__main__ import run
from apacheck.lean import names

RIGHT = "Laurent, W. (2008). Human resources and recruiting management. Information Management, 18(6), 15–19.\n"
GLUED = RIGHT.replace("Management, 18", "Management18")


def until(found: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_a_change_is_checked_and_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    place, out, err = tmp_path / "lists", tmp_path / "out", tmp_path / "err"
    place.mkdir()
    refs = place / "refs.txt"
    refs.write_text(GLUED, encoding="utf-8")
    with out.open("wb") as stdout, err.open("wb") as stderr:
        command = [sys.executable, "-m", "apacheck", "--isolated", "--watch", "--output-format", "concise", "refs.txt"]
        process = subprocess.Popen(command, cwd=place, stdout=stdout, stderr=stderr)
        try:
            assert until(lambda: "Watching for changes" in err.read_text(encoding="utf-8"))
            assert out.read_text(encoding="utf-8").count("PER001") == 1
            time.sleep(0.5)  # the disk is looked at a moment after that is said
            (place / "other.txt").write_text(GLUED, encoding="utf-8")
            beside = place / ".refs.tmp"  # as many editors save
            beside.write_text(RIGHT, encoding="utf-8")
            beside.replace(refs)
            assert until(lambda: err.read_text(encoding="utf-8").count("Watching for changes") == 2)
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=20)
    assert code == 0
    assert out.read_text(encoding="utf-8").endswith("No findings in 1 entry.\n")
    said = err.read_text(encoding="utf-8").splitlines()
    assert len(said) == 3
    assert said[1].endswith(" refs.txt changed")


def test_each_check_reads_the_settings_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from apacheck.cli import watch
    from apacheck.cli.check import Options

    monkeypatch.chdir(tmp_path)
    Path("refs.txt").write_text(GLUED, encoding="utf-8")
    settings = Path("apacheck.toml")
    settings.write_text('output-format = "json-lines"\nunsafe-fixes = true\n', encoding="utf-8")
    lists = dict.fromkeys(("select", "ignore", "extend_select", "assignments", "exclude"), ())
    given: dict[str, object] = dict.fromkeys(names(Options)) | lists
    options = Options(**given | {"paths": ("refs.txt",), "color": "never", "quiet": True})  # type: ignore[arg-type]
    assert watch._once(options) == 1
    assert capsys.readouterr().out.startswith("{")
    settings.write_text('output-format = "concise"\n', encoding="utf-8")
    assert watch._once(options) == 1
    assert capsys.readouterr().out.startswith("refs.txt:1:76: PER001")
    assert not options.unsafe_fixes


def test_the_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert run(["--watch", "."]) == 2
    assert capsys.readouterr().err == "error: --watch needs watchfiles: pip install 'apacheck[watch]'\n"


def test_a_check_does_not_load_what_watches() -> None:
    code = "import sys; from apacheck.__main__ import run; run(['--isolated', '-']); print('watchfiles' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], input=RIGHT, capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout == "No findings in 1 entry.\nFalse\n"


@pytest.mark.parametrize("arguments", [["-"], ["--update-baseline", "--baseline", "known.json", "."]])
def test_what_cannot_be_watched_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--watch", *arguments]) == 2
    assert "--watch" in capsys.readouterr().err


def test_what_matters_is_a_file_that_is_checked_or_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apacheck.cli.check import Options
    from apacheck.cli.watch import Watched

    monkeypatch.chdir(tmp_path)
    (tmp_path / "chapters").mkdir()
    given: dict[str, object] = dict.fromkeys(names(Options))
    watched = Watched(Options(**given | {"paths": ("chapters", "notes"), "output_file": "chapters/out.txt"}))  # type: ignore[arg-type]
    assert watched.roots == {str(tmp_path), str(tmp_path / "chapters")}
    for name in ("chapters/one.md", "chapters/deep/two.txt", "notes", "apacheck.toml", "pyproject.toml"):
        assert watched.matters(str(tmp_path / name)), name
    for name in ("chapters/out.txt", "chapters/one.md~", "chapters/.git/x.txt", "other.txt", "chapters/a.py"):
        assert not watched.matters(str(tmp_path / name)), name
