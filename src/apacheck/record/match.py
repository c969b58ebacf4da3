"""What a search found → the one record that is the entry's work, or none.

A proposed DOI must be right: title, first author and year agree, and one of volume, page and container says so too; no second
record says it as well. Titles that many works have need volume and page.
"""

from collections.abc import Iterable
from typing import NamedTuple

from apacheck.record.compare import Comparison, compare
from apacheck.record.judge import is_generic, is_standing
from apacheck.record.model import Record
from apacheck.record.notices import is_notice, is_notice_title
from apacheck.record.titles import titles
from apacheck.record.words import are_apart, differ_in_numbers, fold
from apacheck.reference.model import Reference

#: How alike titles must be for a DOI to be proposed.
ALIKE = 90.0
#: By how much the second best must be less alike.
MARGIN = 5.0
#: What is never an entry's work.
_NEVER = frozenset(
    {
        "component",
        "journal",
        "journal-issue",
        "journal-volume",
        "peer-review",
        "book-series",
        "proceedings-series",
        "grant",
    }
)
_WHOLES = frozenset(
    {
        "book",
        "monograph",
        "edited-book",
        "reference-book",
        "report",
        "dissertation",
        "posted-content",
        "standard",
        "dataset",
    }
)


class Candidate(NamedTuple):
    """A record that may be the entry's work, and why."""

    record: Record
    comparison: Comparison
    support: int

    @property
    def score(self) -> float:
        """How alike the titles are."""
        return self.comparison.title or 0.0


def choose(reference: Reference, records: Iterable[Record]) -> Record | None:
    """The record that is the entry's work; None where none is, or more than one may be."""
    found = [candidate for record in records if (candidate := weigh(reference, record)) is not None]
    unique = {candidate.record.doi.casefold(): candidate for candidate in reversed(found)}
    found = sorted(unique.values(), key=lambda candidate: (candidate.support, candidate.score), reverse=True)
    if not found:
        return None
    best = found[0]
    for other in found[1:]:
        if best.score - other.score < MARGIN and other.support >= best.support and not _prefers(reference, best, other):
            return None
    return best.record


def _prefers(reference: Reference, best: Candidate, other: Candidate) -> bool:
    """Whether the better of two equals can be told: the entry's own kind of the versions of one work."""
    preprint = [candidate.record.type == "posted-content" for candidate in (best, other)]
    if preprint[0] == preprint[1]:
        return False
    return preprint[0] != (reference.periodical is not None and reference.periodical.volume is not None)


def weigh(reference: Reference, record: Record) -> Candidate | None:
    """A record as a candidate; None where it cannot be the entry's work, or too little says that it is."""
    title = reference.title
    if record.type in _NEVER or title is None or is_notice(record) != is_notice_title(title.text):
        return None
    found = compare(reference, record)
    if found.of_whole or found.title is None or found.title < ALIKE or title.main is None:
        return None
    if all(are_apart(title.main.text, text) for text in titles(record)):
        return None
    main = title.main.text.partition(". In ")[0]  # a chapter's book, where it was taken for the title
    if found.page is not True and all(differ_in_numbers(main, text) for text in titles(record)):
        return None  # "Part 1" and "Part 2", in the same issue
    if found.author is False or found.year is False or _contradicted(found, record):
        return None
    exact = found.year is True and not any(difference.field == "year" for difference in found.differences)
    support = sum(value is True for value in (found.volume, found.page, found.container))
    if not _is_enough(reference, record, found, support, exact=exact):
        return None
    return Candidate(record, found, 4 * support + 2 * (found.issue is True) + exact)


def _is_enough(reference: Reference, record: Record, found: Comparison, support: int, *, exact: bool) -> bool:
    """Whether what agrees besides the title makes it the same work."""
    assert reference.title is not None
    assert reference.title.main is not None
    title = reference.title.main.text
    placed = found.page is True and (found.volume is True or found.container is True)
    same = exact and (found.title or 0) >= 99
    words = len(fold(title).split())
    if found.author is None:
        return (
            exact
            and found.page is not False
            and found.volume is not False
            and (placed or (same and found.container is True and words > 3 and not is_generic(title)))
        )
    if is_generic(title) or is_generic(record.title):
        if placed:
            return True
        if (
            found.page is None and found.container is True and found.volume is not False
        ):  # neither says where in the issue
            return (found.volume is True and found.issue is True) or (same and words == 3 and not is_standing(title))
        return (
            same
            and found.container is True
            and record.type in _WHOLES
            and reference.periodical is None
            and not is_standing(title)
        )
    if support:
        return True
    # What stands alone, as a preprint does: then everything that there is has to agree.
    alone = reference.periodical is None and reference.container is None
    return (
        alone
        and record.type in _WHOLES
        and same
        and words > 4
        and not any(d.field == "authors" for d in found.differences)
    )


def _contradicted(found: Comparison, record: Record) -> bool:
    """Whether two of volume, page and container speak against the record, or one and nothing for it."""
    said = (found.volume, found.page, found.container)
    against = sum(value is False for value in said)
    if found.page is False and found.volume is False:
        return True
    if record.type == "posted-content" and found.container is False:
        return True
    return against > sum(value is True for value in said)
