"""A paragraph → its lines, and which of them begin an entry: by labels, by indentation, or by what they say."""

from collections.abc import Sequence
from itertools import pairwise

import regex

from apacheck.entries.join import Line
from apacheck.entries.start import Start, has_date, is_data, is_name, strength
from apacheck.patterns import pattern
from apacheck.text import StyledText

#: Nobody wraps lines longer than this: each line is a paragraph of its own.
LONGEST_WRAPPED = 132
_WINDOW = 1000
_WINDOW_LINES = 12

_LABEL = pattern(
    r"(?:[-*+•·∙●○▪■◦‣⁃➢➤\uf0b7\uf0a7>](?:\s++|\Z)|[–—]\s++(?=[\p{L}“\"]))?+(?:(?:\[(?P<n>\d{1,4})\]|\((?P<n>\d{1,3})\))(?:\s++|(?=[\p{L}“\"])|\Z)|(?P<n>\d{1,3})[.)](?:\s++|\Z))?+"
)
#: A number without a period: a label only before a name.
_BARE_NUMBER = pattern(r"(?P<n>\d{1,3})\s++")
_ENDED = pattern(
    r"(?:[.!?][\"”’')\]*_»]{0,4}|(?:https?://|www\.|doi:?\s?10\.|10\.\d{4,9}/)\S*[^\s,;&\-–(]|[)\]][*_]{0,3}|[\"”»])\Z"
)
_ABBREVIATED = pattern(
    r"(?:^|[\s(])(?:vol|pp?|no|eds?|vs|al|st|dr|art|pt|cf|in|trans|hrsg|ch|chap|s|nr|univ|j|int|am|proc|ser)\.\Z",
    regex.IGNORECASE,
)
_OPEN = pattern(
    r"(?:[,&\-–—:;(\[…]|\.\s?\.\s?\.|(?<=\s)(?:and|or|in|of|the|a|an|by|for|to|with|from|on|at|und|y|et|de|la|le|v[ao]n|de[rnl]?|d[aiu]|te[rn]|vol|no|pp?)\.?)\Z",
    regex.IGNORECASE,
)
#: Names of editors, which stand initials first, cut after an initial.
_EDITORS = pattern(r"\bIn:?\s(?:\p{Lu}[\p{L}\p{M}.'’\-]*+,?\s|&\s|and\s|v[ao]n\s|de[rn]?\s){0,40}+(?:\p{Lu}\.-?)++\Z")
_INITIAL_LAST = pattern(r"(?:^|[\s.,\-])\p{Lu}\.\Z")
_DATE_LAST = pattern(r"\((?:1[5-9]|20)\d\d[a-z]?(?:,\s[^()]{1,20})?\)\.?\Z")
_INITIAL_FIRST = pattern(r"(?:\p{Lu}\.[\s\-]?){1,4}(?:[,;(&\[]|and\b)")
_CONTINUES = pattern(
    r"(?:retrieved|available|accessed|In:?\s(?-i:\p{Lu})\.|doi\b|https?:|www\.|\(?original\s+work|10\.\d{4,9}/|pp?\.\s?\d|vol\.|[&,;)\]]|and\s)",
    regex.IGNORECASE,
)
_LINK_ONLY = pattern(
    r"(?:(?:doi:?|url:?|retrieved\s+from|available\s+(?:at|from):?)\s*)?(?:https?://|www\.|doi:?\s?10\.|10\.\d{4,9}/)\S*\Z",
    regex.IGNORECASE,
)
_LINK = pattern(r"https?://|www\.|\b10\.\d{4,9}/")


def lines_of(text: StyledText) -> list[Line]:
    """The lines of a paragraph that are not blank; labels are found, not yet judged."""
    lines: list[Line] = []
    place = 0
    for raw in text.text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = place + indent
            lines.append(Line(text, start, start + len(stripped), stripped, indent, indent + len(stripped)))
        place += len(raw) + 1
    return lines


def take_label(line: Line) -> None:
    """Set the label of a line apart, if it has one."""
    first = line.text[0]
    if first.isalpha():
        return
    match = _LABEL.match(line.text)
    if match is None or not match.end():
        match = _BARE_NUMBER.match(line.text)
        if match is None or not is_name(line.text[match.end() :]):
            return
    length = match.end()
    shown = len(match[0].rstrip())
    line.label = (line.start, line.start + shown)
    line.number = int(match["n"]) if match["n"] else None
    line.start += length
    line.text = line.text[length:]


def put_label_back(line: Line) -> None:
    """What looked like a label is part of the text."""
    if line.label is not None:
        line.start = line.label[0]
        line.text = line.whole.text[line.start : line.end]
        line.label = line.number = None


def has_ended(text: str) -> bool:
    """Whether an entry can end as `text` does."""
    return (
        _ENDED.search(text, max(0, len(text) - 300)) is not None
        and _ABBREVIATED.search(text, max(0, len(text) - 12)) is None
    )


def goes_on(text: str) -> bool:
    """Whether no entry ends as `text` does: after a comma, "&", "and" or a hyphen."""
    return _OPEN.search(text, max(0, len(text) - 24)) is not None


