"""Citations → marks on works known at second hand and on personal communications (CIT030, CIT031)."""

from collections.abc import Iterator

import regex

from apacheck.citations import Citation
from apacheck.findings import SAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule

_LIST = "\n\nReferences\n\nLyon, P., & Lund, T. (2014). *Reading at home*. Routledge."
_RIGHT = pattern(r"as\s+cited\s+in")
_WRONG = pattern(r"(?:as\s+)?(?:cited|quoted|qtd\.?|referenced)\s+(?:in|by)|apud", regex.IGNORECASE)
_FULL_DATE = pattern(r"(?:\p{Lu}\p{Ll}+\.?\s+\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+\p{Lu}\p{Ll}+)\D{1,4}\d{4}")


class SecondarySourceForm(Rule[Citation]):
    """A work known at second hand is not cited with “as cited in”.

    APA names the original and its year, then “as cited in” and the work that was read; only the latter is listed.
    """

    code = "CIT030"
    section = "8.6"
    severity = WARNING
    fix = SAFE
    message = "“{found}” stands for “as cited in”."
    VALID = (f"They read (Rabbitt, 1982, as cited in Lyon & Lund, 2014).{_LIST}",)
    INVALID = (f"They read (Rabbitt, 1982, {{~~cited in~>as cited in~~}} Lyon & Lund, 2014).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare with APA's words."""
        for work in part.works:
            words = work.through
            if words is not None and not _RIGHT.fullmatch(words.text) and _WRONG.fullmatch(words.text):
                yield self.mark(words, replace="as cited in", found=words.text)


class PersonalCommunicationForm(Rule[Citation]):
    """A personal communication lacks initials or the exact date.

    It is cited in the text alone: “(J. Smith, personal communication, March 3, 2020)”.
    """

    code = "CIT031"
    section = "8.9"
    severity = WARNING
    message = "“{found}” lacks {what}; APA gives initials, surname, “personal communication” and the exact date."
    VALID = ("Staff will stay (A. Okoro, personal communication, March 3, 2020).",)
    INVALID = ("Staff will stay ({==Okoro, personal communication, 2021==}).",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for initials and a day."""
        for work in part.works:
            if work.kind != "personal-communication":
                continue
            start, end = (part.start, part.end) if part.form == "narrative" else (work.start, work.end)
            lacks = []
            if work.names[0].given is None and work.names[0].kind == "person":
                lacks.append("initials")
            if _FULL_DATE.search(part.whole, start, end) is None:
                lacks.append("the exact date")
            if lacks:
                yield self.mark((start, end), found=part.whole[start:end], what=" and ".join(lacks))
