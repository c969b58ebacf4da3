"""A paragraph → its citations: each pair of parentheses is looked at once, with the names before it or inside.

What stands in an entry of a list, or in a quotation, is none.
"""

from bisect import bisect_right
from collections.abc import Iterator

import regex

from apacheck.citations.forms import Names
from apacheck.citations.known import Known, key
from apacheck.citations.model import Citation, CitedName, Introduced, Substitute, Work
from apacheck.citations.names import REACH, read_names
from apacheck.citations.works import PERSONAL, Habits, WorkReader, is_elsewhere, is_lifetime
from apacheck.citations.years import THROUGH, YEAR, read_locator, read_years
from apacheck.document import Paragraph
from apacheck.patterns import pattern
from apacheck.reference.model import Part
from apacheck.text import StyledText

#: A cheap test of a paragraph and of parentheses.
WORTH = pattern(
    r"\d\d\d\d|n\.\s?d|press\b|no date|\bnd\b|forthcoming|communication|cited in|ibid|\bcit\.|://|www\.|\bp\. ?\d",
    regex.IGNORECASE,
)
INTRODUCING = pattern(r"[(\[]\p{Lu}[\p{Lu}\p{L}&.\-]{1,12}[)\]]")
_SHORT_FORM = pattern(r"\p{Lu}[\p{L}&.\-]{0,10}\p{Lu}\Z")
_BRACKET = pattern(r"[()\[\]]")
#: Parentheses longer than this hold prose.
_LONGEST = 3000
_IBID = pattern(r"\b(?:ibid|ibidem|op\.\s?cit|loc\.\s?cit)\b\.?", regex.IGNORECASE)
_URL = pattern(r"\s*+(?:https?://|www\.)[^\s()]+\s*\Z")
_ABBREVIATION_FIRST = pattern(r"\s*(?P<short>\p{Lu}[\p{L}\p{N}&.\-]{0,14}\p{Lu}[\p{L}\p{N}]?)\s*,\s*")
_SEMICOLON = pattern(r";")
_SENTENCE = pattern(r"[.!?][\"”')]?\s+\p{Lu}")
_QUOTE_MARK = pattern(r"[“”]")
_STRAIGHT = pattern(r"(?<![\p{L}\p{N}])\"(?=\S)|(?<=\S)\"(?![\p{L}\p{N}])")
#: A quotation in straight marks is not looked for further away.
_QUOTED = 600


