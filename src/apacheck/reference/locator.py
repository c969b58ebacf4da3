"""The end of a periodical's source: volume, issue, pages or article number, in APA's form and in all the others.

Patterns stand in order of what they put up with; the first that fits is the cheapest explanation.
"""

from typing import NamedTuple

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import ArticleNumber, Issue, PageRange, Pages, Part, Volume

_PAGE = r"(?:(?!pp?\.)[A-Za-z]{0,4}\.?\d{1,7}[A-Za-z]?(?:\.\w{1,6})?|(?<![A-Za-z])[ivxlc]{1,7}(?![A-Za-z]))"
_DASH = r"\s*(?:–|—|−|‐|‑|-{1,2}|&ndash;|â€“|\?{3})\s*"
_RANGE = rf"{_PAGE}(?:{_DASH}{_PAGE})?\+?"
_RANGES = rf"{_RANGE}(?:(?:\s*[,;&]\s*|\s+and\s+){_RANGE}){{0,5}}"
_PLABEL = r"(?:pp?\b\.?\s*|pages?\b:?\s*|pgs?\b\.?\s*|(?:[Ss]\.\s*){1,2}|Seiten?\s+|págs?\.\s*)"
_ALABEL = r"(?:Article|article|Art\.?|art\.?|Artikel|ID)\s*+(?:(?:[Nn]o\.?|[Nn]umber|ID|\#)\s*+)?(?:ID\s*+)?"
_VLABEL = r"(?:[Vv]ol(?:ume|\.)?s?\.?\s*|[Vv]\.\s*|Bd\.?\s*|Band\s*|Jg\.\s*|Jahrgang\s*|Tome\s*|VOL\.?\s*)"
_ILABEL = (
    r"(?:[Nn]os?\.?\s*|[Nn]r\.?\s*|[Nn]°\s*|[Nn]um(?:ber|\.)?\s*|[Ii]ss(?:ue|\.)?s?\.?\s*|Heft\s*|H\.\s*|NO\.\s*|\#\s*)"
)
_VOLUME = r"(?:[IVXLC]+-\d/W\d\d?|(?<=\p{Ll})[A-Z]{1,4}-?\d{1,4}(?:\.[A-Z])?(?=\()|\d{4}\.\d{1,3}(?=\()|\d{1,4}[A-Za-z]?(?:\s?[–/-]\s?\d{1,4})?|(?<=,\s)[A-Z]{1,4}-?\d{1,4}(?!\d)|(?<![A-Z])[IVXLCDM]{1,9}(?![A-Za-z])|(?<=,\s)i{1,3}(?=,))"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_WORDS = r"(?:[Ss]uppl|[Ss]upplement|[Ss]pecial|[Ss]pec|Pt|Part|[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Sonderheft|Supp|[Ss]er)"
_ISSUE = rf"(?:(?:{_ILABEL})?(?:[IVXLC]+(?=\s*\))|[A-Za-z]{{0,3}}-?\d[^()]{{0,40}}|{_WORDS}[^()]{{0,40}}))"

