"""Long lists: findings are written as they are made, parts are let go, and nothing of what is said changes."""

import contextlib
import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import apacheck
from apacheck import api, checker
from apacheck.__main__ import run
from apacheck.cli import jobs, progress
from apacheck.cli.files import STDIN, Source
from apacheck.config import Config
from apacheck.document import model, read
from apacheck.entries import Entries, locate
from apacheck.findings import Finding
from apacheck.report import json_lines
from apacheck.report.model import Report
from apacheck.rules.list import moves, survey

#: Faults of single entries and of the list: order, letters, a double, a name given in two ways.
LIST = """\
References

Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice41(2), 64–70.

Bandura, A. (1986). Fearful expectations and avoidant actions. American Psychologist, 41(12), 1389–1391.

Bandura, A. (1986). Social foundations of thought and action. Prentice-Hall.

Okafor, C., & Smith, J. (1999). Roads of chalk. Norton.

Okafor, C., & Smith, J. A. (2004). Roads of clay: A study of ways. Norton

Rawls, J. (1971a). A theory of justice for all of us. Harvard University Press.

Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice41(2), 64–70.
"""


def shown(found: "list[Finding]") -> list[tuple[str, int, int, str, object]]:
    return [(one.code, one.span.start, one.span.end, one.message, one.fix) for one in found]


def test_letting_parts_go_changes_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = apacheck.check(LIST).findings
    assert {"LST003", "LST006", "LST007", "LST009", "LST016", "PER001"} <= {one.code for one in whole}
    monkeypatch.setattr(Entries, "LONG", 1)
    assert shown(apacheck.check(LIST).findings) == shown(whole)


#: The same list as it may stand in a file: wrapped, numbered, with odd spaces, with marks, in two parts, in another format.
SHAPES = {
    "plain": LIST,
    "wrapped": "\n\n".join(textwrap.fill(one, 50, subsequent_indent="    ") for one in LIST.split("\n\n")),
    "one block": LIST.replace("\n\n", "\n"),
    "cut by blank lines": LIST.replace(" Norton", "\n\nhttps://example.org/norton"),
    "numbered": re.sub(r"(?m)^(\w+, )", r"7. \1", LIST),
    "line ends": LIST.replace("\n", "\r\n"),
    "no-break spaces": LIST.replace(", ", ",\xa0").replace("theory", "the\xadory"),
    "marks": LIST.replace("Prentice-Hall", "*Prentice-Hall*").replace("Roads of chalk", "<em>Roads of chalk</em>"),
    "under a heading": LIST.replace("Okafor", "Primary Sources\n\nOkafor", 1),
    "two lists": LIST + "\nAppendix A\n\nNothing is said here of what was read by anybody.\n\n" + LIST,
    "cited": f"Trust has limits (Rawls, 1971a; Smith, 2010), as Bandura (1986) says.\n\n{LIST}",
    "ignored": LIST.replace("Okafor, C., & Smith, J. (", "# apacheck: ignore\nOkafor, C., & Smith, J. ("),
    "no heading": LIST.partition("\n\n")[2],
    "remarks": "References\n\nof all\n\nthat was read\n",
    "nothing": "Nothing is said here of what was read by anybody.\n\nNothing at all.",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["refs.txt", "refs.md", "refs.html"])
def test_a_long_document_is_read_as_a_short_one(monkeypatch: pytest.MonkeyPatch, shape: str, name: str) -> None:
    text = SHAPES[shape]
    if name.endswith("html"):
        text = "".join(f"<p>{one}</p>\n" for one in text.split("\n\n"))
    short = apacheck.check(text, filename=name)
    monkeypatch.setattr(Entries, "LONG", 0)
    monkeypatch.setattr(model, "LONG_TEXT", 0)
    long = apacheck.check(text, filename=name)
    assert isinstance(long.entries, Entries) or not short.entries
    assert list(long.entries) == list(short.entries)
    assert shown(long.findings) == shown(short.findings)
    assert long.to_json() == short.to_json()
    assert pickle.loads(pickle.dumps(long)).to_json() == short.to_json()  # noqa: S301 - as between our own processes


def test_entries_of_a_long_document_are_a_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    short = locate(read(SHAPES["two lists"]))
    monkeypatch.setattr(Entries, "LONG", 0)
    first, second = locate(read(SHAPES["two lists"]))
    assert isinstance(second.entries, Entries)
    assert [entry.index for entry in second.entries] == list(range(7, 14))
    assert (second.entries[0], second.entries[-1]) == (short[1].entries[0], short[1].entries[6])
    assert list(second.entries[2:4]) == list(short[1].entries[2:4])
    assert list(second.entries.whole) == [*first.entries, *second.entries]
    assert list(second.places()) == list(short[1].places())
    with pytest.raises(IndexError):
        second.entries[7]
    held = first.entries[1]
    assert first.entries[1] is held  # and with it what was read of it


