"""Whether a name or a year of a citation and one of an entry are the same, and how far apart they are."""

from collections.abc import Sequence

from apacheck.citations.known import Author, Listed, acronyms, key, loose
from apacheck.citations.model import CitedName, CitedYear


def is_named(name: CitedName, author: Author) -> bool:
    """Whether a citation's name is an author's, however it is spelt, abbreviated or shortened."""
    cited = key(name.family.text)
    if cited == author.key or loose(cited) == loose(author.key):
        return True
    words = author.name.split()
    if author.group or name.kind == "group":
        return (
            True
            if name.family.text.isupper()
            else cited in acronyms(author.name) or cited.removeprefix("the") == author.key.removeprefix("the")
        )
    if len(words) > 1 and cited in {key(words[-1]), key(" ".join(words[1:]))}:
        return True
    own = name.family.text.split()
    return len(own) > 1 and key(own[-1]) == author.key


def same_year(year: CitedYear, listed: Listed) -> bool:
    """Whether an entry may be cited by a year; letters apart."""
    if year.label == listed.year:
        return True
    if year.original and year.original == listed.year:
        return True
    if listed.original and year.label == listed.original:
        return True
    return year.label in listed.years or (bool(year.end_year) and year.end_year == listed.year)


def distance_of_years(year: CitedYear, listed: Listed) -> int:
    """How many years lie between a citation and an entry; many, where one has none."""
    if year.label.isdigit() and listed.year.isdigit():
        return abs(int(year.label) - int(listed.year))
    return 1000


def authors_of(listed: Listed) -> tuple[tuple[str, str], ...]:
    """Who wrote an entry, to compare with others."""
    return tuple((author.key, author.initials) for author in listed.authors)


def different(listed: Sequence[Listed]) -> list[Listed]:
    """The works among entries, each once."""
    seen: dict[tuple[object, ...], Listed] = {}
    for one in listed:
        seen.setdefault((authors_of(one), one.letter, key(one.title)), one)
    return list(seen.values())


def are_different(one: Author, other: Author) -> bool:
    """Whether the initials show two people of one surname."""
    if not one.initials or not other.initials:
        return False
    return any(left != right for left, right in zip(one.initials, other.initials, strict=False))


def may_be_misspelt(one: str, other: str) -> bool:
    """Whether two keys are worth a closer look: about as long, with the same beginning or end."""
    if one == other:
        return True
    return abs(len(one) - len(other)) <= 2 and bool(one and other) and (one[0] == other[0] or one[-1] == other[-1])


def edit_distance(left: str, right: str, most: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; more than `most` counts as `most + 1`."""
    if left == right:
        return 0
    if most <= 0 or abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, last = last, current
    return min(last[-1], most + 1)
