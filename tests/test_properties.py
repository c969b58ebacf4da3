"""The promises of the design, on any text and on right entries that were broken."""

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings, strategies as st

import apacheck
from apacheck.document import read, read_bytes
from apacheck.entries import locate
from apacheck.reference import parse
from apacheck.tokens import tokenize
from strategies import ENTRIES, broken

#: More for what is looked at in fewer ways; `--hypothesis-profile long` multiplies both.
MANY = settings().max_examples * 3 // 2
ANY = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=" .,;:()[]&-–“”\"'?!\n\t\r\u00a0\u00ad\u200b\x85aAéSmithJ.2010vol", max_size=200),
    broken(),
)


@given(ANY)
def test_tokens_and_elements_are_the_text(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokenize(text)) == text
    reference = parse(text)
    assert "".join(part.text for part in reference.elements) == text
    for part in reference.walk():
        assert 0 <= part.start <= part.end <= len(text)


@given(ANY)
def test_a_reference_can_always_be_written_and_exported(text: str) -> None:
    reference = parse(text)
    for style in ("plain", "markdown", "html"):
        assert isinstance(reference.format(style), str)
    assert isinstance(reference.to_csl()["type"], str)


@given(ANY)
def test_check_never_raises_and_spans_lie_in_the_source(text: str) -> None:
    report = apacheck.check(text)
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.line >= 1
        assert finding.column >= 1
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
    spans = [entry.span for entry in report.entries]
    assert all(left.end <= right.start for left, right in pairwise(spans))


@settings(max_examples=MANY)
@given(broken())
def test_fixing_twice_is_fixing_once(text: str) -> None:
    for unsafe in (False, True):
        once = apacheck.fix(text, unsafe=unsafe)
        assert apacheck.fix(once, unsafe=unsafe) == once


@settings(max_examples=MANY)
@given(broken())
def test_a_fix_adds_no_finding(text: str) -> None:
    def loud(text: str) -> Counter[str]:
        return Counter(finding.code for finding in apacheck.check(text).findings if finding.severity != "info")

    before = loud(text)
    for unsafe in (False, True):
        fixed = apacheck.fix(text, unsafe=unsafe)
        assert not loud(fixed) - before, fixed


@given(ENTRIES)
def test_a_right_entry_is_written_as_it_stands(text: str) -> None:
    assert [reference.format() for reference in apacheck.parse(text)] == [text]


@given(st.binary(max_size=300))
def test_a_document_gives_its_bytes_back(data: bytes) -> None:
    try:
        document = read_bytes(data)
    except apacheck.UnsupportedDocument:
        assert b"\0" in data or data[:4] in {b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rt"}
    else:
        assert document.data == data


@given(ANY)
def test_every_character_knows_its_place(text: str) -> None:
    for found in locate(read(text)):
        for entry in found.entries:
            for piece in entry.content.pieces:
                if piece.one_to_one:
                    seen = entry.text[piece.start : piece.end]
                    typed = text[piece.source_start : piece.source_end]
                    assert seen == typed or (len(seen) == 1 and seen == " " and typed.isspace())
