"""Characters that know their place: `Span`, `Edit`, `StyledText` and `Places` (offset to line and column).

A `StyledText` is what a reader sees (a word wrapped over two lines is one word, a no-break space is a space)
together with where each character stands in the source. All offsets count characters from 0, ends are exclusive.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from apacheck.patterns import pattern


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters: `text[start:end]`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of `span` by `replacement`."""

    span: Span
    replacement: str


class Piece(NamedTuple):
    """A run of text and the source it came from.

    Where both have the same length they correspond character by character; otherwise the run as a whole stands for
    the source as a whole (a line break and its indentation read as one space; a soft hyphen read as nothing).
    """

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def one_to_one(self) -> bool:
        """Whether each character of the run is one character of the source."""
        return self.end - self.start == self.source_end - self.source_start


class Hidden(NamedTuple):
    """A character of the source that is not what it seems: where it is read in the text, and what it is."""

    position: int
    source_start: int
    source_end: int
    character: str


@dataclass(slots=True)
class StyledText:
    """Text as read, with its way back to the source, its italics and its hidden characters.

    `italics` is None where the format cannot say (plain text), else the spans of `text` that are italic.
    `hidden` lists no-break spaces, zero-width characters and soft hyphens that the text shows as a space or not at all.
    """

    text: str
    pieces: list[Piece]
    italics: list[Span] | None = None
    hidden: list[Hidden] = field(default_factory=list)
    _starts: list[int] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def plain(cls, text: str, source_start: int = 0) -> "StyledText":
        """Text that stands in the source exactly as it reads, from `source_start` on."""
        end = len(text)
        return cls(text, [Piece(0, end, source_start, source_start + end)])

    @classmethod
    def joined(cls, parts: Iterable["StyledText"]) -> "StyledText":
        """Several texts, one after the other, as one."""
        texts: list[str] = []
        pieces: list[Piece] = []
        hidden: list[Hidden] = []
        italics: list[Span] | None = None
        length = 0
        for part in parts:
            texts.append(part.text)
            pieces += [Piece(p.start + length, p.end + length, p.source_start, p.source_end) for p in part.pieces]
            hidden += [h._replace(position=h.position + length) for h in part.hidden]
            if part.italics is not None:
                italics = (italics or []) + [Span(s.start + length, s.end + length) for s in part.italics]
            length += len(part.text)
        return cls("".join(texts), pieces, italics, hidden)

    def cut(self, start: int, end: int) -> "StyledText":
        """The part `text[start:end]`, with its places."""
        pieces = []
        for index in range(max(self._index(start) - 1, 0), len(self.pieces)):
            piece = self.pieces[index]
            if piece.start > end:
                break
            low, high = max(piece.start, start), min(piece.end, end)
            if low > high or (low == high and not piece.start == piece.end == low):
                continue
            if piece.one_to_one:
                shift = piece.source_start - piece.start
                pieces.append(Piece(low - start, high - start, low + shift, high + shift))
            else:
                pieces.append(Piece(low - start, high - start, piece.source_start, piece.source_end))
        italics = None
        if self.italics is not None:
            italics = [
                Span(max(s.start, start) - start, min(s.end, end) - start)
                for s in self.italics
                if s.start < end and s.end > start
            ]
        first = bisect_left(self.hidden, start, key=lambda h: h.position)
        last = bisect_left(self.hidden, end, lo=first, key=lambda h: h.position)
        hidden = [h._replace(position=h.position - start) for h in self.hidden[first:last]]
        return StyledText(self.text[start:end], pieces, italics, hidden)

    def source_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source.

        An empty range is a place *between* characters: it maps to the end of the character before it, so that what is
        inserted at a wrapped line end stays on the earlier line.
        """
        pieces = self.pieces
        if not pieces:
            return Span(0, 0)
        if len(pieces) == 1 and pieces[0].one_to_one:
            shift = pieces[0].source_start - pieces[0].start
            return Span(start + shift, end + shift)
        if start >= end:
            place = self._before(start) if start > 0 else pieces[0].source_start
            return Span(place, place)
        return Span(self._at(start), self._before(end))

    def _index(self, offset: int) -> int:
        if self._starts is None:
            self._starts = [piece.start for piece in self.pieces]
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _at(self, offset: int) -> int:
        """Source offset of the character at `offset`."""
        piece = self.pieces[self._index(offset)]
        return piece.source_start + (offset - piece.start if piece.one_to_one else 0)

    def _before(self, offset: int) -> int:
        """Source offset just after the character before `offset`."""
        piece = self.pieces[self._index(offset - 1)]
        return piece.source_start + (offset - piece.start) if piece.one_to_one else piece.source_end


#: What ends a line: the same everywhere, in reading and in counting.
LINE_BREAK = pattern(r"\r\n|[\n\r\x85\u2028\u2029]")


class Places:
    """Line and column of any offset of one source; both count from 1, columns in characters."""

    def __init__(self, source: str) -> None:
        """Find the line starts of `source`, once."""
        self.starts = [0, *(match.end() for match in LINE_BREAK.finditer(source))]
        self._source = source

    def __call__(self, offset: int) -> tuple[int, int]:
        """(line, column) of the character at `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line break."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self._source)
        return self._source[start:end].rstrip("\r\n\x85\u2028\u2029")
