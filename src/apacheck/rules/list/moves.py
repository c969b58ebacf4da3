"""Where entries should stand → edits of the source that put them there, every one with the bytes it has.

What stands between the entries (line breaks, blank lines, bullets, tags) is alike everywhere in a list whose entries
can be moved; where it is not, other text divides them, and nothing is moved.
"""

from collections.abc import Sequence

from apacheck.patterns import pattern
from apacheck.rules.list.survey import Survey, marker
from apacheck.text import Edit, Span

#: Longer lists are not put in order: the fix of one finding would hold the whole document.
LONGEST = 10_000
_SPACE = pattern(r"\s++")
_NUMBER = pattern(r"\d")


def movable(survey: Survey, section: range) -> bool:
    """Whether the entries of a section can change places."""
    if len(section) > LONGEST:
        return False
    entries = survey.entry_list.entries[section.start : section.stop]
    source = survey.entry_list.source
    shape: str | None = None
    labelled = sum(entry.label is not None for entry in entries)
    if labelled not in (0, len(entries)):
        return False
    for place, entry in enumerate(entries):
        content = entry.content
        if content.markup and 2 * len(content.pairs()) != sum(mark.role != "alone" for mark in content.markup):
            return False
        if entry.label is not None and _NUMBER.search(source, entry.label.start, entry.label.end):
            return False
        if place + 1 == len(entries):
            break
        gap = survey.gap(section[place])
        if "\n" not in gap and "\r" not in gap and not ("<" in gap and ">" in gap):
            return False
        if entry.span.end > entries[place + 1].span.start:
            return False
        bare = _SPACE.sub("", gap)
        if shape is None:
            shape = bare
        elif shape != bare:
            return False
    # Where the entries have no bullets, anything but tags and a block quote's signs is words that are no entry.
    return (
        not shape
        or "<" in shape
        or not shape.strip(">")
        or all(marker(survey.entry_list, entry.label, entry.span) for entry in entries)
    )


def move(survey: Survey, index: int, target: int, *, after: bool) -> tuple[Edit, ...]:
    """Edits that move one entry before (or after) another, with what parts it from its neighbour."""
    source = survey.entry_list.source
    entries = survey.entry_list.entries
    span, goal = entries[index].span, entries[target].span
    text = source[span.start : span.end]
    if target < index:
        cut = Span(entries[index - 1].span.end, span.end)
        gap = source[cut.start : span.start]
        place, new = (goal.end, gap + text) if after else (goal.start, text + gap)
        return Edit(Span(place, place), new), Edit(cut, "")
    cut = Span(span.start, entries[index + 1].span.start)
    gap = source[span.end : cut.end]
    place, new = (goal.end, gap + text) if after else (goal.start, text + gap)
    return Edit(cut, ""), Edit(Span(place, place), new)


def rearrange(survey: Survey, section: range, order: Sequence[int]) -> tuple[Edit, ...]:
    """Edits that put the entries of a section into an order; what stands between them stays where it is."""
    source, entries = survey.entry_list.source, survey.entry_list.entries
    edits = []
    for place, index in zip(section, order, strict=True):
        if place != index:
            span, old = entries[index].span, entries[place].span
            edits.append(Edit(old, source[span.start : span.end]))
    return tuple(edits)


def delete(survey: Survey, index: int) -> tuple[Edit, ...]:
    """Edits that take an entry that is not the first out of the list, with what parts it from the one before."""
    entries = survey.entry_list.entries
    return (Edit(Span(entries[index - 1].span.end, entries[index].span.end), ""),)
