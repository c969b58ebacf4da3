"""Entries in the styles of the humanities → one mark each: MLA and both kinds of Chicago (NAP001, NAP003, NAP006)."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rules.foreign_style.signs import (
    FULL_NAME,
    PLACE_PUBLISHER,
    PLACE_PUBLISHER_YEAR,
    QUOTED,
    SECOND_NAME_AS_SPOKEN,
    YEAR_AT_END,
    WholeEntry,
    bare_year,
    dated_as_apa,
)

_VOL_NO = pattern(r"\bvol\. ?\d+, (?:no|issue)\. ?\d+", regex.IGNORECASE)
_YEAR_THEN_PAGES = pattern(
    r", (?:(?:\d{1,2} )?\p{Lu}\p{L}+\.? )?(?:1[5-9]|20)\d\d, (?:pp?\. ?\d|(?:https?://|www\.|doi[.:])\S)"
)
_ACCESSED = pattern(r"[.,] Accessed \d{1,2} \p{Lu}\p{L}{2,}\.? \d{4}\.?$")
_NO_YEAR_PAGES = pattern(
    r" \d+(?:, no\. \d+ \((?:\p{Lu}[\p{L}/]+\.? )?| \(\p{Lu}[\p{L}/]+\.? )(?:1[5-9]|20)\d\d\): ?\d"
)
#: "Last modified May 3, 2019.", or a newspaper with such a date.
_MONTH_FIRST = pattern(
    r"[.,] (?:(?:Last (?:modified|updated)|Updated|Accessed|Posted) )?\p{Lu}\p{Ll}{2,8} \d{1,2}, (?:1[5-9]|20)\d\d\."
)
_VOLUME_ISSUE_COLON = pattern(r" \d+(?:, no\. \d+)? ?\((?:\d+|\p{Lu}\p{L}+\.?(?: \d+)?)\): ?\d| \d+, no\. \d+: ?\d")


class MlaEntry(WholeEntry):
    """The entry is in MLA style.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Signs: a given name in full, a title in quotation marks, "vol. 54, no. 5", the year before the pages or at the end,
    "Accessed 3 May 2019". Two are needed, and no date in parentheses may follow the authors. A book in MLA and one in
    recent Chicago style look the same.
    """

    code = "NAP001"
    message = "This entry follows MLA style (full given names, the date at the end); APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010", "NAP003", "NAP005", "NAP006")
    VALID = (
        "Malhotra, D., & Lumineau, F. (2011). Trust and collaboration in the aftermath of conflict: The effects of contract "
        "structure. *Academy of Management Journal*, *54*(5), 981–998. https://doi.org/10.5465/amj.2009.0683",
    )
    INVALID = (
        "{==Malhotra, Deepak, and Fabrice Lumineau. “Trust and Collaboration in the Aftermath of Conflict.” *Academy of "
        "Management Journal*, vol. 54, no. 5, 2011, pp. 981–98.==}",
        "{==Meadows, Donella H. *Thinking in Systems: A Primer*. Chelsea Green, 2008.==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Count MLA's signs."""
        text = reference.whole
        if dated_as_apa(reference) or bare_year(reference):
            return False
        signs = (FULL_NAME, QUOTED, _VOL_NO, _YEAR_THEN_PAGES, _ACCESSED)
        count = sum(sign.search(text) is not None for sign in signs)
        if count >= 2:
            return True
        return count == 1 and FULL_NAME.search(text) is not None and YEAR_AT_END.search(text) is not None


class ChicagoNotesBibliographyEntry(WholeEntry):
    """The entry is in Chicago style, with notes and bibliography.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Signs: a given name in full with "Place: Publisher, Year" at the end, or with a title in quotation marks and a date such
    as "Last modified May 3, 2019."; or "54, no. 5 (2011): 981–98" with a given name in full or a title in quotation marks.
    """

    code = "NAP003"
    message = "This entry follows Chicago style (notes and bibliography); APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010")
    VALID = ("Meadows, D. H. (2008). *Thinking in systems: A primer*. Chelsea Green.",)
    INVALID = (
        "{==Meadows, Donella H. *Thinking in Systems: A Primer*. White River Junction, VT: Chelsea Green, 2008.==}",
        "{==Malhotra, Deepak, and Fabrice Lumineau. “Trust and Collaboration in the Aftermath of Conflict.” *Academy of "
        "Management Journal* 54, no. 5 (2011): 981–98.==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Look for the source as Chicago writes it, and for the author or title."""
        text = reference.whole
        if dated_as_apa(reference) or bare_year(reference):
            return False
        if _NO_YEAR_PAGES.search(text) is not None:
            return FULL_NAME.search(text) is not None or QUOTED.search(text) is not None
        if FULL_NAME.search(text) is None:
            return False
        if PLACE_PUBLISHER_YEAR.search(text) is not None:
            return True
        return QUOTED.search(text) is not None and _MONTH_FIRST.search(text) is not None


class ChicagoAuthorDateEntry(WholeEntry):
    """The entry is in Chicago style, with author and date.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Signs besides a year without parentheses after the authors: a given name in full, a second author who is not inverted, a
    title in double quotation marks, "54 (5): 981–98", "Place: Publisher" at the end. Two are needed.
    """

    code = "NAP006"
    message = "This entry follows Chicago style (author and date); APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010")
    VALID = (
        "Malhotra, D., & Lumineau, F. (2011). Trust and collaboration. *Academy of Management Journal*, *54*(5), 981–998.",
    )
    INVALID = (
        "{==Malhotra, Deepak, and Fabrice Lumineau. 2011. “Trust and Collaboration in the Aftermath of Conflict.” *Academy of "
        "Management Journal* 54 (5): 981–98.==}",
        "{==Meadows, Donella H. 2008. *Thinking in Systems: A Primer*. White River Junction, VT: Chelsea Green.==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Look for the bare year, then count the other signs."""
        text = reference.whole
        if dated_as_apa(reference) or not bare_year(reference):
            return False
        signs = (FULL_NAME, SECOND_NAME_AS_SPOKEN, QUOTED, _VOLUME_ISSUE_COLON, PLACE_PUBLISHER)
        return sum(sign.search(text) is not None for sign in signs) >= 2
