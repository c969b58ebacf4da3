"""The JSON schema of a finding and of a report, as docs/output.md prints it."""

from typing import Any


def json_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of `Report.to_dict()`."""
    from typing import Literal  # noqa: PLC0415

    from pydantic import TypeAdapter, with_config  # noqa: PLC0415 - a plain check must not load it
    from typing_extensions import TypedDict  # noqa: PLC0415 - comes with pydantic

    @with_config({"extra": "forbid"})
    class Place(TypedDict):
        row: int
        column: int

    @with_config({"extra": "forbid"})
    class Range(TypedDict):
        start: int
        end: int

    @with_config({"extra": "forbid"})
    class EditModel(TypedDict):
        content: str
        span: Range
        location: Place
        end_location: Place

    @with_config({"extra": "forbid"})
    class FixModel(TypedDict):
        applicability: Literal["safe", "unsafe", "display"]
        message: str
        edits: list[EditModel]

    @with_config({"extra": "forbid"})
    class FindingModel(TypedDict):
        code: str
        name: str
        message: str
        severity: Literal["error", "warning", "info"]
        filename: str | None
        location: Place
        end_location: Place
        span: Range
        entry: int | None
        section: str
        url: str
        fix: FixModel | None

    @with_config({"extra": "forbid"})
    class EntryModel(TypedDict):
        index: int
        key: str
        text: str
        span: Range
        location: Place
        end_location: Place

    @with_config({"extra": "forbid"})
    class DifferenceModel(TypedDict):
        field: Literal["title", "authors", "year", "container", "volume", "issue", "pages", "type"]
        how: Literal["other", "spelling", "order", "missing", "surplus"]
        slight: bool
        entry: str
        record: str
        span: Range

    @with_config({"extra": "forbid"})
    class NoticeModel(TypedDict):
        kind: Literal["retraction", "withdrawal", "expression-of-concern", "correction", "published"]
        date: str | None
        source: str | None
        doi: str | None

    @with_config({"extra": "forbid"})
    class VerificationModel(TypedDict):
        entry: int
        verdict: Literal[
            "confirmed",
            "differs",
            "another-work",
            "no-such-doi",
            "registered-elsewhere",
            "not-found",
            "not-checked",
        ]
        doi: str | None
        proposed: str | None
        agency: str | None
        record: dict[str, Any] | None
        differences: list[DifferenceModel]
        notices: list[NoticeModel]
        reason: str | None
        from_cache: bool

    @with_config({"extra": "forbid"})
    class WorkModel(TypedDict):
        kind: Literal["author-date", "personal-communication", "legal-case"]
        names: list[str]
        et_al: bool
        years: list[str]
        locator: str | None
        read: bool
        entries: list[int | None]

    @with_config({"extra": "forbid"})
    class CitationModel(TypedDict):
        text: str
        form: Literal["parenthetical", "narrative"]
        works: list[WorkModel]
        span: Range
        location: Place
        end_location: Place

    @with_config({"extra": "forbid"})
    class ReportModel(TypedDict):
        version: Literal[1]
        filename: str | None
        entries: list[EntryModel]
        citations: list[CitationModel]
        findings: list[FindingModel]
        verifications: list[VerificationModel]

    return TypeAdapter(ReportModel).json_schema()
