"""Authors, publishers, conferences and newspapers → marks about sixth-edition forms."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Publisher, Reference
from apacheck.rule import Rule
from apacheck.rules.sixth_edition.retrieval import publisher_with_space

#: Cities that books name most often without state or country.
_CITIES = frozenset(
    """
    Amsterdam;Ann Arbor;Athens;Atlanta;Austin;Baltimore;Barcelona;Basel;Beijing;Berkeley;Berlin;Bern;Bloomington;Bogotá;Boston;
    Boca Raton;Bristol;Brussels;Budapest;Buenos Aires;Burlington;Cairo;Cambridge;Cape Town;Chicago;Chichester;Cleveland;Cologne;
    Copenhagen;Dallas;Denver;Detroit;Dordrecht;Dublin;Edinburgh;Englewood Cliffs;Frankfurt;Frankfurt am Main;Garden City;
    Geneva;Glasgow;Göttingen;Hamburg;Heidelberg;Helsinki;Hillsdale;Hoboken;Hong Kong;Houston;Istanbul;Ithaca;Jerusalem;
    Johannesburg;Leiden;Leipzig;Lima;Lincoln;Lisbon;London;Los Angeles;Madrid;Mahwah;Malden;Manchester;Melbourne;Mexico City;
    Milan;Milano;Minneapolis;Montreal;Montréal;Moscow;Mumbai;Munich;München;Nashville;New Delhi;New Haven;New York;
    New York City;Newbury Park;Norwood;Oslo;Ottawa;Oxford;Oxon;Abingdon;Aldershot;Farnham;Basingstoke;Houndmills;Paris;Philadelphia;
    Pittsburgh;Portland;Prague;Princeton;Reading;Rome;Roma;Rotterdam;San Diego;San Francisco;Santiago;São Paulo;Seattle;Seoul;
    Shanghai;Singapore;Stanford;Stockholm;Stuttgart;Sydney;Tel Aviv;The Hague;Thousand Oaks;Tokyo;Toronto;Tübingen;
    Upper Saddle River;Utrecht;Vancouver;Vienna;Wien;Warsaw;Washington;Westport;Wiesbaden;Zurich;Zürich
    """.replace("\n", "")
    .replace("    ", "")
    .split(";")
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DC|D\\.C\\.|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|N\\.Y\\."
    "|N\\.J\\.|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY|BC|ON|QC|AB|NSW|VIC|UK|U\\.K\\.|USA|U\\.S\\.A\\."
)
_COUNTRIES = (
    "Australia|Austria|Belgium|Brazil|Canada|China|Denmark|England|Finland|France|Germany|Greece|India|Ireland|Israel|Italy|Japan"
    "|Mexico|Netherlands|The Netherlands|New Zealand|Norway|Portugal|Russia|Scotland|South Africa|Spain|Sweden|Switzerland"
    "|United Kingdom|United States|Wales|Ontario|Quebec|California|Massachusetts|New Jersey|Connecticut|Illinois"
)
_REGION = pattern(rf".*,\s?(?:{_STATES}|{_COUNTRIES})", regex.DOTALL)
_HOUSE = pattern(
    r"\b(?:Press|Presses|Publish\w+|Publications?|Books?|Verlag|Wiley|Sage|SAGE|Springer|Routledge|Elsevier|Erlbaum|Blackwell|Pearson|Harper\w*"
    r"|Norton|Macmillan|McGraw|Penguin|Random House|Academic|Prentice|Longman|Basic|Kluwer|Brill|Free|Guilford|Jossey|Allyn|Houghton"
    r"|Houses?|Éditions|Editorial|University|Institute|Association|Foundation|Office|Council|Ministry|Department|Author)\b"
)
_AT_END = pattern(
    rf"(?P<house>.*?\b(?:Press|Publishing|Publishers|Publications|Books|Verlag|Wiley|Sage|SAGE|Springer|Routledge|Elsevier|Erlbaum))"
    rf",\s(?P<place>[\p{{Lu}}][\p{{L}}.’' -]{{1,30}}(?:,\s(?:{_STATES}|{_COUNTRIES}))?)"
)


class PublisherLocation(Rule[Reference]):
    """A place of publication stands with the publisher.

    APA 7 gives the publisher's name alone. Museums, archives and conferences keep their places.

    A short title with a subtitle looks like a place and a publisher, so the rule speaks only of known cities, states
    and countries, of places before a publisher's usual words, and of what follows parentheses.
    """

    code = "OLD003"
    section = "9.29"
    severity = ERROR
    fix = UNSAFE
    message = "“{place}” is the place of publication; APA 7 gives the publisher alone."
    VALID = (
        "Ackroyd, P. (2000). London: The biography. Chatto & Windus.",
        "Keay, J. (2009). China: A history. HarperCollins.",
        "Wood, G. (1930). American gothic [Painting]. Art Institute of Chicago, Chicago, IL, United States.",
    )
    INVALID = (
        "Meadows, D. H. (2008). Thinking in systems. {--White River Junction, VT: --}Chelsea Green Publishing.",
        "Meadows, D. H. (2008). Thinking in systems. {--London: --}Earthscan.",
        "Meadows, D. H. (2008). Thinking in systems. Oxford University Press{--, New York, NY--}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        publisher = part.publisher
        if (
            publisher is None
            or part.law is not None
            or part.periodical is not None
            or publisher.kind not in {"publisher", "site"}
        ):
            return
        place = publisher.place
        if place is not None and publisher.names and place.end <= publisher.names[0].start:
            if _believable(place.text.strip(), part, publisher):
                yield self.mark((place.start, publisher.names[0].start), replace="", place=place.text)
        elif (
            place is None
            and len(publisher.names) == 1
            and "," in publisher.text
            and not (part.title and part.title.brackets)
        ):
            match = _AT_END.fullmatch(publisher.text)
            if match is not None and _known(match["place"]):
                where = (publisher.start + match.end("house"), publisher.end)
                yield self.mark(where, replace="", place=match["place"])


def _known(place: str) -> bool:
    """Whether the place is a known city or ends in a state or country."""
    return place in _CITIES or place.split(",", 1)[0].split("/", 1)[0] in _CITIES or bool(_REGION.fullmatch(place))


def _believable(place: str, reference: Reference, publisher: Publisher) -> bool:
    """Whether the words before the colon are a place rather than a title before a subtitle."""
    if _known(place) or (reference.container is not None and reference.container.end <= publisher.start):
        return True
    title = reference.title
    if title is not None and title.parentheses and title.parentheses[-1].end == title.end:
        return True
    return bool(_HOUSE.search(publisher.text, len(place))) and all(word[:1].isupper() for word in place.split())


class PublisherAuthor(Rule[Publisher]):
    """The publisher is given as "Author".

    Where author and publisher are the same, APA 7 leaves the publisher out.
    """

    code = "OLD007"
    signs = ("uthor",)
    section = "9.24, 9.29"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” repeats the author as publisher; APA 7 leaves the publisher out."
    VALID = (
        "American Psychiatric Association. (2013). Diagnostic and statistical manual of mental disorders (5th ed.).",
    )
    INVALID = (
        "American Psychiatric Association. (2013). Diagnostic and statistical manual of mental disorders (5th ed.).{-- Author.--}",
    )

    def check(self, part: Publisher) -> Iterator[Mark]:
        if len(part.names) == 1 and part.names[0].text in {
            "Author",
            "Authors",
            "The Author",
            "The Authors",
            "Author(s)",
        }:
            start, end = publisher_with_space(part)
            where = (start, end) if part.place is None else (part.names[0].start, part.names[0].end)
            yield self.mark(where, (start, end, ""), found=part.names[0].text)


_MOST_IN_SIXTH = 12


class SevenAuthorEllipsis(Rule[Authors]):
    """Authors are left out, with an ellipsis, from a list of fewer than 21.

    The sixth edition cut lists of eight or more authors after the sixth. APA 7 gives up to 20 authors, and an ellipsis
    only after the 19th.

    The names that are left out are not in the text, so there is no fix.
    """

    code = "OLD006"
    section = "9.8"
    severity = ERROR
    unless_right = True
    message = "“{found}” leaves authors out after {count}; APA 7 gives up to 20 authors."
    VALID = (
        "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., Mm, M., Nn, N., Oo, O., "
        "Pp, P., Qq, Q., Rr, R., Ss, S., . . . Zhou, L. (2021). Reading at home. Wiley.",
    )
    INVALID = (
        "Miller, F. H., Choi, M. J., Angeli, L. L., Harland, A. A., Stamos, J. A., Thomas, S. T., {==. . .==} Rubin, L. H. "
        "(2009). Web pages that help. Technical Communication, 57(1), 1–9.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        if part.ellipsis is not None and 2 <= len(part.names) <= _MOST_IN_SIXTH:
            yield self.mark(part.ellipsis, found=part.ellipsis.text, count=len(part.names) - 1)


_PRESENTED = pattern(
    r"(?P<what>Paper|Poster|Poster\s+session|Symposium|Keynote(?:\s+address)?|Address|Presentation)\s+(?:was\s+)?"
    r"(?:presented|given|delivered|conducted)\s+(?:at|to|for|in)\s+(?:the\s+)?",
    regex.IGNORECASE,
)
_KINDS = {
    "paper": "Paper presentation",
    "poster": "Poster presentation",
    "symposium": "Symposium",
    "presentation": "Conference presentation",
}


class PaperPresentedAt(Rule[Reference]):
    """ "Paper presented at" stands before the conference.

    APA 7 describes the contribution in brackets after the title, "[Paper presentation]", and names the conference and
    its place.
    """

    code = "OLD011"
    section = "10.5"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” stands before the conference; APA 7 writes “[{kind}]” after the title and names the conference alone."
    VALID = (
        "Maddox, S. (2016, March 30–April 2). If mama ain't happy [Paper presentation]. Southeastern Psychological Association "
        "62nd Annual Meeting, New Orleans, LA, United States.",
    )
    INVALID = (
        "Maddox, S. (2016, March 30–April 2). If mama ain't happy{~~. Paper presented at the ~> [Paper presentation]. ~~}"
        "Southeastern Psychological Association 62nd Annual Meeting, New Orleans, LA, United States.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        publisher, title = part.publisher, part.title
        if publisher is None or title is None or " " not in publisher.text:
            return
        match = _PRESENTED.match(part.whole, publisher.start, publisher.end)
        if match is None or match.end() >= publisher.end:
            return
        kind = _KINDS.get(match["what"].split()[0].lower(), "Conference presentation")
        found = match[0].strip()
        first = part.whole[match.end()]
        edits = [] if first.isupper() else [(match.end(), match.end() + 1, first.upper())]
        if title.brackets or part.elements.index(publisher) - part.elements.index(title) != 2:
            yield self.mark(
                (match.start(), match.end()), (match.start(), match.end(), ""), *edits, found=found, kind=kind
            )
            return
        ends = title.main is not None and title.end == title.main.end and title.text.endswith(".")
        start = title.end - ends
        yield self.mark((start, match.end()), (start, match.end(), f" [{kind}]. "), *edits, found=found, kind=kind)


_DAILY = pattern(
    r"\b(?:Times|Post|Tribune|Herald|Bee|Globe|Guardian|Observer|Telegraph|Chronicle|Gazette|News|Star|Sun|Independent|Courant"
    r"|Inquirer|Examiner|Dispatch|Sentinel|Wall Street Journal|USA Today)\b"
)

#: "Bee, pp. B" before "1, B3": the letter of a section that was read as the end of the name.
_SECTION = pattern(r",\s(?P<label>pp?\.\s)\p{Lu}$")


class NewspaperPagePrefix(Rule[Reference]):
    """Pages of a newspaper carry "p." or "pp.".

    APA 7 gives the pages of newspapers like those of journals, without "p." or "pp.".
    """

    code = "OLD014"
    section = "10.1, 9.25"
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands before the pages of a newspaper; APA 7 gives the pages alone."
    VALID = ("Hess, A. (2019, January 3). Cats who take direction. The New York Times, C1.",)
    INVALID = ("Hess, A. (2019, January 3). Cats who take direction. The New York Times, {--p. --}C1.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        periodical = part.periodical
        if periodical is None:
            return
        section = _SECTION.search(periodical.title.text) if periodical.volume is not None else None
        if section is not None:
            start = periodical.title.start + section.start("label")
            yield self.mark(
                (start, periodical.title.start + section.end("label")), replace="", found=section["label"].strip()
            )
            return
        if periodical.pages is None or periodical.pages.label is None:
            return
        if periodical.volume is not None or periodical.issue is not None:
            return
        if (part.date is not None and part.date.day is not None) or _DAILY.search(periodical.title.text):
            label = periodical.pages.label
            yield self.mark(label, replace="", found=label.text.strip())
