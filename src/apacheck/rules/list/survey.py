"""`EntryList` → `Survey`: what several rules about a list want to know of it, found out once."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from sys import intern
from typing import NamedTuple, cast

from apacheck.entries import Entry, EntryList
from apacheck.entries.heading import is_page_number, looks_like_heading
from apacheck.lean import leanclass
from apacheck.patterns import pattern
from apacheck.reference.model import Date, Names, Reference
from apacheck.rules.list.keys import DateKey, date_key, exact_names, key, letters, sortable_key
from apacheck.text import Places, Span

#: Titles with fewer letters are shared by many works ("Introduction", "Editorial").
SHORTEST = 20

_NO_WORD = pattern(r"[^\p{L}\p{N}]++")
_TAG = pattern(r"<[^<>]{0,200}>")
#: The number or bullet of a list in Markdown, with the signs of block quotes before it.
_MARKER = pattern(r"[ \t>]*+(?P<marker>[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t]++)?+[*_]{0,3}\Z")
_UNREAD_LETTER = pattern(r"\d[a-z]\b")
_GIVEN = pattern(r"\p{L}[\p{L}\p{M}'’]*+")
_INDENT = 60
_LONGEST_HEAD = 70
#: So many members are held that were asked for.
_HELD = 1_000


class Person(NamedTuple):
    """A person among the authors: the letters of the surname and of each given name, and where the name stands in the entry."""

    family: str
    given: tuple[str, ...]
    start: int
    end: int


@leanclass
class Member:
    """One entry of a list."""

    entry: Entry
    #: Authors and date, in the source: what names the entry.
    head: Span
    #: The same in words, cut where it is long.
    words: str
    #: Entries with the same names, every letter of them, are by the same authors.
    authors: tuple[str, ...]
    date: DateKey | None
    letter: str
    #: The letters of the title.
    title: str
    doi: str
    people: tuple[Person, ...]


class Survey:
    """The members of a list: a column for each question that is asked of all, and whatever is asked of a few.

    A list may have a million members, so that a column has a number for each, or a string that many share. A fingerprint is a
    number that only equal things have, as far as 64 bits can tell, and 0 where there is nothing. A member itself is read
    again when it is asked for.
    """

    def __init__(self, entry_list: EntryList) -> None:
        """Begin with a list, and no member of it."""
        self.entry_list = entry_list
        #: What each is sorted by, as `sortable_key` writes it; None where its beginning was not understood.
        self.keys: list[str | None] = []
        #: The letter after the year.
        self.letters: list[str] = []
        #: Whether such a letter can tell the work from others: its authors and date are known and its own.
        self.letterable = bytearray()
        #: Fingerprints of authors and year, and of the first author's name and the year.
        self.works, self.near = array("q"), array("q")
        #: Fingerprints of the DOI, of all letters if the work is dated, and of the title, where they are long enough.
        self.dois, self.texts, self.titles = array("q"), array("q"), array("q")
        #: For each person among the authors: the member, the fingerprint of the surname, the given names with spaces between.
        self.owners, self.families = array("q"), array("q")
        self.given: list[str] = []
        #: In the text of each, where authors and date begin and end, and where the date begins if it is the end of them.
        self._heads = array("i")
        self._held: dict[int, Member] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, entry: Entry) -> None:
        """Take in the next entry of the list."""
        member = _member(entry)
        sorted_by = key(entry.reference)
        dated = member.date is not None
        text = letters(entry.text) if dated else ""
        first = member.authors[0].partition(",")[0] if member.authors else ""
        letterable = dated and bool(member.authors) and _letterable(entry.reference)
        # What follows cannot fail: all columns are of one length.
        self._heads.extend(_head(entry))
        for person in member.people:
            self.owners.append(len(self))
            self.families.append(_fingerprint(person.family))
            self.given.append(intern(" ".join(person.given)))
        self.letters.append(intern(member.letter))
        self.letterable.append(letterable)
        self.works.append(_fingerprint((member.authors, member.date)) if member.authors else 0)
        self.near.append(_fingerprint((first, member.date)))
        self.dois.append(_fingerprint(member.doi) if member.doi else 0)
        self.texts.append(_fingerprint(text) if len(text) >= SHORTEST else 0)
        self.titles.append(_fingerprint(member.title) if len(member.title) >= SHORTEST else 0)
        self.keys.append(sortable_key(sorted_by) if sorted_by is not None else None)

    def member(self, index: int) -> Member:
        """Read a member."""
        found = self._held.get(index)
        if found is None:
            if len(self._held) >= _HELD:
                self._held.clear()
            found = self._held[index] = _member(self.entry_list.entries[index])
        return found

    def head(self, index: int) -> tuple[Span, str]:
        """As in `Member`, the place in the source and the words that name an entry; the entry's parts are not read."""
        start, end, tail = self._heads[3 * index : 3 * index + 3]
        entry = self.entry_list.entries[index]
        return entry.source_span(start, end), _words(entry.text, start, end, tail)

    def person(self, place: int) -> tuple[Member, Person]:
        """Read a person, by the place in the columns about them."""
        member = self.member(self.owners[place])
        found = self.families[place], self.given[place]
        return member, next(one for one in member.people if (_fingerprint(one.family), " ".join(one.given)) == found)

    def gap(self, index: int) -> str:
        """What the source has between a member and the next."""
        before, after = self.entry_list.entries[index].span, self.entry_list.entries[index + 1].span
        return self.entry_list.source[before.end : max(before.end, after.start)]

    def gaps(self) -> Iterator[str]:
        """What the source has between each two members."""
        for (_, before), (_, after) in pairwise(self.entry_list.places()):
            yield self.entry_list.source[before.end : max(before.end, after.start)]

    @cached_property
    def headings(self) -> dict[int, Span]:
        """Headings inside the list, each with the number of members before it."""
        found = {}
        for index, ((_, before), (label, after)) in enumerate(pairwise(self.entry_list.places()), 1):
            if after.start - before.end > 8:
                heading = _heading(self.entry_list.source, before.end, (label or after).start)
                if heading is not None:
                    found[index] = heading
        return found

    @property
    def sections(self) -> list[range]:
        """Runs of members that no heading divides."""
        return [range(begin, end) for begin, end in pairwise([0, *self.headings, len(self)])]

    @cached_property
    def places(self) -> Places:
        """Line numbers of the source."""
        return Places(self.entry_list.source)

    def line(self, entry: Entry) -> int:
        """The line that an entry begins on."""
        return self.places(entry.span.start)[0]

    @cached_property
    def shared_works(self) -> set[int]:
        """The fingerprints of authors and year that several members have."""
        return repeated(self.works)

    def count_near(self, index: int) -> int:
        """How many members have the first author and the year of this one."""
        own = self.near[index]
        return bisect_right(self._sorted_near, own) - bisect_left(self._sorted_near, own)

    @cached_property
    def _sorted_near(self) -> "array[int]":
        return array("q", sorted(self.near))

    def markers(self) -> Iterator[str]:
        """The number or bullet before each entry, empty where there is none."""
        return (marker(self.entry_list, label, span) for label, span in self.entry_list.places())

    @cached_property
    def itemised(self) -> bool:
        """Whether these are items that no heading calls references: readings in the order of a syllabus, not a list."""
        return self.entry_list.heading is None and sum(map(bool, self.markers())) * 2 > len(self)

    @cached_property
    def numbered(self) -> bool:
        """Whether the entries are numbered."""
        return sum(any(map(str.isdigit, found)) for found in self.markers()) * 2 > len(self)


