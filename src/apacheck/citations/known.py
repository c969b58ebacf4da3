"""Entries → `Known`: who the lists name, so that a citation's names can be read and looked up.

Names are compared by `key`: letters and digits alone, without case, accents, hyphens and apostrophes.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from apacheck.citations.words import SMALL
from apacheck.entries import Entry
from apacheck.patterns import pattern
from apacheck.reference import Reference

_YEAR = pattern(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_NOT_LETTERS = pattern(r"[^\p{L}\p{N}]++")
_FIRST_NAME = pattern(r"[^,.(:;]{2,80}")
_ABBREVIATED = pattern(r"(?:(?<!\s)\s++)?+[\[(](?P<short>\p{Lu}[\p{L}\p{N}&.\- ]{1,14})[\])]\s*\Z")
#: A person who writes the name in small letters: "boyd, d.".
_SMALL_NAME = pattern(r"(?P<family>\p{Ll}[\p{L}’'\-]+), (?P<given>\p{Ll}(?:\.?[ -]?\p{Ll}){0,3}\.?)")
_NAME_WORD = pattern(r"[\p{L}\p{M}\p{N}]++(?:[.'’\-][\p{L}\p{M}\p{N}]++)*+")
_DIGRAPH = pattern(r"(?<=[aou])e")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})


def key(name: str) -> str:
    """A name without what spelling it may vary in: case, accents, hyphens, apostrophes, spaces."""
    folded = name.casefold()
    if folded.isascii():
        return _NOT_LETTERS.sub("", folded)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _NOT_LETTERS.sub("", bare.translate(_PLAIN))


def loose(name_key: str) -> str:
    """A key that does not tell "ü" from "ue"."""
    return _DIGRAPH.sub("", name_key)


def acronyms(name: str) -> set[str]:
    """What the first letters of a group's name come to: "WHO", "CDC"."""
    words = _NAME_WORD.findall(name)
    letters = "".join(word[0] for word in words if word.lower() not in SMALL).lower()
    every = "".join(word[0] for word in words if word.lower() != "the").lower()
    beginnings = {letters[:-1]} if len(letters) >= 4 else set()  # "CDC" leaves "and Prevention" out
    return {short for short in (letters, every, *beginnings) if len(short) >= 2}


@dataclass(slots=True)
class Author:
    """One author of an entry as citations compare it."""

    key: str
    name: str
    initials: str = ""
    group: bool = False


@dataclass(slots=True)
class Listed:
    """An entry as citations see it: its authors, its year, its title where it has no author."""

    entry: Entry
    authors: list[Author]
    #: "2010", "n.d.", "in press" or "".
    year: str
    letter: str = ""
    #: Further years by which it may be cited: the original's, the end of a range.
    years: tuple[str, ...] = ()
    original: str = ""
    title: str = ""
    title_first: bool = False
    #: Whether the entry names more authors than it spells out.
    more: bool = False
    short: str = ""
    law: bool = False

    @property
    def name(self) -> str:
        """Its authors as a narrative citation would give them."""
        names = [author.name for author in self.authors]
        if not names:
            return f"“{self.title}”"
        if self.more or len(names) > 2:
            return f"{names[0]} et al."
        return " and ".join(names)

    @property
    def when(self) -> str:
        """Its year as a citation gives it."""
        if not self.letter:
            return self.year or "no date"
        return f"{self.year}{'' if self.year.isdigit() else '-'}{self.letter}"


@dataclass(slots=True)
class Known:
    """The entries of a document's lists by the names that begin them."""

    listed: list[Listed] = field(default_factory=list)
    #: By the key of the first author.
    first: dict[str, list[Listed]] = field(default_factory=dict)
    #: By the key of any author.
    anyone: dict[str, list[Listed]] = field(default_factory=dict)
    #: By the first letters of a group's name, or the abbreviation beside it.
    short: dict[str, list[Listed]] = field(default_factory=dict)
    #: Entries that begin with their title, by the key of its first word.
    titles: dict[str, list[Listed]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)

    def title(self, words: str) -> list[Listed]:
        """The entries whose title, in the author's place, begins with `words`."""
        first = _NAME_WORD.search(words)
        if first is None:
            return []
        wanted = key(words)
        return [found for found in self.titles.get(key(first[0]), ()) if key(found.title).startswith(wanted)]

    def begins(self, name: str) -> list[Listed]:
        """The entries whose first author has this name."""
        wanted = key(name)
        found = self.first.get(wanted)
        if found:
            return found
        return self.first.get(wanted.removeprefix("the"), []) if wanted.startswith("the") else []