#: Exactly as APA has it: ", 51(4), 33–45", ", 51, Article e12", ", 51(4)".
_STRICT = pattern(
    rf"(?P<before>,\ )(?<=[^\s\d,;(\])],\ )(?P<volume>\d{{1,4}}(?:[–-]\d{{1,4}})?[A-Z]?|[A-Z]{{1,3}}\d{{1,3}}|[\p{{L}}\d][\w.–-]{{0,9}}(?=\())"
    rf"(?:(?P<open>\()(?P<issue>(?!{_ILABEL})[^()]{{1,40}})(?P<close>\))(?:,\ (?:(?P<pages>{_RANGE})|(?P<alabel>Article\ )(?P<article>[\w.:/–-]+)))?"
    rf"|,\ (?:(?P<pages>{_RANGE})|(?P<alabel>Article\ )(?P<article>[\w.:/–-]+)))$"
)
#: Volume and issue in parentheses with every separator and label gone wrong.
_ISSUED = pattern(
    rf"""
    (?P<before>\s*+(?:[,.;:]\s*+)?) (?P<vlabel>{_VLABEL})? (?P<volume>{_VOLUME})
    (?P<between>\s*+(?:,\s*+)?) (?P<open>\() \s* (?P<ilabel>{_ILABEL})? (?P<issue>{_ISSUE}) \s* (?P<close>\))
    (?: (?P<apart>\s*+(?:[,:;.]\s*+)?) (?: (?P<alabel>{_ALABEL}) (?P<article>[\w.-]*\d[\w.-]*) | (?P<plabel>{_PLABEL})? (?P<pages>{_RANGES}) ) )?
    \s*$
    """,
    regex.VERBOSE,
)
#: Issue with a label, or bare between volume and pages: "Vol. 18, No. 6, pp. 15–19", "18, 6, 15–19".
_LABELLED = pattern(
    rf"""
    (?P<before>\s*+(?:[,.;:]\s*+)?) (?P<vlabel>{_VLABEL})? (?P<volume>{_VOLUME})
    (?: (?P<between>[\s,.;:]+|(?<=\d)(?=[Nn]o)) (?P<ilabel>{_ILABEL}) (?P<issue>[A-Z]?\d{{1,4}}(?:\s?[–/-]\s?\d{{1,4}})?)
      | (?P<between>\s*[,;]\s*|\.|/) (?P<issue>\d{{1,3}}(?:[–/-]\d{{1,3}})?) (?=\s*[,:]\s*(?:{_PLABEL})?[A-Za-z]?\d+\s*(?:–|-|—|−))
      | (?P<between>[\s,]+) (?P<issue>(?!{_MONTHS}){_WORDS}\.?\s*\d{{0,3}}) (?=\s*[,:]|$)
      | (?P<between>\s+) (?P<issue>{_MONTHS}\.?\s*\d{{0,3}}) (?=\s*[,:])
    )
    (?: (?P<apart>\s*+(?:[,:;.]\s*+)?) (?: (?P<alabel>{_ALABEL}) (?P<article>[\w.-]*\d[\w.-]*) | (?P<plabel>{_PLABEL})? (?P<pages>{_RANGES}) ) )?
    \s*$
    """,
    regex.VERBOSE,
)
#: Volume and pages: "51, 33–45", "51: 33–45", "Vol. 51, 33".
_PAGED = pattern(
    rf"""
    (?P<before>\s*+(?:[,.;:]\s*+)?) (?P<vlabel>{_VLABEL})? (?P<volume>{_VOLUME})
    (?P<apart>\s*[,:;]\s*|\.\s|(?<=\d)\s+(?=pp?\.)) (?: (?P<alabel>{_ALABEL}) (?P<article>[\w.-]*\d[\w.-]*) | (?P<plabel>{_PLABEL})? (?P<pages>{_RANGES}) )
    \s*$
    """,
    regex.VERBOSE,
)
#: No volume: an issue alone, pages alone, an article number alone, a labelled volume alone.
_PARTIAL = pattern(
    rf"""
    (?: (?P<before>,\s*) (?P<open>\() (?P<ilabel>{_ILABEL})? (?P<issue>{_ISSUE}) (?P<close>\)) (?: (?P<apart>\s*,\s*) (?P<plabel>{_PLABEL})? (?P<pages>{_RANGES}) )?
      | (?P<before>,\s*) (?P<plabel>{_PLABEL})? (?P<pages>[A-Za-z]{{1,2}}\d{{1,4}}(?:{_DASH}[A-Za-z]?\d{{1,4}})?(?:\s*,\s*[A-Za-z]{{0,2}}\d{{1,4}}(?:{_DASH}[A-Za-z]?\d{{1,4}})?){{0,4}}|{_PAGE}{_DASH}{_PAGE})
      | (?P<before>,\s*) (?P<plabel>{_PLABEL}) (?P<pages>{_RANGES})
      | (?P<before>,\s*) (?P<alabel>{_ALABEL}) (?P<article>[\w.-]*\d[\w.-]*)
      | (?P<before>[,.\s]\s*) (?P<ilabel>(?:[Nn]o|[Nn]r)\.?\s|Heft\s|[Ii]ssue\s) (?P<issue>\d{{1,4}}(?:[/–-]\d{{1,4}})?) (?:\s\(\d{{4}}\))? (?: (?P<apart>\s*[,:]\s*) (?P<plabel>{_PLABEL})? (?P<pages>{_RANGES}) )?
      | (?P<before>,\s*) (?P<vlabel>{_VLABEL}) (?P<volume>\d{{1,3}}|[A-Z]{{1,3}}\d{{1,3}})
      | (?P<before>,\s*) (?P<volume>(?!(?:19|20)\d\d\s*$)\d{{1,4}})
    )
    \s*$
    """,
    regex.VERBOSE,
)
#: What databases put where pages or a volume are wanting, and numbers with marks inside: "no–no", "83–1–83–15", "3_144".
_ODD = pattern(
    rf"""
    (?P<before>,\s*|(?<=\p{{L}})(?=(?:\d|[IVXLC]|&NA;)[^()]{{0,9}}\())
    (?: (?P<volume>&NA;|[IVXLC]+|[A-Za-z]{{0,3}}-?\d{{1,4}}|[IVXLC]+-\d+/W\d+)?
        (?: (?P<open>\() (?P<issue>(?:[^()]|\([^()]*\)){{1,40}}) (?P<close>\)) )? ,\s* )?
    (?P<pages> (?:no|n/a|NP|\[np\]|\d{{1,6}}) {_DASH} (?:no|n/a|NP|\[np\]) | (?<=\([^()]{{0,40}}\([^()]{{0,40}}\)\),\s){_RANGE}
      | (?<=&NA;.{{0,50}}){_RANGE} | (?<=/W\d\d?,\s){_RANGE}
      | _?[A-Za-z\d]{{1,6}}–?[A-Za-z\d]{{0,6}}_\w{{1,6}} (?:{_DASH} _?[A-Za-z\d]{{1,6}}–?[A-Za-z\d]{{0,6}}_\w{{1,6}})?
      | [A-Z]?\d{{1,5}}–[A-Za-z\d]{{1,5}}–[A-Z]?\d{{1,5}}(?:–\d{{1,5}})?
      | \d{{1,3}}[A-Z]{{2}}\d{{2,4}} | [a-z]{{2,4}}\d{{3,5}} )
    \s*$
    """,
    regex.VERBOSE,
)