def _fingerprint(value: object) -> int:
    return hash(value) or 1


def repeated(fingerprints: "array[int]") -> set[int]:
    """The fingerprints that stand in a column more than once."""
    return {one for one, other in pairwise(sorted(fingerprints)) if one == other and one}


def marker(entry_list: EntryList, label: Span | None, span: Span) -> str:
    """The number or bullet before an entry, whether it is a label or a list's mark-up."""
    source = entry_list.source
    if label is not None:
        return source[label.start : label.end].strip()
    if entry_list.format != "markdown":
        return ""
    start = span.start
    while start > 0 and source[start - 1] not in "\r\n" and span.start - start < _INDENT:
        start -= 1
    match = _MARKER.match(source, start, span.start)
    return match["marker"] if match is not None else ""


def survey(entry_list: EntryList) -> Survey:
    """The survey of a list; the rules ask for the same one in turn."""
    found = _begun(entry_list)
    for index in range(len(found), len(entry_list.entries)):
        found.add(entry_list.entries[index])
    return found


def keep(entry: Entry, entry_list: EntryList, place: int) -> None:
    """Take the entry at a place of a list in as soon as it is read, so that its parts can be let go; entries come in order."""
    found = _begun(entry_list)
    if place == len(found):
        found.add(entry)


def _begun(entry_list: EntryList) -> Survey:
    if entry_list.gist is None:
        entry_list.gist = Survey(entry_list)
    return cast("Survey", entry_list.gist)


