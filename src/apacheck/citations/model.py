"""The parts of a citation: each a slice of the paragraph it stands in, as the parts of a reference are of the entry.

A `Citation` is what a reader takes for one: parentheses with their works, or names and the year after them. Its
`works` hold who and when; rules judge what stands there, `match` says which entry each year belongs to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from apacheck.entries import Entry, EntryList
from apacheck.lean import field, leanclass
from apacheck.reference.model import Part
from apacheck.text import Span, StyledText

Form = Literal["parenthetical", "narrative"]
WorkKind = Literal["author-date", "personal-communication", "legal-case"]
NameKind = Literal["person", "group", "title"]
#: How a citation stands to the list: the entry is there; it differs in one respect; there is none.
Relation = Literal["listed", "letter", "year", "spelling", "order", "authors", "ambiguous", "elsewhere", "unlisted"]


@leanclass
class CitedName(Part):
    """Who a citation names: a person's surname, a group, or the title of a work without an author.

    `family` is the surname, the group's name or the title alone; `given` initials or given names before it, `suffix`
    "Jr." after it, `abbreviation` the "NIMH" of "[NIMH]" or "(NIMH)", `opening` its bracket.
    """

    family: Part = field(kw_only=True)
    kind: NameKind = "person"
    given: Part | None = None
    suffix: Part | None = None
    abbreviation: Part | None = None
    opening: str = ""

    def parts(self) -> Iterator[Part]:
        for part in (self.given, self.family, self.suffix, self.abbreviation):
            if part is not None:
                yield part


@leanclass
class CitedYear(Part):
    """A year with its letter, if any: "2010", "2010a", "1900/2010", "n.d.-a", "in press".

    `label` compares with an entry's: "2010", "n.d.", "in press". `original` is the 1900 of "1900/2010"; `end` the last
    year of a range; `calendar` the month and day of a full date.
    """

    label: str = ""
    letter: str = ""
    original: str = ""
    end_year: str = ""
    calendar: Part | None = None


@leanclass
class Locator(Part):
    """Where in a work: "p. 45", "Chapter 3", "Table 2", "1:30:40". `lead` is what stands between it and the year."""

    lead: Part = field(kw_only=True)
    value: Part = field(kw_only=True)
    label: Part | None = None

    def parts(self) -> Iterator[Part]:
        if self.label is not None:
            yield self.label
        yield self.value


@leanclass
class Pair:
    """One year of a cited work and the entry it was matched with.

    `entry` is the entry that is meant, as far as can be told; `others` are further entries that could be meant, or that
    an unlisted work comes close to. `word` is what the entry has where the citation differs (a year, a name).
    """

    year: CitedYear | None
    relation: Relation
    entry: Entry | None = None
    others: list[Entry] = field(default_factory=list)
    word: str = ""
    #: The part of the citation that differs.
    where: Part | None = None
    #: Line of `entry`, or of the first of `others`.
    line: int = 0
    #: The initials with which the list tells first authors of one surname apart; "" where they need none.
    initials: str = ""
    #: Whether only initials before the name tell it from another first author's.
    shared: bool = False
    #: Whether more names than the first are needed to tell the work from others.
    crowded: bool = False
    #: The authors of the entry, and how many there are (0 where it does not say).
    authors: list[str] = field(default_factory=list)
    count: int = 0
    #: The year of the original, where the entry gives one and its own year.
    original: str = ""
    year_listed: str = ""
    #: The group's name, where its abbreviation is used before it was introduced.
    undefined: str = ""
    #: The title, where the entry begins with it.
    title: str = ""


@leanclass
class Work(Part):
    """A work that a citation names: its authors and the years, from the first name to the last year or locator.

    `joints[i]` stands between `names[i]` and `names[i + 1]`; `comma` between names and year. `signal` is "see", "e.g.,"
    and their like before the names, `through` the "as cited in" before a work that was read, in whose place the `original`
    work before it was not. `colleagues` says that "and colleagues" stands for "et al."
    """

    names: list[CitedName] = field(default_factory=list)
    joints: list[Part] = field(default_factory=list)
    et_al: Part | None = None
    colleagues: bool = False
    comma: Part | None = None
    years: list[CitedYear] = field(default_factory=list)
    locator: Locator | None = None
    signal: Part | None = None
    through: Part | None = None
    original: bool = False
    kind: WorkKind = "author-date"
    #: Where names and (first) year stand in parentheses of their own inside parentheses: "see Smith (2010)".
    nested: tuple[int, int] | None = None
    pairs: list[Pair] = field(default_factory=list)
    #: Whether the document has a list to compare with.
    compared: bool = False

    @property
    def head(self) -> tuple[int, int]:
        """From the first name to the last year."""
        end = self.years[-1].end if self.years else self.names[-1].end if self.names else self.end
        return self.start, max(end, self.nested[1] if self.nested else 0)

    def parts(self) -> Iterator[Part]:
        yield from self.names
        if self.et_al is not None:
            yield self.et_al
        yield from self.years
        if self.locator is not None:
            yield self.locator

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        return {
            "kind": self.kind,
            "names": [name.family.text for name in self.names],
            "et_al": self.et_al is not None,
            "years": [year.text for year in self.years],
            "locator": self.locator.text if self.locator is not None else None,
            "read": not self.original,
            "entries": [pair.entry.index if pair.entry is not None else None for pair in self.pairs],
        }


@leanclass
class Citation(Part):
    """A citation in the text: parentheses with one work or more, or a narrative citation "Smith (2010)".

    `content` is the paragraph with its way back to the source; `opening` and `closing` are where the parentheses stand in it,
    `rest` whether words besides the works stand in them, `separators[i]` what parts `works[i]` and `works[i + 1]`.
    """

    content: StyledText = field(repr=False, kw_only=True)
    form: Form = "parenthetical"
    works: list[Work] = field(default_factory=list)
    separators: list[Part] = field(default_factory=list)
    opening: int = 0
    closing: int = 0
    rest: bool = False
    #: The citation right before, where only a space stands between two sets of parentheses.
    neighbor: "Citation | None" = None
    #: What the format says of the paragraph ("text", "quote", …), and its number in the document.
    block: str = "text"
    paragraph: int = 0

    def parts(self) -> Iterator[Part]:
        yield from self.works

    @property
    def span(self) -> Span:
        """The citation in the source."""
        return self.content.source_span(self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in the shape that docs/output.md describes."""
        return {"text": self.text, "form": self.form, "works": [work.to_dict() for work in self.works]}


