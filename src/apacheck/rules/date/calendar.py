"""A `Date` → marks on its months, days, seasons and ranges: their order, spelling and punctuation."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.date import MONTH_NUMBER, MONTHS
from apacheck.reference.model import Date, Part
from apacheck.rule import Rule

_ORDINAL = pattern(r"(?<=\d)(?:st|nd|rd|th)$", regex.IGNORECASE)
_LOWER_SEASON = pattern(r"\b[a-z](?=[a-z]{3})")
_MONTHS_IN_A_YEAR = 12
_DAYS_IN_A_MONTH = 31
_SHORT_YEAR = 2


def _is_numeric(date: Date) -> bool:
    return date.month is not None and date.month.text.isdigit()


def _number(month: Part) -> int:
    """Give the number of a month in words; 0 where it is none."""
    return MONTH_NUMBER.get(month.text.rstrip(".").lower(), 0)


def _is_iso_month(date: Date) -> bool:
    """Whether "2020-02" was typed: a month, as no range of years runs backwards."""
    year, end = date.year, date.end_year
    if year is None or end is None or len(end.text) != _SHORT_YEAR or not end.text.isdigit() or date.month is not None:
        return False
    return 0 < int(end.text) <= _MONTHS_IN_A_YEAR and int(end.text) < int(year.text[-2:]) and "-" in year.gap(end).text


class DateOrder(Rule[Date]):
    """The pieces of the date stand in the wrong order.

    APA puts the year first, then a comma, the month and the day, whatever the custom of the country.

    Retrieval dates ("Retrieved July 3, 2019, from") have an order of their own and are not looked at.
    """

    code = "DAT005"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "The date reads “{typed}”; APA writes year, comma, month and day: “{right}”."
    VALID = (
        "Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",
        "Delta Birds. (n.d.). *Bird counts of the delta*. Retrieved June 14, 2019, from https://www.deltabirds.org/counts",
    )
    INVALID = (
        "Hess, A. ({~~3 January 2019~>2019, January 3~~}). Cats who take direction. *The New York Times*, C1.",
        "Lindqvist, M. ({~~March 2016~>2016, March~~}). Quiet carriages. *Monitor on Psychology*, *47*(3), 22–24.",
        "Castell, R. ({~~2017, 9 May~>2017, May 9~~}). *Rain on the roof* [Infographic]. Weather Diaries. https://www.weatherdiaries.org/rain",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Compare the order of year, month and day with APA's."""
        year, month = part.year, part.month
        if year is None or month is None or part.order in {"ymd", "ym"} or _is_numeric(part):
            return
        pieces = [piece for piece in (year, part.letter, month, part.day, part.end_month, part.end_day) if piece]
        start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
        if part.end_year is not None:
            return
        right = f"{year}{part.letter or ''}, {month}"
        if part.day is not None:
            right += f" {part.day}"
        if part.end_day is not None:
            last = f"{part.end_month} {part.end_day}" if part.end_month is not None else part.end_day.text
            right += f"–{last}"
        yield self.mark((start, end), replace=right, typed=part.whole[start:end], right=right)