def _heading(source: str, start: int, end: int) -> Span | None:
    """A heading that stands between two entries; letters of the alphabet divide nothing."""
    lines = [line for line in source[start:end].splitlines() if _NO_WORD.sub("", _TAG.sub("", line))]
    if len(lines) != 1:
        return None
    text = _TAG.sub("", lines[0]).strip()
    if len(text) > 80 or is_page_number(text) or not looks_like_heading(text) or len(_NO_WORD.sub("", text)) < 3:
        return None
    place = source.index(text, start) if text in source[start:end] else -1
    return Span(place, place + len(text)) if place >= 0 else None


def _head(entry: Entry) -> tuple[int, int, int]:
    reference = entry.reference
    date, authors = reference.date, reference.authors
    if authors is not None and authors.names:
        start, end = authors.start, authors.end
    elif reference.title_first and reference.title is not None:
        start, end = reference.title.start, reference.title.end
    else:
        start, end = 0, min(len(entry.text), _LONGEST_HEAD)
    if date is not None and date.start >= end:
        end = date.end
    return start, end, date.start if date is not None and date.end == end else end


def _words(text: str, start: int, end: int, tail: int) -> str:
    words = text[start:end]
    if len(words) > _LONGEST_HEAD:
        words = f"{words[: _LONGEST_HEAD - 20].rstrip(' ,&')} … {text[tail:end]}".rstrip()
    return words


def _member(entry: Entry) -> Member:
    reference = entry.reference
    date, authors = reference.date, reference.authors
    exact: tuple[str, ...] = ()
    if authors is not None and authors.names:
        exact = exact_names(authors)
    elif reference.title_first and reference.title is not None:
        exact = (letters(reference.title.text),)
    start, end, tail = _head(entry)
    return Member(
        entry,
        entry.source_span(start, end),
        _words(entry.text, start, end, tail),
        exact,
        date_key(date),
        _letter(date),
        letters(reference.title.main.text) if reference.title is not None and reference.title.main is not None else "",
        next((link.doi.text.lower() for link in reference.links if link.doi is not None), ""),
        _people(authors) if authors is not None else (),
    )


def _letterable(reference: Reference) -> bool:
    authors, date = reference.authors, reference.date
    if authors is None or authors.et_al is not None or date is None or date.original is not None:
        return False
    return date.letter is not None or _UNREAD_LETTER.search(date.body.text) is None


def _people(authors: Names) -> tuple[Person, ...]:
    return tuple(
        Person(letters(name.family.text), given, name.start, name.end)
        for name in authors.names
        if name.family is not None
        and name.given is not None
        and name.inverted
        and (given := tuple(letters(word) for word in _GIVEN.findall(name.given.text)))
    )


def _letter(date: Date | None) -> str:
    return date.letter.text.lower() if date is not None and date.letter is not None else ""
