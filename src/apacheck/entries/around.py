"""Document and its lists → whether anything stands around the entries that could cite them."""

from collections.abc import Sequence

from apacheck.document.model import Document
from apacheck.entries.model import EntryList
from apacheck.text import Span


def may_cite(document: Document, lists: Sequence[EntryList]) -> bool:
    """Whether any parenthesis or bracket stands outside the entries: a document that is only a list cites nothing."""
    source = document.source
    spans = [(entry.label or entry.span, entry.span) for found in lists for entry in found.entries]
    place = 0
    for first, last in [*spans, (Span(len(source), len(source)),) * 2]:
        if first.start > place and (
            source.find("(", place, first.start) >= 0 or source.find("[", place, first.start) >= 0
        ):
            return True
        place = max(place, last.end)
    return False
