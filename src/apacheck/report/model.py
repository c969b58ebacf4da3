"""`Report`: what a check found in one document, and what that means for the exit code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.findings import Finding
from apacheck.lean import field, leanclass
from apacheck.patterns import pattern
from apacheck.text import Span

if TYPE_CHECKING:
    from apacheck.citations import Citation
    from apacheck.record.verification import Verification

#: Half a surrogate pair, what would steer a terminal and JSON lets stand, and what turns the direction of writing.
_ESCAPED = pattern(r"[\p{Cs}\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@leanclass
class Report:
    """The entries of a document and the findings about them, in order of position."""

    entries: Sequence[Entry]
    findings: list[Finding]
    filename: str | None = None
    document: Document | None = field(default=None, repr=False, compare=False)
    #: The citations in the text, matched with the entries; empty where they are not looked for.
    citations: "list[Citation]" = field(default_factory=list)
    #: What Crossref was asked about each entry; empty without a verification.
    verifications: "list[Verification]" = field(default_factory=list)
    #: Whether the verification was stopped before it was done.
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """1 where an error or warning was found, else 0 (an info never fails a run)."""
        return int(any(finding.severity != "info" for finding in self.findings))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        entries = [
            {"index": entry.index, "key": entry.key, "text": entry.text, **self._place(entry.span)}
            for entry in self.entries
        ]
        citations = [{**citation.to_dict(), **self._place(citation.span)} for citation in self.citations]
        verifications = [verification.to_dict() for verification in self.verifications]
        return {
            "version": 1,
            "filename": self.filename,
            "entries": entries,
            "citations": citations,
            "findings": self.items(),
            "verifications": verifications,
        }

    def items(self) -> list[dict[str, Any]]:
        """The findings as plain values, with the line and column of each edit."""
        items = []
        for finding in self.findings:
            item = finding.to_dict()
            if finding.fix is not None:
                for edit, shown in zip(finding.fix.edits, item["fix"]["edits"], strict=True):
                    shown.update(self._place(edit.span))
            items.append(item)
        return items

    def to_json(self, *, indent: int | None = 2) -> str:
        """The same as JSON."""
        return as_json(self.to_dict(), indent=indent)

    def _place(self, span: Span) -> dict[str, Any]:
        place: dict[str, Any] = {"span": {"start": span.start, "end": span.end}}
        if self.document is not None:
            for name, offset in (("location", span.start), ("end_location", span.end)):
                row, column = self.document.places(offset)
                place[name] = {"row": row, "column": column}
        return place


def as_json(values: Any, *, indent: int | None = 2) -> str:
    """Plain values as JSON that any encoding can carry and any terminal may show: what is neither is written as an escape."""
    import json  # noqa: PLC0415 - the format for people needs none

    written = json.dumps(values, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
