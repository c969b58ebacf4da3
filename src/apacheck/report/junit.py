"""Reports → JUnit XML: a suite a file, a test an entry, which fails where an error or a warning was found."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from apacheck.findings import Finding, manual
from apacheck.patterns import pattern
from apacheck.report.full import plain
from apacheck.report.model import Report

#: What XML 1.0 has no way to write, even escaped, and `plain` leaves.
_UNWRITABLE = pattern(r"[\ufffe\uffff]")
#: How much of an entry names it.
_WIDTH = 80


def render(reports: Iterable[Report]) -> str:
    """All reports as one XML document."""
    suites = [_suite(report) for report in reports]
    tests = sum(suite[1] for suite in suites)
    failures = sum(suite[2] for suite in suites)
    head = f'<testsuites name="apacheck" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(
        ('<?xml version="1.0" encoding="UTF-8"?>', head, *(suite[0] for suite in suites), "</testsuites>\n")
    )


def _suite(report: Report) -> tuple[str, int, int]:
    """The XML of a suite, and how many tests it holds and how many of them fail."""
    name = _clean(report.filename or "-")
    about: dict[int | None, list[Finding]] = {}
    for finding in report.findings:
        about.setdefault(finding.entry, []).append(finding)
    cases = []
    for entry in report.entries:
        line = report.document.places(entry.span.start)[0] if report.document is not None else None
        text = _clean(entry.text)
        words = text if len(text) <= _WIDTH else f"{text[: text.rfind(' ', 0, _WIDTH)]} …"
        cases.append(_case(name, f"entry {entry.index + 1}: {words}", line, about.pop(entry.index, [])))
    cases += [_case(name, "outside the entries", found[0].line, found) for found in about.values()]
    failures = sum(fails for _, fails in cases)
    head = f'  <testsuite name={quoteattr(name)} tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join((head, *(case for case, _ in cases), "  </testsuite>")), len(cases), failures


def _case(file: str, name: str, line: int | None, found: list[Finding]) -> tuple[str, bool]:
    where = {"name": name, "classname": file, "file": file} | ({} if line is None else {"line": line})
    head = f"    <testcase {_attributes(where)}"
    if not found:
        return f"{head}/>", False
    loud = [finding for finding in found if finding.severity != "info"]
    words = escape("\n".join(_words(finding) for finding in loud or found))
    if not loud:
        return f"{head}>\n      <system-out>{words}</system-out>\n    </testcase>", False
    kind = {"message": _clean(loud[0].message), "type": ", ".join(dict.fromkeys(finding.code for finding in loud))}
    return f"{head}>\n      <failure {_attributes(kind)}>{words}</failure>\n    </testcase>", True


def _words(finding: Finding) -> str:
    help_ = f"\n  help: {_clean(finding.fix.message)}" if finding.fix is not None else ""
    place = f"{_clean(finding.filename or '-')}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {_clean(finding.message)} ({manual(finding.section)}){help_}"


def _attributes(values: dict[str, Any]) -> str:
    return " ".join(f"{name}={quoteattr(str(value))}" for name, value in values.items())


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", plain(text))
