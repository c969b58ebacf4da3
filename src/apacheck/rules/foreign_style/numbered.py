"""Entries in numbered styles → one mark each: Vancouver or AMA, and IEEE (NAP002, NAP005)."""

from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rules.foreign_style.signs import PLACE_PUBLISHER_YEAR, WholeEntry, dated_as_apa

#: "Malhotra D, Lumineau FA.": surnames with initials that carry no periods.
_BARE_INITIALS = pattern(
    r"^(?:\d{1,3}\. )?(?:\p{L}[\p{L}’'-]*+ ){1,3}\p{Lu}{1,3}(?:, (?:\p{L}[\p{L}’'-]*+ ){1,3}\p{Lu}{1,3})*+(?:,? et al|, editors?|, translators?)?\."
)
_YEAR_VOLUME = pattern(
    r"\b(?:1[5-9]|20)\d\d(?: \p{Lu}\p{L}{2}\p{L}?(?: \d{1,2})?)?; ?\d+ ?(?:\([^()]{1,20}\))?: ?\p{L}{0,2}\d"
)
#: "London: Routledge; 2014", with pages or a date of citation after it.
_PUBLISHER_YEAR = pattern(
    r": \p{Lu}[^:;]{1,60}; (?:1[5-9]|20)\d\d(?P<cited> \[(?:updated|cited|accessed) [^\[\]]{4,60}\])?(?:\.? (?:Chap|p|pp|s)\.? ?[\d-]+)?\.?(?:$| Available)"
)
#: AMA's dates of what stands on the web only.
_PUBLISHED = pattern(
    r"\. (?:Published(?: online)?|Updated|Accessed|Posted) \p{Lu}\p{L}{2,8}\.? (?:\d{1,2}, )?(?:1[5-9]|20)\d\d[.;]"
)
#: "D. Malhotra": initials first.
_INITIALS_FIRST = pattern(
    r"^(?:\[\d{1,3}\] ?)?\p{Lu}\.(?:[ -]?\p{Lu}\.){0,3} (?:\p{Ll}+ ){0,2}\p{Lu}[\p{L}’'-]+(?:,| and )"
)
_QUOTED_COMMA = pattern(r"[“\"][^“”\"]{8,300},[”\"] ")
_NUMBERED = pattern(r"^\[\d{1,3}\]")
_IEEE_TAIL = pattern(r"\bvol\. ?\d+|\bno\. ?\d+|\bpp\. ?\d+|\bin Proc\. ")
_IEEE_YEAR = pattern(r", (?:\p{Lu}\p{L}{2,8}\.?(?: \d{1,2})? )?(?:1[5-9]|20)\d\d(?:\.|, (?:doi|Art)|$)")


class VancouverAmaEntry(WholeEntry):
    """The entry is in Vancouver or AMA style.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Signs, where no date in parentheses follows the authors: "2011;54(5):981-98"; "Publisher; 2008 [cited 2020 Jan 5]"; or,
    with names whose initials have no periods, "Publisher; 2008." or "Published online May 3, 2019.".
    """

    code = "NAP002"
    message = "This entry follows Vancouver or AMA style (year;volume(issue):pages); APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010")
    VALID = (
        "Kroenke, K., Spitzer, R. L., & Williams, J. B. W. (2001). The PHQ-9: Validity of a brief depression severity "
        "measure. *Journal of General Internal Medicine*, *16*(9), 606–613. "
        "https://doi.org/10.1046/j.1525-1497.2001.016009606.x",
    )
    INVALID = (
        "{==Kroenke K, Spitzer RL, Williams JB. The PHQ-9: validity of a brief depression severity measure. J Gen Intern Med. "
        "2001;16(9):606-613.==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Look for a semicolon after the year, and for bare initials."""
        text = reference.whole
        if dated_as_apa(reference):
            return False
        if ";" in text:
            if _YEAR_VOLUME.search(text) is not None:
                return True
            published = _PUBLISHER_YEAR.search(text)
            if published is not None and (published["cited"] is not None or _BARE_INITIALS.search(text) is not None):
                return True
        return _PUBLISHED.search(text) is not None and _BARE_INITIALS.search(text) is not None


class IeeeEntry(WholeEntry):
    """The entry is in IEEE style.

    APA gives author, date, title and source in this order, so the entry has to be written anew: Author, A. A. (Year).
    Title. Source.

    Signs: a number in brackets or initials before the surname; a title in quotation marks that ends in a comma; "vol.",
    "no.", "pp."; the year last; "Place: Publisher, Year" at the end. Three are needed.
    """

    code = "NAP005"
    message = "This entry follows IEEE style (initials first, the year last); APA needs it rewritten: Author, A. A. (Year). Title. Source."
    gives_way_to = ("NAP009", "NAP010")
    VALID = (
        "Malhotra, D., & Lumineau, F. (2011). Trust and collaboration. *Academy of Management Journal*, *54*(5), 981–998.",
    )
    INVALID = (
        "{==[1] D. Malhotra and F. Lumineau, “Trust and collaboration in the aftermath of conflict,” *Acad. Manage. J.*, "
        "vol. 54, no. 5, pp. 981–998, 2011.==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Count IEEE's signs."""
        text = reference.whole
        if dated_as_apa(reference) or not (text.startswith("[") or text[1:2] == "."):
            return False
        return (
            sum(
                (
                    _NUMBERED.search(text) is not None,
                    _INITIALS_FIRST.search(text) is not None,
                    _QUOTED_COMMA.search(text) is not None,
                    _IEEE_TAIL.search(text) is not None,
                    _IEEE_YEAR.search(text) is not None,
                    PLACE_PUBLISHER_YEAR.search(text) is not None,
                )
            )
            >= 3
        )
