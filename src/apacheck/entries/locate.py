"""Document → `EntryList`s: cut into chunks (an entry, a paragraph of prose, a heading), then find the runs of entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from apacheck.document.model import Document, Paragraph
from apacheck.entries import heading
from apacheck.entries.join import Line, content, join
from apacheck.entries.lines import Block, is_link, lines_of
from apacheck.entries.model import Entry, EntryList
from apacheck.entries.prose import is_citing_sentence, is_prose, is_sentence
from apacheck.entries.split import continues, swallowed
from apacheck.entries.start import Start, has_date, strength
from apacheck.patterns import pattern
from apacheck.text import Span

_LETTER = pattern(r"[\p{L}\p{N}]")
#: No entry is put together from more lines across blank ones.
_MOST_LINES = 40


class Kind(Enum):
    """What a chunk is."""

    LIST_HEADING = auto()
    HEADING = auto()
    ENTRY = auto()
    PROSE = auto()
    #: Neither prose nor like an entry: a faulty entry, or a line of something else.
    OTHER = auto()


@dataclass(slots=True)
class Chunk:
    """Lines that are one thing."""

    lines: list[Line]
    text: str
    gaps: list[str]
    kind: Kind
    start: Start
    #: Number of the block (lines without a blank line between) it stands in.
    block: int


def locate(document: Document) -> list[EntryList]:
    """Find the reference lists of a document, in order. Never raises; time is linear in the document's length."""
    alone = _one_entry(document)
    if alone is not None:
        return [alone]
    chunks: list[Chunk] = []
    for number, paragraph in enumerate(document.paragraphs):
        _add(chunks, paragraph, number)
    found = _Finder(_rejoined(chunks)).lists()
    lists: list[EntryList] = []
    index = 0
    for title, members in found:
        entries: list[Entry] = []
        for chunk in members:
            for entry in _entries(chunk, index, len(lists)):
                if document.format == "plain" and not entry.content.italics:
                    entry.content.italics = None  # marks on another entry say nothing of this one
                entries.append(entry)
                index += 1
        if entries:
            where = title.lines[0].content if title is not None else None
            span = where.extent if where is not None else None
            first = span or entries[0].label or entries[0].span
            whole = Span(first.start, entries[-1].span.end)
            lists.append(EntryList(entries, span, whole, document.source, document.format))
    return lists


def _one_entry(document: Document) -> EntryList | None:
    """The list of a text that is one line and surely one entry: no list has to be looked for. None for all others."""
    if len(document.paragraphs) != 1:
        return None
    paragraph = document.paragraphs[0]
    text = paragraph.text.text
    if paragraph.kind != "text" or "\n" in text or text != text.strip() or paragraph.text.markup:
        return None
    if strength(text) != Start.SURE or len(swallowed(text)) > 1 or heading.run_in(text):
        return None
    span = paragraph.text.extent
    return EntryList([Entry(paragraph.text, 0, span)], None, span, document.source, document.format)


# --- chunks -------------------------------------------------------------------------------------------------------


def _add(chunks: list[Chunk], paragraph: Paragraph, number: int) -> None:
    """Cut a paragraph into chunks."""
    lines = lines_of(paragraph.text)
    if not lines:
        return
    if paragraph.kind == "heading":
        text, gaps = join(lines, 0)
        what = Kind.LIST_HEADING if heading.is_list_heading(text) else Kind.HEADING
        chunks.append(Chunk(lines, text, gaps, what, Start.NONE, number))
        return
    if len(lines) == 1 and heading.is_page_number(lines[0].text):
        return
    run: list[Line] = []
    for position, line in enumerate(lines):
        kind = _fixed_kind(line, alone=len(lines) == 1, first=position == 0)
        if kind is None:
            run.append(line)
            continue
        _add_run(chunks, run, number, whole=paragraph.kind == "item")
        run = []
        if kind is Kind.OTHER:  # a rule, or the line under a heading
            continue
        length = (
            heading.run_in(line.text) if kind is Kind.LIST_HEADING and not heading.is_list_heading(line.text) else 0
        )
        if length:
            rest = Line(line.whole, line.start + length, line.end, line.text[length:], line.indent, line.width)
            line.text, line.end = line.text[:length].rstrip(), line.start + len(line.text[:length].rstrip())
            run.append(rest)
        chunks.append(Chunk([line], line.text, [], kind, Start.NONE, number))
    _add_run(chunks, run, number, whole=paragraph.kind == "item")


def _fixed_kind(line: Line, *, alone: bool, first: bool) -> Kind | None:
    """What a line is whatever stands around it: a heading or a rule; None for any other line."""
    text = line.text
    if len(text) > 400:
        return Kind.LIST_HEADING if first and _begins_with_heading(text) else None
    if heading.is_rule(text):
        return Kind.OTHER
    if heading.is_list_heading(text) and (first or text[0].isupper() or not text[0].isalpha()):
        return Kind.LIST_HEADING
    if heading.is_marked(text) or (heading.ends_list(text) and (alone or first)):
        return Kind.HEADING
    if first and _begins_with_heading(text):
        return Kind.LIST_HEADING
    return None


def _begins_with_heading(text: str) -> bool:
    length = heading.run_in(text)
    return length > 0 and strength(text[length:]) == Start.SURE


def _add_run(chunks: list[Chunk], lines: list[Line], number: int, *, whole: bool) -> None:
    if not lines:
        return
    block = Block(lines)
    for group in [lines] if whole else block.groups():
        kept = [line for line in group if line.text] or group
        if group[0].label is not None and kept[0] is not group[0]:
            kept[0].label, kept[0].number = group[0].label, group[0].number
        text, gaps = join(kept, block.width)
        start = strength(text)
        kind = _kind(text, start, alone=len(lines) == len(group))
        chunks.append(Chunk(kept, text, gaps, kind, start, number))


