"""Document → reference lists and their `Entry`s: by a heading, or by paragraphs that look like entries.

Lines are put together where a line was wrapped and kept apart where each begins an entry. Prose that cites is never an
entry: what begins one has names (or a title) and then a date, near its beginning, and reads on as a title.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field

import regex

from apacheck.document.model import Document, Paragraph
from apacheck.reference import Reference, parse
from apacheck.text import Piece, Span, StyledText


@dataclass(slots=True)
class Entry:
    """One entry of a reference list: its text as read, and where it stands.

    `span` is its extent in the source without `label`, which is the number or bullet before it. `index` counts the
    entries of the document from 0, `list_index` the lists.
    """

    content: StyledText
    index: int
    span: Span
    label: Span | None = None
    list_index: int = 0
    _reference: Reference | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The entry as read: one line, wrapped words joined."""
        return self.content.text

    @property
    def reference(self) -> Reference:
        """The entry as understood; read when first asked for."""
        if self._reference is None:
            self._reference = parse(self.content.text)
        return self._reference

    @property
    def key(self) -> str:
        """A short hash of the entry's letters and digits: it outlives changes of spacing, punctuation and place."""
        folded = unicodedata.normalize("NFKC", self.text).casefold()
        letters = "".join(char for char in folded if char.isalnum())
        return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def source_span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source."""
        return self.content.source_span(start, end)


@dataclass(slots=True)
class EntryList:
    """A reference list: its entries, and where its heading stands, if it has one."""

    entries: list[Entry]
    heading: Span | None = None


# --- what a heading and an entry look like ------------------------------------------------------------------------

_HEADING = regex.compile(
    r"""[\s#*_>=\-]*+ (?:(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)]?\s+)?+ [*_]*+
    (?:(?:selected|suggested|key|main|full|cited|complete|annotated|general|works?\ cited\ and)\s+)?+
    (?: refe?r[ae]nces?(?:\s+(?:list|cited|section|and\s+notes|and\s+further\s+reading))? | ref(?:erence)?\s*list | list\s+of\s+references | works?\s+(?:cited|consulted)
      | bibliograph(?:y|ie|ia|ies) | literature(?:\s+cited)? | cited\s+literature | further\s+readings? | (?:required\s+)?readings | sources(?:\s+cited)? | citations?
      | literatur(?:verzeichnis|angaben|liste)? | quellen(?:verzeichnis)? | referenzen | referencias(?:\s+bibliográficas)? | bibliograf[ií]a | références(?:\s+bibliographiques)?
      | riferimenti(?:\s+bibliografici)? | referências(?:\s+bibliográficas)? | literatuur(?:lijst)? | referenser | kilder | lähteet | литература | список\s+литературы | 参考文献 | 참고문헌 )
    [*_]*+ \s*+ [:.]?+ [*_\s#=\-]*+""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LABEL = regex.compile(
    r"(?:\[(?P<number>\d{1,4})\]|\((?P<number>\d{1,3})\)|(?P<number>\d{1,3})[.)](?=\s)|[-•·▪◦–*]\s)\s*+"
)
_YEAR = r"(?:\d{4}(?!\d)[a-z]?|n\.?\s?d\.?(?:-?[a-z])?|in\spress|no\sdate|forthcoming|©\s?\d{4}|ca?\.\s?\d{3,4}|\d{1,2}[\s./-]\p{L}{3,9}\.?[\s./-]\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\p{L}{3,9}\.?\s\d{1,2},?\s\d{4}|(?:spring|summer|fall|autumn|winter)\s\d{4}|\d{5})"
#: A date in parentheses with what may stand in them, and what follows it.
_DATED = regex.compile(rf"[(\[]\s*(?:{_YEAR})[^()\[\]]{{0,50}}[)\]](?P<after>[.,:;]?\s*)", regex.IGNORECASE)
_INITIALS = r"(?:\p{Lu}\p{Ll}?\.?(?:[\s-]?\p{Lu}\.?){0,4}+)"
_PARTICLE = r"(?:(?:de|De|van|Van|von|Von|der|den|la|La|du|Du|di|da|del|dos|ter|ten|el|al|bin|ben)[\s-]){0,3}+"
_NAME = rf"{_PARTICLE}\p{{Lu}}[\p{{L}}\p{{M}}’'`´-]*+(?:[\s-]\p{{Lu}}[\p{{L}}\p{{M}}’'-]*+){{0,2}}?"
#: "Smith, J. A." at the start: nothing but a reference begins so.
_INVERTED = regex.compile(rf"[\"“*]?(?:{_NAME}),\s?(?:{_INITIALS})(?=[\s,;&(.\d\[*†]|$)")
_GIVEN = regex.compile(rf"(?:{_NAME}),\s(?:\p{{Lu}}[\p{{L}}’'-]+)(?:\s\p{{Lu}}\.?[\p{{L}}]*){{0,2}}[.,;\s]")
_BARE = regex.compile(
    rf"(?:{_NAME}),?\s(?:{_INITIALS})[.,]?(?:[^()]{{0,200}}?)[.,\s]\s?\(?(?:1[5-9]|20)\d\d[a-z]?(?:[.,;:]|\s)"
)
_VANCOUVER = regex.compile(r"(?:\p{Lu}[\p{L}’'-]+\s\p{Lu}{1,3}(?:,\s|\.\s)){1,}+")
_LAW = regex.compile(
    r"[^()]{3,200}\sv\.\s[^()]{2,200}\d\s\S.{0,60}\(|(?:U\.S\.|[A-Z][a-z]+\.)\sConst\.|[^()]{3,200},\s\d+\s(?:U\.S\.C\.|C\.F\.R\.|Stat\.|Fed\.\sReg\.)|(?:H\.R\.|S\.)\s(?:Rep\.\s)?(?:Res\.\s)?(?:No\.\s)?\d|"
    r"Exec\.\sOrder\sNo\.|[^()]{3,200}Pub\.\sL\.\sNo\.|U\.N\.\sCharter"
)
_DASHES = regex.compile(r"[—–_-]{2,}+\.?,?\s*\(")
_IEEE = regex.compile(r"\p{Lu}\.\s?(?:\p{Lu}\.\s?)*\p{Lu}[\p{L}-]+(?:,|\sand|\s&).{0,200}[“\"]")
_RAW = regex.compile(r"@\w+\{|TY\s\s-|\{[^{}]+#\d+\}")
#: In-text citation: "(Smith, 2010)", "(see Smith & Jones, 2010, p. 3; Lee, 2011)".
_CITATION = regex.compile(
    r"\([^()]*\p{L}[^()]*,\s(?:\d{4}[a-z]?|n\.d\.)[^()]*\)|\([^()]*\bpersonal communication\b[^()]*\)"
)
#: Verbs that follow a narrative citation.
_VERB = regex.compile(
    r",?\s*(?:for instance,\s|however,\s|also\s|have\s|has\s|had\s|who\s|which\s|that\s|and\s|or\s|to\s|in\s|is\b|are\b|was\b|were\b|\p{Ll}+(?:s|ed|e|t|d)\b)"
)
_SENTENCE_END = regex.compile(r"[.!?][\"”’')\]]*\s*+$")
_ENDS = regex.compile(r"(?:[.!?][\"”’')\]]*|https?://\S+|10\.\d{4,9}/\S+|\))\s*+$")
#: A second entry on the same line.
_NEXT = regex.compile(
    rf"(?<=[.)\d/\p{{L}}]\s)(?=(?:{_NAME},\s(?:{_INITIALS})(?:,\s(?:&\s|and\s)?|\s&\s)?){{1,12}}\s?\((?:\d{{4}}[a-z]?|n\.d\.|in press)[^()]{{0,30}}\)\.)"
)
_REACH = 400


def begins_entry(text: str) -> bool:
    """Whether `text` (a paragraph or line, its label left out) begins like an entry."""
    head = text[:1500]
    if not head or head[0] in ")]},;" or _RAW.match(head):
        return bool(_RAW.match(head)) if head else False
    if _LAW.match(head):
        return True
    inverted = _INVERTED.match(head)
    dated = _DATED.search(head, 0, 1500 if inverted else _REACH)
    if dated is not None:
        before = head[: dated.start()].rstrip()
        after = head[dated.end() :]
        if not before:
            return bool(dated["after"].startswith("."))
        if inverted is not None:
            return not (_VERB.match(after) and not dated["after"].strip() and "," not in before)
        if _is_prose(before, dated["after"], after):
            return False
        return (
            before[0].isupper()
            or before[0] in "@[“\"*'‘"
            or not before[0].isascii()
            or before[:1].isdigit()
            or (before[0].islower() and "." in before)
        )
    if inverted is not None:
        return True
    return bool(
        _DASHES.match(head) or _BARE.match(head) or (_VANCOUVER.match(head) and regex.search(r"\d{4}", head))
        or (_GIVEN.match(head) and regex.search(r"(?:1[5-9]|20)\d\d", head) and not _CITATION.search(head)) or _IEEE.match(head)
    )  # fmt: skip


def _is_prose(before: str, mark: str, after: str) -> bool:
    """Whether a date in parentheses after `before` is a citation in running text."""
    closed = before.endswith((".", ")", "]", "?", "!", "”", '"'))
    sentences = before.count(". ") + before.count("? ")
    if mark.startswith((".", ",", ":")) and mark[:1] == "." and closed:
        return (sentences > 4 and len(before) > 250) or bool(_CITATION.search(before))
    if after[:1].islower():
        return True
    if mark.startswith((",", ";", ":")) and not closed:
        return True
    words = before.split()
    lower = sum(word[0].islower() for word in words)
    if lower > 3 and lower * 2 > len(words) and not closed:
        return True
    if not after.strip():
        return not closed
    return len(words) > 14 and not closed


def _reads_as_prose(text: str) -> bool:
    """Whether a lone text is a sentence or more of prose, not a (bad) entry."""
    return (
        bool(_CITATION.search(text))
        or (bool(_SENTENCE_END.search(text)) and not _ENTRY_SIGN.search(text))
        or len(text) > 600
    )


_ENTRY_SIGN = regex.compile(r"(?<!\()https?://|\bdoi\b|\bpp?\.\s?\d|\d\(\d+\)|^\S+\.\s|\bVol\.|\[[A-Z]")


# --- locating -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    whole: StyledText  # with its label
    text: StyledText  # without it
    indent: int
    label: Span | None
    number: int | None
    begins: bool


def locate(document: Document) -> list[EntryList]:
    """Find the reference lists of a document, in order. Never raises; time is linear in the document's length."""
    paragraphs = document.paragraphs
    lists: list[EntryList] = []
    current: list[tuple[StyledText, Span | None]] = []
    heading: Span | None = None
    headed = False
    misses = 0

    def close() -> None:
        nonlocal current, heading, headed, misses
        if current:
            lists.append(_build(current, heading, len(lists)))
        current, heading, headed, misses = [], None, False, 0

    pending: list[tuple[StyledText, Span | None]] = []
    for paragraph in paragraphs:
        lines = _lines(paragraph)
        if _is_heading(lines[0]) and (
            len(lines) == 1 or _underlined(lines) or any(line.begins for line in lines[1:]) or len(lines) > 1
        ):
            close()
            first = lines[0].text
            heading = first.source_span(0, len(first.text))
            headed = True
            lines = lines[2:] if _underlined(lines) else lines[1:]
            pending = []
            if not lines:
                continue
        found, complete = _split(lines, headed=headed)
        if found and complete:
            current += pending
            pending = []
            current += found
            misses = 0
        elif headed:
            text = " ".join(line.text.text for line in lines)
            if _ends_list(text):
                close()
                pending = []
                continue
            misses += 1
            if (
                misses >= 2
                and current
                and all(_SENTENCE_END.search(p[0].text) and len(p[0].text) > 200 for p in pending[-1:])
            ):
                close()
                pending = []
            else:
                pending += found
        elif current and _continues(current[-1][0].text, lines):
            content, label = current[-1]
            current[-1] = (_join([content, *[line.text for line in lines]]), label)
        elif current:
            close()
    if headed and pending and (not current or misses < 3):
        current += pending
    close()
    if not lists:
        alone = _alone(paragraphs)
        if alone is not None:
            lists.append(_build([alone], None, 0))
    offset = 0
    for found_list in lists:
        for entry in found_list.entries:
            entry.index = offset
            offset += 1
    return lists


def _is_heading(line: _Line) -> bool:
    text = line.text.text.strip()
    return 0 < len(text) <= 60 and _HEADING.fullmatch(text) is not None


def _underlined(lines: list[_Line]) -> bool:
    return len(lines) > 1 and not lines[1].text.text.strip("=-~ ")


_END_OF_LIST = regex.compile(
    r"(?i)[#*\s]*(?:appendi(?:x|ces)|(?:foot|end)?notes?|acknowledge?ments?|bottom of form|top of form|about the authors?|tables?|figures?|author note|supplementary|glossary|index|contents)\b.{0,40}"
)


def _ends_list(text: str) -> bool:
    return len(text) < 80 and (_END_OF_LIST.fullmatch(text) is not None or text.startswith(("# ", "## ")))


def _continues(previous: str, lines: list[_Line]) -> bool:
    """Whether a paragraph goes on with the entry before it: only a link, where that entry has none."""
    if len(lines) != 1:
        return False
    text = lines[0].text.text
    return (
        text.startswith(("http://", "https://", "doi:", "www.")) and " " not in text.strip() and "http" not in previous
    )


def _alone(paragraphs: list[Paragraph]) -> tuple[StyledText, Span | None] | None:
    """The one paragraph of a text that holds nothing else, unless it is prose."""
    if len(paragraphs) != 1:
        return None
    lines = _lines(paragraphs[0])
    content = _join([line.text for line in lines])
    if _reads_as_prose(content.text) or not regex.search(r"\p{L}", content.text):
        return None
    return content, lines[0].label


def _lines(paragraph: Paragraph) -> list[_Line]:
    """The lines of a paragraph without indentation, trailing space and label."""
    text = paragraph.text.text
    lines: list[_Line] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        low, high = start, end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        indent = low - start
        label = number = None
        whole = paragraph.text.cut(low, high)
        match = _LABEL.match(text, low, high)
        if (
            match is not None
            and match.end() < high
            and not (match[0][0].isdigit() and not text[match.end()].isalpha() and text[match.end()] not in '“"@[')
        ):
            label = paragraph.text.source_span(low, len(match[0].rstrip()) + low)
            number = int(match["number"]) if match["number"] else None
            low = match.end()
        content = paragraph.text.cut(low, high) if label else whole
        lines.append(_Line(whole, content, indent, label, number, begins_entry(content.text)))
        start = end + 1
    return lines


def _split(lines: list[_Line], *, headed: bool) -> tuple[list[tuple[StyledText, Span | None]], bool]:
    """Put the lines of a block together as entries; tells whether all of it reads as entries."""
    groups: list[list[_Line]] = []
    labelled = any(line.label for line in lines)
    each_line = headed and _each_line(lines)
    for index, line in enumerate(lines):
        previous = lines[index - 1] if index else None
        if previous is None:
            groups.append([line])
            continue
        starts = line.label is not None and (
            line.begins or (lines[0].label is not None and _follows(groups[-1][0], line))
        )
        if not starts and line.begins and not (labelled and lines[0].label is not None):
            ended = _ENDS.search(previous.text.text) is not None
            hanging = line.indent > groups[-1][0].indent
            strong = _INVERTED.match(line.text.text) is not None
            starts = (ended and not hanging) or (
                strong and not hanging and not previous.text.text.endswith((",", "&", "and"))
            )
            if starts and not ended and len(groups[-1]) == 1 and not groups[-1][0].begins:
                starts = headed
            if starts and _AFTER_IN.search(previous.text.text):
                starts = False
            if starts and groups[-1][0].begins and len(groups[-1]) < 6 and not _is_dated(groups[-1]):
                starts = False  # the entry before has no date yet: a wrapped list of authors
        if not starts and each_line and not line.begins:
            starts = True
        if starts:
            groups.append([line])
        else:
            groups[-1].append(line)
    found: list[tuple[StyledText, Span | None]] = []
    sound = 0
    for group in groups:
        content = _join([group[0].text, *[line.whole for line in group[1:]]])
        if not content.text:
            continue
        sound += group[0].begins or (len(group) > 1 and begins_entry(content.text))
        for position, piece in enumerate(_swallowed(content)):
            found.append((piece, group[0].label if position == 0 else None))
    return found, sound > 0 and (headed or sound * 2 >= len(groups)) and (headed or not _prose_block(found, sound))


_AFTER_IN = regex.compile(r"\bIn:?(?:\s\p{Lu}\.)+$|(?:&|,|\band|\bby)$")
_HAS_YEAR = regex.compile(r"(?:1[4-9]|20)\d\d|n\.d\.|in press|forthcoming|no date")


def _is_dated(group: list[_Line]) -> bool:
    return any(_HAS_YEAR.search(line.whole.text) for line in group) or _LAW.match(group[0].text.text) is not None


def _follows(first: _Line, line: _Line) -> bool:
    """Whether a label goes on with the numbering (a bullet with the bullets) of the entry before."""
    if line.number is None or first.number is None:
        return line.number is None and first.number is None
    return line.number == first.number + 1


def _prose_block(found: list[tuple[StyledText, Span | None]], sound: int) -> bool:
    return (
        sound == 1 and len(found) == 1 and len(found[0][0].text) > 1500 and len(_CITATION.findall(found[0][0].text)) > 1
    )


def _each_line(lines: list[_Line]) -> bool:
    """Whether the list has one entry a line: most lines begin one, none is indented."""
    begins = sum(line.begins for line in lines)
    return len(lines) > 2 and begins * 5 >= len(lines) * 4 and not any(line.indent for line in lines)


def _swallowed(content: StyledText) -> list[StyledText]:
    """An entry that swallowed the next, cut in two where the next surely begins."""
    text = content.text
    if len(text) < 120:
        return [content]
    cuts: list[int] = []
    for match in _NEXT.finditer(text, 60):
        before = text[: match.start()].rstrip()
        dated = _DATED.search(before, (cuts[-1] if cuts else 0))
        if (
            dated is not None
            and len(before) - dated.end() > 20
            and _ENDS.search(before)
            and not regex.search(r"(?:,|&|\band|\bIn|\bby|\p{Lu}\.)\s*$", before)
        ):
            cuts.append(match.start())
    pieces = []
    begin = 0
    for cut in [*cuts, len(text)]:
        end = cut
        while end > begin and text[end - 1].isspace():
            end -= 1
        pieces.append(content.cut(begin, end))
        begin = cut
    return pieces


_URL_TAIL = regex.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*+$")
_SUSPENDED = regex.compile(r"(?:and|or|to|und|oder|bis|y|et)\b")


def _join(lines: list[StyledText]) -> StyledText:
    """Lines put together as a reader puts them together: with a space, or without one inside a word or a link."""
    if len(lines) == 1:
        return lines[0]
    parts: list[StyledText] = []
    for index, line in enumerate(lines):
        if index:
            left, right = lines[index - 1], line
            source_start = left.source_span(0, len(left.text)).end
            source_end = right.source_span(0, len(right.text)).start
            glue = "" if _closes_up(left.text, right.text) else " "
            parts.append(StyledText(glue, [Piece(0, len(glue), source_start, source_end)]))
        parts.append(line)
    return StyledText.joined(parts)


def _closes_up(left: str, right: str) -> bool:
    if not left or not right:
        return False
    chunk = right.split(None, 1)[0]
    link = _URL_TAIL.search(left[-300:])
    if link is not None:
        if left[-1] in "/-_?=&#%~":
            return True
        if " " not in right and len(link[0]) > 40 and not right[0].isupper():
            return True  # a long address cut at the edge of the page
        return left[-1] == "." and chunk[0].islower() and len(link[0]) > 12
    if left[-1] in "-–‐" and len(left) > 1 and left[-2].isalnum():
        return (
            right[0].islower() or right[0].isdigit() or (right[0].isupper() and left[-2].isalpha())
        ) and _SUSPENDED.match(right) is None
    return False


def _build(found: list[tuple[StyledText, Span | None]], heading: Span | None, list_index: int) -> EntryList:
    entries = [
        Entry(content, index, content.source_span(0, len(content.text)), label, list_index)
        for index, (content, label) in enumerate(found)
    ]
    return EntryList(entries, heading)
