"""Ranges of pages and issues → marks about the dash between the numbers."""

from collections.abc import Iterator

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import PageRange, Reference
from apacheck.rule import Rule

_HYPHENS = {"-", "‐", "‑"}
_WRONG = {"—", "−", "--", "---", "‒", "―", "––"}
_ISSUES = pattern(r"(\d{1,4})\s?[-‐‑]\s?(\d{1,4})")


def _ranges(reference: Reference) -> Iterator[PageRange]:
    if reference.periodical is not None and reference.periodical.pages is not None:
        yield from reference.periodical.pages.ranges
    if reference.pages is not None:
        yield from reference.pages.ranges
    titles = [reference.title, reference.container.title if reference.container is not None else None]
    for title in titles:
        for parenthesis in title.parentheses if title is not None else ():
            for item in parenthesis.items:
                if item.pages is not None:
                    yield from item.pages.ranges


class PageRangeHyphen(Rule[Reference]):
    """A range of pages or issues has a hyphen.

    APA puts an en dash between the first and the last number.

    Report, grant and law numbers keep their hyphens.
    """

    code = "TYP004"
    signs = ("-", "‐", "‑")
    section = "6.6, 9.25"
    section_from_memory = True
    severity = "warning"
    fix = "safe"
    message = "A range takes an en dash: {right}."
    VALID = (
        "Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), 981–998.",
        "National Cancer Institute. (2018). Facing forward (NIH Publication No. 18-2424). U.S. Department of Health and Human Services.",
    )
    INVALID = (
        "Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), {~~981-998~>981–998~~}.",
        "Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54({~~1-2~>1–2~~}), 981–998.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        for pages in _ranges(part):
            if pages.dash is not None and pages.last is not None and pages.dash.text.strip() in _HYPHENS:
                right = f"{pages.first}–{pages.last}"
                yield self.mark(pages, replace=right, right=right)
        issue = part.periodical.issue if part.periodical is not None else None
        if issue is not None:
            match = _ISSUES.fullmatch(issue.number.text)
            if match is not None and int(match[1]) < int(match[2]):
                right = f"{match[1]}–{match[2]}"
                yield self.mark(issue.number, replace=right, right=right)


class PageRangeSpaced(Rule[PageRange]):
    """Spaces stand around the dash of a range.

    APA puts the en dash between the numbers without spaces.
    """

    code = "TYP005"
    signs = (" –", "– ", "\t", "\n")
    section = "6.6"
    section_from_memory = True
    severity = "warning"
    fix = "safe"
    message = "No spaces stand around the dash of a range: {right}."
    VALID = ("Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), 981–998.",)
    INVALID = (
        "Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), {~~981 – 998~>981–998~~}.",
    )

    def check(self, part: PageRange) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.dash is None or part.last is None:
            return
        dash = part.dash.text
        if dash != "–" and dash.strip() == "–":
            right = f"{part.first}–{part.last}"
            yield self.mark(part, replace=right, right=right)


class PageRangeWrongDash(Rule[PageRange]):
    """A range has an em dash, a minus sign or two hyphens.

    APA puts an en dash between the first and the last number.
    """

    code = "TYP006"
    signs = ("—", "−", "‒", "―", "--")
    section = "6.6"
    section_from_memory = True
    severity = "warning"
    fix = "safe"
    message = "A range takes an en dash: {right}."
    VALID = ("Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), 981–998.",)
    INVALID = (
        "Malhotra, D. (2011). Trust and collaboration. Academy of Management Journal, 54(5), {~~981—998~>981–998~~}.",
    )

    def check(self, part: PageRange) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.dash is not None and part.last is not None and part.dash.text.strip() in _WRONG:
            right = f"{part.first}–{part.last}"
            yield self.mark(part, replace=right, right=right)
