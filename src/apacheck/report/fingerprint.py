"""A report → a short hash for each finding that stays the same when other text changes, moves or is renumbered."""

import hashlib
from collections import Counter

from apacheck.entries.model import key_of
from apacheck.findings import Finding
from apacheck.report.model import Report


def keys(report: Report) -> list[str]:
    """What each finding is about, as a hash of its letters: its entry, or else the words it stands at."""
    entries = {entry.index: entry for entry in report.entries}
    known: dict[int, str] = {}

    def key(finding: Finding) -> str:
        if finding.entry is None or finding.entry not in entries:
            source = report.document.source if report.document is not None else ""
            return key_of(source[finding.span.start : finding.span.end])
        if finding.entry not in known:
            known[finding.entry] = entries[finding.entry].key
        return known[finding.entry]

    return [key(finding) for finding in report.findings]


def fingerprints(report: Report) -> list[str]:
    """A hash for each finding: of its rule, of what it is about, and of how many such there were before it."""
    before: Counter[tuple[str, str]] = Counter()
    found = []
    for finding, key in zip(report.findings, keys(report), strict=True):
        number = before[finding.code, key]
        before[finding.code, key] += 1
        found.append(hashlib.sha256(f"{finding.code}:{key}:{number}".encode()).hexdigest()[:32])
    return found
