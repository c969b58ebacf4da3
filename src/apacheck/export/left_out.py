"""A reference and the text that an export of it carries → the parts of the reference that the export would lose.

A part is carried if all its words are found in the export, wherever that is. Labels such as "ed." and "Retrieved from"
say nothing that the field they belong to does not say. Names that the entry itself left out ("et al.", an ellipsis) are
no part of it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from apacheck.patterns import pattern
from apacheck.reference import forms
from apacheck.reference.date import MONTH_NUMBER
from apacheck.reference.model import (
    Bracket,
    Date,
    Editors,
    Item,
    Law,
    Link,
    Name,
    Note,
    Part,
    Reference,
    Role,
    Unparsed,
)

_WORD = pattern(r"\p{N}++|[\p{L}\p{M}]++")
_ORDINAL = pattern(r"(?<=\p{N})(?:st|nd|rd|th)\b")
_PLURAL = pattern(r"(?<=(?:[dt]or|host|cer|ter|chair))s$")
_ADDRESS = pattern(r"https?:|www\.|10\.\d{4}", regex.IGNORECASE)

#: Words that name a field and are no part of its value.
_LABELS = frozenset(
    """a al and article at available accessed by chap chapter de ed eds edition edn editor editors el en et from http https
    in issue iss jg no nos nr num number on online org p page pages pg pgs pp retrieved s trans translator translators
    translated tr und v ver version vol vols volume volumes www y doi dx url urn the of to hg hgg hrsg og och e""".split()  # noqa: SIM905
)
_NOTE_LABELS = frozenset("original originally work published".split())  # noqa: SIM905
#: Roles as they are shortened → as the fields have them.
_LONG = {"dir": "director", "dirs": "director", "narr": "narrator", "illus": "illustrator", "comp": "compiler"}

#: What is named as a whole if any of it is lost.
_UNITS = (Bracket, Date, Editors, Item, Law, Name, Note, Role, Unparsed)


def left_out(reference: Reference, carried: Iterable[str]) -> list[str]:
    """Give the text of each part that `carried` does not carry, in the entry's order."""
    texts = list(carried)
    known = _LABELS.union(_words(" ".join(text for text in texts if not _ADDRESS.match(text))))
    known_of_links = known.union(_words(" ".join(text for text in texts if _ADDRESS.match(text))))
    found: dict[tuple[int, int], str] = {}
    for element in reference.elements:
        # An address says "proquest" too, but not that ProQuest is the publisher.
        carried_words = known_of_links if isinstance(element, Link) else known
        if carried_words.issuperset(_words(element.text)):  # the usual case, found out in one go
            continue
        for stretch, unit in _stretches(element, None):
            if not _is_carried(stretch, unit, carried_words):
                found.setdefault((unit.start, unit.end), forms.single(unit.text))
    return [text for _, text in sorted(found.items())]


def _stretches(part: Part, unit: Part | None) -> Iterator[tuple[Part, Part]]:
    """The smallest stretches of a part that are not parts of each other; each with what is to be named if it is lost."""
    if isinstance(part, _UNITS) and not isinstance(unit, Editors | Item | Name):
        unit = part
    place = part.start
    for inner in sorted(part.parts(), key=lambda inner: (inner.start, -inner.end)):
        if inner.start < place:
            continue
        if inner.start > place:
            yield _pair(Part(part.whole, place, inner.start), unit)
        yield from _stretches(inner, unit)
        place = max(place, inner.end)
    if place < part.end:
        yield _pair(Part(part.whole, place, part.end) if place > part.start else part, unit)


def _pair(stretch: Part, unit: Part | None) -> tuple[Part, Part]:
    return stretch, stretch if unit is None else unit


def _is_carried(stretch: Part, unit: Part, known: frozenset[str]) -> bool:
    return all(word in known for word in _words(_plain(stretch, unit)))


def _plain(stretch: Part, unit: Part) -> str:
    """The words of a stretch as the fields have them: today's descriptions, editions in figures."""
    match unit:
        case Bracket():
            return unit.text if unit.translation else forms.description(unit.description.text)
        case Item(kind="edition"):
            return forms.edition(unit.text)
        case Item(kind="number"):
            return forms.number(unit.text)
        case Item(kind="version"):
            return forms.version(unit.text)
        case Note(kind="original"):
            return " ".join(word for word in _words(unit.text) if word not in _NOTE_LABELS)
        case _:
            return stretch.text


def _words(text: str) -> list[str]:
    """The words and numbers of a text in one form: "May" and "05" are 5, "2nd" is 2."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_one_form(word) for word in _WORD.findall(_ORDINAL.sub("", folded))]


@lru_cache(maxsize=10_000)
def _one_form(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if word in MONTH_NUMBER:
        return str(MONTH_NUMBER[word])
    return _LONG.get(word) or _PLURAL.sub("", word)
