"""`Entry` and `EntryList`: one reference as it stands in a document, and the list it stands in."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apacheck.document.model import Document
from apacheck.patterns import pattern
from apacheck.reference import Reference, parse
from apacheck.text import Span, StyledText

_NOT_ALPHANUMERIC = pattern(r"[^\p{L}\p{N}]++")


@dataclass(slots=True)
class Entry:
    """One reference: its text as one line, and where it stands.

    `span` is the entry in the source, without its `label` (the "1.", "[1]" or bullet before it, which is not part of the
    text). `index` counts the entries of the document from 0, `list_index` the lists.
    """

    content: StyledText
    index: int
    span: Span
    label: Span | None = None
    list_index: int = 0
    #: What rules about whole lists keep of the entry once its parts are let go.
    gist: Any = field(default=None, init=False, repr=False, compare=False)
    _reference: Reference | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The entry as a reader sees it."""
        return self.content.text

    @property
    def reference(self) -> Reference:
        """The parts of the entry, read when first asked for."""
        if self._reference is None:
            self._reference = parse(self.content.text)
            self._reference.italics = self.content.italics
            self._reference.bold = self.content.bold
        return self._reference

    def release(self) -> None:
        """Let the parts go, so that a long list does not hold them all; they are read again when they are asked for."""
        self._reference = None

    @property
    def key(self) -> str:
        """A short hash of the letters and digits, which mending spaces and punctuation or renumbering leaves as it is."""
        return key_of(self.text)

    def source_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source."""
        return self.content.source_span(start, end)


@dataclass(slots=True)
class EntryList:
    """A reference list: its entries in order, its heading, if it has one, and the stretch of source they take.

    `source` is the source of the document, `format` its format: what stands between the entries can be read there.
    """

    entries: list[Entry]
    heading: Span | None
    span: Span
    source: str = field(default="", repr=False)
    format: str = "plain"


@dataclass(slots=True, eq=False)
class ListedDocument:
    """A document and the reference lists in it: what rules about the text around the lists are shown."""

    document: Document
    lists: Sequence[EntryList]

    def in_list(self, place: int) -> bool:
        """Whether a place of the source lies in one of the lists."""
        return any(found.span.start <= place < found.span.end for found in self.lists)


def key_of(text: str) -> str:
    """A short hash of the letters and digits of a text: what names an entry, wherever it stands."""
    import hashlib  # noqa: PLC0415 - most runs ask for no key

    letters = _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:16]
