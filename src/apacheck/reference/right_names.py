"""A list of names just as APA writes it → its names and joints in one pass; None where anything departs from that.

Most lists are right, and a right list needs no weighing of pieces against each other. `names` reads all others, and reads
these the same: a test holds the two against each other.
"""

from apacheck.patterns import pattern
from apacheck.reference.model import Joint, Name, Part

_GIVEN = r"(?P<given>\p{Lu}\.(?:[ -]\p{Lu}\.)*+)"
_FAMILY = r"(?P<family>(?!and |und |et |y |e )[\p{L}\p{M}’'-]++(?: (?!and |und |et )[\p{L}\p{M}’'-]++){0,3}+)"
_JOINT = r"(?:, (?P<and>& )?| (?P<and>& ))?"
_INVERTED = pattern(rf"{_FAMILY}, {_GIVEN}{_JOINT}")
_DIRECT = pattern(rf"{_GIVEN} (?P<family>\p{{Lu}}[\p{{L}}\p{{M}}’'-]++(?: \p{{Lu}}[\p{{L}}\p{{M}}’'-]++)?+){_JOINT}")
#: Longer surnames are weighed, not taken.
_LONGEST = 60
#: More authors are not all written out.
_MOST = 20


def read_right(whole: str, start: int, end: int, *, inverted: bool) -> tuple[list[Name], list[Joint]] | None:
    """Read all of `whole[start:end]` as "Smith, J. A., & Day, K." (`inverted`) or "J. A. Smith & K. Day"."""
    match_one = _INVERTED.match if inverted else _DIRECT.match
    names: list[Name] = []
    joints: list[Joint] = []
    place = start
    while True:
        match = match_one(whole, place, end)
        if match is None:
            return None
        low, high = match.span("family")
        first, last = match.span("given")
        if high - low > _LONGEST:
            return None
        name = Name(
            whole,
            min(low, first),
            max(high, last),
            family=Part(whole, low, high),
            given=Part(whole, first, last),
            inverted=inverted,
        )
        if names:
            joints[-1].end = name.start
        names.append(name)
        place = match.end()
        if place == end:
            return (names, joints) if name.end == end else None
        if place == name.end:
            return None
        joined = match.start("and")
        joints.append(Joint(whole, name.end, place, Part(whole, joined, joined + 1) if joined >= 0 else None))


def are_joined_right(joints: list[Joint]) -> bool:
    """Whether commas part the names and ", & " stands before the last, of 20 at most: then nothing is wrong between them."""
    if not joints:
        return True
    return (
        len(joints) < _MOST
        and joints[-1].conjunction is not None
        and joints[-1].end - joints[-1].start == len(", & ")
        and all(joint.conjunction is None for joint in joints[:-1])
    )
