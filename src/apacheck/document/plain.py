"""Plain text → paragraphs: blocks of lines that are not blank, each character with its place in the source.

A line break reads as a line feed, every other space as a space, and characters that take no room read as nothing:
they belong to the character after them. What was not a plain space or was invisible is kept in `StyledText.hidden`.
"""

import regex

from apacheck.document.model import Paragraph
from apacheck.patterns import pattern
from apacheck.text import LINE_BREAK, Hidden, Piece, StyledText

#: Spaces that look like a space and are not one.
SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: Characters that take no room.
ZERO_WIDTH = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANK = " \t\x0b\x0c\x1c\x1d\x1e\x1f" + SPACES + ZERO_WIDTH

# Scripts whose spelling needs the joiner or the non-joiner between letters.
_SCRIPTS = """
    Arabic Syriac Mongolian Thaana Nko Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam
    Sinhala Khmer Myanmar Tibetan
"""
_JOINING = "".join(rf"\p{{Script={name}}}" for name in _SCRIPTS.split())
_ODD = pattern(
    rf"""
      \r\n | [\r\x85\u2028\u2029]
    | [\t\x0b\x0c\x1c-\x1f{SPACES}]
    | (?<=[\p{{Extended_Pictographic}}\ufe0f\U0001f3fb-\U0001f3ff])\u200d(?=\p{{Extended_Pictographic}})(*SKIP)(*FAIL)
    | (?<=[{_JOINING}\p{{M}}])[\u200c\u200d](?=[{_JOINING}])(*SKIP)(*FAIL)
    | [{ZERO_WIDTH}]
    """,
    regex.VERBOSE,
)
_MAY_BE_ODD = pattern(rf"[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029{SPACES}{ZERO_WIDTH}]")


def parse(source: str) -> list[Paragraph]:
    """Split `source` at blank lines into paragraphs."""
    plain = not _MAY_BE_ODD.search(source)
    paragraphs: list[Paragraph] = []
    blank = 0
    block_start = block_end = -1
    start = 0
    for end, following in _lines(source):
        if source[start:end].strip(_BLANK):
            if block_start < 0:
                block_start = start
            block_end = end
        else:
            if block_start >= 0:
                paragraphs.append(_paragraph(source, block_start, block_end, blank, plain=plain))
                block_start, blank = -1, 0
            blank += 1
        start = following
    if block_start >= 0:
        paragraphs.append(_paragraph(source, block_start, block_end, blank, plain=plain))
    return paragraphs


def parse_part(source: str, start: int, end: int) -> list[Paragraph]:
    """Read `source[start:end]` as one paragraph, if anything stands there."""
    return [_paragraph(source, start, end, 0, plain=False)] if source[start:end].strip(_BLANK) else []


def _lines(source: str) -> list[tuple[int, int]]:
    """(end, start of the next line) of each line."""
    breaks = [match.span() for match in LINE_BREAK.finditer(source)]
    breaks.append((len(source), len(source)))
    return breaks


def _paragraph(source: str, start: int, end: int, blank: int, *, plain: bool) -> Paragraph:
    text = StyledText.plain(source[start:end], start) if plain else styled(source, start, end)
    return Paragraph(text, blank_before=blank)


def styled(source: str, start: int, end: int) -> StyledText:
    """`source[start:end]` as a reader sees it."""
    if not _MAY_BE_ODD.search(source, start, end):
        return StyledText.plain(source[start:end], start)
    parts: list[str] = []
    pieces: list[Piece] = []
    hidden: list[Hidden] = []
    length = 0  # of the text so far
    done = start  # source before this is read
    run = (0, start)  # where the current one-to-one piece began, in text and source
    pending = -1  # source offset of the first zero-width character that waits for the next character

    def close(source_end: int) -> None:
        if length > run[0]:
            pieces.append(Piece(run[0], length, run[1], source_end))

    for match in _ODD.finditer(source, start, end):
        here, there = match.span()
        if pending >= 0 and here > done:  # the character that the zero-width ones belong to
            parts.append(source[done])
            pieces.append(Piece(length, length + 1, pending, done + 1))
            length, done, pending = length + 1, done + 1, -1
            run = (length, done)
        if here > done:
            parts.append(source[done:here])
            length += here - done
        character = match[0]
        if character in ZERO_WIDTH:
            if pending < 0:
                close(here)
                pending = here
            hidden.append(Hidden(length, here, there, character))
        else:
            if character in SPACES:
                hidden.append(Hidden(length, here, there, character))
            if pending < 0:
                close(here)
            pieces.append(Piece(length, length + 1, here if pending < 0 else pending, there))
            pending = -1
            run = (length + 1, there)
            parts.append("\n" if LINE_BREAK.match(character) else " ")
            length += 1
        done = there
    if pending >= 0:
        if done == end:  # nothing follows: the last ones stand after the text
            return StyledText("".join(parts), pieces, None, hidden)
        parts.append(source[done])
        pieces.append(Piece(length, length + 1, pending, done + 1))
        length, done = length + 1, done + 1
        run = (length, done)
    parts.append(source[done:end])
    length += end - done
    close(end)
    return StyledText("".join(parts), pieces, None, hidden)
