"""`Rule`: what every rule is. A rule takes one kind of part and gives the marks that it finds there.

A rule is a class about a part: `class JournalVolumeGlued(Rule[Periodical])` is called with each `Periodical` of each
entry. Nothing registers it by hand: being defined in `apacheck.rules` is enough.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from apacheck.findings import Applicability, Mark, Restyling, Severity
from apacheck.patterns import pattern
from apacheck.reference.model import Part

P = TypeVar("P")
Replacement = tuple[int, int, str]

#: The part class each rule asked for, with the rules that did: filled as rule classes are defined.
RULES: dict[type, list["Rule[Any]"]] = {}
#: The rules that are defined so far, by their codes; `apacheck.rules.BY_CODE` has all of them.
DEFINED: dict[str, "Rule[Any]"] = {}
_BASES: dict[Any, type] = {}
#: Where the pages of docs/rules stand.
PAGES = "https://apacheck.readthedocs.io/rules/"

_WORD = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Rule(Generic[P]):
    """One rule about one kind of part.

    The docstring is the rule's page: its first line says what is wrong, the second paragraph what APA expects, a third
    where the rule holds its tongue or may be mistaken. VALID and INVALID are examples; INVALID marks the fault in CriticMarkup: `{~~old~>new~~}` replaced,
    `{--cut--}` deleted, `{++add++}` inserted, `{==found==}` found without a fix; `{>>CODE<<}` after a mark says that
    it belongs to another rule.
    """

    #: "PER001": family and number; public and stable.
    code: ClassVar[str]
    #: Section of the Publication Manual (7th ed.), "9.25".
    section: ClassVar[str]
    #: The section's number was not seen in a source: `cited_section` names the chapter alone.
    section_from_memory: ClassVar[bool] = False
    severity: ClassVar[Severity]
    #: What a fix of this rule risks; None where it never has one. One mark may be less sure than its rule.
    fix: ClassVar[Applicability | None] = None
    #: Sentence about what stands there and what APA expects; `{words}` are given to `mark`.
    message: ClassVar[str]
    #: Codes (or families) whose mark at the same place makes this rule's mark superfluous.
    gives_way_to: ClassVar[tuple[str, ...]] = ()
    #: A mark of this rule about a whole entry silences every other rule there.
    exclusive: ClassVar[bool] = False
    #: The fix moves whole entries, which CriticMarkup does not show: INVALID marks what is found, `{==found==}`.
    moves: ClassVar[bool] = False
    #: Of a rule about a verification: what the record states in the examples, besides or in place of what the corrected
    #: line says …
    record: ClassVar[Mapping[str, Any]] = {}
    #: … and the records of other works that Crossref has there.
    others: ClassVar[tuple[Mapping[str, Any], ...]] = ()
    #: It judges italics or bold type: its examples are read with the asterisks of their italics.
    styled: ClassVar[bool] = False
    #: Only entries that hold one of these are shown to the rule: without them it finds nothing. (Not needed; it saves time.)
    signs: ClassVar[tuple[str, ...]] = ()
    #: It finds nothing in author elements and dates that are right in form (`Names.right`, `Date.right`), and is not shown them.
    unless_right: ClassVar[bool] = False
    VALID: ClassVar[tuple[str, ...]] = ()
    INVALID: ClassVar[tuple[str, ...]] = ()

    #: The kind of part that `check` takes, as the class header says.
    part_type: ClassVar[type]

    def __class_getitem__(cls, part_type: Any) -> Any:
        """Give `Rule[Periodical]`, the base of rules about that kind of part. (A plain class: `typing` takes longer.)"""
        if part_type not in _BASES:
            _BASES[part_type] = type(f"Rule[{part_type.__name__}]", (cls,), {"part_type": part_type})
        return _BASES[part_type]

    def __init_subclass__(cls) -> None:
        if "code" in cls.__dict__:
            rule = cls()
            if cls.code in DEFINED:
                raise TypeError(f"{cls.__name__} and {type(DEFINED[cls.code]).__name__} both claim {cls.code}")
            DEFINED[cls.code] = rule
            RULES.setdefault(cls.part_type, []).append(rule)

    @cached_property
    def name(self) -> str:
        """The class's name in kebab case, which names the fault: "journal-volume-glued"."""
        return _WORD.sub("-", type(self).__name__).lower()

    @property
    def cited_section(self) -> str:
        """The section with no more precision than is certain: "9.25", or "chapter 9" for a number from memory."""
        if not self.section_from_memory:
            return self.section
        chapters = list(dict.fromkeys(number.strip().partition(".")[0] for number in self.section.split(",")))
        return f"chapter{'s' if len(chapters) > 1 else ''} {' and '.join(chapters)}"

    @property
    def url(self) -> str:
        """The address of the rule's page."""
        return f"{PAGES}{self.code}/"

    def check(self, part: P) -> Iterator[Mark]:
        """Give a mark for each fault of this kind in `part`."""
        raise NotImplementedError

    def mark(
        self,
        where: Part | tuple[int, int],
        *edits: Replacement,
        replace: str | None = None,
        severity: Severity | None = None,
        styles: tuple[Restyling, ...] = (),
        applicability: Applicability | None = None,
        help: str = "",  # noqa: A002 - the word the output shows
        **words: object,
    ) -> Mark:
        """Build the mark of this rule at `where` (a part, or start and end in the entry).

        `replace` is the short form of an edit that replaces the whole of `where`; `edits` are (start, end, new text).
        `styles` are (start, end, "italic" | "roman" | "light"). Without any the mark has no fix. `words` fill the placeholders of `message`. `help` says what the fix does,
        where the edits do not say it well enough themselves.
        """
        start, end = (where.start, where.end) if isinstance(where, Part) else where
        if replace is not None:
            edits = ((start, end, replace),)
        return Mark(
            self.code,
            start,
            end,
            self.message.format(**words) if words else self.message,
            severity or self.severity,
            edits,
            (applicability or self.fix) if edits or styles else None,
            help,
            styles,
        )
