"""The parts of a reference: every element an entry can have, each a slice of the entry's text.

A part holds what *stands there* (`Name.conjunction` is "and" if "and" was typed); rules judge it, `format` and `to_csl`
read it. Offsets count characters of the entry from 0, ends are exclusive. Laid end to end, the elements of a
`Reference` (separators and unread stretches are elements too) are the entry.
"""

from collections.abc import Iterator
from typing import Any, Literal

from apacheck.lean import field, leanclass
from apacheck.text import Span


@leanclass
class Part:
    """A slice of an entry: `whole[start:end]`."""

    whole: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the part, as they stand in the entry."""
        return self.whole[self.start : self.end]

    def parts(self) -> Iterator["Part"]:
        """The parts inside this one, in order."""
        return iter(())

    def walk(self) -> Iterator["Part"]:
        """This part and all parts inside it, outermost first."""
        yield self
        for part in self.parts():
            yield from part.walk()

    def gap(self, after: "Part") -> "Part":
        """What stands between the end of this part and the start of a later one."""
        return Part(self.whole, self.end, max(self.end, after.start))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r}, {self.start}, {self.end})"


# --- between and around the elements ------------------------------------------------------------------------------


@leanclass
class Separator(Part):
    """Spaces and punctuation between two elements; `before` and `after` name the elements ("authors", "date", …).

    At the end of the entry `after` is "end". An empty separator stands where elements touch.
    """

    before: str = ""
    after: str = ""


@leanclass
class Unparsed(Part):
    """A stretch that no element explains; `after` names the last element understood, `expected` what was looked for."""

    after: str = ""
    expected: str = ""


# --- author element -----------------------------------------------------------------------------------------------


@leanclass
class Role(Part):
    """A role in parentheses: "(Eds.)", "(Director)". `label` is what stands inside the parentheses."""

    label: Part = field(kw_only=True)

    def parts(self) -> Iterator[Part]:
        yield self.label


@leanclass
class Name(Part):
    """One author, editor, translator …: a person (family, given, suffix) or a group (literal).

    `inverted` tells "Smith, J." from "J. Smith"; `given` is what is typed ("J. A.", "Angela Lee").
    `handle` is "[@name]" with its brackets. `contributor` is "(with Long, W. T.)".
    """

    family: Part | None = None
    given: Part | None = None
    suffix: Part | None = None
    literal: Part | None = None
    handle: Part | None = None
    role: Role | None = None
    contributor: Part | None = None
    inverted: bool = True

    def parts(self) -> Iterator[Part]:
        for part in (self.family, self.given, self.suffix, self.literal, self.handle, self.contributor, self.role):
            if part is not None:
                yield part

    @property
    def is_person(self) -> bool:
        """Whether the name was read as a person's."""
        return self.family is not None


@leanclass
class Joint(Part):
    """What stands between two names: ", ", ", & ", " and ", "; ". `conjunction` is the "&", "and" … in it."""

    conjunction: Part | None = None


@leanclass
class Names(Part):
    """A list of names with what joins them: `joints[i]` stands between `names[i]` and `names[i + 1]`.

    `ellipsis` is the ". . ." before the last of 21 or more authors (it lies inside a joint); `et_al` is "et al." and the
    comma before it.
    """

    names: list[Name] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    role: Role | None = None
    ellipsis: Part | None = None
    et_al: Part | None = None
    #: The names and what joins them are just as APA writes them: surnames, initials, commas, the ampersand.
    right: bool = False

    def parts(self) -> Iterator[Part]:
        for index, name in enumerate(self.names):
            yield name
            if index < len(self.joints):
                yield self.joints[index]
        if self.et_al is not None:
            yield self.et_al
        if self.role is not None:
            yield self.role


@leanclass
class Authors(Names):
    """The author element: the names before the date, with their shared role, without the closing period.

    A period that belongs to an initial or a suffix is inside the last name.
    """


@leanclass
class Editors(Names):
    """The names after "In" (not inverted when right), with their role "(Eds.)"."""


# --- date element -------------------------------------------------------------------------------------------------

_YEAR_ALONE = len("(2019)")
DateForm = Literal["year", "no-date", "in-press", "unknown"]


@leanclass
class Date(Part):
    """The date element with its parentheses (if typed), without the period after it.

    `body` is what stands between the parentheses. `end_year`, `end_month`, `end_day` belong to a range. `order` names
    the pieces as typed: "ymd" in "2019, January 3", "dmy" in "3 January 2019". `original` is the first year of
    "1900/2010".
    """

    body: Part = field(kw_only=True)
    form: DateForm = "year"
    opening: Part | None = None
    closing: Part | None = None
    year: Part | None = None
    letter: Part | None = None
    month: Part | None = None
    day: Part | None = None
    season: Part | None = None
    end_year: Part | None = None
    end_month: Part | None = None
    end_day: Part | None = None
    circa: Part | None = None
    era: Part | None = None
    original: Part | None = None
    order: str = ""

    @property
    def right(self) -> bool:
        """Whether it is a year in parentheses and nothing else: "(2019)"."""
        return (
            self.end - self.start == _YEAR_ALONE
            and self.opening is not None
            and self.order == "y"
            and self.letter is None
        )

    def parts(self) -> Iterator[Part]:
        inner = (
            self.circa, self.original, self.year, self.letter, self.era, self.month, self.day, self.season,
            self.end_year, self.end_month, self.end_day,
        )  # fmt: skip
        yield from sorted((part for part in inner if part is not None), key=lambda part: part.start)


