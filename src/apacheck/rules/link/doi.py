"""DOIs as they stand in an entry → marks: the resolver, its label, its shape."""

from collections.abc import Iterator

import regex

from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Link, Reference
from apacheck.rule import Rule

_DX = pattern(r"(?:https?://)?(?:www\.)?dx\.doi\.org/", regex.IGNORECASE)
_HTTP = pattern(r"(?:http://(?:www\.)?|https://www\.)doi\.org/", regex.IGNORECASE)
_HOST = pattern(r"(https?)://((?:dx\.|www\.)?doi\.org/)?", regex.IGNORECASE)
_BARE_HOST = pattern(r"(?:www\.)?doi\.org/(?=10\.\d{4,9}/)", regex.IGNORECASE)
_LABEL = pattern(r"\bdoi\s*+(?:[:.=]\s*+)?$", regex.IGNORECASE)
_INNER_LABEL = pattern(r"(?<=doi\.org/)doi:\s*", regex.IGNORECASE)
_SPLIT = pattern(
    r"https?://(?:dx\.|www\.)?doi\.org/(?: 10\.\d{4,9}/|10\. \d{3,9}/|10\.\d{4,9}/ )(?=[^\s(\[])\S+(?<![.,;])",
    regex.IGNORECASE,
)
_RESOLVED = pattern(r"https?://(?:dx\.|www\.)?doi\.org/", regex.IGNORECASE)
_SHAPED = pattern(r"(?:doi:\s*|https?://\S*)?10\.\d{4,9}(?:\.\d+)*/\S+|(?:10/)?[a-z0-9]{2,10}", regex.IGNORECASE)
_PLACEHOLDER = pattern(
    r"(?:10\.)?(?:\d{1,9}/|x{2,9}[./])?x{3,}+[./\-x]*+|10\.0000/\S*|\.{3}|…|\[?doi\]?", regex.IGNORECASE
)
_DASHES = "–—‑−"
_TO_HYPHEN = str.maketrans(dict.fromkeys(_DASHES, "-"))

_RESOLVER = "https://doi.org/"


def placeholder(link: Link) -> bool:
    """Whether the link is what a template left in place of a DOI."""
    address = link.address.text
    match = _RESOLVED.match(address)
    if match is None:
        return bool(link.label and _LABEL.search(link.label.text) and _PLACEHOLDER.fullmatch(address))
    return bool(_PLACEHOLDER.fullmatch(address, match.end()))


