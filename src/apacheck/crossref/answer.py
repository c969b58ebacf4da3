"""What a question to Crossref comes back as: a work, a list of works, or why there is neither."""

from typing import Any, Literal, NamedTuple

AnswerKind = Literal["found", "missing", "elsewhere", "unknown"]
HitsKind = Literal["found", "unknown"]


class Answer(NamedTuple):
    """What is known of one DOI.

    `found`: Crossref has the work. `missing`: Crossref, its agency route and the handle system agree that there is no
    such DOI. `elsewhere`: another agency registered it. `unknown`: it could not be asked; never to be read as missing.
    """

    kind: AnswerKind
    message: dict[str, Any] | None = None
    """The work as Crossref states it, where one was found."""
    agency: str | None = None
    """Who registered the DOI, where that is not Crossref: "DataCite", "mEDRA"."""
    reason: str | None = None
    """Why it is unknown, in words for a user."""
    from_cache: bool = False


class Hits(NamedTuple):
    """What a search found, best first; `unknown` where it could not be asked."""

    kind: HitsKind
    messages: list[dict[str, Any]]
    reason: str | None = None
    from_cache: bool = False
