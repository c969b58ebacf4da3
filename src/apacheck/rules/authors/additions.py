"""What is added to a person's name → marks about suffixes, degrees, footnote marks and helpers (AUT015–AUT017, AUT034–AUT035)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors
from apacheck.rule import Rule
from apacheck.rules.authors.slots import DEGREE, has_initials

_SUFFIXED = pattern(r"(?P<family>.+?),? (?P<suffix>Jr\.?|Sr\.?|II|III)")
_TITLE = pattern(r"(?:Drs?\.|Prof\.|Professor|Mrs?\.|Ms\.|Rev\.|Sir|Dame) +(?=\p{Lu})")
_MARKED = pattern(r"(?<=\p{L}\.?)(?P<mark>[\d*†‡§]+(?:,[\d*†‡§]+)*)$")


def _with_period(suffix: str) -> str:
    return f"{suffix}." if suffix in {"Jr", "Sr"} else suffix


class AuthorSuffixComma(Rule[Authors]):
    """No comma stands before "Jr.", "Sr." or "III".

    In an inverted name a comma stands between the initials and the suffix. Names that are not inverted take none.
    """

    code = "AUT015"
    unless_right = True
    signs = ("Jr", "Sr", "II", "IV")
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "No comma stands before “{suffix}”; APA writes one between the initials and a suffix."
    VALID = (
        "King, M. L., Jr. (1963). *Strength to love*. Harper & Row.",
        "Mises, L. von. (2008). Profit and loss. In P. L. Greaves Jr. (Ed.), *Planning for freedom* (pp. 103–150). Liberty Fund.",
    )
    INVALID = ("King, M. {~~L. Jr.~>L., Jr.~~} (1963). *Strength to love*. Harper & Row.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at what stands before the suffix."""
        for name in part.names:
            given, suffix = name.given, name.suffix
            if given is None or suffix is None or suffix.start < given.end or not name.inverted:
                continue
            between = part.whole[given.end : suffix.start]
            if between.isspace() and has_initials(name):
                start = max(part.whole.rfind(" ", given.start, given.end) + 1, given.start)
                yield self.mark((start, suffix.end), (given.end, suffix.start, ", "), suffix=suffix.text)


class AuthorSuffixPosition(Rule[Authors]):
    """The suffix stands before the initials.

    "Jr.", "Sr.", "II" and "III" follow the initials.
    """

    code = "AUT016"
    signs = ("Jr", "Sr", "jr", "sr", "II", "IV", "2nd", "3rd")
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "The suffix stands before the initials in “{typed}”; APA writes “{right}”."
    VALID = ("Smith, I. I., & Ford, H., II. (1963). *Strength to love*. Harper & Row.",)
    INVALID = (
        "{~~King, Jr., M. L.~>King, M. L., Jr.~~} (1963). *Strength to love*. Harper & Row.",
        "{~~King Jr., M. L.~>King, M. L., Jr.~~} (1963). *Strength to love*. Harper & Row.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for the suffix beside the surname."""
        for name in part.names:
            family, given, suffix = name.family, name.given, name.suffix
            if family is None or given is None or not has_initials(name) or not name.inverted:
                continue
            if suffix is not None and suffix.start < given.start:
                right = f"{family.text}, {given.text}, {_with_period(suffix.text)}"
            elif suffix is None and family.text.endswith(("Jr.", "Sr.", "Jr", "Sr", "II")):
                match = _SUFFIXED.fullmatch(family.text)
                if match is None:
                    continue
                right = f"{match['family']}, {given.text}, {_with_period(match['suffix'])}"
            else:
                continue
            where = (family.start, given.end)
            yield self.mark(where, replace=right, typed=part.whole[family.start : given.end], right=right)


class AuthorDegreeOrTitle(Rule[Authors]):
    """A degree or a title stands with an author's name.

    Degrees, honorifics and professional titles are left out.

    Names that are known with their title ("Dr. Seuss", "Pope Francis") are not inverted and stay.
    """

    code = "AUT017"
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "“{typed}” stands with an author's name; APA leaves degrees and titles out."
    VALID = (
        "James, W. (1903). The Ph.D. octopus. *Harvard Monthly*, *36*(1), 1–9.",
        "Pope Francis. (2015). *Laudato si’*. Vatican Press.",
    )
    INVALID = (
        "Smith, J.{--, Ph.D.--} (2010). *Reading at home*. Wiley.",
        "{--Dr. --}Smith, J. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for titles before surnames, and for degrees after initials."""
        names = part.names
        for index, name in enumerate(names):
            if name.family is not None and name.inverted and has_initials(name):
                match = _TITLE.match(part.whole, name.family.start, name.family.end)
                if match is not None:
                    yield self.mark(match.span(), replace="", typed=match[0].strip())
            elif index and name.end - name.start <= 8 and names[index - 1].is_person and DEGREE.fullmatch(name.text):
                before = names[index - 1]
                end = name.end + (part.whole.startswith(".", name.end) and name.end == part.end)
                if part.whole[before.end : name.start].strip() == "," and part.whole[before.end - 1] == ".":
                    yield self.mark((before.end, end), replace="", typed=name.text)


class AuthorAffiliationMarks(Rule[Authors]):
    """A footnote mark from a byline stands with an author's name.

    Digits, asterisks and daggers that point to affiliations are left out.

    An asterisk before a whole entry, which marks the studies of a meta-analysis, stays.
    """

    code = "AUT034"
    unless_right = True
    section = "9.8"
    severity = WARNING
    fix = UNSAFE
    message = "“{typed}” after an author's name looks like a footnote mark from a byline; APA leaves it out."
    VALID = (r"\*Angel, L., & Roe, B. (2013). Sleep and memory. *Journal of Sleep Research*, *22*(1), 1–9.",)
    INVALID = ("Malhotra, D.{--1--}, & Lumineau, F.{--2--} (2011). *Trust and collaboration*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the end of the initials."""
        for name in part.names:
            given = name.given
            if given is None or part.whole[given.end - 1].isalpha() or part.whole[given.end - 1] == ".":
                continue
            match = _MARKED.search(given.text)
            if match is not None:
                start, end = match.span("mark")
                yield self.mark((given.start + start, given.start + end), replace="", typed=match["mark"])


class AuthorWithContributor(Rule[Authors]):
    """A contributor after "with" stands without parentheses.

    Someone who is named after "with" on the title page stands in parentheses after the main author.
    """

    code = "AUT035"
    section = "9.8"
    severity = INFO
    fix = UNSAFE
    unless_right = True
    message = "“{typed}” stands among the authors; APA puts it in parentheses after the main author."
    VALID = ("Meyers, K. (with Long, W. T.). (2014). *Reading at home*. Wiley.",)
    INVALID = ("Meyers, K.{~~, with Long, W. T.~> (with Long, W. T.).~~} (2014). *Reading at home*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for a last name that begins with "with"."""
        if len(part.names) < 2:
            return
        before, name = part.names[-2], part.names[-1]
        if not name.text.startswith("with ") or not before.is_person or part.role is not None or name.end != part.end:
            return
        if part.whole[before.end : name.start].strip(", "):
            return
        period = "" if part.whole.startswith(".", part.end) else "."
        yield self.mark((before.end, name.end), replace=f" ({name.text}){period}", typed=name.text)
