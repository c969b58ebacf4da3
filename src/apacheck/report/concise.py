"""A report → one line a finding: `refs.txt:2:104: PER001 [*] message`."""

from apacheck.report.full import mark, plain
from apacheck.report.model import Report


def render(report: Report, *, color: bool = False, unsafe: bool = False) -> str:
    """All findings of a report, a line each."""
    del color
    return "".join(
        f"{plain(finding.filename or '-')}:{finding.line}:{finding.column}: {finding.code} {mark(finding, unsafe=unsafe)}{plain(finding.message)}\n"
        for finding in report.findings
    )
