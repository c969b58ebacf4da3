"""`apacheck parse` as a user meets it: paths, pipes, exit codes, what is said on stderr."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENTRY = "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19."
OTHER = "Ito, M., et al. (2010). Bees. Sage."
LIST = f"References\n\n{ENTRY}\n\n{OTHER}\n\nUnknown xyz text that nobody (reads)\n"
LOOKED_FOR = (
    "looked for a heading such as “References” and for paragraphs that begin with authors and a date in parentheses"
)


def parse(*arguments: str, stdin: bytes = b"", cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "apacheck", "parse", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.fixture
def refs(tmp_path: Path) -> Path:
    (tmp_path / "refs.txt").write_text(LIST, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("to", "beginning"),
    [("csl-json", b"[\n"), ("jsonl", b'{"filename": "refs.txt"'), ("bibtex", b"@article{"), ("ris", b"TY  - JOUR\r\n")],
)
def test_formats(refs: Path, to: str, beginning: bytes) -> None:
    result = parse("refs.txt", "--to", to, cwd=refs)
    assert result.returncode == 0
    assert result.stdout.startswith(beginning)


def test_csl_json_is_the_default_and_a_pipe_needs_no_dash(refs: Path) -> None:
    from_file = parse("refs.txt", cwd=refs)
    assert [item["id"] for item in json.loads(from_file.stdout)][:2] == ["laurent2008", "ito2010"]
    for arguments in ((), ("-",)):
        assert parse(*arguments, stdin=LIST.encode(), cwd=refs).stdout == from_file.stdout


def test_what_was_not_understood_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text(
        f"References\n\n{ENTRY}\n\n- see class notes week 3\n\n{OTHER}\n", encoding="utf-8"
    )
    result = parse("refs.txt", cwd=tmp_path)
    assert result.returncode == 0
    said = result.stderr.decode()
    items = json.loads(result.stdout)
    for item in items:
        assert (item.get("note") == "see class notes week 3") == (item["type"] == "document")
    if len(items) == 3:
        assert "warning: refs.txt:5: not understood, kept as a note: “see class notes week 3”\n" in said
    assert "warning: refs.txt:7: the entry leaves names out, and so does the export: “et al.”\n" in said
    assert "et al." not in parse("refs.txt", "--to", "bibtex", cwd=tmp_path).stderr.decode()


def test_bytes_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(
        "Müller, W. (2008). Bees. Information Management, 18(6), 15–19.\n".encode("cp1252")
    )
    result = parse("old.txt", cwd=tmp_path)
    assert result.returncode == 0
    assert json.loads(result.stdout)[0]["author"] == [{"family": "Müller", "given": "W."}]
    assert b"read as Windows-1252" in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", f"error: no reference entry found in empty.txt: {LOOKED_FOR}\n"),
        ("prose.txt", b"Trust matters.\n", f"error: no reference entry found in prose.txt: {LOOKED_FOR}\n"),
        (
            "binary.txt",
            b"\x00\x01\x02",
            "error: binary.txt: is a binary file; apacheck reads plain text, Markdown and HTML\n",
        ),
        ("a.pdf", b"%PDF-1.7", "error: a.pdf: is a PDF"),
    ],
)
def test_nothing_to_read_exits_with_2(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = parse(name, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().startswith(message)


def test_a_missing_file_exits_with_2_and_the_rest_is_written(refs: Path) -> None:
    result = parse("missing.txt", "refs.txt", cwd=refs)
    assert result.returncode == 2
    assert "error: missing.txt: no such file or directory\n" in result.stderr.decode()
    assert json.loads(result.stdout)[0]["id"] == "laurent2008"


def test_empty_input_exits_with_2(tmp_path: Path) -> None:
    result = parse(cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == f"error: no reference entry found in standard input: {LOOKED_FOR}\n"


def test_a_directory_is_searched_and_ids_are_unique_over_its_files(refs: Path) -> None:
    (refs / "more.md").write_text(LIST, encoding="utf-8")
    (refs / "prose.txt").write_text("Trust matters.\n", encoding="utf-8")
    result = parse(".", cwd=refs)
    assert result.returncode == 0
    ids = [item["id"] for item in json.loads(result.stdout)]
    assert {"laurent2008", "laurent2008b", "ito2010", "ito2010b"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(json.loads(parse(".", "--exclude", "*.md", cwd=refs).stdout)) < len(ids)


def test_a_directory_without_a_list_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "prose.txt").write_text("Trust matters.\n", encoding="utf-8")
    result = parse(".", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == f"error: no reference entry found in .: {LOOKED_FOR}\n"


def test_output_goes_to_a_file(refs: Path) -> None:
    result = parse("refs.txt", "--to", "ris", "-o", "refs.ris", cwd=refs)
    assert (result.returncode, result.stdout) == (0, b"")
    assert (refs / "refs.ris").read_bytes() == parse("refs.txt", "--to", "ris", cwd=refs).stdout
    bad = parse("refs.txt", "-o", "no/such/place", cwd=refs)
    assert bad.returncode == 2
    assert bad.stderr.decode().endswith("error: cannot write no/such/place: No such file or directory\n")


def test_the_source_is_never_written_over(refs: Path) -> None:
    result = parse("refs.txt", "-o", "./refs.txt", cwd=refs)
    assert result.returncode == 2
    assert "error: ./refs.txt would be written over" in result.stderr.decode()
    assert (refs / "refs.txt").read_text(encoding="utf-8") == LIST


def test_nothing_found_leaves_the_output_file_alone(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("kept", encoding="utf-8")
    assert parse("-", "-o", "out.json", stdin=b"Trust matters.\n", cwd=tmp_path).returncode == 2
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "kept"


def test_an_unknown_format_is_a_usage_error(refs: Path) -> None:
    result = parse("refs.txt", "--to", "endnote", cwd=refs)
    assert result.returncode == 2
    assert "'csl-json', 'jsonl', 'bibtex', 'ris'" in result.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_may_go_away(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("References\n\n" + f"{ENTRY}\n\n" * 300, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "apacheck", "parse", "--to", "jsonl", "many.txt"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_all_is_written_to_a_pipe_that_is_not_buffered(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("References\n\n" + f"{ENTRY}\n\n" * 300, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-u", "-m", "apacheck", "parse", "--to", "jsonl", "many.txt"],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=True,
    )
    assert result.stdout.count(b"\n") == 300
    assert result.stdout.endswith(b"}\n")


def test_two_thousand_entries_take_seconds(tmp_path: Path) -> None:
    entries = [
        f"Laurent, W. ({1900 + number % 120}). Human resources {number}. Information Management, {number}(6), 15–19.\n\n"
        for number in range(2000)
    ]
    (tmp_path / "many.txt").write_text("References\n\n" + "".join(entries), encoding="utf-8")
    start = time.monotonic()
    result = parse("--to", "bibtex", "many.txt", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.count(b"@article{") == 2000
    assert time.monotonic() - start < 20
