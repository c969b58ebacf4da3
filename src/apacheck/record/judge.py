"""A `Comparison` → a verdict, and a reference with what was answered → `Verification`.

"Another work" needs two witnesses: a title that is another *and* an author, page or volume that is. Whoever says less is not contradicted.
"""

from apacheck.record.compare import Comparison, compare
from apacheck.record.locators import pages
from apacheck.record.model import Record, Verdict
from apacheck.record.notices import notices
from apacheck.record.titles import APART, SAME
from apacheck.record.verification import Verification
from apacheck.record.words import fold
from apacheck.reference.model import Reference

#: Words that are the titles of many works, alone or among few others.
_GENERIC_WORDS = frozenset(
    """editorial introduction preface foreword erratum correction corrigendum commentary comment review letter index contents abstracts obituary reply response discussion acknowledgments acknowledgements announcement announcements correspondence errata news notes note epilogue prologue conclusion conclusions summary references glossary appendix bibliography contributors""".split()  # noqa: SIM905 - a list of words
)
_WORKS = frozenset({"journal", "journal-issue", "journal-volume", "book-series", "proceedings-series"})


def is_generic(title: str) -> bool:
    """Whether many works are called so: one to three words, or "Letter to the editor" and the like."""
    return len(fold(title).split()) < 4 or is_standing(title)


def is_standing(title: str) -> bool:
    """Whether a title is that of a standing part of journals and books: "Editorial", "Letter to the editor"."""
    words = fold(title).split()
    return bool(_GENERIC_WORDS & set(words)) and len(words) < 6


def verdict(found: Comparison, reference: Reference, record: Record) -> Verdict:
    """What a comparison comes to: "confirmed", "differs" or "another-work"."""
    if _is_another(found, reference, record):
        return "another-work"
    return "differs" if found.loud else "confirmed"


def _is_another(found: Comparison, reference: Reference, record: Record) -> bool:
    if found.of_whole:
        return False
    if _is_in_place(found, record):
        return False  # a translated or renamed title
    if record.type in _WORKS and reference.periodical is not None:
        return True
    score, against = found.title, found.against + (found.issue is False)
    if found.page is False and found.volume is False and found.year is False:
        return True
    if score is None:
        return against >= 2 and (found.author is False or (found.author is None and found.in_favour == 0))
    if score < SAME and found.page is False:
        return True
    if score < APART:
        if found.author is True:
            return found.page is None and (found.container is False or found.year is False)
        return found.author is False or against >= 1 or found.in_favour == 0
    if found.author is True:
        return is_generic(record.title) and found.page is False and found.volume is False
    if found.author is False and found.page is not True:
        return against >= (1 if score < SAME else 2)
    return found.page is False and (found.volume is False or found.issue is False)


def _is_in_place(found: Comparison, record: Record) -> bool:
    """Whether volume and pages are the record's, to the last page; page 1 is that of every article in some journals."""
    return (
        found.page is True
        and found.volume is True
        and found.container is not False
        and [first for first, _ in pages(record.pages)][:1] != ["1"]
        and not any(difference.field == "pages" for difference in found.loud)
    )


def says_too_little(found: Comparison) -> bool:
    """Whether a record states nothing that the entry could agree or disagree with."""
    return found.title is None and found.author is None and found.in_favour == 0 and not found.loud


def judge(index: int, reference: Reference, record: Record, *, doi: str, from_cache: bool = False) -> Verification:
    """Compare an entry with the record of `doi` and say what came of it."""
    found = compare(reference, record)
    result = Verification(
        index, verdict(found, reference, record), doi, record, from_cache=from_cache, reference=reference
    )
    if result.verdict == "another-work":
        return result
    if says_too_little(found):
        result.verdict = "not-checked"
        result.reason = "Crossref’s record states neither title nor authors"
        return result
    result.differences = found.differences
    result.notices = notices(record)
    return result
