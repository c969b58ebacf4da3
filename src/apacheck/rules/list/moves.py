"""Where entries should stand → edits of the source that put them there, every one with the bytes it has.

What stands between the entries (line breaks, blank lines, bullets, tags) is alike everywhere in a list whose entries
can be moved; where it is not, other text divides them, and nothing is moved.
"""

from collections.abc import Sequence

from apacheck.patterns import pattern
from apacheck.rules.list.survey import Survey
from apacheck.text import Edit, Span

#: Longer lists are not put in order: the fix of one finding would hold the whole document.
LONGEST = 10_000
_SPACE = pattern(r"\s++")
_NUMBER = pattern(r"\d")


def movable(survey: Survey, section: range) -> bool:
    """Whether the entries of a section can change places."""
    if len(section) > LONGEST:
        return False
    members = [survey.members[index] for index in section]
    source = survey.entry_list.source
    shape: str | None = None
    labelled = sum(1 for member in members if member.entry.label is not None)
    if labelled not in (0, len(members)):
        return False
    for index in section:
        content = survey.members[index].entry.content
        if content.markup and 2 * len(content.pairs()) != sum(mark.role != "alone" for mark in content.markup):
            return False
        label = survey.members[index].entry.label
        if label is not None and _NUMBER.search(source, label.start, label.end):
            return False
        if index == section[-1]:
            break
        gap = survey.gaps[index]
        if "\n" not in gap and "\r" not in gap and not ("<" in gap and ">" in gap):
            return False
        if survey.members[index].entry.span.end > survey.members[index + 1].entry.span.start:
            return False
        bare = _SPACE.sub("", gap)
        if shape is None:
            shape = bare
        elif shape != bare:
            return False
    # Where the entries have no bullets, anything but tags and a block quote's signs is words that are no entry.
    return not shape or "<" in shape or not shape.strip(">") or all(survey.markers[index] for index in section)


def move(survey: Survey, index: int, target: int, *, after: bool) -> tuple[Edit, ...]:
    """Edits that move one entry before (or after) another, with what parts it from its neighbour."""
    source = survey.entry_list.source
    span = survey.members[index].entry.span
    goal = survey.members[target].entry.span
    text = source[span.start : span.end]
    if target < index:
        cut = Span(survey.members[index - 1].entry.span.end, span.end)
        gap = source[cut.start : span.start]
        place, new = (goal.end, gap + text) if after else (goal.start, text + gap)
        return Edit(Span(place, place), new), Edit(cut, "")
    cut = Span(span.start, survey.members[index + 1].entry.span.start)
    gap = source[span.end : cut.end]
    place, new = (goal.end, gap + text) if after else (goal.start, text + gap)
    return Edit(cut, ""), Edit(Span(place, place), new)


def rearrange(survey: Survey, section: range, order: Sequence[int]) -> tuple[Edit, ...]:
    """Edits that put the entries of a section into an order; what stands between them stays where it is."""
    source = survey.entry_list.source
    edits = []
    for place, index in zip(section, order, strict=True):
        if place != index:
            span, old = survey.members[index].entry.span, survey.members[place].entry.span
            edits.append(Edit(old, source[span.start : span.end]))
    return tuple(edits)


def delete(survey: Survey, index: int) -> tuple[Edit, ...]:
    """Edits that take an entry that is not the first out of the list, with what parts it from the one before."""
    return (Edit(Span(survey.members[index - 1].entry.span.end, survey.members[index].entry.span.end), ""),)
