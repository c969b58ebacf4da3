"""Plain text → paragraphs: blocks of lines between blank ones, read as a person reads them.

A no-break space is a space, a soft hyphen and a zero-width character are nothing; where they stand is kept, so that
what is written back touches no byte that was not meant.
"""

import regex

from apacheck.document.model import Paragraph
from apacheck.text import LINE_BREAK, Hidden, Piece, StyledText

#: Spaces that are read as a plain space and reported, and characters that are read as nothing.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ODD = regex.compile(f"[\t{_SPACES}]|[{_NOTHING}]+")
_BLANK = regex.compile(rf"[\s{_NOTHING}]*+")
#: Scripts that need a joiner between letters, and emoji that are joined by one.
_JOINED = regex.compile(r"[\p{Arabic}\p{Indic_Syllabic_Category=Consonant}\p{Extended_Pictographic}\uFE0F]")


def parse(source: str) -> list[Paragraph]:
    """Cut `source` into paragraphs."""
    paragraphs: list[Paragraph] = []
    block: list[tuple[int, int]] = []  # start and end of each line
    blank = 0
    place = 0
    for match in LINE_BREAK.finditer(source):
        blank = _take(source, place, match.start(), block, paragraphs, blank)
        place = match.end()
    blank = _take(source, place, len(source), block, paragraphs, blank)
    if block:
        paragraphs.append(_paragraph(source, block, blank))
    return paragraphs


def _take(
    source: str, start: int, end: int, block: list[tuple[int, int]], paragraphs: list[Paragraph], blank: int
) -> int:
    """Add a line to the block, or end the block at a blank line; gives the number of blank lines before the block."""
    if start == end or _BLANK.fullmatch(source, start, end):
        if block:
            paragraphs.append(_paragraph(source, block, blank))
            block.clear()
            return 1
        return blank + 1
    block.append((start, end))
    return blank


def _paragraph(source: str, block: list[tuple[int, int]], blank: int) -> Paragraph:
    texts: list[str] = []
    pieces: list[Piece] = []
    hidden: list[Hidden] = []
    length = 0
    for index, (start, end) in enumerate(block):
        line = source[start:end]
        if _ODD.search(line) is None:
            texts.append(line)
            pieces.append(Piece(length, length + len(line), start, end))
            length += len(line)
        else:
            length = _read_odd(source, start, end, texts, pieces, hidden, length)
        if index + 1 < len(block):
            texts.append("\n")
            pieces.append(Piece(length, length + 1, end, block[index + 1][0]))
            length += 1
    return Paragraph(StyledText("".join(texts), pieces, None, hidden), blank_before=blank)


def _read_odd(
    source: str, start: int, end: int, texts: list[str], pieces: list[Piece], hidden: list[Hidden], length: int
) -> int:
    """Read a line with characters that are not what they seem; gives the length of the text so far."""
    place = start

    def keep(stop: int) -> None:
        nonlocal place, length
        if stop > place:
            texts.append(source[place:stop])
            pieces.append(Piece(length, length + stop - place, place, stop))
            length += stop - place
            place = stop

    for match in _ODD.finditer(source, start, end):
        low, high = match.span()
        if low < place:
            continue
        if source[low] in _SPACES or source[low] == "\t":
            keep(low)
            if source[low] != "\t":
                hidden.append(Hidden(length, low, high, source[low]))
            texts.append(" ")
            pieces.append(Piece(length, length + 1, low, high))
            length += 1
            place = high
        elif "\u200d" in match[0] and low > start and _JOINED.match(source, low - 1):
            continue  # a joiner that its letters need
        else:
            keep(low)
            # What reads as nothing goes with the next character: two characters of source for one of text.
            following = min(high + 1, end)
            hidden.extend(Hidden(length, at, at + 1, source[at]) for at in range(low, high))
            if following > high and source[high] not in _SPACES and source[high] != "\t":
                texts.append(source[high])
                pieces.append(Piece(length, length + 1, low, following))
                length += 1
                place = following
            else:
                place = high
                if pieces and pieces[-1].source_end == low:
                    last = pieces[-1]
                    if last.one_to_one and last.end - last.start > 1:
                        pieces[-1] = Piece(last.start, last.end - 1, last.source_start, last.source_end - 1)
                        pieces.append(Piece(last.end - 1, last.end, last.source_end - 1, high))
                    else:
                        pieces[-1] = last._replace(source_end=high)
    keep(end)
    return length
