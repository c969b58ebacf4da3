"""A list → marks about authors whose names are given in two ways (9.48)."""

from collections.abc import Iterator, Mapping
from itertools import islice

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.rule import Rule
from apacheck.rules.list.survey import Member, Survey, survey

#: Surnames with more spellings of initials than this are common ones.
_MOST = 6
#: Names that are looked at in one go, about, and goes at most.
_SHARE, _MOST_SHARES = 5_000, 15


class AuthorNameInconsistent(Rule[EntryList]):
    """An author seems to be given with other initials than in another entry.

    The same person has the same initials throughout the list.

    Names may belong to different people: a pair is only mentioned if an initial is abbreviated in two ways, or if the
    two entries share a coauthor and one has an initial more.
    """

    code = "LST016"
    section = "9.48, 9.6"
    severity = "info"
    message = "“{name}” stands as “{other}” in line {line}; give one person the same initials throughout"
    VALID = ("References\n\nSmith, J. (1999). Roads of chalk. Norton.\n\nSmith, J. A. (2004). Roads of clay. Norton.",)
    INVALID = (
        "References\n\n"
        "Smith, J., & Okafor, C. (1999). Roads of chalk. Norton.\n\n"
        "{==Smith, J. A.==}, & Okafor, C. (2004). Roads of clay. Norton.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        found = survey(part)
        for seen in _spellings(found):
            yield from self._differing(found, seen)

    def _differing(self, found: Survey, seen: Mapping[str, int]) -> Iterator[Mark]:
        """The spellings of one surname's given names, each with where it comes first: those that may be one person's."""
        for at, (given, place) in enumerate(seen.items()):
            for earlier, other_place in islice(seen.items(), at):
                if not _alike(given.split(" "), earlier.split(" ")):
                    continue
                (member, person), (other, namesake) = found.person(place), found.person(other_place)
                if len(person.given) != len(namesake.given) and not _share(member, other, person.family):
                    continue
                span = member.entry.source_span(person.start, person.end)
                yield self.mark(
                    (span.start, span.end),
                    name=member.entry.text[person.start : person.end],
                    other=other.entry.text[namesake.start : namesake.end],
                    line=found.line(other.entry),
                )
                break


def _spellings(found: Survey) -> Iterator[dict[str, int]]:
    """For each surname with a few spellings of the given names: each of them, and its first place in the columns.

    The surnames are gone through in several shares, so that no table holds all those of a long list.
    """
    shares = 1 + min(len(found.families) // _SHARE, _MOST_SHARES)
    for share in range(shares):
        seen: dict[int, dict[str, int]] = {}
        for place, (family, given) in enumerate(zip(found.families, found.given, strict=True)):
            if family % shares == share:
                spellings = seen.setdefault(family, {})
                if len(spellings) <= _MOST:
                    spellings.setdefault(given, place)
        yield from (spellings for spellings in seen.values() if 1 < len(spellings) <= _MOST)


def _alike(one: list[str], other: list[str]) -> bool:
    """Whether two ways of giving initials can be one person's: "A." and "Al.", or one has an initial more.

    Names written out are another rule's.
    """
    pairs = zip(one, other, strict=False)
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs) and all(len(word) <= 2 for word in one + other)


def _share(one: Member, other: Member, family: str) -> bool:
    """Whether two entries have a coauthor in common."""
    names = {name for name in one.authors if not name.startswith(f"{family},")}
    return any(name in names for name in other.authors)
