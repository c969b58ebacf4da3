"""Input that nobody means to give: a clear message or findings, no traceback, no hang, no lost byte."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import apacheck
from apacheck import document

ENTRY = "Laurent, W. (2008). Human resources and recruiting management. Information Management, 18(6), 15–19."
GLUED = ENTRY.replace("Management, 18", "Management18")


def command(*arguments: str | Path, stdin: bytes = b"", seconds: float = 60) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "apacheck", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    out, err = result.stdout.decode("utf-8", "surrogateescape"), result.stderr.decode("utf-8", "surrogateescape")
    assert "Traceback" not in err
    assert result.returncode in {0, 1, 2}
    return subprocess.CompletedProcess(result.args, result.returncode, out, err)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "no reference entry found in"),
        ("blank.txt", b" \n\t\n\r\n", "no reference entry found in"),
        ("prose.txt", b"Trust matters.\n", "no reference entry found in"),
        ("heading.txt", b"References\n", "no reference entry found in"),
        ("binary.txt", bytes(range(256)) * 40, "is a binary file"),
        ("zip.txt", b"PK\x03\x04" + b"\0" * 100, "a zip archive"),
        ("list.pdf", b"%PDF-1.7\n", "a PDF"),
        ("list.docx", b"PK\x03\x04", "a zip archive such as .docx"),
    ],
)
def test_a_file_without_a_list_exits_with_2_and_says_why(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = command(path)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert str(path) in result.stderr
    assert message in result.stderr
    assert command("--fix", path).returncode == 2
    assert path.read_bytes() == content


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = command(tmp_path / "absent.txt")
    assert (result.returncode, result.stderr) == (2, f"error: {tmp_path / 'absent.txt'}: no such file or directory\n")


def test_a_name_that_cannot_be_is_named(tmp_path: Path) -> None:
    result = command(tmp_path / ("x" * 300))
    assert (result.returncode, result.stderr) == (2, f"error: {tmp_path / ('x' * 300)}: file name too long\n")
    (tmp_path / "file").write_text(ENTRY, encoding="utf-8")
    result = command(tmp_path / "file" / "refs.txt")
    assert (result.returncode, result.stderr) == (2, f"error: {tmp_path}/file/refs.txt: no such file or directory\n")
    setting = "select = [" + ", ".join(['"PER"'] * 1000) + "]"
    assert command("--config", setting, tmp_path / "file").returncode in {0, 1}


def test_an_unreadable_directory_is_named(tmp_path: Path) -> None:
    inner = tmp_path / "secret"
    inner.mkdir()
    (tmp_path / "refs.txt").write_text(ENTRY, encoding="utf-8")
    inner.chmod(0)
    try:
        if os.access(inner, os.R_OK):
            pytest.skip("this user may read everything")
        result = command(tmp_path)
        assert (result.returncode, result.stderr) == (2, f"error: {inner}: permission denied\n")
        result = command(inner / "refs.txt")
        assert (result.returncode, result.stderr) == (2, f"error: {inner / 'refs.txt'}: permission denied\n")
    finally:
        inner.chmod(0o755)


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("absent.txt")
    result = command(tmp_path / "link.txt")
    assert (result.returncode, result.stderr) == (2, f"error: {tmp_path / 'link.txt'}: no such file\n")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(ENTRY, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    result = command(path)
    assert (result.returncode, result.stderr) == (2, f"error: {path}: no permission to read it\n")


def test_what_is_not_a_regular_file_is_checked_but_not_fixed(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = subprocess.Popen(["sh", "-c", f"cat > {path}"], stdin=subprocess.PIPE)
    assert writer.stdin is not None
    writer.stdin.write(GLUED.encode())
    writer.stdin.close()
    result = command("--fix", path)
    writer.wait(timeout=10)
    assert (result.returncode, result.stderr) == (2, f"error: cannot fix {path}: it is not a regular file\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_come_back_as_they_were(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "refs.txt"
    path.write_bytes(f"Café\r\n\r\nReferences\r\n\r\n{GLUED}\r\n".encode(encoding))
    assert command("--fix", "--select", "PER001", path).returncode == 0
    assert path.read_bytes() == f"Café\r\n\r\nReferences\r\n\r\n{ENTRY}\r\n".encode(encoding)


def test_bytes_that_are_no_text_are_warned_of_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    before = "Dvořák, Ž., & Łoś, Ą. (2008). ".encode() + b"Tit\xff le. Information Management18(6), 15\xe2\x80\x9319.\n"
    path.write_bytes(before)
    result = command("--fix", "--select", "PER001", path)
    assert f"warning: {path}: 1 byte is not valid UTF-8" in result.stderr
    assert path.read_bytes() == before.replace(b"Management18", b"Management, 18")


HARD = {
    "brackets": "Laurent, W. (2008. Human [resources (and recruiting. Information Management, 18(6, 15–19.",
    "closing brackets": "Laurent, W. 2008). Human resources)]. Information Management, 18)6(, 15–19.",
    "right to left": "כהן, א. (2008). ניהול משאבי אנוש. ניהול מידע, 18(6), 15–19.",
    "direction marks": "Laurent, W. (2008). \u202eHuman\u202c resources. Information Management\u200f, 18(6), 15–19.",
    "Chinese": "王小明 (2008)。人力資源管理。資訊管理，18(6)，15–19。",
    "Japanese": "山田, 太郎. (2008). 人材管理. 情報管理, 18(6), 15–19.",
    "emoji": "Laurent, W. 🐝👩🏽‍🔬 (2008). 🎓 Human resources 🇩🇪. Information Management, 18(6), 15–19.",
    "combining": "La\u0301u\u0308rent, W. (2008). Human re\u0301sources. Information Management, 18(6), 15–19.",
    "nul": "Laurent, W. (2008). Human\x00 resources.",
    "control": "Laurent, W. (2008). Hu\x1b[31mman\x07 resources. Information Management, 18(6), 15–19.",
    "lone surrogate": "Laurent, W. (2008). Human \ud83d resources. Information Management18(6), 15–19.",
    "escaped byte": "Laurent, W. (2008). Human \udcff resources. Information Management18(6), 15–19.",
    "private use": "Laurent, W. (2008). \ue000 resources. Information Management, 18(6), 15–19.",
    "only dots": "." * 500,
    "only initials": "A. " * 500,
    "only years": "(2008). " * 500,
}


@pytest.mark.parametrize("name", HARD)
def test_any_text_is_checked_and_mended_from_python(name: str) -> None:
    text = f"References\n\n{HARD[name]}\n\n{ENTRY}\n"
    report = apacheck.check(text)
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
    report.to_json()
    mended = apacheck.fix(text)
    assert apacheck.fix(mended) == mended
    assert ENTRY in mended


@pytest.mark.parametrize("name", [name for name in HARD if name not in {"lone surrogate", "nul"}])
def test_any_text_is_checked_on_the_command_line(name: str) -> None:
    text = f"References\n\n{HARD[name]}\n\n{ENTRY}\n"
    result = command("-", stdin=text.encode("utf-8", "surrogateescape"))
    assert result.returncode in {0, 1}
    assert "\x1b[31m" not in result.stdout
    assert "\u202e" not in result.stdout


def test_a_terminal_that_knows_only_ascii_gets_findings() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"}
    text = f"References\n\n{HARD['Chinese']}\n\n{GLUED}\n".encode()
    result = subprocess.run(
        [sys.executable, "-m", "apacheck", "-"],
        input=text,
        capture_output=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert result.returncode == 1
    assert b"PER001" in result.stdout
    assert result.stderr == b""


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_bytes_come_back_as_they_were(data: bytes) -> None:
    try:
        read = document.read_bytes(data)
    except apacheck.UnsupportedDocument:
        assert b"\0" in data or data[:4] in {b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rt"}
    else:
        assert read.data == data


def seconds(work: str) -> float:
    start = time.perf_counter()
    apacheck.check(work)
    return time.perf_counter() - start


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 2_000_000, encoding="utf-8")
    assert command(path, seconds=60).returncode == 2


def test_ten_megabytes_in_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(f"References\n\nLaurent, W. (2008). {'word ' * 2_000_000}Sage.\n", encoding="utf-8")
    assert command(path, "--output-format", "concise", seconds=120).returncode in {0, 1}


def test_two_hundred_thousand_short_lines(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("a line\n" * 200_000, encoding="utf-8")
    assert command(path, seconds=60).returncode == 2


@pytest.mark.parametrize(
    "piece", ["(", ")", "[", "{", "A. ", "Aa, B., ", "& ", "1(2) ", ". ", '"', "–", "https://", "\u200b", "In "]
)
def test_time_grows_with_the_length(piece: str) -> None:
    def entry(times: int) -> str:
        return f"References\n\nLaurent, W. (2008). {piece * times} Sage.\n"

    seconds(entry(10))
    short = min(seconds(entry(2_000)) for _ in range(3))
    long = seconds(entry(16_000))
    assert long < 40 * max(short, 0.005), f"8 times the text took {long / short:.0f} times as long"