def test_a_rule_about_a_list_that_cannot_be_surveyed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise ValueError("no key")

    monkeypatch.setattr(survey, "key", fails)
    monkeypatch.setattr(checker, "RAISE_ERRORS", False)
    short = shown(apacheck.check(LIST).findings)
    assert checker.BUG in {code for code, *_ in short}
    monkeypatch.setattr(Entries, "LONG", 0)
    assert shown(apacheck.check(LIST).findings) == short


def test_the_parts_of_a_long_list_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def held(text: str) -> int:
        document = read(text)
        lists = locate(document)
        checker.findings(document, lists, None, None)
        return sum(entry._reference is not None for one in lists for entry in one.entries)

    many = "References\n\n" + "\n\n".join(
        f"Abara, A. ({1900 + number}). Roads of number {'i' * number} and its like. Norton." for number in range(50)
    )
    assert held(many) == 50
    monkeypatch.setattr(Entries, "LONG", 49)
    assert held(many) == 0


def test_lists_that_are_too_long_are_not_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "References\n\n" + "\n\n".join(
        f"{name}, A. (1999). Roads of chalk. Norton." for name in ("Zola", "Beto", "Coma")
    )
    moved = [one for one in apacheck.check(text).findings if one.code == "LST003"]
    assert [one.fix is not None for one in moved] == [True]
    monkeypatch.setattr(moves, "LONGEST", 2)
    assert [one.fix for one in apacheck.check(text).findings if one.code == "LST003"] == [None]


@pytest.mark.parametrize("width", [1_000, 60], ids=["plain", "wrapped"])
def test_a_long_list_takes_little_memory(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(Entries, "LONG", 0)
    monkeypatch.setattr(model, "LONG_TEXT", 0)
    monkeypatch.setattr(survey, "_HELD", 10)

    def drain(_report: Report, found: Iterator[Finding]) -> None:
        deque(found, 0)

    def most(entries: int) -> int:
        every = (
            f"{chr(65 + number % 26)}aker, {chr(65 + number % 7)}. ({1900 + number % 99}). Roads of number {number} and its "
            f"like. Journal of Trust, {number % 40 + 1}(2), {number + 1}–{number + 9}. https://doi.org/10.1000/{number}"
            for number in range(entries)
        )
        text = "References\n\n" + "\n\n".join(textwrap.fill(one, width) for one in every)
        tracemalloc.start()
        try:
            api.checked(text, None, take=drain)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(1_200)  # loads rules, fills caches
    # Beside the text, which is made before; it is 3,000 where entries are held.
    assert (most(1_200) - most(200)) / 1_000 < 1_600


# --- findings as they are made ------------------------------------------------------------------------------------


def lines(path: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "apacheck", "--isolated", "--output-format", "json-lines", *arguments, str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


def test_written_at_once_or_at_the_end_the_findings_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(LIST, encoding="utf-8")
    at_once, to_file = lines(path), tmp_path / "found.jsonl"
    assert lines(path, "-o", str(to_file)) == ""
    assert to_file.read_text(encoding="utf-8") == at_once
    at_end = json_lines.render([apacheck.check(path)])
    assert Counter(at_once.splitlines()) == Counter(at_end.splitlines())
    assert at_once
    codes = [json.loads(line)["code"] for line in at_once.splitlines()]
    first_about_list = next(index for index, code in enumerate(codes) if code.startswith("LST"))
    assert first_about_list > 0
    assert all(code.startswith("LST") for code in codes[first_about_list:])


def test_the_first_finding_is_written_before_the_last_entry_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(LIST, encoding="utf-8")
    checked = 0
    original, written = checker.check_entry, []

    def counted(entry: object) -> object:
        nonlocal checked
        checked += 1
        return original(entry)  # type: ignore[arg-type]

    class Output(io.StringIO):
        def write(self, text: str) -> int:
            written.append(checked)
            return super().write(text)

    monkeypatch.setattr(checker, "check_entry", counted)
    monkeypatch.setattr(sys, "stdout", Output())
    assert run(["--isolated", "--output-format", "json-lines", str(path)]) == 1
    assert written[0] == 1
    assert checked == 7


def _list_and_output(directory: Path) -> tuple[Path, Path]:
    path, output = directory / "refs.txt", directory / "found.jsonl"
    path.write_text(LIST, encoding="utf-8")
    output.write_text("old\n", encoding="utf-8")
    return path, output


def _names(directory: Path) -> list[str]:
    return sorted(one.name for one in directory.iterdir())


@pytest.mark.parametrize("fails", [KeyboardInterrupt, MemoryError])
def test_a_run_that_fails_leaves_the_output_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: type[BaseException]
) -> None:
    path, output = _list_and_output(tmp_path)
    original, checked = checker.check_entry, 0

    def until_the_last(entry: object) -> object:
        nonlocal checked
        checked += 1
        if checked == 7:
            assert output.read_text(encoding="utf-8") == "old\n"
            assert len(_names(tmp_path)) == 3  # where the findings so far stand
            raise fails
        return original(entry)  # type: ignore[arg-type]

    monkeypatch.setattr(checker, "check_entry", until_the_last)
    arguments = ["--isolated", "--output-format", "json-lines", "-o", str(output), str(path)]
    if fails is KeyboardInterrupt:
        assert run(arguments) == 130
    else:
        with contextlib.suppress(MemoryError):
            run(arguments)
    assert output.read_text(encoding="utf-8") == "old\n"
    assert _names(tmp_path) == ["found.jsonl", "refs.txt"]


@pytest.mark.skipif(os.name != "posix", reason="modes and links")
def test_an_output_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    path, output = _list_and_output(tmp_path)
    output.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(output.name)
    lines(path, "-o", str(link))
    assert link.is_symlink()
    assert output.stat().st_mode & 0o777 == 0o640
    assert "LST009" in output.read_text(encoding="utf-8")
    new = tmp_path / "new.jsonl"
    lines(path, "-o", str(new))
    mask = os.umask(0)
    os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o666 & ~mask
    other = tmp_path / "other.jsonl"
    other.hardlink_to(output)
    output.write_text("old\n", encoding="utf-8")
    lines(path, "-o", str(output))
    assert other.read_text(encoding="utf-8") == new.read_text(encoding="utf-8")
    assert _names(tmp_path) == ["found.jsonl", "link.jsonl", "new.jsonl", "other.jsonl", "refs.txt"]


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_what_is_no_file_is_written_to_directly(tmp_path: Path) -> None:
    path, output = _list_and_output(tmp_path)
    written = lines(path, "-o", "/dev/stdout")
    assert "LST009" in written
    assert lines(path) == written
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, encoding="utf-8") as reader:
        lines(path, "-o", str(pipe))
        assert reader.communicate(timeout=30)[0] == written
    assert output.read_text(encoding="utf-8") == "old\n"


