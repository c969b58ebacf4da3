"""Document → `EntryList`s: cut into chunks (an entry, a paragraph of prose, a heading), then find the runs of entries."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import chain, islice, pairwise

from apacheck.document.model import Document, Paragraph
from apacheck.entries import heading
from apacheck.entries.join import Line, content, join
from apacheck.entries.lines import Block, is_link, lines_of
from apacheck.entries.model import Entries, Entry, EntryList
from apacheck.entries.prose import is_citing_sentence, is_prose, is_sentence
from apacheck.entries.split import continues, swallowed
from apacheck.entries.start import Start, has_date, strength
from apacheck.lean import leanclass
from apacheck.patterns import pattern
from apacheck.text import Span, StyledText

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


@leanclass
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
    """Find the reference lists of a document, in order. Never raises; time is linear in the document's length.

    Paragraphs, chunks and entries are made one after the other: a long document holds few of them at a time.
    """
    paragraphs = document.each_paragraph()
    first = list(islice(paragraphs, 2))
    alone = _one_entry(document, first[0]) if len(first) == 1 else None
    if alone is not None:
        return [alone]
    lists: list[EntryList] = []
    ends = [0]
    every: list[Entry] | Entries = []
    for title, members in _Finder(_rejoined(_chunks(chain(first, paragraphs)))).lists():
        begin = len(every)
        for chunk in members:
            for entry in _entries(chunk, len(every), len(lists)):
                if document.format == "plain" and not entry.content.italics:
                    entry.content.italics = None  # marks on another entry say nothing of this one
                every.append(entry)
            if isinstance(every, list) and len(every) > Entries.LONG:
                every = _columns(document, every)
        if len(every) > begin:
            where = title.lines[0].content if title is not None else None
            span = where.extent if where is not None else None
            start = span or every[begin].label or every[begin].span
            whole = Span(start.start, every[-1].span.end)
            lists.append(EntryList((), span, whole, document.source, document.format))
            ends.append(len(every))
    for found, (begin, end) in zip(lists, pairwise(ends), strict=True):
        found.entries = every[begin:end]
    return lists


def _columns(document: Document, entries: Iterable[Entry]) -> Entries:
    """The same entries, for a document that has too many of them to hold."""
    result = Entries(document.source)
    for entry in entries:
        result.append(entry)
    return result


def _one_entry(document: Document, paragraph: Paragraph) -> EntryList | None:
    """The list of a text that is one line and surely one entry: no list has to be looked for. None for all others."""
    text = paragraph.text.text
    if paragraph.kind != "text" or "\n" in text or text != text.strip() or paragraph.text.markup:
        return None
    if strength(text) != Start.SURE or len(swallowed(text)) > 1 or heading.run_in(text):
        return None
    span = paragraph.text.extent
    return EntryList([Entry(paragraph.text, 0, span)], None, span, document.source, document.format)


# --- chunks -------------------------------------------------------------------------------------------------------


def _chunks(paragraphs: Iterable[Paragraph]) -> Iterator[Chunk]:
    """Cut paragraphs into chunks."""
    for number, paragraph in enumerate(paragraphs):
        yield from _cut(paragraph, number)


def _cut(paragraph: Paragraph, number: int) -> Iterator[Chunk]:
    """Cut a paragraph into chunks."""
    lines = lines_of(paragraph.text)
    if not lines:
        return
    if paragraph.kind == "heading":
        text, gaps = join(lines, 0)
        what = Kind.LIST_HEADING if heading.is_list_heading(text) else Kind.HEADING
        yield Chunk(lines, text, gaps, what, Start.NONE, number)
        return
    if len(lines) == 1 and heading.is_page_number(lines[0].text):
        return
    run: list[Line] = []
    for position, line in enumerate(lines):
        kind = _fixed_kind(line, alone=len(lines) == 1, first=position == 0)
        if kind is None:
            run.append(line)
            continue
        yield from _cut_run(run, number, whole=paragraph.kind == "item")
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
        yield Chunk([line], line.text, [], kind, Start.NONE, number)
    yield from _cut_run(run, number, whole=paragraph.kind == "item")


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


def _cut_run(lines: list[Line], number: int, *, whole: bool) -> Iterator[Chunk]:
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
        yield Chunk(kept, text, gaps, kind, start, number)


def _kind(text: str, start: Start, *, alone: bool) -> Kind:
    if start >= Start.STRONG:
        return Kind.ENTRY
    if is_prose(text):
        return Kind.PROSE
    if start == Start.NONE and alone and heading.looks_like_heading(text):
        return Kind.HEADING
    return Kind.OTHER


def _rejoined(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Put an entry that a blank line or a page break cut in two together again."""
    before: Chunk | None = None
    for chunk in chunks:
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
            if before is not None:
                yield before
            before = chunk
    if before is not None:
        yield before


# --- lists --------------------------------------------------------------------------------------------------------


