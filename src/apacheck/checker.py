"""Entries → findings: each part of each entry is shown to the rules that asked for its kind.

Where several rules speak of one fault, precedence leaves one of them; it is settled among all rules before any is
deselected, so that ignoring the right finding never uncovers the wrong one.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from apacheck.document import Document
from apacheck.edits import source_edits
from apacheck.entries import Entries, Entry, EntryList, ListedDocument, every, may_cite
from apacheck.findings import Finding, Fix, Mark, Severity
from apacheck.reference.model import Part
from apacheck.rule import DEFINED, PAGES, Rule
from apacheck.showing import held_by, rules_about, rules_shown
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


def check_entry(entry: Entry) -> list[Mark]:
    """The marks that all rules leave on one entry, after precedence, in order of position."""
    end = len(entry.text)
    marks: list[Mark] = []
    try:
        signs = held_by(entry)
        marks += _shown_to(rules_shown(Entry, signs), entry, 0, end)
        waiting: list[Part] = [entry.reference]
        while waiting:  # `Part.walk`, without a generator inside a generator for each part
            part = waiting.pop()
            asked = rules_shown(type(part), signs)
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
            asked = rules_about(type(part))
            if asked:
                marks += _shown_to(asked, part, citation.start, citation.end)
    return _settle(marks) if len(marks) > 1 else marks


def check_verification(verification: "Verification") -> list[Mark]:
    """The marks that the rules about published records leave on one entry, in order of position."""
    reference = verification.reference
    end = len(reference.whole) if reference is not None else 0
    marks = _shown_to(rules_about(type(verification)), verification, 0, end)
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
        marks += _shown_to(rules_about(ListedDocument), whole, 0, len(document.source))
    for section in sections:
        marks += _shown_to(rules_about(type(section)), section, section.span.start, section.span.end)
    about_lists = rules_about(EntryList)
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