def test_a_needless_comment_is_known_in_a_stream_too(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(
        LIST.replace("Okafor, C., & Smith, J. (", "# apacheck: ignore PER001\nOkafor, C., & Smith, J. ("),
        encoding="utf-8",
    )
    assert "SUP001" in lines(path)


# --- several processes --------------------------------------------------------------------------------------------


def sources(directory: Path, *sizes: int) -> list[Source]:
    found = []
    for number, size in enumerate(sizes):
        path = directory / f"{number}.txt"
        path.write_bytes(b"x" * size)
        found.append(Source(path, Config(), named=True))
    return found


@pytest.mark.parametrize(
    ("sizes", "wanted", "expected"),
    [
        ((10, 10, 10), None, 1),  # too little to share
        ((jobs.WORTH, jobs.WORTH), None, 2),
        ((jobs.WORTH * 9,), None, 1),  # one file is checked by one process
        ((jobs.WORTH * 9, 10, 10), None, 3),
        ((10, 10, 10), 2, 2),
        ((10, 10), 8, 2),
        ((jobs.WORTH, jobs.WORTH), 1, 1),
    ],
)
def test_processes_are_as_many_as_pay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], wanted: int | None, expected: int
) -> None:
    monkeypatch.setattr(jobs, "_processors", lambda: 4)
    assert jobs.number_of_jobs(sources(tmp_path, *sizes), wanted) == expected


def test_standard_input_and_files_that_are_gone_need_no_process(tmp_path: Path) -> None:
    gone = Source(tmp_path / "gone.txt", Config(), named=True)
    assert jobs.number_of_jobs([Source(STDIN, Config(), named=True), gone], None) == 1


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_ctrl_c_ends_all_processes_quietly(tmp_path: Path) -> None:
    text = "References\n\n" + "\n\n".join(LIST.split("\n\n")[1:]) * 1500
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "apacheck", "--isolated", "--jobs", "2", "--output-format", "concise", "."]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        time.sleep(2)
        assert process.poll() is None
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


# --- progress -----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_after_a_while_and_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now))
    terminal = Terminal()
    line = progress.Progress(terminal)
    line(1, 4, "files")
    assert terminal.getvalue() == ""
    now += 2
    line(2, 4, "files")
    line(3, 4, "files")  # too soon after
    assert terminal.getvalue() == "\rChecking [############............] 2 of 4 files"
    line.clear()
    assert terminal.getvalue().endswith("\r" + " " * 48 + "\r")


@pytest.mark.parametrize(("stream", "allowed"), [(io.StringIO(), True), (Terminal(), False)])
def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, allowed: bool) -> None:  # noqa: FBT001
    monkeypatch.setattr(progress, "PATIENCE", -1)
    line = progress.Progress(stream, shown=allowed)
    line(1, 2, "files")
    assert stream.getvalue() == ""


def test_a_long_run_at_a_terminal_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(LIST, encoding="utf-8")
    arguments = ["--isolated", "--output-format", "concise", "-o", str(tmp_path / "out"), str(path)]
    assert run(arguments) == 1
    without = (tmp_path / "out").read_text(encoding="utf-8")
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setattr(progress, "PAUSE", -1)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run(arguments) == 1
    assert "5 of 7 entries" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")
    assert (tmp_path / "out").read_text(encoding="utf-8") == without
