"""Citations → marks where authors are joined, counted or named otherwise than in APA (CIT001–CIT003, CIT010, CIT038)."""

from collections.abc import Iterator

from apacheck.citations import Citation
from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule
from apacheck.rules.citation.shared import dated, is_company, is_listed

_LIST = "\n\nReferences\n\nMoreno, P., & Lund, T. (2014). *Reading at home*. Routledge."
_AND = pattern(r"\b(?:and|und|et|y)\b")


class NarrativeAmpersand(Rule[Citation]):
    """An ampersand joins the authors in a sentence.

    In running text authors are joined by “and”; the ampersand belongs into parentheses.

    Names of firms (“Ernst & Young”) keep theirs. Where no list says that the two are authors, the fix is offered as unsafe.
    """

    code = "CIT001"
    section = "8.17"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("CIT010",)
    message = "“&” joins “{first}” and “{second}” in the sentence; APA writes “and” outside parentheses."
    VALID = (
        "Moreno and Lund (2014) watched families read. Auditors differ, as Ernst & Young (2019) say.\n\nReferences\n\n"
        "Ernst & Young. (2019). *How auditors differ*. https://www.ey.com/differ\n\n"
        "Moreno, P., & Lund, T. (2014). *Reading at home*. Routledge.",
    )
    INVALID = (f"Moreno {{~~&~>and~~}} Lund (2014) watched families read.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what joins the names."""
        for work, narrative in dated(part):
            if not narrative or is_company(work):
                continue
            for joint, first, second in zip(work.joints, work.names, work.names[1:], strict=False):
                place = part.whole.find("&", joint.start, joint.end)
                if place >= 0:
                    end = joint.end if part.whole[place : place + 5] == "&amp;" else place + 1
                    yield self.mark(
                        (place, min(end, place + 5) if part.whole[place : place + 5] == "&amp;" else place + 1),
                        replace="and",
                        applicability=None if is_listed(work) else UNSAFE,
                        first=first.family.text,
                        second=second.family.text,
                    )


class ParentheticalAnd(Rule[Citation]):
    """“And” joins the authors in parentheses.

    In parentheses (and in tables) authors are joined by an ampersand.

    A group whose name has an “and” in it keeps it; where no list says that the two are authors, the fix is offered as unsafe.
    """

    code = "CIT002"
    section = "8.17"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("CIT010",)
    message = "“{found}” joins “{first}” and “{second}” in parentheses; APA writes “&” there."
    VALID = (
        "Families read (Moreno & Lund, 2014), and they wash (Centers for Disease Control and Prevention, 2019).\n\n"
        "References\n\nCenters for Disease Control and Prevention. (2019). *Washing hands*. https://www.cdc.gov/handwashing\n\n"
        "Moreno, P., & Lund, T. (2014). *Reading at home*. Routledge.",
    )
    INVALID = (f"Families read (Moreno {{~~and~>&~~}} Lund, 2014).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what joins the names."""
        for work, narrative in dated(part):
            if narrative or is_company(work) or any(name.kind == "group" for name in work.names):
                continue
            for joint, first, second in zip(work.joints, work.names, work.names[1:], strict=False):
                word = _AND.search(part.whole, joint.start, joint.end)
                if word is not None:
                    yield self.mark(
                        word.span(),
                        replace="&",
                        applicability=None if is_listed(work) else UNSAFE,
                        found=word[0],
                        first=first.family.text,
                        second=second.family.text,
                    )


class TwoAuthorComma(Rule[Citation]):
    """A comma stands between two authors.

    Two names are joined without a comma, in parentheses and in the sentence. Three names or more that are spelled out keep theirs.
    """

    code = "CIT003"
    section = "8.17, 8.11"
    severity = ERROR
    fix = SAFE
    message = "a comma stands between the two authors “{first}” and “{second}”; APA has none there."
    VALID = (f"Families read (Moreno & Lund, 2014).{_LIST}",)
    INVALID = (f"Families read (Moreno{{--,--}} & Lund, 2014).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for a comma before the conjunction of two names."""
        for work, narrative in dated(part):
            if len(work.names) != 2 or work.et_al is not None:
                continue
            joint = work.joints[0]
            comma = part.whole.find(",", joint.start, joint.end)
            closed = "&" in joint.text or _AND.search(joint.text) is not None
            if comma < 0 or not closed or (narrative and not is_listed(work) and "&" not in joint.text):
                continue
            yield self.mark(
                (comma, comma + 1),
                (comma, comma + 1, ""),
                first=work.names[0].family.text,
                second=work.names[1].family.text,
            )


class ThreeOrMoreAuthorsListed(Rule[Citation]):
    """Three authors or more are named.

    APA 7 cites a work by three or more authors by the first name and “et al.”, from the first citation on.

    More names are right where two works of the list would otherwise look alike; names of groups are left alone.
    """

    code = "CIT010"
    section = "8.17"
    severity = ERROR
    fix = UNSAFE
    message = "{count} authors are named; APA cites three or more as “{first} et al.”, from the first citation on."
    VALID = (
        "Families read (Moreno et al., 2014).\n\nReferences\n\n"
        "Moreno, P., Lund, T., & Birk, A. (2014). *Reading at home*. Routledge.",
        "Some read (Kapoor, Bloom, & Montez, 2017), some write (Kapoor, Bloom, & Lund, 2017).\n\nReferences\n\n"
        "Kapoor, N., Bloom, A., & Lund, T. (2017). *Writing at home*. Routledge.\n\n"
        "Kapoor, N., Bloom, A., & Montez, L. (2017). *Reading at home*. Routledge.",
    )
    INVALID = (
        "Families read ({~~Moreno, Lund, & Birk~>Moreno et al.~~}, 2014).\n\nReferences\n\n"
        "Moreno, P., Lund, T., & Birk, A. (2014). *Reading at home*. Routledge.",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Count the names."""
        for work, _ in dated(part):
            if len(work.names) < 3 or work.et_al is not None or any(name.kind != "person" for name in work.names):
                continue
            if any(pair.crowded or (is_listed(work) and 0 < pair.count < 3) for pair in work.pairs):
                continue
            first, last = work.names[0], work.names[-1]
            name = part.whole[first.start : first.family.end]
            yield self.mark(
                (first.start, last.family.end), replace=f"{name} et al.", count=len(work.names), first=first.family.text
            )


class SuffixInCitation(Rule[Citation]):
    """A suffix (“Jr.”, “III”) stands in a citation.

    Suffixes belong to the entry; the citation gives the surname alone.
    """

    code = "CIT038"
    section = "8.10"
    severity = WARNING
    fix = UNSAFE
    message = "“{suffix}” stands after “{name}”; APA leaves suffixes out of citations."
    VALID = (
        "He had a dream (King, 1963).\n\nReferences\n\nKing, M. L., Jr. (1963). *Strength to love*. Harper & Row.",
    )
    INVALID = (
        "He had a dream (King{-- Jr.--}, 1963).\n\nReferences\n\nKing, M. L., Jr. (1963). *Strength to love*. Harper & Row.",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for suffixes of persons."""
        for work, _ in dated(part):
            for name in work.names:
                if name.suffix is not None and name.kind == "person":
                    yield self.mark(
                        (name.family.end, name.suffix.end),
                        replace="",
                        suffix=name.suffix.text,
                        name=name.family.text,
                    )
