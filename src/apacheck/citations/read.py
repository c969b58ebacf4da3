"""Document and its lists → `Text`: the citations found, matched with the lists, part by part."""

from collections.abc import Sequence

from apacheck.citations.compare import compare
from apacheck.citations.find import find
from apacheck.citations.model import Text
from apacheck.document import Document
from apacheck.entries import EntryList


def read(document: Document, lists: Sequence[EntryList]) -> Text:
    """Read what a document cites. Never raises; time is linear in the document's length."""
    found = find(document, lists)
    return Text(found.citations, found.substitutes, compare(document, lists, found))
