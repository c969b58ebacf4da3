"""Entries in a Harvard style → one mark each (NAP004)."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rules.foreign_style.signs import PLACE_PUBLISHER, WholeEntry, bare_year

_SINGLE_QUOTED = pattern(r"(?<=[ ,.)])[‘'](?=\p{Lu}).{8,300}?[.,?!]?[’'](?=[ ,.])")
_YEAR_UNCLOSED = pattern(r"^[^()“”\"]{3,300}?\((?:1[5-9]|20)\d\d[a-z]?\),? [^.\s]")
_ONLINE = pattern(r"\[Online\]", regex.IGNORECASE)
_AVAILABLE_ACCESSED = pattern(
    r"\bAvailable (?:at|from)\b.{0,300}?[(\[](?:Accessed|Last accessed|Viewed)\b", regex.IGNORECASE
)
_EDN = pattern(r"\bedn\b")
#: "Moreno, P 2014, Reading": no periods, and commas around the year.
_BETWEEN_COMMAS = pattern(r"^\p{L}[^()\d“”\"]{2,200}? ?\p{Lu}{1,3} (?:1[5-9]|20)\d\d[a-z]?, [\p{Lu}‘']")
_AND = pattern(r"^[^()\d“”\"]{3,200}?\p{Lu}\.? and \p{Lu}[\p{L}’'-]+, \p{Lu}")
_VOLUME_PP = pattern(r"\d ?\(\d[^()]{0,8}\), pp?\. ?\d")
_VOL_NO_PP = pattern(r"(?<!\()\b[Vv]ol\. ?\d+.{0,30}\bpp?\. ?\d")


class HarvardEntry(WholeEntry):
    """The entry is in a Harvard style.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Two signs are needed: a year without parentheses (or without a period after them), and one of "[Online]", "Available
    at: … (Accessed: …)", a title in single quotation marks, "vol. 18, no. 6, pp. 15–17" or "2nd edn". With a year without parentheses, commas on both
    sides of it and "Place: Publisher" at the end are such signs as well. Fainter signs, which
    APA entries with faults have as well, count where two come together: "and" before the last author, "18(6), pp. 15–17",
    "Place: Publisher" at the end.
    """

    code = "NAP004"
    message = "This entry follows a Harvard style; APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010", "NAP001", "NAP003", "NAP005", "NAP006")
    VALID = (
        "Laurent, W. (2008). Human resources and recruiting management. *Information Management*, *18*(6), 15–17.",
        "Braun, V. (2019). ‘Just a story’: Notes on a method. *Qualitative Research*, *18*(6), 15–17.",
    )
    INVALID = (
        "{==Laurent, W. 2008, ‘Human resources and recruiting management’, *Information Management*, vol. 18, no. 6, "
        "pp. 15–17.==}",
        "{==Laurent, W. (2008) *Human resources and recruiting*. Available at: https://www.information-management.com/hr "
        "(Accessed: 3 May 2019).==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Look for the year as Harvard writes it, and for one more sign."""
        text, date = reference.whole, reference.date
        if date is not None and date.opening is not None:
            if date.closing is None or text.startswith(".", date.end):
                return False
            return (self._other_sign(text) or self._faint_signs(text) > 1) and _YEAR_UNCLOSED.search(text) is not None
        if bare_year(reference):
            if self._other_sign(text) or _BETWEEN_COMMAS.search(text) is not None:
                return True
            if reference.periodical is not None or reference.container is not None:
                return self._faint_signs(text) > 1
            return _place(text) or self._faint_signs(text) > 1
        return date is None and self._other_sign(text) and _YEAR_UNCLOSED.search(text) is not None

    @staticmethod
    def _other_sign(text: str) -> bool:
        lowered = text.lower()
        return (
            ("[online]" in lowered and _ONLINE.search(text) is not None)
            or ("available" in lowered and _AVAILABLE_ACCESSED.search(text) is not None)
            or ("vol." in lowered and _VOL_NO_PP.search(text) is not None)
            or (("'" in text or "‘" in text) and _SINGLE_QUOTED.search(text) is not None)
            or ("edn" in text and _EDN.search(text) is not None)
        )

    @staticmethod
    def _faint_signs(text: str) -> int:
        """How many signs there are that APA entries with faults have as well."""
        return (
            (" and " in text and _AND.search(text) is not None)
            + (", p" in text and _VOLUME_PP.search(text) is not None)
            + _place(text)
        )


def _place(text: str) -> bool:
    """Whether place and publisher come last."""
    return ": " in text and PLACE_PUBLISHER.search(text) is not None
