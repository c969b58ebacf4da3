"""`EntryList` → `Survey`: what several rules about a list want to know of it, found out once."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from sys import intern
from typing import cast

from apacheck.entries import Entry, EntryList
from apacheck.entries.heading import is_page_number, looks_like_heading
from apacheck.patterns import pattern
from apacheck.reference.model import Date, Names
from apacheck.rules.list.keys import DateKey, Key, date_key, exact_names, key, letters
from apacheck.text import Places, Span

_NO_WORD = pattern(r"[^\p{L}\p{N}]++")
_TAG = pattern(r"<[^<>]{0,200}>")
#: The number or bullet of a list in Markdown, with the signs of block quotes before it.
_MARKER = pattern(r"[ \t>]*+(?P<marker>[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t]++)?+[*_]{0,3}\Z")
_UNREAD_LETTER = pattern(r"\d[a-z]\b")
_GIVEN = pattern(r"\p{L}[\p{L}\p{M}'’]*+")
_INDENT = 60
_LONGEST_HEAD = 70


@dataclass(slots=True, eq=False)
class Member:
    """One entry of a list."""

    entry: Entry
    #: Authors and date, in the source: what names the entry.
    head: Span
    #: The same in words, cut where it is long.
    words: str
    key: Key | None
    #: Entries with the same names, every letter of them, are by the same authors.
    authors: tuple[str, ...]
    date: DateKey | None
    letter: str
    #: The letters of the title.
    title: str
    doi: str
    #: Whether a letter after the year can tell the work from others: its authors and date are known and its own.
    letterable: bool
    #: The people among the authors: the letters of the surname, the initials, and where the name stands in the entry.
    people: tuple[tuple[str, tuple[str, ...], int, int], ...]


@dataclass(eq=False)
class Survey:
    """The members of a list, and what stands between them."""

    entry_list: EntryList
    members: list[Member] = field(default_factory=list)
    #: What the source has between each two entries.
    gaps: list[str] = field(default_factory=list)
    #: Runs of members that no heading divides.
    sections: list[range] = field(default_factory=list)
    #: Headings inside the list.
    headings: list[Span] = field(default_factory=list)

    @cached_property
    def places(self) -> Places:
        """Line numbers of the source."""
        return Places(self.entry_list.source)

    def line(self, member: Member) -> int:
        """The line that an entry begins on."""
        return self.places(member.entry.span.start)[0]

    @cached_property
    def markers(self) -> list[str]:
        """The number or bullet before each entry, empty where there is none."""
        return [marker(self.entry_list, member.entry) for member in self.members]

    @property
    def itemised(self) -> bool:
        """Whether these are items that no heading calls references: readings in the order of a syllabus, not a list."""
        return self.entry_list.heading is None and sum(map(bool, self.markers)) * 2 > len(self.members)

    @property
    def numbered(self) -> bool:
        """Whether the entries are numbered."""
        return sum(any(map(str.isdigit, found)) for found in self.markers) * 2 > len(self.members)


def marker(entry_list: EntryList, entry: Entry) -> str:
    """The number or bullet before an entry, whether it is a label or a list's mark-up."""
    source = entry_list.source
    if entry.label is not None:
        return source[entry.label.start : entry.label.end].strip()
    if entry_list.format != "markdown":
        return ""
    start = entry.span.start
    while start > 0 and source[start - 1] not in "\r\n" and entry.span.start - start < _INDENT:
        start -= 1
    match = _MARKER.match(source, start, entry.span.start)
    return match["marker"] if match is not None else ""


_LAST: list[Survey] = []


def survey(entry_list: EntryList) -> Survey:
    """The survey of a list; the rules ask for the same one in turn."""
    for found in _LAST:
        if found.entry_list is entry_list:
            return found
    found = _survey(entry_list)
    _LAST[:] = [found]
    return found


def _survey(entry_list: EntryList) -> Survey:
    found = Survey(entry_list, [_member(entry) for entry in entry_list.entries])
    source = entry_list.source
    begin = 0
    for index, (before, after) in enumerate(pairwise(entry_list.entries)):
        start, end = before.span.end, max(before.span.end, after.span.start)
        found.gaps.append(source[start:end])
        if end - start > 8:
            heading = _heading(source, start, after.label.start if after.label is not None else end)
            if heading is not None:
                found.headings.append(heading)
                found.sections.append(range(begin, index + 1))
                begin = index + 1
    found.sections.append(range(begin, len(found.members)))
    return found


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


def keep(entry: Entry) -> None:
    """Keep of an entry what the rules about whole lists want to know, so that its parts can be let go."""
    entry.gist = _member(entry)


def _member(entry: Entry) -> Member:
    if entry.gist is not None:
        return cast("Member", entry.gist)  # `keep` put it there
    reference = entry.reference
    date = reference.date
    authors = reference.authors
    if authors is not None and authors.names:
        start, end = authors.start, authors.end
        exact = exact_names(authors)
    elif reference.title_first and reference.title is not None:
        start, end = reference.title.start, reference.title.end
        exact = (letters(reference.title.text),)
    else:
        start, end = 0, min(len(entry.text), _LONGEST_HEAD)
        exact = ()
    if date is not None and date.start >= end:
        end = date.end
    words = entry.text[start:end]
    if len(words) > _LONGEST_HEAD:
        tail = entry.text[date.start : date.end] if date is not None and date.end == end else ""
        words = f"{words[: _LONGEST_HEAD - 20].rstrip(' ,&')} … {tail}".rstrip()
    return Member(
        entry,
        entry.source_span(start, end),
        words,
        key(reference),
        exact,
        date_key(date),
        _letter(date),
        letters(reference.title.main.text) if reference.title is not None and reference.title.main is not None else "",
        next((link.doi.text.lower() for link in reference.links if link.doi is not None), ""),
        bool(exact) and authors is not None and authors.et_al is None and _tells_by_letter(date),
        _people(authors) if authors is not None else (),
    )


def _tells_by_letter(date: Date | None) -> bool:
    if date is None or date.original is not None:
        return False
    return date.letter is not None or _UNREAD_LETTER.search(date.body.text) is None


def _people(authors: Names) -> tuple[tuple[str, tuple[str, ...], int, int], ...]:
    return tuple(
        (intern(letters(name.family.text)), given, name.start, name.end)
        for name in authors.names
        if name.family is not None
        and name.given is not None
        and name.inverted
        and (given := tuple(intern(letters(word)) for word in _GIVEN.findall(name.given.text)))
    )


def _letter(date: Date | None) -> str:
    return date.letter.text.lower() if date is not None and date.letter is not None else ""
