"""The words before a link, with the date of retrieval → marks."""

from collections.abc import Iterator

import regex

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.date import MONTH_NUMBER
from apacheck.reference.model import Link, Reference
from apacheck.rule import Rule

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_AT = pattern(
    r"(?:Available|Accessed|Last\s+accessed|Viewed|Obtained|Downloaded|Consulted|Visited|From|URL|Link|Web|Website)\b",
    regex.IGNORECASE,
)
_RIGHT = pattern(rf"Retrieved (?:{'|'.join(_MONTHS)}) \d{{1,2}}, \d{{4}}, from ")
_MONTH_FIRST = pattern(r"(?P<month>\p{L}{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})")
_DAY_FIRST = pattern(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>\p{L}{3,})\.?,?\s+(?P<year>\d{4})")
_ISO = pattern(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
#: Hosts of pages that are made to change.
_CHANGING = pattern(
    r"https?://(?:www\.)?(?:merriam-webster\.com/dictionary/|dictionary\.apa\.org/|dictionary\.cambridge\.org/|census\.gov/popclock|google\.com/maps|maps\.google\.)",
    regex.IGNORECASE,
)


class AvailableAt(Rule[Link]):
    """Words such as "Available at" stand before a URL.

    APA gives the bare link.

    "Retrieved from" is OLD001's.
    """

    code = "URL019"
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "A URL stands without “{found}” before it."
    gives_way_to = ("OLD001", "OLD015", "SRC05")
    VALID = ("Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. https://dogworld.org/page",)
    INVALID = (
        "Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. {--Available at: --}https://dogworld.org/page",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        label = part.label
        if label is not None and part.retrieved is None and part.site is None and _AT.match(label.text):
            yield self.mark(label, replace="", found=label.text.strip())


class RetrievalStatementForm(Rule[Link]):
    """A retrieval date is not in APA's form.

    Where a retrieval date is right, it reads "Retrieved July 12, 2019, from" and the URL.

    A date in numbers alone ("3/7/2019") may mean two days and has no fix.
    """

    code = "URL020"
    section = "9.16"
    section_from_memory = True
    severity = "error"
    fix = "safe"
    message = "A retrieval date reads “Retrieved Month D, YYYY, from” and the URL."
    gives_way_to = ("OLD005", "OLD015")
    VALID = (
        "Merriam-Webster. (n.d.). Self-report. In Merriam-Webster.com dictionary. Retrieved July 12, 2019, from https://www.merriam-webster.com/dictionary/self-report",
    )
    INVALID = (
        "Merriam-Webster. (n.d.). Self-report. In Merriam-Webster.com dictionary. {~~Retrieved on 12 July 2019 from~>Retrieved July 12, 2019, from~~} https://www.merriam-webster.com/dictionary/self-report",
        "U.S. Census Bureau. (n.d.). U.S. and world population clock. {~~Accessed July 3, 2019, from~>Retrieved July 3, 2019, from~~} https://www.census.gov/popclock/",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        label = part.label
        if label is None or part.retrieved is None or part.site is not None or _RIGHT.fullmatch(label.text):
            return
        where = (label.start, label.start + len(label.text.rstrip()))
        date = part.retrieved.text
        match = _MONTH_FIRST.fullmatch(date) or _DAY_FIRST.fullmatch(date) or _ISO.fullmatch(date)
        if match is None:
            if any(character.isdigit() for character in date[:3]):
                yield self.mark(where)
            return
        month = int(match["month"]) if match["month"].isdigit() else MONTH_NUMBER.get(match["month"].lower(), 0)
        if not 1 <= month <= len(_MONTHS):
            return
        right = f"Retrieved {_MONTHS[month - 1]} {int(match['day'])}, {match['year']}, from"
        yield self.mark(where, replace=right)


class RetrievalDateMissing(Rule[Reference]):
    """A page that is made to change has no retrieval date.

    Dictionaries, maps and live counters without a date take "Retrieved Month D, YYYY, from"; archived versions take
    none.

    Only the author knows the date, so there is no fix.
    """

    code = "URL021"
    signs = ("://",)
    section = "9.16"
    section_from_memory = True
    severity = "info"
    message = "This page changes: APA gives the date of retrieval, “Retrieved Month D, YYYY, from”."
    VALID = (
        "U.S. Census Bureau. (n.d.). U.S. and world population clock. Retrieved July 3, 2019, from https://www.census.gov/popclock/",
    )
    INVALID = ("U.S. Census Bureau. (n.d.). U.S. and world population clock. {==https://www.census.gov/popclock/==}",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.date is None or part.date.form != "no-date":
            return
        for link in part.links:
            if link.label is None and _CHANGING.match(link.address.text):
                yield self.mark(link.address)
