"""What is no reference → one mark about the whole of it: records, bare URLs and what fits no pattern (NAP009–NAP011)."""

from collections.abc import Iterator
from typing import ClassVar

import regex

from apacheck.findings import WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Link, Reference, Separator, Unparsed
from apacheck.rule import Rule
from apacheck.rules.foreign_style.signs import WholeEntry

_RECORD = pattern(
    r"^\s*+(?:@[A-Za-z]+\s*+[{(]|\{[^{}]{2,80}#\d+\}|[A-Z][A-Z0-9]  ?- |%[A-Z0-9] |\{\\rtf)"
    r"|\bADDIN (?:EN\.|ZOTERO|CSL_|Mendeley)|\{ ?(?:REF|PAGEREF|HYPERLINK) "
)
_BARE_URL = pattern(r"^\s*+<?(?:https?://|www\.)\S++\s*+$", regex.IGNORECASE)

_STYLES = ("NAP001", "NAP002", "NAP003", "NAP004", "NAP005", "NAP006")


class RawExportRecord(WholeEntry):
    """The entry is a record or field code of a reference manager.

    BibTeX, RIS and EndNote's temporary citations have to be turned into references by the program they come from.
    """

    code = "NAP009"
    signs = ("{", "%", "- ", "ADDIN")
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


class BareUrlEntry(WholeEntry):
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

    An entry has an author, a date, a title and a source.

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
    INVALID = ("{==see class notes week 3==}", "{==Laurent, W. (2008).==}")

    _EXPECTED: ClassVar[dict[str, str]] = {
        "start": "an author or a title with a date after it was expected",
        "authors": "a date in parentheses was expected after the authors",
        "date": "a title was expected after the date",
        "title": "a source was expected after the title",
    }

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what was left over where authors and date, or the title, are missing."""
        unparsed = part.unparsed
        if part.law is not None or not part.whole.strip():
            return
        if not unparsed:
            yield from self._ends_early(part)
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

    def _ends_early(self, part: Reference) -> Iterator[Mark]:
        """Look for an entry that is over before its title: "Smith, J. (2020)."."""
        authors = part.authors
        if authors is None or part.date is None or part.title is not None or part.publisher or part.periodical:
            return
        if not all(name.is_person for name in authors.names) and ". " in authors.text:
            return  # title and source may stand before the date
        yield self.mark(
            (authors.start, len(part.whole.rstrip())),
            understood="it ends after authors and date",
            expected=self._EXPECTED["date"],
        )


def _words(unparsed: list[Unparsed]) -> bool:
    """Whether what was left over is more than punctuation."""
    return any(character.isalpha() for part in unparsed for character in part.text)
