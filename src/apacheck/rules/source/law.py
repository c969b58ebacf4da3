"""Legal references → marks about their order, reporters and signs (SRC080–SRC085)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Law, Reference
from apacheck.rule import Rule

#: U.S. reporters and codes as the Bluebook abbreviates them.
_ABBREVIATIONS = (
    "U.S.", "S. Ct.", "L. Ed.", "L. Ed. 2d", "F.2d", "F.3d", "F.4th", "F. Supp.", "F. Supp. 2d", "F. Supp. 3d",
    "A.2d", "A.3d", "P.2d", "P.3d", "N.E.2d", "N.E.3d", "N.W.2d", "S.E.2d", "S.W.2d", "S.W.3d", "So. 2d", "So. 3d",
    "Cal. Rptr.", "Cal. Rptr. 2d", "Cal. Rptr. 3d", "N.Y.S.2d", "N.Y.S.3d", "U.S.C.", "U.S.C.A.", "C.F.R.", "Fed. Reg.", "Stat.",
)  # fmt: skip
_BARE = {abbreviation.replace(".", "").replace(" ", ""): abbreviation for abbreviation in _ABBREVIATIONS}
_CITATION = pattern(
    r"(?<=(?:^|[\s(,]))\d{1,4} (?P<reporter>\p{Lu}[\p{L}. ]{0,9}?(?: ?[234](?:d|th|rd|nd))?)(?= (?:§|[Ss]ec)? ?\d|,? ?§| _{2,})"
)
_CITED = (
    rf"(?P<cited>\d{{1,4}} (?:{'|'.join(abbreviation.replace('.', '[.]?').replace(' ', ' ?') for abbreviation in _ABBREVIATIONS)})"
    r",? (?:§§? ?)?[\d_][\w–-]*(?:\.\w+)*|Pub\. ?L\. (?:No\. )?\d{2,3}[-–]\d+(?:, \d+ Stat\. \d+)?|Public Law (?:No\. )?\d{2,3}[-–]\d+)"
)
_VERSUS = pattern(r"(?<=[\p{L}.)’'] )(?P<versus>v(?:s\.?|ersus|\.s\.?)?)(?= \p{Lu})(?!\.)")


def _us_citation(text: str) -> bool:
    """Whether a U.S. reporter is cited."""
    return any(match["reporter"].replace(".", "").replace(" ", "") in _BARE for match in _CITATION.finditer(text))


class LegalVersus(Rule[Reference]):
    """The parties of a case are joined by another word than "v.".

    In the name of a U.S. case the word is "v.": not "vs.", "versus" or "v" without its period.

    Cases of other countries are left alone: a U.S. reporter has to be cited.
    """

    code = "SRC080"
    signs = (" v",)
    section = "11.4"
    severity = ERROR
    fix = SAFE
    message = "“{found}” joins the parties of the case; APA writes “v.”."
    VALID = (
        "Brown v. Board of Education, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483",
        "Lund, T. (2014). Nature versus nurture revisited. *Developmental Review*, *34*(2), 112–125.",
        "Ozgur, C., & Colliau, T. (2017). MatLab vs. Python vs. R. *Journal of Data Science*, *15*(3), 355–371.",
    )
    INVALID = (
        "Brown {~~vs.~>v.~~} Board of Education, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the name of a case, or at what a case that was not read begins with."""
        whole = part.whole
        if " v" not in whole[:200]:
            return
        if part.law is not None:
            if part.law.kind != "case" or part.law.name is None:
                return
            start, end = part.law.name.start, part.law.name.end
        else:
            if not _us_citation(whole):
                return
            start, end = 0, min(200, _first(whole, "(", ","))
        match = _VERSUS.search(whole, start, end)
        if match is not None:
            yield self.mark(match.span("versus"), replace="v.", found=match["versus"])


def _first(text: str, *characters: str) -> int:
    """The first place of any of these, or the text's end."""
    return min((place for character in characters if (place := text.find(character)) >= 0), default=len(text))


