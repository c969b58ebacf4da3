"""Names in an entry and names in a record → whether they are the same people, in the same order, spelled the same.

Records carry family names in capitals, particles after the given name, both names in one field or exchanged, initials
without periods: none of that is a difference. Who or what a record leaves out is none either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from apacheck.patterns import pattern
from apacheck.record.model import Contributor
from apacheck.record.words import compact, fold, key, likeness, plain, title_likeness
from apacheck.reference.model import Name

Agreement = Literal["same", "spelling", "initials", "other"]

#: Small words of family names.
PARTICLES = frozenset(
    """a af al ap auf aus'm aan abu ben bin d da das de dei del della den der des di do dos du e el en het ibn in la las le lo los 't ter ten te tot und van vander vom von y zu zum zur""".split()  # noqa: SIM905 - a list of words
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"})
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)
_PIECE = pattern(r"[\p{L}\p{M}'’]++")
_APOSTROPHE = pattern(r"['’`´]")
_NICKNAME = pattern(r"[(\"“][^()\"“”]*[)\"”]")
_LATIN = pattern(r"[\p{Latin}]")


@dataclass(frozen=True, slots=True)
class Person:
    """A name taken apart for comparing: the family name's words, the initials; of a group, its words."""

    family: tuple[str, ...] = ()
    #: The family name with ü read as ue.
    german: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    group: str = ""

    @property
    def joined(self) -> str:
        """The family name as one word."""
        return "".join(self.family)


@dataclass(frozen=True, slots=True)
class Pairing:
    """How two lists of names lie side by side: indices into both, None where one has nobody."""

    pairs: tuple[tuple[int | None, int | None, Agreement], ...]
    reordered: bool = False


def typed(name: Name) -> Person:
    """A name of an entry, taken apart."""
    if name.family is None:
        return Person(group=plain((name.literal or name).text))
    return _person(name.family.text, name.given.text if name.given else "")


def deposited(name: Contributor) -> Person:
    """A name of a record, taken apart."""
    if not name.family and not name.given:
        return Person(group=plain(name.name))
    if not name.family or not name.given:
        whole = plain(name.family or name.given)
        family, comma, given = whole.partition(",")
        if comma:
            return _person(family, given)
        pieces = whole.split()
        return _person(pieces[-1], " ".join(pieces[:-1])) if len(pieces) > 1 else _person(whole, "")
    return _person(plain(name.family), plain(name.given))


@lru_cache(maxsize=20000)
def _person(family: str, given: str) -> Person:
    words = _family_words(family)
    while len(words) > 1 and len(words[0]) == 1 and words[0] not in PARTICLES:  # "E. Flausino": an initial gone astray
        given = f"{given} {words[0]}."
        words = words[1:]
    while len(words) > 1 and len(words[-1]) == 1:  # "Bravo N."
        words = words[:-1]
    german = _family_words(family.translate(_UMLAUTS))
    pieces = tuple(piece for piece in _given_words(given) if key(piece) not in PARTICLES | _SUFFIXES or len(piece) == 1)
    return Person(words, german, tuple(_initials(pieces)), tuple(key(piece) for piece in pieces))


def _family_words(family: str) -> tuple[str, ...]:
    words = fold(_APOSTROPHE.sub("", family)).split()
    kept = [word for word in words if word not in _SUFFIXES] or words
    return tuple([word for word in kept if word not in PARTICLES] or kept)


def _given_words(given: str) -> list[str]:
    return _PIECE.findall(_NICKNAME.sub(" ", given))


def _initials(pieces: Sequence[str]) -> list[str]:
    letters: list[str] = []
    for piece in pieces:
        folded = key(piece)
        if piece.isupper() and len(piece) <= 3 and len(pieces) == 1:  # "JP"
            letters += folded
        elif folded:
            letters.append(folded[0])
    return letters


# --- one name and another ------------------------------------------------------------------------------------------


def agreement(one: Person, other: Person) -> Agreement:
    """Whether the name of an entry and that of a record are one person's (or one group's)."""
    if one.group or other.group:
        return _groups(one, other)
    if _same_family(one, other):
        return "same" if _compatible(one, other) else "initials"
    if _exchanged(one, other):
        return "same"
    if one.joined and other.joined and _compatible(one, other, strict=True):
        score = likeness(one.joined, other.joined)
        if score >= 75 and (score >= 84 or one.joined[0] == other.joined[0]):
            return "spelling"
    return "other"


def _groups(one: Person, other: Person) -> Agreement:
    if not one.group or not other.group:
        group, person = (one.group, other) if one.group else (other.group, one)
        words = fold(group).split()
        return "same" if person.family and words[-1:] == list(person.family[-1:]) and len(words) <= 3 else "other"
    first, second = fold(one.group), fold(other.group)
    if title_likeness(one.group, other.group) >= 85 or _is_acronym(first, second) or _is_acronym(second, first):
        return "same"
    short, long = sorted((first, second), key=len)
    return "same" if len(short) >= 8 and f" {short} " in f" {long} " else "other"


def _is_acronym(short: str, long: str) -> bool:
    letters = compact(short)
    words = [word for word in long.split() if word not in {"of", "the", "and", "for", "on", "in", "de"}]
    return len(letters) >= 2 and letters == "".join(word[0] for word in words)


