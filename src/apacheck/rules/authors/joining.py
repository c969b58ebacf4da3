"""Places between two authors → marks about commas, ampersands and semicolons there (AUT007–AUT011, AUT036–AUT039)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Part
from apacheck.reference.names import GROUP_WORDS
from apacheck.rule import Rule
from apacheck.rules.authors.slots import Meeting, conjoined, has_initials, meetings, slots

_WORDS = {"and": "and", "And": "and", "AND": "and"}
_FOREIGN = frozenset({"y", "e", "et", "und"})
_SPACES = pattern(r"\s+")
#: No list longer than this is written out: from 21 authors on the names are another rule's matter.
_MOST = 20


def _last_of(meeting: Meeting) -> tuple[int, int]:
    """The last word of the earlier author."""
    left = meeting.left
    start = left.name.whole.rfind(" ", left.start, left.end) + 1
    return max(start, left.start), left.end


def _chain(authors: Authors) -> list[Meeting]:
    """The meetings from the first conjunction on, where there is one that does not stand before the last author."""
    if authors.et_al is not None or authors.ellipsis is not None:
        return []
    found = meetings(authors)
    first = next((index for index, meeting in enumerate(found) if meeting.conjunction is not None), None)
    if first is None or first == len(found) - 1:
        return []
    chain = list(found[first:])
    plain = all(
        meeting.persons
        and meeting.left.name.role is None
        and ";" not in meeting.text
        and meeting.text.strip(" ,") in {"", "&", "and"}
        and meeting.text.strip()
        for meeting in chain
    )
    return chain if plain else []


class AuthorAmpersandMissing(Rule[Authors]):
    """No ampersand stands before the last author.

    With 2 to 20 authors "&" stands before the last one.

    Only lists of persons are looked at, and none in which each name has a role of its own.
    """

    code = "AUT007"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "No ampersand stands before “{name}”; APA writes “, &” before the last author."
    gives_way_to = ("AUT001", "AUT006", "AUT011", "AUT013", "AUT014", "AUT037", "AUT038")
    VALID = (
        "Malhotra, D., & Lumineau, F. (2011). *Trust and collaboration*. Wiley.",
        "King, M. L., Jr. (1963). *Strength to love*. Harper & Row.",
        "Oakley, B. (Writer), Weinstein, J. (Writer), & Lynch, J. (Director). (1995, May 21). Who shot Mr. Burns? (Part one) "
        "(Season 6, Episode 25) [TV series episode]. In D. Mirkin (Executive Producer), *The Simpsons*. Gracie Films.",
    )
    INVALID = ("Malhotra, D., {~~Lumineau~>& Lumineau~~}, F. (2011). *Trust and collaboration*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at what stands before the last author."""
        if len(part.names) < 2 or part.ellipsis is not None or part.et_al is not None:
            return
        found = meetings(part)
        if not found or len(found) >= _MOST or any(meeting.conjunction for meeting in found):
            return
        last = found[-1]
        if (
            _SPACES.sub(" ", last.text) != ", "
            or not all(has_initials(meeting.left.name) and meeting.left.name.role is None for meeting in found)
            or not has_initials(last.right.name)
        ):
            return
        family = last.right.name.family
        if family is not None:
            where = (last.end, max(family.end, last.end + 1))
            yield self.mark(where, (last.end, last.end, "& "), name=part.whole[where[0] : where[1]])


