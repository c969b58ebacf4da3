"""An entry → one mark about the whole of it, where it is written in another style or is no reference at all (NAP001–NAP011).

Each style is recognised by several signs together, so that a faulty APA entry is never called something else. Such a mark
silences all other rules for the entry: telling its pieces what APA expects would not help.
"""

from collections.abc import Iterator
from typing import ClassVar

import regex

from apacheck.findings import ERROR, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Link, Reference, Separator, Unparsed
from apacheck.rule import Rule

#: "Malhotra, Deepak," at the start: a surname and a given name that is spelled out.
_FULL_NAME = pattern(
    r"^(?:\p{L}[\p{L}’'-]*+ ){0,3}\p{Lu}[\p{L}’'-]+, \p{Lu}[\p{Ll}’'-]++(?: \p{Lu}[\p{L}’'-]*\.?){0,3}(?:[.,]| and )"
)
#: "Malhotra D, Lumineau FA.": surnames with initials that carry no periods.
_BARE_INITIALS = pattern(
    r"^(?:\d{1,3}\. )?(?:\p{L}[\p{L}’'-]*+ ){1,3}\p{Lu}{1,3}(?:, (?:\p{L}[\p{L}’'-]*+ ){1,3}\p{Lu}{1,3})*+(?:, et al)?\."
)
#: "D. Malhotra": initials first.
_INITIALS_FIRST = pattern(
    r"^(?:\[\d{1,3}\] ?)?\p{Lu}\.(?:[ -]?\p{Lu}\.){0,3} (?:\p{Ll}+ ){0,2}\p{Lu}[\p{L}’'-]+(?:,| and )"
)
_QUOTED = pattern(r"[“\"][^“”\"]{8,300}[.,?!][”\"] ")
_QUOTED_COMMA = pattern(r"[“\"][^“”\"]{8,300},[”\"] ")
_SINGLE_QUOTED = pattern(r"(?<=[ ,.)])[‘'](?=\p{Lu}).{8,300}?[.,?!]?[’'](?=[ ,.])")
_VOL_NO = pattern(r"\bvol\. ?\d+, (?:no|issue)\. ?\d+", regex.IGNORECASE)
_YEAR_THEN_PAGES = pattern(r", (?:\d{1,2} )?(?:\p{Lu}\p{L}+\.? )?(?:1[5-9]|20)\d\d, pp?\. ?\d")
_ACCESSED = pattern(r"[.,] Accessed \d{1,2} \p{Lu}\p{L}{2,}\.? \d{4}\.?$")
_YEAR_AT_END = pattern(r", (?:1[5-9]|20)\d\d\.?$")
_PLACE_PUBLISHER_YEAR = pattern(
    r"[.?!)] \p{Lu}[\p{L} .’'-]{1,40}(?:, [\p{L}.]{2,12})?: \p{Lu}(?:[^:.]|(?<=\b\p{Lu})\.|(?<=Inc|Co)\.){1,80}+(?<=, (?:1[5-9]|20)\d\d)\.?$"
)
_PLACE_PUBLISHER = pattern(
    r"[.?!)] \p{Lu}[\p{L} .’'-]{1,40}(?:, [\p{L}.]{2,12})?: \p{Lu}(?:[^:.]|(?<=\b\p{Lu})\.|(?<=Inc|Co)\.){1,80}\.?$"
)
_NO_YEAR_PAGES = pattern(r" \d+, no\. \d+ \((?:\p{Lu}\p{L}+\.? )?(?:1[5-9]|20)\d\d\): ?\d")
_VOLUME_ISSUE_COLON = pattern(r" \d+(?:, no\. \d+)? ?\((?:\d+|\p{Lu}\p{L}+\.?(?: \d+)?)\): ?\d| \d+, no\. \d+: ?\d")
_YEAR_VOLUME = pattern(
    r"\b(?:1[5-9]|20)\d\d(?: \p{Lu}\p{L}{2}\p{L}?(?: \d{1,2})?)?; ?\d+ ?(?:\([^()]{1,20}\))?: ?\p{L}{0,2}\d"
)
_PUBLISHER_YEAR = pattern(r": \p{Lu}[^:;]{1,60}; (?:1[5-9]|20)\d\d\.$")
_BARE_YEAR_AFTER_AUTHORS = pattern(r"^[^()\d“”\"]{4,300}?[., ] ?(?:1[5-9]|20)\d\d[a-z]?[.,] ")
_YEAR_UNCLOSED = pattern(r"^[^()“”\"]{3,300}?\((?:1[5-9]|20)\d\d[a-z]?\),? [^.\s]")
_ONLINE = pattern(r"\[Online\]", regex.IGNORECASE)
_AVAILABLE_ACCESSED = pattern(
    r"\bAvailable (?:at|from)\b.{0,300}?[(\[](?:Accessed|Last accessed|Viewed)\b", regex.IGNORECASE
)
_VOL_NO_PP = pattern(r"\b[Vv]ol\. ?\d+.{0,30}\bpp?\. ?\d")
_NUMBERED = pattern(r"^\[\d{1,3}\]")
_IEEE_TAIL = pattern(r"\bvol\. ?\d+|\bno\. ?\d+|\bpp\. ?\d+|\bin Proc\. ")
_IEEE_YEAR = pattern(r", (?:\p{Lu}\p{L}{2,8}\.?(?: \d{1,2})? )?(?:1[5-9]|20)\d\d(?:\.|, (?:doi|Art)|$)")
_RECORD = pattern(
    r"^\s*+(?:@[A-Za-z]+\s*+[{(]|\{[^{}]{2,80}#\d+\}|[A-Z][A-Z0-9]  ?- |%[A-Z0-9] |\{\\rtf)"
    r"|\bADDIN (?:EN\.|ZOTERO|CSL_|Mendeley)|\{ ?(?:REF|PAGEREF|HYPERLINK) "
)
_BARE_URL = pattern(r"^\s*+<?(?:https?://|www\.)\S++\s*+$", regex.IGNORECASE)

