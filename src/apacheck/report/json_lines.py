"""Reports → one JSON object a line for each finding, in the shape that docs/output.md describes."""

from collections.abc import Iterable

from apacheck.report.model import Report, as_json


def render(reports: Iterable[Report]) -> str:
    """The findings of all reports, a line each."""
    return "".join(f"{as_json(item, indent=None)}\n" for report in reports for item in report.items())
