"""The names before the date and the authors of a record → whether the first agrees, and each name that differs.

Shortened lists ("et al.", the ellipsis after nineteen names) are compared as far as they go. Groups that the entry leaves out after
its people, and authors beyond the only one that a record names, are no fault of the entry.
"""

from collections.abc import Sequence
from typing import NamedTuple

from apacheck.record import entry as apa_entry
from apacheck.record.model import Contributor, Record
from apacheck.record.names import PARTICLES, Agreement, Person, agreement, deposited, pair, typed
from apacheck.record.verification import Difference, How, Replacement
from apacheck.record.words import fold, title_likeness
from apacheck.reference.model import Authors, Name, Part, Reference
from apacheck.text import Span

_BOOKS = frozenset({"book", "monograph", "edited-book", "reference-book", "proceedings", "book-series", "book-set"})


class AuthorComparison(NamedTuple):
    """Whether the first author agrees (None where one side names nobody), and the differences."""

    first: bool | None
    differences: list[Difference]


def compare_authors(reference: Reference, record: Record) -> AuthorComparison:
    """Compare the names before the date with the authors (of a book without authors, the editors) of a record."""
    authors = reference.authors
    if authors is None or not authors.names:
        return AuthorComparison(None, [])
    ours = [typed(name) for name in authors.names]
    found = None
    for stated in _stated(reference, record):
        compared = _compare(authors, ours, stated, record)
        if (
            found is None
            or (compared.first and not found.first)
            or (compared.first == found.first and len(compared.differences) < len(found.differences))
        ):
            found = compared
    return found or AuthorComparison(None, [])


def _stated(reference: Reference, record: Record) -> list[list[Contributor]]:
    """The lists of names that may be meant: the authors, or a book's editors."""
    lists = [[name for name in record.authors if not _is_scrap(name)]]
    role = reference.authors.role if reference.authors else None
    if record.editors and (not record.authors or role is not None or record.type in _BOOKS):
        lists.append(list(record.editors))
    return [names for names in lists if names]


def _is_scrap(name: Contributor) -> bool:
    """Whether a deposited name is no name: a single letter, "et al."."""
    words = fold(f"{name.family} {name.given} {name.name}").split()
    return all(len(word) < 2 for word in words) or " ".join(words) in {"et al", "anonymous"}


def _compare(authors: Authors, ours: list[Person], stated: list[Contributor], record: Record) -> AuthorComparison:
    theirs = [deposited(name) for name in stated]
    if all(person.group for person in ours) and not any(person.group for person in theirs):
        groups = [*record.institutions, record.publisher, *record.containers]
        if any(title_likeness(ours[0].group, group) >= 90 for group in groups if group):
            return AuthorComparison(None, [])  # a corporate author, and the people who wrote for it
    if authors.ellipsis is not None and len(theirs) > len(ours):
        theirs, stated = [*theirs[: len(ours) - 1], theirs[-1]], [*stated[: len(ours) - 1], stated[-1]]
    elif authors.et_al is not None:
        theirs, stated = theirs[: len(ours)], stated[: len(ours)]
    if fold(authors.text) == fold(apa_entry.authors(tuple(stated)).text):
        return AuthorComparison(True, [])  # noqa: FBT003 - however the names were told apart
    if len(ours) != len(theirs) and _is_covered(authors.text, theirs):
        return AuthorComparison(True, [])  # noqa: FBT003
    first = _first_agrees(ours, theirs)
    paired = pair(ours, theirs, ordered=record.ordered)
    return AuthorComparison(
        first, _differences(authors, ours, theirs, stated, paired.pairs, reordered=paired.reordered, record=record)
    )


def _is_covered(text: str, theirs: list[Person]) -> bool:
    """Whether a record's names are all that stands there, initials aside, although they were told apart otherwise."""
    rest = f" {fold(text)} "
    for person in theirs:
        words = f" {' '.join(person.family) or fold(person.group)} "
        if words not in rest:
            return False
        rest = rest.replace(words, " ", 1)
    return all(len(word) == 1 or word in PARTICLES for word in rest.split())


