"""A list → marks about works that are listed twice (9.4)."""

from collections.abc import Iterator

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule
from apacheck.rules.list.keys import letters
from apacheck.rules.list.moves import delete
from apacheck.rules.list.survey import SHORTEST, Member, Survey, repeated, survey

#: So many entries with one title or DOI are compared; more of them are a series.
_COMPARED = 4
_OTHER_WORK = pattern(r"(?i)\b(?:errat|corrigend|correction|retract|reply|comment|part\s|supplement)")


def doubles(found: Survey) -> dict[int, int]:
    """Each entry that lists a work again, and the first that lists it."""
    for known, result in _LAST:
        if known is found:
            return result
    result = {}
    columns = [found.texts, found.dois, found.titles]
    shared = [repeated(column) for column in columns]
    alike: list[dict[int, list[int]]] = [{} for _ in columns]  # the works with one DOI, text or title, each work once
    for index, fingerprints in enumerate(zip(*columns, strict=True)):
        names = [(kind, one) for kind, one in enumerate(fingerprints) if one in shared[kind]]
        first: int | None = None
        for kind, one in names:
            same = _same_letters if columns[kind] is found.texts else _same_work
            for other in alike[kind].get(one, ())[:_COMPARED]:
                if (first is None or other < first) and same(found, other, index):
                    first = other
        if first is not None:
            result[index] = first
            continue
        for kind, one in names:
            alike[kind].setdefault(one, []).append(index)
    _LAST[:] = [(found, result)]
    return result


_LAST: list[tuple[Survey, dict[int, int]]] = []


def _same_letters(found: Survey, one: int, other: int) -> bool:
    entries = found.entry_list.entries
    return letters(entries[one].text) == letters(entries[other].text)


def _same_work(found: Survey, index: int, other_index: int) -> bool:
    one, other = found.member(index), found.member(other_index)
    first, second = one.entry.reference, other.entry.reference
    if first.law is not None or second.law is not None or _form(first) != _form(second):
        return False
    dois = one.doi, other.doi
    if all(dois):
        if dois[0] != dois[1]:
            return False
        titles = sorted((one.title, other.title), key=len)
        if not titles[0]:
            return False
        return titles[0] == titles[1] or (
            len(titles[0]) >= SHORTEST // 2
            and titles[1].startswith(titles[0])
            and one.date == other.date
            and _families(one)[:1] == _families(other)[:1]
            and not _OTHER_WORK.search(first.whole + second.whole)
        )
    if one.title != other.title or _families(one) != _families(other):
        return False
    places = _place(first), _place(second)
    if any(a and b and a != b for a, b in zip(places[0][1:], places[1][1:], strict=True)):
        return False
    if not (places[0][0] in places[1][0] or places[1][0] in places[0][0]):
        return False
    located = all(a and a == b for a, b in list(zip(*places, strict=True))[1:3])
    return located or (one.date is not None and one.date == other.date)


def _form(reference: Reference) -> tuple[object, ...]:
    """What tells a reprint, a recording or an edition from the work itself."""
    title = reference.title
    return (
        reference.container is not None,
        reference.periodical is not None,
        tuple(letters(bracket.text) for bracket in title.brackets if not bracket.translation) if title else (),
        tuple(letters(item.text) for item in title.items("edition") + title.items("volume")) if title else (),
        tuple(note.kind for note in reference.notes if note.kind in {"original", "reprinted", "retraction"}),
    )


def _place(reference: Reference) -> tuple[str, str, str, str, str]:
    """Where a work appeared: the larger whole or the publisher, volume, first page, and its day."""
    volume = page = where = ""
    if reference.periodical is not None:
        where = letters(reference.periodical.title.text)
        volume = reference.periodical.volume.number.text if reference.periodical.volume is not None else ""
        pages = reference.periodical.pages
        page = pages.ranges[0].first.text if pages is not None and pages.ranges else ""
        if reference.periodical.article is not None:
            page = reference.periodical.article.number.text
        if volume and page:
            where = ""  # the journal's name may be abbreviated in one of the two
    elif reference.container is not None and reference.container.title.main is not None:
        where = letters(reference.container.title.main.text)
    elif reference.publisher is not None and reference.publisher.names:
        where = letters(reference.publisher.names[0].text)
    date = reference.date
    day = f"{date.month.text} {date.day.text}" if date is not None and date.month and date.day else ""
    address = "" if volume or not reference.links else letters(reference.links[0].address.text)
    return where, volume, page, day, address


def _families(member: Member) -> tuple[str, ...]:
    """The surnames, and the names of groups."""
    return tuple(name.partition(",")[0] for name in member.authors)


class DuplicateEntry(Rule[EntryList]):
    """A work is listed twice.

    Each work has one entry, however often it is cited.

    Two entries are the same work if their letters agree, if their DOI and title do, or if their authors, title and
    source do and nothing else contradicts. An original and its reprint, a book and its recording, other editions and
    volumes, and titles that many works share are not reported. The fix deletes the later entry where all letters agree.
    """

    code = "LST009"
    section = "9.4"
    severity = "error"
    fix = "unsafe"
    moves = True
    message = "this work stands in the list already (line {line}: “{entry}”); each work has one entry"
    VALID = (
        "References\n\n"
        "Shelley, M. (1818). Frankenstein; or, the modern Prometheus. Lackington.\n\n"
        "Shelley, M. (2015). Frankenstein; or, the modern Prometheus [Audiobook]. Naxos. (Original work published 1818)",
    )
    INVALID = (
        "References\n\n"
        "Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice, 41(2), 64–70.\n\n"
        "{==Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice, 41(2), 64–70.==}",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        found = survey(part)
        again = doubles(found)
        if not again:
            return
        equal = {
            index
            for index, first in again.items()
            if _same_letters(found, index, first) and (gap := found.gap(index - 1)) and not gap.strip()
        }
        together = tuple(edit for index in sorted(equal) for edit in delete(found, index))
        for index, first in again.items():
            entry, before = part.entries[index], part.entries[first]
            _, words = found.head(first)
            mark = self.mark((entry.span.start, entry.span.end), line=found.line(before), entry=words)
            if index in equal:
                mark.moves, mark.together = delete(found, index), together
                mark.applicability, mark.help = "unsafe", "delete this entry"
            yield mark
