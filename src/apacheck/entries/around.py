"""Document and its lists → whether anything stands around the entries that could cite them."""

from collections.abc import Sequence
from itertools import chain

from apacheck.document.model import Document
from apacheck.entries.model import EntryList
from apacheck.text import Span


def may_cite(document: Document, lists: Sequence[EntryList]) -> bool:
    """Whether any parenthesis or bracket stands outside the entries: a document that is only a list cites nothing."""
    source = document.source
    place = 0
    for label, span in chain(*(found.places() for found in lists), [(None, Span(len(source), len(source)))]):
        start = (label or span).start
        if start > place and (source.find("(", place, start) >= 0 or source.find("[", place, start) >= 0):
            return True
        place = max(place, span.end)
    return False
