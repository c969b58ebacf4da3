"""Reading bytes: encodings, files that are no text, and the way back."""

from pathlib import Path

import pytest

from apacheck.document import read, read_bytes
from apacheck.errors import DocumentError, UnsupportedDocument
from apacheck.text import Edit, Span

TEXT = "López, A. (2008). Über–Titel. Sage.\r\n\tSecond line\rthird\x85fourth"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_come_back_byte_for_byte(data: bytes, encoding: str) -> None:
    document = read_bytes(data)
    assert (document.source, document.encoding, document.warnings) == (TEXT, encoding, [])
    assert document.data == data
    changed = document.edited([Edit(Span(0, 5), "Diaz")])
    assert changed.data == data.replace("López".encode(encoding), "Diaz".encode(encoding))


def test_other_bytes_are_read_with_a_named_fallback() -> None:
    data = "López, Müller, Çelik – “Über”".encode("cp1252")
    document = read_bytes(data, path=Path("old.txt"))
    assert document.encoding == "cp1252"
    assert "Windows-1252" in document.warnings[0]
    assert document.data == data


def test_a_few_bad_bytes_do_not_spoil_the_rest() -> None:
    data = "López, Müller, Çelik, Ångström – “Über”".encode() + b"\xff"
    document = read_bytes(data)
    assert document.encoding == "utf-8"
    assert document.source.startswith("López, Müller")
    assert "1 byte" in document.warnings[0]
    assert document.data == data


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"%PDF-1.7", b"a\0b", b"{\\rtf1 x}"])
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnsupportedDocument, match="apacheck reads plain text"):
        read_bytes(data, path=Path("thesis"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(DocumentError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(UnsupportedDocument, match=".docx"):
        (tmp_path / "a.docx").write_text("x")
        read(tmp_path / "a.docx")


def test_lines_and_columns_count_from_one() -> None:
    places = read("a\r\nbc\rd\x85e\n").places
    assert [places(offset) for offset in (0, 3, 4, 6, 8)] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]
    assert places.line(2) == "bc"
