"""Title, journal, volume, issue and pages: reads a stretch that ends like an article of a periodical."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.boundary import IN, choose
from apacheck.reference.locator import DEPARTURES, PARTIAL, Locator, read_locator, read_pages
from apacheck.reference.model import Part, Periodical, Reference
from apacheck.reference.names import GROUP_WORDS
from apacheck.reference.publisher import find_place, read_publisher
from apacheck.reference.sentence import close, stops
from apacheck.reference.title import read_title
from apacheck.tokens import Token

_STATUS = pattern(
    r"(?:(?<=[.,;\])?!])\s*|\s(?=[\[(]))(?P<status>\[?(?:Advance(?:d)? online publication|Advance access publication|Online first|OnlineFirst|Epub ahead of print|Early view|In press|Ahead of print)\]?|\((?:in press|im Druck|in Druck|forthcoming|im Erscheinen)\))\.?\s*$",
    regex.IGNORECASE,
)


def read_periodical(reference: Reference, tokens: list[Token], start: int, end: int) -> bool:
    """Read `whole[start:end]` as title and periodical; False, and nothing read, where no locator or status ends it."""
    text = reference.whole
    status = None
    tail = text[max(start, end - 50) : end]
    match = None if tail.rstrip(". ")[-1:].isdigit() else _STATUS.search(text, max(start, end - 50), end)
    if match is not None and match.start() > start:
        status = Part(text, *match.span("status"))
        end = close(text, start, match.start())
    ends = stops(text, tokens, start, end)
    locator, last = read_locator(text, start, end), end
    if locator is None and status is None:
        # Something may follow the locator: a database, a publisher, a place.
        for sentence_end, following, kind in reversed(ends[-2:]):
            if kind == "stop" and following - start > 12 and end - following < 80:
                earlier = read_locator(text, start, sentence_end)
                if (
                    earlier is not None
                    and earlier.rank < 3
                    and (earlier.issue or earlier.pages)
                    and not _names_editors(text, start, sentence_end)
                ):
                    locator, last = earlier, sentence_end
                    break
    if locator is None and status is None:
        return False
    if locator is not None and locator.rank == PARTIAL and not reference.links:
        locator = _paged(text, locator, start)
    head = locator.start if locator is not None else end
    best = choose(text, tokens, ends, start, head, locator)
    if best is None:
        return False
    if locator is not None and locator.rank == PARTIAL and best.cost >= 4:
        return False
    intro = None
    journal = best.start
    prefix = IN.match(text, journal, head)
    if prefix is not None and prefix["intro"].startswith("In"):
        intro = Part(text, *prefix.span("intro"))
        journal = prefix.end()
    if best.stop > start:
        reference.title = read_title(
            text, start, best.stop, [t for t in tokens if t.end <= best.stop + 1], article=True
        )
    reference.departures += best.departures
    if locator is not None and DEPARTURES[locator.rank]:
        reference.departures.append(DEPARTURES[locator.rank])
    reference.periodical = make_periodical(text, journal, locator, head, status, intro)
    if last < end:
        following = last
        while following < end and text[following] in " .,":
            following += 1
        reference.publisher = read_publisher(text, following, end)
    return True


def _paged(text: str, locator: Locator, start: int) -> Locator:
    """A number alone is a volume where a link locates the article, else likelier its page."""
    volume = locator.volume
    if (
        volume is None
        or volume.label
        or locator.issue
        or locator.pages
        or "Frontiers in" in text[start : locator.start]
    ):
        return locator
    return locator._replace(volume=None, pages=read_pages(text, volume.start, volume.end))


def make_periodical(
    text: str, start: int, locator: Locator | None, head: int, status: Part | None, intro: Part | None = None
) -> Periodical:
    """The periodical whose name begins at `start` and ends where its locator begins, or at `head` without one."""
    stop = locator.start if locator is not None else head
    while stop > start and text[stop - 1] in " ,;":
        stop -= 1
    title = Part(text, start, stop)
    pieces = (
        [piece for piece in (locator.volume, locator.issue, locator.pages, locator.article) if piece] if locator else []
    )
    end = max([stop, *(piece.end for piece in pieces), status.end if status else 0])
    begin = intro.start if intro is not None else start
    if locator is None:
        return Periodical(text, begin, end, title=title, intro=intro, status=status)
    return Periodical(
        text, begin, end, title=title, intro=intro, volume=locator.volume, issue=locator.issue, pages=locator.pages,
        article=locator.article, status=status,
    )  # fmt: skip


def _names_editors(text: str, start: int, end: int) -> bool:
    """Whether a role of editors stands in the stretch."""
    return "(Ed" in text[start:end] or "(ed" in text[start:end] or "(Hrsg" in text[start:end]


_PERIODICAL_SIGN = pattern(
    r"\b(?:Journal|Review|Reviews|Proceedings|Transactions|Annals|Bulletin|Letters|Magazine|Quarterly|Zeitschrift|Revista|Revue|Rivista|Archives of|Frontiers in|"
    r"Acta|Advances in|(?:Encyclopedia|Dictionary) of|Gazette|Herald|Tribune|Newsletter|\d{1,3}(?:st|nd|rd|th) (?:Annual|International|IEEE))\b"
    r"|^\d{4} .{0,300}?\b(?:Conference|Symposium|Congress|Workshop|Meeting)\b|\bConference (?:on|of)\b"
)
PUBLISHING = pattern(
    r"\b(?:Press|Books|Publishers?|Publishing|Publications|Verlag|University of|Association|Society,|Institute)\b"
)


#: A source that a publisher's name cannot be: it begins with a year or an ordinal, or ends with a year or a numeral.
_NUMBERED = pattern(
    r"(?:\d{4}|\d{1,3}(?:st|nd|rd|th)|Volume \d+:|Proceedings)\s\p{Lu}.*|\p{Lu}.*\s(?:[’']?\d\d|(?:19|20)\d\d|(?=[IVX]{2})[IVX]+)|.*\(\p{Lu}[\p{L} -]+\s?[’']?\d{2,4}\)"
)
#: The last word of a name: a field of knowledge, or what serial works call themselves.
_FIELD = pattern(
    r"(?:\p{L}*(?:ology|istry|omics|hysics|matics|graphy|tronics|conomics|iatrics|Optics)|Sciences?|Research|Studies|Medicine|Engineering|Computing|Imaging"
    r"|Processing|Education|Mechanics|Algorithms|Diseases?|Processes|Landforms|Reports?|Technology|Surgery|Policy|History|Networks|Systems"
    r"|Communications?|Abstracts|Dataset|Materials|Series|Applications|Theory|Online|Archiv|Encyclopedia|Dictionary|Conference|Meeting|Symposium|Workshop"
    r"|Congress|Forum)"
)
#: Words of groups that journals and conferences have in their names as well.
_SHARED = frozenset({"conference", "congress", "health", "international", "network", "news", "research", "studies"})
_HOUSE = frozenset(
    """
    academic allyn butterworth cambridge cengage crc elsevier harcourt harvard houghton igi kluwer lippincott macmillan
    mcgraw-hill merrill nova pearson plenum prentice princeton routledge sage saunders scitech springer taylor thomson wiley
    yale
    """.split()  # noqa: SIM905 - one paragraph reads better than one word a line
)


#: Characters of a name, at most.
_LONGEST_NAME = 500


def is_periodical(text: str, start: int, end: int, *, page: bool = False) -> bool:
    """Whether a source without volume and pages is a periodical or a conference by its name.

    `page` tells that a web page follows: then the last word of a name says little ("Live Science" is a site).
    """
    if end - start > _LONGEST_NAME:
        return False
    name = text[start:end]
    if PUBLISHING.search(name) or "; " in name.replace("&amp;", "&") or name.endswith(("States", "Kingdom", "Canada")):
        return False
    if ":" in name and find_place(text, start, end) is not None:
        return False
    if ":" not in name and _PERIODICAL_SIGN.search(name):
        return True
    return not page and (_NUMBERED.fullmatch(name) is not None or _is_field(name))


def _is_field(name: str) -> bool:
    """Whether the name is a field's ("Numerical Algorithms"), not that of a body or publisher of the field."""
    words = name.replace(":", "").split()
    last = words[-1] if words else ""
    if len(last) < 5 or _FIELD.fullmatch(last) is None or len(words) > 12:
        return False
    return not any(
        word.lower().strip(",.") in _HOUSE or word.lower().strip(",.") in GROUP_WORDS - _SHARED for word in words
    )