class AuthorAndForAmpersand(Rule[Authors]):
    """The word "and" joins two authors.

    The reference list joins authors with an ampersand.

    An "and" inside a group's name stays.
    """

    code = "AUT008"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "“{word}” joins two authors; APA uses an ampersand in the reference list."
    gives_way_to = ("AUT036", "AUT038")
    VALID = (
        "Centers for Disease Control and Prevention. (2019). *Sleep and health*. https://www.cdc.gov/sleep",
        "Sen, A. (1999). *Development as freedom*. Farrar, Straus and Giroux.",
    )
    INVALID = ("Malhotra, D., {~~and~>&~~} Lumineau, F. (2011). *Trust and collaboration*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the conjunctions after persons."""
        for meeting in conjoined(part):
            conjunction = meeting.conjunction
            if conjunction is not None and conjunction.text in _WORDS and meeting.left.name.is_person:
                yield self.mark(conjunction, replace="&", word=conjunction.text)


class AuthorCommaBeforeAmpersandMissing(Rule[Authors]):
    """No comma stands before the conjunction.

    A comma precedes the ampersand even between two persons. Two groups take none, nor do editors after "In".
    """

    code = "AUT009"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "No comma stands before “{word}”; APA sets one there, even between two authors."
    gives_way_to = ("AUT011", "AUT013", "AUT014", "AUT036", "AUT038")
    VALID = (
        "American Psychological Association & National Institutes of Health. (2014). *Stress and health*. Wiley.",
        "Ernst & Young. (2018). *Trust in audits*. https://www.ey.com/trust",
    )
    INVALID = (
        "Bidault, {~~F.~>F.,~~} & Castello, A. (2010). *Trust and creativity*. Wiley.",
        "Bidault, {~~F.~>F.,~~} {~~and~>&~~}{>>AUT008<<} Castello, A. (2010). *Trust and creativity*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for conjunctions with nothing but spaces before them."""
        for meeting in conjoined(part):
            conjunction = meeting.conjunction
            if conjunction is None or part.ellipsis is not None or not meeting.left.name.is_person:
                continue
            before = part.whole[meeting.start : conjunction.start]
            if before and before.isspace() and conjunction.end < meeting.end:
                yield self.mark(_last_of(meeting), (meeting.start, conjunction.start, ", "), word=conjunction.text)


class AuthorTwoGroupsComma(Rule[Authors]):
    """A comma stands before the ampersand of two groups.

    Two groups are joined by an ampersand alone. Three or more, or a group and a person, keep the comma.

    The Manual shows this in an example and does not say it, so the finding is a warning.
    """

    code = "AUT010"
    unless_right = True
    section = "9.8"
    severity = WARNING
    fix = UNSAFE
    message = "A comma stands before the ampersand of two groups; APA joins two groups with “&” alone."
    VALID = (
        "American Educational Research Association, American Psychological Association, & National Council on Measurement in "
        "Education. (2014). *Standards for educational testing*. American Educational Research Association.",
    )
    INVALID = (
        "Australian Government Productivity Commission{~~, &~> &~~} New Zealand Productivity Commission. (2012). "
        "*Closer economic relations*. https://www.pc.gov.au/closer",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at lists of exactly two groups."""
        if len(part.names) != 2:
            return
        for meeting in conjoined(part):
            conjunction = meeting.conjunction
            if (
                conjunction is not None
                and conjunction.text == "&"
                and meeting.text == ", & "
                and not meeting.left.name.is_person
                and not meeting.right.name.is_person
                and all(" " in name.text and "," not in name.text for name in part.names)
                and any(word.lower() in GROUP_WORDS for name in part.names for word in name.text.split())
            ):
                yield self.mark((meeting.start, conjunction.end), replace=" &")


class AuthorSemicolonSeparator(Rule[Authors]):
    """A semicolon stands between two authors.

    Commas separate the authors; the last one has an ampersand as well.

    Lists of groups alone are left alone.
    """

    code = "AUT011"
    unless_right = True
    signs = (";",)
    section = "9.8, 9.5"
    severity = ERROR
    fix = SAFE
    message = "A semicolon stands between two authors; APA uses a comma."
    VALID = ("Doe, J., & Roe, B. (2012, March 5). *Night trains* [Film]. Gracie Films; Paramount.",)
    INVALID = (
        "Bidault, F.{~~;~>, &~~} Castello, A. (2010). *Trust and creativity*. Wiley.",
        "Bidault, F.{~~;~>,~~} Castello, A.{~~;~>, &~~} Roe, B. (2010). *Trust and creativity*. Wiley.",
        "Bidault, F.{~~; &~>, &~~} Castello, A. (2010). *Trust and creativity*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for semicolons between authors of whom one is a person."""
        if ";" not in part.text:
            return
        for meeting in meetings(part):
            text = meeting.text
            if ";" not in text.replace("&amp;", "") or not (
                meeting.left.name.is_person or meeting.right.name.is_person
            ):
                continue
            conjunction = meeting.conjunction
            ampersand = conjunction is not None or (meeting.last and part.ellipsis is None)
            if part.ellipsis is not None and meeting.start <= part.ellipsis.start < meeting.end:
                continue
            end = conjunction.end if conjunction is not None else meeting.start + len(text.rstrip())
            after = "" if end < meeting.end else " "
            yield self.mark((meeting.start, end), replace=(", &" if ampersand else ",") + after)


class AuthorSeparatorMalformed(Rule[Authors]):
    """Punctuation or spaces around the ampersand are wrong.

    Between two authors stands exactly ", & ": nothing follows the ampersand but a space.
    """

    code = "AUT036"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands between two authors; APA writes “, &”."
    gives_way_to = ("AUT038",)
    VALID = ("Smith, J., & Jones, B. (2010). *Reading at home*. Wiley.",)
    INVALID = (
        "Smith, J.{~~, &,~>, &~~} Jones, B. (2010). *Reading at home*. Wiley.",
        "Smith, J.{~~,&~>, &~~} Jones, B. (2010). *Reading at home*. Wiley.",
        "Smith, J.{~~, &~>, & ~~}Jones, B. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Compare what stands between two authors with what should."""
        for meeting in conjoined(part):
            conjunction = meeting.conjunction
            if (
                conjunction is None
                or not meeting.left.name.is_person
                or ";" in meeting.text
                or (part.ellipsis is not None and meeting.start <= part.ellipsis.start < meeting.end)
            ):
                continue
            if conjunction.text != "&" and conjunction.text not in _WORDS:
                continue
            plain = _SPACES.sub(" ", meeting.text.replace(conjunction.text, "&"))
            if plain in {", & ", " & "}:
                continue
            end = meeting.start + len(meeting.text.rstrip())
            yield self.mark(
                (meeting.start, end), replace=", &" if end < meeting.end else ", & ", typed=meeting.text.strip()
            )


class AuthorCommaBetweenMissing(Rule[Authors]):
    """No comma stands between two authors.

    Commas separate authors. Here the initials of one are followed at once by the surname of the next.
    """

    code = "AUT037"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = UNSAFE
    message = "No comma stands between “{left}” and “{right}”; APA separates authors with commas."
    VALID = ("St. John, P., Smith, J., & Lee, C. (2010). *Reading at home*. Wiley.",)
    INVALID = (
        "Smith, {~~J.~>J.,~~} Jones, B., & Lee, C. (2010). *Reading at home*. Wiley.",
        "Smith, {~~J.~>J., &~~} Jones, B. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for persons with nothing but a space between them."""
        for meeting in meetings(part):
            if meeting.persons and meeting.text.isspace() and has_initials(meeting.right.name):
                new = ", & " if meeting.last else ", "
                yield self.mark(
                    _last_of(meeting),
                    (meeting.start, meeting.end, new),
                    left=part.whole[meeting.left.start : meeting.left.end],
                    right=part.whole[meeting.right.start : meeting.right.end],
                )


class AuthorExtraAmpersand(Rule[Authors]):
    """An ampersand stands before an author who is not the last.

    One ampersand stands in the list, before the last author; commas separate the others.
    """

    code = "AUT038"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "An ampersand stands before an author who is not the last; APA has one, before the last author."
    gives_way_to = ("AUT011", "AUT014")
    VALID = ("Smith, J., Jones, B., & Lee, C. (2010). *Reading at home*. Wiley.",)
    INVALID = (
        "Smith, J.{~~ & Jones, B. &~>, Jones, B., &~~} Lee, C. (2010). *Reading at home*. Wiley.",
        "Smith, J.{~~, & Jones, B., &~>, Jones, B., &~~} Lee, C. (2010). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look for a conjunction before the last one, and mend the chain that it begins."""
        if len(part.names) < 3:
            return
        chain = _chain(part)
        if not chain or len(slots(part)) > _MOST:
            return
        edits = []
        for meeting in chain:
            new = ", & " if meeting is chain[-1] else ", "
            if meeting.text != new:
                edits.append((meeting.start, meeting.end, new))
        end = chain[-1].start + len(chain[-1].text.rstrip())
        yield self.mark((chain[0].start, end), *edits)


class AuthorForeignConjunction(Rule[Authors]):
    """A conjunction of another language joins two authors.

    In a paper in English authors are joined by an ampersand, whatever the language of the work.

    Spanish and Catalan surnames of two parts ("Ortega y Gasset") stay.
    """

    code = "AUT039"
    unless_right = True
    section = "9.8, 9.38"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“{word}” joins two authors; APA uses an ampersand, whatever the language of the work."
    gives_way_to = ("AUT036", "AUT038")
    VALID = ("Ortega y Gasset, J. (1930). *La rebelión de las masas*. Revista de Occidente.",)
    INVALID = ("Müller, A., {~~und~>&~~} Weber, B. (2015). *Lesen lernen*. Beltz.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the conjunctions between persons with initials."""
        for meeting in conjoined(part):
            conjunction: Part | None = meeting.conjunction
            if (
                conjunction is not None
                and conjunction.text in _FOREIGN
                and has_initials(meeting.left.name)
                and meeting.right.name.is_person
            ):
                yield self.mark(conjunction, replace="&", word=conjunction.text)
