"""The title of an entry and the titles of a record → how alike they are, and the words that differ with what the record has there.

A subtitle that one side leaves out, an article, a British spelling, a hyphen, a formula in tags: none is a difference.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

import regex

from apacheck.patterns import pattern
from apacheck.record.model import Record
from apacheck.record.verification import Difference, Replacement
from apacheck.record.words import (
    PART,
    Word,
    compact,
    damaged,
    fold,
    likeness,
    plain,
    spelling,
    title_likeness,
    without_notice,
    words,
)
from apacheck.reference.model import Part, Reference
from apacheck.text import Span

#: From here on two titles are one title, with a word or two that differ.
SAME = 85.0
#: Below this they are two titles.
APART = 60.0

_ENDS_TITLE = pattern(r"(?:[:?!.;—–-]\s*+[\"“'‘«(\[]*+|[(\[]\s*+[\"“'‘«]*+)$")
_LABELLED = pattern(r"^\W*+(?:(?:chapter|part|section|no|article)\W*+)?[\divxlc]{1,6}\W*?[.:)]", regex.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "los", "las"})
_NUMERALS = {
    word: str(number)
    for names in (
        "one two three four five six seven eight nine ten eleven twelve",
        "i ii iii iv v vi vii viii ix x xi xii",
    )
    for number, word in enumerate(names.split(), 1)
}
#: More of the words than this differ: the title as a whole is another.
_MOST = 0.5


class TitleComparison(NamedTuple):
    """How alike the titles are (None where one side has none), and the difference, if there is one."""

    score: float | None
    difference: Difference | None


def titles(record: Record) -> list[str]:
    """The forms in which a record states its title, without tags and notices; the fullest first."""
    mains = [record.title, *record.titles, *record.original_titles]
    mains += [f"{record.titles[0]} {subtitle}" for subtitle in record.subtitles if record.titles]
    mains += record.short_titles
    return list(dict.fromkeys(text for title in mains if (text := without_notice(plain(title)).strip(" *†‡"))))


def compare_titles(reference: Reference, record: Record) -> TitleComparison:
    """Compare the title of an entry with that of a record."""
    title = reference.title
    stated = titles(record)
    if title is None or title.main is None or not stated or not fold(title.main.text):
        return TitleComparison(None, None)
    main = title.main
    typed = [main.text]
    if title.parentheses or title.brackets:
        typed.append(title.text)
        typed += [bracket.description.text for bracket in title.brackets if bracket.translation]
    score, best = max(
        ((title_likeness(text, other), other) for text in typed for other in stated), key=lambda pair: pair[0]
    )
    if score < 100 and _is_spread(reference, main, stated):
        return TitleComparison(100.0, None)
    if score >= 100 or (damaged(" ".join(record.titles)) and score >= 70):
        return TitleComparison(score, None)
    # The form that is most like it as a whole: against a shorter one, a wrong subtitle would be only something more.
    closest = max(stated, key=lambda other: likeness(fold(main.text), fold(other)))
    places = _differing(main.text, closest)
    if not places.ops:
        return TitleComparison(max(score, 97.0), None)
    return TitleComparison(score, _difference(main, best if score < SAME else places.other, places, score))


def _is_spread(reference: Reference, main: Part, stated: list[str]) -> bool:
    """Whether the record's title stands in the entry all the same, read as a title and something else."""
    source: Part | None = reference.container.title if reference.container is not None else None
    end = (
        source.start
        if source is not None
        else reference.periodical.title.end
        if reference.periodical
        else reference.end
    )
    if reference.authors is not None and fold(reference.authors.text) in {fold(title) for title in stated}:
        return True
    head = f" {fold(reference.whole[:end])} "
    inside = f" {fold(main.text)} "
    for title in stated:
        folded = f" {fold(title)} "
        if len(folded) > PART and folded.count(" ") > 4 and folded in head and folded not in inside:
            return True
    return False


def is_joint(reference: Reference, record: Record) -> bool:
    """Whether title and journal together are those of the record, wherever the one was taken to end and the other to begin."""
    source, title = reference.periodical, reference.title
    if source is None or title is None or title.main is None or source.title.start < title.main.end:
        return False
    stretch = compact(fold(reference.whole[title.main.start : source.title.end]))
    return any(
        stretch == compact(fold(one)) + compact(fold(container))
        for one in titles(record)
        for container in (*record.containers, *record.short_containers)
    )


class _Places(NamedTuple):
    """Where two titles differ: ranges of words of the one and of the other."""

    ops: list[tuple[int, int, int, int]]
    weight: int
    typed: list[Word]
    deposited: list[Word]
    other: str


