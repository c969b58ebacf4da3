"""What stands between the authors and the date → marks about the period that closes the element (AUT018–AUT020, AUT023)."""

from collections.abc import Iterator
from functools import lru_cache

from apacheck.findings import ERROR, SAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Reference, Separator
from apacheck.rule import Rule
from apacheck.rules.authors.slots import INITIALS, in_running_text, last_word

_SENTENCE = pattern(r"\p{Ll}{2}[.?!] \p{Lu}\p{Ll}")
_DOUBLE = pattern(r"\s?\.")
#: A given name that another rule turns into initials, which bring their period with them.
_SPELLED = pattern(r"\p{Ll}{2}$")


def _stands_before_date(reference: Reference, mark: str) -> bool:
    """Whether a mark stands between the authors and the date."""
    authors, date = reference.authors, reference.date
    return authors is not None and date is not None and mark in reference.whole[authors.end : date.start]


@lru_cache(maxsize=8)
def _closing(reference: Reference) -> tuple[Authors, Separator] | None:
    """The authors and what stands between them and a date in parentheses."""
    authors, date = reference.authors, reference.date
    if authors is None or date is None or date.opening is None or reference.law is not None or reference.title is None:
        return None
    # "Fargo (ND) Historical Society": a state; "Laurent, W. Human resources. Wiley (2008)": a date at the end
    if (
        (date.form == "no-date" and date.body.text.isupper())
        or _SENTENCE.search(authors.text)
        or in_running_text(authors)
    ):
        return None
    for index, element in enumerate(reference.elements[:3]):
        if element is authors:
            following = reference.elements[index + 1] if index + 1 < len(reference.elements) else None
            if isinstance(following, Separator) and following.after == "date" and authors.end > authors.start:
                return authors, following
    return None


def _role_closes(authors: Authors) -> bool:
    """Whether the element ends with a role in parentheses."""
    role = authors.role or (authors.names[-1].role if authors.names else None)
    return role is not None and role.end == authors.end


class AuthorFinalPeriodMissing(Rule[Reference]):
    """No period closes the author element.

    The author element ends with a period before the date; the period of an initial is enough.

    An initial that lacks its own period is AUT002's.
    """

    code = "AUT018"
    section = "9.5"
    severity = ERROR
    fix = SAFE
    unless_right = True
    message = "No period follows “{word}”; APA closes the author element with a period before the date."
    gives_way_to = ("AUT002", "AUT004", "AUT005", "AUT006", "AUT034")
    VALID = (
        "*Brown v. Board of Education*, 347 U.S. 483 (1954).",
        "New York Public Library [@nypl]. (2019, May 3). *Read more* [Tweet]. Twitter. https://twitter.com/nypl/status/1",
    )
    INVALID = ("World Health {~~Organization~>Organization.~~} (2020). *Sleep and health*. https://www.who.int/sleep",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the end of the authors, where only spaces follow."""
        found = _closing(part)
        if found is None:
            return
        authors, separator = found
        between = separator.text
        if (
            between.strip()
            or part.whole[authors.end - 1] in ".?!…,;:"
            or _role_closes(authors)
            or authors.et_al is not None
        ):
            return
        last = authors.names[-1] if authors.names else None
        if last is not None and last.given is not None and last.given.end == authors.end:
            given = last.given.text
            if INITIALS.fullmatch(given) or _SPELLED.search(given):
                return
        start, end = last_word(authors)
        new = part.whole[end - 1] + ("." if between else ". ")
        yield self.mark((start, end), (end - 1, end, new), word=part.whole[start:end])


class AuthorDoublePeriod(Rule[Reference]):
    """Two periods stand after the authors.

    An initial, "Jr.", "Inc." or "Co." brings its own period, which closes the element too.

    Two periods that touch are TYP008's.
    """

    code = "AUT019"
    section = "9.5"
    severity = ERROR
    fix = SAFE
    message = "Two periods stand after the authors; APA writes one."
    gives_way_to = ("TYP008",)
    VALID = ("Apple Inc. (2021). *Supplier report*. https://www.apple.com/supplier",)
    INVALID = ("Apple Inc{~~. .~>.~~} (2021). *Supplier report*. https://www.apple.com/supplier",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a period after a period."""
        found = _closing(part) if _stands_before_date(part, ".") else None
        if found is None:
            return
        authors, separator = found
        end = authors.start + len(authors.text.rstrip())
        if part.whole[end - 1] == "." and part.whole[end - 2 : end] != "..":
            match = _DOUBLE.match(part.whole, end, separator.end)
            if match is not None:
                yield self.mark((end - 1, match.end()), replace=".")


class AuthorCommaBeforeDate(Rule[Reference]):
    """A comma stands between the authors and the date.

    A period closes the author element; the period of an initial is enough.
    """

    code = "AUT020"
    section = "9.5"
    severity = ERROR
    fix = SAFE
    message = "A comma stands between the authors and the date; APA writes a period there."
    VALID = ("Laurent, W. (2008). *Human resources*. Wiley.",)
    INVALID = (
        "Laurent, W.{--,--} (2008). *Human resources*. Wiley.",
        "World Health Organization{~~,~>.~~} (2020). *Sleep and health*. https://www.who.int/sleep",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a comma before the date."""
        found = _closing(part) if _stands_before_date(part, ",") else None
        if found is None:
            return
        authors, separator = found
        if "," not in separator.text:
            return
        at = separator.start + separator.text.index(",")
        last = authors.names[-1] if authors.names else None
        given = last.given if last is not None else None
        period = (
            "." in separator.text
            or part.whole[authors.end - 1] in ".?!"
            # the missing period of an initial is another finding, with its own fix
            or (given is not None and given.end == authors.end and INITIALS.fullmatch(given.text) is not None)
        )
        yield self.mark((at, at + 1), replace="" if period else ".")


class RoleFinalPeriodMissing(Rule[Reference]):
    """No period follows the role that closes the author element.

    "(Ed.)" ends the element, so a period follows the parenthesis. After "In" a comma does.
    """

    code = "AUT023"
    section = "9.10, 9.5"
    severity = ERROR
    fix = SAFE
    unless_right = True
    message = "No period follows “{role}”; APA closes the author element with one."
    VALID = (
        "Roe, B. (2017). Sleep. In H.-J. Schmid (Ed.), *Handbook of memory* (pp. 5–9). American Psychological Association.",
    )
    INVALID = ("Schmid, H.-J. {~~(Ed.)~>(Ed.).~~} (2017). *Handbook of memory*. American Psychological Association.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what follows the role."""
        found = _closing(part)
        if found is None:
            return
        authors, separator = found
        if separator.text.strip() or not _role_closes(authors):
            return
        role = authors.role or authors.names[-1].role
        if role is not None:
            new = ")." if separator.text else "). "
            yield self.mark(role, (role.end - 1, role.end, new), role=role.text)
