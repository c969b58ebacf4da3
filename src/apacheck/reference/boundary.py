"""Title and source: where one ends and the other begins, by the cheapest explanation.

Every place where a title may end is a `Candidate`. Each is charged for what it asks the reader to put up with: a period
that may belong to an abbreviation, a journal's name in lower case, a sentence end inside a name, a separator that is not
there. The cheapest wins; what it was charged for stays with the reference as its departures.
"""

from bisect import bisect_left
from typing import NamedTuple

import regex

from apacheck.patterns import pattern
from apacheck.reference.locator import Locator, read_locator, read_pages
from apacheck.reference.model import Container, Part, Periodical, Publisher, Reference, Title
from apacheck.reference.names import ROLE, make_role, read_editors
from apacheck.reference.title import is_addition, read_title
from apacheck.tokens import Token


class Candidate(NamedTuple):
    """A place where the title may end (`stop`) and the source begin (`start`), and what believing it costs."""

    cost: float
    stop: int
    start: int
    departures: tuple[str, ...]


_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "die",
        "do",
        "dos",
        "du",
        "e",
        "ed",
        "el",
        "en",
        "et",
        "for",
        "für",
        "from",
        "i",
        "il",
        "im",
        "in",
        "into",
        "la",
        "las",
        "le",
        "les",
        "lo",
        "los",
        "mit",
        "na",
        "nor",
        "of",
        "on",
        "or",
        "og",
        "per",
        "sur",
        "the",
        "to",
        "und",
        "van",
        "vom",
        "von",
        "voor",
        "with",
        "y",
        "zu",
        "zum",
        "zur",
        "van",
        "het",
        "een",
        "och",
        "für",
        "och",
        "av",
        "til",
        "i",
        "um",
        "para",
        "por",
        "con",
        "o",
        "os",
        "as",
        "em",
        "no",
        "na",
    ]
)
_WORD = pattern(r"[\p{L}\p{N}][\p{L}\p{N}’'&-]*")
_STATUS = pattern(
    r"(?:(?<=[.,;\])?!])\s*|\s(?=\[))(?P<status>\[?(?:Advance(?:d)? online publication|Advance access publication|Online first|OnlineFirst|Epub ahead of print|Early view|In press|Ahead of print)\]?)\.?\s*$",
    regex.IGNORECASE,
)
_IN = pattern(r"(?<=[.?!”\"’'\])»]\s|^)(?P<intro>In:?|On)\s(?=\S)")
_PLACE = pattern(
    r"(?P<place>(?:[\p{Lu}][\p{L}.’' -]{1,40}?)(?:[,/&]\s?(?:[\p{Lu}]\.?[\p{L}. ]{0,24}?|etc\.)){0,4}(?:\s?\([\p{L}. ]{2,20}\))?)\s?:\s*(?=[\p{Lu}\d])"
)
_PUBLISHER_CUT = pattern(r"\s*;\s*")
_CONFERENCE = pattern(r"\b(?:Conference|Congress|Convention|Meeting|Symposium|Workshop|Annual)\b")