_PATTERNS = (_STRICT, _ISSUED, _LABELLED, _PAGED, _ODD, _PARTIAL)
#: What a locator of each rank asks the reader to put up with.
DEPARTURES = (
    "",
    "volume and issue not joined as APA joins them",
    "labels, or a bare issue, in the locator",
    "volume and pages not joined as APA joins them",
    "numbers that are no pages",
    "",
)
#: The rank of `_PARTIAL`: a name that ends in a number or a label, which need not be a periodical's.
PARTIAL = 5
_GROUPS = ("vlabel", "volume", "open", "ilabel", "issue", "close", "alabel", "article", "plabel", "pages")
#: A label of the number that seems to be a volume: "Heft 5, 43–47" has no volume.
_LABEL_BEFORE = pattern(r"[\s,.](?:[Nn]r\.?|[Nn]o\.|Heft|H\.|[Ii]ssue)$")
_COMPOUND = pattern(
    r"(?P<first>\w{1,5}–\w{1,5})–(?P<last>\w{1,5}–\w{1,5})|(?P<first>[\w–]+_\w+)–(?P<last>[\w–]+_\w+)|(?P<first>\d{1,5})–[a-z]–(?P<last>\d{1,5})"
)
#: What ends a name rather than begins a locator: "Granular Flow ’99, 5–9", "ECML 2002, 319–331", "Banach Spaces III, 5–9".
_OF_NAME = pattern(r"[\s’'](?:(?:19|20)\d\d|[IVX]+)|[’']\d\d")
#: The beginning of a page of a newspaper, which is no volume: "pp. B1, B3".
_LABELLED_PAGE = pattern(r"\bpp?\.\s?[A-Z]$")
#: A page of a newspaper, whose sections have letters: "A1, A4".
_SHEET = pattern(r"[A-H]\d{1,3}")
_HAS_NUMBER = pattern(r"\d|(?:no|n/a|NP|\[np\])$")
_ONE_RANGE = pattern(rf"(?P<first>{_PAGE})(?:(?P<dash>{_DASH})(?P<last>{_PAGE}))?")
_ARTICLE = pattern(r"[a-z]{1,3}-?\d{4,}|[A-Za-z]{2,6}\d{4,}\w*|\d{1,3}[A-Z]{2}\d{2,4}|[a-z]{2,4}\d{3}")


class Locator(NamedTuple):
    """Where the periodical's title ends, and what follows it."""

    start: int
    volume: Volume | None
    issue: Issue | None
    pages: Pages | None
    article: ArticleNumber | None
    rank: int