_STYLES = ("NAP001", "NAP002", "NAP003", "NAP004", "NAP005", "NAP006")


def _dated_as_apa(reference: Reference) -> bool:
    """Whether a date in parentheses follows the authors or the title, as in APA."""
    date = reference.date
    if date is None or date.opening is None:
        return False
    # "no. 5 (2011): 981–98" reads as a title with a date after it, but is Chicago's issue.
    return not (reference.title_first and reference.whole.startswith(":", date.end))


def _bare_year(reference: Reference) -> bool:
    """Whether a year without parentheses follows the authors."""
    date = reference.date
    if date is not None and not reference.title_first:
        return date.opening is None and date.year is not None and reference.authors is not None
    return _BARE_YEAR_AFTER_AUTHORS.search(reference.whole) is not None


class _WholeEntry(Rule[Reference]):
    """A rule whose mark is about the whole entry."""

    section = "9.4"
    severity = ERROR
    exclusive = True

    def check(self, part: Reference) -> Iterator[Mark]:
        """Mark the entry, if it is of this kind."""
        if part.law is None and self.recognises(part):
            whole = part.whole
            start = len(whole) - len(whole.lstrip())
            yield self.mark((start, len(whole.rstrip())))

    def recognises(self, reference: Reference) -> bool:
        """Whether the entry has enough signs."""
        raise NotImplementedError


class MlaEntry(_WholeEntry):
    """The entry is in MLA style.

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
        if _dated_as_apa(reference) or _bare_year(reference):
            return False
        signs = (_FULL_NAME, _QUOTED, _VOL_NO, _YEAR_THEN_PAGES, _ACCESSED)
        count = sum(sign.search(text) is not None for sign in signs)
        if count >= 2:
            return True
        return count == 1 and _FULL_NAME.search(text) is not None and _YEAR_AT_END.search(text) is not None


class VancouverAmaEntry(_WholeEntry):
    """The entry is in Vancouver or AMA style.

    Signs: "2011;54(5):981-98" (or "Publisher; 2008." at the end) together with names whose initials have no periods or
    with no date after the authors.
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
        if ";" not in text or _dated_as_apa(reference):
            return False
        if _YEAR_VOLUME.search(text) is not None:
            return True
        return _PUBLISHER_YEAR.search(text) is not None and _BARE_INITIALS.search(text) is not None


class ChicagoNotesBibliographyEntry(_WholeEntry):
    """The entry is in Chicago style, with notes and bibliography.

    Signs: a given name in full with "Place: Publisher, Year" at the end, or "54, no. 5 (2011): 981–98" with a given name
    in full or a title in quotation marks.
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
        if ": " not in text or _dated_as_apa(reference) or _bare_year(reference):
            return False
        if _NO_YEAR_PAGES.search(text) is not None:
            return _FULL_NAME.search(text) is not None or _QUOTED.search(text) is not None
        return _FULL_NAME.search(text) is not None and _PLACE_PUBLISHER_YEAR.search(text) is not None


class HarvardEntry(_WholeEntry):
    """The entry is in a Harvard style.

    Two signs are needed: a year without parentheses (or without a period after them), and one of "[Online]", "Available
    at: … (Accessed: …)", a title in single quotation marks, or "vol. 18, no. 6, pp. 15–17".
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
        text = reference.whole
        if not self._other_sign(text):
            return False
        date = reference.date
        if date is not None and date.opening is not None:
            return (
                date.closing is not None
                and not text.startswith(".", date.end)
                and _YEAR_UNCLOSED.search(text) is not None
            )
        return _bare_year(reference) or (date is None and _YEAR_UNCLOSED.search(text) is not None)

    @staticmethod
    def _other_sign(text: str) -> bool:
        lowered = text.lower()
        return (
            ("[online]" in lowered and _ONLINE.search(text) is not None)
            or ("available" in lowered and _AVAILABLE_ACCESSED.search(text) is not None)
            or ("vol." in lowered and _VOL_NO_PP.search(text) is not None)
            or (("'" in text or "‘" in text) and _SINGLE_QUOTED.search(text) is not None)
        )


