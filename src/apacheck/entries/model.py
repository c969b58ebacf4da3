"""`Entry` and `EntryList`: one reference as it stands in a document, and the list it stands in."""

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, overload
from weakref import WeakValueDictionary

from apacheck.document.model import Document
from apacheck.document.plain import styled
from apacheck.lean import leanclass
from apacheck.patterns import pattern
from apacheck.reference import Reference, parse
from apacheck.text import Piece, Span, StyledText

_NOT_ALPHANUMERIC = pattern(r"[^\p{L}\p{N}]++")


@dataclass(slots=True, weakref_slot=True)
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


class Entries(Sequence[Entry]):
    """The entries of a long document: of most it is only known where each stands, and it is read again when it is asked for.

    Those with mark-up are held. An entry that is asked for twice is the same one as long as somebody holds it. What a slice
    gives shares everything with the whole.
    """

    #: A document with more entries than this is long: it holds neither all of them nor the parts of all at once.
    LONG = 5_000

    def __init__(self, source: str) -> None:
        """Take the source; there are no entries yet."""
        self._source = source
        self._starts, self._ends, self._lists = array("q"), array("q"), array("i")
        self._labels: dict[int, Span] = {}
        self._more: list[Entry | bytes | None] = []  # what else is known of each: all of it, or its pieces
        self._in_use: WeakValueDictionary[int, Entry] = WeakValueDictionary()
        self._range: range | None = None  # all of them, however many come

    def append(self, entry: Entry) -> None:
        """Take the next entry."""
        index, span = len(self._starts), entry.span
        self._starts.append(span.start)
        self._ends.append(span.end)
        self._lists.append(entry.list_index)
        if entry.label is not None:
            self._labels[index] = entry.label
        if entry.content == StyledText.plain(self._source[span.start : span.end], span.start):
            self._more.append(None)
        else:
            packed = _packed(entry.content, self._source, span)
            self._more.append(entry if packed is None else packed)

    @property
    def whole(self) -> "Entries":
        """All entries of the document."""
        return self._part(range(len(self._starts)))

    def places(self) -> Iterator[tuple[Span | None, Span]]:
        """Where each stands: its label, if it has one, and the entry."""
        label, starts, ends = self._labels.get, self._starts, self._ends
        return ((label(index), Span(starts[index], ends[index])) for index in self._indexes)

    def __len__(self) -> int:
        return len(self._indexes)

    def __iter__(self) -> Iterator[Entry]:
        return map(self._entry, self._indexes)

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> "Entries": ...

    def __getitem__(self, index: int | slice) -> "Entry | Entries":
        found = self._indexes[index]
        return self._part(found) if isinstance(found, range) else self._entry(found)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_in_use"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _in_use=WeakValueDictionary())

    @property
    def _indexes(self) -> range:
        return range(len(self._starts)) if self._range is None else self._range

    def _part(self, indexes: range) -> "Entries":
        part = copy(self)
        part.__dict__.update(_in_use=self._in_use, _range=indexes)
        return part

    def _entry(self, index: int) -> Entry:
        more = self._more[index]
        if isinstance(more, Entry):
            return more
        entry = self._in_use.get(index)
        if entry is None:
            span = Span(self._starts[index], self._ends[index])
            if more is None:
                content = StyledText.plain(self._source[span.start : span.end], span.start)
            else:
                content = _unpacked(more, self._source, span)
            entry = Entry(content, index, span, self._labels.get(index), self._lists[index])
            self._in_use[index] = entry
        return entry


def _packed(content: StyledText, source: str, span: Span) -> bytes | None:
    """What it takes to read a text again, such as the pieces of wrapped lines; None where it has to be held."""
    packed = b""
    if not content.hidden:
        numbers = array("q")
        for piece in content.pieces:
            numbers.extend((piece.end - piece.start, piece.source_start - span.start, piece.source_end - span.start))
        packed = numbers.tobytes()
    return packed if _unpacked(packed, source, span) == content else None


def _unpacked(packed: bytes, source: str, span: Span) -> StyledText:
    if not packed:
        return styled(source, span.start, span.end)
    numbers = array("q", packed)
    parts: list[str] = []
    pieces: list[Piece] = []
    place = 0
    for at in range(0, len(numbers), 3):
        length, start, end = numbers[at], numbers[at + 1] + span.start, numbers[at + 2] + span.start
        part = source[start:end] if length == end - start else " " * length
        parts.append(" " if length == 1 and part.isspace() else part)
        pieces.append(Piece(place, place + length, start, end))
        place += length
    return StyledText("".join(parts), pieces)


@leanclass
class EntryList:
    """A reference list: its entries in order, its heading, if it has one, and the stretch of source they take.

    `source` is the source of the document, `format` its format: what stands between the entries can be read there.
    """

    entries: Sequence[Entry]
    heading: Span | None
    span: Span
    source: str = field(default="", repr=False)
    format: str = "plain"
    #: What the rules about whole lists know of it so far.
    gist: Any = None

    def places(self) -> Iterator[tuple[Span | None, Span]]:
        """Where each entry stands: its label, if it has one, and the entry; quicker than to read each for that."""
        if isinstance(self.entries, Entries):
            return self.entries.places()
        return ((entry.label, entry.span) for entry in self.entries)


@leanclass
class ListedDocument:
    """A document and the reference lists in it: what rules about the text around the lists are shown."""

    document: Document
    lists: Sequence[EntryList]

    def in_list(self, place: int) -> bool:
        """Whether a place of the source lies in one of the lists."""
        return any(found.span.start <= place < found.span.end for found in self.lists)


def every(lists: Sequence[EntryList]) -> Sequence[Entry]:
    """The entries of all lists of a document."""
    if lists and isinstance(lists[0].entries, Entries):
        return lists[0].entries.whole
    return [entry for found in lists for entry in found.entries]


def key_of(text: str) -> str:
    """A short hash of the letters and digits of a text: what names an entry, wherever it stands."""
    import hashlib  # noqa: PLC0415 - most runs ask for no key

    letters = _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:16]