def is_link(text: str) -> bool:
    """Whether `text` is a link and nothing else."""
    return _LINK_ONLY.match(text) is not None


def has_link(text: str) -> bool:
    """Whether a link stands in `text`."""
    return _LINK.search(text) is not None


def is_continuation(text: str) -> bool:
    """Whether `text` can only go on with something: it begins in lower case, with a link or with "Retrieved from"."""
    return text[0].islower() or _CONTINUES.match(text) is not None


class Block:
    """Lines that stand together, and which of them begin an entry."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Measure the lines."""
        self.lines = lines
        widths = [line.width for line in lines if len(line.text) < 40 or " " in line.text]
        self.width = max(widths or [line.width for line in lines])
        self.wrapped = self.width <= LONGEST_WRAPPED
        self._known: dict[int, Start] = {}
        self._sure: bool | None = None

    def groups(self) -> list[list[Line]]:
        """The lines, put together as entries."""
        lines = self.lines
        if len(lines) == 1:
            self._single_label()
            return [[lines[0]]]
        if self._labelled():
            begins = self._by_labels()
        else:
            for line in lines[1:]:
                take_label(line)
                if line.label is not None and strength(line.text) < Start.STRONG:
                    put_label_back(line)
            self._fill()
            begins = self._by_indent() or self._by_words()
        groups: list[list[Line]] = []
        for line, first in zip(lines, begins, strict=True):
            if first or not groups:
                groups.append([line])
            else:
                groups[-1].append(line)
        return groups

    # --- labels ---------------------------------------------------------------------------------------------------

    def _single_label(self) -> None:
        line = self.lines[0]
        take_label(line)
        if line.label is not None and not line.text:
            put_label_back(line)

    def _labelled(self) -> bool:
        take_label(self.lines[0])
        return self.lines[0].label is not None

    def _by_labels(self) -> list[bool]:
        first = self.lines[0]
        bullet = first.whole.text[first.label[0]] if first.label else ""
        begins = [True]
        number, current = first.number, first
        for index, line in enumerate(self.lines[1:], 1):
            take_label(line)
            if line.label is None and number is not None:
                self._take_bare_number(line, number + 1)
            if line.label is None:
                start = strength(line.text) if not line.text[0].islower() else Start.NONE
                before = self.lines[index - 1].text
                # A line without a label among lines with one: an entry only beyond doubt.
                begins.append(
                    start == Start.SURE
                    and line.indent <= first.indent
                    and has_ended(before)
                    and self._dated_since(begins, index)
                )
                continue
            if number is not None:
                fits = line.number is not None and (
                    line.number == number + 1 or (line.number == number and strength(line.text) >= Start.WEAK)
                )
                fits = fits or (line.number is not None and strength(line.text) >= Start.STRONG)
            else:
                fits = line.number is None and line.whole.text[line.label[0]] == bullet
                # "pp. 12 / - 15" is a dash that came to stand first in its line.
                fits = fits and (not line.text[:1].isdigit() or has_ended(self.lines[index - 1].text))
                fits = fits or strength(line.text) >= Start.STRONG
            fits = fits or line.indent < current.indent
            if fits:
                number, current = (number if line.number is None else line.number), line
            else:
                put_label_back(line)
            begins.append(fits)
        return begins

    def _take_bare_number(self, line: Line, number: int) -> None:
        """A number without a period is a label where the one before was, and is the next."""
        first = self.lines[0]
        match = _BARE_NUMBER.match(line.text)
        if (
            match is not None
            and int(match["n"]) == number
            and first.label
            and first.whole.text[first.label[1] - 1].isdigit()
        ):
            line.label, line.number = (line.start, line.start + match.end("n")), number
            line.start += match.end()
            line.text = line.text[match.end() :]

    def _dated_since(self, begins: Sequence[bool], index: int) -> bool:
        """Whether the entry that runs up to line `index` has a date."""
        for at in range(index - 1, max(index - 40, -1), -1):
            if has_date(self.lines[at].text):
                return True
            if begins[at]:
                return False
        return False

    # --- wrapped lines --------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """For each line: could the first word of the next have stood on it? Then it was ended on purpose."""
        # Where few lines are about as long as the longest, none was filled.
        near = sum(line.width >= self.width - 20 for line in self.lines)
        sparse = len(self.lines) >= 6 and near * 4 < len(self.lines)
        self.short: list[bool] = []
        self.full: list[bool] = []
        broken = deliberate = 0
        for line, after in pairwise(self.lines):
            if not self.wrapped:
                self.short.append(True)
                self.full.append(False)
                continue
            room = (1000 if sparse else self.width) - line.width - (line.text[-1] not in "-–—")
            word = after.text.split(" ", 1)[0]
            hyphen = word.find("-", 1)
            least = len(word) if hyphen < 0 else hyphen + 1
            self.short.append(len(word) <= room)
            self.full.append(least > room)
            if len(word) <= room:
                deliberate += 1
                broken += (
                    is_continuation(after.text) and not is_link(after.text) and strength(after.text) < Start.STRONG
                )
        #: Lines end where they are full: then a line that is not full ends something.
        self.greedy = self.wrapped and broken * 5 <= deliberate
        self.short.append(True)
        self.full.append(False)

    def _window(self, index: int) -> str:
        """The text from a line on, as far as the lines are full."""
        if self.short[index]:
            return self.lines[index].text
        parts: list[str] = []
        length = 0
        for at in range(index, len(self.lines)):
            text = self.lines[at].text
            parts.append(text)
            length += len(text)
            if self.short[at] or length > _WINDOW or at - index >= _WINDOW_LINES:
                break
        return " ".join(parts)

    def _start(self, index: int) -> Start:
        known = self._known.get(index)
        if known is None:
            text = self.lines[index].text
            known = Start.NONE
            if not text[0].islower() or _MAY_BE_NAME.match(text):
                known = strength(self._window(index))
            self._known[index] = known
        return known

    def _several(self) -> bool:
        """Whether more than one line surely begins an entry."""
        if self._sure is None:
            lines = range(1, len(self.lines))
            self._sure = self._start(0) >= Start.STRONG and any(
                self.short[index - 1] and self._start(index) >= Start.STRONG for index in lines
            )
        return self._sure

    def _by_indent(self) -> list[bool] | None:
        """Hanging lines, or first lines that are indented; None where indentation says nothing."""
        indents = [line.indent for line in self.lines]
        low, high = min(indents), max(indents)
        if low == high or not self.wrapped:
            return None
        first = indents[0]
        hanging = first == low
        outer = [indent == low for indent in indents] if hanging else [indent > low for indent in indents]
        starts = [True]
        against = within = 0
        for index in range(1, len(self.lines)):
            before = self.lines[index - 1].text
            begins = outer[index]
            if not begins:
                within += 1
                against += self._start(index) >= Start.STRONG and has_ended(before) and not goes_on(before)
            elif self._clearly_continues(index, starts):
                begins = False
            starts.append(begins)
        if against * 4 > within:
            return None
        if not hanging and within == 0:
            return None
        return starts

    def _clearly_continues(self, index: int, begins: Sequence[bool]) -> bool:
        line, before = self.lines[index], self.lines[index - 1]
        if is_link(line.text):
            return not is_link(before.text) and not self._linked_since(begins, index)
        if _INITIAL_FIRST.match(line.text) and _INITIAL_LAST.search(before.text):
            return True  # the initials of a name
        if is_continuation(line.text):
            return self._start(index) < Start.STRONG and not (line.text[0].islower() and has_ended(before.text))
        return False

    def _among_editors(self, index: int) -> bool:
        """Whether the line before ends within the names after "In"."""
        if _INITIAL_LAST.search(self.lines[index - 1].text) is None:
            return False
        return _EDITORS.search(" ".join(line.text for line in self.lines[max(0, index - 6) : index])[-500:]) is not None

    def _linked_since(self, begins: Sequence[bool], index: int) -> bool:
        for at in range(index - 1, max(index - 40, -1), -1):
            if has_link(self.lines[at].text):
                return True
            if begins[at]:
                return False
        return False

    def _by_words(self) -> list[bool]:
        """Without labels and indentation: what the line says, how the one before ends, and whether that was full."""
        begins = [True]
        dated = has_date(self.lines[0].text)
        for index in range(1, len(self.lines)):
            first = self._begins(index, begins, dated=dated)
            begins.append(first)
            if first or not dated:
                dated = has_date(self.lines[index].text)
        return begins

    def _begins(self, index: int, begins: Sequence[bool], *, dated: bool) -> bool:
        line, before = self.lines[index], self.lines[index - 1]
        if line.label is not None or is_data(line.text) or (is_link(line.text) and is_link(before.text)):
            return True
        if self._clearly_continues(index, begins):
            return False
        start = self._start(index)
        ended = has_ended(before.text)
        short, full = self.short[index - 1], self.full[index - 1]
        if not self.wrapped:
            if start >= Start.STRONG:
                return dated or ended or not goes_on(before.text)
            return ended or not (goes_on(before.text) or line.text[0].islower())
        if goes_on(before.text):
            return start == Start.SURE and dated and short and before.text[-1] != "&"
        if not short and self._among_editors(index):
            return False
        if full and start < Start.SURE and _DATE_LAST.search(before.text):
            return False  # a title follows
        if not dated and _INITIAL_LAST.search(before.text) and start >= Start.STRONG and not short:
            return False
        if start == Start.SURE:
            return (ended or short or dated) if dated else ended or short
        if start == Start.STRONG:
            return dated or not full if ended else short
        # A line that looks like nothing begins an entry only among several that surely do.
        return short and self.greedy and ended and self._several()


_MAY_BE_NAME = pattern(r"[\p{L}'’\- ]{1,24}(?:,|\s\p{Lu}|\()|[\p{L}]+\.\p{L}|\p{Ll}{1,2}\p{Lu}")
