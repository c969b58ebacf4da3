"""An entry's reference → what it is sorted by (9.44 to 9.48), or None where that cannot be told."""

import unicodedata
from sys import intern
from typing import NamedTuple

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Date, Name, Names, Reference

#: Letters that have no accent to take off, as English sorts them.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"})
_NO_LETTER = pattern(r"[^\p{L}\p{N}]++")
_NO_ASCII_LETTER = pattern(r"[^a-z0-9]++")
_ARTICLE = pattern(r"[\s\"“‘'«(\[*_]*+(?:the|an?)\s++(?=\S)", regex.IGNORECASE)
_ABBREVIATION = pattern(r"(?:(?<!\s)\s++)?+[(\[][^()\[\]]{1,40}+[)\]]\s*\Z")
_GIVEN = pattern(r"\p{Lu}[\p{L}\p{M}'’]*+")
_FIRST = pattern(r"[^\p{L}\p{N}]*+(?:(?P<latin>\p{Latin})|(?P<number>\d++)(?![\p{L}\d]|[.,:/]\d))")

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

NameKey = tuple[str, tuple[str, ...], str]
DateKey = tuple[int, int, int]


class Key(NamedTuple):
    """What an entry is sorted by, the most important first."""

    authors: tuple[NameKey, ...]
    date: DateKey


def letters(text: str) -> str:
    """The letters and digits of a text: no case, no accents, no spaces, hyphens or apostrophes."""
    if text.isascii():
        return _NO_ASCII_LETTER.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return _NO_LETTER.sub("", folded)


def title_letters(text: str) -> str:
    """The letters of a title or of a group's name as it is sorted: without A, An, The, a number at its start as words."""
    article = _ARTICLE.match(text)
    if article:
        text = text[article.end() :]
    first = _FIRST.match(text)
    if first is not None and first["number"] is not None and len(first["number"]) <= 3:
        return _spelled(int(first["number"])) + letters(text[first.end() :])
    return letters(text)


def sortable(text: str) -> bool:
    """Whether it is certain under which letter a text is sorted: "1984" and "北京" could stand in several places."""
    article = _ARTICLE.match(text)
    first = _FIRST.match(text, article.end() if article else 0)
    return first is not None and (first["number"] is None or len(first["number"]) <= 3)


def _spelled(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (_ONES[number % 10] if number % 10 else "")
    return _ONES[number // 100] + "hundred" + (_spelled(number % 100) if number % 100 else "")


def key(reference: Reference) -> Key | None:
    """What the entry is sorted by; None where its beginning was not understood."""
    authors = author_key(reference)
    date = date_key(reference.date)
    return None if authors is None or date is None else Key(authors, date)


# A key is kept as one string, which sorts as the key does: what parts its elements comes before every letter, and what
# ends more comes before what ends less.
_DATE, _NAME, _SUFFIX, _INITIAL = "\x01\x02\x03\x04"


def sortable_key(found: Key) -> str:
    """A key as a string: such strings are equal, and sort, as their keys do."""
    names = _NAME.join(
        f"{family}{''.join(_INITIAL + word for word in given)}{_SUFFIX}{suffix}"
        for family, given, suffix in found.authors
    )
    form, year, end = found.date
    return f"{names}{_DATE}{form}{year + 10_000:05}{end:04}"


def first_author(sortable: str) -> str:
    """The first name of a key that is a string."""
    return sortable.partition(_DATE)[0].partition(_NAME)[0]


def date_of(sortable: str) -> str:
    """The date of a key that is a string; that of a work without one begins with 0."""
    return sortable.partition(_DATE)[2]


def author_key(reference: Reference) -> tuple[NameKey, ...] | None:
    """The names that an entry is sorted by, or its title where it has none."""
    if not sortable(reference.whole[:60]):
        return None
    authors = reference.authors
    if authors is not None and authors.names:
        if authors.et_al is not None or (authors.names[0].is_person and not authors.names[0].inverted):
            return None
        keys = tuple(name_key(name) for name in authors.names)
        return keys if keys[0][0] else None
    title = reference.title.main if reference.title is not None else None
    if reference.title_first and title is not None:
        found = title_letters(title.text)
        return ((found, (), ""),) if found else None
    return None


def name_key(name: Name) -> NameKey:
    """One name: the surname with its particles, then the initials; a group by its full name."""
    if name.family is None:
        part = name.literal or name.handle
        return (title_letters(_ABBREVIATION.sub("", part.text)) if part is not None else "", (), "")
    given = tuple(_short(word) for word in _GIVEN.findall(name.given.text)) if name.given is not None else ()
    return intern(letters(name.family.text)), given, letters(name.suffix.text) if name.suffix is not None else ""


def _short(word: str) -> str:
    """An initial; of a name written out, its initial."""
    found = letters(word)
    return found if len(found) <= 2 else found[0]


def exact_names(names: Names) -> tuple[str, ...]:
    """What tells one list of authors from another: every letter of every name."""
    exact = tuple(
        f"{letters(name.family.text)},{letters(name.given.text) if name.given else ''},"
        f"{letters(name.suffix.text) if name.suffix else ''}"
        if name.family is not None
        else name_key(name)[0]
        for name in names.names
    )
    return (*exact, "…") if names.et_al is not None or names.ellipsis is not None else exact


def date_key(date: Date | None) -> DateKey | None:
    """No date first, then the years, then what is in press; None where the date was not understood."""
    if date is None:
        return None
    if date.form == "no-date":
        return 0, 0, 0
    if date.form == "in-press":
        return 2, 0, 0
    year = _number(date.year.text) if date.year is not None else None
    if year is None:
        return None
    if date.era is not None and date.era.text.upper().startswith("B"):
        year = -year
    end = _number(date.end_year.text) if date.end_year is not None else None
    return 1, year, end or 0


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
