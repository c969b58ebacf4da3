"""Reports → one JSON list of findings, in the shape that docs/output.md describes."""

from apacheck.report.model import Report, as_json


def render(reports: list[Report]) -> str:
    """The findings of all reports as a JSON list."""
    return as_json([item for report in reports for item in report.items()]) + "\n"
