"""An entry's text → marks about its spaces: too many, missing, or on the wrong side of a punctuation mark."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Separator
from apacheck.rule import Rule

#: Families that say more about the same place.
CLOSER = ("AUT", "DAT", "PER", "BKC", "TTL", "URL")

#: No word is looked at further than this on either side, so that time stays linear in text without spaces.
_LONGEST = 300
_LINKED = pattern(r"://|^www\.|@|^\(?10\.\d{4}|\bdoi\.org", regex.IGNORECASE)


def linked(whole: str, at: int) -> bool:
    """Whether the word at `at` is (part of) a link, a DOI, a handle or an e-mail address."""
    low, high = max(0, at - _LONGEST), min(len(whole), at + _LONGEST)
    start = whole.rfind(" ", low, at)
    end = whole.find(" ", at, high)
    word = whole[start + 1 if start >= 0 else low : end if end >= 0 else high]
    return ("." in word or "/" in word or "@" in word) and _LINKED.search(word) is not None


_DESCRIBES = pattern(r"\p{Lu}\p{Ll}{2}")
_DOUBLE = pattern(r"(?<=\S)[ \t]{2,}+(?=\S)")
_BEFORE = pattern(r"(?<=[^\s.]) ++(?:(?P<mark>[,;:])(?=\s|$)|(?P<mark>\.)(?=\s*$|\s++[^\s.]))")
_FRENCH = pattern(r"[àâçéèêëîïôùûœ]|\b(?:le|la|les|des|du|et|un|une)\b", regex.IGNORECASE)
_GLUED = pattern(r"(?<=\p{Ll}{3})[,;:](?=\p{L}\p{Ll}{2})")
_OPENED = pattern(r"[(\[][ ]++(?=[^\s)\]])|(?<=[^\s(\[:;]) ++[)\]]")
_UNSPACED = pattern(
    r"(?<=[\p{L}\d.’”\"?!])[(](?=\d{1,3}(?:st|nd|rd|th)\s[Ee]d\.|Rev\.\s[Ee]d|Vols?\.\s\d|pp?\.\s?\d|Eds?\.\)|Trans\.\)|Director\)|Host\)|Executive Producer|Original work)"
)


class DoubleSpace(Rule[Reference]):
    """Two or more spaces stand where one is enough.

    APA puts one space after each punctuation mark and between words.
    """

    code = "TYP001"
    signs = ("  ", "\t")
    section = "6.1"
    severity = "warning"
    fix = "safe"
    message = "One space is enough here."
    gives_way_to = CLOSER
    VALID = ("Laurent, W. (2008). Human resources in practice. Wiley.",)
    INVALID = ("Laurent, W. (2008).{~~  ~> ~~}Human resources in practice. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if "  " in part.whole or "\t" in part.whole:
            for match in _DOUBLE.finditer(part.whole):
                yield self.mark(match.span(), replace=" ")


class SpaceBeforePunctuation(Rule[Reference]):
    """A space stands before a comma, period, semicolon or colon.

    Punctuation follows its word at once.

    The spaced ellipsis and the colon of French titles are left alone.
    """

    code = "TYP002"
    signs = (" ,", " ;", " :", " .")
    section = "6.1"
    severity = "error"
    fix = "safe"
    message = "No space stands before “{found}”."
    gives_way_to = CLOSER
    VALID = (
        "Laurent, W. (2008). And so it goes . . . Stories of work. Wiley.",
        "Bayard, P. (2007). Pourquoi lire les romans : Une enquête. Éditions de Minuit.",
    )
    INVALID = ("Laurent, W. (2008). Human resources{~~ .~>.~~} Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        french: bool | None = None
        for match in _BEFORE.finditer(part.whole):
            mark = match["mark"]
            if mark in ":;":
                if french is None:
                    french = _FRENCH.search(part.whole) is not None
                if french:
                    continue
            yield self.mark(match.span(), replace=mark, found=mark)


class SpaceAfterPunctuationMissing(Rule[Reference]):
    """No space follows a punctuation mark.

    One space stands after the period, comma or colon between two elements.

    Within a title this is a warning only, since names and formulas have their own spelling ("Node.js", "N,N-dimethyl").
    """

    code = "TYP003"
    section = "6.1, 9.5"
    severity = "error"
    fix = "safe"
    message = "A space follows “{found}” here."
    gives_way_to = CLOSER
    VALID = (
        "Laurent, J.-P. (2008). The synthesis of N,N-dimethyl amines with Node.js. Wiley.",
        "A.V. Club. (2019, May 2). A vs. B at 1:30:40. https://www.avclub.com/a",
    )
    INVALID = (
        "Laurent, W. (2008){~~.~>. ~~}Human resources in practice. Wiley.",
        "Laurent, W. (2008). Human resources in practice. Information Management{~~,~>, ~~}18(6), 15–20.",
        "Gideon v. Wainwright, 372 U.S. 335 (1963){~~.~>. ~~}https://www.oyez.org/cases/1962/155",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        for element in part.elements:
            if isinstance(element, Separator) and element.after != "end" and element.start and element.end < len(whole):
                end = element.end
                if (
                    element.text
                    and whole[end - 1] in ".,;:"
                    and not whole[end].isspace()
                    and (element.after == "link" or not linked(whole, element.start - 1))
                ):
                    yield self.mark((end - 1, end), replace=whole[end - 1] + " ", found=whole[end - 1])
        periodical = part.periodical
        if periodical is not None:
            pieces = [
                p
                for p in (periodical.title, periodical.volume, periodical.issue, periodical.pages or periodical.article)
                if p
            ]
            for before, after in pairwise(pieces):
                if whole[before.end : after.start] == ",":
                    yield self.mark((before.end, after.start), replace=", ", found=",")
        if part.title is not None and part.title.main is not None:
            main = part.title.main
            for match in _GLUED.finditer(whole, main.start, main.end):
                if not linked(whole, match.start()):
                    yield self.mark(match.span(), replace=match[0] + " ", severity="warning", found=match[0])


class SpaceInsideBrackets(Rule[Reference]):
    """A space stands inside parentheses or brackets.

    Nothing stands between a bracket and what it encloses.
    """

    code = "TYP017"
    signs = ("( ", " )", "[ ", " ]")
    section = "6.1"
    severity = "warning"
    fix = "safe"
    message = "No space stands on the inside of “{found}”."
    gives_way_to = CLOSER
    VALID = ("Brown, L. S. (2018). Feminist therapy (2nd ed.). American Psychological Association.",)
    INVALID = (
        "Brown, L. S. (2018). Feminist therapy {~~( ~>(~~}2nd ed.{~~ )~>)~~}. American Psychological Association.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if not ("( " in whole or " )" in whole or "[ " in whole or " ]" in whole):
            return
        for match in _OPENED.finditer(whole):
            yield self.mark(match.span(), replace=match[0].strip(), found=match[0].strip())


class SpaceBeforeParenthesisMissing(Rule[Reference]):
    """No space stands before a parenthesis or bracket.

    A space precedes the parentheses with an edition, volume, pages or role and the bracketed description.

    Parentheses within words and formulas are left alone; before the date see DAT023.
    """

    code = "TYP018"
    section = "6.1"
    severity = "error"
    fix = "safe"
    message = "A space precedes “{found}” here."
    gives_way_to = CLOSER
    VALID = (
        "Brown, L. S. (2018). The student(s) and poly(A)+ RNA (2nd ed.). American Psychological Association.",
        "Laurent, W. (2008). Human resources and benzo[a]pyrene. Information Management, 18(6), 15–20.",
    )
    INVALID = (
        "Brown, L. S. (2018). Feminist therapy{~~(~> (~~}2nd ed.). American Psychological Association.",
        "Bari, S. (2006, May 2). Partnerships work best{~~[~> [~~}Video]. YouTube. https://www.youtube.com/watch?v=abcdefg",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        for match in _UNSPACED.finditer(whole):
            if not linked(whole, match.start()):
                yield self.mark(match.span(), replace=" (", found="(")
        for bracket in part.title.brackets if part.title is not None else ():
            before = whole[bracket.start - 1]
            if (before.isalnum() or before in ")?!”") and _DESCRIBES.match(bracket.description.text):
                yield self.mark((bracket.start, bracket.start + 1), replace=" [", found="[")
