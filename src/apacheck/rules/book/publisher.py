"""Publishers → marks about their absence, their form and what is typed with them (BKC013–BKC015, BKC022, BKC024, BKC025)."""

from collections.abc import Iterator
from functools import cache

from apacheck import knowledge
from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part, Publisher, Reference
from apacheck.rule import Rule

_HOUSE_AT_END = pattern(
    r"\b(?:Press|Publish\p{Ll}+|Publications|Books|Verlag|Wiley|Sage|SAGE|Springer|Routledge|Elsevier)$"
)
#: Signs of a title that was not read to its end: markup, or what makes no book.
_NO_TITLE = pattern(
    r"(?i)\. |\]\(|[\\<>{}]|[*_] |personal communication|interview|unpublished|manuscript|lecture notes"
)
_BOOK_ITEMS = frozenset({"edition", "volume", "contributors"})


class PublisherMissing(Rule[Reference]):
    """A book by persons names no publisher.

    Books, edited books and reports name their publisher.

    Group authors often publish their own work, and works with a URL may be self-published, so the rule speaks of persons
    only, and of works with a DOI only where an edition, a volume or editors show a book. Without a volume and pages an
    article that lacks its journal looks the same.
    """

    code = "BKC013"
    section = "9.29"
    severity = WARNING
    message = "The entry ends after its title; APA names the publisher of a book or the journal of an article."
    VALID = (
        "American Psychiatric Association. (2013). *Diagnostic and statistical manual of mental disorders* (5th ed.). "
        "https://doi.org/10.1176/appi.books.9780890425596",
        "Lund, T. (2014). *Reading at home*. https://www.tlund.example/reading-at-home",
    )
    INVALID = (
        "Meadows, D. H. (2008). *{==Thinking in systems==}*.",
        "Brown, L. S. (2018). *{==Feminist therapy (2nd ed.)==}*. https://doi.org/10.1037/0000092-000",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a titled, dated work of persons with nothing after the title."""
        title, authors, date = part.title, part.authors, part.date
        if (
            part.publisher is not None
            or part.periodical is not None
            or part.container is not None
            or title is None
            or authors is None
            or date is None
        ):
            return
        if part.law is not None or part.unparsed or part.pages is not None or title.brackets or title.main is None:
            return
        if date.form != "year" or date.month is not None or date.season is not None:
            return
        if not authors.names or not all(name.is_person for name in authors.names):
            return
        items = [item.kind for parenthesis in title.parentheses for item in parenthesis.items]
        if not _BOOK_ITEMS.issuperset(items):
            return
        text = title.main.text
        if " " not in text or _NO_TITLE.search(text) or _HOUSE_AT_END.search(text):
            return
        is_book = bool(items) or authors.role is not None
        if part.links and not (is_book and all(link.doi is not None for link in part.links)):
            return
        yield self.mark(title)


_BUSINESS = pattern(
    r"(?:,?\s(?:Inc|Incorporated|L\.?L\.?C|LLP|GmbH(?:\s&\sCo\.?(?:\sKG)?)?|AG|PLC|[Pp]lc|B\.V|BV|S\.r\.l|Srl|SAS|SpA|S\.p\.A|S\.L|S\.A(?:\.\sde\sC\.V)?)"
    r"|(?:(?<!\band|&),?\sCo\.?)?,?\s(?:\(?(?:Pty|Pvt|Pte|P|Private)\)?\.?\s)?(?:Ltd|Limited))\.?(?=$|,\s\p{Lu})"
)
_BUSINESS_SIGNS = ("Inc", "L", "G", "lc", "V", "S")


class PublisherBusinessForm(Rule[Publisher]):
    """The publisher's name carries its business form ("Inc.", "Ltd.", "LLC").

    APA leaves designations of business structure out.

    "Company", "Corporation" and "and Co." belong to names and stay.
    """

    code = "BKC014"
    section = "9.29"
    severity = WARNING
    fix = UNSAFE
    message = "“{form}” is the publisher's business form; APA leaves it out: “{right}”."
    VALID = (
        "Christian, B., & Griffiths, T. (2016). *Algorithms to live by*. Henry Holt and Co.",
        "Bennett, J. (2017). *Adult nursing*. Springer Publishing Company.",
        "Apple Inc. (2019). *iPhone user guide*. https://support.apple.com/guide/iphone/welcome/ios",
    )
    INVALID = (
        "Fiske, S. T. (2010). *Handbook of social psychology*. John Wiley & Sons{--, Inc--}.",
        "Fiske, S. T. (2010). *Handbook of social psychology*. Elsevier{-- Ltd--}.",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        """Look at the end of each publisher's name."""
        if part.kind == "conference":
            return
        for name in part.names:
            text = name.text
            if not any(sign in text for sign in _BUSINESS_SIGNS):
                continue
            found = _BUSINESS.search(text)
            if found is None or found.start() < 2:
                continue
            end = name.start + found.end()
            if (
                end == name.end
                and text.endswith(".")
                and name is part.names[-1]
                and not part.whole[end : end + 1].startswith(".")
            ):
                end -= 1  # the last period also ends the entry's element
            start = name.start + found.start()
            if part.whole[start - 1] == "." == part.whole[end : end + 1]:
                start -= 1
            form = found[0].strip(" ,")
            yield self.mark((start, end), replace="", form=form, right=text[: found.start()])


_SLASH = pattern(r"\s?/\s?")
_BODY = pattern(
    r"\b(?:Press|Association|Society|Institute?|Academy|Foundation|Publishing|Publishers|Publications|Verlag|Books|University)\b"
)
#: Imprints and names with a slash of their own.
_ONE_HOUSE = frozenset(
    {"allyn & bacon", "brooks", "harcourt", "harper", "mcgraw-hill", "merrill", "radio free europe", "thomson"}
)


class PublishersSeparator(Rule[Publisher]):
    """A slash separates two publishers.

    Publishers are separated by a semicolon.

    Some names have a slash of their own ("Merrill/Prentice Hall",
    "Brooks/Cole"), and no text tells an imprint from a second house, so the finding is for information.
    """

    code = "BKC015"
    signs = ("/",)
    section = "9.29"
    severity = INFO
    fix = UNSAFE
    message = "A slash joins “{first}” and “{second}”; if they are two publishers, APA puts a semicolon between them."
    VALID = (
        "Corey, G. (2012). *Theory and practice of counseling*. Brooks/Cole Publishing.",
        "Ormrod, J. E. (2003). *Educational psychology*. Merrill/Prentice Hall.",
    )
    INVALID = (
        "Schmid, H.-J. (Ed.). (2017). *Entrenchment and the psychology of language*. American Psychological "
        "Association{~~/~>; ~~}De Gruyter Mouton.",
        "Morales, V. (2019). *Rivers of the south*. University of Utah Press{~~/~>; ~~}Canyon Books.",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        """Look at slashes between names of several words, one of which names a house."""
        if part.kind != "publisher" or "/" not in part.text:
            return
        for name in part.names:
            sides = _SLASH.split(name.text)
            if len(sides) != 2 or not all(side[:1].isupper() and len(side) > 2 for side in sides):
                continue
            first, second = sides
            if first.lower() in _ONE_HOUSE or not any(" " in side and _BODY.search(side) for side in sides):
                continue
            where = (name.start + len(first), name.end - len(second))
            sure = all(" " in side and _BODY.search(side) for side in sides)
            yield self.mark(where, replace="; ", severity=WARNING if sure else INFO, first=first, second=second)


_INITIALS = {
    "OUP": "Oxford University Press",
    "CUP": "Cambridge University Press",
    "HUP": "Harvard University Press",
    "PUP": "Princeton University Press",
    "YUP": "Yale University Press",
    "PUF": "Presses Universitaires de France",
}
_SHORTENED = pattern(r"\bUniv\.?\sPr\.?$|\bUniv\.?(?=\s)|(?<=\p{L}\s)U\.?\s?P\.?$|(?<=\p{L}\s)Publ\.?$")
_LONG = {"univ": "University", "univpr": "University Press", "up": "University Press"}


class PublisherAbbreviated(Rule[Publisher]):
    """The publisher's name is abbreviated.

    Names of publishers are given in full ("Oxford University Press").

    Many names are abbreviations ("MIT Press", "CRC Press", "IGI Global"), so the rule knows a few that are not.
    """

    code = "BKC022"
    section = "9.29"
    severity = INFO
    fix = UNSAFE
    message = "“{typed}” is short for a publisher's name; APA gives the name in full."
    VALID = ("Pinker, S. (2010). *Language and mind*. MIT Press.",)
    INVALID = (
        "Hart, P. (2010). *The home front*. {~~OUP~>Oxford University Press~~}.",
        "Hart, P. (2010). *The home front*. Oxford {~~Univ.~>University~~} Press.",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        """Compare each name with known short forms."""
        for name in part.names:
            text = name.text
            if text in _INITIALS:
                yield self.mark(name, replace=_INITIALS[text], typed=text)
            elif "U" in text or "Publ" in text:
                for found in _SHORTENED.finditer(text):
                    where = (name.start + found.start(), name.start + found.end())
                    long = _LONG.get("".join(letter for letter in found[0].lower() if letter.isalpha()))
                    edits = ((*where, long),) if long is not None else ()
                    yield self.mark(where, *edits, typed=found[0])


_SERIES = pattern(
    r"\s\((?=[^()]*\p{L}{4})(?P<series>[^()]*?,?\s(?:Vol\.\s|No\.\s|Volume\s)?(?!(?:1[5-9]|20)\d\d\))\d{1,5})\)$"
)


class SeriesAfterPublisher(Rule[Publisher]):
    """A series stands in parentheses after the publisher.

    APA usually leaves series out; where one matters ("Lecture notes in computer science: Vol. 9562"), it comes before the
    title.

    The rule speaks of parentheses that end in a number.
    """

    code = "BKC024"
    section = "9.20"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "“{series}” after the publisher is a series; APA leaves it out or puts it before the title."
    VALID = ("Hart, P. (2010). *The home front*. Springer.",)
    INVALID = (
        "Kushilevitz, E. (Ed.). (2016). *Theory of cryptography*. Springer{-- (Lecture Notes in Computer Science, 9562)--}.",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        """Look for parentheses with a name and a number at the end."""
        if part.kind != "publisher" or not part.names or not part.text.endswith(")"):
            return
        name = part.names[-1]
        found = _SERIES.search(name.text)
        if found is not None and found.start() > 1 and "ISBN" not in found[0]:
            where = (name.start + found.start(), name.end)
            yield self.mark(where, replace="", series=found["series"])


@cache
def _houses() -> dict[str, str]:
    """The publishers whose names exports write without their capitals, by their lowercase letters."""
    return {name.lower(): name for name in knowledge.words("publishers")}


_KINDS_OF_HOUSE = frozenset({"press", "publications", "publishing", "publishers", "books", "verlag"})
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "de", "la", "du", "des", "der", "für", "von", "&"})


class PublisherLowercase(Rule[Publisher]):
    """A publisher's name is written without its capitals.

    Names keep their capitals; Google Scholar exports "sage", "Sage publications" and "Cambridge university press".

    Houses and sites that write their own names small ("punctum books", "arXiv") are left alone, and so is every name in
    lowercase that the rule does not know.
    """

    code = "BKC025"
    section = "9.29"
    severity = ERROR
    fix = SAFE
    message = "The publisher is written “{typed}”; names keep their capitals: “{right}”."
    VALID = (
        "Joy, E. A. (2012). *Still thriving*. punctum books.",
        "Schmid, H.-J. (2012). *Cognitive pragmatics*. de Gruyter.",
    )
    INVALID = (
        "Field, A. (2018). *Discovering statistics*. {~~sage~>Sage~~}.",
        "Field, A. (2018). *Discovering statistics*. {~~Cambridge university press~>Cambridge University Press~~}.",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        """Compare names that are known, and the last words of those that are not."""
        if part.kind == "conference":
            return
        for name in part.names:
            yield from self._look(name)

    def _look(self, name: Part) -> Iterator[Mark]:
        place, colon, typed = name.text.rpartition(": ")
        start = name.start + len(place) + len(colon)
        words = typed.split(" ")
        if not any(word[:1].islower() and word not in _SMALL_WORDS for word in words):
            return
        right = _houses().get(typed.lower())
        if right is None and words[-1] in _KINDS_OF_HOUSE and typed[0].isupper():
            right = " ".join(
                word if word in _SMALL_WORDS or not word.islower() else word[:1].upper() + word[1:] for word in words
            )
        if right is not None and right != typed and any(word.islower() and word not in _SMALL_WORDS for word in words):
            yield self.mark((start, name.end), replace=right, typed=typed, right=right)