def read_locator(whole: str, start: int, end: int) -> Locator | None:
    """The locator that ends `whole[start:end]` (without the final period), or None."""
    low = max(start, end - 110)
    if low >= end or not (whole[end - 1].isdigit() or whole[end - 1] in ")+]" or whole[end - 1].isalpha()):
        return None
    if not _HAS_NUMBER.search(whole, max(start, end - 26), end):
        return None  # most sources end in a publisher's name
    for rank, shape in enumerate(_PATTERNS):
        match = shape.search(whole, low, end)
        if match is None or match.start() <= start or not _believable(whole, match):
            continue
        return _build(whole, match, rank)
    return None


def _believable(whole: str, match: "regex.Match[str]") -> bool:
    """Whether words stand before the locator, and its volume is no year of a title or ordinal of an edition."""
    before = match.start()
    previous = whole[before - 1]
    if previous.isspace() or previous in ",;(":
        return False
    if _LABEL_BEFORE.search(whole, max(0, before - 9), before):
        return False
    glued = match.end("before") == match.start("before")
    if glued and previous.isalpha() and _LABELLED_PAGE.search(whole, max(0, before - 6), before):
        return False
    groups = match.groupdict()
    volume = groups.get("volume")
    if glued and (previous.isdigit() or previous in "–-/"):
        return False
    if (
        volume
        and "," not in match["before"]
        and _OF_NAME.fullmatch(whole, match.start("volume") - 1, match.end("volume"))
        and not groups.get("vlabel")
    ):
        return groups.get("open") is not None
    if volume and _SHEET.fullmatch(volume) and not groups.get("open") and _SHEET.match(groups.get("pages") or ""):
        return groups.get("vlabel") is not None
    if volume and volume.isalpha() and not match["before"].startswith(","):
        return groups.get("open") is not None or "–" in (groups.get("pages") or "")
    if glued and not (
        groups.get("open")
        or "–" in (groups.get("pages") or "")
        or "-" in (groups.get("pages") or "")
        or groups.get("pages")
    ):
        return False
    return not (
        match["before"].strip() == "" and not glued and groups.get("open") is None and groups.get("pages") is None
    )


def _build(whole: str, match: "regex.Match[str]", rank: int) -> Locator:
    spans = {name: match.span(name) for name in _GROUPS if name in match.re.groupindex and match.start(name) >= 0}
    volume = issue = pages = article = None

    def part(name: str) -> Part | None:
        return Part(whole, *spans[name]) if name in spans else None

    if "volume" in spans:
        label = part("vlabel")
        low, high = spans["volume"]
        volume = Volume(whole, label.start if label else low, high, number=Part(whole, low, high), label=label)
    if "issue" in spans:
        opening, closing, label = part("open"), part("close"), part("ilabel")
        low, high = spans["issue"]
        while high > low and whole[high - 1] == " ":
            high -= 1
        begin = opening.start if opening else label.start if label else low
        issue = Issue(
            whole,
            begin,
            closing.end if closing else high,
            number=Part(whole, low, high),
            label=label,
            opening=opening,
            closing=closing,
        )
    if "article" in spans:
        label = part("alabel")
        low, high = spans["article"]
        article = ArticleNumber(whole, label.start if label else low, high, number=Part(whole, low, high), label=label)
    elif "pages" in spans:
        low, high = spans["pages"]
        label = part("plabel")
        if label is None and _ARTICLE.fullmatch(whole, low, high):
            article = ArticleNumber(whole, low, high, number=Part(whole, low, high))
        else:
            pages = read_pages(whole, low, high, label)
    return Locator(match.start(), volume, issue, pages, article, rank)


def read_pages(whole: str, start: int, end: int, label: Part | None = None) -> Pages:
    """The page ranges in `whole[start:end]`; `label` is the "pp." before them."""
    ranges = []
    compound = _COMPOUND.fullmatch(whole, start, end)
    if compound is not None:
        low, high = compound.end("first"), compound.start("last")
        pages = PageRange(
            whole, start, end, first=Part(whole, start, low), dash=Part(whole, low, high), last=Part(whole, high, end)
        )
        return Pages(whole, label.start if label else start, end, label, [pages])
    for match in _ONE_RANGE.finditer(whole, start, end):
        dash = Part(whole, *match.span("dash")) if match["dash"] is not None else None
        last = Part(whole, *match.span("last")) if match["last"] is not None else None
        ranges.append(
            PageRange(whole, match.start(), match.end(), first=Part(whole, *match.span("first")), dash=dash, last=last)
        )
    if not ranges:  # "no–no": nothing a page could be called, kept as it stands
        ranges.append(PageRange(whole, start, end, first=Part(whole, start, end)))
    return Pages(whole, label.start if label else start, end, label, ranges)
