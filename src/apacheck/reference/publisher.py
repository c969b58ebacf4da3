"""The last words of a source → `Publisher`: publishers, a site or a conference, with the place typed before them."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Part, Publisher
from apacheck.reference.sentence import close

_PLACE = pattern(
    r"(?P<place>(?:[\p{Lu}][\p{L}.’' -]{1,40}?)(?:[,/&]\s?(?:[\p{Lu}]\.?[\p{L}. ]{0,24}?|etc\.)){0,4}(?:\s?\([\p{L}. ]{2,20}\))?)\s?:\s*(?=[\p{Lu}\d])"
)


#: What ends a publisher's name and never a place's.
_HOUSE = pattern(r"\b(?:Press|Publishers|Publishing|Books|Verlag)$")
_PUBLISHER_CUT = pattern(r"(?:(?<!\s)\s++)?+;\s*+")


_CONFERENCE = pattern(r"\b(?:Conference|Congress|Convention|Meeting|Symposium|Workshop|Annual)\b")


def find_place(text: str, start: int, end: int) -> "regex.Match[str] | None":
    """The place that `text[start:end]` begins with, as in "New York, NY: Wiley", or None."""
    if ":" not in text[start : start + 90]:
        return None
    match = _PLACE.match(text, start, end)
    if (
        match is None
        or len(match["place"].split()) > 6
        or (match["place"].startswith("The ") and match["place"] != "The Hague")
    ):
        return None
    return match


def read_publisher(text: str, start: int, end: int) -> Publisher | None:
    """Read `text[start:end]` as publishers (or a site, a conference), with the place before them if one is typed."""
    end = close(text, start, end) if text[start:end].endswith((" ", ",")) else end
    if end <= start:
        return None
    place = None
    names_start = start
    match = find_place(text, start, end)
    if match is not None and _HOUSE.search(match["place"]) is not None:  # "Harvard University Press: Cambridge, MA"
        house = Part(text, *match.span("place"))
        return Publisher(text, start, end, [house], Part(text, match.end(), end), "publisher")
    if match is not None and "; " not in match["place"]:
        place = Part(text, *match.span("place"))
        names_start = match.end()
    names = []
    begin = names_start
    for cut in [*_PUBLISHER_CUT.finditer(text, names_start, end), None]:
        stop = cut.start() if cut is not None else end
        if stop > begin:
            names.append(Part(text, begin, stop))
        begin = cut.end() if cut is not None else end
    conference = place is None and bool(_CONFERENCE.search(text, start, end)) and "," in text[start:end]
    return Publisher(text, start, end, names, place, "conference" if conference else "publisher")
