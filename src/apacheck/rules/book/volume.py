"""Titles of books → marks about volumes that are part of them (BKC021)."""

from collections.abc import Iterator

from apacheck.findings import INFO, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule

_TITLED = pattern(
    r"(?P<lead>[:,.]|\s[-–—]|(?= \())\s(?P<open>\(?)(?P<label>[Vv]ol\.?|[Vv]olume)\s(?P<number>\d{1,3}|[IVX]{1,5})(?P<sep>[:.,]| [-–—])\s(?P<title>(?!Issue|No\.|Number|Part\b)\p{Lu}.*)"
)


class MultivolumeTitleForm(Rule[Reference]):
    """A volume with a title of its own is not written "Main title: Vol. 1. Volume title".

    The main title takes a colon, the volume "Vol." and a period, and its title follows, all in italics.

    A work may punctuate its own title otherwise, so the finding is for information. Films are left alone.
    """

    code = "BKC021"
    signs = ("Vol", "vol")
    section = "9.20"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "The volume stands in the title as “{typed}”; APA writes “{right}” before the volume's own title."
    VALID = (
        "Travis, C. B. (Ed.). (2018). *APA handbook of the psychology of women: Vol. 1. History, theory, and battlegrounds*. "
        "American Psychological Association.",
        "Tarantino, Q. (Director). (2003). *Kill Bill: Vol. 1* [Film]. Miramax.",
    )
    INVALID = (
        "Travis, C. B. (Ed.). (2018). *APA handbook of the psychology of women{~~: Vol. 1:~>: Vol. 1.~~} History*. "
        "American Psychological Association.",
        "Travis, C. B. (Ed.). (2018). *APA handbook of the psychology of women{~~, Volume 1:~>: Vol. 1.~~} History*. "
        "American Psychological Association.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a volume's number followed by a title, in the titles of books."""
        if part.periodical is not None or part.law is not None or "ol" not in part.whole:
            return
        title = part.container.title if part.container is not None else part.title
        if title is not None and title.main is not None and not title.brackets and title.quotes is None:
            yield from self._look(title)

    def _look(self, title: Title) -> Iterator[Mark]:
        assert title.main is not None
        found = _TITLED.search(title.main.text)
        if found is None or found.start() < 2:
            return
        opened = bool(found["open"])
        if opened != title.main.text.endswith(")") or (opened and "(" in found["title"]):
            return
        start, end = title.main.start + found.start(), title.main.start + found.end("sep")
        typed, right = title.whole[start:end].strip(), f": Vol. {found['number']}."
        if typed == right:
            return
        edits = [(start, end, right)]
        if opened:
            edits.append((title.main.end - 1, title.main.end, ""))
        yield self.mark((start, end), *edits, typed=typed, right=right)
