"""Titles → marks about their first letter, quotation marks and what ends them (TTL004–TTL009)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part, Reference, Title
from apacheck.rule import Rule

_FIRST_WORD = pattern(r"\p{Ll}++(?=[ ,.?!–—-]|$)")
#: Particles that start a name and keep their lowercase letter, and what is written so by its maker.
_LOWER_STARTS = frozenset(
    [
        "al",
        "bell",
        "bis",
        "cis",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "du",
        "el",
        "la",
        "le",
        "mail",
        "ter",
        "tert",
        "trans",
        "van",
        "von",
        "xkcd",
    ]
)
_OWN_CASE_BRACKET = pattern(
    r"software|package|app\b|post|tweet|status|profile|page|photograph|thumbnail|comment|video|meme|thread|account|library",
    regex.IGNORECASE,
)
_ENDS = ("?", "!")


class TitleFirstWordLowercase(Rule[Reference]):
    """The title begins with a lowercase letter.

    The first word is capitalized.

    Titles of software and posts keep their makers' letters, as do words such as "mRNA" and "p values" and names with a
    particle; those are left alone.
    """

    code = "TTL004"
    section = "6.17, 9.19"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The title begins with “{word}”; APA capitalizes the first word of a title."
    VALID = (
        "Hurst, R. (2018). p values and what they mean. *Journal of Statistics Education*, *26*(2), 15–24.",
        "Wickham, H., & François, R. (2023). *dplyr: A grammar of data manipulation* (Version 1.1.4) [Computer software]. "
        "CRAN. https://doi.org/10.32614/CRAN.package.dplyr",
        "Klein, T. (2010). *van Gogh: The letters in their time*. Reaktion Books.",
    )
    INVALID = ("Laurent, W. (2008). *{~~human~>Human~~} resources and recruiting*. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the first word of the work's own title."""
        title = part.title
        if (
            title is None
            or title.main is None
            or part.law is not None
            or part.unparsed
            or not title.main.text[:1].islower()
        ):
            return
        text = title.main.text
        found = _FIRST_WORD.match(text)
        if found is None or any(_OWN_CASE_BRACKET.search(bracket.text) for bracket in title.brackets):
            return
        word = found[0]
        following = text[found.end() : found.end() + 2]
        if word in _LOWER_STARTS or (len(word) == 1 and word != "a") or not word.isascii():
            return
        if not following.startswith(" ") or following[1:].isupper() or following[1:].isdigit():
            return
        if part.authors is not None and any(name.handle is not None for name in part.authors.names):
            return
        where = (title.main.start, title.main.start + len(word))
        yield self.mark(where, (where[0], where[0] + 1, word[0].upper()), word=word)


