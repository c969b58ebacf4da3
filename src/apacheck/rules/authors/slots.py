"""An author element → its names one by one, and the places where two of them meet.

The reader cuts at commas and conjunctions, so "Ortega y Gasset, J." and "Smith, J., Ph.D." arrive in pieces; here the
pieces of one author are one slot.
"""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Name, Part

#: "Ph.D." and other degrees, alone.
DEGREE = pattern(
    r"(?:Ph\.? ?D|D\.? ?Phil|Ed\.? ?D|Psy\.? ?D|Pharm\.? ?D|M\.? ?D|M\.? ?Sc|B\.? ?Sc|M\.? ?B\.? ?A|M\.? ?P\.? ?H|M\.? ?A|B\.? ?A|LL\.? ?[BMD]|J\.? ?D|R\.? ?N|Esq)\.?"
)
#: "Ed" after a comma: a role that was written without parentheses.
BARE_ROLE = pattern(r"(?:[Ee]ds?|[Ee]ditors?)\.?")
#: "J.", "J. A.", "J-P", "JA": nothing but initials, with or without their periods.
INITIALS = pattern(r"\p{Lu}\p{M}*+\p{Ll}?\.?(?:[\s\u2010-]*+\p{Lu}\p{M}*+\p{Ll}?\.?)*+")
#: A date in parentheses, and a sentence that goes on after it: running text rather than a reference.
_RUNNING = pattern(r"\s*\([^()]{2,30}\)(?:,\s|\s)\s*\p{Ll}{2}")
_PARTICLE_CONJUNCTIONS = frozenset({"y", "e", "i"})


class Slot(NamedTuple):
    """One author: the name, and where everything that belongs to it ends and begins."""

    name: Name
    start: int
    end: int


class Meeting(NamedTuple):
    """Where two authors meet: `start` to `end` is what stands between them, `last` before the last author."""

    left: Slot
    right: Slot
    text: str
    conjunction: Part | None
    last: bool

    @property
    def start(self) -> int:
        """Where the earlier author ends."""
        return self.left.end

    @property
    def end(self) -> int:
        """Where the later author begins."""
        return self.right.start

    @property
    def persons(self) -> bool:
        """Whether both are persons."""
        return self.left.name.is_person and self.right.name.is_person


def has_initials(name: Name) -> bool:
    """Whether the given names of a person stand as initials."""
    return name.family is not None and name.given is not None and INITIALS.fullmatch(name.given.text) is not None


@lru_cache(maxsize=8)
def slots(authors: Authors) -> tuple[Slot, ...]:
    """The authors, each with what the reader had cut off from it."""
    found: list[Slot] = []
    names = authors.names
    for index, name in enumerate(names):
        if name.end <= name.start:
            continue
        if found:
            previous = found[-1]
            text = name.text
            follows = previous.name.is_person or previous.end > previous.name.end
            if follows and (
                (len(text) <= 8 and (DEGREE.fullmatch(text) or BARE_ROLE.fullmatch(text))) or text.startswith("with ")
            ):
                found[-1] = Slot(previous.name, previous.start, name.end)
                continue
            conjunction = authors.joints[index - 1].conjunction
            if (
                conjunction is not None
                and name.is_person
                and not previous.name.is_person
                and conjunction.text in _PARTICLE_CONJUNCTIONS
                and " " not in previous.name.text
            ):
                found[-1] = Slot(name, previous.start, name.end)
                continue
        found.append(Slot(name, name.start, name.end))
    return tuple(found)


@lru_cache(maxsize=8)
def meetings(authors: Authors) -> tuple[Meeting, ...]:
    """The places between two authors, in order."""
    found = slots(authors)
    if len(found) < 2:
        return ()
    conjunctions = [joint.conjunction for joint in authors.joints if joint.conjunction is not None]
    result = []
    final = len(found) - 2 if authors.et_al is None else -1
    at = 0
    for index, (left, right) in enumerate(pairwise(found)):
        while at < len(conjunctions) and conjunctions[at].end <= left.end:
            at += 1
        inside = at < len(conjunctions) and conjunctions[at].start < right.start
        result.append(
            Meeting(
                left, right, authors.whole[left.end : right.start], conjunctions[at] if inside else None, index == final
            )
        )
    return tuple(result)


def conjoined(authors: Authors) -> list[Meeting]:
    """The places with a conjunction."""
    return [meeting for meeting in meetings(authors) if meeting.conjunction is not None]


def in_running_text(authors: Authors) -> bool:
    """Whether "Reis et al. (2022) described …" stands there: a sentence, not a reference."""
    return _RUNNING.match(authors.whole, authors.end) is not None


def last_word(part: Part) -> tuple[int, int]:
    """Where the last word of a part stands: what is marked where something is missing after it."""
    return part.whole.rfind(" ", part.start, part.end) + 1 or part.start, part.end
