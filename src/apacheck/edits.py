"""A mark's edits of an entry's text → edits of the source, which keep what the source holds between the characters read.

Mark-up stays in pairs: an insertion between `*Review*` and `51` stands behind the closing asterisk, what is replaced
across mark-up is replaced around it, and emphasis of which nothing is left goes with its text. Where the result, read
again, would not be what was meant, there is no edit at all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from apacheck.document import Document
from apacheck.document.build import BOLD, ITALIC
from apacheck.findings import Restyling
from apacheck.text import Edit, Markup, Span, StyledText

#: Longer replacements are made as they are: finding out what they keep would take longer than it is worth.
COMPARED = 500
#: Longer entries are not read again: they have no edits next to mark-up.
_READ_AGAIN = 20_000
#: What begins and ends emphasis where the entry has none to imitate.
_EMPHASIS = {"html": ("<em>", "</em>")}
_LINKS = frozenset({"link", "a"})

#: Replace `text[start:end]` by a text.
Replacement = tuple[int, int, str]


def source_edits(
    document: Document, content: StyledText, edits: Iterable[Replacement], styles: Sequence[Restyling] = ()
) -> tuple[Edit, ...] | None:
    """The edits of the source that carry out a mark's; None where they change nothing or cannot all be made."""
    steps = [step for start, end, new in edits for step in _smallest(document, content, start, end, new)]
    found = [edit for step in steps for edit in _placed(document, content, *step)]
    if content.markup:
        emptied = _emptied(content, steps)
        if emptied is None:
            return None
        found += emptied
    for start, end, style in styles:
        if style == "italic":
            restyled = _italicised(document, content, start, end)
        else:
            restyled = _freed(document, content, start, end, ITALIC if style == "roman" else BOLD)
        if not restyled:
            return None
        found += restyled
    found = [edit for edit in found if document.source[edit.span.start : edit.span.end] != edit.replacement]
    found.sort(key=lambda edit: edit.span)
    if not found or any(left.span.end > right.span.start for left, right in pairwise(found)):
        return None
    if not _reads_right(document, content, found, steps, styles):
        return None
    return tuple(found)


# --- what changes in the text -------------------------------------------------------------------------------------


