"""Presentations at conferences → marks about dates, places and descriptions (SRC020–SRC022)."""

from collections.abc import Iterator

import regex

from apacheck.findings import INFO, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Publisher, Reference
from apacheck.rule import Rule
from apacheck.rules.source.entry import descriptions
from apacheck.rules.source.sites import last_word

_PRESENTATION = pattern(
    r"""(?:virtual\ |online\ |oral\ |invited\ )?
        (?: (?:paper|poster|conference|symposium|panel|oral|keynote|plenary|roundtable|workshop)
            (?:\ (?:paper|poster))?\ (?:presentation|session|address|discussion|talk|lecture|speech|contribution|presented)
          | symposium | keynote | poster | presentation )""",
    regex.IGNORECASE | regex.VERBOSE,
)
_MEETING = pattern(r"\b(?:Conference|Congress|Convention|Meetings?|Symposium|Colloquium|Workshop)\b")


def _is_presentation(reference: Reference) -> bool:
    """Whether the brackets say that the work was presented at a conference."""
    return any(_PRESENTATION.fullmatch(bracket.description.text) for bracket in descriptions(reference))


class ConferenceDateYearOnly(Rule[Reference]):
    """A presentation is dated with the year, or the month, alone.

    APA gives the days on which the whole conference was held.

    Papers in proceedings take the year alone; the rule speaks only where the brackets say that the work was presented.
    """

    code = "SRC020"
    signs = ("[",)
    section = "10.5"
    severity = INFO
    message = (
        "“{date}” dates a presentation; APA gives the days of the whole conference, as in “(2018, September 27–30)”."
    )
    VALID = (
        "Pearson, J. (2018, September 27–30). *Fat talk and its effects on body image* [Poster presentation]. Australian "
        "Psychological Society Congress, Sydney, NSW, Australia.",
        "Brooks, R. (2004). A robot that walks. In M. Gini (Ed.), *Proceedings of the Conference on Robots* (pp. 5–19). "
        "Springer.",
    )
    INVALID = (
        "Pearson, J. {==(2018)==}. *Fat talk and its effects on body image* [Poster presentation]. Australian Psychological "
        "Society Congress, Sydney, NSW, Australia.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the date of a work that its brackets call a presentation."""
        date = part.date
        if part.publisher is None or part.periodical is not None or date is None or date.day is not None:
            return
        if date.form != "year" or date.year is None or date.opening is None or not _is_presentation(part):
            return
        if "roceedings" not in part.whole:
            yield self.mark(date, date=date.text)


_US = frozenset(
    "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC"  # noqa: SIM905
    " SD TN TX UT VA VT WA WI WV WY".split()
)
_CANADA = frozenset("AB BC MB NB NL NS ON PE QC SK YT NU".split())  # noqa: SIM905
_AUSTRALIA = frozenset("NSW QLD VIC TAS ACT".split())  # noqa: SIM905
_COUNTRIES = {
    **dict.fromkeys(("USA", "U.S.A.", "U.S.A", "US", "U.S.", "U.S", "United States of America"), "United States"),
    **dict.fromkeys(("UK", "U.K.", "U.K"), "United Kingdom"),
}
_SPELLED = {
    "United States": {
        "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
        "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI",
        "Hawaiʻi": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY",
        "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN",
        "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH",
        "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH",
        "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC",
        "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA",
        "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
    },
    "Canada": {
        "Alberta": "AB", "British Columbia": "BC", "Manitoba": "MB", "New Brunswick": "NB", "Nova Scotia": "NS",
        "Newfoundland and Labrador": "NL", "Ontario": "ON", "Prince Edward Island": "PE", "Quebec": "QC", "Québec": "QC",
        "Saskatchewan": "SK",
    },
    "Australia": {
        "New South Wales": "NSW", "Queensland": "QLD", "Victoria": "VIC", "Tasmania": "TAS", "South Australia": "SA",
        "Western Australia": "WA",
    },
}  # fmt: skip
#: States whose names are also a city's or a country's, and so say nothing at the end of a place.
_AMBIGUOUS = frozenset({"Georgia", "New York", "Washington", "Victoria"})
#: Cities abroad after which "DE", "IN", "IL", "CA" and "WA" are no states of the United States.
_ABROAD = frozenset(
    """
    Bangalore;Bengaluru;Berlin;Bogotá;Bonn;Buenos Aires;Calgary;Cartagena;Casablanca;Chennai;Cologne;Delhi;Dresden;Frankfurt;
    Fremantle;Goa;Haifa;Hamburg;Heidelberg;Hyderabad;Jerusalem;Kolkata;Leipzig;Marrakech;Medellín;Montreal;Montréal;Mumbai;
    Munich;New Delhi;Ottawa;Panama City;Perth;Pune;Rabat;Stuttgart;Tel Aviv;Tirana;Toronto;Valletta
    """.replace("\n", "")
    .replace("    ", "")
    .split(";")
)
_LONGEST = 4


class ConferenceLocationForm(Rule[Reference]):
    """The place of a conference lacks its country, or its state or country has the wrong form.

    APA gives the city, the state, province or territory (abbreviated in the United States, Canada and Australia) and the
    country, written out.

    The rule cannot know the country of a city that stands alone, as "Paris" does, nor whether "Georgia" is the state.
    """

    code = "SRC021"
    signs = ("[", "presented at", "Con", "Meeting", "ium", "Workshop")
    section = "9.31, 10.5"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” is the place of the conference; APA writes “{right}”."
    VALID = (
        "Maddox, S. (2016, March 30–April 2). *If mama ain't happy* [Paper presentation]. Southeastern Psychological "
        "Association 62nd Annual Meeting, New Orleans, LA, United States.",
        "Tan, L. (2020, May 5–7). *Gardens in the sky* [Conference session]. Asian Cities Conference, Singapore.",
        "Tan, L. (2021, May 5–7). *Gardens in the sky* [Conference session]. Asian Cities Conference, Online.",
        "Tan, L. (2019, May 5–7). *Gardens in the sky* [Conference session]. Asian Cities Conference, Tbilisi, Georgia.",
    )
    INVALID = (
        "Fistek, A. (2017, July 12–15). *Growing older with autism* [Conference session]. Autism Society National Conference, "
        "{~~Milwaukee, WI~>Milwaukee, WI, United States~~}.",
        "Fistek, A. (2017, July 12–15). *Growing older with autism* [Conference session]. Autism Society National Conference, "
        "{~~San Diego, California, USA~>San Diego, CA, United States~~}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Read the end of the conference's name as city, state and country."""
        publisher = part.publisher
        if publisher is None or ", " not in publisher.text or part.periodical is not None:
            return
        if not (_is_presentation(part) or "presented at" in publisher.text or _is_conference(publisher, part)):
            return
        pieces = publisher.text.split(", ")
        place = _place(pieces)
        if place is None:
            return
        count, right = place
        found = ", ".join(pieces[-count:])
        if found != right:
            start = publisher.end - len(found)
            yield self.mark((start, publisher.end), replace=right, found=found, right=right)


def _place(pieces: list[str]) -> tuple[int, str] | None:
    """How many of the last pieces are a place, and how APA writes it; None where there is nothing to say."""
    last = pieces[-1]
    country = _COUNTRIES.get(last, last)
    state = _state(last)
    known = country in _SPELLED
    if state is not None:
        country = state[1]
        before, name = pieces[-2], state[0]
        count = 2
    elif known and len(pieces) > 2 and pieces[-2] in _SPELLED[country]:
        before, name = pieces[-3], _SPELLED[country][pieces[-2]]
        count = 3
    elif known and len(pieces) > 2 and _is_city(pieces[-3]) and pieces[-2].isupper():
        before, name = pieces[-3], pieces[-2].replace(".", "")
        count = 3
    elif country != last:
        before, name = pieces[-2], ""
        count = 2
    else:
        return None
    if len(pieces) <= count or not _is_city(before) or (last in _US and before in _ABROAD):
        return None
    return count, ", ".join(piece for piece in (before, name, country) if piece)


def _state(last: str) -> tuple[str, str] | None:
    """The abbreviation and country of a state, province or territory that ends a place."""
    short = last.replace(".", "")
    for country, names in (("United States", _US), ("Canada", _CANADA), ("Australia", _AUSTRALIA)):
        if short in names:
            return short, country
        if last in _SPELLED[country] and last not in _AMBIGUOUS:
            return _SPELLED[country][last], country
    return None


def _is_city(text: str) -> bool:
    return (
        text[:1].isupper()
        and len(text.split()) <= _LONGEST
        and not any(character.isdigit() for character in text)
        and not _MEETING.search(text)
    )


def _is_conference(publisher: Publisher, reference: Reference) -> bool:
    """Whether the source is a conference with days and a place of its own, whatever the brackets say."""
    date = reference.date
    if date is None or date.day is None:
        return False
    name, last = publisher.text.rsplit(", ", 1)
    if _MEETING.search(name) is None:
        return False
    placed = _state(last) is not None or last in _COUNTRIES or last in _SPELLED
    return placed or date.end_day is not None or not reference.links


class ConferenceBracketMissing(Rule[Reference]):
    """A presentation carries no description in brackets.

    APA says after the title what it was: "[Paper presentation]", "[Poster presentation]", "[Conference session]",
    "[Keynote address]".

    The rule speaks of works by people that have a day for a date and a conference with a place for a source. Which kind it
    was the text does not tell, so there is no fix.
    """

    code = "SRC022"
    signs = ("Con", "Meeting", "ium", "Workshop")
    section = "10.5, 9.21"
    section_from_memory = True
    severity = WARNING
    message = "“{title}” was presented at a conference; APA says how in brackets after the title, as in “[Paper presentation]”."
    gives_way_to = ("OLD011",)
    VALID = (
        "Maddox, S. (2016, March 30–April 2). *If mama ain't happy* [Paper presentation]. Southeastern Psychological "
        "Association 62nd Annual Meeting, New Orleans, LA, United States.",
        "De Boer, D., & LaFavour, T. (2018, April 26–29). The art of identifying resilient individuals. In A. M. Schmidt & A. "
        "Kryvanos (Chairs), *Perspectives on resilience* [Symposium]. Western Psychological Association 98th Annual "
        "Convention, Portland, OR, United States.",
    )
    INVALID = (
        "Pearson, J. (2018, September 27–30). *Fat talk and its effects on body {==image==}*. Australian Psychological Society "
        "Congress, Sydney, NSW, Australia.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a conference with a place as the source of a title without brackets."""
        title, publisher, authors = part.title, part.publisher, part.authors
        if title is None or publisher is None or title.main is None or title.brackets or authors is None:
            return
        if part.container is not None or part.periodical is not None or ", " not in publisher.text:
            return
        if not all(name.is_person for name in authors.names) or not _is_conference(publisher, part):
            return
        if "roceedings" not in publisher.text:
            yield self.mark(last_word(title), title=title.main.text)
