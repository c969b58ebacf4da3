"""An entry and a record → `Comparison`: which elements agree, which differ, which one side does not state.

True is agreement, False a difference, None that one of the two says nothing: what a record does not state is never a
fault of the entry.
"""

from dataclasses import dataclass, field

import regex

from apacheck.patterns import pattern
from apacheck.record.authors import compare_authors
from apacheck.record.containers import is_published_by, same_container
from apacheck.record.locators import same_article, same_number, same_pages
from apacheck.record.model import Record
from apacheck.record.titles import SAME, compare_titles, is_joint, titles
from apacheck.record.verification import Difference, Field, How, Replacement
from apacheck.record.words import fold, plain, title_likeness
from apacheck.reference.model import Pages, Part, Periodical, Reference
from apacheck.text import Span

_WHOLES = frozenset({"book", "monograph", "edited-book", "reference-book", "proceedings", "book-set"})
_SERIALS = frozenset({"journal", "journal-issue", "journal-volume", "book-series", "proceedings-series"})
_NO_PAGES = pattern(r"(?i)n/?a|no|none|-")


@dataclass(slots=True)
class Comparison:
    """How the elements of an entry stand to those of a record."""

    #: How alike the titles are, from 0 to 100.
    title: float | None = None
    #: Whether the first author agrees.
    author: bool | None = None
    #: Whether the years are at most one apart.
    year: bool | None = None
    container: bool | None = None
    volume: bool | None = None
    issue: bool | None = None
    #: Whether the first page, or the article number, agrees.
    page: bool | None = None
    #: Whether the record is of the book, and the entry of a part of it.
    of_whole: bool = False
    differences: list[Difference] = field(default_factory=list)

    @property
    def loud(self) -> list[Difference]:
        """The differences that are more than notes."""
        return [difference for difference in self.differences if not difference.slight]

    @property
    def against(self) -> int:
        """How many of volume, first page, container and year differ."""
        return sum(found is False for found in (self.volume, self.page, self.container, self.year))

    @property
    def in_favour(self) -> int:
        """How many of volume, first page, container and year agree."""
        return sum(found is True for found in (self.volume, self.page, self.container, self.year))


def compare(reference: Reference, record: Record) -> Comparison:
    """Compare an entry with a record, element by element."""
    found = Comparison()
    found.author, found.differences = compare_authors(reference, record)
    title = compare_titles(reference, record)
    container = reference.container
    if (
        (title.score is None or title.score < SAME)
        and container is not None
        and container.title.main is not None
        and record.type in _WHOLES
    ):
        score = title_likeness(container.title.main.text, record.title)
        if score >= SAME:
            return _of_whole(reference, record, score)
    found.title = title.score
    joint = (title.score or 0) < 100 and is_joint(reference, record)
    if joint:
        found.title = 100.0
    elif title.difference is not None:
        found.differences.append(title.difference)
    if title.score == 100 and _is_title(reference, record):
        found.author, found.differences = None, []
    _compare_year(found, reference, record)
    found.container = True if joint else _compare_container(found, reference, record)
    if reference.periodical is not None:
        _compare_numbers(found, reference.periodical, record)
    _compare_pages(found, reference, record)
    _compare_type(found, reference, record)
    found.differences.sort(key=lambda difference: (difference.start, difference.end))
    return found


def _of_whole(reference: Reference, record: Record, score: float) -> Comparison:
    """The record is of the book that the entry's chapter stands in: only what belongs to the book is compared."""
    found = Comparison(title=score, of_whole=True)
    _compare_year(found, reference, record)
    assert reference.container is not None
    link = next((link for link in reference.links if link.doi is not None), None)
    part: Part = (link.doi or link) if link is not None else reference.container.title
    found.differences.append(_difference("type", part, "a part of the book", "the whole book", slight=True))
    return found


def _difference(
    what: Field, part: Part, typed: str, said: str, *edits: Replacement, how: How = "other", slight: bool = False
) -> Difference:
    return Difference(what, typed, said, Span(part.start, part.end), how, slight, part.start, part.end, edits)


