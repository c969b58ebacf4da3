"""Document and its lists → `Citation`s: parentheses with a year in them, and the names inside or before.

Every pair of parentheses is looked at once; what stands in an entry of a list is none. Years in prose, equations,
figures, dates and quotations are no citations: without a name that can be an author's nothing is found.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import regex

from apacheck.citations.known import Known, key, known as read_known
from apacheck.citations.model import Citation, CitedName, CitedYear, Introduced, Substitute, Work
from apacheck.citations.names import REACH, Names, read_names
from apacheck.citations.words import BODIES, NOT_AUTHORS, SIGNALS
from apacheck.citations.years import THROUGH, YEAR, read_locator, read_years
from apacheck.document import Document, Paragraph
from apacheck.entries import EntryList
from apacheck.patterns import pattern
from apacheck.reference.model import Part
from apacheck.text import Span, StyledText

#: Cheap tests of a paragraph and of parentheses.
_WORTH = pattern(
    r"\d\d\d\d|n\.\s?d|press\b|no date|\bnd\b|forthcoming|communication|cited in|ibid|\bcit\.|://|www\.|\bp\. ?\d",
    regex.IGNORECASE,
)
_INTRODUCING = pattern(r"[(\[]\p{Lu}[\p{Lu}\p{L}&.\-]{1,12}[)\]]")
_SHORT_FORM = pattern(r"\p{Lu}[\p{L}&.\-]{0,10}\p{Lu}\Z")
_BRACKET = pattern(r"[()\[\]]")
#: Parentheses longer than this hold prose.
_LONGEST = 3000
_NARRATIVE = pattern(r"\s*")
_PERSONAL = pattern(
    r"(?P<lead>\s*,?\s*)(?:personal|private|oral|e-?mail)\s+(?:communications?|correspondence|interview|conversation)(?P<rest>[^;()]{0,60})",
    regex.IGNORECASE,
)
_IBID = pattern(r"\b(?:ibid|ibidem|op\.\s?cit|loc\.\s?cit)\b\.?", regex.IGNORECASE)
_URL = pattern(r"\s*(?:https?://|www\.)[^\s()]+\s*\Z")
_YEARLESS = pattern(
    r"(?:(?:see|cf\.)\s+(?:also\s+)?)?(?P<names>\p{Lu}[^,;:()\d]{1,80}),\s*(?=pp?\.?\s?\d|para\.?\s?\d|pages?\s\d)"
)
_WORDS = pattern(r"[^\s]+")
_LONE_SPACE = pattern(r"[\s,]*\Z")
_ABBREVIATION_FIRST = pattern(r"\s*(?P<short>\p{Lu}[\p{L}\p{N}&.\-]{0,14}\p{Lu}[\p{L}\p{N}]?)\s*,\s*")
_PROSE_BEFORE_NAME = pattern(
    r"(?:^|[\s,;:(])(?:see|also|e\.g\.|cf\.|by|in|of|from|to|following|after|and|with|than|as|per|via|or|example|instance|on|both|but)\s*,?\s*\Z",
    regex.IGNORECASE,
)
_SEMICOLON = pattern(r";")
_SENTENCE = pattern(r"[.!?][\"”')]?\s+\p{Lu}")
_STEM = pattern(r"[’']s?\Z")
_QUOTE_MARK = pattern(r"[“”]")
_STRAIGHT = pattern(r"(?<![\p{L}\p{N}])\"(?=\S)|(?<=\S)\"(?![\p{L}\p{N}])")
#: A quotation in straight marks is not looked for further away.
_QUOTED = 600
#: Years from birth to death rather than of a work that was long in the making.
_LIFETIME = 15
#: A citation without a comma that is certainly one: "Smith et al. 2010)", "Smith and Lund 2010;".
_WITHOUT_COMMA = pattern(r"(?:et al\.?|(?:&|and) \p{Lu}[\p{L}’'\-]+) (?:1[4-9]|20)\d\d[a-z]?\s?[;,)]")
_COUNTED = 2
#: Two names with their years and nothing else: "(Niemeyer 2016, Smith 2016)".
_SEVERAL_BARE = pattern(
    r"\((?:(?:see|cf\.|e\.g\.),? )?\p{Lu}[\p{L}’'\-]+ (?:1[4-9]|20)\d\d[a-z]?(?:[,;] \p{Lu}[\p{L}’'\-]+ (?:1[4-9]|20)\d\d[a-z]?)+\)"
)


@dataclass(slots=True)
class Found:
    """What a document's text cites: citations in order, what stands in their place, and abbreviations of groups.

    `introduced` has for the key of each abbreviation the group's name, its key and where that stands in the source.
    """

    citations: list[Citation] = field(default_factory=list)
    substitutes: list[Substitute] = field(default_factory=list)
    introduced: dict[str, Introduced] = field(default_factory=dict)


def find(document: Document, lists: Sequence[EntryList]) -> Found:
    """Find what a document cites outside its lists."""
    entries = [entry for found in lists for entry in found.entries]
    spans = [(entry.label or entry.span, entry.span) for entry in entries]
    if not _cites(document.source, spans):
        return Found()
    known = read_known(entries)
    starts = [first.start for first, _ in spans]
    ends = [last.end for _, last in spans]
    result = Found()
    habits = _Habits(document.source)
    for number, paragraph in enumerate(document.paragraphs):
        content = paragraph.text
        if "(" not in content.text and "[" not in content.text:
            continue
        if not _WORTH.search(content.text) and not _INTRODUCING.search(content.text):
            continue
        reader = _Paragraph(content, paragraph, number, known, result.introduced, habits, starts, ends)
        result.citations += reader.citations()
        result.substitutes += reader.substitutes
    return result


def _cites(source: str, spans: Sequence[tuple[Span, Span]]) -> bool:
    """Whether any parenthesis or bracket stands outside the entries: a document that is only a list need not be searched."""
    place = 0
    for first, last in [*spans, (Span(len(source), len(source)),) * 2]:
        if first.start > place and (
            source.find("(", place, first.start) >= 0 or source.find("[", place, first.start) >= 0
        ):
            return True
        place = max(place, last.end)
    return False


class _Habits:
    """How the document cites, as far as it is known: whether without commas, and what groups by their abbreviation."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.groups: dict[str, str] = {}

    @cached_property
    def without_comma(self) -> bool:
        """Whether years follow names without a comma in several places."""
        return len(list(islice(_WITHOUT_COMMA.finditer(self.source), _COUNTED))) == _COUNTED