def _differing(text: str, other: str) -> _Places:
    ours, theirs = words(text), words(other)
    keys = [_NUMERALS.get(word.key, spelling(word.key)) for word in ours]
    their_keys = [_NUMERALS.get(word.key, spelling(word.key)) for word in theirs]
    ops: list[tuple[int, int, int, int]] = []
    weight = 0
    if "".join(keys) != "".join(their_keys):
        for kind, i, i_end, j, j_end in SequenceMatcher(None, keys, their_keys, autojunk=False).get_opcodes():
            if kind != "equal" and not _is_nothing(
                text, other, ours, theirs, keys[i:i_end], their_keys[j:j_end], (i, i_end, j, j_end)
            ):
                ops.append((i, i_end, j, j_end))
                weight += max(i_end - i, j_end - j)
    return _Places(ops, weight, ours, theirs, other)


def _is_nothing(
    text: str,
    other: str,
    ours: list[Word],
    theirs: list[Word],
    keys: list[str],
    their_keys: list[str],
    place: tuple[int, int, int, int],
) -> bool:
    """Whether a difference is none: the same word cut otherwise, an article in front, a part that one side leaves out."""
    i, i_end, j, j_end = place
    if "".join(keys) == "".join(their_keys):
        return True
    if i == 0 and j == 0 and set(keys) | set(their_keys) <= _ARTICLES:
        return True
    if i == i_end == 0 and _LABELLED.match(other, 0, theirs[j_end].start if j_end < len(theirs) else len(other)):
        return True
    if j_end == len(theirs) and i_end == len(ours) and i > 0 and j > 0:
        if i == i_end:  # the record goes on
            return len("".join(their_keys)) <= 1 or bool(_ENDS_TITLE.search(other[: theirs[j].start]))
        if j == j_end:  # the entry goes on
            return bool(_ENDS_TITLE.search(text[: ours[i].start].rstrip()))
    return False


def _difference(main: Part, other: str, places: _Places, score: float) -> Difference:
    changed = sum(i_end - i for i, i_end, _, _ in places.ops)
    ours = places.typed
    if score < SAME or changed > len(ours) * _MOST:
        edits: tuple[Replacement, ...] = ((main.start, main.end, _case_like(main.text, other)),)
        return _made((main.start, main.end), main.text, other, edits)
    theirs = places.deposited
    edits = tuple(_edit(main, ours, theirs, places.other, op) for op in places.ops)
    start = min(_place(ours, op)[0] for op in places.ops)
    end = max(_place(ours, op)[1] for op in places.ops)
    said = _said(places)
    return _made((main.start + start, main.start + end), main.text[start:end], said, edits)


def _said(places: _Places) -> str:
    """What the record has where the titles differ; where it has nothing, the words on both sides of that."""
    low, high = places.ops[0][2], places.ops[-1][3]
    if low >= high:
        low, high = max(low - 1, 0), high + 1
    found = places.deposited[low:high]
    return places.other[found[0].start : found[-1].end] if found else places.other


def _made(place: tuple[int, int], typed: str, said: str, edits: tuple[Replacement, ...]) -> Difference:
    return Difference("title", typed, said, Span(*place), start=place[0], end=place[1], edits=edits)


def _place(ours: list[Word], op: tuple[int, int, int, int]) -> tuple[int, int]:
    """Where a change stands in the title; what is to be added stands at the word before."""
    i, i_end, _, _ = op
    if i < i_end:
        return ours[i].start, ours[i_end - 1].end
    word = ours[i - 1] if i else ours[0]
    return word.start, word.end


def _edit(main: Part, ours: list[Word], theirs: list[Word], other: str, op: tuple[int, int, int, int]) -> Replacement:
    i, i_end, j, j_end = op
    new = other[theirs[j].start : theirs[j_end - 1].end] if j < j_end else ""
    if i < i_end:
        start, end = ours[i].start, ours[i_end - 1].end
        if not new:
            if i:
                start = ours[i - 1].end
            elif i_end < len(ours):
                end = ours[i_end].start
            return main.start + start, main.start + end, ""
        return main.start + start, main.start + end, _case_like(main.text[start:end], new)
    if i:
        place = ours[i - 1].end
        return main.start + place, main.start + place, " " + _case_like("x", new)
    return main.start + ours[0].start, main.start + ours[0].start, new + " "


def _case_like(typed: str, new: str) -> str:
    """The record's words, their capitals lowered where the entry's words have none and the record's are of no account."""
    first = next((char for char in typed if char.isalpha()), "")
    if new.isupper() and len(new) > 5:
        new = new.lower() if first.islower() else new[:1] + new[1:].lower()
    if first.islower():
        return regex.sub(r"\b\p{Lu}(?=\p{Ll}+\b)", lambda match: match[0].lower(), new)
    return new
