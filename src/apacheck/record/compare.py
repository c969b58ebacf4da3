"""An entry and a record → `Comparison`: which elements agree, which differ, which one side does not state.

True is agreement, False a difference, None that one of the two says nothing: what a record does not state is never a
fault of the entry.
"""

from dataclasses import dataclass, field

import regex

from apacheck.patterns import pattern
from apacheck.record.authors import compare_authors
from apacheck.record.locators import same_article, same_number, same_pages
from apacheck.record.model import Record
from apacheck.record.titles import SAME, compare_titles, is_joint, titles
from apacheck.record.verification import Difference, Field, How, Replacement
from apacheck.record.words import compact, fold, plain, spelling, title_likeness, words
from apacheck.reference.model import Pages, Part, Periodical, Reference
from apacheck.text import Span

_ABBREVIATED = pattern(r"\.(?:\s|$)|^\S{2,6}$")
_SMALL = frozenset(
    {
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "de",
        "la",
        "le",
        "des",
        "du",
        "et",
        "a",
        "an",
        "der",
        "die",
        "das",
        "und",
        "fur",
        "y",
        "e",
        "to",
    }
)
_QUALIFIER = pattern(r"\s*[:(\[/=;,–—-]|\s+of the United States|\s+(?:Part|Series|Section) ")
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
        return _published_by(reference, record)
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


def _published_by(reference: Reference, record: Record) -> bool | None:
    """Whether a book's or report's publisher, or a preprint's server, is the record's; never a difference."""
    if reference.publisher is None:
        return None
    stated = [text for text in (record.publisher, *record.institutions, record.group_title, *record.containers) if text]
    names = [name.text for name in reference.publisher.names]
    if any(same_container(name, text) or title_likeness(name, text) >= 80 for name in names for text in stated):
        return True
    return True if any(_share_a_word(name, text) for name in names for text in stated) else None


_HOUSE_WORDS = frozenset(
    {
        "press",
        "university",
        "publishing",
        "publishers",
        "publisher",
        "books",
        "verlag",
        "group",
        "international",
        "company",
        "and",
        "sons",
        "inc",
        "ltd",
        "association",
        "american",
        "society",
        "institute",
        "national",
    }
)


def _share_a_word(one: str, other: str) -> bool:
    shared = (set(fold(one).split()) & set(fold(other).split())) - _HOUSE_WORDS - _SMALL
    return any(len(word) > 3 for word in shared)


def same_container(typed: str, deposited: str) -> bool:
    """Whether two names are of one journal, book or proceedings: in full, abbreviated, or with a qualifier on one side."""
    typed, deposited = plain(typed), plain(deposited)
    first, second = _telling(typed), _telling(deposited)
    if not first or not second:
        return compact(fold(typed)) == compact(fold(deposited))
    if "".join(first) == "".join(second):
        return True
    short, long, long_text = (first, second, deposited) if len(first) <= len(second) else (second, first, typed)
    if long[: len(short)] == short:
        rest = _after(long_text, len(short))
        return len(short) >= 3 or _QUALIFIER.match(rest) is not None
    if len(first) == len(second) and all(
        _abbreviates(a, b) or _abbreviates(b, a) for a, b in zip(first, second, strict=True)
    ):
        return bool(_ABBREVIATED.search(typed) or _ABBREVIATED.search(deposited))
    letters = "".join(word[0] for word in long)
    if len(short) == 1 and len(short[0]) >= 3 and letters.startswith(short[0]):
        return True
    return len("".join(first)) > 40 and title_likeness(typed, deposited) >= 96


def _telling(name: str) -> list[str]:
    """The words of a name that tell it from others, in one spelling."""
    return [spelling(word.key) for word in words(name) if word.key not in _SMALL]


def _after(name: str, count: int) -> str:
    """What follows the first `count` telling words of a name."""
    telling = [word for word in words(name) if word.key not in _SMALL]
    return name[telling[count - 1].end :] if count else name


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word is short for another: "psychol" for "psychology", "int" for "international", "natl" for "national"."""
    if short == long:
        return True
    if not short or short[0] != long[0] or len(short) > len(long):
        return False
    rest = iter(long)
    return long.startswith(short) or (len(short) >= 3 and all(letter in rest for letter in short))


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
