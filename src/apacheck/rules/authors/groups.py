"""Groups, handles and addresses as authors → marks about them (AUT024, AUT025, AUT032, AUT033)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Reference
from apacheck.rule import Rule

_ABBREVIATED = pattern(r"(?P<name>\p{Lu}[\p{L}’' .,&-]+?)(?P<cut>\s\((?P<short>\p{Lu}[\p{L}&.-]{1,9})\))")
_WORD = pattern(r"\p{L}[\p{L}’'.]*")
_SMALL = frozenset("a an and at de des du et for for in la of on the to".split())  # noqa: SIM905
#: Abbreviations that stand for a longer name more often than for themselves.
_KNOWN = frozenset({"APA", "CDC", "EPA", "FDA", "NIH", "NIMH", "NSF", "WHO", "UN", "USDA", "SAMHSA"})
_PARENT = pattern(r"(?:U\.S\. |US )?(?:Department|Ministry) of [^,]++(?:, [^,]++)*?, (?=[^,]++$)")
_OWN_NAME = pattern(
    r"National (?:Institutes?|Center|Library|Heart|Cancer|Park|Highway|Oceanic) |Centers for |Food and Drug |Substance Abuse |"
    r"Agency for |Bureau of (?:Justice|Labor) |Forest Service|Federal Bureau "
)
_DOMAIN = pattern(r"(?:www\.)?(?:[a-z0-9-]{2,40}\.){1,3}(?:gov|edu|gov\.uk|ac\.uk|nhs\.uk)")


def _stands_for(short: str, name: str) -> bool:
    """Whether the capitals of an abbreviation are initials of the name, in order."""
    letters = [letter.lower() for letter in short if letter.isupper()]
    words = [word[0].lower() for word in _WORD.findall(name)]
    if len(letters) < 2 or not words:
        return False
    place = 0
    for letter in letters:
        while place < len(words) and words[place] != letter:
            place += 1
        if place == len(words):
            return False
        place += 1
    named = [word[0].lower() for word in _WORD.findall(name) if word.lower() not in _SMALL]
    return letters[0] == named[0] or letters[0] == words[0] or len(letters) > 3


class GroupAbbreviationInList(Rule[Authors]):
    """An abbreviation stands for a group, or after its name.

    The list spells groups out; abbreviations are introduced in the text.

    Whether "UNESCO" is a name of its own the text cannot tell: an abbreviation alone is for information, and only where
    a longer name is usual.
    """

    code = "AUT024"
    unless_right = True
    section = "9.11"
    severity = WARNING
    fix = UNSAFE
    message = "The abbreviation “{typed}” stands in the author element; APA spells the group out in the reference list."
    VALID = (
        "TED. (2012, March 16). *The power of introverts* [Video]. YouTube. https://www.youtube.com/watch?v=c0KYU2j0TM4",
        "National Institute for Health Research (Great Britain). (2015). *Sleep and health*. https://www.nihr.ac.uk/sleep",
        "UNESCO. (2019). *Reading at home*. https://www.unesco.org/reading",
    )
    INVALID = (
        "World Health Organization{-- (WHO)--}. (2020). *Sleep and health*. https://www.who.int/sleep",
        "{==CDC==}. (2019). *Sleep and health*. https://www.cdc.gov/sleep",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at groups that end in parentheses or are capitals throughout."""
        for name in part.names:
            literal = name.literal
            if literal is None or name.handle is not None:
                continue
            text = literal.text
            if text in _KNOWN:
                if len(part.names) == 1:
                    yield self.mark(literal, severity=INFO, typed=text)
            elif text.endswith(")"):
                match = _ABBREVIATED.fullmatch(text)
                if match is not None and _stands_for(match["short"], match["name"]):
                    start = literal.start + match.start("cut")
                    yield self.mark((start, literal.end), replace="", typed=match["short"])


class GroupAuthorParentAgencies(Rule[Authors]):
    """Parent agencies stand before the agency.

    The most specific agency is the author; the bodies above it go to the source, as publisher.

    Offices whose name says nothing alone may need the body above them and are left alone.
    """

    code = "AUT025"
    unless_right = True
    section = "9.11"
    severity = WARNING
    message = (
        "“{parents}” stands before the agency; APA names the most specific agency and moves its parents to the source."
    )
    VALID = (
        "U.S. Department of Housing and Urban Development, Office of Policy Development and Research. (2018). *Homes*. "
        "https://www.huduser.gov/homes",
        "National Institute of Mental Health. (2018). *Anxiety* (NIH Publication No. 1). U.S. Department of Health and Human "
        "Services, National Institutes of Health.",
    )
    INVALID = (
        "{==U.S. Department of Health and Human Services, National Institutes of Health, National Institute of Mental Health==}. "
        "(2018). *Anxiety* (NIH Publication No. 1). https://www.nimh.nih.gov/anxiety",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for a department before an agency with a name of its own."""
        if len(part.names) != 1 or part.names[0].literal is None or "," not in part.text:
            return
        literal = part.names[0].literal
        match = _PARENT.match(literal.text)
        if match is not None and _OWN_NAME.match(literal.text, match.end()):
            yield self.mark(literal, parents=match[0].rstrip(", "))


class AuthorUsernameBrackets(Rule[Authors]):
    """A handle stands in parentheses.

    A handle follows the name in square brackets, before the period. A handle alone stands without brackets.
    """

    code = "AUT032"
    unless_right = True
    section = "9.8, 10.15"
    severity = WARNING
    fix = SAFE
    message = "The handle “{typed}” stands in parentheses; APA puts it in square brackets."
    VALID = (
        "National Aeronautics and Space Administration [nasa]. (2018, September 12). *Ask us* [Online forum post]. Reddit. "
        "https://www.reddit.com/r/nasa/1",
        "Fogarty, M. [Grammar Girl]. (2016, September 30). *Who versus whom* [Video]. YouTube. https://www.youtube.com/watch?v=1",
    )
    INVALID = (
        "Badlands National Park {~~(@BadlandsNPS)~>[@BadlandsNPS]~~}. (2018, February 26). *Bighorn lambs* [Tweet]. Twitter. "
        "https://twitter.com/BadlandsNPS/status/1",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the handles."""
        for name in part.names:
            handle = name.handle
            if handle is not None and handle.text.startswith("(@"):
                edits = ((handle.start, handle.start + 1, "["), (handle.end - 1, handle.end, "]"))
                yield self.mark(handle, *edits, typed=handle.text[1:-1])


class AuthorUrlAsAuthor(Rule[Reference]):
    """An address such as a domain stands in the author's place.

    The group behind the site is the author.

    Groups whose name is a domain ("Booking.com") stay, so only addresses of authorities and universities are looked at.
    """

    code = "AUT033"
    section = "9.7, 9.11"
    severity = ERROR
    unless_right = True
    message = "The address “{typed}” stands in the author's place; APA names the person or group behind it."
    VALID = ("Dictionary.com. (2019). *Sleep*. https://www.dictionary.com/browse/sleep",)
    INVALID = ("{==cdc.gov==}. (2019). *Flu symptoms*. Health Topics. https://www.cdc.gov/flu",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the whole of the element with a domain's form."""
        first = part.authors or (part.title.main if part.title_first and part.title is not None else None)
        if first is None or first.end - first.start > 80 or "." not in first.text:
            return
        match = _DOMAIN.fullmatch(first.text.rstrip("."))
        if match is not None:
            yield self.mark((first.start, first.start + match.end()), typed=match[0])