def _kind(text: str, start: Start, *, alone: bool) -> Kind:
    if start >= Start.STRONG:
        return Kind.ENTRY
    if is_prose(text):
        return Kind.PROSE
    if start == Start.NONE and alone and heading.looks_like_heading(text):
        return Kind.HEADING
    return Kind.OTHER


def _rejoined(chunks: list[Chunk]) -> list[Chunk]:
    """Put an entry that a blank line or a page break cut in two together again."""
    result: list[Chunk] = []
    for chunk in chunks:
        before = result[-1] if result else None
        if (
            before is not None
            and before.kind is Kind.ENTRY
            and chunk.kind in (Kind.OTHER, Kind.PROSE)
            and chunk.lines[0].label is None
            and chunk.block != before.block
            and len(before.lines) < _MOST_LINES
            and continues(before.text, before.start, chunk.text)
        ):
            lines = before.lines + chunk.lines
            width = max(line.width for line in lines)
            before.text, before.gaps = join(lines, width)
            before.lines = lines
            before.block = chunk.block
        else:
            result.append(chunk)
    return result


# --- lists --------------------------------------------------------------------------------------------------------

_Found = tuple[Chunk | None, list[Chunk]]


@dataclass(slots=True)
class _Finder:
    """Walks the chunks once and gathers the lists."""

    chunks: Sequence[Chunk]
    found: list[_Found] = field(default_factory=list)

    def lists(self) -> list[_Found]:
        chunks = self.chunks
        at = 0
        while at < len(chunks):
            kind = chunks[at].kind
            if kind is Kind.LIST_HEADING:
                at = self._under_heading(at)
            elif kind is Kind.ENTRY:
                at = self._without_heading(at)
            else:
                at += 1
        if not self.found:
            self._alone()
        return self.found

    def _under_heading(self, at: int) -> int:
        """Gather what stands under a heading, up to prose or another heading; gives where to go on."""
        chunks = self.chunks
        title = chunks[at]
        members: list[Chunk] = []
        at += 1
        while at < len(chunks):
            chunk = chunks[at]
            if chunk.kind is Kind.LIST_HEADING:
                break
            if chunk.kind is Kind.HEADING:
                # A heading inside the list ("Primary sources") has entries after it; others end the list.
                if heading.ends_list(chunk.text) or not self._entry_at(at + 1):
                    break
            elif chunk.kind is Kind.PROSE:
                if self._prose_ends(at, members):
                    break
            else:
                members.append(chunk)
            at += 1
        members = _sound(members)
        if members:
            self.found.append((title, members))
        return at

    def _entry_at(self, at: int) -> bool:
        return at < len(self.chunks) and self.chunks[at].kind is Kind.ENTRY

    def _prose_ends(self, at: int, members: Sequence[Chunk]) -> bool:
        """Whether a paragraph of prose ends the list: another one, or nothing, follows it."""
        if at + 1 >= len(self.chunks):
            return True
        after = self.chunks[at + 1]
        if after.kind is Kind.ENTRY:
            return False
        return bool(members) or after.kind is not Kind.OTHER

    def _without_heading(self, at: int) -> int:
        """Gather a run of entries that no heading announces; gives where to go on."""
        chunks = self.chunks
        members: list[Chunk] = []
        between: list[Chunk] = []  # what may be faulty entries, if an entry follows
        while at < len(chunks):
            chunk = chunks[at]
            if chunk.kind is Kind.ENTRY:
                members += between
                between = []
                members.append(chunk)
            elif chunk.kind is Kind.OTHER and len(between) < 2:
                between.append(chunk)
            else:
                break
            at += 1
        if len(members) == 1 and is_citing_sentence(members[0].text):
            return at
        last = members[-1]
        for chunk in between:
            if (
                chunk.block == last.block
                or chunk.start >= Start.WEAK
                or (is_link(chunk.text) and chunk.block == last.block + 1)
            ):
                members.append(chunk)
            else:
                break
        self.found.append((None, members))
        return at

    def _alone(self) -> None:
        """A text that is one paragraph, given for one entry, is taken for one unless it is prose."""
        chunks = self.chunks
        if len(chunks) == 1 and chunks[0].kind in (Kind.OTHER, Kind.HEADING):
            chunk = chunks[0]
            if heading.is_marked(chunk.text) or is_citing_sentence(chunk.text):
                return
            if _LETTER.search(chunk.text) and not is_sentence(chunk.text):
                self.found.append((None, [chunk]))


def _sound(members: list[Chunk]) -> list[Chunk]:
    """The members of a list under a heading, if they can be one: an entry among them, or only a few lines."""
    if any(chunk.kind is Kind.ENTRY or chunk.start >= Start.WEAK for chunk in members):
        return members
    return [chunk for chunk in members if " " in chunk.text or has_date(chunk.text)] if len(members) <= 5 else []


# --- entries ------------------------------------------------------------------------------------------------------


def _entries(chunk: Chunk, index: int, list_index: int) -> list[Entry]:
    whole = content(chunk.lines, chunk.gaps)
    first = chunk.lines[0]
    label = first.whole.source_span(*first.label) if first.label is not None else None
    entries: list[Entry] = []
    for start, end in swallowed(whole.text):
        part = whole if (start, end) == (0, len(whole.text)) else whole.cut(start, end)
        entries.append(Entry(part, index + len(entries), part.extent, label if not entries else None, list_index))
    return entries
