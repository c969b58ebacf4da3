"""What stands between two semicolons of a citation → its `Work`s: signal words, names, years, locators.

The first year that has names before it makes a work; what brings in a further one (a comma, "as cited in") is looked at after it.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import islice

import regex

from apacheck.citations.forms import Names
from apacheck.citations.known import Known, key
from apacheck.citations.model import CitedYear, Work, WorkKind
from apacheck.citations.names import read_names
from apacheck.citations.words import BODIES, NOT_AUTHORS, SIGNALS
from apacheck.citations.years import THROUGH, YEAR, read_locator, read_years
from apacheck.patterns import pattern
from apacheck.reference.model import Part

#: A personal communication, and its date.
PERSONAL = pattern(
    r"(?P<lead>(?:(?<!\s)\s++)?+(?:,\s*+)?)(?:personal|private|oral|e-?mail)\s+(?:communications?|correspondence|interview|conversation)(?P<rest>[^;()]{0,60})",
    regex.IGNORECASE,
)
_YEARLESS = pattern(
    r"(?:(?:see|cf\.)\s+(?:also\s+)?)?(?P<names>\p{Lu}[^,;:()\d]{1,80}),\s*(?=pp?\.?\s?\d|para\.?\s?\d|pages?\s\d)"
)
_WORDS = pattern(r"[^\s]+")
_PROSE_BEFORE_NAME = pattern(
    r"(?:^|[\s,;:(])(?:see|also|e\.g\.|cf\.|by|in|of|from|to|following|after|and|with|than|as|per|via|or|example|instance|on|both|but)\s*+(?:,\s*+)?\Z",
    regex.IGNORECASE,
)
#: Years from birth to death rather than of a work that was long in the making.
_LIFETIME = 15
#: A citation without a comma that is certainly one: "Smith et al. 2010)", "Smith and Lund 2010;".
_WITHOUT_COMMA = pattern(r"(?:et al\.?|(?:&|and) \p{Lu}[\p{L}’'\-]+) (?:1[4-9]|20)\d\d[a-z]?\s?[;,)]")
_COUNTED = 2
#: Two names with their years and nothing else: "(Niemeyer 2016, Smith 2016)".
_SEVERAL_BARE = pattern(
    r"\((?:(?:see|cf\.|e\.g\.),? )?\p{Lu}[\p{L}’'\-]+ (?:1[4-9]|20)\d\d[a-z]?(?:[,;] \p{Lu}[\p{L}’'\-]+ (?:1[4-9]|20)\d\d[a-z]?)+\)"
)


class Habits:
    """How the document cites, as far as it is known: whether without commas, and what groups by their abbreviation."""

    def __init__(self, source: str) -> None:
        """Take the whole source: it is searched when the question first comes up."""
        self.source = source
        self.groups: dict[str, str] = {}

    @cached_property
    def without_comma(self) -> bool:
        """Whether years follow names without a comma in several places."""
        return len(list(islice(_WITHOUT_COMMA.finditer(self.source), _COUNTED))) == _COUNTED


class WorkReader:
    """Reads the works of one paragraph's citations."""

    def __init__(self, text: str, known: Known, habits: Habits) -> None:
        """Take the paragraph, who is listed, and how the document cites."""
        self.text = text
        self.known = known
        self.habits = habits
        #: The parentheses that are being read.
        self.group = 0, 0

    def names(self, low: int, high: int, *, narrative: bool) -> Names | None:
        """The names that end at `high`."""
        return read_names(self.text, low, high, self.known, narrative=narrative, introduced=self.habits.groups)

    def segment(self, low: int, high: int) -> tuple[list[Work], list[Part], bool]:
        """The works between two semicolons; whether other words stand there too."""
        text = self.text
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
                PERSONAL.search(text, place, high)
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
        names = self.names(low, at, narrative=nested)
        comma = text[at:start]
        if names is None:
            return None
        listed = bool(self.known.begins(names.names[0].family.text)) or bool(
            self.known.short.get(key(names.names[0].family.text))
        )
        before = text[low : names.start]
        signal = self.signal(low, names.start)
        plain = not before.strip(" ,;") or (signal is not None and not text[low : signal.start].strip(" ,;"))
        if not names.certain and not (listed or names.legal):
            return None
        several = len(names.names) > 1 or names.et_al is not None
        if not plain and not listed and not several and not _PROSE_BEFORE_NAME.search(before):
            return None
        quoted = names.names[0].kind == "title" and "," in text[names.names[0].family.end : names.end]
        if "," not in comma and not quoted and not nested and not self._may_lack_comma(names, comma, listed=listed):
            return None
        years = read_years(text, start, high)
        if is_elsewhere(text, years[-1].end, high) or is_lifetime(years):
            return None
        work = self.work(names, years, Part(text, at, start), signal=signal)
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

    def signal(self, low: int, start: int) -> Part | None:
        """The signal words right before the names."""
        words = list(_WORDS.finditer(self.text, low, start))
        first = None
        for match in reversed(words):
            bare = match[0].lower().lstrip("([").rstrip(",:")
            if bare not in SIGNALS and match[0].lower() not in SIGNALS:
                break
            first = match
        return Part(self.text, first.start(), words[-1].end()) if first is not None else None

    def work(
        self,
        names: Names,
        years: list[CitedYear],
        comma: Part | None,
        signal: Part | None = None,
        kind: WorkKind = "author-date",
    ) -> Work:
        """The work of these names and years."""
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
            kind="legal-case" if names.legal else kind,
        )

    def _personal(self, place: int, high: int, match: "regex.Match[str]") -> Work | None:
        names = self.names(place, match.start(), narrative=False)
        if names is None:
            return None
        years = [
            year
            for found in YEAR.finditer(self.text, match.end() - len(match["rest"]), match.end())
            for year in read_years(self.text, found.start(), high)
        ][:1]
        work = self.work(names, years, None, self.signal(place, names.start), "personal-communication")
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
        work = self.work(names, [], None)
        work.locator = locator
        work.end = locator.end
        return work

    def goes_on(self, work: Work, low: int, high: int) -> bool:
        """Whether a segment is a further year of the work before: "(Smith, 2010; 2012)"."""
        start = low + len(self.text[low:high]) - len(self.text[low:high].lstrip())
        years = read_years(self.text, start, high)
        if not years or self.text[years[-1].end : high].strip() or not work.years or work.locator is not None:
            return False
        work.years += years
        work.end = years[-1].end
        return True

    def is_split(self, low: int, high: int) -> bool:
        """Whether a segment is nothing but one listed name or a plain one, whose year follows the semicolon."""
        segment = self.text[low:high].strip()
        if not segment or len(segment) > 60 or any(c.isdigit() for c in segment):
            return False
        after = YEAR.match(self.text, high + 1 + (self.text[high + 1 : high + 2] == " "))
        if after is None:
            return False
        names = self.names(low, high, narrative=False)
        return (
            names is not None
            and names.certain
            and names.start == low + len(self.text[low:high]) - len(self.text[low:high].lstrip())
        )


def is_elsewhere(text: str, place: int, end: int) -> bool:
    """Whether the year goes on as a span of life or a number: "(2010: 3)", "(1950–)"."""
    rest = text[place:end].lstrip()
    return rest[:1] in {"–", "-", "%", "=", "/", "×"}


def is_lifetime(years: Sequence[CitedYear]) -> bool:
    """Whether a range of years is longer than a work's: "Max Weber (1864–1920)"."""
    first = years[0]
    return bool(first.end_year) and first.label.isdigit() and int(first.end_year) - int(first.label) >= _LIFETIME