class _Paragraph:
    """Finds the citations of one paragraph."""

    def __init__(
        self,
        content: StyledText,
        paragraph: Paragraph,
        number: int,
        known: Known,
        introduced: dict[str, Introduced],
        habits: "_Habits",
        starts: list[int],
        ends: list[int],
    ) -> None:
        self.content = content
        self.text = content.text.replace("\n", " ")
        self.paragraph = paragraph
        self.number = number
        self.known = known
        self.introduced = introduced
        self.habits = habits
        self.starts = starts
        self.ends = ends
        self.substitutes: list[Substitute] = []
        self.group = 0, 0  # the parentheses that are being read
        self.done = 0  # end of the last citation

    def citations(self) -> list[Citation]:
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
            if not _WORTH.search(inside) or self._in_entry(start):
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

    def _names(self, low: int, high: int, *, narrative: bool) -> Names | None:
        return read_names(self.text, low, high, self.known, narrative=narrative, introduced=self.habits.groups)

    # --- where ------------------------------------------------------------------------------------------------

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

    # --- reading ----------------------------------------------------------------------------------------------

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
        names = self._names(self.done, high, narrative=True)
        if names is None or not names.certain:
            return None
        if comma is not None and not self._may_have_comma(names):
            return None
        years = read_years(text, inner, end - 1)
        place = years[-1].end
        work = self._work(names, years, Part(text, names.end, start))
        if self._is_elsewhere(text, place, end - 1) or self._is_lifetime(years):
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

    @staticmethod
    def _is_elsewhere(text: str, place: int, end: int) -> bool:
        """Whether the year goes on as a span of life or a number: "(2010: 3)", "(1950–)"."""
        rest = text[place:end].lstrip()
        return rest[:1] in {"–", "-", "%", "=", "/", "×"}

    @staticmethod
    def _is_lifetime(years: Sequence[CitedYear]) -> bool:
        """Whether a range of years is longer than a work's: "Max Weber (1864–1920)"."""
        first = years[0]
        return bool(first.end_year) and first.label.isdigit() and int(first.end_year) - int(first.label) >= _LIFETIME

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
        match = _PERSONAL.match(self.text, inner, end - 1)
        if match is None:
            return None
        high = start
        while high > self.done and self.text[high - 1].isspace():
            high -= 1
        names = self._names(self.done, high, narrative=True)
        if names is None:
            return None
        years = [
            year
            for found in YEAR.finditer(self.text, inner, end - 1)
            for year in read_years(self.text, found.start(), end - 1)
        ][:1]
        work = self._work(names, years, None, kind="personal-communication")
        work.end = end
        return self._citation(names.start, end, (start, end), [work], form="narrative")

    def _parenthetical(self, start: int, end: int) -> Citation | None:
        """Works between parentheses, separated by semicolons."""
        self.group = start, end
        works: list[Work] = []
        separators: list[Part] = []
        rest = False
        cut = [start + 1, *(match.end() for match in _SEMICOLON.finditer(self.text, start + 1, end - 1)), end]
        low = cut[0]
        for index in range(1, len(cut)):
            high = cut[index] - 1
            found, parts, more = self._segment(low, high, last=index == len(cut) - 1)
            if not found and index < len(cut) - 1 and self._is_split(low, high):
                continue  # "(Smith; 2010)": the semicolon stands in a comma's place
            if not found and works and self._goes_on(works[-1], low, high):
                low = high + 1
                continue
            for position, work in enumerate(found):
                if works:
                    separators.append(parts[position - 1] if position else Part(self.text, works[-1].end, work.start))
                works.append(work)
            rest = rest or more
            low = high + 1
        if not works or not any(self._is_certain(work) for work in works):
            return None
        works = [work for work in works if work.names]
        if not works:
            return None
        return self._citation(start, end, (start, end), works, separators=separators, rest=rest)

    def _goes_on(self, work: Work, low: int, high: int) -> bool:
        """Whether a segment is a further year of the work before: "(Smith, 2010; 2012)"."""
        start = low + len(self.text[low:high]) - len(self.text[low:high].lstrip())
        years = read_years(self.text, start, high)
        if not years or self.text[years[-1].end : high].strip() or not work.years or work.locator is not None:
            return False
        work.years += years
        work.end = years[-1].end
        return True

    def _is_split(self, low: int, high: int) -> bool:
        """Whether a segment is nothing but one listed name or a plain one, whose year follows the semicolon."""
        segment = self.text[low:high].strip()
        if not segment or len(segment) > 60 or any(c.isdigit() for c in segment):
            return False
        after = YEAR.match(self.text, high + 1 + (self.text[high + 1 : high + 2] == " "))
        if after is None:
            return False
        names = self._names(low, high, narrative=False)
        return (
            names is not None
            and names.certain
            and names.start == low + len(self.text[low:high]) - len(self.text[low:high].lstrip())
        )

    def _is_certain(self, work: Work) -> bool:
        return bool(work.names)

    def _segment(self, low: int, high: int, *, last: bool) -> tuple[list[Work], list[Part], bool]:
        """The works between two semicolons; whether other words stand there too."""
        text = self.text
        del last
        works: list[Work] = []
        separators: list[Part] = []
        rest = False
        place = low
        through: Part | None = None
        while place < high:
            lead = THROUGH.match(text, place, high)
            if lead is not None:
                through = Part(text, *lead.span("words"))
                place = lead.end()
            personal = (
                _PERSONAL.search(text, place, high)
                if "ommunic" in text[place:high] or "nterview" in text[place:high]
                else None
            )
            work = self._personal(place, high, personal) if personal is not None else self._next(place, high)
            if work is None:
                if not works and through is None:
                    work = self._yearless(place, high)
                if work is None:
                    rest = rest or bool(text[place:high].strip(" ,."))
                    break
            if self._has_words_before(place, work):
                rest = True
            if works:
                separators.append(Part(text, works[-1].end, work.start))
            if through is not None:
                work.through = through
                if works:
                    works[-1].original = True
            works.append(work)
            through = None
            place = work.end
            locator = read_locator(text, place, high)
            if locator is not None and work.kind == "author-date" and work.locator is None:
                work.locator = locator
                work.end = place = locator.end
            following = THROUGH.search(text, place, high)
            if (
                following is not None
                and following.start() > place
                and not text[place : following.start()].strip(" ,;(")
            ):
                place = following.start()
        return works, separators, rest

    def _has_words_before(self, place: int, work: Work) -> bool:
        before = self.text[place : work.signal.start if work.signal is not None else work.start]
        return bool(before.strip(" ,;"))

    def _next(self, place: int, high: int) -> Work | None:
        """The next work of a segment: the first year that has names before it."""
        text = self.text
        low = place
        for match in YEAR.finditer(text, place, high):
            if match.start() < low:
                continue
            work = self._before(low, match.start(), high)
            if work is not None:
                return work
        return None

    def _before(self, low: int, start: int, high: int) -> Work | None:
        """The work whose year begins at `start`, if names stand before it."""
        text = self.text
        at = start
        nested = at > low and text[at - 1] == "("
        if nested:
            at -= 1
        while at > low and text[at - 1].isspace():
            at -= 1
        if at > low and text[at - 1] in ",;:.":
            at -= 1
            if text[at] == "." and text[max(low, at - 3) : at + 1].lower().endswith(
                ("al.", "jr.", "sr.", "inc.", "s.")
            ):
                at += 1
        while at > low and text[at - 1].isspace():
            at -= 1
        names = self._names(low, at, narrative=nested)
        comma = text[at:start]
        if names is None:
            return None
        whole = low + len(text[low:at]) - len(text[low:at].lstrip(" ,"))
        listed = bool(self.known.begins(names.names[0].family.text)) or bool(
            self.known.short.get(key(names.names[0].family.text))
        )
        before = text[low : names.start]
        signal = self._signal(low, names.start)
        plain = not before.strip(" ,;") or (signal is not None and not text[low : signal.start].strip(" ,;"))
        if not names.certain and not (listed or names.legal):
            return None
        if not plain and not listed:
            # prose before the names: only what certainly names an author
            if not _PROSE_BEFORE_NAME.search(before) and not (len(names.names) > 1 or names.et_al is not None):
                return None
        quoted = names.names[0].kind == "title" and "," in text[names.names[0].family.end : names.end]
        if "," not in comma and not quoted and not nested and not self._may_lack_comma(names, comma, listed=listed):
            return None
        del whole
        years = read_years(text, start, high)
        if self._is_elsewhere(text, years[-1].end, high) or self._is_lifetime(years):
            return None
        work = self._work(names, years, Part(text, at, start), signal=signal)
        if nested:
            closing = text.find(")", years[-1].end, high)
            if closing < 0:
                return None
            locator = read_locator(text, years[-1].end, closing)
            if locator is not None:
                work.locator = locator
            work.nested = (text.rfind("(", 0, start + 1), closing + 1)
            work.end = closing + 1
        return work

    def _may_lack_comma(self, names: Names, gap: str, *, listed: bool) -> bool:
        """Whether a name without a comma after it is an author: "(Smith et al. 2010)", not "(World Cup 2010)"."""
        if listed or names.et_al is not None or names.legal:
            return True
        if any(sign in gap for sign in ";:"):
            return True
        if len(names.names) > 1:
            return all(name.kind == "person" for name in names.names)
        if names.certain and names.names[0].kind == "group":
            return any(word.lower() in BODIES for word in names.names[0].family.text.split())
        if not names.certain or names.names[0].kind != "person":
            return False
        return self.habits.without_comma or _SEVERAL_BARE.search(self.text, *self.group) is not None

    def _signal(self, low: int, start: int) -> Part | None:
        """The signal words right before the names."""
        words = list(_WORDS.finditer(self.text, low, start))
        first = None
        for match in reversed(words):
            bare = match[0].lower().lstrip("([").rstrip(",:")
            if bare not in SIGNALS and match[0].lower() not in SIGNALS:
                break
            first = match
        return Part(self.text, first.start(), words[-1].end()) if first is not None else None

    def _work(
        self,
        names: Names,
        years: list[CitedYear],
        comma: Part | None,
        signal: Part | None = None,
        kind: str = "author-date",
    ) -> Work:
        return Work(
            self.text,
            names.start,
            years[-1].end if years else names.end,
            names=names.names,
            joints=names.joints,
            et_al=names.et_al,
            colleagues=names.colleagues,
            comma=comma,
            years=years,
            signal=signal,
            kind="legal-case" if names.legal else kind,  # type: ignore[arg-type]
        )

    def _personal(self, place: int, high: int, match: "regex.Match[str]") -> Work | None:
        names = self._names(place, match.start(), narrative=False)
        if names is None:
            return None
        years = [
            year
            for found in YEAR.finditer(self.text, match.end() - len(match["rest"]), match.end())
            for year in read_years(self.text, found.start(), high)
        ][:1]
        work = self._work(names, years, None, self._signal(place, names.start), "personal-communication")
        work.end = max(match.end(), years[-1].end if years else 0)
        work.end = work.start + len(self.text[work.start : work.end].rstrip())
        return work

    def _yearless(self, low: int, high: int) -> Work | None:
        """A citation that lacks its year: "(Smith, p. 45)"."""
        start = low + len(self.text[low:high]) - len(self.text[low:high].lstrip())
        match = _YEARLESS.match(self.text, start, high)
        if match is None:
            return None
        names = read_names(self.text, match.start("names"), match.end("names"), self.known, narrative=False)
        if names is None or not names.certain or names.start != match.start("names") or names.names[0].kind != "person":
            return None
        if any(word.lower() in NOT_AUTHORS for word in match["names"].split()):
            return None
        locator = read_locator(self.text, match.end("names"), high)
        if locator is None:
            return None
        work = self._work(names, [], None)
        work.locator = locator
        work.end = locator.end
        return work

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
            found, parts, more = self._segment(place, stop, last=stop == high)
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

    # --- between citations ------------------------------------------------------------------------------------

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