def read_title_and_source(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    """Read `whole[start:end]`: title, then a periodical, a container with its publisher, or a publisher or site."""
    text = reference.whole
    stop = _close(text, start, end)
    if stop <= start:
        return
    inside = tokens[bisect_left(tokens, start, key=lambda token: token.end) :]
    inside = [token for token in inside if token.start < stop and token.end > start]
    if _read_contained(reference, inside, start, stop):
        return
    if _read_periodical(reference, inside, start, stop):
        return
    _read_published(reference, inside, start, stop)


def read_source(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    """Read `whole[start:end]` as a source alone: the title stood before the date."""
    text = reference.whole
    stop = _close(text, start, end)
    if stop <= start:
        return
    inside = [token for token in tokens if token.start < stop and token.end > start]
    match = _IN.match(text, start, stop)
    if match is not None:
        _container(reference, inside, Part(text, *match.span("intro")), match.end(), stop)
        return
    locator = read_locator(text, start, stop)
    if locator is not None:
        reference.periodical = _periodical(text, start, locator, stop, None)
        return
    reference.publisher = read_publisher(text, start, stop)


# --- the end of the source ----------------------------------------------------------------------------------------


def _close(text: str, start: int, end: int) -> int:
    """The end without the final period, commas and spaces; a period that an abbreviation owns stays."""
    while end > start and text[end - 1] in " ,;:\t":
        end -= 1
    if end > start and text[end - 1] == "." and not text[start:end].endswith(("...", ". . .")):
        end -= 1
        while end > start and text[end - 1] in " .":
            end -= 1
    return end


def _stops(text: str, tokens: list[Token], start: int, end: int) -> list[tuple[int, int, str]]:
    """Places in `text[start:end]` where a sentence ends: (end of the sentence, start of the next, kind)."""
    found: list[tuple[int, int, str]] = []
    for token in tokens:
        if token.kind not in {"stop", "weak", "glued"} or token.start <= start or token.end >= end:
            continue
        mark = text[token.start : token.end]
        keeps = 0
        for index, char in enumerate(mark):
            if char in "?!" or (char in "\"”’'»" and index):
                keeps = index + 1
        following = token.end
        while following < end and text[following].isspace():
            following += 1
        found.append((token.start + keeps, following, token.kind if "?" not in mark and "!" not in mark else "asked"))
    for token in tokens:  # "[Video] YouTube": a bracket ends a title even where the period is missing
        if (
            token.kind == "bracket"
            and start < token.start
            and token.end + 1 < end
            and text[token.end] == " "
            and text[token.end + 1].isupper()
        ):
            found.append((token.end, token.end + 1, "bracket"))  # noqa: PERF401 - the reason above reads better in a loop
    found.sort()
    return found


# --- periodicals --------------------------------------------------------------------------------------------------


def _read_periodical(reference: Reference, tokens: list[Token], start: int, end: int) -> bool:
    text = reference.whole
    status = None
    match = _STATUS.search(text, max(start, end - 50), end)
    if match is not None and match.start() > start:
        status = Part(text, *match.span("status"))
        end = _close(text, start, match.start())
    stops = _stops(text, tokens, start, end)
    locator, last = read_locator(text, start, end), end
    if locator is None and status is None:
        # Something may follow the locator: a database, a publisher, a place.
        for sentence_end, following, kind in reversed(stops[-2:]):
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
    head = locator.start if locator is not None else end
    best = _choose(text, tokens, stops, start, head, locator)
    if best is None:
        return False
    if locator is not None and locator.rank == 4 and best.cost >= 4:
        return False
    intro = None
    journal = best.start
    prefix = _IN.match(text, journal, head)
    if prefix is not None and prefix["intro"].startswith("In"):
        intro = Part(text, *prefix.span("intro"))
        journal = prefix.end()
    if best.stop > start:
        reference.title = read_title(text, start, best.stop, [t for t in tokens if t.end <= best.stop + 1])
    reference.departures += best.departures
    reference.periodical = _periodical(text, journal, locator, head, status, intro)
    if last < end:
        following = last
        while following < end and text[following] in " .,":
            following += 1
        reference.publisher = read_publisher(text, following, end)
    return True


def _periodical(
    text: str, start: int, locator: Locator | None, head: int, status: Part | None, intro: Part | None = None
) -> Periodical:
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


_BASE = {"stop": 0.0, "asked": 0.6, "weak": 2.5, "glued": 1.5, "bracket": 1.0}
_WHY = {
    "weak": "a period that may belong to an abbreviation",
    "glued": "no space after the title",
    "bracket": "no period after the description",
}


def _choose(
    text: str, tokens: list[Token], stops: list[tuple[int, int, str]], start: int, head: int, locator: Locator | None
) -> Candidate | None:
    """The cheapest place for the title to end before a journal whose name ends at `head`."""
    candidates: list[Candidate] = []
    inner = [(a, b, kind) for a, b, kind in stops if start < a < head and b < head]
    count = len(inner)
    groups = [token for token in tokens if token.kind == "group"]
    for index in range(count - 1, max(count - 7, -1), -1):
        stop, following, kind = inner[index]
        cost, why = _journal_cost(text, following, head)
        later = sum(_later_cost(text, inner, position) for position in range(index + 1, count))
        cost += _BASE[kind] + later + (1.5 if index and _is_abbreviation(text, inner[index - 1][1], stop) else 0)
        if any(token.start < stop < token.end for token in groups):
            cost += 6
        if stop - start < 3:
            cost += 5
        departures = why + ((_WHY[kind],) if kind in _WHY else ())
        candidates.append(Candidate(cost, stop, following, departures))
    if not candidates or min(candidates).cost >= 3:
        candidates += _without_stop(text, start, head)
    if not candidates:
        if locator is not None and locator.rank < 4:
            return Candidate(9, start, start, ("no title",))
        return None
    return min(candidates)


def _later_cost(text: str, stops: list[tuple[int, int, str]], position: int) -> float:
    """What a sentence end inside the journal's name costs; the periods of "Phys. Chem. Chem. Phys." cost little."""
    stop, following, kind = stops[position]
    if kind == "weak" or (kind == "asked" and not _capital(text, following)):
        return 0.0
    return 0.3 if position and _is_abbreviation(text, stops[position - 1][1], stop) else 2.2


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether a sentence of one or two short capitalised words is an abbreviated word of a journal's name."""
    words = text[start:end].split()
    return (
        0 < len(words) <= 2
        and all(word[0].isupper() and len(word) <= 8 for word in words)
        and "?" not in text[start:end]
    )


def _capital(text: str, offset: int) -> bool:
    return offset < len(text) and (text[offset].isupper() or text[offset].isdigit())


def _journal_cost(text: str, start: int, end: int) -> tuple[float, tuple[str, ...]]:
    """What it costs to believe that `text[start:end]` is a periodical's name."""
    name = text[start:end]
    words = _WORD.findall(name)
    if not words:
        return 9.0, ("no journal",)
    cost = 0.0
    why: tuple[str, ...] = ()
    lower = [word for word in words[1:] if word[0].islower() and word not in _SMALL and len(word) > 3]
    if words[0][0].islower() and not (len(words[0]) > 1 and any(char.isupper() for char in words[0])):
        cost += 2.5
    if lower:
        cost += min(0.8 * len(lower), 3.5)
        why = ("words of the journal's name in lower case",)
    if len(words) > 12:
        cost += 0.4 * (len(words) - 12)
    if words[0].isdigit():
        cost += 2
    if name[:1] in "([":
        cost += 4
    return cost, why


def _without_stop(text: str, start: int, head: int) -> list[Candidate]:
    """Candidates where the separator is lost: a comma, or nothing, before a run of capitalised words."""
    words = list(_WORD.finditer(text, start, head))
    if len(words) < 4:
        return []
    index = len(words) - 1
    first = None
    while index > 0:
        word = words[index][0]
        if word[0].isupper():
            first = index
        elif word not in _SMALL:
            break
        between = text[words[index - 1].end() : words[index].start()]
        if ("," in between or ";" in between) and first is not None:
            break
        index -= 1
    if first is None or first == 0 or len(words) - first > 9:
        return []
    journal = words[first].start()
    stop = journal
    while stop > start and text[stop - 1] in " ,;:":
        stop -= 1
    comma = "," in text[stop:journal]
    if not comma and len(words) - first < 2:
        return []
    why = "a comma after the title" if comma else "no period after the title"
    return [Candidate(3.2 if comma else 4.0, stop, journal, (why,))]


# --- containers ---------------------------------------------------------------------------------------------------


def _names_editors(text: str, start: int, end: int) -> bool:
    return "(Ed" in text[start:end] or "(ed" in text[start:end] or "(Hrsg" in text[start:end]


def _read_contained(reference: Reference, tokens: list[Token], start: int, end: int) -> bool:
    """A part of a larger work: "… In M. Gold (Ed.), Book (pp. 5–9). Publisher."."""
    text = reference.whole
    roles = [
        token
        for token in tokens
        if token.kind == "group" and token.start > start and ROLE.fullmatch(text, token.start, token.end)
    ]
    starts = [match for match in _IN.finditer(text, start, end) if match.start() > start or match["intro"] != "On"]
    starts = [
        match
        for match in starts
        if not any(t.kind in {"group", "bracket"} and t.start < match.start() < t.end for t in tokens)
    ]
    for match in starts:
        if match.start() == start:
            continue
        intro = Part(text, *match.span("intro"))
        role = next((token for token in roles if token.start > match.end() and token.start - match.end() < 600), None)
        if intro.text == "On" and "[Song" not in text[start : match.start()]:
            continue
        if role is None and not _contains(text, tokens, match.end(), end):
            continue
        stop = _before(text, start, match.start())
        reference.title = read_title(text, start, stop, [t for t in tokens if t.end <= stop + 1])
        _container(reference, tokens, intro, match.end(), end)
        return True
    for role in roles:
        # "In" is missing: initials and surnames run up to a role that a comma and a title follow.
        before = _inline_start(text, start, role.start)
        if before is None:
            continue
        stop = _before(text, start, before)
        reference.title = read_title(text, start, stop, [t for t in tokens if t.end <= stop + 1])
        reference.departures.append("no “In” before the editors")
        _container(reference, tokens, None, before, end)
        return True
    return False


_INLINE_RUN = pattern(
    r"(?<=[.?!”]\s)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2}(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2})*\s*$"
)


def _inline_start(text: str, start: int, end: int) -> int | None:
    match = _INLINE_RUN.search(text, max(start, end - 300), end)
    return match.start() if match is not None and match.start() > start else None


def _contains(text: str, tokens: list[Token], start: int, end: int) -> bool:
    """Whether what follows "In" is a larger work although it names no editors: pages, a further sentence, or little else."""
    rest = text[start:end]
    if _PAGES_SIGN.search(rest):
        return True
    if read_locator(text, start, end) is not None:
        return False
    stops = [token for token in tokens if token.kind == "stop" and token.start > start]
    words = rest.split()
    return rest[:1].isupper() and (len(stops) <= 1 or len(words) < 14) and (len(words) <= 14 or bool(stops))


_PAGES_SIGN = pattern(r"\((?:[^()]*,\s)?(?:pp?\.?|S\.|pages?)\s*[\divxlc]|\(\d{1,4}\s*[–-]\s*\d{1,4}\)|\bpp\.\s*\d+")


def _before(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] == "." and not text[start : end - 1].endswith((".", "?", "!")):
        end -= 1
    return end


_TRAILING_PAGES = pattern(
    r"(?P<comma>[.,;]?\s+)(?P<label>pp?\.?\s*|S\.\s*|pages\s+)?(?P<pages>[\divxlc]{1,6}\s*(?:–|—|-|−)\s*[\divxlc]{1,6})$"
)


def _container(reference: Reference, tokens: list[Token], intro: Part | None, start: int, end: int) -> None:
    """Read what follows "In": editors with their role, the larger work with its parentheses, and the publisher."""
    text = reference.whole
    pages = None
    trailing = _TRAILING_PAGES.search(text, max(start, end - 40), end)
    if trailing is not None and trailing.start() > start:
        label = Part(text, *trailing.span("label")) if trailing["label"] else None
        pages = read_pages(text, *trailing.span("pages"), label)
        end = trailing.start()
    title_start = start
    editors = None
    role = next(
        (
            t
            for t in tokens
            if t.kind == "group" and t.start > start and t.start - start < 600 and ROLE.fullmatch(text, t.start, t.end)
        ),
        None,
    )
    if role is not None:
        editors = read_editors(text, start, role.end, make_role(text, role.start, role.end))
        title_start = role.end
        while title_start < end and text[title_start] in " ,.:;":
            title_start += 1
    else:
        inline = _INLINE_EDITORS.match(text, start, end)
        if inline is not None:
            editors = read_editors(text, start, inline.end("names"), None)
            title_start = inline.end()
    stop, following = _title_end(text, tokens, title_start, end)
    title = read_title(text, title_start, stop, [t for t in tokens if t.start >= title_start and t.end <= stop + 1])
    begin = intro.start if intro is not None else editors.start if editors is not None else title_start
    reference.container = Container(text, begin, title.end, title=title, intro=intro, editors=editors)
    reference.pages = pages
    if following < end:
        reference.publisher = read_publisher(text, following, end)


_INLINE_EDITORS = pattern(
    r"(?P<names>(?:(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?=\p{Lu}\.))?)++),\s+(?=\p{Lu})"
)


def _title_end(text: str, tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    """Where a stand-alone title ends and its publisher begins: after its parentheses, else at the last sentence end."""
    stops = _stops(text, tokens, start, end)
    closed = None
    for token in tokens:
        if (
            token.start > start
            and token.end <= end
            and (token.kind == "bracket" or (token.kind == "group" and is_addition(text, token)))
        ):
            rest = text[token.end : token.end + 2]
            if rest[:1] in ".," or token.end >= end or rest in {" [", " ("}:
                closed = token.end
    if closed is not None and closed >= end:
        return closed, end
    if closed is not None:
        following = closed
        while following < end and text[following] in " .,":
            following += 1
        return closed, following
    strong = [
        (a, b)
        for a, b, kind in stops
        if kind in {"stop", "asked", "bracket"} and (kind != "asked" or _begins_name(text, b, end))
    ]
    if not strong:
        weak = [(a, b) for a, b, kind in stops if kind in {"weak", "glued"} and _capital(text, b) and b - start > 12]
        place = [(a, b) for a, b in weak if end - b < 60 and len(text[b:end].split()) <= 5]
        return place[-1] if place else (end, end)
    for a, b in reversed(
        strong
    ):  # "Title. New York, NY: Wiley": the place begins the publisher, wherever its periods are
        if a > start + 3 and _place(text, b, end) is not None:
            return a, b
    return strong[-1]


# --- works that stand alone ---------------------------------------------------------------------------------------


def _read_published(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    text = reference.whole
    stop, following = _title_end(text, tokens, start, end)
    # "1" in "Journal. Title"? A title that a place follows, or that brackets close, ended already; nothing to weigh.
    if following >= end and stop >= end and not any(t.kind in {"group", "bracket"} and t.end >= end for t in tokens):
        comma = _comma_publisher(text, start, end)
        if comma is not None:
            stop, following = comma
            reference.departures.append("a comma after the title")
    title = read_title(text, start, stop, [t for t in tokens if t.start >= start and t.end <= stop + 1])
    reference.title = title
    awaited = (
        reference.date is not None
        and reference.date.form == "in-press"
        and not _PUBLISHING.search(text, following, end)
    )
    if following < end and not title.brackets and (awaited or _is_periodical(text, following, end)):
        reference.periodical = Periodical(text, following, end, title=Part(text, following, end))
    elif following < end:
        reference.publisher = read_publisher(text, following, end)


def _begins_name(text: str, start: int, end: int) -> bool:
    """Whether a name can begin here: a capital, or a single word with a capital inside ("bioRxiv")."""
    return _capital(text, start) or (" " not in text[start:end] and any(char.isupper() for char in text[start:end]))


_PERIODICAL_SIGN = pattern(
    r"\b(?:Journal|Review|Reviews|Proceedings|Transactions|Annals|Bulletin|Letters|Magazine|Quarterly|Zeitschrift|Revista|Revue|Rivista|Archives of|Frontiers in|"
    r"Acta|Advances in|Encyclopedia of|Gazette|Herald|Tribune|Newsletter|\d{1,3}(?:st|nd|rd|th) (?:Annual|International|IEEE))\b"
    r"|^\d{4} .*\b(?:Conference|Symposium|Congress|Workshop|Meeting)\b|\bConference (?:on|of)\b"
)
_PUBLISHING = pattern(
    r"\b(?:Press|Books|Publishers?|Publishing|Publications|Verlag|University of|Association|Society,|Institute)\b"
)


def _is_periodical(text: str, start: int, end: int) -> bool:
    """Whether a source without volume and pages is a periodical by its name."""
    name = text[start:end]
    return (
        bool(_PERIODICAL_SIGN.search(name))
        and not _PUBLISHING.search(name)
        and ":" not in name
        and "; " not in name
        and not name.endswith(("States", "Kingdom", "Canada"))
    )


def _comma_publisher(text: str, start: int, end: int) -> tuple[int, int] | None:
    """ "Title, Wiley": only where the words after the comma can hardly be anything but a publisher."""
    comma = text.rfind(", ", start, end)
    if comma < 0 or comma - start < 20:
        return None
    rest = text[comma + 2 : end]
    if regex.fullmatch(
        r"(?:[\p{Lu}][\p{L}&’'-]*\s){0,4}(?:Press|Publishers?|Publications|Publishing|Books|Verlag)", rest
    ):
        return comma, comma + 2
    return None


def _place(text: str, start: int, end: int) -> "regex.Match[str] | None":
    if ":" not in text[start : start + 90]:
        return None
    match = _PLACE.match(text, start, end)
    if match is None or len(match["place"].split()) > 6:
        return None
    return match


def read_publisher(text: str, start: int, end: int) -> Publisher | None:
    """Read `text[start:end]` as publishers (or a site, a conference), with the place before them if one is typed."""
    end = _close(text, start, end) if text[start:end].endswith((" ", ",")) else end
    if end <= start:
        return None
    place = None
    names_start = start
    match = _place(text, start, end)
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


__all__ = ["Candidate", "Title", "read_publisher", "read_source", "read_title_and_source"]
