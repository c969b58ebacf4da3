"""A list → marks about authors whose names are given in two ways (9.48)."""

from collections.abc import Callable, Iterator

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.rule import Rule
from apacheck.rules.list.survey import Member, survey
from apacheck.text import Span

#: Surnames with more spellings of initials than this are common ones.
_MOST = 6


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
        forms: dict[str, dict[tuple[str, ...], tuple[Member, Span]]] = {}
        for member in found.members:
            for family, given, start, end in member.people:
                forms.setdefault(family, {}).setdefault(given, (member, Span(start, end)))
        for family, seen in forms.items():
            if 1 < len(seen) <= _MOST:
                yield from self._differing(found.line, family, list(seen.items()))

    def _differing(
        self, line: Callable[[Member], int], family: str, seen: list[tuple[tuple[str, ...], tuple[Member, Span]]]
    ) -> Iterator[Mark]:
        for at, (given, (member, name)) in enumerate(seen):
            for earlier, (other, other_name) in seen[:at]:
                if _alike(given, earlier, shared=_share(member, other, family)):
                    span = member.entry.source_span(name.start, name.end)
                    yield self.mark(
                        (span.start, span.end),
                        name=member.entry.text[name.start : name.end],
                        other=other.entry.text[other_name.start : other_name.end],
                        line=line(other),
                    )
                    break


def _alike(one: tuple[str, ...], other: tuple[str, ...], *, shared: bool) -> bool:
    """Whether two ways of giving initials are likely to be one person's."""
    pairs = list(zip(one, other, strict=False))
    if not all(a.startswith(b) or b.startswith(a) for a, b in pairs):
        return False
    if len(one) == len(other):  # "A." and "Al."; names written out are another rule's
        return all(len(word) <= 2 for word in one + other)
    return shared and all(len(word) <= 2 for word in one + other)


def _share(one: Member, other: Member, family: str) -> bool:
    """Whether two entries have a coauthor in common."""
    names = {name for name in one.authors if not name.startswith(f"{family},")}
    return any(name in names for name in other.authors)