class TitleInQuotationMarks(Rule[Title]):
    """The title stands in quotation marks.

    In a reference list titles have no quotation marks around them; those inside a title stay.
    """

    code = "TTL006"
    signs = ('"', "“", "‘", "«", "„", "'")
    section = "9.19"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The title stands in quotation marks; APA writes titles in the reference list without them."
    VALID = (
        "Bonilla-Silva, E., & Forman, T. A. (2000). “I am not a racist but . . .”: Mapping White college students’ racial "
        "ideology in the USA. *Discourse & Society*, *11*(1), 50–85. https://doi.org/10.1177/0957926500011001003",
    )
    INVALID = (
        "Laurent, W. (2008). {~~“Human resources and recruiting.”~>Human resources and recruiting.~~} *Information Management*, "
        "*18*(6), 15–17.",
        "Laurent, W. (2008). {~~“Human resources and recruiting,”~>Human resources and recruiting.~~} *Information Management*, "
        "*18*(6), 15–17.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Drop the marks, and what would be punctuation twice without them."""
        if part.quotes is None or part.main is None:
            return
        opening, closing = part.quotes
        inner = part.whole[part.main.end : closing.start]
        after = part.whole[closing.end : closing.end + 2]
        kept = inner.replace(",", ".")
        if after.startswith(".") or after in {" (", " ["} or part.main.text.endswith(_ENDS):
            kept = ""
        edits = ((opening.start, opening.end, ""), (part.main.end, closing.end, kept))
        yield self.mark((opening.start, closing.end), *edits)


def _end_of_title(reference: Reference) -> Part | None:
    """The title, where it ends in plain words right before a source of several elements."""
    title = reference.title
    if (
        title is None
        or title.main is None
        or title.quotes is not None
        or reference.law is not None
        or reference.unparsed
    ):
        return None
    if reference.periodical is None and reference.container is None:
        return None
    return title


class TitlePeriodMissingBeforeSource(Rule[Reference]):
    """No period separates the title from the source.

    Each element ends in a period.

    Where the title ends is read from the journal's volume and pages, and from the capital that begins the journal's
    name, so the fix is only proposed.
    """

    code = "TTL007"
    section = "9.5"
    severity = ERROR
    fix = UNSAFE
    message = "No period ends the title before “{source}”; APA puts a period after each element."
    VALID = (
        "Henrich, J. (2010). The weirdest people in the world? *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources and {~~recruiting~>recruiting.~~} *Information Management*, *18*(6), 15–17.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the space between title and source, where the reading had to accept it."""
        if "no period after the title" not in part.departures:
            return
        title = _end_of_title(part)
        source = part.periodical or part.container
        if title is None or source is None or title.text.endswith((*_ENDS, ")", "]", "…")):
            return
        gap = part.whole[title.end : source.start]
        if not gap or gap.strip():
            return
        start = max(title.start, part.whole.rfind(" ", title.start, title.end) + 1)
        name = part.periodical.title.text if part.periodical is not None else "In"
        yield self.mark((start, title.end), (title.end, title.end, "."), source=name)


class TitleCommaBeforeSource(Rule[Reference]):
    """A comma separates the title from the source.

    Each element ends in a period.

    A comma may also belong to the journal's or the title's own words, so the fix is only proposed.
    """

    code = "TTL008"
    section = "9.5"
    severity = ERROR
    fix = UNSAFE
    message = "A comma stands between the title and “{source}”; APA ends the title with a period."
    VALID = (
        "Laurent, W. (2008). Human resources, recruiting, and management. *Information Management*, *18*(6), 15–17.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources and recruiting{~~,~>.~~} *Information Management*, *18*(6), 15–17.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the comma between title and source, where the reading had to accept it."""
        if "a comma after the title" not in part.departures:
            return
        title = _end_of_title(part)
        source = part.periodical or part.container
        if title is None or source is None:
            return
        gap = part.whole[title.end : source.start]
        if gap.strip() == ",":
            start = title.end + gap.index(",")
            name = part.periodical.title.text if part.periodical is not None else "In"
            yield self.mark((start, start + 1), replace=".", source=name)


class TitleDoubleTerminal(Rule[Title]):
    """A period follows the question mark or exclamation point that ends the title.

    A question mark or exclamation point takes the place of the period.
    """

    code = "TTL009"
    signs = ("?.", "!.")
    section = "9.5"
    severity = ERROR
    fix = SAFE
    message = "A period follows “{mark}” at the end of the title; APA lets the mark stand alone."
    VALID = (
        "Henrich, J. (2010). The weirdest people in the world? *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
        "Lynch, J. (1995). *Who shot Mr. Burns? (Part one)* [Film]. Gracie Films.",
    )
    INVALID = (
        "Henrich, J. (2010). The weirdest people in the world{~~?.~>?~~} *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the character after the mark."""
        main = part.main
        if main is None or main.end != part.end or not main.text.endswith(_ENDS):
            return
        if part.whole[main.end : main.end + 1] == "." and part.whole[main.end + 1 : main.end + 2] != ".":
            where = (main.end - 1, main.end + 1)
            yield self.mark(where, replace=part.whole[main.end - 1], mark=part.whole[main.end - 1])