class ParagraphReader:
    """Finds the citations of one paragraph."""

    def __init__(
        self,
        content: StyledText,
        paragraph: Paragraph,
        number: int,
        known: Known,
        introduced: dict[str, Introduced],
        habits: Habits,
        starts: list[int],
        ends: list[int],
    ) -> None:
        """Take a paragraph and its number, who is listed, and where the entries start and end in the source."""
        self.content = content
        self.text = content.text.replace("\n", " ")
        self.paragraph = paragraph
        self.number = number
        self.known = known
        self.introduced = introduced
        self.habits = habits
        self.reader = WorkReader(self.text, known, habits)
        self.starts = starts
        self.ends = ends
        self.substitutes: list[Substitute] = []
        self.done = 0  # end of the last citation

    def citations(self) -> list[Citation]:
        """The citations of the paragraph, in order; `substitutes` has what stands in their place."""
        found: list[Citation] = []
        if self._covered():
            return found
        for start, end in self._groups():
            if start < self.done:
                continue
            inside = self.text[start + 1 : end - 1]
            if _SHORT_FORM.match(inside) is not None:
                self._introduce(start, end)
                continue
            if not WORTH.search(inside) or self._in_entry(start):
                continue
            citation = self._read(start, end)
            if citation is None:
                self._substitute(start, end, inside)
                continue
            if self._is_quoted(citation) or not citation.works:
                continue
            before = found[-1] if found else None
            self._relate(before, citation)
            found.append(citation)
            for name in (name for work in citation.works for name in work.names):
                if name.abbreviation is not None:
                    self._learn(name)
                elif name.kind == "group" and name.family.text.isupper():
                    self.habits.groups[key(name.family.text)] = name.family.text
            self.done = max(end, citation.end)
        return found

    def _introduce(self, start: int, end: int) -> None:
        """Take note of "World Health Organization (WHO)" in the text."""
        names = read_names(self.text, max(self.done, start - REACH), end, self.known, narrative=True)
        if names is not None and not self._in_entry(start):
            self._learn(names.names[0])

    def _learn(self, name: CitedName) -> None:
        if name.abbreviation is not None and name.family.text:
            place = self.content.source_span(name.start, name.start + 1).start
            short = key(name.abbreviation.text)
            self.habits.groups[short] = name.abbreviation.text
            self.introduced.setdefault(short, Introduced(name.family.text, key(name.family.text), place))

    def _covered(self) -> bool:
        """Whether an entry takes the whole paragraph."""
        span = self.content.source_span(0, len(self.text))
        index = bisect_right(self.starts, span.start) - 1
        return index >= 0 and self.ends[index] >= span.end

    def _in_entry(self, place: int) -> bool:
        if not self.starts:
            return False
        source = self.content.source_span(place, place + 1).start
        index = bisect_right(self.starts, source) - 1
        return index >= 0 and source < self.ends[index]

    def _groups(self) -> Iterator[tuple[int, int]]:
        """Pairs of parentheses, by their start; those inside others after them."""
        opened: list[tuple[str, int]] = []
        pairs: list[tuple[int, int]] = []
        for match in _BRACKET.finditer(self.text):
            sign, place = match[0], match.start()
            if sign in "([":
                opened.append((sign, place))
                if len(opened) > 8:
                    del opened[0]
            else:
                wanted = "(" if sign == ")" else "["
                for index in range(len(opened) - 1, -1, -1):
                    if opened[index][0] == wanted:
                        start = opened[index][1]
                        del opened[index:]
                        if place - start <= _LONGEST:
                            pairs.append((start, place + 1))
                        break
        pairs.sort()
        return iter(pairs)

    def _is_quoted(self, citation: Citation) -> bool:
        """Whether it stands inside a quotation, and no list knows it."""
        before = self.text[max(0, citation.start - _QUOTED) : citation.start]
        after = self.text[citation.end : citation.end + _QUOTED]
        curly = [match[0] for match in _QUOTE_MARK.finditer(before)]
        inside = bool(curly) and curly[-1] == "“" and "”" in after
        if not inside and '"' in before and '"' in after:
            marks = (
                _STRAIGHT.findall(self.text[: citation.start]) if citation.start < 20_000 else _STRAIGHT.findall(before)
            )
            last = before.rfind('"')
            inside = len(marks) % 2 == 1 and not before[last + 1 : last + 2].isspace()
        if not inside:
            return False
        return not any(self._is_listed(work) for work in citation.works)

    def _is_listed(self, work: Work) -> bool:
        years = {year.label for year in work.years}
        return any(
            found.year in years or years & set(found.years) or found.original in years
            for name in work.names[:1]
            for found in [*self.known.begins(name.family.text), *self.known.short.get(key(name.family.text), ())]
        )

    def _read(self, start: int, end: int) -> Citation | None:
        text = self.text
        inner = start + 1
        while inner < end - 1 and text[inner].isspace():
            inner += 1
        year = YEAR.match(text, inner, end - 1)
        if text[start] == "[":
            return self._parenthetical(start, end) if year is None and YEAR.search(text, inner, end - 1) else None
        if year is not None or THROUGH.match(text, inner, end - 1):
            narrative = self._narrative(start, end, inner) if year is not None else None
            if narrative is not None or year is not None:
                return narrative
        narrative = self._abbreviated(start, end, inner) or self._personal_narrative(start, end, inner)
        return narrative or self._parenthetical(start, end)

    def _citation(self, start: int, end: int, group: tuple[int, int], works: list[Work], **more: object) -> Citation:
        return Citation(
            self.text,
            start,
            end,
            content=self.content,
            works=works,
            opening=group[0],
            closing=group[1],
            block=self.paragraph.kind,
            paragraph=self.number,
            **more,  # type: ignore[arg-type]
        )

    def _narrative(self, start: int, end: int, inner: int) -> Citation | None:
        """Names, then parentheses with a year: "Smith (2010, p. 5)"."""
        text = self.text
        high = start
        while high > self.done and text[high - 1].isspace():
            high -= 1
        comma = None
        if high > self.done and text[high - 1] == ",":
            comma = high - 1
            high -= 1
        if high <= self.done:
            return None
        names = self.reader.names(self.done, high, narrative=True)
        if names is None or not names.certain:
            return None
        if comma is not None and not self._may_have_comma(names):
            return None
        years = read_years(text, inner, end - 1)
        place = years[-1].end
        work = self.reader.work(names, years, Part(text, names.end, start))
        if is_elsewhere(text, place, end - 1) or is_lifetime(years):
            return None
        works, separators = [work], []
        rest, works_more, separators_more = self._tail(work, place, end - 1)
        works += works_more
        separators += separators_more
        citation = self._citation(
            names.start, end, (start, end), works, form="narrative", separators=separators, rest=rest
        )
        work.end = max(work.end, end if len(works) == 1 else work.end)
        return citation

    def _may_have_comma(self, names: Names) -> bool:
        """Whether names before ", (2010)" are meant as authors."""
        return (
            bool(self.known.begins(names.names[0].family.text)) or len(names.names) > 1 or names.et_al is not None
        ) and not names.colleagues

    def _abbreviated(self, start: int, end: int, inner: int) -> Citation | None:
        """A group's name, then its abbreviation and the year: "World Health Organization (WHO, 2022)"."""
        text = self.text
        match = _ABBREVIATION_FIRST.match(text, inner, end - 1)
        if match is None:
            return None
        years = read_years(text, match.end(), end - 1)
        if not years:
            return None
        high = start
        while high > self.done and text[high - 1].isspace():
            high -= 1
        low = max(self.done, high - REACH)
        names = read_names(
            f"{text[low:high]} [{match['short']}]", 0, high - low + len(match["short"]) + 3, self.known, narrative=True
        )
        if names is None or not names.names[0].abbreviation:
            return None
        found = names.names[0]
        name = CitedName(
            text,
            found.start + low,
            high,
            family=Part(text, found.family.start + low, found.family.end + low),
            kind="group",
            abbreviation=Part(text, *match.span("short")),
        )
        work = Work(
            text,
            name.start,
            years[-1].end,
            names=[name],
            years=years,
            comma=Part(text, match.end("short"), years[0].start),
        )
        rest, works, separators = self._tail(work, years[-1].end, end - 1)
        return self._citation(
            name.start, end, (start, end), [work, *works], form="narrative", separators=separators, rest=rest
        )

    def _personal_narrative(self, start: int, end: int, inner: int) -> Citation | None:
        """A name, then "(personal communication, …)"."""
        match = PERSONAL.match(self.text, inner, end - 1)
        if match is None:
            return None
        high = start
        while high > self.done and self.text[high - 1].isspace():
            high -= 1
        names = self.reader.names(self.done, high, narrative=True)
        if names is None:
            return None
        years = [
            year
            for found in YEAR.finditer(self.text, inner, end - 1)
            for year in read_years(self.text, found.start(), end - 1)
        ][:1]
        work = self.reader.work(names, years, None, kind="personal-communication")
        work.end = end
        return self._citation(names.start, end, (start, end), [work], form="narrative")

    def _parenthetical(self, start: int, end: int) -> Citation | None:
        """Works between parentheses, separated by semicolons."""
        self.reader.group = start, end
        works: list[Work] = []
        separators: list[Part] = []
        rest = False
        cut = [start + 1, *(match.end() for match in _SEMICOLON.finditer(self.text, start + 1, end - 1)), end]
        low = cut[0]
        for index in range(1, len(cut)):
            high = cut[index] - 1
            found, parts, more = self.reader.segment(low, high)
            if not found and index < len(cut) - 1 and self.reader.is_split(low, high):
                continue  # "(Smith; 2010)": the semicolon stands in a comma's place
            if not found and works and self.reader.goes_on(works[-1], low, high):
                low = high + 1
                continue
            for position, work in enumerate(found):
                if works:
                    separators.append(parts[position - 1] if position else Part(self.text, works[-1].end, work.start))
                works.append(work)
            rest = rest or more
            low = high + 1
        if not works:
            return None
        return self._citation(start, end, (start, end), works, separators=separators, rest=rest)

    def _tail(self, work: Work, place: int, high: int) -> tuple[bool, list[Work], list[Part]]:
        """What follows the years of a narrative citation in its parentheses: locator, further works, other words."""
        locator = read_locator(self.text, place, high)
        if locator is not None:
            work.locator = locator
            place = work.end = locator.end
        works: list[Work] = []
        separators: list[Part] = []
        rest = False
        while place < high:
            stop = self.text.find(";", place, high)
            stop = high if stop < 0 else stop
            found, parts, more = self.reader.segment(place, stop)
            for position, one in enumerate(found):
                separators.append(
                    parts[position - 1] if position else Part(self.text, (works or [work])[-1].end, one.start)
                )
                if position == 0 and not works and one.through is not None:
                    work.original = True
                works.append(one)
            rest = rest or more
            place = stop + 1
        return rest, works, separators

    def _relate(self, before: Citation | None, citation: Citation) -> None:
        """Say of a citation what it has to do with the one before."""
        if before is None:
            return
        between = self.text[before.end : citation.start]
        if (
            citation.form == "parenthetical"
            and before.form == "parenthetical"
            and between.strip() == ""
            and len(between) <= 2
        ):
            citation.neighbor = before
        first = citation.works[0]
        if (
            first.through is not None
            and citation.form == "parenthetical"
            and not citation.works[0].original
            and len(citation.works) == 1
            and len(between) < 300
            and not _SENTENCE.search(between)
        ):
            for work in before.works:
                work.original = True

    def _substitute(self, start: int, end: int, inside: str) -> None:
        """A web address alone in parentheses, "ibid." and its like."""
        text = self.text
        if self._in_entry(start):
            return
        if _URL.match(inside) is not None:
            self.substitutes.append(Substitute(text, start, end, "url", content=self.content, paragraph=self.number))
            return
        match = _IBID.search(inside)
        if match is not None and len(inside) <= 60:
            self.substitutes.append(
                Substitute(
                    text,
                    start + 1 + match.start(),
                    start + 1 + match.end(),
                    "ibid",
                    content=self.content,
                    paragraph=self.number,
                )
            )
