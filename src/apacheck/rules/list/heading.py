"""A list → marks about its heading and the headings inside it (2.12, 9.43)."""

from collections.abc import Iterator

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule
from apacheck.rules.list.survey import survey

_WORDING = pattern(r"\p{L}[^\n\r#*_<>{}:]*[\p{L})]")
_OTHER_NAME = pattern(
    r"""(?xi)(?:
        works?\ cited | works?\ referenced | bibliography | (?:apa\ )?references?\ list | list\ of\ references
      | references?\ cited | cited\ references | literature\ cited | cited\ literature | literature\ references
      | references?\ section | references?\ page | apa\ references? | bibliographic(?:al)?\ references
      | sources\ cited | sources\ used | list\ of\ sources | sources | work\ sited
      | (?!references?\Z) (?:refrences? | referances? | refferences? | referenes | refereces | refernces | referrences?
        | refernece?s? | referencess | rerefences | bibilography | biblography | bibliogrpahy )
    )"""
)
_COLON = pattern(r"(?i)(references?)(\s*[:：])")
_KIND = pattern(
    r"""(?xi)\b(?:primary|secondary|tertiary|print(?:ed)?|online|electronic|internet|web|digital|archival|published|unpublished
        |sources?|websites?|webpages?|books?|articles?|journals?|periodicals?|newspapers?|magazines?|interviews?|films?
        |videos?|reports?|documents?|manuscripts?|dissertations?|theses|statutes|legislation|court\ cases|legal)\b"""
)
_KEPT_APART = pattern(r"(?i)\b(?:include|meta|review|analys|annotat|stud(?:y|ies)|data|further|suggested|recommended)")


class ListHeadingWording(Rule[EntryList]):
    """The list's heading is not "References".

    The list is headed References; Reference where it has one entry.

    Lists of another kind keep their names: "Annotated Bibliography", "Further Reading". Headings in other languages
    are not judged.
    """

    code = "LST001"
    section = "2.12, 9.43"
    section_from_memory = True
    severity = "error"
    fix = "unsafe"
    message = "the heading “{heading}” should be “{right}”"
    VALID = (
        "References\n\nSen, A. (1999). Development as freedom. Knopf.",
        "Further Reading\n\nSen, A. (1999). Development as freedom. Knopf.",
    )
    INVALID = (
        "{~~Works Cited~>References~~}\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
        "{~~BIBLIOGRAPHY~>References~~}\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if part.heading is None:
            return
        match = _WORDING.search(part.source, part.heading.start, part.heading.end)
        if match is None:
            return
        many = len(part.entries) > 1
        if _OTHER_NAME.fullmatch(match[0]) or (many and match[0].lower() == "reference"):
            right = "References" if many else "Reference"
            yield self.mark(match.span(), replace=right, heading=match[0], right=right)


class ListHeadingStyle(Rule[EntryList]):
    """The list's heading ends in a colon.

    The heading stands on a line of its own, without a colon.
    """

    code = "LST002"
    section = "2.12"
    severity = "warning"
    fix = "safe"
    message = "the heading “{heading}” should have no colon"
    VALID = ("References\n\nSen, A. (1999). Development as freedom. Knopf.",)
    INVALID = (
        "{~~References:~>References~~}\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if part.heading is None:
            return
        match = _COLON.search(part.source, part.heading.start, part.heading.end)
        if match is None or part.source[match.end() : part.heading.end].strip(" \t*_#"):
            return
        line_end = part.source.find("\n", part.heading.end)
        if part.source[part.heading.end : line_end if line_end >= 0 else len(part.source)].strip(" \t\r*_#"):
            return  # the list goes on in this line
        yield self.mark(match.span(), (*match.span(2), ""), heading=match[0])


class ListSubdivided(Rule[EntryList]):
    """Headings divide the list by kinds of sources.

    There is one alphabetical list of all works, whatever their kind.

    Only headings that name a kind of source are reported, once each.
    """

    code = "LST015"
    section = "9.43"
    severity = "warning"
    message = "the heading “{heading}” divides the list; APA has one alphabetical list of all works"
    VALID = (
        "References\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )
    INVALID = (
        "References\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "{==Websites==}\n\n"
        "Barr, K. (2019, May 3). A walk through Berlin. Slate. https://slate.com/culture/walk-berlin",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2:
            return
        for span in survey(part).headings.values():
            heading = part.source[span.start : span.end]
            if _KIND.search(heading) and not _KEPT_APART.search(heading):
                yield self.mark((span.start, span.end), heading=heading.strip("#*_ :"))
