"""Pieces of a source with mark-up, in order → `StyledText`: what a format's reader writes its paragraphs with."""

from collections import Counter

from apacheck.document.plain import MAY_BE_ODD, SPACES, ZERO_WIDTH, styled
from apacheck.text import Hidden, Markup, Piece, Span, StyledText

#: What ends a line, as one character.
LINE_BREAKS = "\n\r\x85\u2028\u2029"
#: The names of mark-up that shows as italics, and as bold or underlined.
ITALIC = frozenset({"em", "i", "cite", "dfn", "var", "emphasis", "italic"})
BOLD = frozenset({"strong", "b", "u", "ins", "bold"})


class Builder:
    """Takes the text and the mark-up of one paragraph as they come; `text` gives what they make."""

    def __init__(self, source: str) -> None:
        """Begin an empty paragraph of `source`."""
        self._source = source
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._as_it_stands = False  # whether the last piece is the source's own characters
        self._hidden: list[Hidden] = []
        self._italics: list[Span] = []
        self._bold: list[Span] = []
        self._markup: list[Markup] = []
        self._open: list[tuple[str, int]] = []
        self._opened: Counter[str] = Counter()
        self.length = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was read that a reader sees."""
        return not self._parts

    @property
    def last(self) -> str:
        """The last character so far, if any."""
        return self._parts[-1][-1] if self._parts else ""

    def raw(self, start: int, end: int) -> None:
        """Take `source[start:end]` as it stands there."""
        if start >= end:
            return
        if not MAY_BE_ODD.search(self._source, start, end):
            if self._as_it_stands and self._pieces[-1].source_end == start:
                self._pieces[-1] = self._pieces[-1]._replace(end=self.length + end - start, source_end=end)
            else:
                self._pieces.append(Piece(self.length, self.length + end - start, start, end))
                self._as_it_stands = True
            self._add(self._source[start:end])
            return
        self._as_it_stands = False
        part = styled(self._source, start, end)
        for piece in part.pieces:
            self._pieces.append(piece._replace(start=piece.start + self.length, end=piece.end + self.length))
        for hidden in part.hidden:
            self._hidden.append(hidden._replace(position=hidden.position + self.length))
        self._add(part.text)

    def written(self, text: str, start: int, end: int) -> None:
        """Take `text`, which `source[start:end]` stands for as a whole: an entity, an escape, a break."""
        if not text:
            self.mark(start, end)
            return
        self._as_it_stands = False
        shown: list[str] = []
        for character in text:
            if character in ZERO_WIDTH:
                self._hidden.append(Hidden(self.length + len(shown), start, end, character))
                continue
            if character in SPACES:
                self._hidden.append(Hidden(self.length + len(shown), start, end, character))
                shown.append(" ")
            else:
                shown.append("\n" if character in LINE_BREAKS else character)
        text = "".join(shown)
        # A piece as long as its source would be taken for its characters: only a single one may stand for a single one.
        if len(text) > 1 and len(text) == end - start:
            self._pieces.append(Piece(self.length, self.length + 1, start, end))
            for offset in range(1, len(text)):
                self._pieces.append(Piece(self.length + offset, self.length + offset + 1, end, end))
        else:
            self._pieces.append(Piece(self.length, self.length + len(text), start, end))
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)

    def mark(self, start: int, end: int, name: str = "") -> None:
        """Take mark-up that stands alone and shows nothing."""
        self._markup.append(Markup(self.length, start, end, "alone", name))

    def open(self, name: str, start: int, end: int) -> None:
        """Take what begins the mark-up `name`."""
        self._markup.append(Markup(self.length, start, end, "open", name))
        self._open.append((name, self.length))
        self._opened[name] += 1

    def close(self, name: str, start: int, end: int) -> None:
        """Take what ends the mark-up `name`; without a beginning it stands alone."""
        if not self._opened[name]:
            self.mark(start, end, name)
            return
        self._markup.append(Markup(self.length, start, end, "close", name))
        while self._open:
            opened, at = self._open.pop()
            self._opened[opened] -= 1
            self._style(opened, at)
            if opened == name:
                break

    def _style(self, name: str, at: int) -> None:
        spans = self._italics if name in ITALIC else self._bold if name in BOLD else None
        if spans is not None and at < self.length:
            spans.append(Span(at, self.length))

    def text(self) -> StyledText:
        """Give what was read as a paragraph."""
        for name, at in self._open:
            self._style(name, at)
        italics, bold = _united(self._italics), _united(self._bold)
        return StyledText("".join(self._parts), self._pieces, italics, self._hidden, bold, self._markup)


def _united(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(span.end, united[-1].end))
        else:
            united.append(span)
    return united
