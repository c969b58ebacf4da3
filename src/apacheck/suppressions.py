"""Findings and the comments of their document → the findings that no comment ignores, and one for each needless comment.

`<!-- apacheck: ignore PER001, AUT -->` in Markdown and HTML, and `# apacheck: ignore PER001` on a line of its own in plain
text, hold for the entry or paragraph that they stand in, or else for the next one; without a code, for all rules. `ignore-file`
holds for the whole document. What stands in parentheses is the reason.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from apacheck.checker import BUG, Selection
from apacheck.config import ALL, find_rule, suggest_rule
from apacheck.document import Document, Paragraph
from apacheck.document.comments import Comment, comments
from apacheck.entries import Entry
from apacheck.findings import UNUSED, UNUSED_NAME, Applicability, Finding, Fix
from apacheck.patterns import pattern
from apacheck.rule import PAGES
from apacheck.rules import BY_CODE
from apacheck.text import Edit, Span

PAGE = f"{PAGES.removesuffix('rules/')}usage/#leave-findings-out"

#: A paragraph as short as this may be the list's heading, before which a comment means the first entry.
_LONGEST_HEADING = 40

_DIRECTIVE = pattern(r"(ignore(?:-file)?)(?![\w-])")
_WORD = pattern(r"[ \t\r\n,]*+([A-Za-z][\w-]*+)")
#: What only a verification finds, which not every run asks for.
_SOMETIMES = ("REC",)


@dataclass(slots=True)
class _Code:
    """A selector in a comment: as it is spelt there, as a code or beginning of codes, and whether it ignored anything."""

    word: str
    span: Span
    selector: str | None
    used: bool = False


@dataclass(slots=True)
class _Suppression:
    comment: Comment
    whole_file: bool
    entry: Entry | None
    #: The entry with its number, or a paragraph of the text.
    target: Span | None
    codes: list[_Code] = field(default_factory=list)
    #: Nothing stands in the comment but these and a reason: it can be deleted.
    understood: bool = True
    #: Without codes everything is ignored.
    used: bool = False

    def ignores(self, finding: Finding) -> bool:
        """Whether this comment ignores a finding that it may speak of; it is used if so."""
        if finding.code == BUG:
            return False
        if not self.codes:
            self.used = True
            return True
        hit = False
        for code in self.codes:
            if code.selector is not None and (code.selector == ALL or finding.code.startswith(code.selector)):
                code.used = hit = True
        return hit


def suppress(
    document: Document,
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    selection: Selection | None = None,
    filename: str | None = None,
) -> list[Finding]:
    """Leave out what the comments of a document ignore; say which of them ignore nothing."""
    found = list(_suppressions(document, entries))
    if not found:
        return list(findings)
    everywhere = [each for each in found if each.whole_file]
    about: dict[int, list[_Suppression]] = {}
    places: dict[Span, list[_Suppression]] = {}
    for each in found:
        if each.entry is not None:
            about.setdefault(each.entry.index, []).append(each)
        if each.target is not None:
            places.setdefault(each.target, []).append(each)
    targets = sorted(places)

    def speaking(finding: Finding) -> list[_Suppression]:
        """The comments that may ignore a finding."""
        if finding.entry is not None:
            return [*everywhere, *about.get(finding.entry, ())]
        place = bisect_right(targets, finding.span.start, key=lambda target: target.start) - 1
        inside = place >= 0 and finding.span.end <= targets[place].end
        return [*everywhere, *(places[targets[place]] if inside else ())]

    kept = [
        finding
        for finding in findings
        if not any([each.ignores(finding) for each in speaking(finding)])  # noqa: C419 - all of them are used
    ]
    if selection is None or (selection.selected(UNUSED) and selection.reports("info")):
        for each in found:
            kept += _needless(document, each, selection, filename)
        kept.sort(key=lambda finding: (finding.span.start, finding.span.end, finding.code))
    return kept


def _suppressions(document: Document, entries: Sequence[Entry]) -> Iterator[_Suppression]:
    source = document.source
    for comment in comments(document):
        directive = _DIRECTIVE.match(source, comment.words.start, comment.words.end)
        if directive is None:
            continue
        whole_file = directive[1] == "ignore-file"
        entry, target = (None, None) if whole_file else _target(document, comment, entries)
        suppression = _Suppression(comment, whole_file, entry, target)
        place = directive.end()
        while (word := _WORD.match(source, place, comment.words.end)) is not None:
            suppression.codes.append(_Code(word[1], Span(*word.span(1)), _selector(word[1])))
            place = word.end()
        rest = source[place : comment.words.end].strip()
        suppression.understood = not rest or rest.startswith("(")
        yield suppression


def _selector(word: str) -> str | None:
    upper = word.upper()
    return upper if upper == ALL or any(code.startswith(upper) for code in BY_CODE) else find_rule(word)


def _target(document: Document, comment: Comment, entries: Sequence[Entry]) -> tuple[Entry | None, Span | None]:
    """What a comment holds for: the entry that it stands in or in a line with, else the next entry or paragraph."""
    source = document.source
    place = bisect_right(entries, comment.span.start, key=lambda entry: entry.span.start)
    if place:
        before = entries[place - 1]
        between = source[before.span.end : comment.span.start]  # empty where the comment stands inside
        if not any(char in "\r\n" for char in between):
            return before, _whole(before)
    following = entries[place] if place < len(entries) else None
    paragraphs = document.paragraphs
    first = bisect_right(paragraphs, comment.span.start, key=lambda paragraph: _stretch(paragraph).end)
    for paragraph in paragraphs[first : first + 3]:  # a heading may stand between
        stretch = _stretch(paragraph)
        if following is not None and stretch.end > following.span.start:
            break
        if paragraph.kind != "heading" and len(stretch) > _LONGEST_HEADING:
            return None, stretch
    return following, None if following is None else _whole(following)


def _whole(entry: Entry) -> Span:
    """An entry with its number."""
    return Span(entry.label.start if entry.label is not None else entry.span.start, entry.span.end)


def _stretch(paragraph: Paragraph) -> Span:
    pieces = paragraph.text.pieces
    return Span(pieces[0].source_start, pieces[-1].source_end) if pieces else Span(0, 0)


# --- comments that ignore nothing ---------------------------------------------------------------------------------


def _needless(
    document: Document, suppression: _Suppression, selection: Selection | None, filename: str | None
) -> Iterator[Finding]:
    inside = (
        suppression.entry is not None
        and suppression.entry.span.start < suppression.comment.span.start < suppression.entry.span.end
    )
    entry = suppression.entry.index if suppression.entry is not None and inside else None

    def finding(span: Span, message: str, edit: Span | None, applicability: Applicability = "safe") -> Finding:
        (line, column), (end_line, end_column) = document.places(span.start), document.places(span.end)
        fix = None
        if edit is not None:
            what = "delete the comment" if edit == suppression.comment.whole else "delete the code"
            fix = Fix(applicability, what, (Edit(edit, ""),))
        place = (span, line, column, end_line, end_column)
        return Finding(UNUSED, UNUSED_NAME, message, "warning", "", PAGE, *place, entry, fix, filename)

    where = "in its paragraph" if suppression.entry is None else "in its entry"
    where = "in this file" if suppression.whole_file else where
    comment = suppression.comment
    removed = comment.whole if suppression.understood else None
    if suppression.target is None and not suppression.whole_file:
        yield finding(comment.span, "no entry follows this comment, so that it ignores nothing", removed)
        return
    if not suppression.codes:
        if not suppression.used and _judged(ALL, selection):
            yield finding(comment.span, f"nothing is found {where} that this comment could ignore", removed)
        return
    needless = [
        code
        for code in suppression.codes
        if code.selector is not None and not code.used and _judged(code.selector, selection)
    ]
    for code in suppression.codes:
        if code.selector is None:
            yield finding(code.span, f'"{code.word}" is no rule{suggest_rule(code.word)}', None)
    if len(needless) == len(suppression.codes):
        words = _listed([code.word for code in needless])
        yield finding(comment.span, f"this comment ignores {words}, which is not found {where}", removed)
        return
    for code in needless:
        message = f"this comment ignores {code.word}, which is not found {where}"
        yield finding(code.span, message, _with_separator(document.source, code, suppression.codes))


def _judged(selector: str, selection: Selection | None) -> bool:
    """Whether this run would have found whatever the selector names."""
    if selector.startswith(_SOMETIMES):
        return False
    reached = [code for code in BY_CODE if selector == ALL or code.startswith(selector)]
    return selection is None or all(selection.selected(code) for code in reached)


def _with_separator(source: str, code: _Code, codes: Sequence[_Code]) -> Span:
    """A code with the comma and space on one side of it."""
    place = codes.index(code)
    if place + 1 < len(codes):
        return Span(code.span.start, codes[place + 1].span.start)
    start = codes[place - 1].span.end
    assert not source[start : code.span.start].strip(", \t\r\n")
    return Span(start, code.span.end)


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
