"""The date element: "(2019, January 3)", "(n.d.)", "(in press)", and every way they are mistyped."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Date, DateForm, Part

#: English months: full names, and what people shorten them to.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTH_NUMBER = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {
    short: number
    for number, shorts in enumerate(
        ("jan", "feb febr", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"), 1
    )
    for short in shorts.split()
}
#: The months in Spanish, French, German, Portuguese, Italian and Dutch, as sources of those languages are dated.
_FOREIGN = (
    "enero janvier januar janeiro gennaio januari",
    "febrero février februar fevereiro febbraio februari",
    "marzo mars märz março maart",
    "abril avril aprile",
    "mayo mai maio maggio mei",
    "junio juin juni junho giugno",
    "julio juillet juli julho luglio",
    "agosto août augustus",
    "septiembre septembre setembro settembre",
    "octubre octobre oktober outubro ottobre",
    "noviembre novembre novembro",
    "diciembre décembre dezember dezembro dicembre",
)
MONTH_NUMBER |= {name: number for number, names in enumerate(_FOREIGN, 1) for name in names.split()}
SEASONS = ("Spring", "Summer", "Fall", "Autumn", "Winter")

_MONTH = (
    r"(?:jan(?:uary)?|febr?(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    rf"|{'|'.join(' '.join(_FOREIGN).split())})\b\.?"
)
_SEASON = r"(?:spring|summer|fall|autumn|winter)(?:\s?[/–-]\s?(?:spring|summer|fall|autumn|winter))?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_DASH = r"\s?(?:–|—|-|‐|−|/|to)\s?"
_YEAR = r"(?:1[0-9]|20|2[1-9])\d\d"

#: A date as it stands in parentheses, as a whole. Order of the pieces is free; what is odd is the rules' business.
_BODY = pattern(
    rf"""
    (?: (?P<circa> (?:ca?\.?|circa|approx\.?) \s* (?=\d) | © \s* | copyright \s* )?
        (?:
          (?P<original>{_YEAR}) \s?/\s? (?P<year>{_YEAR})
        | (?P<year>{_YEAR}) (?P<letter>[a-z])? \s* [\[(] \s* (?P<original>{_YEAR}) \s* [\])]
        | (?P<year>{_YEAR}) ,\s* (?:in\s+(?:press|druck)|im\s+(?:druck|erscheinen)|forthcoming)
        | (?P<year>{_YEAR}) \s? (?P<letter>[a-z]|[A-Z])?+ (?![\p{{L}}\d])
          (?: (?P<sep>,\s*|\s+|-|/)
            (?: (?P<season>{_SEASON})
              | (?P<month>{_MONTH}) (?: ,?\s* (?P<day>{_DAY}) (?P<letter>[a-z])?+ )?
                (?: {_DASH} (?: (?P<end_month>{_MONTH}) \s* (?P<end_day>{_DAY})? | (?P<end_day>{_DAY}) ) )?
              | (?P<day>{_DAY}) \s+ (?P<month>{_MONTH})
                (?: {_DASH} (?P<end_day>{_DAY}) \s+ (?P<end_month>{_MONTH}) )?
              | (?P<month>\d{{1,2}}) [-/.] (?P<day>\d{{1,2}})
            )
          )?
        | (?P<month>{_MONTH}) (?: \s* (?P<day>{_DAY}) (?: {_DASH} (?P<end_day>{_DAY}) )? )? ,?\s* (?P<year>{_YEAR})
          (?P<letter>[a-z])?+
        | (?P<day>{_DAY}) (?: {_DASH} (?P<end_day>{_DAY}) )? \s+ (?:of\s+)? (?P<month>{_MONTH}) ,?\s* (?P<year>{_YEAR})
        | (?P<season>{_SEASON}) ,?\s* (?P<year>{_YEAR})
        | (?P<month>\d{{1,2}}) [-/.] (?P<day>\d{{1,2}}) [-/.] (?P<year>{_YEAR})
        | (?P<year>{_YEAR}) [-/.] (?P<month>\d{{1,2}}) [-/.] (?P<day>\d{{1,2}})
        | (?P<year>\d{{5}})
        )
        (?: {_DASH} (?P<end_year>{_YEAR}|present|\d\d(?!\d)) (?P<end_letter>[a-z])? )?
    |   (?P<circa> (?:ca?\.?|circa) \s* )? (?P<year>\d{{1,4}}) \s? (?P<era>B\.?\s?C\.?(?:\s?E\.?)?|A\.?\s?D\.?|C\.\s?E\.?)
    |   (?P<nodate> n\.?\s?d\.? | no\s+date | undated | s\.?\s?d\.? ) (?: \s? -? \s? (?P<letter>[a-z]) )?
    |   (?P<press> in\s+press | forthcoming | to\s+appear | in\s+preparation | submitted | accepted ) (?: \s? -? \s? (?P<letter>[a-z]) )?
    )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)  # fmt: skip
_YEAR_ALONE = pattern(r"(?:1[5-9]|20)[0-9]{2}[a-z]?")


def read_body(whole: str, start: int, end: int) -> dict[str, object] | None:
    """The pieces of a date that fills `whole[start:end]` (white space around it aside), or None if it is no date."""
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    while end > start + 1 and whole[end - 1] in ",;":
        end -= 1
    # The cheap question first: most parentheses of an entry are not dates.
    head = whole[start : start + 1]
    if not head or (end - start) > 60 or not (head.isdigit() or head.lower() in "nijfmasodwucpt©egl"):
        return None
    if _YEAR_ALONE.fullmatch(whole, start, end):  # as in most entries
        alone: dict[str, object] = {"year": Part(whole, start, start + 4)}
        if end - start > 4:
            alone["letter"] = Part(whole, start + 4, end)
        return alone | {"form": "year", "order": "y", "body": Part(whole, start, end)}
    match = _BODY.fullmatch(whole, start, end)
    if match is None:
        return None
    pieces: dict[str, object] = {}
    for name in (
        "circa",
        "original",
        "year",
        "letter",
        "era",
        "month",
        "day",
        "season",
        "end_year",
        "end_month",
        "end_day",
    ):
        low, high = match.span(name)
        if low >= 0 and high > low:
            pieces[name] = Part(whole, low, high)
    original, year = pieces.get("original"), pieces.get("year")
    if isinstance(original, Part) and isinstance(year, Part) and original.text > year.text:
        pieces["original"], pieces["year"] = year, original  # "1967/1928": the later year is the edition's
    if match["nodate"] is not None:
        form: DateForm = "no-date"
    elif match["press"] is not None:
        form = "in-press"
    else:
        form = "year"
    order = sorted((name for name in ("year", "month", "day") if name in pieces), key=match.start)
    pieces["form"] = form
    pieces["order"] = "".join(name[0] for name in order)
    pieces["body"] = Part(whole, start, end)
    return pieces


def read_group(whole: str, start: int, end: int) -> Date | None:
    """The date in the parentheses or brackets `whole[start:end]`, or None."""
    pieces = read_body(whole, start + 1, end - 1)
    if pieces is None:
        return None
    return Date(
        whole,
        start,
        end,
        opening=Part(whole, start, start + 1),
        closing=Part(whole, end - 1, end),
        **pieces,  # type: ignore[arg-type]
    )


def read_bare(whole: str, start: int, end: int) -> Date | None:
    """The date that stands in `whole[start:end]` without parentheses, or None."""
    pieces = read_body(whole, start, end)
    if pieces is None:
        return None
    return Date(whole, start, end, **pieces)  # type: ignore[arg-type]
