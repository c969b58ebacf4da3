"""The end of an entry: DOIs and URLs with their labels and retrieval dates, and the notes in parentheses after them."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.date import MONTH_NUMBER
from apacheck.reference.model import Link, Note, Part
from apacheck.tokens import Token

_MONTHS = "|".join(sorted((name for name in MONTH_NUMBER), key=len, reverse=True))
_DATE = (
    rf"(?:(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\.?,?\s+\d{{4}}"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|(?:{_MONTHS})\.?\s+\d{{4}})"
)
#: What people write before a link; it ends where the link begins.
_LABEL = pattern(
    rf"""
    (?: (?P<verb>Retr?ie?ved|Accessed|Available|Viewed|Obtained|Downloaded|Download(?:\s+for\s+free)?|Last\s+accessed|Consulted|Visited)
        (?: \s*+(?:,\s*+)? (?:online\s+)? (?:on\s+(?:the\s+)?)? (?P<date>{_DATE}) )?
        (?: \s*+(?:,\s*+)? (?:from|at|on|online\s+at|in|via|through|here) \b (?: \s+ (?P<site>(?:the\s+)?\p{{Lu}}[^:]{{0,80}}?) \s+ (?:website|web\s+site|database) )? )? \s*+ (?:[:,]\s*+)?
    |   (?:From|Available) \s* : \s*
    |   (?P<doi> (?:https?://)?(?:dx\.)?doi (?:\.org)? \s* [:.=]? \s* | doi\s+ | \[doi\]\s* )
    |   (?:URL|Url|url|Link|Web|Website) \s* : \s*
    ) $
    """,
    regex.VERBOSE | regex.IGNORECASE,
)  # fmt: skip
#: One of these stands in each label.
_LABEL_WORDS = (
    "doi", "retr", "access", "availab", "viewed", "obtain", "download", "consult", "visit", "from", "url", "link", "web",
)  # fmt: skip
_DOI = pattern(r"10\.\d{4,9}/.+", regex.DOTALL)
_NOTE = pattern(
    r"\(\s*(?:(?P<original>(?:Original(?:ly)?\s+(?:work\s+)?(?:published|released)|First\s+published|Originally)\b[^()]*+)"
    r"|(?P<reprinted>Reprinted\s+from\b.*)|(?P<retraction>Retraction\s+published\b.*|Retracted\b.*)"
    r"|(?P<accession>E[DJ]\d{6}|(?:Accession|UMI|Order)\s+(?:No|Number|Order)\b.*))\s*\)",
    regex.IGNORECASE | regex.DOTALL,
)
_LONGEST_REST = 70
_YEAR = pattern(r"(?:ca\.\s*)?\d{1,4}(?:\s*B\.C\.E\.)?(?=\s*+(?:\.\s*+)?\)$|\s*+[,)])")


def read_note(whole: str, token: Token) -> Note | None:
    """The closing note in the parentheses of `token`, or None."""
    match = _NOTE.fullmatch(whole, token.start, token.end)
    if match is None:
        return None
    kind = match.lastgroup or "other"
    year = _YEAR.search(whole, token.start, token.end) if kind == "original" else None
    return Note(
        whole,
        token.start,
        token.end,
        kind=kind,  # type: ignore[arg-type]  # the group names are the kinds
        year=Part(whole, *year.span()) if year else None,
    )


def read_tail(whole: str, tokens: list[Token], floor: int) -> tuple[int, list[Link], list[Note]]:
    """The links and notes that end the entry, and where they begin.

    `floor` is where the date ends: nothing before it belongs to the tail.
    """
    notes: list[Note] = []
    links, tail = _parted_link(whole, tokens, floor)
    index = len(tokens) - 1
    while index >= 0 and tokens[index].start >= tail:
        index -= 1
    stray = 0
    while index >= 0 and tokens[index].start >= floor:
        token = tokens[index]
        if token.kind == "link":
            link = _read_link(whole, token, floor, tail)
            links.append(link)
            tail, stray = link.start, 0
            while index > 0 and tokens[index - 1].start >= tail:
                index -= 1
        elif token.kind == "group":
            note = read_note(whole, token)
            inner = _wrapped_link(whole, token) if note is None else None
            if inner is not None:
                links.append(inner)
                tail = inner.start
            elif note is not None and not stray:
                notes.append(note)
                tail = token.start
            else:
                break
        elif whole[token.start : token.end].strip(" \t.,;>"):
            # A stretch of text: it may be a DOI whose address is damaged, or the end of the source.
            broken = _broken_link(whole, token, floor, tail)
            if broken is None:
                break
            links.append(broken)
            tail = broken.start
            while index > 0 and tokens[index - 1].start >= tail:
                index -= 1
        index -= 1
    return tail, links[::-1], notes[::-1]


def _read_link(whole: str, token: Token, floor: int, tail: int) -> Link:
    start, end = token.start, token.end
    address_end = end
    while address_end > start and whole[address_end - 1] in ".,;>":
        address_end -= 1
    closing = None
    trailing = None
    if ">" in whole[address_end:end]:
        closing = Part(whole, whole.index(">", address_end), whole.index(">", address_end) + 1)
    mark = whole[address_end:end].replace(">", "")
    if mark:
        at = address_end if whole[address_end] == mark[0] else address_end + 1
        trailing = Part(whole, at, at + len(mark))
    opening = None
    scheme = _SCHEME.search(whole, max(floor, start - 8), start)
    if scheme is not None:  # "http:/www.nature.com": a slash is lost
        start = scheme.start()
    low = start
    while low > floor and whole[low - 1] in "<( " and not (whole[low - 1] == " " and whole[low - 2] not in "<("):
        low -= 1
    if low < start and whole[low] in "<(":
        opening = Part(whole, low, low + 1)
    else:
        low = start
    address = Part(whole, start, address_end)
    doi = _doi_in(whole, start, address_end)
    after = end
    if after < tail and not whole[after:tail].strip(" .,;)>"):
        rest = whole[after:tail].rstrip()
        if rest and rest.strip() and trailing is None:
            lead = len(rest) - len(rest.lstrip())
            trailing = Part(whole, after + lead, after + len(rest))
        after += len(rest)
    label, retrieved, site, low = _label(whole, floor, low)
    return Link(
        whole, low, after, address=address, doi=doi, label=label, retrieved=retrieved, site=site,
        opening=opening, closing=closing, trailing=trailing,
    )  # fmt: skip


def _label(whole: str, floor: int, end: int) -> tuple[Part | None, Part | None, Part | None, int]:
    """The words that introduce the link at `end`."""
    window = max(floor, end - 130)
    words = whole[window:end].casefold()
    match = _LABEL.search(whole, window, end) if any(word in words for word in _LABEL_WORDS) else None
    if match is None or (match.start() > window and whole[match.start() - 1].isalnum()):
        return None, None, None, end
    start = match.start()
    retrieved = Part(whole, *match.span("date")) if match["date"] else None
    site = Part(whole, *match.span("site")) if match["site"] else None
    if match["doi"]:  # "Retrieved from doi:10…": two labels
        outer = _LABEL.search(whole, max(floor, start - 60), start)
        if outer is not None:
            start = outer.start()
    return Part(whole, start, end), retrieved, site, start


def _doi_in(whole: str, start: int, end: int) -> Part | None:
    """The bare DOI in an address: only where the address is a DOI, not a publisher's page about one."""
    text = whole[start:end]
    lowered = text.lower()
    if not (lowered.startswith("10.") or "doi.org" in lowered or "doi:" in lowered):
        return None
    match = _DOI.search(whole, start, end)
    if match is None:
        return None
    low, high = match.span()
    again = whole.rfind("doi.org/10.", low, high)
    return Part(whole, again + 8 if again >= 0 else low, high)


def _wrapped_link(whole: str, token: Token) -> Link | None:
    """A link in parentheses: "(https://x.org/page)"."""
    inner = whole[token.start + 1 : token.end - 1].strip()
    if not inner.startswith(("http://", "https://", "www.")) or " " in inner:
        return None
    start = whole.index(inner, token.start)
    address = Part(whole, start, start + len(inner))
    return Link(
        whole, token.start, token.end, address=address, doi=_doi_in(whole, address.start, address.end),
        opening=Part(whole, token.start, token.start + 1), closing=Part(whole, token.end - 1, token.end),
    )  # fmt: skip


_BROKEN = pattern(
    r"(?:(?:https?://?|hptt?s?://|htt?p?s?:/+)\s?(?:dx\.)?(?:www\.)?doi\.org/?\s*|\bdoi:?\s*(?:https?://doi\.org/)?\s*|https?:\s*/?/?\s?)\S*(?:\s\S+)?[.\s]*$"
    r"|(?<![\w./])(?:dx\.)?doi\.org/\S+\s*$",
    regex.IGNORECASE,
)


_BROKEN_LABEL = pattern(r"doi(?:\s*[:=]\s*|\s+)", regex.IGNORECASE)
_SCHEME = pattern(r"(?<![\w/])https?:?/?/?$", regex.IGNORECASE)
#: The rest of an address that a space cuts in two: "10.1037/ a0028240".
_REST = pattern(r"\s+(?=[^\s]*[\d/])(?!pp?\.|\d{1,4}[.,;]?\s*$)[a-z\d][^\s()\[\]]{2,60}?[.\s]*$")


def _parted_link(whole: str, tokens: list[Token], floor: int) -> tuple[list[Link], int]:
    """The link that ends the entry with a space inside its address, and where it begins; else nothing, and the end."""
    link = next((token for token in reversed(tokens) if token.kind == "link"), None)
    if link is None or link.start < floor or len(whole) - link.end > _LONGEST_REST:
        return [], len(whole)
    if _REST.match(whole, link.end) is None:
        return [], len(whole)
    end = len(whole.rstrip(" ."))
    found = _read_link(whole, Token("link", link.start, end), floor, len(whole))
    return [found], found.start


def _broken_link(whole: str, token: Token, floor: int, tail: int) -> Link | None:
    """A link whose address is damaged: "doi: xxxxx", "https://doi.org/ 10.1037/…", "doi.org/10.…"."""
    low = max(floor, token.start, tail - 200)
    text = whole[low:tail].lower()
    if "doi" not in text and "http" not in text:
        return None
    match = _BROKEN.search(whole, low, tail)
    if match is None:
        return None
    start, end = match.start(), match.end()
    while end > start and whole[end - 1] in " .":
        end -= 1
    low_label = _BROKEN_LABEL.match(whole, start, end)
    label = Part(whole, start, low_label.end()) if low_label and low_label.end() < end else None
    address = Part(whole, label.end if label else start, end)
    return Link(whole, start, end, address=address, doi=_doi_in(whole, address.start, end), label=label)
