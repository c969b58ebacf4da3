"""What the rules about other styles share: signs of a style, and the rule about a whole entry.

Each style is recognised by several signs together, so that a faulty APA entry is never called something else. Such a mark
silences all other rules for the entry: telling its pieces what APA expects would not help.
"""

from collections.abc import Iterator

from apacheck.findings import ERROR, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

#: "Malhotra, Deepak," at the start: a surname and a given name that is spelled out.
FULL_NAME = pattern(
    r"^(?:\p{L}[\p{L}’'-]*+ ){0,3}\p{Lu}[\p{L}’'-]+, \p{Lu}[\p{Ll}’'-]++(?: \p{Lu}[\p{L}’'-]*\.?){0,3}(?:[.,]| and | (?=(?:1[5-9]|20)\d\d[.,]))"
)
#: "Malhotra, Deepak, and Fabrice Lumineau.": the second name is not inverted.
SECOND_NAME_AS_SPOKEN = pattern(
    r"^(?:\p{L}[\p{L}’'-]*+ ){0,3}\p{Lu}[\p{L}’'-]+, \p{Lu}[^,.“\"()\d]{1,30}\.?(?:, \p{Lu}[^,“\"()\d]{2,40}){0,8}?,? and \p{Lu}\p{Ll}+ (?:\p{Lu}\.? )?\p{Lu}[\p{L}’'-]+[.,]"
)
QUOTED = pattern(r"[“\"][^“”\"]{8,300}[.,?!][”\"] ")
YEAR_AT_END = pattern(r", (?:1[5-9]|20)\d\d\.?$")
_PLACE = r"[.?!)] \p{Lu}[\p{L} .’'-]{1,40}(?:, [\p{L}.]{2,12})?: \p{Lu}(?:[^:.]|(?<=\b\p{Lu})\.|(?<=Inc|Co)\.){1,80}"
#: "London: Routledge, 2014." at the end.
PLACE_PUBLISHER_YEAR = pattern(_PLACE + r"+(?<=, (?:1[5-9]|20)\d\d)\.?$")
#: "London: Routledge." at the end.
PLACE_PUBLISHER = pattern(_PLACE + r"\.?$")
_BARE_YEAR_AFTER_AUTHORS = pattern(r"^[^()\d“”\"]{4,300}?[., ] ?(?:1[5-9]|20)\d\d[a-z]?[.,] ")
_SHORT = 4


def dated_as_apa(reference: Reference) -> bool:
    """Whether a date in parentheses follows the authors or the title, as in APA."""
    date = reference.date
    if date is None or date.opening is None:
        return False
    # "no. 5 (2011): 981–98" reads as a title with a date after it, but is Chicago's issue.
    return not (reference.title_first and reference.whole.startswith(":", date.end))


def bare_year(reference: Reference) -> bool:
    """Whether a year without parentheses follows the authors."""
    date = reference.date
    if date is not None and not reference.title_first:
        if len(reference.whole) - date.end < _SHORT:
            return False  # the year comes last
        return date.opening is None and date.year is not None and reference.authors is not None
    return _BARE_YEAR_AFTER_AUTHORS.search(reference.whole) is not None


class WholeEntry(Rule[Reference]):
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
