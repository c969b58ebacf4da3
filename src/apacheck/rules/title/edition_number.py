"""Editions → marks about first editions and superscript endings (TTL019, TTL020)."""

from collections.abc import Iterator

from apacheck.findings import INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Title
from apacheck.rule import Rule

_FIRST = frozenset({"1", "1st", "first", "1ˢᵗ"})
_RAISED = pattern(
    r"(?<=\b\d{1,3})(?:(?P<small>[ˢⁿʳᵗ][ᵗᵈʰ])|\^(?P<caret>st|nd|rd|th)\^?|<sup>(?P<tag>st|nd|rd|th)</sup>)(?= ed)"
)
_LETTERS = str.maketrans("ˢᵗⁿᵈʳʰ", "stndrh")


class EditionFirst(Rule[Title]):
    """A first edition is named.

    Only later editions are.

    Some reference works are cited with "1st ed." on purpose, so the finding is for information.
    """

    code = "TTL019"
    section = "9.19"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "“{typed}” names a first edition; APA names editions from the second on."
    VALID = ("Meadows, D. H. (2008). *Thinking in systems* (11th ed.). Chelsea Green Publishing.",)
    INVALID = (
        "Meadows, D. H. (2008). *Thinking in systems*{-- (1st ed.)--}. Chelsea Green Publishing.",
        "Meadows, D. H. (2008). *Thinking in systems* ({--1st ed., --}Vol. 2). Chelsea Green Publishing.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for the number one; take its parentheses along where nothing else stands in them."""
        for parenthesis in part.parentheses:
            for index, item in enumerate(parenthesis.items):
                if item.kind != "edition" or item.value is None or item.value.text.strip(" .").lower() not in _FIRST:
                    continue
                if item.text.lower().rstrip(".").split(" ")[-1] not in {"ed", "edn", "edition"}:
                    continue
                start, end = item.start, item.end
                if len(parenthesis.items) == 1:
                    start, end = parenthesis.start, parenthesis.end
                    while part.whole[start - 1 : start] in {" ", ","}:
                        start -= 1
                elif index + 1 < len(parenthesis.items):
                    end = parenthesis.items[index + 1].start
                else:
                    start = parenthesis.items[index - 1].end
                yield self.mark((start, end), replace="", typed=item.text)


class EditionSuperscript(Rule[Title]):
    """The ending of the edition's number is raised.

    Ordinals are written on the line: "2nd ed.".

    Plain text shows raised letters only as characters of their own or as marks such as "2^nd^".
    """

    code = "TTL020"
    signs = ("^", "<sup>", "ᵗ", "ᵈ")
    section = "9.19"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The ending in “{typed}” is raised; APA writes “{right}”."
    VALID = ("Brown, L. S. (2018). *Feminist therapy* (2nd ed.). American Psychological Association.",)
    INVALID = (
        "Brown, L. S. (2018). *Feminist therapy* (2{~~ⁿᵈ~>nd~~} ed.). American Psychological Association.",
        "Brown, L. S. (2018). *Feminist therapy* (4{~~^th^~>th~~} ed.). American Psychological Association.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for raised letters between a figure and "ed."."""
        text = part.text
        if "^" not in text and "<sup>" not in text and "ᵗ" not in text and "ᵈ" not in text:
            return
        for found in _RAISED.finditer(text):
            ending = found["caret"] or found["tag"] or found["small"].translate(_LETTERS)
            number = text[max(0, found.start() - 3) : found.start()].split("(")[-1].split(" ")[-1]
            where = (part.start + found.start(), part.start + found.end())
            yield self.mark(where, replace=ending, typed=f"{number}{found[0]} ed.", right=f"{number}{ending} ed.")
