"""Persons in the author element → marks about surname and given names (AUT001, AUT005, AUT006, AUT029, AUT030)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, INFO, UNSAFE, WARNING, Mark, Severity
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Name, Part, Reference
from apacheck.rule import Rule
from apacheck.rules.authors.given_names import is_given_name
from apacheck.rules.authors.slots import INITIALS, has_initials, slots

_WORK_OF_ART = pattern(r"\[[^\[\]]*(?:[Aa]lbum|[Ss]ong|[Vv]ideo|[Ff]ilm|Tweet|[Pp]ost|[Pp]odcast|TV)")
_ROMAN = pattern(r"[IVX]+")
_FAMILY = pattern(
    r"(?:(?:de|van|von|der|den|du|la|le|da|di|del|dos|ten|ter|el|al)\s)*\p{Lu}[\p{L}\p{M}’']+(?:-\p{Lu}[\p{L}\p{M}’']+)?"
)
_TWO_AS_ONE = pattern(r"(?P<family>\p{Lu}\p{Ll}[\p{L}’'-]*) (?P<given>\p{Lu}\.?(?:[ -]?\p{Lu}\.?)?)")
_SPELLED = pattern(r"\p{Lu}\p{Ll}{2,}(?!\p{Ll}|\.)")
_MIDDLE = pattern(r"\s\p{Lu}\.?$")
_GIVEN_FIRST = pattern(
    r"(?P<given>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?P<middle>(?: \p{Lu}\.)*)) (?P<family>\p{Lu}[\p{Ll}’'][\p{L}’'-]*)"
)
_LETTERS = pattern(r"\p{Lu}\.(?:[\s-]*\p{Lu}\.)*+")
_TOUCHING = pattern(r"\p{Lu}\.\p{Lu}\.")
_LOWER = pattern(r"(?P<family>\p{Ll}[\p{L}’'-]+), \p{Ll}\.(?: \p{Ll}\.)*")
#: People who write their names in lowercase.
_LOWERCASE_PEOPLE = frozenset({"hooks", "boyd", "cummings", "lang", "bell", "pitchford", "notorious"})
_PARTICLES = pattern(
    r"(?:d[aei]|del|della|der|den|du|la|le|van|von|ben|bin|ibn|al|el|ter|ten|zu|af|av|y)\b|al-|el-|d’|d'"
)


def initials_of(given: str) -> str:
    """Given names as initials: "Angela Lee" → "A. L.", "Jean-Paul" → "J.-P."."""
    words = []
    for word in given.split():
        if word[0].islower():
            words.append(word)
        else:
            words.append("-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece[:1].isupper()))
    return " ".join(words)


class AuthorCommaAfterSurnameMissing(Rule[Reference]):
    """No comma stands after the surname.

    An author is surname, comma, initials.

    A single name of this look may be a whole name ("Cardi B."), so makers of songs, films and posts with one initial are left alone, and
    so are names without a period unless the work is in a periodical.
    """

    code = "AUT001"
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    unless_right = True
    message = "No comma stands after the surname in “{typed}”; APA writes “{family}, {given}”."
    VALID = (
        "Plato. (1994). *Republic*. Oxford University Press.",
        "Children’s Hospital L.A. (2019). *Sleep in childhood*. https://www.chla.org/sleep",
        "Cardi B. (2018). *Invasion of privacy* [Album]. Atlantic Records.",
        "Queen Elizabeth II. (2010). *Speeches*. Wiley.",
    )
    INVALID = (
        "{~~Urdan T.~>Urdan, T.~~} (2012). *Achievement goals*. Sage.",
        "Smith, J., {~~Jones B.~>Jones, B.~~}, & Lee, C. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a surname with initials and only a space between them."""
        authors = part.authors
        if authors is None or part.law is not None:
            return
        found = slots(authors)
        for slot in found:
            name = slot.name
            family, given = name.family, name.given
            if family is None or given is None or not name.inverted or name.suffix is not None:
                continue
            if part.whole[family.end : given.start].isspace():
                if self._speaks(part, name, family, given, alone=len(found) == 1):
                    yield self._marked((slot.start, given.end), family, given)
            elif " " in family.text and " " in given.text:
                first, second = _TWO_AS_ONE.fullmatch(family.text), _TWO_AS_ONE.fullmatch(given.text)
                if first is not None and second is not None:
                    for half, match in ((family, first), (given, second)):
                        at = half.start
                        yield self._marked(
                            (at, half.end),
                            Part(part.whole, at, at + match.end("family")),
                            Part(part.whole, at + match.start("given"), half.end),
                        )

    def _marked(self, where: tuple[int, int], family: Part, given: Part) -> Mark:
        edit = (family.end, given.start, ", ")
        return self.mark(where, edit, typed=f"{family.text} {given.text}", family=family.text, given=given.text)

    @staticmethod
    def _speaks(reference: Reference, name: Name, family: Part, given: Part, *, alone: bool) -> bool:
        if _ROMAN.fullmatch(given.text) and len(given.text) > 1:
            return False
        if not alone:
            return has_initials(name)
        if (given.text.count(".") < 2 and _WORK_OF_ART.search(reference.whole)) or not _FAMILY.fullmatch(family.text):
            return False
        return given.text.endswith(".") or (reference.periodical is not None and not family.text.isupper())


