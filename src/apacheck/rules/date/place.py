"""A `Reference` or its `Date` → marks on where the date stands, its parentheses, and the marks around it."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Date, Part, Reference, Separator, Title, Unparsed
from apacheck.rule import Rule

_YEAR = pattern(
    r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)|\bn\.?\s?d\.|\bin press\b|\bno date\b|\bforthcoming\b", regex.IGNORECASE
)
_LEAD = pattern(r"\s*(?P<author>\p{Lu}.{1,120}?[\p{L}\])]\.(?:[ -]?\p{Lu}\.(?=\s))*+)(?=\s)")
_LAW = pattern(r"\bConst\.|§|\bU\.S\.C\.|\bF\.(?:\s?Supp|[23]d)|\bCong\.|\bv\. ")
#: A person's name at the start, then words that are no further name.
_AUTHOR_THEN_TITLE = pattern(
    r"\s*\p{Lu}[\p{L}’'-]*+(?:[ ][\p{L}’'-]++){0,2}, (?:\p{Lu}\.[ -]?)++(?P<rest>(?=[\p{Lu}“\"])(?!and\b)[^&,]++[^&]*+)"
)
_LOWER_WORD = pattern(r"(?<![\p{L}’'-])\p{Ll}[\p{L}’'-]{3,}")
_FIRST_WORD = pattern(r"\S+")
_ENOUGH_WORDS = 2
_SHORTEST_ENTRY = 25


def _after(reference: Reference, date: Date) -> tuple[Part, Part] | None:
    """Find the separator after the date and the element behind it."""
    elements = reference.elements
    for index, element in enumerate(elements[:-2]):
        if element is date:
            separator, following = elements[index + 1], elements[index + 2]
            if isinstance(separator, Separator) and not isinstance(following, Unparsed):
                return separator, following
            return None
    return None


def _opens_entry(reference: Reference, date: Date) -> bool:
    """Whether the date stands behind authors or a title, not in the middle of a name: "Report of (2010) findings"."""
    before = reference.whole[: date.start].rstrip()
    if before.endswith((".", ")", "]", ",", "?", "!")):
        return True
    return reference.authors is not None and any(name.is_person for name in reference.authors.names)


def _stands_late(reference: Reference) -> bool:
    """Whether a title, not only names, stands between the first author and the date."""
    date = reference.date
    if date is None or date.closing is None or reference.title_first or reference.law is not None:
        return False
    before = reference.whole[: date.start].rstrip()
    if ". " not in before:
        return False
    match = _AUTHOR_THEN_TITLE.fullmatch(before)
    return match is not None and len(_LOWER_WORD.findall(match["rest"])) >= _ENOUGH_WORDS


def _closes(date: Date) -> bool:
    """Whether the parenthesis is closed further on: "(2014, 5 augustus)" is a date that was not understood."""
    closing = date.whole.find(")", date.end)
    return closing >= 0 and "(" not in date.whole[date.end : closing]


class DateMissing(Rule[Reference]):
    """The entry has no date element.

    Every entry gives a date in parentheses after the author (or after the title, where there is no author), "(n.d.)"
    where the work has none.

    Legal references carry their year elsewhere. Where a year stands somewhere else in the entry this rule is silent.
    """

    code = "DAT001"
    section = "9.13, 9.17"
    section_from_memory = True
    severity = ERROR
    gives_way_to = ("NAP",)
    message = "No date follows “{author}”; APA gives it in parentheses, “(n.d.)” where the work has none."
    VALID = (
        "U.S. Const. art. I, § 3.",
        "*Prairie towns and their railways*. (2012). Plains Press.",
        "Varga, I. (n.d.). *Night trains of Europe*. Rail Notes. https://www.railnotes.org/night",
    )
    INVALID = (
        "{==Bari, S.==} *Formalized partnerships work best* [Video]. YouTube. https://www.youtube.com/watch?v=x",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for any sign of a date before saying that there is none."""
        if part.date is not None or part.law is not None or len(part.whole) < _SHORTEST_ENTRY:
            return
        links = part.links
        text = part.whole[: links[0].start] if links else part.whole
        if _YEAR.search(text) or _LAW.search(text):
            return
        match = _LEAD.match(text)
        # A single sentence is a heading or a note between entries rather than an entry.
        if match is not None and (links or ". " in text[match.end() + 1 :]):
            yield self.mark(match.span("author"), author=match["author"])


