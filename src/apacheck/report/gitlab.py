"""Reports → a GitLab code quality report: the JSON list that a merge request shows beside its changes."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from apacheck.findings import manual
from apacheck.report.fingerprint import fingerprints
from apacheck.report.model import Report, as_json

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(reports: Iterable[Report]) -> str:
    """The findings of all reports as a JSON list."""
    return as_json([item for report in reports for item in _items(report)]) + "\n"


def _items(report: Report) -> list[dict[str, Any]]:
    path = PurePath(report.filename or "-").as_posix()
    return [
        {
            "description": f"{finding.message} ({manual(finding.section)})",
            "check_name": finding.code,
            # GitLab wants each one once in a report: the same entry may stand in two files.
            "fingerprint": hashlib.sha256(f"{path}:{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": path,
                "positions": {
                    "begin": {"line": finding.line, "column": finding.column},
                    "end": {"line": finding.end_line, "column": finding.end_column},
                },
                "lines": {"begin": finding.line, "end": finding.end_line},
            },
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True)
    ]
