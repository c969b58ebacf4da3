"""Reports → a SARIF 2.1.0 log, as code scanning services and editors read it."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from apacheck.findings import Finding, manual
from apacheck.report.fingerprint import fingerprints
from apacheck.report.model import Report, as_json
from apacheck.report.page import explanation, page
from apacheck.rule import PAGES
from apacheck.rules import BY_CODE
from apacheck.text import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
#: What ends a line for apacheck; SARIF's own default is the first two.
_LINE_BREAKS = ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"]


def render(reports: Sequence[Report], version: str) -> str:
    """All reports as one run of this version of apacheck."""
    codes = sorted({finding.code for report in reports for finding in report.findings})
    places = {code: place for place, code in enumerate(codes)}
    driver = {
        "name": "apacheck",
        "version": version,
        "informationUri": PAGES.removesuffix("rules/"),
        "rules": [_rule(code, reports) for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _LINE_BREAKS,
        "artifacts": [_artifact(report) for report in reports],
        "results": [
            _result(report, number, finding, fingerprint, places[finding.code])
            for number, report in enumerate(reports)
            for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True)
        ],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(code: str, reports: Iterable[Report]) -> dict[str, Any]:
    """A rule as a viewer shows it beside its results."""
    rule = BY_CODE.get(code)
    if rule is None:  # what apacheck says for itself
        finding = next(finding for report in reports for finding in report.findings if finding.code == code)
        return {
            "id": code,
            "name": finding.name,
            "shortDescription": {"text": finding.name.replace("-", " ")},
            "helpUri": finding.url,
            "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        }
    words = explanation(rule)
    return {
        "id": code,
        "name": type(rule).__name__,
        "shortDescription": {"text": words.summary},
        "fullDescription": {"text": _line(words.expectation or words.summary)},
        "help": {
            "text": "\n\n".join(_line(text) for text in words if text) + f"\n\n{manual(rule.cited_section)}",
            "markdown": page(rule),
        },
        "helpUri": rule.url,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["APA 7", code.rstrip("0123456789")], "problem.severity": _problem(rule.severity)},
    }


def _problem(severity: str) -> str:
    return "recommendation" if severity == "info" else severity


def _line(text: str) -> str:
    return " ".join(text.split())


def _artifact(report: Report) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _location(report)}
    if report.document is not None:
        artifact["encoding"] = report.document.encoding
    return artifact


def _location(report: Report) -> dict[str, Any]:
    """Where a document is: a path from the root of the source tree, or an absolute one."""
    name = report.filename or "-"
    if os.path.isabs(name):  # noqa: PTH117 - a name may be too long for a path
        return {"uri": "file://" + _quoted(Path(name).as_posix())}
    return {"uri": _quoted(Path(name).as_posix()), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    return quote(os.fsencode(path) if _encodable(path) else path.encode("utf-8", "surrogatepass"))


def _encodable(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True


def _result(report: Report, number: int, finding: Finding, fingerprint: str, rule: int) -> dict[str, Any]:
    location = _location(report) | {"index": number}
    region = _region(report, finding.span) | {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if report.document is not None:
        region["snippet"] = {"text": report.document.source[finding.span.start : finding.span.end]}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        "partialFingerprints": {"entryAndRule/v1": fingerprint},
        "properties": {"section": finding.section},
    }
    if finding.fix is not None:
        replacements = [
            {"deletedRegion": _region(report, edit.span), "insertedContent": {"text": edit.replacement}}
            for edit in finding.fix.edits
        ]
        change = {"artifactLocation": location, "replacements": replacements}
        result["fixes"] = [
            {
                "description": {"text": _message(finding.fix.message)},
                "artifactChanges": [change],
                "properties": {"applicability": finding.fix.applicability},
            }
        ]
    return result


def _message(text: str) -> str:
    """A message in which no words of a document are taken for a link: SARIF reads "[words](address)" as one."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _region(report: Report, span: Span) -> dict[str, Any]:
    region: dict[str, Any] = {"charOffset": span.start, "charLength": len(span)}
    if report.document is not None:
        (row, column), (end_row, end_column) = report.document.places(span.start), report.document.places(span.end)
        region |= {"startLine": row, "startColumn": column, "endLine": end_row, "endColumn": end_column}
    return region
