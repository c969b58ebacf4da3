"""A source → the comments in it that speak to apacheck: `<!-- apacheck: ignore PER001 -->`, or a line `# apacheck: …`."""

from collections.abc import Iterator
from typing import NamedTuple

from apacheck.document.model import Document
from apacheck.document.plain import COMMENT
from apacheck.patterns import pattern
from apacheck.text import Span

#: Where this is not in a source, no comment is.
NAME = "apacheck:"

_MARKUP = pattern(r"<!--[ \t\r\n]*+apacheck:[ \t]*+((?:[^<>-]|-(?!->)){0,400}+)-->")
_FENCE = pattern(r"(?m)^[ \t]*+(`{3,}|~{3,})")


class Comment(NamedTuple):
    """A comment: where it is, with its line where nothing else stands in that; and where its words are."""

    span: Span
    whole: Span
    words: Span


def comments(document: Document) -> Iterator[Comment]:
    """Give the comments of a document, in order."""
    source = document.source
    if NAME not in source:
        return
    if document.format == "plain":
        starts = document.places.starts
        for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
            line = COMMENT.match(source, start, end)
            if line is not None:
                yield Comment(Span(start, line.end()), Span(start, end), Span(*line.span(1)))
        return
    code = _code(source) if document.format == "markdown" else []
    for comment in _MARKUP.finditer(source):
        start, end = comment.span()
        if any(low <= start < high for low, high in code) or source[max(start - 1, 0) : start] == "`":
            continue
        line_start = document.places.starts[document.places(start)[0] - 1]
        last = document.places(end)[0]
        line_end = document.places.starts[last] if last < len(document.places.starts) else len(source)
        alone = not (source[line_start:start] + source[end:line_end]).strip()
        whole = Span(line_start, line_end) if alone else Span(start, end)
        yield Comment(Span(start, end), whole, Span(*comment.span(1)))


def _code(source: str) -> list[tuple[int, int]]:
    """Where the fenced blocks of Markdown are."""
    blocks, opened, mark = [], -1, ""
    for fence in _FENCE.finditer(source):
        if opened < 0:
            opened, mark = fence.start(), fence[1]
        elif fence[1].startswith(mark):
            blocks.append((opened, fence.end()))
            opened = -1
    return [*blocks, (opened, len(source))] if opened >= 0 else blocks
