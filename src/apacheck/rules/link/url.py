"""URLs as they stand in an entry → marks: what is in them, around them and before them."""

from collections.abc import Iterator

import regex

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Link, Reference, Separator
from apacheck.rule import Rule

#: Addresses that end in an abbreviation, whose period is their own.
_OWN_PERIOD = pattern(r"^(?>.*?/wiki/)\S*_(?:Jr|Sr|Inc|Co|Ltd|St|\p{Lu}(?:\.\p{Lu})*)$")
_BROKEN = pattern(
    r"https?://[^\s()\[\]]++(*SKIP)(?<=[/\-_=?&])(?<!doi\.org/) (?=\p{Ll}|\d)(?=\S*[/._=-])[^\s()\[\]]++(?=\s*+$)",
    regex.IGNORECASE,
)
_DATABASE = pattern(
    r"https?://(?:www\.jstor\.org/(?:stable|pss)/|search\.(?:proquest|ebscohost)\.com/|go\.galegroup\.com/)"
)
_PROXY = pattern(
    r"https?://[^/\s]*(?:ezproxy|libproxy|\bproxy\.lib|\.proxy\.|[.-]proxy\d?\.|idm\.oclc\.org|\bweb\.[a-z]\.ebscohost\.com)|[;?&](?:jsessionid|phpsessid|accountid)=|sessionmgr",
    regex.IGNORECASE,
)
_TRACKING = pattern(r"utm_[a-z]+|fbclid|gclid|igshid|mc_cid|mc_eid|msclkid")
_QUERY = pattern(r"\?([^#\s]*)")
_PUBLISHER_DOI = pattern(
    r"https?://(?!(?:dx\.|www\.)?doi\.org/)[^/\s]+/(?:\S*?\bdoi/(?:abs/|full/|pdf/|epdf/|pdfdirect/|epub/|book/)?|(?:article|chapter|book)/)(?P<doi>10\.\d{4,9}/[^\s?#]+)",
    regex.IGNORECASE,
)
_DOI_SUFFIX = pattern(
    r"(?:/(?:full|fulltext|abstract|abs|summary|pdf|epdf|html|meta|references))?(?:\.pdf|\.html)?/?$", regex.IGNORECASE
)