# --- title element ------------------------------------------------------------------------------------------------

ItemKind = Literal[
    "edition", "volume", "pages", "number", "version", "season", "contributors", "pages-bare", "translator-note", "other",
]  # fmt: skip


@leanclass
class Item(Part):
    """One thing inside the parentheses after a title: "2nd ed.", "Vol. 2", "pp. 5–9", "H. Weaver, Trans."

    `label` is the label word as typed ("ed.", "Vol.", "pp.", "Report No.", "Trans."), `value` the rest ("2nd", "2",
    "5–9", "RR-2415"); `names` those of contributors; `pages` the range.
    """

    kind: ItemKind = "other"
    label: Part | None = None
    value: Part | None = None
    names: Names | None = None
    pages: "Pages | None" = None

    def parts(self) -> Iterator[Part]:
        for part in (self.names, self.pages, self.label, self.value):
            if part is not None:
                yield part


@leanclass
class Parenthesis(Part):
    """Parentheses after a title, with the items in them."""

    items: list[Item] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        yield from self.items


@leanclass
class Bracket(Part):
    """A bracketed description after (or in place of) a title: "[Video]". `description` stands inside the brackets.

    `translation` marks "[The psychology of the child]" after a title in another language.
    """

    description: Part = field(kw_only=True)
    translation: bool = False

    def parts(self) -> Iterator[Part]:
        yield self.description


@leanclass
class Title(Part):
    """A title with the parentheses and brackets after it, up to but without the period that ends the element.

    `main` is the title proper: without quotation marks around it and without a closing period, but with a closing "?"
    or "!". It is None where a bracket stands in the title's place. `quotes` are the marks around it, if any. A bare
    edition after a comma ("Title, 2nd ed.") is an item of a parenthesis without parentheses.
    """

    main: Part | None = None
    quotes: tuple[Part, Part] | None = None
    parentheses: list[Parenthesis] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        if self.main is not None:
            yield self.main
        yield from sorted([*self.parentheses, *self.brackets], key=lambda part: part.start)

    def items(self, kind: ItemKind) -> list[Item]:
        """The items of one kind in the parentheses."""
        return [item for parenthesis in self.parentheses for item in parenthesis.items if item.kind == kind]


# --- source element -----------------------------------------------------------------------------------------------


@leanclass
class PageRange(Part):
    """One page or a range of pages: first, dash (with the spaces around it), last."""

    first: Part = field(kw_only=True)
    dash: Part | None = None
    last: Part | None = None

    def parts(self) -> Iterator[Part]:
        yield self.first
        if self.dash is not None:
            yield self.dash
        if self.last is not None:
            yield self.last


@leanclass
class Pages(Part):
    """Pages with their label, if any ("pp. " with its space), and the ranges."""

    label: Part | None = None
    ranges: list[PageRange] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        if self.label is not None:
            yield self.label
        yield from self.ranges


@leanclass
class Volume(Part):
    """A periodical's volume with its label, if any ("Vol. "); `number` is the number alone."""

    number: Part = field(kw_only=True)
    label: Part | None = None

    def parts(self) -> Iterator[Part]:
        if self.label is not None:
            yield self.label
        yield self.number


@leanclass
class Issue(Part):
    """A periodical's issue with its parentheses and label, if any: "(4)", "No. 4", "(Suppl. 1)"."""

    number: Part = field(kw_only=True)
    label: Part | None = None
    opening: Part | None = None
    closing: Part | None = None

    def parts(self) -> Iterator[Part]:
        if self.label is not None:
            yield self.label
        yield self.number


@leanclass
class ArticleNumber(Part):
    """An article number with its word, if any: "Article e0209899", "e0209899"."""

    number: Part = field(kw_only=True)
    label: Part | None = None

    def parts(self) -> Iterator[Part]:
        if self.label is not None:
            yield self.label
        yield self.number


@leanclass
class Periodical(Part):
    """The source of an article: journal, volume, issue, pages or article number, without the final period.

    What separates them is `periodical.title.gap(periodical.volume)` and so on. `intro` is a needless "In". `status` is
    "Advance online publication" and its like; `place` a needless place after a newspaper.
    """

    title: Part = field(kw_only=True)
    intro: Part | None = None
    volume: Volume | None = None
    issue: Issue | None = None
    pages: Pages | None = None
    article: ArticleNumber | None = None
    status: Part | None = None

    def parts(self) -> Iterator[Part]:
        for part in (self.intro, self.title, self.volume, self.issue, self.pages, self.article, self.status):
            if part is not None:
                yield part


