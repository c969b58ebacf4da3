"""The lines of one entry → one `StyledText`: a wrapped line reads as a space, or as nothing inside a word or a link."""

from collections.abc import Sequence
from itertools import pairwise

import regex

from apacheck.lean import leanclass
from apacheck.patterns import pattern
from apacheck.text import Piece, Span, StyledText


@leanclass
class Line:
    """A line of a paragraph: `whole.text[start:end]`, without indentation, trailing space and label."""

    whole: StyledText
    start: int
    end: int
    text: str
    indent: int
    #: Characters of the line with its indentation: what the wrapping program counted.
    width: int
    #: Where the label stands in `whole.text`, if the line has one.
    label: tuple[int, int] | None = None
    number: int | None = None

    @property
    def content(self) -> StyledText:
        """The line with its places."""
        return self.whole.cut(self.start, self.end)


_LINK_TAIL = pattern(r"(?:(?:https?|ftp)://|www\.|\bdoi:\s?(?=\S)|(?<![\w/.])10\.\d)\S*\Z", regex.IGNORECASE)
_LINK_START = pattern(r"(?:https?:|www\.|doi[:\s])", regex.IGNORECASE)
_LINK_CHUNK = pattern(r"[\w.~:/?#\[\]@!$&'()*+,;=%\-–—]++\Z")
_LINK_MARK = pattern(r"[/=?&#%_~\d]|\w\.\w|\w-\w")
_HYPHEN = pattern(r"[\p{L}\p{N}.](?:[-‐‑–]|—|--)\Z")
#: "pre- and posttest": the hyphen waits for the second word.
_SUSPENDED = pattern(r"(?:and|or|to|und|oder|bis|y|o|et|ou|e)\s")
_FULL = 60
#: Where a link can be cut inside "https://".
_SCHEMES = frozenset(scheme[:length] for scheme in ("http://", "https://") for length in range(1, len(scheme) + 1))


def glue(before: str, after: str, *, full: bool) -> str:
    """What a line break between `before` and `after` reads as; `full` tells whether the earlier line was filled."""
    if not before or not after:
        return " " if before or after else ""
    last = before[-1]
    if last in "htps:/":
        cut = before[-10:].rsplit(None, 1)[-1]
        if cut in _SCHEMES and (cut + after[:10]).startswith(("http://", "https://")):
            return ""
    if "." in before or "/" in before:
        link = _LINK_TAIL.search(before, max(0, len(before) - 400))
        if link is not None:
            chunk, _, rest = after.partition(" ")
            return "" if _link_goes_on(link[0], last, chunk, rest, full=full) else " "
    if (
        last in "-‐‑–—"
        and _HYPHEN.search(before, max(0, len(before) - 4))
        and after[0].isalnum()
        and not _SUSPENDED.match(after)
    ):
        return ""
    return " "


def _link_goes_on(link: str, last: str, chunk: str, rest: str, *, full: bool) -> bool:
    """Whether `chunk`, the first word of a line, is the rest of the link that ends the line before."""
    if (_LINK_START.match(chunk) and last != "-") or not _LINK_CHUNK.match(chunk) or chunk[0] in "([":
        return False
    marked = _LINK_MARK.search(chunk) is not None
    if last in "-_=&#%?~/":
        # "https://www.example.org/ Accessed 4 May": a capital and more words are a sentence, not a path.
        return not (last == "/" and rest and chunk[0].isupper() and not marked)
    if last in ".:@+" or chunk[0] in "/?#&=_%":
        return marked if rest else (chunk[0].islower() or marked)
    if last in ",;)":
        return False
    if not full and len(link) < _FULL:
        return False
    return marked or (not rest and (full or not chunk[0].isupper()))


def join(lines: Sequence[Line], width: int) -> tuple[str, list[str]]:
    """The text of `lines` as one, and what stands between each two of them."""
    if len(lines) == 1:
        return lines[0].text, []
    parts = [lines[0].text]
    gaps: list[str] = []
    tail = lines[0].text  # the end of the text so far: a link may go over several lines
    for before, line in pairwise(lines):
        gap = glue(tail, line.text, full=before.width >= width - 1)
        gaps.append(gap)
        parts += (gap, line.text)
        tail = (tail + line.text)[-500:] if not gap else line.text
    return "".join(parts), gaps


def content(lines: Sequence[Line], gaps: Sequence[str]) -> StyledText:
    """The lines with their places; what was left out between two lines belongs to the gap between them."""
    parts = [lines[0].content]
    for gap, (earlier, line) in zip(gaps, pairwise(lines), strict=True):
        part = line.content
        between = StyledText(gap, [Piece(0, len(gap), parts[-1].extent.end, part.extent.start)])
        if line.whole.markup and line.whole is earlier.whole:
            around = [
                _across(spans, earlier.end, line.start, len(gap)) for spans in (line.whole.italics, line.whole.bold)
            ]
            between.italics, between.bold = around[0] or None, around[1]
        parts += (between, part)
    return StyledText.joined(parts) if len(parts) > 1 else parts[0]


def _across(spans: Sequence[Span] | None, end: int, start: int, length: int) -> list[Span]:
    """The gap, if one of `spans` goes on from the end of a line to the start of the next."""
    goes_on = length > 0 and any(span.start < end and span.end > start for span in spans or ())
    return [Span(0, length)] if goes_on else []
