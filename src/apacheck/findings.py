"""What a check says: `Mark` (a rule's word about a place in one entry) becomes `Finding` (the same, in the source)."""

from dataclasses import dataclass, field
from typing import Any, Literal

from apacheck.lean import leanclass
from apacheck.text import Edit, Span

Severity = Literal["error", "warning", "info"]
Applicability = Literal["safe", "unsafe", "display"]

#: Make the characters from start to end italic, roman (not italic) or light (neither bold nor underlined).
Restyling = tuple[int, int, Literal["italic", "roman", "light"]]

ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"
#: Changes spacing, punctuation, dashes, the form of a DOI and APA's own label words only; applied by `--fix`.
SAFE: Applicability = "safe"
#: Changes words, or rests on a reading that may be wrong; applied by `--unsafe-fixes`.
UNSAFE: Applicability = "unsafe"
#: Shown, never applied.
DISPLAY: Applicability = "display"


#: The finding about a comment that ignores nothing: it is about no entry, so that no rule makes it.
UNUSED = "SUP001"
UNUSED_NAME = "unused-suppression"


def manual(section: str) -> str:
    """Where the Publication Manual says so, in the words of every report and page: "APA 7, 9.25", "APA 7, chapter 9"."""
    return f"APA 7, {section}" if section else "APA 7"


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend a finding: edits that belong together."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]
    #: Of a fix that changes where entries stand: the edits that carry it out together with all that share these.
    together: tuple[Edit, ...] = field(default=(), compare=False, repr=False)


@leanclass
class Mark:
    """What a rule says of a place in an entry; offsets count the entry's own characters.

    `edits` replace (start, end, new text); `styles` say how (start, end) should look.
    """

    code: str
    start: int
    end: int
    message: str
    severity: Severity
    edits: tuple[tuple[int, int, str], ...] = ()
    applicability: Applicability | None = None
    help: str = ""
    styles: tuple[Restyling, ...] = ()
    #: Edits of the source that move or delete whole entries: what they write is what the source had.
    moves: tuple[Edit, ...] = ()
    #: As in `Fix`.
    together: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, or something worth a look, at a place in the source."""

    code: str
    name: str
    message: str
    severity: Severity
    #: "9.25", or "chapter 9" where the number of the section is not certain; `manual` puts it in words.
    section: str
    #: The rule's page.
    url: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    entry: int | None = None
    fix: Fix | None = None
    filename: str | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        return {
            "code": self.code,
            "name": self.name,
            "message": self.message,
            "severity": self.severity,
            "filename": self.filename,
            "location": {"row": self.line, "column": self.column},
            "end_location": {"row": self.end_line, "column": self.end_column},
            "span": {"start": self.span.start, "end": self.span.end},
            "entry": self.entry,
            "section": self.section,
            "url": self.url,
            "fix": None
            if self.fix is None
            else {
                "applicability": self.fix.applicability,
                "message": self.fix.message,
                "edits": [
                    {"content": edit.replacement, "span": {"start": edit.span.start, "end": edit.span.end}}
                    for edit in self.fix.edits
                ],
            },
        }