def _smallest(document: Document, content: StyledText, start: int, end: int, new: str) -> list[Replacement]:
    """Replacements that put `new` in the place of `text[start:end]` and touch nothing that stays."""
    old = content.text[start:end]
    if old == new:  # the source shows something else there than the text: a no-break space, a soft hyphen
        return [(start, end, new)]
    head = 0
    limit = min(len(old), len(new))
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start, end, old, new = start + head, end - tail, old[head : len(old) - tail], new[head : len(new) - tail]
    span = content.source_span(start, end)
    if len(old) < 2 or len(old) + len(new) > COMPARED or document.source[span.start : span.end] == old:
        return [(start, end, new)]
    from difflib import SequenceMatcher  # noqa: PLC0415 - few texts have such a place

    return [
        (start + low, start + high, new[new_low:new_high])
        for kind, low, high, new_low, new_high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


# --- where it stands in the source --------------------------------------------------------------------------------


def _placed(document: Document, content: StyledText, start: int, end: int, new: str) -> list[Edit]:
    """The edits of the source that replace `text[start:end]` by `new`, none of which holds mark-up."""
    written = document.written(new) if new else new
    if start == end:
        if not new:
            return []
        place = _insertion(content, start, new)
        return [Edit(Span(place, place), written)]
    cuts = sorted({mark.position for mark in content.markup if start < mark.position < end}) if content.markup else []
    if not cuts:
        return [Edit(content.source_span(start, end), written)]
    parts = list(pairwise([start, *cuts, end]))
    # What is new stands where the least mark-up is around it.
    chosen = min(range(len(parts)), key=lambda index: (_depth(content, parts[index][0]), index))
    return [
        Edit(content.source_span(low, high), written if index == chosen else "")
        for index, (low, high) in enumerate(parts)
    ]


def _depth(content: StyledText, position: int) -> int:
    """How many pairs of mark-up are around the character at `position`."""
    return sum(opened.position <= position < closed.position for opened, closed in content.pairs())


def _insertion(content: StyledText, position: int, new: str) -> int:
    """Where in the source to insert `new` before the character at `position`."""
    default = content.source_span(position, position).start
    marks = content.markup_at(position) if content.markup else []
    if not marks:
        return default
    text = content.text
    before, after = text[position - 1 : position] if position else "", text[position : position + 1]
    if before.isalnum() and new[0].isalnum():  # the rest of a word
        return content.source_span(position - 1, position).end
    if after and (
        (after.isalnum() and new[-1].isalnum())
        or ("://" in new and any(mark.role == "open" and mark.name in _LINKS | {"<"} for mark in marks))
    ):
        return content.source_span(position, position + 1).start
    return default


def _emptied(content: StyledText, steps: Sequence[Replacement]) -> list[Edit] | None:
    """The edits that take away emphasis of which nothing is left; None where a link would lose its text."""
    replaced = [(start, end) for start, end, _ in steps if start < end]
    if not replaced:
        return []
    found: list[Edit] = []
    for opened, closed in content.pairs(min(replaced)[0], max(end for _, end in replaced)):
        if opened.position == closed.position:
            continue
        if any(new and start <= closed.position and end >= opened.position for start, end, new in steps):
            continue
        if not _covered(opened.position, closed.position, steps):
            continue
        if opened.name not in {"em", "i", "cite", "strong", "b", "u", "span", "code"}:
            return None
        found += (Edit(_span(opened), ""), Edit(_span(closed), ""))
    return found


def _covered(start: int, end: int, steps: Sequence[Replacement]) -> bool:
    """Whether all of `start` to `end` is replaced."""
    for low, high, _ in sorted(steps):
        if low <= start < high:
            start = high
    return start >= end


def _span(mark: Markup) -> Span:
    return Span(mark.source_start, mark.source_end)


# --- italics ------------------------------------------------------------------------------------------------------


def _pairs(content: StyledText, names: frozenset[str]) -> list[tuple[Markup, Markup]]:
    return [pair for pair in content.pairs() if pair[0].name in names and pair[0].position < pair[1].position]


def _freed(document: Document, content: StyledText, start: int, end: int, names: frozenset[str]) -> list[Edit]:
    """The edits that take `text[start:end]` out of the mark-up of these names."""
    found: list[Edit] = []
    for opened, closed in _pairs(content, names):
        if opened.position >= end or closed.position <= start:
            continue
        if opened.position >= start:
            found.append(Edit(_span(opened), ""))
        else:
            found.append(_moved(document, content, closed, _trimmed_back(content.text, start, opened.position)))
        if closed.position <= end:
            found.append(Edit(_span(closed), ""))
        else:
            found.append(_moved(document, content, opened, _trimmed_on(content.text, end, closed.position)))
    return found


def _moved(document: Document, content: StyledText, mark: Markup, position: int) -> Edit:
    """An edit that repeats a mark at another position."""
    if mark.role == "close":
        place = content.source_span(position - 1, position).end
    else:
        place = content.source_span(position, position + 1).start
    return Edit(Span(place, place), document.source[mark.source_start : mark.source_end])


def _trimmed_back(text: str, position: int, low: int) -> int:
    while position > low + 1 and (text[position - 1].isspace() or text[position - 1] in ",;:"):
        position -= 1
    return position


def _trimmed_on(text: str, position: int, high: int) -> int:
    while position < high - 1 and (text[position].isspace() or text[position] in ",;:."):
        position += 1
    return position


def _italicised(document: Document, content: StyledText, start: int, end: int) -> list[Edit] | None:
    """The edits that make `text[start:end]` italic; None where some of it is, or other mark-up crosses its ends."""
    if any(span.start < end and span.end > start for span in content.italics or ()):
        return None
    for opened, closed in content.pairs():
        inside = start <= opened.position and closed.position <= end
        around = opened.position <= start and end <= closed.position
        apart = closed.position <= start or end <= opened.position
        if not (inside or around or apart):
            return None
    pairs = _pairs(content, ITALIC)
    if pairs:
        begin, finish = (document.source[mark.source_start : mark.source_end] for mark in pairs[0])
    else:
        begin, finish = _EMPHASIS.get(document.format, ("*", "*"))
    low, high = content.source_span(start, start + 1).start, content.source_span(end - 1, end).end
    ends = content.pairs()
    for opened, closed in ends:
        if opened.position >= start and closed.position <= end:  # around what is to be italic, or a part of it
            low, high = min(low, opened.source_start), max(high, closed.source_end)
    return [Edit(Span(low, low), begin), Edit(Span(high, high), finish)]


# --- reading it again ---------------------------------------------------------------------------------------------


def _reads_right(
    document: Document,
    content: StyledText,
    edits: Sequence[Edit],
    steps: Sequence[Replacement],
    styles: Sequence[Restyling],
) -> bool:
    """Whether the entry, edited and read again, has the text and the italics that it should have.

    Only asked where an edit stands next to mark-up or brings in what could be mark-up: elsewhere nothing can go wrong.
    """
    if not styles and not any(_delicate(document, content, edit) for edit in edits):
        return True
    if len(content.text) > _READ_AGAIN:
        return False
    extent = content.extent
    if edits[0].span.start < extent.start or edits[-1].span.end > extent.end:
        return not styles
    before = _read(document, document.source[extent.start : extent.end])
    characters = _characters(content)
    if [character for character, _ in before] != [character for character, _ in characters]:
        return not styles  # it reads otherwise on its own than where it stands
    parts: list[str] = []
    place = extent.start
    for edit in edits:
        parts += (document.source[place : edit.span.start], edit.replacement)
        place = edit.span.end
    parts.append(document.source[place : extent.end])
    after = _read(document, "".join(parts))
    wanted = _characters(content, steps, styles)
    return len(after) == len(wanted) and all(
        character == expected and (italic is None or now == italic or not character.isalnum())
        for (character, now), (expected, italic) in zip(after, wanted, strict=True)
    )


def _delicate(document: Document, content: StyledText, edit: Edit) -> bool:
    if any(character in "*_\\<>[]`~^&{}" for character in edit.replacement) and document.format != "plain":
        return True
    first = bisect_left(content.markup, edit.span.start - 2, key=lambda mark: mark.source_end)
    if first < len(content.markup) and content.markup[first].source_start - 2 <= edit.span.end:
        return True
    # Between "<" and ">" an address must stay one.
    return first > 0 and document.source.startswith("<", content.markup[first - 1].source_start)


def _read(document: Document, source: str) -> list[tuple[str, bool | None]]:
    """The characters of a source, without spaces, each with whether it is italic."""
    return [pair for paragraph in document.parse(source) for pair in _characters(paragraph.text)]


def _characters(
    content: StyledText, steps: Sequence[Replacement] = (), styles: Sequence[Restyling] = ()
) -> list[tuple[str, bool | None]]:
    """The characters of an entry without spaces, after the steps, each with whether it is italic; None for new ones."""
    flags: list[bool | None] = [False] * len(content.text)
    for span in content.italics or ():
        flags[span.start : span.end] = [True] * len(span)
    for start, end, style in styles:
        if style != "light":
            flags[start:end] = [style == "italic"] * (end - start)
    pairs = list(zip(content.text, flags, strict=True))
    for start, end, new in sorted(steps, reverse=True):
        pairs[start:end] = [(character, None) for character in new]
    return [pair for pair in pairs if not pair[0].isspace()]
