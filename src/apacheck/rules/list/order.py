"""A list → marks about its order (9.44 to 9.48): one for an entry that stands in the wrong place."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from apacheck.entries import EntryList
from apacheck.findings import Applicability, Mark
from apacheck.lean import leanclass
from apacheck.rule import Rule
from apacheck.rules.list.keys import date_of, first_author, title_letters
from apacheck.rules.list.moves import movable, move, rearrange
from apacheck.rules.list.survey import Member, Survey, survey

#: So many entries out of place, and more than half of them, and the list as a whole is not sorted.
MANY = 6


@leanclass
class Misplaced:
    """An entry that stands in the wrong place, and where it belongs."""

    index: int
    code: str
    #: The entry it belongs before, or after where it is the last.
    target: int
    after: bool


@dataclass
class Order:
    """How a section of a list is sorted."""

    found: Survey
    section: range
    #: Members that can be compared.
    comparable: "array[int]"
    #: The rank of each of these; equal ranks may stand in any order.
    ranks: "array[int]"
    #: Which of these, by their places, stand in order among themselves; None where all do.
    kept: "array[int] | None"
    #: What the whole is sorted by instead, if by anything: "number", "year", or "nothing".
    instead: str = ""

    @property
    def count(self) -> int:
        """How many stand in the wrong place."""
        return len(self.comparable) - len(self.kept) if self.kept is not None else 0

    @cached_property
    def misplaced(self) -> list[Misplaced]:
        """Those that stand in the wrong place."""
        return list(self.each_misplaced())

    def each_misplaced(self) -> Iterator[Misplaced]:
        """The same, one after the other: of a long list that is not sorted at all they are many."""
        if self.kept is None:
            return
        ranks, comparable, kept = self.ranks, self.comparable, self.kept
        kept_ranks = array("q", (ranks[place] for place in kept))
        keeping = bytearray(len(ranks))
        for place in kept:
            keeping[place] = True
        for place, index in enumerate(comparable):
            if keeping[place]:
                continue
            after = bisect_right(kept_ranks, ranks[place])
            target = kept[after] if after < len(kept) else kept[-1]
            code = _code(self.found, comparable, ranks, place)
            yield Misplaced(index, code, comparable[target], after == len(kept))

    @cached_property
    def rank_of(self) -> dict[int, int]:
        """The rank of each member that can be compared."""
        return dict(zip(self.comparable, self.ranks, strict=True))


def sort_keys(found: Survey) -> list[str | None]:
    """What each member is sorted by; letters count where all works of a year have one."""
    lettered = {work for work, letter in zip(found.works, found.letters, strict=True) if letter}
    mixed = {work for work, letter in zip(found.works, found.letters, strict=True) if not letter and work in lettered}
    return [
        own if own is None or not letter or work in mixed else own + letter
        for own, work, letter in zip(found.keys, found.works, found.letters, strict=True)
    ]


_LAST: list[tuple[Survey, list[Order]]] = []


def orders(entry_list: EntryList) -> tuple[Survey, list[Order]]:
    """How each section of the list is sorted."""
    found = survey(entry_list)
    for known, result in _LAST:
        if known is found:
            return known, result
    keys = sort_keys(found)
    sections = [] if found.itemised else [section for section in found.sections if len(section) > 1]
    result = [_order(found, section, keys) for section in sections]
    _LAST[:] = [(found, result)]
    return found, result


def _order(found: Survey, section: range, keys: Sequence[str | None]) -> Order:
    comparable = array("q", (index for index in section if keys[index] is not None))
    values = [keys[index] or "" for index in comparable]
    if all(before <= after for before, after in pairwise(values)):
        return Order(found, section, comparable, array("q"), None)
    ranks = array("q", bytes(8 * len(values)))
    rank, before = -1, ""
    for place in sorted(range(len(values)), key=values.__getitem__):
        rank += values[place] != before
        ranks[place], before = rank, values[place]
    order = Order(found, section, comparable, ranks, _kept(ranks))
    order.instead = _instead(found, comparable, order.count)
    return order


def _kept(ranks: "array[int]") -> "array[int]":
    """The places of the most entries that stand in order among themselves; of several such choices the earliest."""
    longest = array("q", bytes(8 * len(ranks)))
    tails = array("q")
    for place in range(len(ranks) - 1, -1, -1):
        at = bisect_right(tails, -ranks[place])
        if at == len(tails):
            tails.append(-ranks[place])
        else:
            tails[at] = -ranks[place]
        longest[place] = at + 1
    need, last = len(tails), -1
    kept = array("q")
    for place, rank in enumerate(ranks):
        if longest[place] == need and rank >= last:
            kept.append(place)
            need, last = need - 1, rank
    return kept


def _instead(found: Survey, comparable: Sequence[int], wrong: int) -> str:
    """What a list that is hardly sorted by name is sorted by."""
    count = len(comparable)
    if wrong >= 2 and wrong * 3 >= count and found.numbered:
        return "number"
    if wrong >= 2 and count >= 5 and wrong * 4 >= count and _by_year(found, comparable):
        return "year"
    return "nothing" if wrong >= MANY and wrong * 2 > count else ""


def _by_year(found: Survey, comparable: Sequence[int]) -> bool:
    """Whether the works with a date, three different ones at least, stand in the order of these, or in the reverse order."""
    dates = (date for index in comparable if (date := date_of(found.keys[index] or ""))[0] != "0")
    rising = falling = True
    changes = 0
    for before, after in pairwise(dates):
        rising, falling = rising and before <= after, falling and before >= after
        if not (rising or falling):
            return False
        changes += before != after
    return changes >= 2


def _code(found: Survey, comparable: Sequence[int], ranks: Sequence[int], place: int) -> str:
    """Which rule an entry breaks: by whom it shares a name with of those next to it that it stands out of order with."""
    for other in (place - 1, place + 1):
        if 0 <= other < len(ranks) and (ranks[other] - ranks[place]) * (other - place) < 0:
            return _broken(found.keys[comparable[place]] or "", found.keys[comparable[other]] or "")
    return "LST003"


def _broken(one: str, other: str) -> str:
    if first_author(one) != first_author(other):
        return "LST003"
    return "LST005" if one == other else "LST004"


def _marks(rule: Rule[EntryList], entry_list: EntryList) -> Iterator[Mark]:
    if len(entry_list.entries) < 2:
        return
    found, sections = orders(entry_list)
    for order in sections:
        if order.instead:
            if rule.code == "LST003":
                yield _unsorted(rule, found, order)
            continue
        mine = [wrong for wrong in order.misplaced if wrong.code == rule.code]
        if not mine:
            continue
        able = movable(found, order.section)
        together = rearrange(found, order.section, _after_moving(order, mine)) if able else ()
        for wrong in mine:
            (head, words), (_, target) = found.head(wrong.index), found.head(wrong.target)
            line = found.line(entry_list.entries[wrong.target])
            where = f"{'after' if wrong.after else 'before'} “{target}” (line {line})"
            mark = rule.mark((head.start, head.end), entry=words, goal=where)
            if able:
                mark.moves = move(found, wrong.index, wrong.target, after=wrong.after)
                mark.together = together
                mark.applicability, mark.help = "safe", f"move it {where}"
            yield mark


def _after_moving(order: Order, wrong: Sequence[Misplaced]) -> list[int]:
    """The members of a section in their order once these are moved; all others keep theirs."""
    moved = {one.index for one in wrong}
    arriving: dict[tuple[int, bool], list[int]] = {}
    for one in wrong:
        arriving.setdefault((one.target, one.after), []).append(one.index)
    result: list[int] = []
    for index in order.section:
        if index in moved:
            continue
        result += sorted(arriving.get((index, False), ()), key=order.rank_of.__getitem__)
        result.append(index)
        result += sorted(arriving.get((index, True), ()), key=order.rank_of.__getitem__)
    return result


def _unsorted(rule: Rule[EntryList], found: Survey, order: Order) -> Mark:
    """The one mark of a list that is sorted by something else, or not at all."""
    head, words = found.head(next(order.each_misplaced()).index)
    count = f"{order.count} of its {len(order.section)} entries"
    mark = rule.mark((head.start, head.end), entry=words, goal="")
    fix: Applicability | None = None
    if order.instead == "number":
        mark.severity = "info"
        mark.message = f"the list is numbered and not alphabetical ({count} stand out of order); APA sorts it by author"
    elif order.instead == "year":
        mark.severity, fix = "warning", "unsafe"
        mark.message = f"the list is sorted by year; APA sorts it by author and then by year ({count} would move)"
    else:
        fix = "safe"
        mark.message = f"the list is not in alphabetical order: {count} stand in the wrong place, this one first"
    if fix is not None and movable(found, order.section):
        mark.moves = mark.together = rearrange(found, order.section, _after_moving(order, order.misplaced))
        mark.applicability, mark.help = fix, "sort the list by author, then by year"
    return mark


class ListNotAlphabetical(Rule[EntryList]):
    """An entry stands out of the list's alphabetical order.

    The list is sorted letter by letter by the first author's surname (particles are part of it), then by the initials;
    spaces, hyphens, apostrophes, accents and case do not count, and nothing comes before something. Groups and titles
    take part with their full names, without A, An or The; a number is sorted as if it were spelled out.

    A list that is numbered or sorted by year, or hardly sorted at all, gets one finding. An entry whose beginning is not
    understood, or begins with another script, is left where it is. Nothing is moved where headings, page numbers or
    other text divide the entries, or where they are numbered.
    """

    code = "LST003"
    section = "9.44"
    severity = "error"
    fix = "safe"
    moves = True
    message = "“{entry}” is out of alphabetical order; it belongs {goal}"
    VALID = (
        "References\n\n"
        "López, M. E. (2014). Rain gardens in dense cities. Urban Ecology, 8(2), 11–25.\n\n"
        "López de Molina, G. (2009). Drought and diet. Norton.\n\n"
        "Olson, S. R. (2020). Soft rules for hard times. Norton.\n\n"
        "O'Neil, U. (2017). Loud fields. Norton.\n\n"
        "The quiet year. (2012). Norton.\n\n"
        "San Martin, P. (2011). Bridges of reed. Norton.\n\n"
        "Santa Maria, A. (2003). Salt roads. Norton.",
    )
    INVALID = (
        "References\n\n"
        "Braun, V. (2006). Reading between the lines. Norton.\n\n"
        "{==Bandura, A. (1977)==}. Social learning theory. Prentice Hall.\n\n"
        "Denzin, N. K. (2012). The tide of methods. Sage.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        return _marks(self, part)


class SameFirstAuthorOrder(Rule[EntryList]):
    """Entries with the same first author stand in the wrong order.

    Works by an author alone come before those with coauthors, which are sorted by the second author, then the third.
    Works by the same authors are sorted by year: those without a date first, those in press last.
    """

    code = "LST004"
    section = "9.46"
    severity = "error"
    fix = "safe"
    moves = True
    message = "“{entry}” belongs {goal}: after the first author the other authors count, then the year"
    VALID = (
        "References\n\n"
        "Davidson, T. E. (n.d.). Letters home. Norton.\n\n"
        "Davidson, T. E. (2019). Bodies and time. Norton.\n\n"
        "Davidson, T. E. (in press). Bodies and space. Norton.\n\n"
        "Davidson, T. E., & McCabe, M. P. (2015). Body image in later life. Norton.",
    )
    INVALID = (
        "References\n\n"
        "Davidson, T. E., & McCabe, M. P. (2015). Body image in later life. Norton.\n\n"
        "{==Davidson, T. E. (2019)==}. Bodies and time. Norton.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        return _marks(self, part)


class SameAuthorDateOrder(Rule[EntryList]):
    """Works by the same authors in the same year stand in the wrong order.

    They are sorted by their letters; the letters follow the date, a bare year before a full date, and then the title
    without A, An or The. A wrong letter has no fix, because the citations in the text must change with it.

    Titles that begin alike, such as the parts of a series, keep the order they have.
    """

    code = "LST005"
    section = "9.47"
    severity = "error"
    fix = "safe"
    moves = True
    message = "“{entry}” belongs {goal}: works of one year stand in the order of their letters"
    VALID = (
        "References\n\n"
        "Judge, T. A. (2012a). General and specific measures. Norton.\n\n"
        "Judge, T. A. (2012b). On the value of aiming high. Norton.",
    )
    INVALID = (
        "References\n\n"
        "Judge, T. A. (2012b). On the value of aiming high. Norton.\n\n"
        "{==Judge, T. A. (2012a)==}. General and specific measures. Norton.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        yield from _marks(self, part)
        yield from self._letters(part)

    def _letters(self, entry_list: EntryList) -> Iterator[Mark]:
        """Letters that do not follow the dates and titles."""
        if len(entry_list.entries) < 2:
            return
        found = survey(entry_list)
        groups: dict[int, list[int]] = {}
        for index, (work, letter) in enumerate(zip(found.works, found.letters, strict=True)):
            if letter and work in found.shared_works:
                groups.setdefault(work, []).append(index)
        for works in groups.values():
            works.sort(key=found.letters.__getitem__)
            if len({found.letters[index] for index in works}) < len(works):
                continue
            for before, after in pairwise(map(found.member, works)):
                if _wrong_letters(before, after):
                    mark = self.mark((after.head.start, after.head.end), entry=after.words, goal="")
                    mark.message = (
                        f"“{after.words}” should have the letter before that of “{before.words}” "
                        f"(line {found.line(before.entry)}): letters follow the titles, without A, An and The"
                    )
                    yield mark
                    break


def _wrong_letters(before: Member, after: Member) -> bool:
    first, second = before.entry.reference, after.entry.reference
    dates = [reference.date for reference in (first, second)]
    if any(date is None or date.month or date.season or date.day or date.end_year for date in dates):
        return False
    titles = [reference.title.main.text for reference in (first, second) if reference.title and reference.title.main]
    if len(titles) < 2 or not all(title[0].isascii() and title[0].isalpha() for title in titles):
        return False
    one, other = map(title_letters, titles)
    return one > other and one[:10] != other[:10]