class IeeeEntry(_WholeEntry):
    """The entry is in IEEE style.

    Signs: a number in brackets or initials before the surname; a title in quotation marks that ends in a comma; "vol.",
    "no.", "pp."; the year last. Three are needed.
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
        if _dated_as_apa(reference) or not (text.startswith("[") or text[1:2] == "."):
            return False
        return (
            sum(
                (
                    _NUMBERED.search(text) is not None,
                    _INITIALS_FIRST.search(text) is not None,
                    _QUOTED_COMMA.search(text) is not None,
                    _IEEE_TAIL.search(text) is not None,
                    _IEEE_YEAR.search(text) is not None,
                )
            )
            >= 3
        )


class ChicagoAuthorDateEntry(_WholeEntry):
    """The entry is in Chicago style, with author and date.

    Signs besides a year without parentheses after the authors: a given name in full, a title in double quotation marks,
    "54 (5): 981–98", "Place: Publisher" at the end. Two are needed.
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
        if _dated_as_apa(reference) or not _bare_year(reference):
            return False
        signs = (_FULL_NAME, _QUOTED, _VOLUME_ISSUE_COLON, _PLACE_PUBLISHER)
        return sum(sign.search(text) is not None for sign in signs) >= 2


class RawExportRecord(_WholeEntry):
    """The entry is a record or field code of a reference manager.

    BibTeX, RIS and EndNote's temporary citations have to be turned into references by the program they come from.
    """

    code = "NAP009"
    message = "This is a record or field code of a reference manager, not a formatted reference."
    VALID = (
        "Laurent, W. (2008). Human resources and recruiting management. *Information Management*, *18*(6), 15–17.",
    )
    INVALID = (
        "{==@article{malhotra2011, title={Trust and collaboration}, year={2011}}==}",
        "{=={Malhotra, 2011 #12}==}",
    )

    def recognises(self, reference: Reference) -> bool:
        """Look for the records' own marks."""
        text = reference.whole
        if "{" not in text and "%" not in text and "- " not in text and "ADDIN" not in text:
            return False
        return _RECORD.search(text) is not None


class BareUrlEntry(_WholeEntry):
    """The entry is a URL and nothing else.

    A reference names author, date and title as well, where they are known.
    """

    code = "NAP010"
    message = "The entry is only a URL; APA expects author, date, title and site before it."
    gives_way_to = ("NAP009",)
    VALID = ("Centers for Disease Control and Prevention. (2019). *Flu symptoms*. https://www.cdc.gov/flu/symptoms",)
    INVALID = ("{==https://www.cdc.gov/flu/symptoms==}",)

    def recognises(self, reference: Reference) -> bool:
        """Look whether anything but links stands there."""
        if reference.authors is not None or reference.date is not None or reference.title is not None:
            return False
        if reference.links and all(isinstance(part, Link | Separator) for part in reference.elements):
            return True
        return _BARE_URL.search(reference.whole) is not None


class EntryUnparsable(Rule[Reference]):
    """The entry fits no pattern of APA.

    The message says what was understood and what was looked for next; a person has to look.
    """

    code = "NAP011"
    section = "9.4"
    severity = WARNING
    exclusive = True
    message = "The entry fits no APA pattern: {understood}, and {expected}."
    gives_way_to = (*_STYLES, "NAP009", "NAP010")
    VALID = (
        "*The Torah: The five books of Moses* (3rd ed.). (2015). The Jewish Publication Society. (Original work published 1962)",
        "*Brown v. Board of Education*, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483",
    )
    INVALID = ("{==see class notes week 3==}",)

    _EXPECTED: ClassVar[dict[str, str]] = {
        "start": "an author or a title with a date after it was expected",
        "authors": "a date in parentheses was expected after the authors",
        "date": "a title was expected after the date",
        "title": "a source was expected after the title",
    }

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what was left over where authors and date, or the title, are missing."""
        unparsed = part.unparsed
        if part.law is not None or not unparsed or not part.whole.strip():
            return
        if part.title is not None and (part.authors is not None or part.date is not None):
            return
        if part.authors is not None and part.date is not None and not _words(unparsed):
            return
        elements = (("authors", part.authors), ("date", part.date), ("title", part.title), ("link", part.links or None))
        found = [name for name, element in elements if element is not None]
        understood = (
            f"only the {' and the '.join(found)} could be read" if found else "no author, date or title could be read"
        )
        expected = self._EXPECTED.get(unparsed[0].after, "the rest was not understood")
        whole = part.whole
        start = len(whole) - len(whole.lstrip())
        yield self.mark((start, len(whole.rstrip())), understood=understood, expected=expected)


def _words(unparsed: list[Unparsed]) -> bool:
    """Whether what was left over is more than punctuation."""
    return any(character.isalpha() for part in unparsed for character in part.text)
