"""Plain text → paragraphs: blocks of lines that are not blank, each character with its place in the source.

Marks typed into the text (`*Title*`, `<em>Title</em>`) are read as what they mean where that is sure (see `marks`).
A line break reads as a line feed, every other space as a space, and characters that take no room read as nothing:
they belong to the character after them. What was not a plain space or was invisible is kept in `StyledText.hidden`.
"""

from collections.abc import Iterator

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
#: A line that tells apacheck what to ignore; `comments` reads what it says.
COMMENT = pattern(r"[ \t]*+[#%][#% \t]*+apacheck:[ \t]*+([^\r\n\x85\u2028\u2029]*+)")
#: Whether a text holds any character that is not read as it stands.
MAY_BE_ODD = pattern(rf"[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029{SPACES}{ZERO_WIDTH}]")
#: One of these stands in every mark.
_SIGNS = ("*", "_", "<", "\\", "](", ">")
#: Whether it is worth looking for marks such as `*…*`: one of these stands in each.
_MAY_BE_MARKED = pattern(r"[*_]\S|<[/A-Za-z]|\\[a-z]|\]\(|(?m:^[ \t]*+>)")


def parse(source: str) -> list[Paragraph]:
    """Split `source` at blank lines into paragraphs."""
    return list(paragraphs(source))


def paragraphs(source: str) -> Iterator[Paragraph]:
    """The same, each when it is asked for."""
    plain = not MAY_BE_ODD.search(source)
    marked = any(sign in source for sign in _SIGNS)
    commented = "apacheck:" in source
    comments: list[tuple[int, int]] = []  # the lines within the block that speak to us and are no text
    blank = 0
    block_start = block_end = -1
    start = 0
    for end, following in _lines(source):
        if commented and COMMENT.match(source, start, end):
            comments += [(start, following)] if block_start >= 0 else []
        elif source[start:end].strip(_BLANK):
            if block_start < 0:
                block_start = start
            block_end = end
        else:
            if block_start >= 0:
                yield _around(source, block_start, block_end, blank, comments, plain=plain, marked=marked)
                block_start, blank, comments = -1, 0, []
            blank += 1
        start = following
    if block_start >= 0:
        yield _around(source, block_start, block_end, blank, comments, plain=plain, marked=marked)


def _around(
    source: str, start: int, end: int, blank: int, comments: list[tuple[int, int]], *, plain: bool, marked: bool
) -> Paragraph:
    """`source[start:end]` without the comments in it as one paragraph."""
    if not comments:
        return _paragraph(source, start, end, blank, plain=plain, marked=marked)
    parts = []
    for low, high in [*comments, (end, end)]:
        if start < min(low, end):
            parts.append(_paragraph(source, start, min(low, end), 0, plain=plain, marked=marked).text)
        start = high
    return Paragraph(StyledText.joined(parts), blank_before=blank)


def parse_part(source: str, start: int, end: int) -> list[Paragraph]:
    """Read `source[start:end]` as one paragraph, if anything stands there."""
    return [_paragraph(source, start, end, 0, plain=False, marked=False)] if source[start:end].strip(_BLANK) else []


def _lines(source: str) -> Iterator[tuple[int, int]]:
    """(end, start of the next line) of each line."""
    for match in LINE_BREAK.finditer(source):
        yield match.span()
    yield len(source), len(source)


def _paragraph(source: str, start: int, end: int, blank: int, *, plain: bool, marked: bool) -> Paragraph:
    if marked and _MAY_BE_MARKED.search(source, start, end):
        from apacheck.document import marks  # noqa: PLC0415 - it is made of what stands here

        text_with_marks = marks.styled(source, start, end)
        if text_with_marks is not None:
            return Paragraph(text_with_marks, blank_before=blank)
    text = StyledText.plain(source[start:end], start) if plain else styled(source, start, end)
    return Paragraph(text, blank_before=blank)


def styled(source: str, start: int, end: int) -> StyledText:
    """`source[start:end]` as a reader sees it."""
    if not MAY_BE_ODD.search(source, start, end):
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
