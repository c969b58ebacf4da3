"""A `Reference` or `Note` → marks where the source contradicts or repeats the date, and on the original-work note."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Note, Periodical, Reference
from apacheck.rule import Rule

_REPEATED = pattern(r",\s*(?P<year>(?:1[4-9]|20)\d\d)$")
_EVENT = pattern(
    r"\b(?:Conference|Congress|Convention|Meeting|Symposium|Workshop|Proceedings|Summit|Forum|Festival)\b|\d",
    regex.IGNORECASE,
)
_PUBLISHER = pattern(
    r"\b(?:Wiley|Sage|SAGE|Routledge|Springer|Elsevier|Pearson|Penguin|Palgrave|Erlbaum|McGraw|Press|Publish\p{Ll}+|Publications|Books|Verlag)\b"
)
_SCHOLARLY = pattern(r"\b(?:Journal|Reviews?|Annals|Archives|Quarterly|Bulletin|Transactions|Acta|Letters)\b")
_MAGAZINE = pattern(
    r"Harvard Business|New York|London|Book|Wall Street|Medical Journal|Economic|Law|Management Review|Letters to|Paris"
)
_ORIGINAL = pattern(
    r"""\(\s*+(?:Original(?:ly)?|First)\b[\s,]*+(?:works?\s+)?(?:was\s+)?(?:publish(?:ed)?|publication|pub\.|appeared)?
    (?:\s+date)?[\s,:]*+(?:in\s+)?(?P<year>(?:ca\.\s)?\d{1,4}(?:[–-]\d{2,4})?(?:\s(?:B\.C\.E?\.?|C\.E\.|A\.D\.))?)\s*+\.?\s*+\)""",
    regex.VERBOSE | regex.IGNORECASE,
)


class DateInPressConflict(Rule[Reference]):
    """A work in press has a volume, issue or pages.

    These are known only when the work has appeared: then the entry gives its year.

    A DOI is no contradiction, as articles are often online ahead of their issue.
    """

    code = "DAT013"
    section = "9.14"
    severity = WARNING
    message = "The work is “in press”, yet has “{locator}”; give the year if it has appeared."
    VALID = (
        "Pachur, T. (in press). Memory for prices. *Psychonomic Bulletin & Review*.",
        "Pachur, T. (in press). Memory for prices. *Psychonomic Bulletin & Review*. https://doi.org/10.3758/s13423-020-00001-1",
    )
    INVALID = ("Pachur, T. {==(in press)==}. Memory for prices. *Psychonomic Bulletin & Review*, *27*(1), 1–9.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a locator behind a work in press."""
        periodical = part.periodical
        if part.date is None or part.date.form != "in-press" or periodical is None:
            return
        pieces = [piece for piece in (periodical.volume, periodical.issue, periodical.pages) if piece is not None]
        if pieces:
            start, end = pieces[0].start, pieces[-1].end
            yield self.mark(part.date, locator=part.whole[start:end])


def _only_repeats(periodical: Periodical) -> bool:
    """Whether the number at the end can be no volume and no page: others stand before it, or a publisher's name."""
    pages = periodical.pages
    if pages is not None and len(pages.ranges) > 1:
        return pages.ranges[-1].last is None
    return periodical.issue is None and _PUBLISHER.search(periodical.title.text) is not None