def _is_title(reference: Reference, record: Record) -> bool:
    """Whether what was read as the authors is the beginning of the record's title."""
    authors = reference.authors
    return authors is not None and any(fold(text).startswith(fold(authors.text)) for text in titles(record))


# --- year ---------------------------------------------------------------------------------------------------------


def _compare_year(found: Comparison, reference: Reference, record: Record) -> None:
    date = reference.date
    if date is None or date.year is None or date.form != "year" or not record.years or not date.year.text.isdecimal():
        return
    given = {
        int(part.text)
        for part in (date.year, date.original, date.end_year)
        if part is not None and part.text.isdecimal()
    }
    given |= {int(note.year.text) for note in reference.notes if note.year is not None and note.year.text.isdecimal()}
    if date.era is not None:
        return
    if given & set(record.years) or any(f"({year})" in reference.whole for year in record.years):
        found.year = True
        return
    typed = int(date.year.text)
    found.year = min(abs(typed - year) for year in record.years) <= 1
    said = record.year or record.years[0]
    found.differences.append(
        _difference(
            "year", date.year, date.year.text, str(said), (date.year.start, date.year.end, str(said)), slight=found.year
        )
    )


# --- container ----------------------------------------------------------------------------------------------------


def _compare_container(found: Comparison, reference: Reference, record: Record) -> bool | None:
    part = _container(reference)
    if part is None:
        return is_published_by(reference, record)
    stated = [*record.containers, *record.short_containers]
    also = [record.event, record.group_title, *record.institutions]
    if record.type in {"posted-content", "report", "dissertation", "dataset", "other"}:
        also.append(record.publisher)
    if any(same_container(part.text, text) for text in (*stated, *also) if text):
        return True
    if not record.containers:
        return None  # where a preprint or report stands may be named in many ways
    title = reference.title
    if reference.periodical is not None and title is not None and title.start < part.start:
        stretch = f" {fold(reference.whole[title.start : part.end])} "
        if any(len(fold(text)) > len(fold(part.text)) and stretch.endswith(f" {fold(text)} ") for text in stated):
            return True  # the first words of the journal's name were taken for the end of the title
        ours = f" {fold(part.text)}"
        if any(
            ours.endswith(f" {fold(text)}") and fold(ours[: -len(fold(text))]) in fold(record.title) for text in stated
        ):
            return True  # the other way round
    book = reference.container is not None
    if book and record.type not in {"book-chapter", "proceedings-article", "reference-entry"}:
        return None
    if (
        not book
        and record.type in {"book-chapter", "posted-content"}
        and reference.periodical is not None
        and len(record.containers) > 1
    ):
        return None
    said = plain(max(record.containers, key=lambda text: title_likeness(part.text, text)))
    found.differences.append(_difference("container", part, part.text, said, (part.start, part.end, said)))
    return False


def _container(reference: Reference) -> Part | None:
    if reference.periodical is not None:
        return reference.periodical.title
    if reference.container is not None:
        return reference.container.title.main
    return None


# --- volume, issue, pages -----------------------------------------------------------------------------------------


def _compare_numbers(found: Comparison, periodical: Periodical, record: Record) -> None:
    if record.type in {"book-chapter", "posted-content"} and not record.issue:
        return
    if record.volume:
        if periodical.volume is None:
            if periodical.issue is None and periodical.status is None:
                place = periodical.title
                found.differences.append(
                    _difference(
                        "volume",
                        place,
                        "",
                        record.volume,
                        (place.end, place.end, f", {record.volume}"),
                        how="missing",
                        slight=True,
                    )
                )
        else:
            part = periodical.volume.number
            found.volume = same_number(part.text, record.volume)
            if found.volume is False:
                found.differences.append(
                    _difference("volume", part, part.text, record.volume, (part.start, part.end, record.volume))
                )
    if record.issue:
        if periodical.issue is not None:
            part = periodical.issue.number
            found.issue = same_number(part.text, record.issue)
            if found.issue is False:
                found.differences.append(
                    _difference("issue", part, part.text, record.issue, (part.start, part.end, record.issue))
                )
        elif periodical.volume is not None and same_number(record.issue, record.issue):
            place = periodical.volume.number
            found.differences.append(
                _difference(
                    "issue",
                    place,
                    "",
                    record.issue,
                    (place.end, place.end, f"({record.issue})"),
                    how="missing",
                    slight=True,
                )
            )


