"""`apacheck --verify` and `apacheck cite` against a local Crossref: what is printed, where, and the exit code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Self

import pytest

from apacheck.cli import run
from apacheck.cli.verify import Progress
from apacheck.crossref import settings
from crossref_server import CrossrefServer
from world import World, message_of

SLEEP = "Roe, A., & Doe, J. (2014). Sleep and memory in older dogs. Journal of Sleep Research, 23(1), 15–24. https://doi.org/10.5555/sleep.1"
WAVES = "Marlow, P. (1999). Standing waves in shallow harbours. Coastal Engineering, 36(2), 201–219. https://doi.org/10.5555/waves.1"
BOOK = "Quint, R. (2001). The dogs of the north. Kestrel Books."


@pytest.fixture(scope="module")
def crossref() -> Iterator[CrossrefServer]:
    with CrossrefServer([message_of(SLEEP), message_of(WAVES)]) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crossref: CrossrefServer) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("APACHECK_CROSSREF_URL", crossref.url)
    monkeypatch.setenv("APACHECK_DOI_URL", crossref.url)
    monkeypatch.setenv("APACHECK_MAILTO", "tests@example.org")
    (tmp_path / "apacheck.toml").write_text('cache = "kept"\nselect = ["REC", "URL018"]\n', encoding="utf-8")
    return tmp_path


def written(folder: Path, *entries: str) -> str:
    (folder / "refs.txt").write_text("References\n\n" + "\n\n".join(entries) + "\n", encoding="utf-8")
    return "refs.txt"


def test_the_table_closes_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(folder, SLEEP.replace("23(1)", "32(1)"), WAVES, BOOK)
    assert run(["--verify", path]) == 1
    out, err = capsys.readouterr()
    assert "REC009 warning: The record gives volume 23, the entry 32." in out
    assert out.endswith("Crossref: confirmed 1 · differs 1 · not found at Crossref 1\n")
    assert err == ""


def test_an_info_alone_does_not_fail_a_run(folder: Path) -> None:
    assert run(["--verify", written(folder, WAVES, BOOK)]) == 0


def test_everything_is_in_the_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--verify", "--output-format", "json", written(folder, SLEEP.replace("23(1)", "32(1)"), WAVES)])
    values = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in values["findings"]] == ["REC009"]
    assert [(found["filename"], found["verdict"]) for found in values["verifications"]] == [
        ("refs.txt", "differs"),
        ("refs.txt", "confirmed"),
    ]
    assert values["summary"] == {"confirmed": 1, "differs": 1}
    assert values["interrupted"] is False


def test_the_second_run_sends_nothing_and_can_be_offline(
    folder: Path, crossref: CrossrefServer, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(folder, SLEEP, WAVES)
    assert run(["--verify", path]) == 0
    before = len(crossref.seen)
    capsys.readouterr()
    assert run(["--verify", "--offline", path]) == 0
    assert len(crossref.seen) == before
    assert "confirmed 2" in capsys.readouterr().out


def test_offline_with_an_empty_cache_could_not_do_the_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--verify", "--offline", written(folder, SLEEP, WAVES)]) == 2
    out, err = capsys.readouterr()
    assert "not checked 2" in out
    assert "error: nothing could be checked at Crossref: offline" in err


def test_what_was_not_checked_is_said_aloud(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--verify", written(folder, SLEEP)])
    capsys.readouterr()
    assert run(["--verify", "--offline", written(folder, SLEEP, WAVES)]) == 0
    out, err = capsys.readouterr()
    assert "confirmed 1 · not checked 1" in out
    assert "note: not checked: offline" in err
    assert "refs.txt:5 Marlow, P. (1999)." in err


def test_the_diff_shows_entry_against_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = SLEEP.replace("23(1)", "32(1)")
    path = written(folder, wrong, WAVES)
    run(["--verify", "--diff", path])
    out = capsys.readouterr().out
    assert f"- {wrong}\n+ {SLEEP}\n" in out
    assert "Marlow" not in out
    assert (folder / path).read_text(encoding="utf-8").count(wrong) == 1


def test_unsafe_fixes_take_the_record_over(folder: Path) -> None:
    bare = SLEEP.removesuffix(" https://doi.org/10.5555/sleep.1").replace("2014", "2004")
    path = written(folder, bare.replace("2004", "2015"), WAVES.replace("waves.1", "wave.1"))
    run(["--verify", "--fix", path])
    assert "sleep.1" not in (folder / path).read_text(encoding="utf-8")
    run(["--verify", "--fix", "--unsafe-fixes", path])
    assert (folder / path).read_text(encoding="utf-8") == f"References\n\n{SLEEP}\n\n{WAVES}\n"


@pytest.mark.parametrize("option", [["--offline"], ["--no-cache"], ["--mailto", "a@example.org"]])
def test_options_that_need_verify(folder: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*option, written(folder, SLEEP)]) == 2
    assert f"{option[0]} goes with --verify" in capsys.readouterr().err


def test_a_wrong_address_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--verify", "--mailto", "nobody", written(folder, SLEEP)]) == 2
    assert "email address" in capsys.readouterr().err


def test_ctrl_c_shows_what_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(World):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    world = Interrupted(message_of(SLEEP), message_of(WAVES), interrupt=1)
    monkeypatch.setattr("apacheck.cli.verify.open_client", lambda *_arguments, **_options: world)
    assert settings
    assert run(["--verify", written(folder, SLEEP.replace("23(1)", "32(1)"), WAVES, BOOK)]) == 130
    out, err = capsys.readouterr()
    assert "REC009" in out
    assert "differs 1 · not checked 2" in out
    assert "error: interrupted; this is what is known so far" in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_real_ctrl_c_ends_a_hanging_run(folder: Path, crossref: CrossrefServer) -> None:
    path = written(folder, SLEEP.replace("sleep.1", "hang.1"))
    crossref.play("hang")
    command = [sys.executable, "-m", "apacheck", "--verify", "--no-cache", path]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        for _ in range(100):
            if any("hang.1" in seen.path for seen in crossref.seen):
                break
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert "not checked 1" in out


# --- cite ---------------------------------------------------------------------------------------------------------


def test_a_record_as_an_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder
    assert run(["cite", "10.5555/sleep.1", "https://doi.org/10.5555/waves.1"]) == 0
    assert capsys.readouterr().out == f"{SLEEP}\n{WAVES}\n"
    assert run(["cite", "--style", "markdown", "doi:10.5555/sleep.1"]) == 0
    assert "*Journal of Sleep Research*, *23*(1), 15–24." in capsys.readouterr().out


def test_what_cannot_be_cited_is_said_and_the_rest_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder
    assert run(["cite", "10.5555/nobody", "10.5555/sleep.1"]) == 2
    out, err = capsys.readouterr()
    assert out == f"{SLEEP}\n"
    assert err == "error: 10.5555/nobody: nobody has registered this DOI\n"


# --- progress -----------------------------------------------------------------------------------------------------


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_people_with_long_lists() -> None:
    screen, pipe = Terminal(), StringIO()
    for stream, total in ((pipe, 40), (screen, 3)):
        progress = Progress(stream)
        progress(1, total)
        progress.clear()
        assert stream.getvalue() == ""
    progress = Progress(screen)
    progress(9, 40)
    progress(10, 40)
    assert screen.getvalue() == "\rAsking Crossref: 9 of 40\rAsking Crossref: 10 of 40"
    progress.clear()
    assert screen.getvalue().endswith(f"\r{' ' * 25}\r")
