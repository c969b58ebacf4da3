"""`Verification`: what came of looking one entry up: a verdict, the fields that differ, notices about the work.

A difference says what the entry says and what the record says, never which of them is right.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from apacheck.record.model import Record, Verdict
from apacheck.reference.model import Reference
from apacheck.text import Span

#: The elements of an entry that are compared.
Field = Literal["title", "authors", "year", "container", "volume", "issue", "pages", "type"]
#: What kind of difference: another value, one that the entry leaves out, …
How = Literal["other", "spelling", "order", "missing", "surplus"]
#: What a notice says of the work.
NoticeKind = Literal["retraction", "withdrawal", "expression-of-concern", "correction", "published"]
#: Start and end in the entry's text, and what is put there.
Replacement = tuple[int, int, str]


@dataclass(slots=True)
class Difference:
    """A field that the entry and the record state differently."""

    field: Field
    #: What the entry says; empty where it says nothing.
    entry: str
    #: What the record says.
    record: str
    #: Where, in characters of the source.
    span: Span
    how: How = "other"
    #: A note: a year that is one off, an issue that the entry leaves out. It does not change the verdict.
    slight: bool = False
    #: Where, in characters of the entry's own text.
    start: int = 0
    end: int = 0
    edits: tuple[Replacement, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "field": self.field,
            "how": self.how,
            "slight": self.slight,
            "entry": self.entry,
            "record": self.record,
            "span": {"start": self.span.start, "end": self.span.end},
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """A retraction, a correction, … of the work, or the article that a preprint became."""

    kind: NoticeKind
    #: The day of the notice, "2015-05-04", or as much of it as is stated.
    date: str = ""
    #: Who says so: "publisher" or "retraction-watch".
    source: str = ""
    #: The DOI of the notice, or of the published article.
    doi: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """Plain values; None where something is not stated."""
        return {"kind": self.kind, "date": self.date or None, "source": self.source or None, "doi": self.doi or None}


@dataclass(slots=True)
class Verification:
    """What is known of one entry after Crossref was asked."""

    #: The entry's index.
    entry: int
    verdict: Verdict
    #: The DOI in the entry; without one, the DOI that is proposed.
    doi: str | None = None
    record: Record | None = None
    differences: list[Difference] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    #: Why it was not checked, in words for a user.
    reason: str | None = None
    from_cache: bool = False
    #: The DOI that a search found for an entry without one, or one whose DOI is wrong.
    proposed: str | None = None
    #: Who registered the DOI where that is not Crossref.
    agency: str | None = None
    #: Whether Crossref could not be asked (as opposed to an entry that there is no use in looking up).
    unreachable: bool = False
    reference: Reference | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        return {
            "entry": self.entry,
            "verdict": self.verdict,
            "doi": self.doi,
            "proposed": self.proposed,
            "agency": self.agency,
            "record": self.record.to_dict() if self.record is not None else None,
            "differences": [difference.to_dict() for difference in self.differences],
            "notices": [notice.to_dict() for notice in self.notices],
            "reason": self.reason,
            "from_cache": self.from_cache,
        }
