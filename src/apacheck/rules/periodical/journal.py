"""A `Periodical` → marks about the journal's name and the step from it to the volume."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Periodical, Reference
from apacheck.rule import Rule

_PAGE_LABEL = pattern(r",\s?pp?\.\s")  # "Times, pp. C1": a section's letter, no journal
#: What is read as a journal's name where a date or a label stands: "Accessed Dec 14", "18, No. 2".
_NO_NAME = pattern(
    r"^(?:Accessed|Retrieved|Available|Viewed)\b|(?:^|\s)(?:[Nn]os?|[Vv]ols?|[Ii]ssues?|pp?)\.?$"
    r"|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?$"
)
#: Numbers that may end a name: "Fuzzy Systems 2003", "Banach Spaces III".
_IN_NAME = pattern(r"(?:19|20)\d\d|[IVXL]+")
#: Before digits, these are no end of a journal's name: "p1", "_1", "’92", "XL-5/W4".
_NO_WORD = pattern(r"^pp?$|['’_/–-]$|\d")
_LAST_WORD = pattern(r"\S+$")


class JournalVolumeGlued(Rule[Periodical]):
    """The journal's title and the volume run together.

    APA puts a comma and a space between the title of a periodical and its volume.

    The volume is read as one where an issue or pages follow it, so a journal whose name ends in a digit is left alone.
    """

    code = "PER001"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    message = 'journal title and volume run together: "{found}" should be "{expected}"'
    VALID = (
        "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan Management Review, 51(4), 33–38.",
    )
    INVALID = (
        "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan Management {~~Review51~>Review, 51~~}(4), 33–38.",
        "Okada, R. (2015). Tides and towns. {~~Nature521~>Nature, 521~~}, 436–444.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        volume = part.volume
        if volume is None or volume.start != part.title.end or _PAGE_LABEL.search(part.title.text):
            return
        word = _LAST_WORD.search(part.whole, max(part.title.start, part.title.end - 60), part.title.end)
        start = word.start() if word else part.title.start
        if _NO_WORD.search(part.whole, start, part.title.end) and (
            part.issue is None or part.whole[volume.start - 1] == "_"
        ):
            return
        found = part.whole[start : volume.end]
        expected = f"{part.whole[start : part.title.end]}, {volume.text}"
        yield self.mark((start, volume.end), (volume.start, volume.start, ", "), found=found, expected=expected)


class JournalCommaBeforeVolumeMissing(Rule[Periodical]):
    """No comma stands between the journal's title and the volume.

    A comma and a space stand between the title of a periodical and its volume; a space alone or another mark does not
    do.

    A lost space after the comma is TYP003's.
    """

    code = "PER002"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    message = 'a comma and a space stand between the journal title and the volume: "{expected}", not "{found}"'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). Human resources. Information {~~Management 18~>Management, 18~~}(6), 15–19.",
        "Laurent, W. (2008). Human resources. Information {~~Management. 18~>Management, 18~~}(6), 15–19.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        following = part.volume or part.issue
        if following is None or part.volume is None or following.start <= part.title.end:
            return
        gap = part.title.gap(following)
        if "," in gap.text or ":" in gap.text or _NO_NAME.search(part.title.text):
            return
        if part.issue is None and not gap.text.strip() and _IN_NAME.fullmatch(following.text):
            return
        word = _LAST_WORD.search(part.whole, max(part.title.start, part.title.end - 60), part.title.end)
        start = word.start() if word else part.title.start
        expected = f"{part.whole[start : part.title.end].rstrip('.')}, {following.text}"
        low = part.title.end - (
            part.whole[part.title.end - 1] == "." and not part.title.text.endswith("..") and " " not in gap.text.strip()
        )
        if part.whole[part.title.end - 1] == "." and part.title.text.count(".") > 1:
            low = part.title.end  # an abbreviated name keeps its period
            expected = f"{part.whole[start : part.title.end]}, {following.text}"
        yield self.mark(
            (start, following.end),
            (low, following.start, ", "),
            found=part.whole[start : following.end],
            expected=expected,
        )


#: Function words that stay in lowercase inside a title in title case (6.17), in English and what is borrowed with it.
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "de",
        "del",
        "der",
        "des",
        "di",
        "du",
        "e",
        "en",
        "et",
        "for",
        "from",
        "if",
        "in",
        "la",
        "le",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "per",
        "so",
        "the",
        "to",
        "und",
        "up",
        "via",
        "von",
        "vs",
        "with",
        "y",
        "yet",
        "zur",
    ]
)
#: Words that only English names of periodicals have.
_ENGLISH = frozenset(
    """
    academy american annals annual applied behavior behavioral bulletin business clinical communication computers
    cognitive developmental economics education educational engineering environmental experimental family health human
    information international journal language law learning letters magazine management medical medicine methods nursing
    organization organizational perspectives philosophy policy proceedings psychological psychology quarterly report
    reports research review reviews science sciences social society strategic studies system systems technology theory
    today trends
    """.split()  # noqa: SIM905
)
_WORDS = pattern(r"[\p{L}][\p{L}\p{M}’'-]*")
_DAMAGED = pattern(r"[<>=@$_*\d\[\]]")
_ACCENT = pattern(r"[À-ÖØ-öø-ÿĀ-ž]")


class JournalTitleNotTitleCase(Rule[Periodical]):
    """The journal's title is not in title case.

    Names of periodicals keep capitals on every major word (four letters or more, and all nouns, verbs, adjectives).

    Names in other languages follow their own rules, and official spellings such as eLife or npj are left alone; the
    rule speaks only of names with words that English journals have.
    """

    code = "PER003"
    section = "9.25, 6.17"
    severity = ERROR
    fix = UNSAFE
    message = 'the journal title is not in title case: "{expected}"'
    VALID = (
        "Malhotra, D. (2011). Trust after conflict. Academy of Management Journal, 54(5), 981–998.",
        "Sanz, P. (2011). El sueño en la adolescencia. Revista de psicología clínica, 54(5), 981–998.",
        "Ito, M. (2018). Sleep apps compared. npj Digital Medicine, 1(1), 18–26.",
    )
    INVALID = (
        "Malhotra, D. (2011). Trust after conflict. {~~Academy of management Journal~>Academy of Management Journal~~}, 54(5), 981–998.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        name = part.title.text
        if (
            name.count("(") != name.count(")")
            or _ACCENT.search(name)
            or _DAMAGED.search(name)
            or not (part.volume or part.issue or part.status)
        ):
            return
        words = list(_WORDS.finditer(name))
        lower = [
            match
            for index, match in enumerate(words)
            if (
                match[0].islower()
                and match[0] not in _SMALL
                and len(match[0]) > (3 if index else 2)
                and not match.start()
                and len(words) > 1
            )
            or (match.start() and match[0].islower() and match[0] not in _SMALL and len(match[0]) > 3)
        ]
        if not lower or not any(match[0].lower() in _ENGLISH for match in words):
            return
        if any(name[match.end() : match.end() + 1] == "." for match in lower) or words[0][0] in {
            "npj",
            "iScience",
            "eLife",
        }:
            return
        edits = []
        letters = list(name)
        for match in lower:
            at = match.start()
            letters[at] = letters[at].upper()
            edits.append((part.title.start + at, part.title.start + at + 1, letters[at]))
        yield self.mark(part.title, *edits, expected="".join(letters), help=f"write “{''.join(letters)}”")


#: Dailies that have "The" on their mastheads, without it.
_THE = frozenset(
    {
        "Atlanta Journal-Constitution", "Baltimore Sun", "Boston Globe", "Daily Telegraph", "Dallas Morning News", "Denver Post",
        "Globe and Mail", "Guardian", "Irish Times", "Japan Times", "New York Times", "Philadelphia Inquirer", "Seattle Times",
        "Sydney Morning Herald", "Times of India", "Wall Street Journal", "Washington Post",
    }
)  # fmt: skip


class NewspaperTheMissing(Rule[Periodical]):
    """The name of a newspaper lacks its "The".

    Names of newspapers are written as on the masthead, usually with "The".

    The rule knows some large papers only, and reminds rather than judges.
    """

    code = "PER030"
    section = "9.25"
    severity = INFO
    message = '"{name}" is "The {name}" on its masthead'
    VALID = (
        "Hess, A. (2019, January 3). Cats who take direction. The New York Times, C1.",
        "Hess, A. (2019, January 3). Cats who take direction. Los Angeles Times, C1.",
    )
    INVALID = ("Hess, A. (2019, January 3). Cats who take direction. {==New York Times==}, C1.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        if part.title.text in _THE:
            yield self.mark(part.title, name=part.title.text)


_ABBREVIATED = pattern(r"(?:(?:\p{Lu}\p{L}{0,9}\.|of|and|the|&|\p{Lu})(?:\s|$)){2,}+")


class JournalAbbreviated(Rule[Periodical]):
    """The journal's name is abbreviated.

    APA gives the full name of a periodical.

    Official short names (JAMA, BMJ) carry no periods and are left alone; so are names with a single abbreviation in
    them (U.S. News & World Report). The full name must be looked up.
    """

    code = "PER004"
    section = "9.25, 9.50"
    severity = ERROR
    message = 'the journal\'s name is abbreviated: "{name}"; APA gives it in full'
    VALID = (
        "Baron, R. M., & Kenny, D. A. (1986). The moderator–mediator distinction. Journal of Personality and Social Psychology, 51(6), 1173–1182.",
        "Roe, A. (2019). A town that works. U.S. News & World Report, 51(6), 17–18.",
        "Ng, L. (2019). Statins again. BMJ, 364(2), 17–18.",
    )
    INVALID = (
        "Baron, R. M., & Kenny, D. A. (1986). The moderator–mediator distinction. {==J. Pers. Soc. Psychol.==}, 51(6), 1173–1182.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        name = part.title.text
        if name.count(".") > 1 and not name.startswith(("U.S.", "U.K.", "U.N.")) and _ABBREVIATED.fullmatch(name):
            yield self.mark(part.title, name=name)


class InBeforeJournal(Rule[Periodical]):
    """ "In" stands before the name of a journal.

    "In" introduces a book that holds a chapter, never a periodical.
    """

    code = "PER025"
    section = "9.25, 9.28"
    severity = WARNING
    fix = UNSAFE
    message = '"{found}" stands before a periodical; APA uses "In" for books only'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. {--In --}Information Management, 18(6), 15–19.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        if part.intro is not None:
            yield self.mark((part.intro.start, part.title.start), replace="", found=part.intro.text)


#: Services that hold copies of articles; a few of them publish works of their own, which are not articles.
_DATABASES = pattern(
    r"(?:retrieved\sfrom\s)?(?:the\s)?(?:Academic (?:OneFile|Search (?:Complete|Premier|Ultimate))|Business Source \w+|CINAHL(?: \w+)*|EBSCO(?:host)?|Emerald Insight|Gale(?: \w+)*|JSTOR"
    r"|LexisNexis(?: \w+)*|MEDLINE|Ovid|Project MUSE|ProQuest(?: Central)?|PsycARTICLES|PsycINFO|PubMed|ResearchGate|SAGE Journals|ScienceDirect|Scopus"
    r"|SpringerLink|Taylor & Francis Online|Web of Science|Wiley Online Library)(?: database)?\.?",
    regex.IGNORECASE,
)


class DatabaseInArticle(Rule[Reference]):
    """A library database is named after an article.

    Databases that hold copies of articles are not part of a reference: readers find the article by its DOI or journal.

    Databases that publish works of their own (ERIC, UpToDate, Cochrane) are right and not meant.
    """

    code = "PER028"
    section = "9.30, 9.34"
    severity = ERROR
    fix = UNSAFE
    message = '"{found}" is a database; APA does not name it after an article'
    VALID = (
        "Mehrholz, J., & Pohl, M. (2018). Robot-assisted arm training. Cochrane Database of Systematic Reviews, 9(1), 15–19.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.{-- ProQuest.--}",
        "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.{-- Retrieved from EBSCOhost database.--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.periodical is None or part.publisher is None or part.publisher.start < part.periodical.end:
            return
        if _DATABASES.fullmatch(part.publisher.text):
            yield self.mark(_with_sentence(part), replace="", found=part.publisher.text)


_PUBLISHERS = pattern(
    r"(?:.*\b(?:Publications|Publishers?|Publishing|Press|Verlag)|APA|American Psychological Association|Blackwell|Brill|Elsevier(?: \w+)?|Emerald(?: \w+)?|MDPI|Routledge"
    r"|SAGE|Sage|Springer(?: \w+)?|Taylor & Francis|Wiley(?:-Blackwell)?|Wolters Kluwer)(?:,? (?:Inc|Ltd|LLC)\.?)?"
)


class PublisherInArticle(Rule[Reference]):
    """A publisher is named after an article.

    The reference of an article in a periodical does not name the publisher.
    """

    code = "PER029"
    section = "9.25"
    severity = WARNING
    fix = UNSAFE
    message = '"{found}" is a publisher; APA does not name it after an article'
    VALID = (
        "Meyer, J. P., & Allen, N. J. (1991). A model of commitment. Human Resource Management Review, 1(1), 61–89.",
    )
    INVALID = (
        "Meyer, J. P., & Allen, N. J. (1991). A model of commitment. Human Resource Management Review, 1(1), 61–89.{-- Elsevier.--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.periodical is None or part.publisher is None or part.publisher.start < part.periodical.end:
            return
        if not _DATABASES.fullmatch(part.publisher.text) and _PUBLISHERS.fullmatch(part.publisher.text):
            yield self.mark(_with_sentence(part), replace="", found=part.publisher.text)


def _with_sentence(reference: Reference) -> tuple[int, int]:
    """The publisher with the space before it and its period."""
    publisher = reference.publisher
    assert publisher is not None
    start, end = publisher.start, publisher.end
    while start > 0 and reference.whole[start - 1] == " ":
        start -= 1
    if reference.whole[end : end + 1] == ".":
        end += 1
    return start, end
