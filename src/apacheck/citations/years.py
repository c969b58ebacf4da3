"""What follows the names → years, locators and the words that bring in another work."""

import regex

from apacheck.citations.model import CitedYear, Locator
from apacheck.patterns import pattern
from apacheck.reference.model import Part

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})"
_DIGITS = r"(?:1[4-9]\d\d|20\d\d)"
#: A year as a citation has it.
YEAR = pattern(
    rf"""
    (?<![\p{{L}}\p{{N}}.,/$€£#])(?:
        (?P<before>{_DAY}(?:\s*+,)?\s++(?={_DIGITS}))?
        (?:
            (?P<circa>(?:c(?:a|irca)?\.?)\s*)?
            (?P<original>{_DIGITS}|(?:c(?:a|irca)?\.\s*)?\d{{1,4}}\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|C\.?E\.?|A\.?D\.?))\s?/\s?(?P<republished>{_DIGITS})
          | (?:c(?:a|irca)?\.\s*)?(?P<ancient>\d{{1,4}}\s*(?:B\.C\.E\.|BCE|B\.C\.|BC))
          | (?:c(?:a|irca)?\.?\s+)?(?P<year>{_DIGITS})(?:\s?[–-]\s?(?P<end>{_DIGITS}|\d\d(?!\d)))?
        )(?P<letter>[a-z](?![\p{{L}}\p{{N}}]))?(?![\p{{N}}\p{{L}}%/])
        (?:\s*,\s*(?P<after>{_DAY})(?![\p{{L}}\p{{N}}]))?
      | (?P<no_date>n\.\s?d\.?|N\.\s?D\.?|n\.d|nd(?=[,;)\s]|\Z)|no\ date|undated)(?:-(?P<nd_letter>[a-z])(?![\p{{L}}\p{{N}}]))?
      | (?P<press>in\ press|forthcoming|in\ preparation|submitted|accepted|under\ review|advance\ online\ publication)(?:-(?P<press_letter>[a-z])(?![\p{{L}}]))?(?![\p{{L}}])
    )
    """,
    regex.VERBOSE,
)
_MORE = pattern(r"\s*(?:,|&|and|,\s*(?:and|&)|;)\s*(?=(?:1[4-9]|20)\d\d|n\.\s?d|in press|[a-z](?=[,;)\s&]|\Z))")
_LETTER = pattern(r"(?P<letter>[a-z])(?=[,;)\s&]|\Z)")

_NUMBER = r"(?:[A-Z]?\d{1,5}[A-Za-z]?(?:[.:]\d{1,4})*|[ivxlcdm]{1,7}\b|[IVXLC]{1,6}\b)"
_RANGE = rf"{_NUMBER}(?:\s?[–—‒‐-]\s?{_NUMBER}|\s?ff?\.)?"
_LABEL = (
    r"pgs?\.?|pp?\.?|pages?|paras?\.?|par\.|paragraphs?|chapters?|chaps?\.?|chs?\.|sections?|secs?\.|§{1,2}|tables?|figures?|figs?\.|slides?"
    r"|lines?|ll?\.|verses?|vols?\.?|volumes?|parts?|acts?|scenes?|appendi(?:x|ces)|nos?\.|notes?|nn?\.|footnotes?|fn\.|locs?\.?|location|Abstract|Introduction|Preface|Conclusion"
)
LOCATOR = pattern(
    rf"""
    (?P<lead>\s*+(?:[,;:.]\s*+)?)
    (?:
        (?P<label>{_LABEL})(?P<gap>\s*)(?P<value>{_RANGE}(?:\s*(?:,|and|&)\s*{_RANGE})*)
      | (?P<time>\d{{1,2}}:\d\d(?::\d\d)?)
      | (?P<canonical>(?:[1-3]\s)?\p{{Lu}}\p{{Ll}}{{1,12}}\.?\s\d{{1,3}}[:.]\d{{1,3}}(?:[–-]\d{{1,3}})?|\d{{1,3}}\.\d{{1,3}}(?:\.\d{{1,3}})?(?:[–-]\d{{1,3}})?)
      | (?P<bare>(?<=:\s?)\d{{1,4}}(?:\s?[–-]\s?\d{{1,4}})?)
    )
    (?=\s*(?:[,;)\]]|\Z)|\s+(?:[a-z\[“"&]|p))
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
#: Words that stand between a work that was not read and the one that was.
THROUGH = pattern(
    r"[\s,;(]*(?P<words>\b(?:as\s+)?(?:cited|quoted|reported|referenced|mentioned|discussed|qtd\.?|found)\s+(?:in|by)\b|\bapud\b)\s*:?\s*",
    regex.IGNORECASE,
)


def read_years(text: str, start: int, end: int) -> list[CitedYear]:
    """The years that begin at `start`: one, or several with commas between."""
    years: list[CitedYear] = []
    match = YEAR.match(text, start, end)
    while match is not None:
        years.append(_year(text, match))
        place = match.end()
        match = None
        while (more := _MORE.match(text, place, end)) is not None and (";" not in more[0]):
            letter = _LETTER.match(text, more.end(), end)
            if letter is not None and years[-1].letter and ord(letter["letter"]) > ord(years[-1].letter[-1]):
                last = years[-1]
                years.append(CitedYear(text, letter.start(), letter.end(), last.label, letter["letter"]))
                place = letter.end()
                continue
            match = YEAR.match(text, more.end(), end)
            break
    return years


def _year(text: str, match: "regex.Match[str]") -> CitedYear:
    start, end = match.span()
    if match["no_date"] is not None:
        return CitedYear(text, start, end, "n.d.", match["nd_letter"] or "")
    if match["press"] is not None:
        label = "in press" if match["press"] in {"in press", "forthcoming"} else match["press"]
        return CitedYear(text, start, end, label, match["press_letter"] or "")
    calendar = next((name for name in ("before", "after") if match[name] is not None), None)
    part = Part(text, match.start(calendar), match.end(calendar)) if calendar else None
    letter = match["letter"] or ""
    if match["republished"] is not None:
        return CitedYear(text, start, end, match["republished"], letter, original=match["original"], calendar=part)
    if match["ancient"] is not None:
        return CitedYear(text, start, end, match["ancient"], letter, calendar=part)
    last = match["end"] or ""
    if len(last) == 2:
        last = match["year"][:2] + last
    return CitedYear(text, start, end, match["year"], letter, end_year=last, calendar=part)


def read_locator(text: str, start: int, end: int) -> Locator | None:
    """The locator that begins at `start` (with the comma before it), if one does."""
    match = LOCATOR.match(text, start, end)
    if match is None or (not match["lead"] and match["label"] is not None):
        return None
    lead = Part(text, *match.span("lead"))
    if match["label"] is not None:
        label = Part(text, *match.span("label"))
        return Locator(
            text, label.start, match.end("value"), lead=lead, value=Part(text, *match.span("value")), label=label
        )
    for name in ("time", "canonical", "bare"):
        if match[name] is not None:
            value = Part(text, *match.span(name))
            return Locator(text, value.start, value.end, lead=lead, value=value)
    return None
