"""`Report`: what a check found in one document, and what that means for the exit code."""

import json
from dataclasses import dataclass, field
from typing import Any

from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.findings import Finding


@dataclass(slots=True)
class Report:
    """The entries of a document and the findings about them, in order of position."""

    entries: list[Entry]
    findings: list[Finding]
    filename: str | None = None
    document: Document | None = field(default=None, repr=False, compare=False)
    citations: list[Any] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 where an error or warning was found, else 0 (an info never fails a run)."""
        return int(any(finding.severity != "info" for finding in self.findings))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        places = self.document.places if self.document is not None else None
        entries = []
        for entry in self.entries:
            item: dict[str, Any] = {"index": entry.index, "key": entry.key, "text": entry.text}
            item["span"] = {"start": entry.span.start, "end": entry.span.end}
            if places is not None:
                row, column = places(entry.span.start)
                item["location"] = {"row": row, "column": column}
            entries.append(item)
        return {
            "version": 1,
            "filename": self.filename,
            "entries": entries,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_json(self, *, indent: int | None = 2) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
