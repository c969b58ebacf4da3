"""`Record`: what a registration agency states about one work, as values to compare an entry with.

An empty value means that the record does not state it. Nothing is corrected here: capitals, tags and doubtful names are
as deposited, `words` and `names` read past them.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

#: What an update is called: the words of Crossref's vocabulary.
UpdateKind = str


@dataclass(frozen=True, slots=True)
class Contributor:
    """An author, editor or translator as deposited: a person, or a group with a `name`."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    name: str = ""

    def to_dict(self) -> dict[str, str]:
        """The name as CSL-JSON has it."""
        if not self.family and not self.given:
            return {"literal": self.name}
        values = {"family": self.family, "given": self.given, "suffix": self.suffix}
        return {key: value for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Update:
    """A notice about a work: a retraction, a correction …; `doi` is that of the other side."""

    kind: UpdateKind
    doi: str = ""
    date: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How another work is related to this one: "is-preprint-of"."""

    kind: str
    doi: str


@dataclass(slots=True)
class Record:
    """One work as registered."""

    doi: str
    type: str = ""
    subtype: str = ""
    titles: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    short_titles: tuple[str, ...] = ()
    original_titles: tuple[str, ...] = ()
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    translators: tuple[Contributor, ...] = ()
    #: Whether the order of the authors is the one in which they stand.
    ordered: bool = True
    #: The day, month or year that counts as the publication's: (2014,), (2014, 5), (2014, 5, 2).
    issued: tuple[int, ...] = ()
    #: Every year in which the work came out: in print, online, as a posted version.
    years: tuple[int, ...] = ()
    containers: tuple[str, ...] = ()
    short_containers: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    publisher: str = ""
    institutions: tuple[str, ...] = ()
    #: The preprint server's subject or the like.
    group_title: str = ""
    event: str = ""
    edition: str = ""
    degree: str = ""
    updates: tuple[Update, ...] = ()
    #: What this record says that it updates.
    updated: tuple[Update, ...] = ()
    relations: tuple[Relation, ...] = ()
    #: The message that the record was read from.
    message: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.issued[0] if self.issued else (min(self.years) if self.years else None)

    @property
    def title(self) -> str:
        """The title with its subtitle, as deposited."""
        title = self.titles[0] if self.titles else ""
        subtitle = self.subtitles[0] if self.subtitles else ""
        if not title or not subtitle or subtitle.casefold() in title.casefold():
            return title or subtitle
        return f"{title} {subtitle}" if title.endswith((":", "?", "!")) else f"{title}: {subtitle}"

    @property
    def container(self) -> str:
        """What the work stands in: the journal; of a chapter in a book of a series, the book."""
        return self.containers[-1] if self.containers else ""

    def related(self, kind: str) -> str:
        """The DOI of the work that is related so, or nothing."""
        return next((relation.doi for relation in self.relations if relation.kind == kind), "")

    def to_dict(self) -> dict[str, Any]:
        """The record as CSL-JSON would have it; what is not stated is left out."""
        values: dict[str, Any] = {
            "DOI": self.doi,
            "type": self.type,
            "title": self.title,
            "author": [name.to_dict() for name in self.authors],
            "editor": [name.to_dict() for name in self.editors],
            "issued": {"date-parts": [list(self.issued)]} if self.issued else None,
            "container-title": self.container,
            "volume": self.volume,
            "issue": self.issue,
            "page": self.pages,
            "number": self.article_number,
            "publisher": self.publisher,
        }
        return {key: value for key, value in values.items() if value}


#: What can be said of an entry once Crossref was asked.
Verdict = Literal[
    "confirmed", "differs", "another-work", "no-such-doi", "registered-elsewhere", "not-found", "not-checked"
]
