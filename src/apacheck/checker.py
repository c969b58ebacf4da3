"""Entries → findings: each part of each entry is shown to the rules that asked for its kind.

Where several rules speak of one fault, precedence leaves one of them; it is settled among all rules before any is
deselected, so that ignoring the right finding never uncovers the wrong one.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from apacheck import rules
from apacheck.document import Document
from apacheck.edits import source_edits
from apacheck.entries import Entries, Entry, EntryList, ListedDocument, every, may_cite
from apacheck.findings import Finding, Fix, Mark, Severity
from apacheck.reference.model import Date, Part
from apacheck.rule import DEFINED, PAGES, Rule
from apacheck.rules.index import INDEX
from apacheck.text import StyledText

if TYPE_CHECKING:
    from apacheck.citations import Citation, Section, Substitute, Text
    from apacheck.record.verification import Verification

#: A rule that raises becomes a finding; tests set this to see the error itself.
RAISE_ERRORS = False
#: The code of that finding: ours to mend, so that no selection hides it.
BUG = "BUG001"

_RESTYLE = {
    "italic": "italicize “{}”",
    "roman": "take “{}” out of the italics",
    "light": "make “{}” neither bold nor underlined",
}

_BY_TYPE: dict[type, tuple[Rule[Any], ...]] = {}
_WANTED: dict[type, "_Wanted"] = {}
#: More sets of signs than this are not kept.
_MOST_SETS = 5_000
#: What an entry may be besides holding signs: its author element and its date right in form, its italics not known.
_RIGHT_AUTHORS, _RIGHT_DATE, _UNSTYLED = 1, 2, 4
#: The signs that any rule looks for, a bit each.
_BITS = {sign: 8 << number for number, sign in enumerate(dict.fromkeys(sign for row in INDEX for sign in row[3]))}


class Selection(Protocol):
    """What decides which findings are wanted."""

    def selected(self, code: str) -> bool:
        """Whether findings of this code are wanted."""

    def reports(self, severity: Severity) -> bool:
        """Whether findings of this severity are wanted."""

    def reads_citations(self) -> bool:
        """Whether citations in the text are looked for."""

    def reads_text(self) -> bool:
        """Whether anything but the reference lists is looked at."""


# --- calling the rules --------------------------------------------------------------------------------------------


def _rules_for(kind: type) -> tuple[Rule[Any], ...]:
    """The rules that asked for parts of this kind or of a kind it derives from."""
    found = _BY_TYPE.get(kind)
    if found is None:
        found = _BY_TYPE[kind] = tuple(row.rule for row in rules.rows(kind.__mro__))
    return found


def _rules_with(kind: type, held: int) -> tuple[Rule[Any], ...]:
    """The rules for parts of this kind in an entry that holds these signs (a bit each) and no others."""
    wanted = _WANTED.get(kind)
    if wanted is None:
        wanted = _WANTED[kind] = _Wanted(kind)
    held &= wanted.telling
    found = wanted.by_signs.get(held)
    if found is None:
        found = wanted.of(held)
    return found


class _Wanted:
    """The rules for parts of one kind, and which of them want to see an entry."""

    def __init__(self, kind: type) -> None:
        """Look up what the rules about parts of this kind want to see, without loading them."""
        self.rows: list[tuple[rules.Row, int, int]] = []
        #: All bits that tell anything.
        self.telling = 0
        #: What was chosen before, by the bits that told.
        self.by_signs: dict[int, tuple[Rule[Any], ...]] = {}
        right = _RIGHT_DATE if kind is Date else _RIGHT_AUTHORS
        for row in rules.rows(kind.__mro__):
            bits = [_BITS.get(sign, 0) for sign in row.signs]
            needed = sum(bits) if all(bits) else 0  # a rule that is not in the index yet is shown every entry
            unwanted = right if row.unless_right else 0
            if row.styled:
                unwanted |= _UNSTYLED
            self.telling |= needed | unwanted
            self.rows.append((row, needed, unwanted))

    def of(self, held: int) -> tuple[Rule[Any], ...]:
        """Choose those that want to see an entry with these bits, and load them."""
        found = tuple(
            row.rule for row, needed, unwanted in self.rows if (not needed or held & needed) and not held & unwanted
        )
        if len(self.by_signs) > _MOST_SETS:
            self.by_signs.clear()
        self.by_signs[held] = found
        return found


def _signs_of(entry: Entry) -> int:
    """Which signs the entry holds, a bit each."""
    text, held = entry.text, 0
    for sign, bit in _BITS.items():
        if sign in text:
            held |= bit
    reference = entry.reference
    if reference.authors is not None and reference.authors.right:
        held |= _RIGHT_AUTHORS
    if reference.date is not None and reference.date.right:
        held |= _RIGHT_DATE
    if reference.italics is None and not reference.bold:
        held |= _UNSTYLED
    return held


def check_entry(entry: Entry) -> list[Mark]:
    """The marks that all rules leave on one entry, after precedence, in order of position."""
    end = len(entry.text)
    marks: list[Mark] = []
    try:
        signs = _signs_of(entry)
        marks += _shown_to(_rules_with(Entry, signs), entry, 0, end)
        waiting: list[Part] = [entry.reference]
        while waiting:  # `Part.walk`, without a generator inside a generator for each part
            part = waiting.pop()
            asked = _rules_with(type(part), signs)
            if asked:
                marks += _shown_to(asked, part, 0, end)
            if type(part) is not Part:
                waiting += reversed(list(part.parts()))
    except Exception as error:
        if RAISE_ERRORS:
            raise
        marks.append(_bug("reading the entry", error, 0, end))
    return _settle(marks) if len(marks) > 1 else marks


def check_citations(citations: "Sequence[Citation | Substitute]") -> list[Mark]:
    """The marks that all rules leave on citations of one paragraph, after precedence, in order of position."""
    marks: list[Mark] = []
    for citation in citations:
        for part in citation.walk():
            asked = _rules_for(type(part))
            if asked:
                marks += _shown_to(asked, part, citation.start, citation.end)
    return _settle(marks) if len(marks) > 1 else marks


def check_verification(verification: "Verification") -> list[Mark]:
    """The marks that the rules about published records leave on one entry, in order of position."""
    reference = verification.reference
    end = len(reference.whole) if reference is not None else 0
    marks = _shown_to(_rules_for(type(verification)), verification, 0, end)
    return _settle(marks) if len(marks) > 1 else marks


def joined(marks: list[Mark], about_record: list[Mark]) -> list[Mark]:
    """Both kinds of marks on an entry; whatever the record says is said, also where another style silences the rest."""
    if not about_record:
        return marks
    kept = []
    for mark in marks:
        rule = DEFINED.get(mark.code)
        closer = [
            other
            for other in about_record
            if rule is not None and rule.gives_way_to and other.code.startswith(rule.gives_way_to)
        ]
        if not closer or not _Rivals(iter(closer)).meet(mark):
            kept.append(mark)
    return sorted([*kept, *about_record], key=lambda mark: (mark.start, mark.end, mark.code))


def _shown_to(asked: Sequence[Rule[Any]], part: object, start: int, end: int) -> list[Mark]:
    """The marks of the rules that asked for `part`, which stands in what `start` and `end` enclose."""
    marks: list[Mark] = []
    for rule in asked:
        try:
            for mark in rule.check(part):
                marks.append(mark)  # noqa: PERF402 - quicker than extending where most rules find nothing
        except Exception as error:
            if RAISE_ERRORS:
                raise
            marks.append(_bug(f"rule {rule.code}", error, start, end))
    return marks


def _bug(what: str, error: Exception, start: int, end: int) -> Mark:
    message = f"{what} failed ({type(error).__name__}: {error}); please report this entry as a bug in apacheck"
    return Mark(BUG, start, end, message, "warning")


# --- precedence ---------------------------------------------------------------------------------------------------


def _settle(marks: list[Mark]) -> list[Mark]:
    """Apply precedence: whole-entry findings silence the rest, the more specific of two at one place stays."""
    bugs = [mark for mark in marks if mark.code == BUG]
    exclusive = [mark for mark in marks if mark.code in DEFINED and DEFINED[mark.code].exclusive]
    marks = sorted(
        exclusive or (mark for mark in marks if mark.code != BUG), key=lambda mark: (mark.start, mark.end, mark.code)
    )
    rivals: dict[str, _Rivals] = {}
    kept: list[Mark] = []
    last: tuple[str, int, int] | None = None
    for mark in marks:
        if (mark.code, mark.start, mark.end) == last:
            continue
        last = mark.code, mark.start, mark.end
        rule = DEFINED[mark.code]
        if rule.gives_way_to:
            closer = rivals.get(mark.code)
            if closer is None:
                closer = rivals[mark.code] = _Rivals(
                    other
                    for other in marks
                    if other.code != mark.code
                    and other.code.startswith(rule.gives_way_to)
                    and (other.severity != "info" or rule.severity == "info")
                )
            if closer.meet(mark):
                continue
        kept.append(mark)
    return bugs + (kept[:1] if exclusive else kept)


class _Rivals:
    """Where marks stand, asked whether another meets one of them: an entry may hold thousands of each."""

    def __init__(self, marks: Iterator[Mark]) -> None:
        """Take marks in order of their start."""
        spans = [(mark.start, mark.end) for mark in marks]
        self.starts = [start for start, _ in spans]
        self.reach = list(accumulate((end for _, end in spans), max))

    def meet(self, mark: Mark) -> bool:
        """Whether one of them overlaps or touches `mark`."""
        before = bisect_right(self.starts, mark.end)
        return before > 0 and self.reach[before - 1] >= mark.start


# --- from the entry to the source ---------------------------------------------------------------------------------


def findings(
    document: Document,
    lists: Sequence[EntryList],
    selection: Selection | None,
    filename: str | None,
    verifications: "Mapping[int, Verification] | None" = None,
    text: "Text | None" = None,
) -> list[Finding]:
    """The findings about `lists`, which stand in `document`, that `selection` wants; in order of position.

    `verifications` holds, by the entry's index, what is known of the published works; `text` what the document cites.
    """
    found = list(one_by_one(document, lists, selection, filename, verifications, text))
    found.sort(key=by_place)
    return found


def by_place(finding: Finding) -> tuple[int, int, str]:
    """What findings are sorted by."""
    return finding.span.start, finding.span.end, finding.code


def one_by_one(
    document: Document,
    lists: Sequence[EntryList],
    selection: Selection | None,
    filename: str | None,
    verifications: "Mapping[int, Verification] | None" = None,
    text: "Text | None" = None,
) -> Iterator[Finding]:
    """The same findings as they are made: those of each entry in turn, then those about citations and about whole lists.

    In a long document, the parts of each entry are let go when it is checked; the rules about lists know what they need.
    """

    def wanted(marks: list[Mark], content: StyledText, entry: int | None) -> Iterator[Finding]:
        for mark in marks:
            if (
                selection is None
                or mark.code == BUG
                or (selection.selected(mark.code) and selection.reports(mark.severity))
            ):
                yield _finding(document, content, entry, mark, filename)

    for entry_list in lists:
        is_long = isinstance(entry_list.entries, Entries)
        for place, entry in enumerate(entry_list.entries):
            marks = check_entry(entry)
            verification = verifications.get(entry.index) if verifications else None
            if verification is not None:
                marks = joined(marks, check_verification(verification))
            yield from wanted(marks, entry.content, entry.index)
            if is_long:
                _let_go(entry, entry_list, place)
    for paragraph in text.paragraphs() if text is not None else ():
        yield from wanted(check_citations(paragraph), paragraph[0].content, None)
    # Rules about the text around the lists have nothing to look at where no parenthesis stands around them.
    around = (selection is None or selection.reads_text()) and may_cite(document, lists)
    beyond = _marks_beyond_entries(document if around else None, lists, text.sections if text is not None else ())
    if beyond:
        starts = array("q", (span.start for entry_list in lists for _, span in entry_list.places()))
        entries = every(lists)
        for mark in beyond:
            yield from wanted([mark], StyledText.plain(document.source), _entry_at(entries, starts, mark.start))


def _let_go(entry: Entry, entry_list: EntryList, place: int) -> None:
    """Keep of an entry what rules about its list will ask for, and no more."""
    from apacheck.rules.list.survey import keep  # noqa: PLC0415 - for long lists only

    try:
        keep(entry, entry_list, place)
    except Exception:
        if RAISE_ERRORS:
            raise
    entry.release()  # a rule that fails on it will say so


def _marks_beyond_entries(
    document: Document | None, lists: Sequence[EntryList], sections: "Sequence[Section]"
) -> list[Mark]:
    """The marks of rules about whole lists, the document or its parts; their offsets are those of the source."""
    marks: list[Mark] = []
    if document is not None:
        whole = ListedDocument(document, lists)
        marks += _shown_to(_rules_for(ListedDocument), whole, 0, len(document.source))
    for section in sections:
        marks += _shown_to(_rules_for(type(section)), section, section.span.start, section.span.end)
    about_lists = _rules_for(EntryList)
    if about_lists:
        for entry_list in lists:
            if entry_list.entries:
                first, last = entry_list.entries[0].span, entry_list.entries[-1].span
                marks += _shown_to(about_lists, entry_list, first.start, last.end)
    return _settle(marks) if len(marks) > 1 else marks


def _entry_at(entries: Sequence[Entry], starts: Sequence[int], place: int) -> int | None:
    """The index of the entry in which `place` of the source lies, if any; `starts` are those of the entries."""
    before = bisect_right(starts, place) - 1
    return entries[before].index if before >= 0 and place < entries[before].span.end else None


def _finding(document: Document, content: StyledText, entry: int | None, mark: Mark, filename: str | None) -> Finding:
    span = (content.outer_span if mark.styles else content.source_span)(mark.start, mark.end)
    line, column = document.places(span.start)
    end_line, end_column = document.places(span.end)
    rule = DEFINED.get(mark.code)
    return Finding(
        mark.code,
        rule.name if rule else "internal-error",
        mark.message,
        mark.severity,
        rule.cited_section if rule else "",
        rule.url if rule else PAGES,
        span,
        line,
        column,
        end_line,
        end_column,
        entry,
        _fix(document, content, mark) if mark.edits or mark.styles or mark.moves else None,
        filename,
    )


def _fix(document: Document, content: StyledText, mark: Mark) -> Fix | None:
    """The fix of a mark, in the source; None where it would change nothing, or its edits cannot all be made."""
    if mark.moves:
        return Fix(mark.applicability or "safe", mark.help, mark.moves, mark.together)
    edits = source_edits(document, content, mark.edits, mark.styles)
    if edits is None:
        return None
    return Fix(mark.applicability or "safe", mark.help or _describe(content.text, mark), edits)


# --- what a fix does, in words ------------------------------------------------------------------------------------


def _describe(text: str, mark: Mark) -> str:
    """What the edits of a mark do, in a few words."""
    if mark.styles:
        return "; ".join(_RESTYLE[how].format(_short(text[start:end])) for start, end, how in mark.styles)
    if len(mark.edits) > 3:
        return f"write “{_short(_mended(text, mark), 120)}”"
    return ", ".join(_describe_edit(text[start:end], new) for start, end, new in mark.edits)


def _mended(text: str, mark: Mark) -> str:
    """What stands from the first edit to the last when all are made."""
    edits = sorted(mark.edits)
    parts: list[str] = []
    place = edits[0][0]
    for start, end, new in edits:
        parts += (text[place:start], new)
        place = end
    return "".join(parts) + text[place : max(place, mark.end)]


def _describe_edit(old: str, new: str) -> str:
    if old == new:
        return "write one plain space" if old.isspace() else "remove the invisible character"
    if not old:
        return "insert a space" if new == " " else f"insert “{_short(new)}”"
    if old.isspace() and not new.strip():
        return "write one plain space" if new else "delete the space"
    if not new:
        return f"delete “{_short(old)}”"
    return f"replace “{_short(old)}” by “{_short(new)}”"


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 20]} … {text[-15:]}"
