"""Given names that stand as initials → marks about their periods, spaces and hyphens (AUT002–AUT004, AUT031)."""

from collections.abc import Iterator
from functools import lru_cache

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Name, Part
from apacheck.rule import Rule
from apacheck.rules.authors.slots import INITIALS, slots

_BARE = pattern(r"(?<![\p{L}])\p{Lu}\p{M}*+(?=$|\s)|(?<=[\u2010-])\p{Lu}\p{M}*+(?=$|\s)")
_UNSPACED = pattern(r"(?<=\p{Lu}\p{M}*+\p{Ll}?\.)(?=\p{Lu})")
_CLUSTER = pattern(r"\p{Lu}{2,3}")
_ROMAN = frozenset({"II", "III", "IV"})
_HYPHENED = pattern(r"(?P<first>\p{Lu}\p{M}*+)(?P<between>\.?\s?[\u2010\u2011-]\s?)(?P<second>\p{Lu})(?!\p{Ll})")


@lru_cache(maxsize=8)
def givens(authors: Authors) -> tuple[tuple[Name, Part], ...]:
    """The inverted persons whose given names stand as initials, with those."""
    found = slots(authors)
    initials: list[tuple[Name, Part]] = []
    for slot in found:
        name = slot.name
        family, given = name.family, name.given
        if given is None or family is None or not name.inverted or not INITIALS.fullmatch(given.text):
            continue
        # "Powerful JRE" alone is as likely a whole name
        if len(found) > 1 or authors.whole[family.end] == "," or not _CLUSTER.fullmatch(given.text):
            initials.append((name, given))
    return tuple(initials)


class AuthorInitialPeriodMissing(Rule[Authors]):
    """An initial has no period.

    Each initial carries a period.

    Initials that are run together ("JA") are AUT004's, hyphenated ones AUT031's.
    """

    code = "AUT002"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "“{typed}” lacks the period of an initial; APA writes a period after each."
    gives_way_to = ("AUT006",)
    VALID = (
        "O, K. S. (2010). *Reading at home*. Wiley.",
        "Thunberg, G. [@GretaThunberg]. (2019, May 3). *The sea rises* [Tweet]. Twitter. https://twitter.com/GretaThunberg/status/1",
    )
    INVALID = (
        "Smith, {~~J~>J.~~} (2010). *Reading at home*. Wiley.",
        "Smith, {~~J A~>J. A.~~}, & Lee, B. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for capitals that stand alone among the initials."""
        for _, given in givens(part):
            text = given.text
            if text[-1] == "." and " " not in text:
                continue
            bare = [match.end() for match in _BARE.finditer(text)]
            if bare:
                edits = [(given.start + end, given.start + end, ".") for end in bare]
                yield self.mark(given, *edits, typed=text)


class AuthorInitialsUnspaced(Rule[Authors]):
    """Two initials stand without a space between them.

    A space stands between the initials of one author.

    A hyphenated given name stays closed up ("J.-P."), as do abbreviations in the names of groups.
    """

    code = "AUT003"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "The initials “{typed}” touch; APA sets a space between two initials."
    gives_way_to = ("AUT006",)
    VALID = (
        "Sartre, J.-P. (1943). *L’être et le néant*. Gallimard.",
        "U.S. Department of Education. (2019). *Reading at home*. https://www.ed.gov/reading",
    )
    INVALID = ("Castello, {~~A.B.~>A. B.~~} (2010). *Trust and creativity*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for a period with a capital right after it."""
        for _, given in givens(part):
            text = given.text
            if len(text) < 3 or "." not in text[:-1]:
                continue
            places = [given.start + match.start() for match in _UNSPACED.finditer(text)]
            if places:
                yield self.mark(given, *((place, place, " ") for place in places), typed=text)


class AuthorInitialsRunTogether(Rule[Authors]):
    """Initials are run together.

    Each initial is a letter with a period, and a space stands between two.

    Two capitals may also be a short given name, so the fix is worth a look.
    """

    code = "AUT004"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "The initials “{typed}” are run together; APA writes “{right}”."
    VALID = (
        "TED. (2012, March 16). *The power of introverts* [Video]. YouTube. https://www.youtube.com/watch?v=c0KYU2j0TM4",
    )
    INVALID = ("Smith, {~~JA~>J. A.~~} (2010). *Reading at home*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for given names of two or three capitals."""
        for name, given in givens(part):
            text = given.text
            if (
                len(text) <= 3
                and _CLUSTER.fullmatch(text)
                and text not in _ROMAN
                and name.family is not None
                and not name.family.text.isupper()
            ):
                right = " ".join(f"{letter}." for letter in text)
                # A period that follows belongs to the last initial from then on.
                end = given.end + (part.whole.startswith(".", given.end) and given.end == part.end)
                yield self.mark((given.start, end), replace=right, typed=text, right=right)


class AuthorHyphenatedInitials(Rule[Authors]):
    """The initials of a hyphenated given name lack a period, or have spaces between them.

    A hyphenated given name keeps its hyphen, with a period after each initial and no space: "J.-P.".
    """

    code = "AUT031"
    unless_right = True
    section = "9.8"
    severity = WARNING
    fix = SAFE
    message = "“{typed}” stands for a hyphenated given name; APA writes “{right}”."
    gives_way_to = ("AUT006",)
    VALID = ("Kammeyer-Mueller, J. D., & Xu, A.-J. (2014). *Reading at home*. Wiley.",)
    INVALID = (
        "Sartre, {~~J-P.~>J.-P.~~} (1943). *L’être et le néant*. Gallimard.",
        "Xu, {~~A. -J.~>A.-J.~~} (2014). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at hyphens among the initials."""
        for _, given in givens(part):
            text = given.text
            if not any(hyphen in text for hyphen in "-\u2010\u2011"):
                continue
            edits = [
                (given.start + match.start("between"), given.start + match.end("between"), ".-")
                for match in _HYPHENED.finditer(text)
                if match["between"] not in {".-", ".\u2010", ".\u2011"}
            ]
            if edits:
                right = _HYPHENED.sub(r"\g<first>.-\g<second>", text)
                yield self.mark(given, *edits, typed=text, right=right)
