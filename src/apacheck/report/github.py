"""Reports → workflow commands that GitHub Actions shows as annotations of the lines they are about."""

from collections.abc import Iterable

from apacheck.findings import Finding, manual
from apacheck.report.full import plain
from apacheck.report.model import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(reports: Iterable[Report]) -> str:
    """The findings of all reports, a command each."""
    return "".join(f"{command(finding)}\n" for report in reports for finding in report.findings)


def command(finding: Finding) -> str:
    """One finding as a command; nothing in it can end it or begin another."""
    properties = {"title": f"apacheck {finding.code} ({finding.name})"}
    if finding.filename not in {None, "-"}:
        properties["file"] = finding.filename or ""
    properties |= {"line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line:  # GitHub takes columns within one line only
        properties |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    words = plain(finding.message)
    if finding.fix is not None:
        words += f"\nhelp: {plain(finding.fix.message)}"
    words += f"\n({manual(finding.section)})"
    listed = ",".join(f"{name}={_name(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{words.translate(_DATA)}"


def _name(text: str) -> str:
    """A text without what the log would break a line at, or could not be written; line feeds are escaped later."""
    return "".join(char if char in "\r\n" else plain(char) for char in text)
