"""What the tests of rules share: the marks on a line, and the line with their edits carried out."""

from collections.abc import Iterable

from apacheck.checker import check_entry
from apacheck.entries import Entry
from apacheck.findings import Mark
from apacheck.text import Span, StyledText


def marks_of(text: str) -> list[Mark]:
    return check_entry(Entry(StyledText.plain(text), 0, Span(0, len(text))))


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
