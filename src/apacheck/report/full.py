"""A report → what a person reads at a terminal: each finding with its line, a caret, and how to mend it."""

import unicodedata
from collections.abc import Iterator

from apacheck.findings import Finding, manual
from apacheck.patterns import pattern
from apacheck.report.model import Report
from apacheck.text import Places

#: Columns of the excerpt; a longer line is cut around the fault.
WIDTH = 100

#: How far a cut moves to fall between two words.
WORD = 20

#: What steers a terminal, turns the direction of writing, or cannot be seen; joiners inside words and emoji may stay.
_CONTROL = pattern(
    r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_COLORS = {"error": "31", "warning": "33", "info": "36", "bold": "1", "blue": "34", "green": "32"}


def plain(text: str) -> str:
    """Text that cannot steer a terminal: control characters become spaces or a replacement mark."""
    return _CONTROL.sub(lambda match: " " if match[0] in "\t\x85" else "\ufffd", text)


def paint(text: str, style: str, *, color: bool) -> str:
    """The text in a colour, where colour is wanted."""
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if color and text else text


def mark(finding: Finding, *, unsafe: bool = False) -> str:
    """ "[*] " where `--fix` (with `unsafe`: together with `--unsafe-fixes`) mends the finding, else nothing."""
    mends = finding.fix is not None and finding.fix.applicability in ({"safe", "unsafe"} if unsafe else {"safe"})
    return "[*] " if mends else ""


def render(report: Report, *, color: bool = False, unsafe: bool = False) -> str:
    """All findings of a report, one block each; empty where there are none."""
    places = report.document.places if report.document is not None else Places("")
    return "".join(f"{block(finding, places, color=color, unsafe=unsafe)}\n" for finding in report.findings)


def block(finding: Finding, places: Places, *, color: bool = False, unsafe: bool = False) -> str:
    """One finding: what and where, the line with a caret under the fault, and the help."""
    margin = " " * len(str(finding.end_line))
    bar = paint("|", "blue", color=color)
    code = paint(finding.code, finding.severity, color=color)
    kind = "" if finding.severity == "error" else f"{finding.severity}: "
    lines = [
        f"{code} {mark(finding, unsafe=unsafe)}{kind}{plain(finding.message)}",
        f"{margin}{paint('-->', 'blue', color=color)} {plain(finding.filename or '-')}:{finding.line}:{finding.column}",
        f"{margin} {bar}",
    ]
    for number, excerpt, carets in _excerpts(finding, places):
        lines += (
            f"{paint(str(number).rjust(len(margin)), 'blue', color=color)} {bar} {excerpt}",
            f"{margin} {bar} {paint(carets, finding.severity, color=color)}",
        )
    if finding.fix is not None:
        caution = " (unsafe: check it)" if finding.fix.applicability == "unsafe" else ""
        lines.append(
            f"{margin} {paint('=', 'blue', color=color)} help: {plain(finding.fix.message)}{caution} ({manual(finding.section)})"
        )
    elif finding.section:
        lines.append(f"{margin} {paint('=', 'blue', color=color)} see: {manual(finding.section)}")
    return "\n".join(lines) + "\n"


def _excerpts(finding: Finding, places: Places) -> Iterator[tuple[int, str, str]]:
    """The lines that the finding touches: number, excerpt, carets."""
    for number in range(finding.line, min(finding.end_line, finding.line + 4, len(places.starts)) + 1):
        line = places.line(number)
        start = finding.column - 1 if number == finding.line else len(line) - len(line.lstrip())
        end = finding.end_column - 1 if number == finding.end_line else len(line.rstrip())
        yield number, *_cut(line, start, max(end, start + 1))


def _cut(line: str, start: int, end: int) -> tuple[str, str]:
    """The part of a line around a fault, and the carets under it; only what is near is looked at."""
    fault = _fitting(plain(line[start : min(end, start + WIDTH)]), WIDTH)
    room = WIDTH - _columns(fault)
    left, right = plain(line[max(start - WIDTH, 0) : start]), plain(line[start + len(fault) : end + WIDTH])
    to_the_left = max(room // 2, room - _columns(right))
    before = _fitting(left[::-1], to_the_left)[::-1]
    after = _fitting(right, room - _columns(before))
    if len(before) < start:
        before = "… " + before[before.find(" ", 0, WORD) + 1 :]
    if start + len(fault) + len(after) < len(line):
        space = after.rfind(" ", max(len(after) - WORD, 0))
        after = (after if space < 0 else after[:space]) + " …"
    return before + fault + after, " " * _columns(before) + "^" * max(_columns(fault), 1)


def _fitting(text: str, columns: int) -> str:
    """As much of the beginning of `text` as fits in so many columns."""
    if text.isascii():
        return text[:columns]
    for index, char in enumerate(text):
        columns -= _columns(char)
        if columns < 0:
            return text[:index]
    return text


def _columns(text: str) -> int:
    """How many columns of a terminal the text fills."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) == "Cf"
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def summary(reports: list[Report], *, unsafe: bool = False) -> str:
    """One or two sentences that close a run: what was found, where, and what can be mended."""
    entries = sum(len(report.entries) for report in reports)
    found = [finding for report in reports for finding in report.findings]
    where = f"{entries} {'entry' if entries == 1 else 'entries'}"
    if not found:
        return f"No findings in {where}." if entries else ""
    counts = {
        severity: sum(finding.severity == severity for finding in found) for severity in ("error", "warning", "info")
    }
    words = [f"{count} {name}{'s' if count != 1 and name != 'info' else ''}" for name, count in counts.items() if count]
    text = f"Found {len(found)} {'finding' if len(found) == 1 else 'findings'} in {where} ({', '.join(words)})."
    safe = sum(finding.fix is not None and finding.fix.applicability == "safe" for finding in found)
    hidden = sum(finding.fix is not None and finding.fix.applicability == "unsafe" for finding in found)
    if safe or (unsafe and hidden):
        text += f" [*] {safe + (hidden if unsafe else 0)} fixable with --fix."
    if hidden and not unsafe:
        text += (
            f"\n{hidden} more with --unsafe-fixes: read what they propose first."
            if safe
            else f"\n{hidden} fixable with --fix --unsafe-fixes: read what is proposed first."
        )
    return text
