"""An entry and a kind of part → the rules that are shown such parts: those that asked for them, if the entry holds their signs.

A rule that is shown nothing is not loaded: what each asked for stands in the index of the rules.
"""

from typing import Any

from apacheck import rules
from apacheck.entries import Entry
from apacheck.reference.model import Date
from apacheck.rule import Rule
from apacheck.rules.index import INDEX

_BY_TYPE: dict[type, tuple[Rule[Any], ...]] = {}
_WANTED: dict[type, "_Wanted"] = {}
#: More sets of signs than this are not kept.
_MOST_SETS = 5_000
#: What an entry may be besides holding signs: its author element and its date right in form, its italics not known.
_RIGHT_AUTHORS, _RIGHT_DATE, _UNSTYLED = 1, 2, 4
#: The signs that any rule looks for, a bit each.
_BITS = {sign: 8 << number for number, sign in enumerate(dict.fromkeys(sign for row in INDEX for sign in row[3]))}


def rules_about(kind: type) -> tuple[Rule[Any], ...]:
    """The rules that asked for parts of this kind or of a kind it derives from."""
    found = _BY_TYPE.get(kind)
    if found is None:
        found = _BY_TYPE[kind] = tuple(row.rule for row in rules.rows(kind.__mro__))
    return found


def rules_shown(kind: type, held: int) -> tuple[Rule[Any], ...]:
    """The rules for parts of this kind in an entry that holds these signs (a bit each) and no others."""
    wanted = _WANTED.get(kind)
    if wanted is None:
        wanted = _WANTED[kind] = _Wanted(kind)
    held &= wanted.telling
    found = wanted.by_signs.get(held)
    if found is None:
        found = wanted.of(held)
    return found


class _Wanted:
    """The rules for parts of one kind, and which of them want to see an entry."""

    def __init__(self, kind: type) -> None:
        """Look up what the rules about parts of this kind want to see, without loading them."""
        self.rows: list[tuple[rules.Row, int, int]] = []
        #: All bits that tell anything.
        self.telling = 0
        #: What was chosen before, by the bits that told.
        self.by_signs: dict[int, tuple[Rule[Any], ...]] = {}
        right = _RIGHT_DATE if kind is Date else _RIGHT_AUTHORS
        for row in rules.rows(kind.__mro__):
            needed = 0
            if all(sign in _BITS for sign in row.signs):  # a rule that is not in the index yet is shown every entry
                for sign in row.signs:
                    needed |= _BITS[sign]
            unwanted = right if row.unless_right else 0
            if row.styled:
                unwanted |= _UNSTYLED
            self.telling |= needed | unwanted
            self.rows.append((row, needed, unwanted))

    def of(self, held: int) -> tuple[Rule[Any], ...]:
        """Choose those that want to see an entry with these bits, and load them."""
        found = tuple(
            row.rule for row, needed, unwanted in self.rows if (not needed or held & needed) and not held & unwanted
        )
        if len(self.by_signs) > _MOST_SETS:
            self.by_signs.clear()
        self.by_signs[held] = found
        return found


def held_by(entry: Entry) -> int:
    """Which signs the entry holds, a bit each."""
    text, held = entry.text, 0
    for sign, bit in _BITS.items():
        if sign in text:
            held |= bit
    reference = entry.reference
    if reference.authors is not None and reference.authors.right:
        held |= _RIGHT_AUTHORS
    if reference.date is not None and reference.date.right:
        held |= _RIGHT_DATE
    if reference.italics is None and not reference.bold:
        held |= _UNSTYLED
    return held
