"""Reading bytes: encodings, files that are no text, and the way back."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

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


def test_text_from_a_program_may_hold_lone_surrogates() -> None:
    assert read("a\ud800b").data == b"a\xed\xa0\x80b"


def test_an_edit_that_the_encoding_cannot_hold_is_refused_when_written() -> None:
    changed = read_bytes("Müller, J. (2008).".encode("cp1252")).edited([Edit(Span(0, 1), "Ł")])
    with pytest.raises(DocumentError, match="cp1252"):
        _ = changed.data


@given(
    st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]),
    st.lists(st.sampled_from(b"\x00a\n\r\xd8\xdc\xff\x81\xc3\xa9")).map(bytes),
)
def test_any_bytes_come_back(mark: bytes, rest: bytes) -> None:
    try:
        document = read_bytes(mark + rest)
    except UnsupportedDocument:
        assert b"\0" in rest
    else:
        assert document.data == mark + rest


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="null"):
        read(tmp_path / "a\0b")


def test_paragraphs_know_the_blank_lines_before_them() -> None:
    paragraphs = read("\n\u200b\na\r\n b\n \u00a0\n\n\nc").paragraphs
    assert [(paragraph.text.text, paragraph.blank_before) for paragraph in paragraphs] == [("a\n b", 2), ("c", 3)]


@pytest.mark.parametrize("text", ["👩\u200d🔬", "می\u200cخواهم", "क\u094d\u200dष"])
def test_joiners_that_the_script_needs_stay(text: str) -> None:
    (paragraph,) = read(text).paragraphs
    assert paragraph.text.text == text
