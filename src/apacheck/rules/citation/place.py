"""Citations → marks on where they stand in the sentence, and on what stands in their place (CIT023, CIT024, CIT032, CIT034)."""

from collections.abc import Iterator

import regex

from apacheck.citations import Citation, Substitute
from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule

_LIST = "\n\nReferences\n\nMoreno, P. (2014). *Reading at home*. Routledge."
_STOP = pattern(r"(?<=[\p{Ll}\d)”\"’%])(?P<stop>\.)(?P<quote>[”\"]?)\s*\Z")
_ABBREVIATED = pattern(
    r"\b(?:etc|al|cf|vs|e\.g|i\.e|p|pp|no|vol|ed|eds|fig|dr|mr|mrs|ms|st|jr|sr|inc|approx|ca|figs|eq|resp|ch)\.\Z",
    regex.IGNORECASE,
)
_NEXT = pattern(r"\s*(?:\Z|[“\"(]?\p{Lu})")
_WORD = pattern(r"\S+")
_HOST = pattern(r"(?:https?://)?(?:www\.)?(?P<host>[^/\s:]+)")
_LAST_WORDS = pattern(r"[\p{L}\p{N}][\p{L}\p{N}’'.\-]*")
#: Words before an address that name a site rather than state a fact.
_SITES = frozenset(
    """
    website site page pages webpage here link links at see online portal homepage tool tools software package packages repository
    repo dataset data code archive database platform service app blog project forum wiki available url from via on library
    version documentation docs file files program address visit source sources tutorial course video example examples
    interface website: journal newspaper magazine list server system
    """.split()  # noqa: SIM905 - one string is read more easily
)
#: A quotation of so many words is set as a block, and its citation follows the period.
_BLOCK = 40


class PeriodBeforeParenthetical(Rule[Citation]):
    """The sentence's period stands before its citation.

    The citation belongs to the sentence: the period follows the parentheses.

    Quotations of 40 words and more are set as blocks, and their citation follows the period: paragraphs of such a length that end
    with a citation and its page are left alone.
    """

    code = "CIT023"
    section = "8.11, 8.26"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "the period stands before “{found}”; APA puts it after the citation."
    VALID = (
        f"They read (Moreno, 2014). Others write (Moreno, 2014).{_LIST}",
        f"They read, wash, etc. (Moreno, 2014).{_LIST}",
    )
    INVALID = (f"They read{{~~. (Moreno, 2014)~> (Moreno, 2014).~~}} Others write.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look before and behind the parentheses."""
        if part.form != "parenthetical" or part.rest or part.block == "quote":
            return
        whole = part.whole
        before = whole[max(0, part.start - 40) : part.start]
        stop = _STOP.search(before)
        if stop is None or _ABBREVIATED.search(before[: stop.end("stop")]) is not None:
            return
        follows = whole[part.end : part.end + 1]
        if follows not in {".", ""} and not _NEXT.match(whole, part.end):
            return
        has_locator = any(work.locator is not None for work in part.works)
        at_end = not whole[part.end :].strip(" .")
        if at_end and has_locator and len(_WORD.findall(whole[: part.start])) >= _BLOCK:
            return
        place = part.start - len(before) + stop.start("stop")
        edits = [(place, place + 1, "")]
        if follows != ".":
            edits.append((part.end, part.end, "."))
        end = part.end
        yield self.mark((place, end), *edits, found=part.text)


class NestedParentheses(Rule[Citation]):
    """Parentheses stand inside the parentheses of a citation.

    Within parentheses the year stands between commas: “(see Moreno, 2014, for a review)”.
    """

    code = "CIT024"
    section = "8.11, 6.8"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{found}” has parentheses inside parentheses; APA sets the year between commas there."
    VALID = (f"They read (see Moreno, 2014, for a review).{_LIST}",)
    INVALID = (f"They read (see {{~~Moreno (2014)~>Moreno, 2014,~~}} for a review).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for works whose year stands in parentheses of its own."""
        for work in part.works:
            if work.nested is None or not work.years or work.locator is not None:
                continue
            opening, closing = work.nested
            before = opening
            while before > work.start and part.whole[before - 1].isspace():
                before -= 1
            after = part.whole[closing : part.closing - 1]
            comma = "," if after.strip() and after.lstrip()[0].isalnum() else ""
            last = work.years[-1].end
            yield self.mark(
                (work.names[-1].start, closing),
                (before, opening + 1, ", "),
                (last, closing, comma),
                found=part.whole[work.start : closing],
            )


class UrlAsCitation(Rule[Substitute]):
    """A web address stands in the place of a citation.

    What supports a statement is cited by author and year and listed; an address alone is no citation.

    A website that the sentence names may be followed by its address (“in Qualtrics (https://www.qualtrics.com)”): the rule
    keeps quiet where the address repeats a name before it, or where the words before speak of a site.
    """

    code = "CIT032"
    section = "8.10, 8.22"
    section_from_memory = True
    severity = WARNING
    message = "“{found}” stands in the place of a citation; APA cites author and year and lists the page."
    VALID = (
        f"The survey was built in Qualtrics (https://www.qualtrics.com).{_LIST}",
        f"Answers are on their website (https://example.org/answers).{_LIST}",
    )
    INVALID = (f"Less than half of all families read {{==(https://www.cdc.gov/reading/families)==}}.{_LIST}",)

    def check(self, part: Substitute) -> Iterator[Mark]:
        """Compare the address with the words before it."""
        if part.kind != "url":
            return
        before = part.whole[max(0, part.start - 120) : part.start].rstrip()
        words = _LAST_WORDS.findall(before)
        if not words or before[-1:] in '.!?:,;”"' or part.whole[part.end : part.end + 1] not in {".", ",", ";", ""}:
            return
        near = words[-3:]
        first = before.rfind(". ") + 1
        inner = [word for word in _LAST_WORDS.findall(before[first:])[1:] if word in near]
        if any(word.lower() in _SITES for word in near) or any(
            word[0].isupper() or word[0].isdigit() for word in inner
        ):
            return
        host = _HOST.match(part.text.strip("() "))
        labels = host["host"].lower().split(".") if host else []
        if any(
            len(word) > 2 and any(word.lower() in label or label in word.lower() for label in labels[:-1])
            for word in words
        ):
            return
        if len(words) < 3:
            return
        yield self.mark(part, found=part.text)


class IbidOpCit(Rule[Substitute]):
    """“Ibid.”, “op. cit.” or “loc. cit.” stands in the place of a citation.

    APA repeats author and year.
    """

    code = "CIT034"
    section = "8.10"
    severity = ERROR
    message = "“{found}” refers back; APA repeats author and year."
    VALID = (f"They read (Moreno, 2014), and they read again (Moreno, 2014, p. 45).{_LIST}",)
    INVALID = (f"They read (Moreno, 2014), and they read again ({{==ibid.==}}, p. 45).{_LIST}",)

    def check(self, part: Substitute) -> Iterator[Mark]:
        """Give the word."""
        if part.kind == "ibid":
            yield self.mark(part, found=part.text)