class DateParenthesesMissing(Rule[Date]):
    """The date is not in parentheses, or one of them is lost.

    APA puts the date in parentheses.

    An entry that follows another style as a whole is reported as such.
    """

    code = "DAT002"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = UNSAFE
    gives_way_to = ("NAP",)
    message = "The date “{typed}” is not in parentheses; APA writes “({date})”."
    VALID = ("American Counseling Association. (2014). *2014 ACA code of ethics*.",)
    INVALID = (
        "Laurent, W. {~~2008~>(2008)~~}. *Human resources and recruiting*. Wiley.",
        "Laurent, W. {~~n.d.~>(n.d.).~~} *Human resources and recruiting*. Wiley.",
        "Laurent, W. {~~(2008~>(2008)~~}. *Human resources and recruiting*. Wiley.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for a lost parenthesis, or two."""
        if part.opening is not None and (part.closing is not None or _closes(part)):
            return
        # "2001;16(9):606" is the locator of another style.
        following = part.whole[part.end : part.end + 1]
        if following not in {";", ":"}:
            period = "." if part.body.text.endswith(".") and following != "." else ""  # "n.d." has but one of its own
            yield self.mark(part, replace=f"({part.body}){period}", typed=part.text, date=part.body.text)


class DatePeriodAfterMissing(Rule[Reference]):
    """No period follows the date.

    The date is an element of its own and ends with a period after the closing parenthesis.
    """

    code = "DAT003"
    section = "9.5, 9.14"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("NAP", "DAT020")
    message = "No period follows the date; APA writes “{date}.” before the title."
    VALID = (
        "Laurent, W. (2008). *Human resources and recruiting*. Wiley.",
        "*Brown v. Board of Education*, 347 U.S. 483 (1954).",
    )
    INVALID = (
        "Laurent, W. {~~(2008) Human~>(2008). Human~~} resources and recruiting. Wiley.",
        "Laurent, W. {~~(2008, May 2) Human~>(2008, May 2). Human~~} resources and recruiting. *The Guardian*. https://www.theguardian.com/human",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what stands between the date and the next element."""
        date = part.date
        if date is None or date.closing is None or part.law is not None:
            return
        found = _after(part, date)
        if found is None or found[0].text.strip() or not _opens_entry(part, date):
            return
        following = found[1]
        first = following.text[:1]
        if first in "().,;:" or (first.islower() and isinstance(following, Title)):
            return
        word = _FIRST_WORD.match(part.whole, following.start)
        end = word.end() if word is not None else following.end
        gap = "." if found[0].text else ". "
        yield self.mark((date.start, end), (date.end, date.end, gap), date=date.text)


class DateWrongPunctuationAfter(Rule[Reference]):
    """A comma, colon or semicolon follows the date.

    Elements of an entry end with a period, the date too.
    """

    code = "DAT004"
    section = "9.5, 9.14"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("NAP", "DAT020")
    message = "“{mark}” follows the date; APA ends the element with a period: “{date}.”."
    VALID = ("Laurent, W. (2008). *Human resources and recruiting*. Wiley.",)
    INVALID = (
        "Laurent, W. {~~(2008),~>(2008).~~} *Human resources and recruiting*. Wiley.",
        "Laurent, W. {~~(2008):~>(2008).~~} *Human resources and recruiting*. Wiley.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the mark between the date and the next element."""
        date = part.date
        if date is None or date.closing is None or part.law is not None:
            return
        found = _after(part, date)
        if found is None or found[0].text.strip() not in {",", ":", ";"} or not _opens_entry(part, date):
            return
        separator = found[0]
        at = separator.start + len(separator.text) - len(separator.text.lstrip())
        mark = part.whole[at]
        yield self.mark((date.start, at + 1), (at, at + 1, "."), mark=mark, date=date.text)


class DateMisplaced(Rule[Reference]):
    """The date stands after the title or at the end.

    The date is the second element, after the author. It follows the title only where there is no author.

    The rule speaks only where the entry begins with a person's name.
    """

    code = "DAT020"
    section = "9.4, 9.14"
    severity = ERROR
    gives_way_to = ("NAP",)
    message = "The date “{date}” stands after the title; APA puts it after the author."
    VALID = (
        "Laurent, W. (2008). *Human resources and recruiting*. Wiley.",
        "*Prairie towns and their railways*. (2012). Plains Press.",
    )
    INVALID = ("Laurent, W. *Human resources and recruiting*. Wiley {==(2008)==}.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a title between the author and the date."""
        if part.date is not None and _stands_late(part):
            yield self.mark(part.date, date=part.date.text)


def _touches(date: Date) -> bool:
    """Whether the date stands directly behind an author."""
    before = date.whole[date.start - 1 : date.start] if date.start else ""
    return before in {".", ",", ")", "]"} or (before.isalpha() and date.form == "year")


class DateSpacing(Rule[Date]):
    """Spaces in or before the date are too many or too few.

    No space stands inside the parentheses, one after the comma, one before the opening parenthesis.
    """

    code = "DAT023"
    section = "6.1"
    severity = WARNING
    fix = SAFE
    message = "The spacing of “{typed}” is off; APA writes “{right}”."
    VALID = ("Hess, A. (2019, January 3). Cats who take direction. *The New York Times*, C1.",)
    INVALID = (
        "Laurent, W. {~~( 2008 )~>(2008)~~}. *Human resources and recruiting*. Wiley.",
        "Hess, A. (2019{~~,J~>, J~~}anuary 3). Cats who take direction. *The New York Times*, C1.",
        "Laurent, W{~~.(~>. (~~}2008). *Human resources and recruiting*. Wiley.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at the spaces inside the parentheses, before them, and after the comma."""
        whole, body = part.whole, part.body
        if part.opening is not None and part.closing is not None:
            edits = [
                (low, high, "")
                for low, high in ((part.opening.end, body.start), (body.end, part.closing.start))
                if high > low
            ]
            if edits:
                yield self.mark(part, *edits, typed=part.text, right=f"{part.opening}{body}{part.closing}")
        if part.opening is not None and part.end < len(whole) - 1 and _touches(part):
            before = whole[part.start - 1]
            span = (part.start - 1, part.start + 1)
            yield self.mark(
                span, (part.start, part.start, " "), typed=whole[span[0] : part.end], right=f"{before} {part}"
            )
        comma = whole.find(",", body.start, body.end)
        if comma >= 0 and comma + 1 < body.end and not whole[comma + 1].isspace():
            yield self.mark(
                (comma, comma + 2), (comma + 1, comma + 1, " "),
                typed=body.text, right=f"{whole[body.start : comma + 1]} {whole[comma + 1 : body.end]}",
            )  # fmt: skip


class DateSquareBrackets(Rule[Reference]):
    """The date is in square brackets.

    Published work gives its date in parentheses.

    Estimated dates of archival work, "[ca. 1940]", keep their brackets.
    """

    code = "DAT024"
    signs = ("[",)
    section = "9.14"
    severity = WARNING
    fix = UNSAFE
    gives_way_to = ("NAP",)
    message = "The date is in square brackets; APA writes “({date})”."
    VALID = ("Laurent, W. (2008). *Human resources and recruiting*. Wiley.",)
    INVALID = ("Laurent, W. {~~[2008]~>(2008)~~}. *Human resources and recruiting*. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for square brackets around the date of a published work."""
        date = part.date
        if date is None or date.opening is None or date.opening.text != "[" or date.closing is None:
            return
        if date.circa is not None or "rchive" in part.whole or "ollection" in part.whole:
            return
        closing = date.closing
        yield self.mark(date, (date.start, date.start + 1, "("), (closing.start, closing.end, ")"), date=date.body.text)