def _first_agrees(ours: list[Person], theirs: list[Person]) -> bool:
    first = agreement(ours[0], theirs[0])
    if first in {"same", "spelling"}:
        return True
    if first == "initials":  # a family name alone is shared by many
        alone = len(ours) == 1 or len(theirs) == 1
        return alone or any(agreement(mine, other) == "same" for mine in ours[1:] for other in theirs[1:])
    return any(agreement(ours[0], other) == "same" for other in theirs) and any(
        agreement(mine, theirs[0]) == "same" for mine in ours
    )


def _differences(
    authors: Authors,
    ours: list[Person],
    theirs: list[Person],
    stated: list[Contributor],
    pairs: Sequence[tuple[int | None, int | None, Agreement]],
    *,
    reordered: bool,
    record: Record,
) -> list[Difference]:
    found: list[Difference] = []
    missing: list[int] = []
    surplus: list[int] = []
    other: list[tuple[int, int]] = []
    for i, j, how in pairs:
        if i is None and j is not None:
            group = theirs[j].group and any(not person.group for person in ours)
            again = any(agreement(person, theirs[j]) == "same" for person in ours)
            if not group and not again:
                missing.append(j)
        elif j is None and i is not None:
            surplus.append(i)
        elif i is not None and j is not None:
            if how == "other":
                other.append((i, j))
            elif how != "same":
                found.append(_spelled(authors.names[i], stated[j], how))
    kind: How | None = (
        "other"
        if other or (missing and surplus)
        else "missing"
        if missing
        else "surplus"
        if surplus
        else "order"
        if reordered
        else None
    )
    if kind is not None:
        only_one = kind == "surplus" and len(theirs) == 1 and not other
        named = [*missing, *(j for _, j in other)] if kind in {"other", "missing"} else []
        places = [*surplus, *(i for i, _ in other)]
        found.append(
            _listed(authors, stated, kind, sorted(named), sorted(places), slight=only_one, whole=record.ordered)
        )
        if any(difference.edits for difference in found if difference.how == kind):
            for difference in found[:-1]:
                difference.edits = ()
    return found


def _spelled(name: Name, stated: Contributor, how: Agreement) -> Difference:
    """One name that is spelled otherwise, or has other initials."""
    family, initials, _ = apa_entry.pieces(stated)
    part: Part = name
    new = ""
    if how == "spelling" and name.family is not None and stated.family and stated.given:
        part, new = name.family, family
    elif how == "initials" and name.given is not None and initials:
        part, new = name.given, initials
    edits: tuple[Replacement, ...] = ((part.start, part.end, new),) if new and new != part.text else ()
    return Difference(
        "authors",
        name.text,
        apa_entry.inverted(stated),
        Span(part.start, part.end),
        "spelling",
        start=part.start,
        end=part.end,
        edits=edits,
    )


def _listed(
    authors: Authors,
    stated: list[Contributor],
    how: How,
    named: list[int],
    places: list[int],
    *,
    slight: bool,
    whole: bool,
) -> Difference:
    """The list as a whole: people missing, too many, others, or in another order."""
    if places:
        start, end = authors.names[places[0]].start, authors.names[places[-1]].end
    elif how == "missing":
        last = authors.names[-1]
        start, end = last.start, last.end
    else:
        start, end = authors.start, authors.end
    if start == end:  # nothing stands between two commas
        start, end = authors.start, authors.end
    edits: tuple[Replacement, ...] = ()
    if (
        whole
        and not slight
        and authors.et_al is None
        and authors.ellipsis is None
        and authors.role is None
        and len(stated) <= 20
    ):
        edits = ((authors.start, authors.end, apa_entry.authors(tuple(stated)).text),)
    typed_names = "; ".join(authors.names[place].text for place in places) or authors.text
    said = "; ".join(apa_entry.inverted(stated[j]) for j in (named or range(len(stated)))[:21])
    return Difference(
        "authors", typed_names if how != "missing" else "", said, Span(start, end), how, slight, start, end, edits
    )