class _Finder:
    """Walks the chunks once, with an eye on the one after, and gathers the lists."""

    def __init__(self, chunks: Iterator[Chunk]) -> None:
        """Begin at the first chunk."""
        self._rest = chunks
        self._chunk = next(chunks, None)
        self._after = next(chunks, None)
        self._found = False

    def _step(self) -> None:
        self._chunk, self._after = self._after, next(self._rest, None)

    def lists(self) -> Iterator[tuple[Chunk | None, Iterator[Chunk]]]:
        """The heading of each list and, to be taken before the next list is asked for, what may be its members."""
        only = self._chunk if self._after is None else None
        while self._chunk is not None:
            kind = self._chunk.kind
            if kind is Kind.LIST_HEADING:
                title = self._chunk
                self._step()
                yield title, self._noted(_sound(self._under_heading()))
            elif kind is Kind.ENTRY:
                yield None, self._noted(self._without_heading())
            else:
                self._step()
        if only is not None and not self._found:
            yield None, _alone(only)

    def _noted(self, members: Iterator[Chunk]) -> Iterator[Chunk]:
        for chunk in members:
            self._found = True
            yield chunk

    def _under_heading(self) -> Iterator[Chunk]:
        """What stands under a heading, up to prose or another heading."""
        any_yet = False
        while (chunk := self._chunk) is not None and chunk.kind is not Kind.LIST_HEADING:
            if chunk.kind is Kind.HEADING:
                # A heading inside the list ("Primary sources") has entries after it; others end the list.
                if heading.ends_list(chunk.text) or self._after is None or self._after.kind is not Kind.ENTRY:
                    break
            elif chunk.kind is Kind.PROSE:
                if self._prose_ends(any_yet=any_yet):
                    break
            else:
                any_yet = True
                yield chunk
            self._step()

    def _prose_ends(self, *, any_yet: bool) -> bool:
        """Whether a paragraph of prose ends the list: another one, or nothing, follows it."""
        if self._after is None:
            return True
        if self._after.kind is Kind.ENTRY:
            return False
        return any_yet or self._after.kind is not Kind.OTHER

    def _without_heading(self) -> Iterator[Chunk]:
        """A run of entries that no heading announces."""
        last = self._chunk
        assert last is not None
        waiting: Chunk | None = last  # the first, until a second comes: a single one may be a sentence that cites
        between: list[Chunk] = []  # what may be faulty entries, if an entry follows
        self._step()
        while (chunk := self._chunk) is not None:
            if chunk.kind is Kind.ENTRY:
                if waiting is not None:
                    yield waiting
                yield from between
                yield chunk
                waiting, between, last = None, [], chunk
            elif chunk.kind is Kind.OTHER and len(between) < 2:
                between.append(chunk)
            else:
                break
            self._step()
        if waiting is not None:
            if is_citing_sentence(waiting.text):
                return
            yield waiting
        block = last.block
        for chunk in between:
            if chunk.block == block or chunk.start >= Start.WEAK or (is_link(chunk.text) and chunk.block == block + 1):
                yield chunk
            else:
                break


def _alone(chunk: Chunk) -> Iterator[Chunk]:
    """A text that is one paragraph, given for one entry, is taken for one unless it is prose."""
    if chunk.kind not in (Kind.OTHER, Kind.HEADING) or heading.is_marked(chunk.text) or is_citing_sentence(chunk.text):
        return
    if _LETTER.search(chunk.text) and not is_sentence(chunk.text):
        yield chunk


def _sound(members: Iterable[Chunk]) -> Iterator[Chunk]:
    """The members of a list under a heading, if they can be one: an entry among them, or only a few lines."""
    undecided: list[Chunk] | None = []
    for chunk in members:
        if undecided is not None:
            undecided.append(chunk)
            if chunk.kind is Kind.ENTRY or chunk.start >= Start.WEAK:
                yield from undecided
                undecided = None
        else:
            yield chunk
    if undecided and len(undecided) <= 5:
        yield from (chunk for chunk in undecided if " " in chunk.text or has_date(chunk.text))


# --- entries ------------------------------------------------------------------------------------------------------


def _entries(chunk: Chunk, index: int, list_index: int) -> list[Entry]:
    whole = content(chunk.lines, chunk.gaps)
    first = chunk.lines[0]
    label = first.whole.source_span(*first.label) if first.label is not None else None
    parts: list[StyledText] = []
    begin = 0
    for start, end in swallowed(whole.text):
        part = whole if (start, end) == (0, len(whole.text)) else whole.cut(start, end)
        if parts and part.extent.start < parts[-1].extent.end:  # inside `code`, which is one piece of the source
            parts[-1] = whole.cut(begin, end)
        else:
            parts.append(part)
            begin = start
    return [
        Entry(part, index + number, part.extent, label if number == 0 else None, list_index)
        for number, part in enumerate(parts)
    ]