@leanclass
class Substitute(Part):
    """What stands where a citation should: "ibid.", or a web address alone in parentheses."""

    kind: Literal["ibid", "url"] = "ibid"
    content: StyledText = field(kw_only=True, repr=False)
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Introduced:
    """A group's name that the text introduces with an abbreviation: the name, its key, its place in the source."""

    name: str
    key: str
    place: int


@leanclass
class Uncited:
    """An entry that its part of the document does not cite; `elsewhere` is the line of another part that does."""

    entry: Entry
    elsewhere: int = 0


@leanclass
class Section:
    """A part of a document: its text and the list (or lists) that closes it, with what each has and the other lacks."""

    lists: list[EntryList]
    span: Span
    citations: list[Citation] = field(default_factory=list)
    uncited: list[Uncited] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """What a document cites: its citations in order, what stands in the place of some, and its parts."""

    citations: list[Citation]
    substitutes: list[Substitute]
    sections: list[Section]

    def paragraphs(self) -> Iterator[list[Citation | Substitute]]:
        """The citations and substitutes of each paragraph that has any, in order."""
        parts: list[Citation | Substitute] = [*self.citations, *self.substitutes]
        every: dict[int, list[Citation | Substitute]] = {}
        for part in parts:
            every.setdefault(part.paragraph, []).append(part)
        for number in sorted(every):
            yield sorted(every[number], key=lambda part: part.start)