_AUTHOR_DATE = pattern(
    r"(?P<name>[^()\n]{3,200}?)(?P<before>[.,]? )\((?P<year>[12]\d{3})\)(?P<after>[.,]? )(?P<citation>"
    + _CITED
    + r"(?: et seq\.?)?)(?=[.,]?(?:\s|$))"
)
#: Stands in all of these, and in few others.
_CITED_AFTER_YEAR = pattern(r"\)[.,]? (?:\d|Pub)")


class LegalInAuthorDateOrder(Rule[Reference]):
    """A U.S. case or act is written like other works, the year after the name.

    Legal references keep the Bluebook's order: name, volume, reporter, page, and the court and year in parentheses.

    References to the law of other countries are left alone. What other rules would say of an entry that is read as an
    ordinary work is not said.
    """

    code = "SRC081"
    section = "11.2, 11.4, 11.5"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    exclusive = True
    message = "The year stands between the name and “{citation}”; APA keeps the legal order, in which it comes last: “, {citation} ({year})”."
    VALID = (
        "Americans With Disabilities Act of 1990, 42 U.S.C. § 12101 et seq. (1990). https://www.ada.gov/pubs/adastatute08.htm",
        "Hansen, M. (2011). 42 years of legal reform. *Law & Society Review*, *45*(2), 112–125.",
    )
    INVALID = (
        "Brown v. Board of Education{~~. (1954). 347 U.S. 483~>, 347 U.S. 483 (1954)~~}. "
        "https://www.oyez.org/cases/1940-1955/347us483",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for the year before the citation."""
        if part.law is not None or part.date is None or part.date.year is None:
            return
        match = _AUTHOR_DATE.match(part.whole) if _CITED_AFTER_YEAR.search(part.whole) else None
        if match is None:
            return
        citation, year = match["citation"], match["year"]
        where = match.start("before"), match.end("citation")
        yield self.mark(where, replace=f", {citation} ({year})", citation=citation, year=year)


_SECTION = pattern(
    r"(?<=\b(?:U\.? ?S\.? ?C\.?(?:A\.?)?|C\.? ?F\.? ?R\.?|Code|Stat\.|Ann\.|Laws),?) "
    r"(?P<sign>(?:[Ss]ections?|[Ss]ecs?\.|[Ss]ecs?|§§?) ?)(?P<number>\d)"
)
_NO_SIGN = pattern(r"(?<=\d U\.? ?S\.? ?C\.?(?:A\.?)?) (?P<number>\d[\w-]*)")


class LegalSectionSign(Rule[Law]):
    """The section of a code has no section sign, or no space after it.

    APA writes the sign and a space, "42 U.S.C. § 12101", instead of "Sec." or "Section".
    """

    code = "SRC082"
    section = "11.5"
    severity = WARNING
    fix = SAFE
    message = "“{found}” {fault}; APA writes “{right}”."
    VALID = (
        "Americans With Disabilities Act of 1990, 42 U.S.C. § 12101 et seq. (1990). https://www.ada.gov/pubs/adastatute08.htm",
        "Protection of Human Subjects, 45 C.F.R. § 46 (2009).",
        "Exec. Order No. 13,676, 3 C.F.R. 294 (2014).",
    )
    INVALID = (
        "Americans With Disabilities Act of 1990, 42 U.S.C. {~~Sec. 12101~>§ 12101~~} et seq. (1990). "
        "https://www.ada.gov/pubs/adastatute08.htm",
        "Protection of Human Subjects, 45 C.F.R. {~~§46~>§ 46~~} (2009).",
    )

    def check(self, part: Law) -> Iterator[Mark]:
        """Look at what follows the code's abbreviation."""
        end = part.end
        for match in _SECTION.finditer(part.whole, part.start, end):
            sign = match["sign"]
            many = "§§ " if sign.startswith("§§") or sign.rstrip(" .").lower().endswith("s") else "§ "
            if sign == many:
                continue
            number_end = match.end()
            while number_end < end and (part.whole[number_end].isalnum() or part.whole[number_end] in "–-"):
                number_end += 1
            number = part.whole[match.start("number") : number_end]
            fault = "has no space after the sign" if sign.startswith("§") else "stands for the section sign"
            yield self.mark(
                (match.start("sign"), number_end),
                (match.start("sign"), match.end("sign"), many),
                found=part.whole[match.start("sign") : number_end],
                fault=fault,
                right=f"{many}{number}",
            )
        for match in _NO_SIGN.finditer(part.whole, part.start, end):
            number = match["number"]
            yield self.mark(
                match.span("number"),
                replace=f"§ {number}",
                found=number,
                fault="has no section sign",
                right=f"§ {number}",
            )


class LegalReporterPeriods(Rule[Law]):
    """The abbreviation of a reporter or code lacks its periods.

    APA follows the Bluebook: "347 U.S. 483", "42 U.S.C.", "951 F.2d 1128", "45 C.F.R.".

    The rule knows the federal and regional reporters; spaces inside an abbreviation are left alone.
    """

    code = "SRC084"
    section = "11.4, 11.5"
    severity = WARNING
    fix = SAFE
    message = "“{found}” lacks its periods; APA follows the Bluebook's abbreviation, “{right}”."
    VALID = (
        "Daubert v. Merrell Dow Pharmaceuticals, Inc., 951 F.2d 1128 (9th Cir. 1991).",
        "Tarasoff v. Regents of the University of California, 17 Cal.3d 425, 131 Cal. Rptr. 14, 551 P.2d 334 (1976).",
    )
    INVALID = (
        "Mapp v. Ohio, 367 {~~US~>U.S.~~} 643 (1961).",
        "Daubert v. Merrell Dow Pharmaceuticals, Inc., 951 {~~F2d~>F.2d~~} 1128 (9th Cir. 1991).",
        "Protection of Human Subjects, 45 {~~CFR~>C.F.R.~~} § 46 (2009).",
    )

    def check(self, part: Law) -> Iterator[Mark]:
        """Compare each abbreviation, without periods and spaces, with the Bluebook's."""
        for match in _CITATION.finditer(part.whole, part.start, part.end):
            found = match["reporter"]
            right = _BARE.get(found.replace(".", "").replace(" ", ""))
            if right is not None and found.count(".") < right.count("."):
                yield self.mark(match.span("reporter"), replace=right, found=found, right=right)


_PUBLIC_LAW = pattern(
    r"(?<=, )(?P<label>(?:Public Law|P\. ?L\.|PL|Pub\.? ?L\.?|Pub\.? Law)(?: ?(?:No\.?|Number|Num\.|\#))?)(?P<gap> ?)(?=\d{2,3}[-–]\d)"
)


class LegalPublicLaw(Rule[Reference]):
    """The number of a public law has another label than "Pub. L. No.".

    APA follows the Bluebook: "Pub. L. No. 88-352".

    Hyphen and en dash both occur in the number itself; the rule leaves them alone.
    """

    code = "SRC085"
    section = "11.5"
    severity = WARNING
    fix = SAFE
    message = "“{found}” labels the number of the law; APA follows the Bluebook, “Pub. L. No.”."
    VALID = (
        "Civil Rights Act of 1964, Pub. L. No. 88-352, 78 Stat. 241 (1964). "
        "https://www.govinfo.gov/content/pkg/STATUTE-78/pdf/STATUTE-78-Pg241.pdf",
        "Lund, T. (2004). *Special education since Public Law 94-142*. Teachers College Press.",
    )
    INVALID = ("Civil Rights Act of 1964, {~~Public Law~>Pub. L. No.~~} 88-352, 78 Stat. 241 (1964).",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the label before a number such as 88-352."""
        whole = part.whole
        if part.law is None and not (" Act" in whole and part.authors is None):
            return
        for match in _PUBLIC_LAW.finditer(whole):
            label = match["label"]
            if label != "Pub. L. No." or not match["gap"]:
                edits = ((match.start("gap"), match.end("gap"), " "),) if not match["gap"] else ()
                yield self.mark(match.span("label"), (*match.span("label"), "Pub. L. No."), *edits, found=label)
