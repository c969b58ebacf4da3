"""One entry that holds two, or one that stands in two pieces → where to cut, whether to join."""

import regex

from apacheck.entries.lines import goes_on, has_ended, has_link, is_link
from apacheck.entries.start import Start, has_date, strength
from apacheck.patterns import pattern

_WORD = r"(?:[dlDLOM]c?['’])?\p{Lu}[\p{L}\p{M}'’\-]++"
_NAME = rf"(?:(?:v[ao]n|de[nrl]?|d[aiu]|del|la|le|te[rn]|al|el)\s){{0,3}}+{_WORD}(?:\s{_WORD}){{0,2}}+,\s(?:\p{{Lu}}\p{{Ll}}?\.[\s\-]?){{1,4}}+"
#: Inverted names, a year in parentheses, a period: after the end of an entry nothing else reads so.
_NEXT = pattern(
    rf"(?:(?<=[.?!)\]/\p{{N}}])\s++(?:\[\d{{1,3}}\]\s|\d{{1,3}}[.)]\s|[•·▪]\s)?|(?<=\d\.)|(?<=https?://\S{{1,200}})\s++)"
    rf"(?P<entry>{_NAME}(?:,?\s?(?:&\s|and\s|(?:\.\s?\.\s?\.|…)\s)?{_NAME}){{0,20}}+,?\s?\((?:1[89]|20)\d\d[a-z]?(?:,\s[^()]{{1,24}})?\)\.\s)"
)
_DATE = pattern(r"\((?:1[89]|20)\d\d[a-z]?(?:,\s[^()]{1,24})?\)\.\s")
_LEAST = 8  # characters that an entry has after its date, at least
_ABBREVIATED = pattern(r"(?:\b(?:In|by|from|with|and|ed|eds|trans|vs?)\.?:?|&|,|\b\p{Lu}\.)\Z", regex.IGNORECASE)
_OPENED = pattern(r"[(\[][^()\[\]]{0,200}\Z")


def swallowed(text: str) -> list[tuple[int, int]]:
    """The entries in `text`, as (start, end): one, unless a later one surely begins inside it."""
    if len(text) < 60 or text.count(").") < 2:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    begin = 0
    dates = _DATE.finditer(text)
    first = next(dates, None)
    while first is not None:
        second = next(dates, None)
        if second is None:
            break
        low = max(first.end() + _LEAST, second.start() - 500)
        match = None
        for candidate in _NEXT.finditer(text, low, second.end()):
            if candidate.end() == second.end() and _can_end(text, begin, candidate.start()):
                match = candidate
                break
        if match is not None:
            spans.append((begin, match.start()))
            begin = match.start("entry")
        first = second
    spans.append((begin, len(text)))
    return spans


def _can_end(text: str, begin: int, end: int) -> bool:
    tail = text[max(begin, end - 220) : end]
    return not goes_on(tail) and _ABBREVIATED.search(tail) is None and _OPENED.search(tail) is None


def continues(before: str, before_start: Start, after: str) -> bool:
    """Whether `after`, which stands beyond a blank line, is the rest of the entry `before`."""
    if before_start < Start.STRONG:
        return False
    if is_link(after):
        return not has_link(before)
    start = strength(after)
    if start >= Start.STRONG:
        return False
    if after[0].isdigit() and before[-1] in "-–—,(":
        return True  # a range of pages, cut by the end of the page
    if after[0].islower() or after[0] in "&(),;":
        return not has_ended(before) and not (before[-1].isdigit() and has_link(before[-200:]))
    return before[-1] in ",&" and not has_date(before)
