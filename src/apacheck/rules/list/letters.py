"""A list → marks about the letters that tell works of the same authors and year apart (8.19, 9.47)."""

from collections.abc import Iterator

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.reference.model import Date
from apacheck.rule import Rule
from apacheck.rules.list.duplicates import doubles
from apacheck.rules.list.keys import title_letters
from apacheck.rules.list.survey import Member, Survey, survey

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _groups(found: Survey) -> list[list[int]]:
    """The works of the same authors and year, each work once; of those that stand alone, the ones with a letter."""
    if found.itemised:
        return []
    again, shared = doubles(found), found.shared_works
    groups: dict[int, list[int]] = {}
    for index, (work, letter) in enumerate(zip(found.works, found.letters, strict=True)):
        if (letter or work in shared) and found.letterable[index] and index not in again:
            groups.setdefault(work, []).append(index)
    return list(groups.values())


def _date(member: Member) -> Date:
    date = member.entry.reference.date
    assert date is not None
    return date


def _place(member: Member) -> tuple[int, int]:
    """Start and end, in the source, of the year with its letter ("1986a", "n.d.-a")."""
    date = _date(member)
    start = date.year.start if date.year is not None else date.body.start
    end = max(
        part.end for part in (date.year, date.letter, date.body if date.year is None else None) if part is not None
    )
    span = member.entry.source_span(start, end)
    return span.start, span.end


def _letter_place(member: Member) -> tuple[int, int]:
    """Where the letter stands, with a hyphen before it."""
    date = _date(member)
    assert date.letter is not None
    start = date.letter.start
    if date.form != "year" and date.whole[start - 1] in "-–":
        start -= 1
    span = member.entry.source_span(start, date.letter.end)
    return span.start, span.end


def _in_order(member: Member) -> tuple[object, ...]:
    """A bare year before a full date, dates in order, then titles without A, An, The."""
    date = _date(member)
    month = date.month.text[:3].lower() if date.month is not None else ""
    day = date.day.text if date.day is not None else ""
    title = member.entry.reference.title
    return (
        _MONTHS.index(month) + 1 if month in _MONTHS else 0,
        int(day) if day.isascii() and day.isdigit() else 0,
        title_letters(title.text) if title is not None else "",
    )


class LetterSuffixMissing(Rule[EntryList]):
    """Works of the same authors and year have no letters that tell them apart.

    Where two works have the same authors, in the same order, and the same year, each year gets a letter: 2012a, 2012b;
    n.d.-a, n.d.-b. The letters follow the date, then the title without A, An or The.

    Authors are the same only if every letter of every name is. The citations in the text must get the letters too.
    """

    code = "LST006"
    section = "9.47, 8.19"
    severity = "error"
    fix = "unsafe"
    message = "“{entry}” has the authors and year of another work (line {line}) and no letter: APA writes {letter}"
    VALID = (
        "References\n\n"
        "Bandura, A. (1986a). Fearful expectations. Norton.\n\n"
        "Bandura, A. (1986b). Social foundations of thought. Prentice Hall.\n\n"
        "Bandura, A., & Wood, R. (1989). Effect of control. Norton.\n\n"
        "Bandura, A., & Zoya, M. (1989). Effects of standards. Norton.",
    )
    INVALID = (
        "References\n\n"
        "{~~Bandura, A. (1986)~>Bandura, A. (1986a)~~}. Fearful expectations. Norton.\n\n"
        "{~~Bandura, A. (1986)~>Bandura, A. (1986b)~~}. Social foundations of thought. Prentice Hall.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        found = survey(part)
        for works in _groups(found):
            taken = {found.letters[index] for index in works}
            if len(works) < 2 or "" not in taken:
                continue
            free = iter([letter for letter in _ALPHABET if letter not in taken])
            bare = [index for index in works if not found.letters[index]]
            for index in sorted(bare, key=lambda index: _in_order(found.member(index))):
                other = next(other for other in works if other != index)
                yield self._mark(found, found.member(index), found.member(other), next(free, ""))

    def _mark(self, found: Survey, member: Member, other: Member, letter: str) -> Mark:
        date = _date(member)
        if date.form != "year":
            letter = letter and f"-{letter}"
        year = date.end_year or date.year or date.body
        edits: tuple[tuple[int, int, str], ...] = ()
        if letter:
            place = member.entry.source_span(year.end - 1, year.end).end
            edits = ((place, place, letter),)
        return self.mark(
            (member.head.start, member.head.end),
            *edits,
            entry=member.words,
            line=found.line(other.entry),
            letter=f"{year.text}{letter}" if letter else "letters",
        )


class LetterSuffixNeedless(Rule[EntryList]):
    """A year has a letter although no other work has these authors and this year.

    Letters tell works of the same authors and year apart; where there is only one, the year stands alone.

    A list of one entry may be part of a longer one and is not judged, nor is a letter that another work of the same
    first author and year has a fellow of.
    """

    code = "LST007"
    section = "9.47"
    severity = "warning"
    fix = "unsafe"
    message = "“{year}” has a letter, but no other work in the list has these authors and this year"
    VALID = (
        "References\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )
    INVALID = (
        "References\n\n"
        "Rawls, J. ({~~1971a~>1971~~}). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        found = survey(part)
        for works in _groups(found):
            # People letter more than APA does, and spell names in two ways: whatever is near counts.
            if len(works) > 1 or not found.letters[works[0]] or found.count_near(works[0]) > 1:
                continue
            member = found.member(works[0])
            start, end = _place(member)
            low, high = _letter_place(member)
            yield self.mark((start, end), (low, high, ""), year=part.source[start:end])


class LetterSuffixGap(Rule[EntryList]):
    """The letters of works of the same authors and year leave one out or repeat one.

    The letters run a, b, c without a gap. The citations in the text must be changed with them.
    """

    code = "LST008"
    section = "9.47"
    severity = "error"
    fix = "unsafe"
    message = "“{year}” should have the letter {letter}: letters run a, b, c without gaps or repeats"
    VALID = (
        "References\n\n"
        "Bandura, A. (1986a). Fearful expectations. Norton.\n\n"
        "Bandura, A. (1986b). Social foundations of thought. Prentice Hall.",
    )
    INVALID = (
        "References\n\n"
        "Bandura, A. (1986a). Fearful expectations. Norton.\n\n"
        "Bandura, A. ({~~1986c~>1986b~~}). Social foundations of thought. Prentice Hall.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        found = survey(part)
        for works in _groups(found):
            if not 2 <= len(works) <= len(_ALPHABET) or not all(found.letters[index] for index in works):
                continue
            works.sort(key=found.letters.__getitem__)
            wrong = [
                (index, letter)
                for index, letter in zip(works, _ALPHABET, strict=False)
                if found.letters[index] != letter
            ]
            if not wrong or found.count_near(wrong[0][0]) > len(works):
                continue  # the letters in between may be theirs
            edits = []
            for index, letter in wrong:
                low, high = _letter_place(found.member(index))
                edits.append(
                    (high - 1, high, letter) if high - low == 1 or part.source[low] in "-–" else (low, high, letter)
                )
            start, end = _place(found.member(wrong[0][0]))
            yield self.mark((start, end), *edits, year=part.source[start:end], letter=wrong[0][1])
