"""A list → marks about its order (9.44 to 9.48): one for an entry that stands in the wrong place."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from apacheck.entries import EntryList
from apacheck.findings import Applicability, Mark
from apacheck.rule import Rule
from apacheck.rules.list.keys import title_letters
from apacheck.rules.list.moves import movable, move, rearrange
from apacheck.rules.list.survey import Member, Survey, survey

#: So many entries out of place, and more than half of them, and the list as a whole is not sorted.
MANY = 6

SortKey = tuple[object, ...]


@dataclass(slots=True)
class Misplaced:
    """An entry that stands in the wrong place, and where it belongs."""

    index: int
    code: str
    #: The entry it belongs before, or after where it is the last.
    target: int
    after: bool


@dataclass(slots=True)
class Order:
    """How a section of a list is sorted."""

    section: range
    #: Members that can be compared, and the rank of each; equal ranks may stand in any order.
    ranks: dict[int, int]
    misplaced: list[Misplaced] = field(default_factory=list)
    #: What the whole is sorted by instead, if by anything: "number", "year", or "nothing".
    instead: str = ""


def sort_keys(found: Survey) -> list[SortKey | None]:
    """What each member is sorted by; letters count where all works of a year have one."""
    groups: dict[object, bool] = {}
    for member in found.members:
        place = member.authors, member.date
        groups[place] = groups.get(place, True) and bool(member.letter)
    return [
        None if member.key is None else (*member.key, member.letter if groups[member.authors, member.date] else "")
        for member in found.members
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


def _order(found: Survey, section: range, keys: Sequence[SortKey | None]) -> Order:
    comparable = [index for index in section if keys[index] is not None]
    values = [keys[index] or () for index in comparable]
    order = Order(section, {})
    if all(before <= after for before, after in pairwise(values)):
        return order
    rank = {value: place for place, value in enumerate(sorted(set(values)))}
    order.ranks = {index: rank[value] for index, value in zip(comparable, values, strict=True)}
    ranks = [rank[value] for value in values]
    kept = _kept(ranks)
    wrong = len(ranks) - len(kept)
    order.instead = _instead(found, comparable, wrong)
    kept_ranks = [ranks[place] for place in kept]
    keeping = set(kept)
    for place, index in enumerate(comparable):
        if place in keeping:
            continue
        after = bisect_right(kept_ranks, ranks[place])
        target = kept[after] if after < len(kept) else kept[-1]
        code = _code(found, comparable, ranks, place)
        order.misplaced.append(Misplaced(index, code, comparable[target], after == len(kept)))
    return order


def _kept(ranks: Sequence[int]) -> list[int]:
    """The places of the most entries that stand in order among themselves; of several such choices the earliest."""
    longest = [0] * len(ranks)
    tails: list[int] = []
    for place in range(len(ranks) - 1, -1, -1):
        at = bisect_right(tails, -ranks[place])
        tails[at : at + 1] = [-ranks[place]]
        longest[place] = at + 1
    need, last = len(tails), -1
    kept = []
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
    if wrong >= 2 and count >= 5 and wrong * 4 >= count:
        years = [date for index in comparable if (date := found.members[index].date) is not None and date[0]]
        if len(set(years)) >= 3 and years in (sorted(years), sorted(years, reverse=True)):
            return "year"
    return "nothing" if wrong >= MANY and wrong * 2 > count else ""


def _code(found: Survey, comparable: Sequence[int], ranks: Sequence[int], place: int) -> str:
    """Which rule an entry breaks: by whom it shares a name with of those next to it that it stands out of order with."""
    own = found.members[comparable[place]]
    for other in (place - 1, place + 1):
        if 0 <= other < len(ranks) and (ranks[other] - ranks[place]) * (other - place) < 0:
            return _broken(own, found.members[comparable[other]])
    return "LST003"


def _broken(one: Member, other: Member) -> str:
    if one.key is None or other.key is None or one.key.authors[0] != other.key.authors[0]:
        return "LST003"
    return "LST005" if one.key == other.key else "LST004"


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
            member, target = found.members[wrong.index], found.members[wrong.target]
            where = f"{'after' if wrong.after else 'before'} “{target.words}” (line {found.line(target)})"
            mark = rule.mark((member.head.start, member.head.end), entry=member.words, goal=where)
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
        result += sorted(arriving.get((index, False), ()), key=order.ranks.__getitem__)
        result.append(index)
        result += sorted(arriving.get((index, True), ()), key=order.ranks.__getitem__)
    return result


def _unsorted(rule: Rule[EntryList], found: Survey, order: Order) -> Mark:
    """The one mark of a list that is sorted by something else, or not at all."""
    first = order.misplaced[0]
    member = found.members[first.index]
    count = f"{len(order.misplaced)} of its {len(order.section)} entries"
    mark = rule.mark((member.head.start, member.head.end), entry=member.words, goal="")
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
        groups: dict[object, list[Member]] = {}
        for member in found.members:
            if member.letter and member.authors:
                groups.setdefault((member.authors, member.date), []).append(member)
        for members in groups.values():
            members.sort(key=lambda member: member.letter)
            if len({member.letter for member in members}) < len(members):
                continue
            for before, after in pairwise(members):
                if _wrong_letters(before, after):
                    mark = self.mark((after.head.start, after.head.end), entry=after.words, goal="")
                    mark.message = (
                        f"“{after.words}” should have the letter before that of “{before.words}” "
                        f"(line {found.line(before)}): letters follow the titles, without A, An and The"
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