def _same_family(one: Person, other: Person) -> bool:
    if one.joined == other.joined or "".join(one.german) == other.joined or one.joined == "".join(other.german):
        return True
    short, long = sorted((one.family, other.family), key=len)
    if not short or len(short) == len(long):
        return False
    return len("".join(short)) >= 4 and (long[: len(short)] == short or long[-len(short) :] == short)


def _compatible(one: Person, other: Person, *, strict: bool = False) -> bool:
    """Whether the initials can be those of one person: those of one are among the other's, in order."""
    if not one.initials or not other.initials:
        return not strict or not (one.initials or other.initials)
    if one.initials[0] != other.initials[0] and (
        strict or not (_within(one.initials, other.initials) or _within(other.initials, one.initials))
    ):
        return not (_LATIN.search(one.initials[0]) and _LATIN.search(other.initials[0]))
    if _within(one.initials, other.initials) or _within(other.initials, one.initials):
        return True
    # A given name in one piece may hide a second initial: "Xiaoming" and "X.-M.".
    return len(one.initials) == 1 or len(other.initials) == 1


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _exchanged(one: Person, other: Person) -> bool:
    """Whether the record has family and given name the wrong way round."""
    if not one.joined or not other.joined or not other.given:
        return False
    given = "".join(other.given)
    if one.joined != given and one.joined not in other.given:
        return False
    return not one.initials or one.initials[0] == other.joined[0]


# --- one list and another ------------------------------------------------------------------------------------------

#: Lists longer than this are compared place by place: they come from one deposit or none.
_ALIGNED = 100


def pair(entry: Sequence[Person], record: Sequence[Person], *, ordered: bool = True) -> Pairing:
    """Lay two lists of names side by side so that as many as possible are the same."""
    if len(entry) == len(record) and all(agreement(a, b) == "same" for a, b in zip(entry, record, strict=True)):
        return Pairing(tuple((index, index, "same") for index in range(len(entry))))
    if max(len(entry), len(record)) > _ALIGNED:
        return _by_place(entry, record)
    aligned = _aligned(entry, record)
    lost = [i for i, j, how in aligned if i is not None and (j is None or how == "other")]
    left = [j for i, j, how in aligned if j is not None and (i is None or how == "other")]
    moved = [(i, j, how) for i in lost for j in left if (how := agreement(entry[i], record[j])) != "other"]
    if not moved:
        return Pairing(tuple(aligned))
    placed: dict[int, tuple[int, Agreement]] = {}
    taken: set[int] = set()
    for i, j, how in sorted(moved, key=lambda item: _COST[item[2]]):
        if i not in placed and j not in taken:
            placed[i] = (j, how)
            taken.add(j)
    pairs: list[tuple[int | None, int | None, Agreement]] = []
    for mine, theirs, how in aligned:
        there = None if theirs in taken else theirs
        if mine is not None and mine in placed:
            pairs.append((mine, *placed[mine]))
            if there is not None:
                pairs.append((None, there, "other"))
        elif mine is not None or there is not None:
            pairs.append((mine, there, how if there == theirs else "other"))
    places = [j for i, j, how in pairs if i is not None and j is not None and how != "other"]
    return Pairing(tuple(pairs), reordered=ordered and places != sorted(places))


def _by_place(entry: Sequence[Person], record: Sequence[Person]) -> Pairing:
    pairs: list[tuple[int | None, int | None, Agreement]] = []
    for index in range(max(len(entry), len(record))):
        if index >= len(entry):
            pairs.append((None, index, "other"))
        elif index >= len(record):
            pairs.append((index, None, "other"))
        else:
            pairs.append((index, index, agreement(entry[index], record[index])))
    return Pairing(tuple(pairs))


_COST: dict[Agreement, float] = {"same": 0.0, "initials": 0.4, "spelling": 0.5, "other": 1.2}


def _aligned(entry: Sequence[Person], record: Sequence[Person]) -> list[tuple[int | None, int | None, Agreement]]:
    """The cheapest way from one list to the other: names stay, change, come or go."""
    rows, columns = len(entry), len(record)
    cost = [[float(j) for j in range(columns + 1)]]
    step: list[list[tuple[int, int, Agreement]]] = [[(0, -1, "other")] * (columns + 1)]
    for i in range(1, rows + 1):
        line = [float(i)]
        steps: list[tuple[int, int, Agreement]] = [(-1, 0, "other")]
        for j in range(1, columns + 1):
            how = agreement(entry[i - 1], record[j - 1])
            choices: list[tuple[float, tuple[int, int, Agreement]]] = [
                (cost[i - 1][j - 1] + _COST[how], (-1, -1, how)),
                (cost[i - 1][j] + 1, (-1, 0, "other")),
                (line[j - 1] + 1, (0, -1, "other")),
            ]
            best = min(choices, key=lambda choice: choice[0])
            line.append(best[0])
            steps.append(best[1])
        cost.append(line)
        step.append(steps)
    pairs: list[tuple[int | None, int | None, Agreement]] = []
    row, column = rows, columns
    while row or column:
        up, left, how = step[row][column]
        pairs.append((row - 1 if up else None, column - 1 if left else None, how))
        row, column = row + up, column + left
    return pairs[::-1]
