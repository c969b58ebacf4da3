"""Characters that know their place: `Span`, `Edit`, `StyledText` and `Places` (offset to line and column).

A `StyledText` is what a reader sees (a word wrapped over two lines is one word, a no-break space is a space)
together with where each character stands in the source. All offsets count characters from 0, ends are exclusive.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from apacheck.patterns import pattern


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters: `text[start:end]`. Spans are sorted by their start, then by their end."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __lt__(self, other: "Span") -> bool:
        return (self.start, self.end) < (other.start, other.end)


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


class Markup(NamedTuple):
    """A piece of mark-up that no reader sees (`*`, `<em>`, `](https://…)`), between two characters of the text.

    `role` tells what begins from what ends, and both from what stands alone (a footnote's number); the two of a pair
    have one `name`.
    """

    position: int
    source_start: int
    source_end: int
    role: Literal["open", "close", "alone"]
    name: str


@dataclass(slots=True)
class StyledText:
    """Text as read, with its way back to the source, its italics, its hidden characters and its mark-up.

    `italics` is None where the source cannot say (plain text without marks), else the spans of `text` that are italic;
    `bold` are those that are bold or underlined. `hidden` lists no-break spaces, zero-width characters and soft hyphens
    that the text shows as a space or not at all. `markup` is in the order of the source.
    """

    text: str
    pieces: list[Piece]
    italics: list[Span] | None = None
    hidden: list[Hidden] = field(default_factory=list)
    bold: list[Span] = field(default_factory=list)
    markup: list[Markup] = field(default_factory=list)
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
        bold: list[Span] = []
        markup: list[Markup] = []
        length = 0
        for part in parts:
            texts.append(part.text)
            pieces += [Piece(p.start + length, p.end + length, p.source_start, p.source_end) for p in part.pieces]
            hidden += [h._replace(position=h.position + length) for h in part.hidden]
            if part.italics is not None:
                italics = (italics or []) + [Span(s.start + length, s.end + length) for s in part.italics]
            bold += [Span(s.start + length, s.end + length) for s in part.bold]
            markup += [m._replace(position=m.position + length) for m in part.markup]
            length += len(part.text)
        return cls("".join(texts), pieces, italics and _merged(italics), hidden, _merged(bold), markup)

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
        italics = None if self.italics is None else _cut(self.italics, start, end)
        first = bisect_left(self.hidden, start, key=lambda h: h.position)
        last = bisect_left(self.hidden, end, lo=first, key=lambda h: h.position)
        hidden = [h._replace(position=h.position - start) for h in self.hidden[first:last]]
        bold = _cut(self.bold, start, end) if self.bold else []
        markup = self._markup_of(start, end) if self.markup else []
        return StyledText(self.text[start:end], pieces, italics, hidden, bold, markup)

    def _markup_of(self, start: int, end: int) -> list[Markup]:
        """The mark-up of `text[start:end]`: at its ends, what begins or ends there and not what belongs to its neighbours."""
        first = bisect_left(self.markup, start, key=lambda m: m.position)
        last = bisect_right(self.markup, end, lo=first, key=lambda m: m.position)
        found = self.markup[first:last]
        if start > 0:
            while found and found[0].position == start and found[0].role != "open":
                del found[0]
        if end < len(self.text):
            at_end = [m for m in found if m.position == end]
            opened = next((index for index, m in enumerate(at_end) if m.role == "open"), len(at_end))
            del found[len(found) - len(at_end) + opened :]
        return [m._replace(position=m.position - start) for m in found]

    @property
    def extent(self) -> Span:
        """The stretch of source that the text takes, with the mark-up around it."""
        span = self.source_span(0, len(self.text))
        if not self.markup:
            return span
        return Span(min(span.start, self.markup[0].source_start), max(span.end, self.markup[-1].source_end))

    def pairs(self, start: int = 0, end: int | None = None) -> list[tuple[Markup, Markup]]:
        """What begins and what ends it, for the mark-up from `start` to `end` that stands in pairs; inner pairs first."""
        opened: list[Markup] = []
        names: Counter[str] = Counter()
        found: list[tuple[Markup, Markup]] = []
        first = bisect_left(self.markup, start, key=lambda m: m.position) if start else 0
        last = len(self.markup) if end is None else bisect_right(self.markup, end, key=lambda m: m.position)
        for mark in self.markup[first:last]:
            if mark.role == "open":
                opened.append(mark)
                names[mark.name] += 1
            elif mark.role == "close":
                while names[mark.name]:
                    last_opened = opened.pop()
                    names[last_opened.name] -= 1
                    if last_opened.name == mark.name:
                        found.append((last_opened, mark))
                        break
        return found

    def source_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source.

        An empty range is a place *between* characters: it maps to the end of the character before it, so that what is
        inserted at a wrapped line end stays on the earlier line, and behind mark-up that ends there.
        """
        pieces = self.pieces
        if not pieces:
            return Span(0, 0)
        if len(pieces) == 1 and pieces[0].one_to_one and (start < end or not self.markup):
            shift = pieces[0].source_start - pieces[0].start
            return Span(start + shift, end + shift)
        if start >= end:
            place = self._before(start) if start > 0 else pieces[0].source_start
            if self.markup:
                for mark in self.markup_at(start):
                    if mark.role == "open" or mark.source_start < place:
                        place = min(mark.source_start, place) if start == 0 else place
                        break
                    place = mark.source_end
            return Span(place, place)
        return Span(self._at(start), self._before(end))

    def outer_span(self, start: int, end: int) -> Span:
        """As `source_span`, with the mark-up that begins at `start` and that ends at `end`."""
        span = self.source_span(start, end)
        before = [mark.source_start for mark in self.markup_at(start) if mark.role == "open"]
        after = [mark.source_end for mark in self.markup_at(end) if mark.role == "close"]
        return Span(min([span.start, *before]), max([span.end, *after]))

    def markup_at(self, position: int) -> list[Markup]:
        """The mark-up between the character before `position` and the one after, in order."""
        first = bisect_left(self.markup, position, key=lambda m: m.position)
        last = bisect_right(self.markup, position, lo=first, key=lambda m: m.position)
        return self.markup[first:last]

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


def _cut(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What `spans` cover of `start` to `end`, counted from `start`."""
    return [
        Span(max(s.start, start) - start, min(s.end, end) - start) for s in spans if s.start < end and s.end > start
    ]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch, as one; in order."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


#: What ends a line: the same everywhere, in reading and in counting.
LINE_BREAK = pattern(r"\r\n|[\n\r\x85\u2028\u2029]")


class Places:
    """Line and column of any offset of one source; both count from 1, columns in characters."""

    def __init__(self, source: str) -> None:
        """Find the line starts of `source`, once."""
        #: Where each line starts; a long text has millions of them, and eight bytes are enough for each.
        self.starts = array("q", [0])
        self.starts.extend(match.end() for match in LINE_BREAK.finditer(source))
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