class DoiBare(Rule[Link]):
    """A DOI stands without its resolver.

    APA gives a DOI as a full link that starts with https://doi.org/.

    A DOI after a "doi:" label is OLD002's.
    """

    code = "URL001"
    signs = ("10.",)
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "A DOI is a full link: {right}."
    gives_way_to = ("OLD002",)
    VALID = (
        "McCauley, S. M. (2019). Language learning as language use. Psychological Review, 126(1), 1–51. https://doi.org/10.1037/rev0000126",
        "Farrow, T. (2016). Release notes for version 10.1. Oxford University Press.",
    )
    INVALID = (
        "McCauley, S. M. (2019). Language learning as language use. Psychological Review, 126(1), 1–51. {~~10.1037/rev0000126~>https://doi.org/10.1037/rev0000126~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        address = part.address
        doi = part.doi
        if doi is not None and part.label is None and doi.start == address.start:
            right = _RESOLVER + doi.text
            yield self.mark(address, replace=right, right=right)
            return
        match = _BARE_HOST.match(part.whole, part.start, part.end)
        if match is not None and not part.whole[max(0, part.start - 1) : part.start].strip("( <"):
            end = address.end
            right = _RESOLVER + part.whole[match.end() : end]
            yield self.mark((part.start, end), replace=right, right=right)


class DoiDxResolver(Rule[Link]):
    """A DOI has the older dx.doi.org resolver.

    APA writes every DOI with https://doi.org/, also where the publication itself shows the older form.
    """

    code = "URL002"
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "The resolver of a DOI is https://doi.org/, not {found}."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {~~http://dx.doi.org/~>https://doi.org/~~}10.1037/a0028240",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        match = _DX.match(part.whole, part.address.start, part.address.end)
        if match is not None:
            yield self.mark(match.span(), replace=_RESOLVER, found=match[0])


class DoiHttp(Rule[Link]):
    """A DOI link begins with http:// or www.

    APA writes the resolver as https://doi.org/.

    Other addresses keep the http:// they have.
    """

    code = "URL003"
    signs = ("://",)
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "The resolver of a DOI is https://doi.org/, not {found}."
    VALID = ("Roe, A. (2014, May 2). Sleep and memory in dogs. Dog World. http://www.dogworld.org/sleep",)
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {~~http://doi.org/~>https://doi.org/~~}10.1037/a0028240",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {~~https://www.doi.org/~>https://doi.org/~~}10.1037/a0028240",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        match = _HTTP.match(part.whole, part.address.start, part.address.end)
        if match is not None:
            yield self.mark(match.span(), replace=_RESOLVER, found=match[0])


class DoiLabelBeforeLink(Rule[Link]):
    """A label stands in front of a DOI link.

    The link says that it is a DOI; APA writes no "DOI:" before it, nor inside it.
    """

    code = "URL004"
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "A DOI link stands without the label “{label}”."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {--DOI: --}https://doi.org/10.1037/a0028240",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/{--doi:--}10.1037/a0028240",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        address = part.address
        if part.label is not None and address.text[:4].lower() == "http":
            match = _LABEL.search(part.whole, part.label.start, part.label.end)
            if match is not None:
                yield self.mark(match.span(), replace="", label=match[0].strip())
        if "doi:" in address.text.lower():
            match = _INNER_LABEL.search(part.whole, address.start, address.end)
            if match is not None:
                yield self.mark(match.span(), replace="", label=match[0].strip())


class DoiFinalPeriod(Rule[Link]):
    """A period or comma follows a DOI.

    APA ends an entry with the bare link: a period could be taken for a part of the DOI.
    """

    code = "URL005"
    signs = ("10.",)
    section = "9.35, 9.5"
    severity = "error"
    fix = "safe"
    message = "No “{found}” follows a DOI."
    VALID = (
        "Roe, A. (1991). Sleep and memory in dogs. Organizational Behavior and Human Decision Processes, 50(2), 179–211. https://doi.org/10.1016/0749-5978(91)90020-T",
        "Piaget, J. (2009). The growth of reasoning. Human Development, 52(6), 1–9. https://doi.org/10.1159/000271225 (Original work published 1970)",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/a0028240{--.--}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.doi is not None and part.trailing is not None and part.trailing.text.strip() in {".", ",", ";", ".."}:
            yield self.mark(part.trailing, replace="", found=part.trailing.text.strip())


class DoiMalformed(Rule[Reference]):
    """A DOI does not have the form of one.

    A DOI is "10.", the registrant's number, a slash and a suffix, without spaces.

    Short DOIs ("https://doi.org/fg6rf9") are left alone. Nobody can tell from the text which DOI was meant, so there is
    no fix: look it up.
    """

    code = "URL007"
    signs = ("://",)
    section = "9.35"
    severity = "error"
    message = "“{found}” is no DOI: one has the form 10.prefix/suffix, without spaces."
    gives_way_to = ("URL016", "URL015")
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/fg6rf9",
        "Roe, A. (1998). Sleep and memory in dogs. Conservation Biology, 12(3), 1–9. https://doi.org/10.1002/(SICI)1099-0720(199802)12:1<1::AID-ACP489>3.0.CO;2-1",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {==https://doi.org/1037/a0028240==}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if "doi.org/" not in part.whole.lower():
            return
        split = _SPLIT.search(part.whole)
        if split is not None:
            yield self.mark(split.span(), found=split[0])
            return
        for link in part.links:
            match = _RESOLVED.match(link.address.text)
            if match is None or placeholder(link):
                continue
            if not _SHAPED.fullmatch(link.address.text, match.end()):
                yield self.mark(link.address, found=link.address.text)


class UrlDoubled(Rule[Link]):
    """The resolver or scheme of a link stands twice.

    Pasting a whole DOI link after the resolver makes a link that leads nowhere.
    """

    code = "URL015"
    signs = ("://",)
    section = "9.35"
    severity = "error"
    fix = "safe"
    message = "“{found}” stands twice in this link."
    VALID = (
        "Roe, A. (2014, May 2). Sleep and memory in dogs. Dog World. https://web.archive.org/web/2014/https://dogworld.org/sleep",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {--https://doi.org/--}https://doi.org/10.1037/a0028240",
        "Roe, A. (2014, May 2). Sleep and memory in dogs. Dog World. {--https://--}https://dogworld.org/sleep",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        address = part.address
        if address.text.lower().count("http") > 1:
            match = _DOUBLED.match(part.whole, address.start, address.end)
            if match is not None:
                yield self.mark(match.span(), replace="", found=match[0])


_DOUBLED = pattern(r"https?://(?:(?:dx\.|www\.)?doi\.org/)?(?=https?://)", regex.IGNORECASE)


class DoiPlaceholder(Rule[Link]):
    """A template's placeholder stands in place of a DOI.

    The entry gives its DOI, or no link where the work has none.

    Only the writer knows which, so there is no fix.
    """

    code = "URL016"
    section = "9.35"
    severity = "error"
    message = "“{found}” is a placeholder, not a DOI: put the DOI or delete it."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1037/xge0000123",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {==https://doi.org/xxxxx==}",
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {==https://doi.org/10.xxxx/xxxxx==}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        if placeholder(part):
            yield self.mark(part.address, found=part.address.text)


class DoiDashMangled(Rule[Link]):
    """A hyphen in a DOI has become a dash.

    Word processors turn hyphens between numbers into dashes; the DOI then leads nowhere.

    Other addresses may contain dashes and are left alone.
    """

    code = "URL022"
    signs = ("10.",)
    section = "9.35"
    severity = "error"
    fix = "unsafe"
    message = "A DOI contains hyphens, not dashes: {right}."
    VALID = ("Dunning–Kruger effect. (2019, May 2). In Wikipedia. https://en.wikipedia.org/wiki/Dunning–Kruger_effect",)
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Springer. https://doi.org/{~~10.1007/978–3–319–12345–6~>10.1007/978-3-319-12345-6~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        doi = part.doi
        if doi is not None and not doi.text.isascii():
            right = doi.text.translate(_TO_HYPHEN)
            if right != doi.text:
                yield self.mark(doi, replace=right, right=right)


class DoiSchemeCase(Rule[Link]):
    """The scheme or the DOI resolver is in capitals.

    Both are written in lowercase.

    The case of a DOI's suffix is free.
    """

    code = "URL023"
    signs = ("://",)
    section = "9.35"
    severity = "warning"
    fix = "safe"
    message = "Scheme and host are written in lowercase: {right}."
    gives_way_to = ("URL002", "URL003")
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. https://doi.org/10.1016/S0140-6736(97)11096-0",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Journal of Sleep Research, 23(1), 1–9. {~~HTTPS://DOI.ORG/~>https://doi.org/~~}10.1037/a0028240",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        """See `Rule.check`."""
        match = _HOST.match(part.whole, part.address.start, part.address.end)
        if match is not None and match[0] != match[0].lower():
            yield self.mark(match.span(), replace=match[0].lower(), right=match[0].lower())
