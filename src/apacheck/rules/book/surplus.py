"""Entries of books → marks about what a reference does not give: ISBNs and numbers of pages (BKC016, BKC017)."""

from collections.abc import Iterator

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

_ISBN = pattern(
    r"(?P<lead>[.,;:]?\s?[(\[]?)(?P<label>[ep]?-?(?:ISBN|ISSN)(?:[- ]?1[03])?)(?P<sep>[:#.]{0,2}\s?)"
    r"(?P<number>97[89][- ‑–]?(?:\d[- ‑–]?){9}\d|(?:\d[- ‑–]?){9}[\dXx]|\d{4}[-‑–]?\d{3}[\dXx])(?P<tail>\s?\((?:print|online|electronic|pbk|hbk|paperback|hardcover)\.?\))?+(?P<close>[)\]]?)"
)
_TOTAL = pattern(
    r"(?P<lead>[.,;]\s|\s?\()(?P<what>(?:[ivxlc]{1,8}\s?[+,]\s?)?\d{1,4}\s?(?:pp?|pgs?|pages|páginas|Seiten)\b)(?P<close>\.?\)|\.?(?=\s*$|\s*https?:|\s*doi|\s\p{Lu}))"
)
#: "480p" is the height of a video's picture.
_HEIGHTS = frozenset({"144p", "240p", "360p", "480p", "720p", "1080p", "1440p", "2160p"})


class IsbnIncluded(Rule[Reference]):
    """An ISBN or ISSN stands in the entry.

    Neither is part of a reference; a DOI is.
    """

    code = "BKC016"
    signs = ("ISBN", "ISSN")
    section = "9.4"
    severity = WARNING
    fix = UNSAFE
    message = "“{typed}” stands in the entry; APA gives no ISBN or ISSN."
    VALID = (
        "Hart, P. (2013). ISBN and ISSN in library catalogues. *Journal of Documentation*, *69*(2), 112–125.",
        "Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing.",
    )
    INVALID = (
        "Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing{--, ISBN 978-1-60358-055-7--}.",
        "Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing.{-- ISBN: 9781603580557.--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for the label with a number of the right length, outside addresses."""
        if "ISBN" not in part.whole and "ISSN" not in part.whole:
            return
        for found in _ISBN.finditer(part.whole):
            start, end = found.start("label"), found.end()
            if any(link.start <= start < link.end for link in part.links):
                continue
            typed = part.whole[start : found.end("number")]
            yield self.mark(_cut(part.whole, found.start(), end), replace="", typed=typed)


class TotalPagesIncluded(Rule[Reference]):
    """The number of pages of a whole book is given.

    Pages locate a chapter or an article; how many a book has is not part of a reference.
    """

    code = "BKC017"
    section = "9.4"
    severity = WARNING
    fix = UNSAFE
    message = "“{typed}” is the number of pages of the whole work; APA does not give it."
    VALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* (pp. 5–19). Guilford Press.",
        "Lund, T. (2014). *Learning to read in 300 pages*. Routledge.",
    )
    INVALID = (
        "Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing{--, 240 p--}.",
        "Meadows, D. H. (2008). *Thinking in systems*{-- (240 pp.)--}. Chelsea Green Publishing.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a number before "p.", "pp." or "pages", where the work is neither article nor chapter."""
        if part.periodical is not None or part.container is not None or part.law is not None or part.date is None:
            return
        stop = min((link.start for link in part.links), default=part.end)
        if "p" not in part.whole[part.date.end : stop]:
            return
        for found in _TOTAL.finditer(part.whole, part.date.end):
            if found.start() >= stop:
                return
            if found["what"] in _HEIGHTS or ("(" in found["lead"]) != (")" in found["close"]):
                continue
            yield self.mark(_cut(part.whole, found.start(), found.end()), replace="", typed=found["what"])


def _cut(whole: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to delete so that one period and one space stay between what is before and what is after."""
    if whole[start] == ".":
        start += 1
        if whole[end : end + 1] == ".":
            end += 1
    elif whole[start] in ",;:" and whole[end - 1] == ".":
        end -= 1
    return start, end
