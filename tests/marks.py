"""What the tests of rules share: the marks on a line, and the line with their edits carried out."""

from collections.abc import Iterable

import apacheck
from apacheck.checker import check_entry
from apacheck.document import Document, plain, read
from apacheck.edits import source_edits
from apacheck.entries import Entry, locate
from apacheck.findings import Mark
from apacheck.text import Span, StyledText


def marks_of(text: str, *, styled: bool = False) -> list[Mark]:
    """The marks on an entry that is read as a document of plain text is; their offsets are those of `text`.

    With `styled`, its italics are known although it may have none.

    A text of several paragraphs, or without an entry, is a document: what is found anywhere in it.
    """
    if "\n\n" in text or not locate(read(text)):
        return [
            Mark(
                found.code,
                found.span.start,
                found.span.end,
                found.message,
                found.severity,
                tuple((edit.span.start, edit.span.end, edit.replacement) for edit in found.fix.edits)
                if found.fix
                else (),
                found.fix.applicability if found.fix else None,
            )
            for found in apacheck.check(text, filename="example.md" if styled else None).findings
        ]
    paragraphs = plain.parse(text)
    content = paragraphs[0].text if len(paragraphs) == 1 else StyledText.plain(text)

    content.italics = content.italics or ([] if styled else None)
    document = Document(text, plain.parse)

    def place(start: int, end: int) -> tuple[int, int]:
        span = content.source_span(start, end)
        return span.start, span.end

    marks = []
    for mark in check_entry(Entry(content, 0, Span(0, len(text)))):
        start, end = place(mark.start, mark.end)
        edits = tuple((*place(low, high), new) for low, high, new in mark.edits)
        if mark.styles:
            outer = content.outer_span(mark.start, mark.end)
            start, end = outer.start, outer.end
            made = source_edits(document, content, mark.edits, mark.styles) or ()
            edits = tuple((edit.span.start, edit.span.end, edit.replacement) for edit in made)
        marks.append(
            Mark(mark.code, start, end, mark.message, mark.severity, edits, mark.applicability, mark.help, mark.styles)
        )
    return marks


def loud(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.severity != "info"]


def mended(text: str, marks: Iterable[Mark]) -> str:
    """The text after the edits of the marks, from left to right; what overlaps an earlier edit is left out."""
    parts: list[str] = []
    place = 0
    for start, end, new in sorted({edit for mark in marks for edit in mark.edits}):
        if start < place:
            continue
        parts += (text[place:start], new)
        place = end
    return "".join(parts) + text[place:]


def show(text: str, marks: Iterable[Mark]) -> list[tuple[str, str]]:
    return [(mark.code, text[mark.start : mark.end]) for mark in marks]