class UrlFinalPeriod(Rule[Link]):
    """A period or comma follows a URL.

    APA ends an entry with the bare link.

    A slash at the end belongs to the URL and stays, as does the period of an address such as "/wiki/Sammy_Davis_Jr.".
    """

    code = "URL006"
    section = "9.35, 9.5"
    severity = "error"
    fix = "safe"
    message = "No “{found}” follows a URL."
    gives_way_to = ("SRC052",)
    VALID = (
        "Bologna, C. (2018, June 27). What happens to your mind. HuffPost. https://www.huffpost.com/entry/mind/",
        "Sammy Davis Jr. (2019, June 27). In Wikipedia. https://en.wikipedia.org/wiki/Sammy_Davis_Jr.",
    )
    INVALID = (
        "Bologna, C. (2018, June 27). What happens to your mind. HuffPost. https://www.huffpost.com/entry/mind{--.--}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        trailing = part.trailing
        if part.doi is not None or trailing is None or trailing.text.strip() not in {".", ",", ";", ".."}:
            return
        if not _OWN_PERIOD.search(part.address.text):
            yield self.mark(trailing, replace="", found=trailing.text.strip())


class DoiAndUrlBoth(Rule[Reference]):
    """A URL stands beside a DOI.

    When there is a DOI, no other URL is given.

    The second DOI of a reprint note is no fault.
    """

    code = "URL008"
    signs = ("10.",)
    section = "9.34"
    severity = "warning"
    fix = "unsafe"
    message = "The DOI is enough: no other URL stands beside it."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240{-- https://psycnet.apa.org/record/2014-1--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        for first, second in zip(part.links, part.links[1:], strict=False):
            if (first.doi is None) == (second.doi is None) or first.gap(second).text.strip(" .,;"):
                continue
            where = (first.end, second.end) if first.doi is not None else (first.start, second.start)
            yield self.mark(where, replace="")


class UrlSchemeMissing(Rule[Link]):
    """A URL starts with www.

    A URL is given whole, with http:// or https://.

    Which of the two is right cannot be seen from the text.
    """

    code = "URL009"
    section = "9.35"
    severity = "warning"
    fix = "unsafe"
    message = "A URL starts with http:// or https://."
    gives_way_to = ("SRC052",)
    VALID = ("Centers for Disease Control and Prevention. (2019). Flu symptoms. https://www.cdc.gov/flu",)
    INVALID = (
        "Centers for Disease Control and Prevention. (2019). Flu symptoms. {~~www.cdc.gov/flu~>https://www.cdc.gov/flu~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.address.text[:4].lower() == "www.":
            yield self.mark(part.address, replace="https://" + part.address.text)


class UrlBrokenBySpace(Rule[Reference]):
    """A space stands inside a URL.

    A URL is given in one piece; links copied from a page break at its line ends.

    Only a URL that breaks off after a slash, hyphen, "=" or "&" and goes on to the entry's end is reported.
    """

    code = "URL010"
    signs = ("://",)
    section = "9.35"
    severity = "error"
    fix = "unsafe"
    message = "A URL contains no space."
    gives_way_to = ("URL007",)
    VALID = (
        "Aristotle. (1994). Poetics (S. H. Butcher, Trans.). The Internet Classics Archive. http://classics.mit.edu/Aristotle/ (Original work published ca. 350 B.C.E.)",
    )
    INVALID = (
        "Centers for Disease Control and Prevention. (2019). Flu symptoms. {~~https://www.cdc.gov/ flu/symptoms~>https://www.cdc.gov/flu/symptoms~~}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if "://" in part.whole:
            match = _BROKEN.search(part.whole)
            if match is not None:
                yield self.mark(match.span(), replace=match[0].replace(" ", ""))


def _complete(part: Reference) -> bool:
    """Whether an article's volume and pages are given, so that it is found without a link."""
    periodical = part.periodical
    return periodical is not None and periodical.volume is not None and periodical.pages is not None


class UrlLibraryProxyOrSession(Rule[Reference]):
    """A URL leads through a library's login, belongs to a session, or is an article's record in a database.

    Readers cannot follow it. An article found in a database is given without a URL, as if in print.

    Records of databases are marked only where volume and pages lead to the article.
    """

    code = "URL011"
    section = "9.34, 9.30"
    section_from_memory = True
    severity = "warning"
    fix = "unsafe"
    message = "Readers cannot follow this URL, or do not need it: it belongs to a session, a login or a database."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123456",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9.{-- https://search-proquest-com.ezproxy.lib.edu/docview/12345?accountid=1--}",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9.{-- https://www.jstor.org/stable/2486395--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        for link in part.links:
            if not (_PROXY.search(link.address.text) or (_complete(part) and _DATABASE.match(link.address.text))):
                continue
            if part.periodical is not None and link.start and part.whole[link.start - 1] == " ":
                yield self.mark((link.start - 1, link.end), replace="")
            else:
                yield self.mark(link.address)


class UrlTrackingParameters(Rule[Link]):
    """A URL carries tracking parameters.

    What a newsletter or an advertisement added to a URL (utm_source, fbclid, gclid) can go.

    Queries that a page needs stay.
    """

    code = "URL012"
    signs = ("?",)
    section = "9.35"
    severity = "info"
    fix = "unsafe"
    message = "Tracking parameters can be left out of a URL."
    VALID = (
        "Roe, A. (2019, May 2). Sleep and memory in dogs [Video]. YouTube. https://www.youtube.com/watch?v=abcdefg",
    )
    INVALID = (
        "Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. https://dogworld.org/page{--?utm_source=newsletter--}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if "?" not in part.address.text:
            return
        match = _QUERY.search(part.whole, part.address.start, part.address.end)
        if match is None or not match[1]:
            return
        fields = match[1].split("&")
        kept = [field for field in fields if not _TRACKING.fullmatch(field.partition("=")[0])]
        if len(kept) < len(fields):
            yield self.mark(match.span(), replace="?" + "&".join(kept) if kept else "")


class UrlWrapped(Rule[Link]):
    """A URL stands in angle brackets or parentheses.

    APA gives the bare link.
    """

    code = "URL013"
    section = "9.35"
    severity = "warning"
    fix = "safe"
    message = "A URL stands without brackets around it."
    VALID = ("Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. https://dogworld.org/page_(dog)",)
    INVALID = (
        "Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. {~~<https://dogworld.org/page>~>https://dogworld.org/page~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.opening is not None and part.closing is not None:
            yield self.mark((part.opening.start, part.closing.end), replace=part.address.text)


_LEADING_WORDS = frozenset({"at", "from", "here", "in", "on", "see", "to", "via"})


class PeriodBeforeUrlMissing(Rule[Reference]):
    """The element before a DOI or URL does not end with a period.

    Every element ends with a period, also the one before a link; no comma stands there.
    """

    code = "URL014"
    section = "9.5"
    severity = "error"
    fix = "safe"
    message = "The element before a link ends with a period."
    VALID = (
        "Dog World. (2019, May 2). Do dogs dream? https://dogworld.org/page",
        "U.S. Census Bureau. (n.d.). U.S. and world population clock. Retrieved July 3, 2019, from https://www.census.gov/popclock/",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), {~~1–9~>1–9.~~} https://doi.org/10.1037/a0028240",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9{~~,~>.~~} https://doi.org/10.1037/a0028240",
        "Gideon v. Wainwright, 372 U.S. 335 {~~(1963)~>(1963).~~} https://www.oyez.org/cases/1962/155",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if not part.links or (part.law is None and part.date is None) or part.unparsed:
            return
        for separator in part.elements:
            if (
                not isinstance(separator, Separator)
                or separator.after != "link"
                or separator.before in {"link", "note", "authors", "date"}
                or separator.start == 0
            ):
                continue
            last = part.whole[separator.start - 1]
            text = separator.text
            if text.strip() in {",", ";"}:
                at = separator.start + len(text) - len(text.lstrip())
                yield self.mark((at, at + 1), replace=".")
            elif text and not text.strip() and (last.isalnum() or last in ")]"):
                start = part.whole.rfind(" ", 0, separator.start) + 1
                if part.whole[start : separator.start] in _LEADING_WORDS:
                    continue  # "Read more at https://…": what stands there is no element
                yield self.mark((start, separator.start), replace=part.whole[start : separator.start] + ".")


class DoiAsPublisherLink(Rule[Link]):
    """A publisher's link contains the DOI.

    A DOI is given as the https://doi.org/ link, which outlives the publisher's pages.
    """

    code = "URL017"
    signs = ("10.",)
    section = "9.34, 9.35"
    severity = "warning"
    fix = "unsafe"
    message = "This link contains the DOI: APA gives {right}."
    gives_way_to = ("URL008",)
    VALID = (
        "Roe, A. (2011). Sleep and memory in dogs. Psychological Science, 22(11), 1359–1366. https://doi.org/10.1177/0956797611417632",
    )
    INVALID = (
        "Roe, A. (2011). Sleep and memory in dogs. Psychological Science, 22(11), 1359–1366. {~~https://journals.sagepub.com/doi/full/10.1177/0956797611417632~>https://doi.org/10.1177/0956797611417632~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.doi is not None or "/10." not in part.address.text:
            return
        match = _PUBLISHER_DOI.match(part.whole, part.address.start, part.address.end)
        if match is not None:
            right = "https://doi.org/" + _DOI_SUFFIX.sub("", match["doi"], count=1)
            yield self.mark(part.address, replace=right, right=right)