class AuthorGivenNameSpelledOut(Rule[Authors]):
    """A given name is spelled out.

    Given and middle names are reduced to initials.

    Where nothing but a comma tells a person from a group, the finding is for information only.
    """

    code = "AUT005"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "The given name “{typed}” is spelled out; APA reduces given names to initials: “{right}”."
    gives_way_to = ("AUT001", "AUT006", "AUT016", "AUT017")
    VALID = (
        "University of Virginia, Weldon Cooper Center. (2017). *Counting people*. https://www.coopercenter.org/people",
        "Childish Gambino. (2018). *This is America* [Song]. mcDJ; RCA.",
        "Fogarty, M. [Grammar Girl]. (2016, September 30). *Who versus whom* [Video]. YouTube. https://www.youtube.com/watch?v=1",
    )
    INVALID = (
        "Duckworth, {~~Angela Lee.~>A. L.~~} (2016). *Grit*. Scribner.",
        "Duckworth, {~~Angela~>A.~~}, & Gross, J. J. (2014). *Grit*. Scribner.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for given names of three letters and more."""
        found = slots(part)
        for slot in found:
            name = slot.name
            family, given = name.family, name.given
            if family is None or given is None or not name.inverted or name.suffix is not None:
                continue
            text = given.text
            if not _SPELLED.search(text) or _TWO_AS_ONE.fullmatch(family.text) or INITIALS.fullmatch(family.text):
                continue
            right = initials_of(text)
            # The period that closes the element belongs to the last initial from then on.
            closed = given.end == part.end and part.whole.startswith(".", part.end)
            yield self.mark(
                (given.start, given.end + closed),
                replace=right,
                severity=self._severity(name, text, found_initials=any(has_initials(other.name) for other in found)),
                typed=text,
                right=right,
            )

    @staticmethod
    def _severity(name: Name, given: str, *, found_initials: bool) -> Severity:
        if is_given_name(given.split(maxsplit=1)[0]) or (
            found_initials and name.family is not None and " " not in given
        ):
            return ERROR
        return ERROR if _MIDDLE.search(given) else INFO


class AuthorNotInverted(Rule[Authors]):
    """A name is not inverted.

    Every person in the author element stands surname first.

    Two capitalized words may also name a group or a pseudonym; without initials the finding is for information only.
    """

    code = "AUT006"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "“{typed}” is not inverted; APA writes “{right}”."
    VALID = (
        "Mayo Clinic. (2019). *Sleep tips*. https://www.mayoclinic.org/sleep",
        "Goldman Sachs. (2019). *Womenomics*. https://www.goldmansachs.com/womenomics",
        "Dr. Seuss. (1957). *The cat in the hat*. Random House.",
        "J. Paul Getty Museum. (2011). *Ancient glass*. Getty Publications.",
    )
    INVALID = (
        "{~~Angela Duckworth.~>Duckworth, A.~~} (2016). *Grit*. Scribner.",
        "Smith, J., & {~~B. Jones.~>Jones, B.~~} (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for initials before a surname, and for a common given name before another word."""
        if part.text.startswith("In "):
            return
        found = slots(part)
        people = sum(slot.name.is_person for slot in found)
        for slot in found:
            name = slot.name
            if name.role is not None and name.literal is not None:
                continue
            if name.is_person and not name.inverted and name.family is not None and name.given is not None:
                family, given = name.family.text, name.given.text
                if not _FAMILY.fullmatch(family) or len(family) < 3 or not _LETTERS.fullmatch(given):
                    continue
                strong = people > 1 or len(given.rstrip(".")) > 1
                severity: Severity = ERROR if strong else WARNING
                if people == 1 and _TOUCHING.match(given):  # "A.V. Club", "U.N. Women"
                    severity = INFO
                yield self._turned(part, (slot.start, name.given.end, name.family.end), family, given, severity)
            elif name.literal is not None:
                match = _GIVEN_FIRST.fullmatch(name.literal.text)
                if match is not None and is_given_name(match["given"].split()[0]):
                    where = (slot.start, slot.start, name.literal.end)
                    given = initials_of(match["given"])
                    severity = WARNING if match["middle"] else INFO
                    yield self._turned(part, where, match["family"], given, severity)

    def _turned(self, part: Authors, where: tuple[int, int, int], family: str, given: str, severity: Severity) -> Mark:
        start, _, end = where
        typed = part.whole[start:end]
        right = f"{family}, {given}" + ("" if given.endswith(".") else ".")
        closed = end == part.end and part.whole.startswith(".", end)
        return self.mark((start, end + closed), replace=right, severity=severity, typed=typed, right=right)


class AuthorAllCaps(Rule[Authors]):
    """Surnames are written in capitals.

    APA writes a surname with capital and small letters, however the source prints it.

    Only lists in which every surname of more than two letters is in capitals are looked at, since acronyms are right
    for groups and for short names.
    """

    code = "AUT029"
    section = "9.9"
    severity = ERROR
    fix = UNSAFE
    message = "The surname “{typed}” is in capitals; APA writes “{right}”."
    VALID = (
        "NASA. (2019). *Moon to Mars*. https://www.nasa.gov/moon",
        "Ng, A., & Li, B. (2011). *Trust and collaboration*. Wiley.",
    )
    INVALID = (
        "{~~MALHOTRA~>Malhotra~~}, D., & {~~LUMINEAU~>Lumineau~~}, F. (2011). *Trust and collaboration*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the surnames of persons with initials."""
        names = part.names
        first = names[0].family if names else None
        if first is None or not first.text[-2:].isupper():
            return
        families = [name.family for name in names if name.family is not None and len(name.family.text) > 2]
        if not all(family.text.isupper() for family in families):
            return
        if len(families) < 2 and not all(len(family.text) > 3 for family in families):
            return
        if not all(has_initials(name) for name in names if name.is_person):
            return
        for family in families:
            right = _capitalized(family.text)
            yield self.mark(family, replace=right, typed=family.text, right=right)


def _capitalized(surname: str) -> str:
    words = []
    for word in regex.split(r"([\s’'-])", surname.lower()):
        capital = word[:1].upper() + word[1:]
        words.append(f"Mc{capital[2:].capitalize()}" if capital.startswith("Mc") and len(capital) > 3 else capital)
    return "".join(words)


class AuthorLowercase(Rule[Authors]):
    """A name begins with a small letter.

    Names are capitalized unless the person writes them otherwise ("hooks, b.").

    Which of the two it is the text cannot tell, so the finding is for information only. Particles ("de la Cruz") stay
    as they are.
    """

    code = "AUT030"
    section = "9.9"
    severity = WARNING
    fix = UNSAFE
    unless_right = True
    message = "“{typed}” is in lowercase; APA capitalizes names unless the person does not."
    VALID = (
        "hooks, b. (1994). *Teaching to transgress*. Routledge.",
        "van der Waal, P. N., & de la Cruz, M. (2014). *Reading at home*. Wiley.",
    )
    INVALID = ("{~~laurent, w.~>Laurent, W.~~} (2008). *Human resources*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at a first name that begins with a small letter."""
        whole = part.whole
        if part.start >= part.end or not whole[part.start].islower():
            return
        end = part.end + whole.startswith(".", part.end)
        match = _LOWER.match(whole, part.start, end)
        if match is None or match["family"] in _LOWERCASE_PEOPLE or _PARTICLES.match(match["family"]):
            return
        edits = [
            (place, place + 1, whole[place].upper())
            for place in (match.start(), *range(match.end("family"), match.end()))
            if whole[place].islower()
        ]
        yield self.mark(match.span(), *edits, typed=match[0])
