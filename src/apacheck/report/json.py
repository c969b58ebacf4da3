"""Reports → one JSON list of findings, in the shape that docs/output.md describes."""

import json
from typing import Any

from apacheck.findings import Finding
from apacheck.report.model import Report
from apacheck.text import Places, Span


def render(reports: list[Report]) -> str:
    """The findings of all reports as a JSON list."""
    items = [_item(finding, report) for report in reports for finding in report.findings]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(finding: Finding, report: Report) -> dict[str, Any]:
    item = finding.to_dict()
    if finding.fix is not None and report.document is not None:
        for edit, shown in zip(finding.fix.edits, item["fix"]["edits"], strict=True):
            shown.update(_location(edit.span, report.document.places))
    return item


def _location(span: Span, places: Places) -> dict[str, Any]:
    (row, column), (end_row, end_column) = places(span.start), places(span.end)
    return {"location": {"row": row, "column": column}, "end_location": {"row": end_row, "column": end_column}}