def _compare_pages(found: Comparison, reference: Reference, record: Record) -> None:
    periodical = reference.periodical
    pages = _pages(reference)
    article = periodical.article if periodical is not None else None
    if article is not None:
        verdicts = [
            same_article(article.number.text, stated) for stated in (record.article_number, record.pages) if stated
        ]
        if record.article_number or (record.pages and "-" not in regex.sub(r"[–—‐]", "-", record.pages)):
            found.page = any(verdicts) if verdicts else None
        if True in verdicts:
            found.page = True
        if found.page is False:
            said = record.article_number or record.pages
            number = article.number
            found.differences.append(_difference("pages", number, number.text, said, (number.start, number.end, said)))
        return
    if pages is None:
        if (
            periodical is not None
            and periodical.volume is not None
            and periodical.status is None
            and (record.pages or record.article_number)
        ):
            _add_missing_pages(found, periodical, record)
        return
    first, last = same_pages(_ranges(pages), record.pages)
    if record.article_number and first is not True:
        by_number = same_article(_ranges(pages), record.article_number)
        first, last = (True, None) if by_number else (first if record.pages else None, last)
        if by_number is False and not record.pages and _plain_number(record.article_number):
            first = None if "–" in _ranges(pages) or "-" in _ranges(pages) else False
    found.page = first
    if first is False or last is False:
        part = _range_part(pages)
        said = _said_pages(record)
        single = len(pages.ranges) == 1 and pages.ranges[0].last is None
        how: How = "missing" if first and single else "other"
        found.differences.append(
            _difference("pages", part, part.text, said, (part.start, part.end, said), how=how, slight=how == "missing")
        )


def _plain_number(text: str) -> bool:
    return text.isdecimal()


def _said_pages(record: Record) -> str:
    text = regex.sub(r"(?<=\w)\s*[-‐‑‒–—]+\s*(?=\w)", "–", record.pages) or record.article_number
    first, dash, last = text.partition("–")
    return first if dash and first == last else text


def _add_missing_pages(found: Comparison, periodical: Periodical, record: Record) -> None:
    said = _said_pages(record)
    if _NO_PAGES.fullmatch(said) or "n/a" in said.casefold() or periodical.volume is None:
        return
    place = periodical.issue or periodical.volume
    label = "" if record.pages and record.pages != record.article_number else "Article "
    found.differences.append(
        _difference("pages", place, "", said, (place.end, place.end, f", {label}{said}"), how="missing", slight=True)
    )


def _pages(reference: Reference) -> Pages | None:
    if reference.periodical is not None:
        return reference.periodical.pages
    titles = [part for part in (reference.container.title if reference.container else None,) if part is not None]
    for title in titles:
        for item in title.items("pages"):
            if item.pages is not None:
                return item.pages
    return reference.pages


def _range_part(pages: Pages) -> Part:
    return Part(pages.whole, pages.ranges[0].start, pages.ranges[-1].end)


def _ranges(pages: Pages) -> str:
    """The pages without their label."""
    return _range_part(pages).text if pages.ranges else ""


# --- type ---------------------------------------------------------------------------------------------------------


def _compare_type(found: Comparison, reference: Reference, record: Record) -> None:
    """Say so where the record is of a whole journal, or of a book, and the entry of an article in a volume."""
    periodical = reference.periodical
    if periodical is None or periodical.volume is None:
        return
    if record.type in _SERIALS | _WHOLES | {"dissertation"}:
        found.differences.append(
            _difference("type", periodical.title, "article in a periodical", record.type.replace("-", " "), slight=True)
        )
