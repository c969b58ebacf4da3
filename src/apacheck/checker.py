"""Entries → findings: each part of each entry is shown to the rules that asked for its kind.

Where several rules speak of one fault, precedence leaves one of them; it is settled among all rules before any is
deselected, so that ignoring the right finding never uncovers the wrong one.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from apacheck import rules
from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.findings import Finding, Fix, Mark, Severity
from apacheck.rule import BY_CODE, RULES, Rule
from apacheck.text import Edit

__all__ = ["check_entry", "findings", "rules"]

#: A rule that raises becomes a finding; tests set this to see the error itself.
RAISE_ERRORS = False
#: Where the page of each rule stands.
PAGES = "https://apacheck.readthedocs.io/rules/"

_BY_TYPE: dict[type, tuple[Rule[Any], ...]] = {}


class Selection(Protocol):
    """What decides which findings are wanted."""

    def selected(self, code: str) -> bool:
        """Whether findings of this code are wanted."""

    def reports(self, severity: Severity) -> bool:
        """Whether findings of this severity are wanted."""


def _rules_for(kind: type) -> tuple[Rule[Any], ...]:
    """The rules that asked for parts of this kind or of a kind it derives from."""
    found = _BY_TYPE.get(kind)
    if found is None:
        found = tuple(rule for base in kind.__mro__ for rule in RULES.get(base, ()))
        _BY_TYPE[kind] = found
    return found


def check_entry(entry: Entry) -> list[Mark]:
    """The marks that all rules leave on one entry, after precedence, in order of position."""
    marks: list[Mark] = []
    for rule in _rules_for(Entry):
        marks += _run(rule, entry, entry)
    for part in entry.reference.walk():
        for rule in _rules_for(type(part)):
            marks += _run(rule, part, entry)
    if len(marks) > 1:
        marks = _settle(marks)
    return marks


def _run(rule: Rule[Any], part: object, entry: Entry) -> list[Mark]:
    try:
        return list(rule.check(part))
    except Exception as error:
        if RAISE_ERRORS:
            raise
        message = (
            f"rule {rule.code} failed ({type(error).__name__}: {error}); please report this entry as a bug in apacheck"
        )
        return [Mark("BUG001", 0, len(entry.text), message, "warning")]


def _settle(marks: list[Mark]) -> list[Mark]:
    """Apply precedence: whole-entry findings silence the rest, the more specific of two at one place stays."""
    exclusive = [mark for mark in marks if mark.code in BY_CODE and BY_CODE[mark.code].exclusive]
    if exclusive:
        marks = exclusive
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.code))
    kept: list[Mark] = []
    for mark in marks:
        if kept and any(
            (mark.code, mark.start, mark.end) == (other.code, other.start, other.end) for other in kept[-4:]
        ):
            continue
        rule = BY_CODE.get(mark.code)
        if rule is not None and rule.gives_way_to and any(_displaces(other, mark, rule) for other in marks):
            continue
        kept.append(mark)
    return kept[:1] if exclusive else kept


def _displaces(other: Mark, mark: Mark, rule: Rule[Any]) -> bool:
    return (
        other is not mark
        and other.start <= mark.end
        and mark.start <= other.end
        and other.code != mark.code
        and other.code.startswith(rule.gives_way_to)
    )


def findings(
    document: Document, entries: Iterable[Entry], selection: Selection | None, filename: str | None
) -> Iterator[Finding]:
    """The findings of `entries`, which stand in `document`, that `selection` wants; in order of position."""
    for entry in entries:
        for mark in check_entry(entry):
            if selection is not None and not (selection.selected(mark.code) and selection.reports(mark.severity)):
                continue
            yield _finding(document, entry, mark, filename)


def _finding(document: Document, entry: Entry, mark: Mark, filename: str | None) -> Finding:
    span = entry.source_span(mark.start, mark.end)
    line, column = document.places(span.start)
    end_line, end_column = document.places(span.end)
    rule = BY_CODE.get(mark.code)
    return Finding(
        mark.code,
        rule.name if rule else "internal-error",
        mark.message,
        mark.severity,
        rule.section if rule else "",
        f"{PAGES}{mark.code}/",
        span,
        line,
        column,
        end_line,
        end_column,
        entry.index,
        _fix(entry, mark) if mark.edits else None,
        filename,
    )


def _fix(entry: Entry, mark: Mark) -> Fix | None:
    edits = []
    text = entry.text
    for start, end, replacement in mark.edits:
        low, high, new = _minimal(text, start, end, replacement)
        span = entry.source_span(low, high)
        if high > low or new:
            edits.append(Edit(span, new))
    if not edits:
        return None
    edits.sort(key=lambda edit: (edit.span.start, edit.span.end))
    return Fix(mark.applicability or "safe", mark.help or _describe(text, mark), tuple(edits))


def _minimal(text: str, start: int, end: int, replacement: str) -> tuple[int, int, str]:
    """An edit without the characters that it would replace by themselves, so that line breaks inside survive."""
    old = text[start:end]
    if old == replacement:  # the source shows something else there than the text: a no-break space, a soft hyphen
        return start, end, replacement
    head = 0
    limit = min(len(old), len(replacement))
    while head < limit and old[head] == replacement[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == replacement[-1 - tail]:
        tail += 1
    return start + head, end - tail, replacement[head : len(replacement) - tail]


def _describe(text: str, mark: Mark) -> str:
    """What the edits of a mark do, in a few words."""
    if len(mark.edits) == 1:
        start, end, new = mark.edits[0]
        old = text[start:end]
        if not old.strip() and not new.strip():
            return "write one plain space" if new else "delete the space"
        if start == end:
            return f"insert “{new}”"
        if not new:
            return f"delete “{_short(old)}”"
        if old == new:
            return "remove the invisible character"
        return f"replace “{_short(old)}” by “{_short(new)}”"
    return "mend these places together"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]} … {text[-15:]}"
