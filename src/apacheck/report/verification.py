"""Verifications → words: a line for each entry that a reader should look at, and a table of all verdicts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from apacheck.entries import Entry
from apacheck.record.model import Verdict
from apacheck.record.verification import Verification
from apacheck.report.full import paint, plain
from apacheck.report.model import Report, as_json

#: The verdicts in words.
WORDS: dict[Verdict, str] = {
    "confirmed": "confirmed",
    "differs": "differs",
    "another-work": "DOI of another work",
    "no-such-doi": "no such DOI",
    "registered-elsewhere": "registered elsewhere",
    "not-found": "not found at Crossref",
    "not-checked": "not checked",
}
_COLORS = {
    "confirmed": "green",
    "differs": "warning",
    "another-work": "error",
    "no-such-doi": "error",
    "registered-elsewhere": "info",
    "not-found": "info",
    "not-checked": "warning",
}
#: How much of an entry names it.
_WIDTH = 60


def counts(reports: Iterable[Report]) -> dict[Verdict, int]:
    """How many entries have each verdict, in the order of the table."""
    found = Counter(verification.verdict for report in reports for verification in report.verifications)
    return {verdict: found[verdict] for verdict in get_args(Verdict) if found[verdict]}


def summary(reports: Sequence[Report], *, color: bool = False) -> str:
    """The table in a line: "Crossref: confirmed 31 · differs 3 · not found at Crossref 2"."""
    found = counts(reports)
    if not found:
        return ""
    words = " · ".join(
        f"{paint(WORDS[verdict], _COLORS[verdict], color=color)} {count}" for verdict, count in found.items()
    )
    proposed = sum(verification.proposed is not None for report in reports for verification in report.verifications)
    more = f" · DOIs proposed {proposed}" if proposed else ""
    return f"Crossref: {words}{more}"


def unchecked(reports: Iterable[Report]) -> list[str]:
    """A line for each reason why entries were not checked or could not be, with the entries that it holds for."""
    reasons: dict[str, list[str]] = {}
    for report in reports:
        for verification in report.verifications:
            if verification.verdict == "registered-elsewhere":
                agency = verification.agency or "another agency"
                reason = f"registered with {agency}, which Crossref cannot confirm"
            elif verification.verdict == "not-checked":
                reason = f"not checked: {verification.reason}"
            else:
                continue
            reasons.setdefault(reason, []).append(name(report, report.entries[verification.entry]))
    return [
        f"{plain(reason)}: {_some(names)}" if len(names) < 4 else f"{plain(reason)}: {len(names)} entries"
        for reason, names in reasons.items()
    ]


def name(report: Report, entry: Entry) -> str:
    """What an entry is called in a sentence: its file, its line and how it begins."""
    line = report.document.places(entry.span.start)[0] if report.document is not None else entry.index + 1
    text = entry.text if len(entry.text) <= _WIDTH else entry.text[: entry.text.rfind(" ", 0, _WIDTH)] + " …"
    return f"{plain(report.filename or '-')}:{line} {plain(text)}"


def _some(names: list[str]) -> str:
    return "; ".join(names)


def items(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """The verifications of all reports as plain values, each with its file."""
    return [
        {"filename": report.filename, **verification.to_dict()}
        for report in reports
        for verification in report.verifications
    ]


def render_json(reports: Sequence[Report]) -> str:
    """Findings, verifications and the table as one JSON object."""
    values = {
        "findings": [item for report in reports for item in report.items()],
        "verifications": items(reports),
        "summary": counts(reports),
        "interrupted": any(report.interrupted for report in reports),
    }
    return as_json(values) + "\n"


def could_not(reports: Iterable[Report]) -> str | None:
    """Why nothing at all could be checked; None where something was, or nothing had to be."""
    found: list[Verification] = [verification for report in reports for verification in report.verifications]
    failed = [verification for verification in found if verification.unreachable]
    answered = [verification for verification in found if verification.verdict != "not-checked"]
    if not failed or answered:
        return None
    return Counter(verification.reason or "no answer" for verification in failed).most_common(1)[0][0]
