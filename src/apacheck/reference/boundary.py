"""Where a title ends and its source begins, by the cheapest explanation.

Every place where a title may end is a `Candidate`. Each is charged for what it asks the reader to put up with: a period
that may belong to an abbreviation, a journal's name in lower case, a sentence end inside a name, a separator that is not
there. The cheapest wins; what it was charged for stays with the reference as its departures.
"""

from typing import NamedTuple

from apacheck.patterns import pattern
from apacheck.reference.locator import PARTIAL, Locator
from apacheck.reference.publisher import find_place
from apacheck.reference.sentence import capital, stops
from apacheck.reference.title import is_addition
from apacheck.tokens import Token


class Candidate(NamedTuple):
    """A place where the title may end (`stop`) and the source begin (`start`), and what believing it costs."""

    cost: float
    stop: int
    start: int
    departures: tuple[str, ...]


#: Words of English and of its neighbours that a name in title case leaves in lower case.
SMALL = frozenset(
    """
    a an and as at av by con da das de del della den der des di die do dos du e ed een el em en et for from für het
    i il im in into la las le les lo los mit na no nor o och of og on or os para per por sur the til to um und van
    vom von voor with y zu zum zur
    """.split()  # noqa: SIM905 - one paragraph reads better than one word a line
)


#: What begins the name of a larger work ("On" an album).
IN = pattern(r"(?<=[.?!”\"’'\])»]\s|^)(?P<intro>In:?|On|in:?(?=\s(?:\p{Lu}\.[ -]?)++\p{Lu}))\s(?=\S)")
_WORD = pattern(r"[\p{L}\p{N}][\p{L}\p{N}’'&-]*")


#: What follows a period inside a journal's name: "Philosophical Transactions. Series A".
_SECTION = pattern(
    r"(?:Series|Serie|Série|Ser\.|Section|Sect\.|Part|Class) (?:[A-Z\d]{1,3}\b|[IVX]+\b)|(?:British|American|European|English) (?:Volume|Edition|Section)\b"
    r"|\p{Lu}\p{L}+(?:ische|ical|ique) (?:Abteilung|Klasse|Section|Series)\b"
)
#: A journal's name written out, which no abbreviated word stands before.
_SPELLED = pattern(r"(?:The )?(?:\p{Lu}\w+ ){0,2}(?:Journal|Review|Annals|Archives|Bulletin|Quarterly|Transactions)\b")
#: Proceedings whose name ends in parentheses of its own: "Proceedings of the 9th Conference on Bees (BEES 2016)".
_PROCEEDINGS = pattern(
    r"(?:Proceedings|\d{4} |\d{1,3}(?:st|nd|rd|th) |.{0,60}\b(?:Conference|Symposium|Workshop|Congress)\b)[^.]*\([^()]*\)$"
)
_SPELLED_AFTER_COMMA = pattern(r"\p{Ll}, (?:The )?(?:\p{Lu}\w+ ){0,2}Journal of\b")
#: A book's size or price, as reviews give it in their titles.
_SIZE = pattern(r"\b\d+ pp\b|[$£€]\s?\d")
_BASE = {"stop": 0.0, "asked": 0.6, "weak": 2.5, "glued": 1.5, "bracket": 1.0}


_WHY = {
    "weak": "a period that may belong to an abbreviation",
    "glued": "no space after the title",
    "bracket": "no period after the description",
}


def choose(
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
        cost += (
            _BASE[kind]
            + later
            + (
                1.5
                if index
                and not _SPELLED.match(text, following, head)
                and _is_abbreviation(text, inner[index - 1][1], stop)
                else 0
            )
        )
        if any(token.start < stop < token.end for token in groups):
            cost += 6
        if stop - start < 3:
            cost += 5
        departures = why + ((_WHY[kind],) if kind in _WHY else ())
        candidates.append(Candidate(cost, stop, following, departures))
    if not candidates or min(candidates).cost >= 3:
        candidates += _without_stop(text, start, head)
    if not candidates:
        if locator is not None and locator.rank < PARTIAL:
            return Candidate(9, start, start, ("no title",))
        return None
    return min(candidates)


def _later_cost(text: str, stops: list[tuple[int, int, str]], position: int) -> float:
    """What a sentence end inside the journal's name costs; the periods of "Phys. Chem. Chem. Phys." cost little."""
    stop, following, kind = stops[position]
    if _SECTION.match(text, following):
        return 0.0
    if kind == "weak" or (kind == "asked" and not capital(text, following)):
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


def _journal_cost(text: str, start: int, end: int) -> tuple[float, tuple[str, ...]]:
    """What it costs to believe that `text[start:end]` is a periodical's name."""
    name = text[start:end]
    words = _WORD.findall(name)
    if not words:
        return 9.0, ("no journal",)
    cost = 0.0
    why: tuple[str, ...] = ()
    lower = [word for word in words[1:] if word[0].islower() and word not in SMALL and len(word) > 3]
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
    if _SPELLED_AFTER_COMMA.search(text, start, end):
        cost += 3
    if _SECTION.match(text, start, end) or _SIZE.search(text, start, end):
        cost += 3
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
        elif word not in SMALL:
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


def title_end(text: str, tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    """Where a stand-alone title ends and its publisher begins: after its parentheses, else at the last sentence end."""
    ends = stops(text, tokens, start, end)
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
            elif (
                token.kind == "group"
                and rest[1:].isupper()
                and not any(a > token.end for a, _, kind in ends if kind == "stop")
            ):
                closed = token.end  # "Title (2nd ed.) Publisher": the period is wanting
    if closed is not None and closed >= end:
        inner = [
            (a, b)
            for a, b, kind in ends
            if kind in {"stop", "weak"} and a > start + 3 and _PROCEEDINGS.match(text, b, end)
        ]
        return inner[0] if inner else (closed, end)
    if closed is not None:
        following = closed
        while following < end and text[following] in " .,":
            following += 1
        return closed, following
    strong = [
        (a, b)
        for a, b, kind in ends
        if kind in {"stop", "asked", "bracket"} and (kind != "asked" or _begins_name(text, b, end))
    ]
    if not strong:
        weak = [(a, b) for a, b, kind in ends if kind in {"weak", "glued"} and capital(text, b)]
        weak = [(a, b) for a, b in weak if b - start > 12 or (b - start > 5 and find_place(text, b, end) is not None)]
        place = [(a, b) for a, b in weak if end - b < 60 and len(text[b:end].split()) <= 5]
        return place[-1] if place else (end, end)
    for a, b in reversed(
        strong
    ):  # "Title. New York, NY: Wiley": the place begins the publisher, wherever its periods are
        if a > start + 3 and find_place(text, b, end) is not None:
            return a, b
    return strong[-1]


def _begins_name(text: str, start: int, end: int) -> bool:
    """Whether a name can begin here: a capital, or a single word with a capital inside ("bioRxiv")."""
    return capital(text, start) or (" " not in text[start:end] and any(char.isupper() for char in text[start:end]))