def known(entries: Iterable[Entry]) -> Known:
    """Read who begins each entry."""
    found = Known()
    for entry in entries:
        one = _listed(entry)
        found.listed.append(one)
        for position, author in enumerate(one.authors):
            for spelled in _spellings(author):
                if position == 0:
                    found.first.setdefault(spelled, []).append(one)
                found.anyone.setdefault(spelled, []).append(one)
        if one.authors and one.authors[0].group:
            found.groups.add(one.authors[0].key)
            for short in {*acronyms(one.authors[0].name), *([one.short.lower()] if one.short else [])}:
                found.short.setdefault(short, []).append(one)
        if one.title and (one.title_first or one.law):
            first = _NAME_WORD.search(one.title)
            if first is not None:
                found.titles.setdefault(key(first[0]), []).append(one)
    return found


def _spellings(author: Author) -> set[str]:
    """The keys under which an author is found."""
    spelled = {author.key, author.key.removeprefix("the") if author.group else author.key}
    words = author.name.split()
    if not author.group and len(words) > 1:
        spelled.add(key(words[-1]))  # a surname of two words is cited by either, a particle may be left out
    return {one for one in spelled if one}


def _listed(entry: Entry) -> Listed:
    reference = entry.reference
    authors: list[Author] = []
    short = ""
    if reference.authors is not None and not reference.title_first:
        for name in reference.authors.names:
            if name.family is not None:
                given = name.given.text if name.given is not None else ""
                authors.append(Author(key(name.family.text), name.family.text.strip(), _initials(given)))
            elif name.literal is not None:
                text = name.literal.text.strip().rstrip(".")
                small = _SMALL_NAME.fullmatch(text)
                if small is not None:
                    authors.append(Author(key(small["family"]), small["family"], _initials(small["given"])))
                    continue
                bracket = _ABBREVIATED.search(text)
                if bracket is not None:
                    text, short = text[: bracket.start()], bracket["short"]
                authors.append(Author(key(text), text, group=True))
    law = reference.law
    title = reference.title.main.text if reference.title is not None and reference.title.main is not None else ""
    if law is not None and law.name is not None:
        title, authors = law.name.text, []
    if not authors and not reference.title_first and law is None:
        first = _FIRST_NAME.match(entry.text)
        if first is not None:
            authors.append(Author(key(first[0]), first[0].strip()))
    label, letter, years = _years(reference, entry.text)
    original = _original(reference)
    return Listed(
        entry,
        authors,
        label,
        letter,
        years,
        original,
        title,
        reference.title_first and not authors,
        reference.authors is not None
        and (reference.authors.et_al is not None or reference.authors.ellipsis is not None),
        short,
        law is not None,
    )


def _initials(given: str) -> str:
    return "".join(word[0] for word in _NAME_WORD.findall(given.replace(".", ". "))).casefold()


def _years(reference: Reference, text: str) -> tuple[str, str, tuple[str, ...]]:
    date = reference.date
    if date is not None:
        letter = date.letter.text.strip("-").lower() if date.letter is not None else ""
        if date.form == "no-date":
            return "n.d.", letter, ()
        if date.form == "in-press":
            return "in press", letter, ()
        if date.year is not None:
            more = tuple(part.text for part in (date.end_year, date.original) if part is not None)
            return date.year.text, letter, more
    if reference.law is not None and reference.law.year is not None:
        return reference.law.year.text, "", ()
    year = _YEAR.search(text)
    return (year[0] if year else ""), "", ()


def _original(reference: Reference) -> str:
    if reference.date is not None and reference.date.original is not None:
        return reference.date.original.text
    for note in reference.notes:
        if note.kind == "original" and note.year is not None:
            return note.year.text
    return ""
