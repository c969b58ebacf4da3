"""Citations → marks on the year, what joins it to the names, and where it is missing (CIT004, CIT005, CIT033, CIT035, …)."""

from collections.abc import Iterator

from apacheck.citations import Citation, Work
from apacheck.findings import ERROR, SAFE, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule
from apacheck.rules.citation.shared import after_names, dated

_LIST = "\n\nReferences\n\nMoreno, P., & Lund, T. (2014). *Reading at home*. Routledge."
_NO_DATE = pattern(r"n\.\s?d\.(?:-[a-z])?")


def _begins_inside(work: Work) -> bool:
    """Whether the comma of a work stands in its parentheses, behind an abbreviation: "Name (WHO, 2022)"."""
    return work.names[-1].abbreviation is not None and not work.names[-1].opening


class CommaBeforeYearMissing(Rule[Citation]):
    """No comma stands between author and year.

    In parentheses a comma separates the author from the year, also where “et al.” stands between them.
    """

    code = "CIT004"
    section = "8.11"
    severity = ERROR
    fix = SAFE
    message = "no comma stands between “{name}” and “{year}”; APA has one in parentheses."
    VALID = (f"In May 2010 they read (Moreno & Lund, 2014).{_LIST}",)
    INVALID = (f"They read (Moreno & {{~~Lund 2014~>Lund, 2014~~}}).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what stands between names and year."""
        for work, narrative in dated(part):
            if narrative or work.nested or work.comma is None or not work.years:
                continue
            gap = work.comma.text
            if any(sign in gap for sign in ",;:") or work.names[-1].kind == "title":
                continue
            start = work.et_al.start if work.et_al is not None else work.names[-1].family.start
            end = after_names(work)
            name = part.whole[start:end]
            stop = work.comma.end - len(gap.lstrip(" .")) if gap.strip() else end
            yield self.mark(
                (start, work.years[0].end), (end, stop if gap.strip() else end, ","), name=name, year=work.years[0].text
            )


class NarrativeCommaBeforeYear(Rule[Citation]):
    """A comma stands between a name in the sentence and its year in parentheses.

    “Moreno (2014)” has no comma: the parentheses part name and year.
    """

    code = "CIT005"
    section = "8.11"
    severity = ERROR
    fix = SAFE
    message = "a comma stands between “{name}” and “({year})”; APA has none before the parentheses."
    VALID = (f"In 2014, Moreno and Lund (2014) saw them read.{_LIST}",)
    INVALID = (f"Moreno and {{~~Lund,~>Lund~~}} (2014) saw them read.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for a comma before the parentheses."""
        for work, narrative in dated(part):
            if not narrative or work.comma is None or _begins_inside(work) or not work.years:
                continue
            comma = part.whole.find(",", work.comma.start, work.comma.end)
            if comma >= 0:
                start = work.et_al.start if work.et_al is not None else work.names[-1].family.start
                yield self.mark(
                    (start, comma + 1), (comma, comma + 1, ""), name=part.whole[start:comma], year=work.years[0].text
                )


class FullDateInCitation(Rule[Citation]):
    """Month or day stand in a citation.

    A citation gives the year alone, also where the entry has month and day. Only personal communications keep the full date.
    """

    code = "CIT033"
    section = "8.10"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” stands in the citation; APA cites the year alone."
    VALID = (
        "They read (Hess, 2019).\n\nReferences\n\nHess, A. (2019, January 3). Reading at home. *The New York Times*.",
    )
    INVALID = (
        "They read (Hess, 2019{--, January 3--}).\n\nReferences\n\n"
        "Hess, A. (2019, January 3). Reading at home. *The New York Times*.",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for the month."""
        for work, _ in dated(part):
            for year in work.years:
                if year.calendar is None:
                    continue
                place = part.whole.find(year.label, year.start, year.end)
                if year.calendar.start > place:
                    span = place + len(year.label) + len(year.letter), year.end
                else:
                    span = year.start, place
                yield self.mark(span, replace="", found=year.calendar.text)


class NoDateFormInCitation(Rule[Citation]):
    """A work without a date is cited otherwise than with “n.d.”.

    “n.d.” has two periods and small letters, as in the entry.
    """

    code = "CIT035"
    section = "8.10, 9.17"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands for “n.d.”"
    VALID = (
        "They read (Moreno, n.d.).\n\nReferences\n\nMoreno, P. (n.d.). *Reading at home*. Readers Online. https://example.org/reading",
    )
    INVALID = (
        "They read (Moreno, {~~no date~>n.d.~~}).\n\nReferences\n\n"
        "Moreno, P. (n.d.). *Reading at home*. Readers Online. https://example.org/reading",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare with the one right form."""
        for work, _ in dated(part):
            for year in work.years:
                if year.label == "n.d." and _NO_DATE.fullmatch(year.text) is None:
                    letter = f"-{year.letter}" if year.letter else ""
                    yield self.mark(year, replace=f"n.d.{letter}", found=year.text)


class YearMissing(Rule[Citation]):
    """A citation in parentheses has no year.

    Author and year stand in every parenthetical citation; the year may be left out only where a narrative citation is
    repeated in the same paragraph.
    """

    code = "CIT041"
    section = "8.10, 8.16"
    severity = ERROR
    message = "“{found}” has no year; APA cites author and year in parentheses."
    VALID = (f"Moreno and Lund (2014) write that “reading is a way to be at home” (p. 45).{_LIST}",)
    INVALID = (f"They read ({{==Moreno & Lund, p. 45==}}).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for works that have a locator and no year."""
        for work, _ in dated(part):
            if not work.years and work.locator is not None:
                yield self.mark((work.start, work.locator.end), found=part.whole[work.start : work.locator.end])


class SpaceBeforeYearMissing(Rule[Citation]):
    """No space stands between a name and the year's parentheses.

    A space stands before parentheses in the text.
    """

    code = "CIT043"
    section = "6.1"
    severity = ERROR
    fix = SAFE
    message = "no space stands between “{name}” and the parentheses."
    VALID = (f"Moreno and Lund (2014) saw them read.{_LIST}",)
    INVALID = (f"Moreno and {{~~Lund(~>Lund (~~}}2014) saw them read.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what stands before the parentheses."""
        if part.form == "narrative" and part.opening > part.start and part.whole[part.opening - 1].isalnum():
            start = part.opening
            while start > part.start and not part.whole[start - 1].isspace():
                start -= 1
            yield self.mark(
                (start, part.opening + 1), (part.opening, part.opening, " "), name=part.whole[start : part.opening]
            )


class ParentheticalSemicolonYear(Rule[Citation]):
    """A semicolon or colon stands between author and year.

    A comma separates author and year in parentheses; semicolons separate works.
    """

    code = "CIT045"
    section = "8.11"
    severity = ERROR
    fix = SAFE
    message = "“{sign}” stands between “{name}” and “{year}”; APA has a comma there."
    VALID = (f"They read (Moreno & Lund, 2014).{_LIST}",)
    INVALID = (f"They read (Moreno & Lund{{~~;~>,~~}} 2014).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what stands between names and year."""
        for work, narrative in dated(part):
            if narrative or work.comma is None or not work.years:
                continue
            for place in range(work.comma.start, work.comma.end):
                if part.whole[place] in ";:":
                    yield self.mark(
                        (place, place + 1),
                        replace=",",
                        sign=part.whole[place],
                        name=work.names[-1].family.text,
                        year=work.years[0].text,
                    )
                    break