class DateYearRepeated(Rule[Reference]):
    """The year of the date stands again at the end of the source.

    The year is given once, after the author.

    Journals that number their volumes by the year, and years in titles, names of conferences and editions, are no
    repetition.
    """

    code = "DAT021"
    section = "9.14"
    severity = WARNING
    fix = UNSAFE
    message = "The year “{year}” stands again in the source; APA gives it once, after the author."
    VALID = (
        "Moreau, C. (2012). A rash after swimming. *BMJ Case Reports*, *2012*, Article bcr2012006789. https://doi.org/10.1136/bcr-2012-006789",
        "Adeyemi, F. (2019, August 8–11). *What crows remember* [Conference session]. American Psychological Association Convention, Chicago, IL, United States.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources and recruiting. *Information Management*, *18*(6), 15–17{--, 2008--}.",
        "Laurent, W. (2008). *Human resources and recruiting*. Wiley{--, 2008--}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the end of the source with the year."""
        date = part.date
        if date is None or date.year is None or part.law is not None or part.title_first:
            return
        year = date.year.text
        if part.whole.find(year, date.end) < 0:
            return
        if part.periodical is not None:
            end = part.periodical.end
            start = part.periodical.start
            if not _only_repeats(part.periodical):
                return
        elif part.publisher is not None and part.publisher.kind in {"publisher", "site"}:
            start, end = part.publisher.start, part.publisher.end
        else:
            return
        match = _REPEATED.search(part.whole, start, end)
        if match is None or match["year"] != year:
            return
        if (part.periodical is None or part.periodical.issue is None) and _EVENT.search(
            part.whole, start, match.start()
        ):
            return
        yield self.mark(match.span(), replace="", year=year)


class DateFullForJournal(Rule[Reference]):
    """A journal article has a month or day in its date.

    Articles in journals take the year alone; month and day are for magazines, newspapers, websites and conferences.

    Weekly and monthly magazines with volumes give the full date rightly, so that this is a hint, given only where the
    periodical's name is that of a journal.
    """

    code = "DAT022"
    section = "9.14, 10.1"
    severity = INFO
    message = "The date of this journal article is “{date}”; APA gives the year alone for journals."
    VALID = (
        "McCauley, S. M. (2019). Words in chunks. *Psychological Review*, *126*(1), 1–51.",
        "Cole, B. (2019, January 4). A lake under ice. *Science*, *363*(6422), 33–34.",
    )
    INVALID = ("McCauley, S. M. ({==2019, January 15==}). Words in chunks. *Psychological Review*, *126*(1), 1–51.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a month in the date of an article in a journal."""
        date, periodical = part.date, part.periodical
        if date is None or periodical is None or date.month is None or date.year is None:
            return
        if periodical.volume is None or (periodical.pages is None and periodical.article is None):
            return
        name = periodical.title.text
        if _SCHOLARLY.search(name) and not _MAGAZINE.search(name):
            yield self.mark(date.body, date=date.body.text)


class DateOriginalNoteForm(Rule[Note]):
    """The note on the original work is worded otherwise or has a period after it.

    A republished work ends with "(Original work published 1900)", without a period.

    Notes that begin with "Reprinted from" have a form of their own.
    """

    code = "DAT027"
    section = "9.41"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The note reads “{typed}”; APA writes “{right}” without a period."
    VALID = (
        "Freud, S. (2010). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books. (Original work published 1900)",
        "Aristotle. (1994). *Poetics* (S. H. Butcher, Trans.). The Internet Classics Archive. http://classics.mit.edu/Aristotle/poetics.html (Original work published ca. 350 B.C.E.)",
    )
    INVALID = (
        "Freud, S. (2010). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books. {~~(Originally published in 1900).~>(Original work published 1900)~~}",
        "Freud, S. (2010). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books. {~~(Original work published 1900).~>(Original work published 1900)~~}",
    )

    def check(self, part: Note) -> Iterator[Mark]:
        """Compare the note with APA's wording."""
        match = _ORIGINAL.fullmatch(part.whole, part.start, part.end)
        if match is None:
            return
        right = f"(Original work published {match['year']})"
        period = part.whole[part.end :].rstrip() == "."
        end = part.end + part.whole[part.end :].index(".") + 1 if period else part.end
        typed = part.whole[part.start : end]
        if part.text != right:
            yield self.mark((part.start, end), replace=right, applicability=UNSAFE, typed=typed, right=right)
        elif period:
            yield self.mark((part.start, end), (part.end, end, ""), typed=typed, right=right)