class DateMonthAbbreviated(Rule[Date]):
    """A month in the date is abbreviated.

    APA spells months out in the reference list.

    "May" is complete as it is.
    """

    code = "DAT006"
    unless_right = True
    section = "9.14, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The month “{typed}” is abbreviated; APA spells it out: “{right}”."
    VALID = (
        "Brandt, L. (2018, May 2). *Ten walks along the canal*. City Paths. https://www.citypaths.org/canal",
        "Okafor, N. (2021). *Soil map reader* (Mar 14 version) [Mobile app]. App Store. https://apps.apple.com/app/id10",
    )
    INVALID = (
        "Hess, A. (2019, {~~Jan.~>January~~} 3). Cats who take direction. *The New York Times*, C1.",
        "Brandt, L. (2018, {~~Sept~>September~~} 12). *Ten walks along the canal*. City Paths. https://www.citypaths.org/canal",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for short months, at both ends of a range."""
        for month in (part.month, part.end_month):
            if month is None or month.text.isdigit():
                continue
            number = _number(month)
            if number and month.text.lower() != MONTHS[number - 1].lower():
                right = MONTHS[number - 1]
                yield self.mark(month, replace=right, typed=month.text, right=right)


class DateNumeric(Rule[Date]):
    """The date is written in numerals only.

    APA writes the month in words.

    Year-month-day has one reading and is fixed; "03/01/2019" has two, so that a person has to choose.
    """

    code = "DAT007"
    section = "9.14"
    severity = ERROR
    fix = SAFE
    unless_right = True
    message = "The date “{typed}” is all numerals; APA writes the month in words (“2019, January 3”)."
    VALID = (
        "Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",
        "Marlow, D. (Producer). (1998–02). *Harbour lights* [TV series]. Northern Television.",
    )
    INVALID = (
        "Hess, A. ({~~2019-01-03~>2019, January 3~~}). Cats who take direction. *The New York Times*, C1.",
        "Hess, A. ({~~25/01/2019~>2019, January 25~~}). Cats who take direction. *The New York Times*, C1.",
        "Hess, A. ({==03/01/2019==}). Cats who take direction. *The New York Times*, C1.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for a month in numerals, and offer words where it has one reading."""
        year = part.year
        if year is None:
            return
        if _is_iso_month(part) and part.end_year is not None:
            right = f"{year}, {MONTHS[int(part.end_year.text) - 1]}"
            span = (year.start, part.end_year.end)
            yield self.mark(span, replace=right, applicability=UNSAFE, typed=part.whole[span[0] : span[1]])
            return
        month, day = part.month, part.day
        if month is None or day is None or not month.text.isdigit():
            return
        span = (min(year.start, month.start), max(year.end, day.end))
        typed = part.whole[span[0] : span[1]]
        first, second = int(month.text), int(_ORDINAL.sub("", day.text))
        sure = part.order == "ymd"
        if not sure and first > _MONTHS_IN_A_YEAR:
            first, second = second, first
        settled = sure or second > _MONTHS_IN_A_YEAR or first == second
        if settled and 0 < first <= _MONTHS_IN_A_YEAR and 0 < second <= _DAYS_IN_A_MONTH:
            right = f"{year}, {MONTHS[first - 1]} {second}"
            yield self.mark(span, replace=right, applicability=SAFE if sure else UNSAFE, typed=typed)
        else:
            yield self.mark(span, typed=typed)


class DateOrdinalDay(Rule[Date]):
    """The day has an ordinal ending.

    APA writes the day as a plain number: "January 3".
    """

    code = "DAT008"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "The day is written “{typed}”; APA writes the number alone: “{right}”."
    VALID = ("Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",)
    INVALID = (
        "Hess, A. (2019, January {~~3rd~>3~~}). Cats who take direction. *The New York Times*, C1.",
        "Brandt, L. (2018, June {~~21st~>21~~}). *Ten walks along the canal*. City Paths. https://www.citypaths.org/canal",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for “rd” and its like, at both ends of a range."""
        for day in (part.day, part.end_day):
            if day is None or day.text.isdigit():
                continue
            ending = _ORDINAL.search(day.text)
            if ending is not None:
                right = day.text[: ending.start()]
                yield self.mark(day, (day.start + ending.start(), day.end, ""), typed=day.text, right=right)


class DateSeasonForm(Rule[Date]):
    """A season stands before the year or in lowercase.

    APA writes the season like a month: after the year and a comma, capitalized.

    "(Summer 2019 ed.)" after a title is an edition, not a date.
    """

    code = "DAT009"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "The season is written “{typed}”; APA puts it after the year, capitalized: “{right}”."
    VALID = (
        "Ratner, J. (2019, Spring). The long strike. *Dissent*, *66*(2), 30–37.",
        "Imhoff, P. (2021). Weakness of will. In E. N. Zalta (Ed.), *The Stanford encyclopedia of philosophy* (Summer 2021 ed.). Stanford University. https://plato.stanford.edu/archives/sum2021/entries/weakness-will/",
    )
    INVALID = (
        "Ratner, J. ({~~spring 2019~>2019, Spring~~}). The long strike. *Dissent*, *66*(2), 30–37.",
        "Ratner, J. (2019, {~~fall~>Fall~~}). The long strike. *Dissent*, *66*(2), 30–37.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at the season's place and capital."""
        season, year = part.season, part.year
        if season is None or year is None:
            return
        right = _LOWER_SEASON.sub(lambda match: match[0].upper(), season.text)
        if season.start < year.start:
            span = (season.start, (part.letter or year).end)
            if span[1] > season.end:
                right = f"{year}{part.letter or ''}, {right}"
                yield self.mark(span, replace=right, typed=part.whole[span[0] : span[1]], right=right)
        elif right != season.text:
            yield self.mark(season, replace=right, typed=season.text, right=right)


class DateRangeHyphen(Rule[Date]):
    """A range in the date has no en dash, or spaces around it.

    APA joins the ends of a range of years or days with an en dash without spaces.

    The hyphen of "n.d.-a" and the slash of "January/February" stay.
    """

    code = "DAT019"
    unless_right = True
    section = "9.14, 6.6"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“{typed}” is a range; APA joins its ends with an en dash without spaces: “{right}”."
    VALID = (
        "Simon, D. (Executive Producer). (2002–2008). *The wire* [TV series]. HBO.",
        "Varga, I. (n.d.-a). *Night trains of Europe*. Rail Notes. https://www.railnotes.org/night",
        "Petrov, S. (2019, January/February). Lighthouses at dusk. *Smithsonian*, *49*(9), 40–47.",
    )
    INVALID = (
        "Simon, D. (Executive Producer). ({~~2002-2008~>2002–2008~~}). *The wire* [TV series]. HBO.",
        "Adeyemi, F. (2019, August {~~8 – 11~>8–11~~}). *What crows remember* [Conference session]. American Psychological Association 2019 Convention, Chicago, IL, United States.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at what joins the ends of a range."""
        if (part.end_year is None and part.end_month is None and part.end_day is None) or _is_iso_month(part):
            return
        if part.order not in {"y", "ym", "ymd"}:
            return
        ends = {id(part.end_year), id(part.end_month), id(part.end_day)}
        before: Part | None = None
        for piece in part.parts():
            if id(piece) in ends and before is not None:
                gap = before.gap(piece)
                if gap.text != "–" and "/" not in gap.text:
                    typed = part.whole[before.start : piece.end]
                    right = f"{before}–{piece}"
                    yield self.mark((before.start, piece.end), (gap.start, gap.end, "–"), typed=typed, right=right)
                return
            before = piece


class DateMonthLowercase(Rule[Date]):
    """A month in the date begins with a small letter.

    Names of months are capitalized, also where other languages do not do so.
    """

    code = "DAT025"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "The month “{typed}” is in lowercase; APA capitalizes it: “{right}”."
    VALID = ("Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",)
    INVALID = ("Hess, A. (2019, {~~january~>January~~} 3). Cats who take direction. *The New York Times*, C1.",)

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for whole months in lowercase; short ones are another rule's."""
        for month in (part.month, part.end_month):
            if month is None or not month.text[0].islower():
                continue
            number = _number(month)
            if number and month.text.lower() == MONTHS[number - 1].lower():
                right = MONTHS[number - 1]
                yield self.mark(month, (month.start, month.start + 1, right[0]), typed=month.text, right=right)


class DateCommaMissing(Rule[Date]):
    """No comma stands between year and month.

    APA separates the year from the month or season with a comma and a space.
    """

    code = "DAT026"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "No comma separates the year from “{next}”; APA writes “{right}”."
    VALID = ("Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",)
    INVALID = (
        "Hess, A. ({~~2019 January~>2019, January~~} 3). Cats who take direction. *The New York Times*, C1.",
        "Ratner, J. ({~~2019 Spring~>2019, Spring~~}). The long strike. *Dissent*, *66*(2), 30–37.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at what stands between the year and the month or season."""
        year, following = part.year, part.month or part.season
        if year is None or following is None or following.start < year.end or following.text.isdigit():
            return
        if part.order == "ydm":
            return
        before = part.letter if part.letter is not None and part.letter.end <= following.start else year
        gap = before.gap(following)
        if gap.text.strip() in {"", "-", "/"}:
            right = f"{part.whole[year.start : before.end]}, {following}"
            yield self.mark((year.start, following.end), (gap.start, gap.end, ", "), next=following.text, right=right)