@leanclass
class Container(Part):
    """The larger whole that a part stands in: "In M. Gold (Ed.), The complete social scientist (pp. 5–9)".

    `intro` is "In", "In:" or "On" as typed, None where it is missing.
    """

    title: Title = field(kw_only=True)
    intro: Part | None = None
    editors: Editors | None = None

    def parts(self) -> Iterator[Part]:
        for part in (self.intro, self.editors, self.title):
            if part is not None:
                yield part


@leanclass
class Publisher(Part):
    """Who publishes or hosts the work: publishers, a university, a site, a database, a conference with its place.

    `names` are separated by semicolons when right; `place` is a needless place before ("New York, NY") or after.
    """

    names: list[Part] = field(default_factory=list)
    place: Part | None = None
    kind: Literal["publisher", "site", "conference", "archive"] = "publisher"

    def parts(self) -> Iterator[Part]:
        yield from sorted([*self.names, *([self.place] if self.place else [])], key=lambda part: part.start)


# --- links, notes, law --------------------------------------------------------------------------------------------


@leanclass
class Link(Part):
    """A DOI or URL with everything that belongs to it: label, retrieval words and date, brackets, final period.

    `address` is the address as typed, without brackets around it and without a final period. `doi` is the bare DOI
    inside it, if it is one ("10.1037/a0028240"). `label` is what introduces it ("doi:", "Retrieved from ",
    "Available at: ", "Retrieved July 3, 2019, from "), `retrieved` the date in it, `trailing` a period or comma after.
    """

    address: Part = field(kw_only=True)
    doi: Part | None = None
    label: Part | None = None
    retrieved: Part | None = None
    site: Part | None = None
    opening: Part | None = None
    closing: Part | None = None
    trailing: Part | None = None

    def parts(self) -> Iterator[Part]:
        for part in (self.label, self.address):
            if part is not None:
                yield part


@leanclass
class Note(Part):
    """A note in parentheses after everything else: "(Original work published 1900)"."""

    kind: Literal["original", "reprinted", "retraction", "accession", "other"] = "other"
    year: Part | None = None


@leanclass
class Law(Part):
    """A legal reference in its own form: name, reporter and volume, court and year, …"""

    kind: Literal[
        "case", "statute", "bill", "hearing", "report", "regulation", "order", "constitution", "treaty", "charter"
    ] = "case"
    name: Part | None = None
    volume: Part | None = None
    reporter: Part | None = None
    page: Part | None = None
    section: Part | None = None
    court: Part | None = None
    year: Part | None = None
    number: Part | None = None


# --- the whole ----------------------------------------------------------------------------------------------------


@leanclass
class Reference(Part):
    """An entry as understood: its elements, and all its parts in order.

    `elements` lie end to end: joined, they are the entry. `tokens` are what it was read from. `departures` names, for
    the reading that was chosen, what it had to put up with ("no comma before the volume"), cheapest reading first.
    """

    elements: list[Part] = field(default_factory=list)
    authors: Authors | None = None
    date: Date | None = None
    title: Title | None = None
    periodical: Periodical | None = None
    container: Container | None = None
    publisher: Publisher | None = None
    links: list[Link] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: Pages of a chapter that stand outside the parentheses, after the publisher or the book's title.
    pages: Pages | None = None
    law: Law | None = None
    title_first: bool = False
    departures: list[str] = field(default_factory=list)
    #: Which stretches are italic, None where the source cannot say; which are bold or underlined.
    italics: list[Span] | None = None
    bold: list[Span] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        yield from self.elements

    def italic(self, part: Part | None) -> Literal["all", "some", "none", "unknown"]:
        """How much of a part is italic; only its letters and digits count."""
        if self.italics is None or part is None:
            return "unknown"
        inside = [
            any(span.start <= at < span.end for span in self.italics)
            for at in range(part.start, part.end)
            if self.whole[at].isalnum()
        ]
        if not inside:
            return "unknown"
        return "all" if all(inside) else "some" if any(inside) else "none"

    @property
    def unparsed(self) -> list[Unparsed]:
        """The stretches that no element explains."""
        return [part for part in self.elements if isinstance(part, Unparsed)]

    @property
    def type(self) -> str:
        """The kind of work, in CSL's words ("article-journal", "chapter", …)."""
        from apacheck.reference.kind import kind  # noqa: PLC0415 - the model knows its readers late

        return kind(self)

    def format(self, style: Literal["plain", "markdown", "html"] = "plain") -> str:
        """Write the entry as APA 7 would; `style` says how italics are shown."""
        from apacheck.reference.format import format as write  # noqa: PLC0415

        return write(self, style)

    def to_csl(self) -> dict[str, Any]:
        """Turn the reference into a CSL-JSON item."""
        from apacheck.reference.csl import to_csl  # noqa: PLC0415

        return to_csl(self)
