"""An entry's text → marks about periods, commas, brackets and quotation marks: missing, doubled or unpaired."""

from collections.abc import Iterator

import regex

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Container, Law, Periodical, Publisher, Reference, Title
from apacheck.rule import Rule
from apacheck.rules.typography.spacing import linked

_DOUBLE_PERIOD = pattern(r"(?<=[^\s.])\.\.(?=\s|$)(?! \.)")
_DOUBLE_COMMA = pattern(r"(?<=[^\s,.]),(?P<second>\s?[,.])(?=\s|$)(?!\s?\.)")
_EMOTICON = pattern(r"[:;=8]['’]?-?[()\[\]]")
_LIST_MARK = pattern(r"(?:^|(?<=[\s(,;:]))(?:\p{L}|\d{1,2}|[ivx]{1,4})\)")
_POST = pattern(
    r"\[(?:Tweet|Post|Status update|Image|Video|Photograph|Comment|Online forum post|Toot)", regex.IGNORECASE
)
_INTERVAL = pattern(r"\[[^\[\]()]{0,20},[^\[\]()]{0,20}\)|\([^\[\]()]{0,20},[^\[\]()]{0,20}\]")
_PAIRS = (("(", ")"), ("[", "]"))


class FinalPeriodMissing(Rule[Reference]):
    """The entry does not end with a period.

    An entry ends with a period unless it ends with a DOI, a URL or a note about its publication in parentheses.
    """

    code = "TYP007"
    section = "9.5"
    severity = "error"
    fix = "safe"
    message = "An entry that does not end with a link or a note ends with a period."
    gives_way_to = ("NAP", "URL", "TYP010")
    VALID = (
        "Meadows, D. H. (2008). Thinking in systems. Chelsea Green Publishing.",
        "Freud, S. (2010). The interpretation of dreams. Basic Books. (Original work published 1900)",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240",
    )
    INVALID = (
        "Meadows, D. H. (2008). Thinking in systems. Chelsea Green {~~Publishing~>Publishing.~~}",
        "Gideon v. Wainwright, 372 U.S. 335 {~~(1963)~>(1963).~~}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if not part.elements or (part.date is None and part.law is None) or part.unparsed:
            return
        last = part.elements[-1]
        if not isinstance(last, (Publisher, Periodical, Title, Container, Law)):
            return
        closing = whole[-1]
        if not (closing.isalnum() or (closing in ")]" and isinstance(last, (Title, Container, Law)))):
            return
        start = whole.rfind(" ") + 1
        if linked(whole, start) or "://" in last.text:
            return
        yield self.mark((start, len(whole)), replace=whole[start:] + ".")


class DoublePeriod(Rule[Reference]):
    """A period stands twice.

    An abbreviation's period also closes the element.

    Ellipses are left alone.
    """

    code = "TYP008"
    signs = ("..",)
    section = "9.5"
    severity = "error"
    fix = "safe"
    message = "One period is enough here."
    gives_way_to = ("URL",)
    VALID = ("Meadows, D. H. (2008). And so it goes... Thinking in systems. Chelsea Green Publishing.",)
    INVALID = ("Meadows, D. H. (2008). Thinking in systems{~~..~>.~~} Chelsea Green Publishing.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if ".." in part.whole:
            for match in _DOUBLE_PERIOD.finditer(part.whole):
                if not linked(part.whole, match.start()):
                    yield self.mark(match.span(), replace=".")


class DoubleComma(Rule[Reference]):
    """A comma stands twice, or before a period.

    One mark separates two elements; of a comma and a period the period stays.
    """

    code = "TYP009"
    signs = (",,", ",.", " ,", " .", "\t", "\n")
    section = "9.5"
    severity = "error"
    fix = "safe"
    message = "One punctuation mark is enough here."
    gives_way_to = ("URL", "AUT")
    VALID = ("Laurent, W. (2008). First, second, and third. Information Management, 18(6), 15–20.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6){~~,,~>,~~} 15–20.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        for match in _DOUBLE_COMMA.finditer(part.whole):
            if not linked(part.whole, match.start()):
                yield self.mark(match.span(), replace=match["second"].strip())


class BracketUnbalanced(Rule[Reference]):
    """A parenthesis or bracket has no partner.

    Parentheses and brackets come in pairs.

    Where the missing one belongs cannot be told from the text. List marks such as "a)", emoticons, intervals and the
    brackets of a DOI are left alone.
    """

    code = "TYP010"
    section = "6.8, 6.9"
    section_from_memory = True
    severity = "error"
    message = "“{found}” has no partner."
    gives_way_to = ("DAT", "BKC", "PER", "AUT", "URL", "TTL")
    VALID = (
        "Laurent, W. (2008). What to do: a) plan and b) act. Wiley.",
        "Roe, A. (2020, May 2). Dogs dream :) [Tweet]. Twitter. https://x.com/roe/status/1",
    )
    INVALID = ("Laurent, W. (2008). Human resources {==(==}a primer. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if all(whole.count(opening) == whole.count(closing) for opening, closing in _PAIRS):
            return
        if _POST.search(whole) or _INTERVAL.search(whole):
            return
        ignored = {match.end() - 1 for pattern in (_EMOTICON, _LIST_MARK) for match in pattern.finditer(whole)}
        for opening, closing in _PAIRS:
            open_at: list[int] = []
            lone: list[int] = []
            for at, character in enumerate(whole):
                if character == opening and at not in ignored:
                    open_at.append(at)
                elif character == closing:
                    if open_at:
                        open_at.pop()
                    elif at not in ignored:
                        lone.append(at)
            for at in sorted(open_at + lone):
                if not linked(whole, at):
                    yield self.mark((at, at + 1), found=whole[at])


class QuotesUnbalanced(Rule[Reference]):
    """A quotation mark has no partner.

    Quotation marks come in pairs.

    Where the missing one belongs cannot be told from the text. Single quotation marks look like apostrophes and are
    left alone, as are the marks of feet and inches.
    """

    code = "TYP011"
    signs = ('"', "“", "”")
    section = "6.7"
    section_from_memory = True
    severity = "warning"
    message = "The quotation mark {found} has no partner."
    gives_way_to = ("TTL",)
    VALID = (
        "Laurent, W. (2008). “I can't go on”: Stories of the working poor. Wiley.",
        "Laurent, W. (2008). The 12\" record and the workers' tales. Wiley.",
    )
    INVALID = ("Laurent, W. (2008). {==“==}I can't go on: Stories of the working poor. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if "„" not in whole and whole.count("“") != whole.count("”") and '"' not in whole:
            depth: list[int] = []
            for at, character in enumerate(whole):
                if character == "“":
                    depth.append(at)
                elif character == "”":
                    if not depth:
                        yield self.mark((at, at + 1), found=character)
                        return
                    depth.pop()
            yield self.mark((depth[0], depth[0] + 1), found="“")
        elif whole.count('"') % 2 and "“" not in whole and "”" not in whole:
            marks = [at for at, character in enumerate(whole) if character == '"' and not whole[at - 1 : at].isdigit()]
            if len(marks) % 2:
                yield self.mark((marks[-1], marks[-1] + 1), found='"')
