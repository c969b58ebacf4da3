"""What kind of work a `Reference` is, in CSL's words: decided from the parts, the bracketed description first.

An entry seldom says what it is; where it does not, its shape is the evidence ("In" makes a chapter, a volume a journal,
a day and a web address a page). The answer is the likeliest kind, never an error.
"""

from collections.abc import Iterator

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Link, Reference, Title
from apacheck.reference.title import describes

#: CSL's types and the words of a bracketed description that tell them, the first found counting.
_DESCRIBED = {
    kind: pattern(rf"\b(?:{words})", regex.IGNORECASE)
    for kind, words in {
        "review-book": r"(?:book )?review of (?:the )?book|book review",
        "review": r"review of",
        "thesis": r"dissertation|thesis",
        "manuscript": r"(?:un)?published manuscript|manuscript (?:in|submitted|under)",
        "dataset": r"data ?sets?\b|raw data|data file|code ?book|database record",
        "software": r"software|(?:mobile|desktop) app|large language model|generative ai|source code|video ?game",
        "broadcast": r"tv |television|radio|(?:audio |video )?podcast",
        "motion_picture": r"film\b|motion picture|video|webinar|vlog",
        "speech": r"speech|conference|presentation|keynote|symposium|poster|powerpoint|lecture|slides",
        "book": r"audiobook|e-?book|kindle",
        "song": r"album|song|music",
        "interview": r"interview|oral history",
        "map": r"maps?\b",
        "graphic": r"painting|photograph|photo\b|image\b|artwork|lithograph|sculpture|drawing|engraving|etching|clip art|infographic|cartoon|comic",
        "document": r"apparatus",
        "report": r"press release|policy brief|issue brief|fact sheet|grant\b|white paper|report\b|brochure",
        "post-weblog": r"(?:web ?log|blog)\b",
        "post": r"tweet|post\b|status update|facebook|twitter|instagram|linkedin|tumblr|highlight\b|comment\b|profile\b",
    }.items()
}

_LAWS = {
    "case": "legal_case",
    "statute": "legislation",
    "constitution": "legislation",
    "bill": "bill",
    "hearing": "hearing",
    "report": "report",
    "regulation": "regulation",
    "order": "regulation",
    "treaty": "treaty",
    "charter": "treaty",
}

#: Where preprints live: the source is an archive, not a publisher of reports.
_PREPRINT_SERVERS = frozenset(
    """arxiv biorxiv medrxiv chemrxiv psyarxiv socarxiv edarxiv eartharxiv engrxiv ecoevorxiv lawarxiv metaarxiv sportrxiv
    techrxiv ssrn preprints preprintsorg osfpreprints researchsquare authorea peerjpreprints hal pubmedcentral
    lingbuzz essoar""".split()  # noqa: SIM905 - a list of words
)

_NEWSPAPER = pattern(
    r"\b(?:times|post|herald|tribune|gazette|guardian|daily|globe|telegraph|independent|observer|sun|star|bee|examiner"
    r"|inquirer|enquirer|courier|mail|mirror|newspaper|news|free press|dispatch|advertiser|wall street journal|usa today"
    r"|sentinel|republic|register|reuters|le monde|zeitung|el país)\b",
    regex.IGNORECASE,
)
#: Places where people post; a photograph or a video there is a post.
_NETWORK = pattern(
    r"(?:bluesky|facebook|instagram|linkedin|mastodon|pinterest|quora|reddit|sina weibo|snapchat|threads|tiktok|truth social|tumblr|twitter|weibo|x)",
    regex.IGNORECASE,
)
_STANDARD = pattern(r"\bStandards?\b|^(?:ANSI|ASTM|BS|CEN|DIN|EN|IEC|IEEE|ISO|NISO)\b")
#: Houses and words of houses that publish books; a link makes no site of them.
_HOUSE = pattern(
    r"(?:(?<!free )\bpress|(?<!of )\bbooks|verlag|\bpublishers?|& co|and co|& sons)\.?$|\b(?:editorial|éditions|de gruyter|routledge|springer|wiley|elsevier"
    r"|sage\b|macmillan|penguin|random house|harpercollins|norton|pearson|cengage|mcgraw|benjamins|brill|simon & schuster)",
    regex.IGNORECASE,
)
_BLOG = pattern(r"\bblogs?\b|\bweblog\b", regex.IGNORECASE)
_PROCEEDINGS = pattern(
    r"\bproceedings\b|\bconference\b|\bsymposium\b|\bworkshop\b|\bcongress\b|lecture notes in", regex.IGNORECASE
)
_ENCYCLOPEDIA = pattern(r"encyclop|wikipedia|britannica|uptodate", regex.IGNORECASE)
_DICTIONARY = pattern(r"dictionary|merriam|thesaurus|glossary|lexicon", regex.IGNORECASE)

#: Bodies that publish reports; other names beside a web address are sites.
_BODY = pattern(
    r"""\b(?: academy | agency | association | authority | bank\b | board\b | bureau | cent(?:er|re)\b | city\ of | college
            | commission | committee | corporation | council | department | embassy | federa | foundation | government
            | house\ of | institut | international\b | laborator | ministry | office | organi[sz]ation | parliament
            | publish | research | school | service\b | society | trust\b | union\b | universit | working\ group )""",
    regex.IGNORECASE | regex.VERBOSE,
)


def kind(reference: Reference) -> str:
    """Name the CSL type of the work."""
    if reference.law is not None:
        return _LAWS[reference.law.kind]
    described = _described(reference)
    if reference.periodical is not None:
        return described if described in {"review", "review-book", "post", "post-weblog"} else _article(reference)
    if reference.container is not None:
        return _contained(reference, described)
    if described in {"graphic", "motion_picture", "broadcast"} and _is_posted(reference):
        return "post"
    return described or _alone(reference)


def descriptions(*titles: Title | None) -> Iterator[str]:
    """Yield the bracketed descriptions after titles, translations aside; the last, which names the kind, first."""
    for title in titles:
        if title is None:
            continue
        for bracket in reversed(title.brackets):
            if not bracket.translation:
                yield bracket.description.text
        for parenthesis in title.parentheses:
            if describes(parenthesis.whole, parenthesis.start, parenthesis.end) and "etract" not in parenthesis.text:
                yield parenthesis.text[1:-1]


def _described(reference: Reference) -> str:
    for text in descriptions(reference.title):
        for found, words in _DESCRIBED.items():
            if words.search(text):
                return found
    return ""


def _article(reference: Reference) -> str:
    """Tell a journal from a magazine, a newspaper and a blog: the date is exact in all but the first."""
    periodical, date = reference.periodical, reference.date
    assert periodical is not None
    if date is None or not (date.month or date.season) or date.form != "year":
        return "article-journal"
    name = periodical.title.text
    if _BLOG.search(name) or (periodical.volume is None and is_blog(reference.links)):
        return "post-weblog"
    if periodical.volume is None and _NEWSPAPER.search(name):
        return "article-newspaper"
    return "article-magazine"


def _contained(reference: Reference, described: str) -> str:
    container = reference.container
    assert container is not None
    if container.intro is not None and container.intro.text.strip(" :").lower() == "on":
        return "song"
    if described:
        return described
    name = container.title.main.text if container.title.main else ""
    if any("app" in text.lower().split() or "software" in text.lower() for text in descriptions(container.title)):
        return "entry"
    if any("symposium" in text.lower() for text in descriptions(container.title)) or _PROCEEDINGS.search(name):
        return "paper-conference"
    if _DICTIONARY.search(name):
        return "entry-dictionary"
    if _ENCYCLOPEDIA.search(name):
        return "entry-encyclopedia"
    return "chapter"


def _alone(reference: Reference) -> str:
    """Name the kind of a work that stands alone and is not described."""
    title, publisher, links = reference.title, reference.publisher, reference.links
    numbers = title.items("number") if title else []
    signs = {
        "patent": any("patent" in item.text.lower() for item in numbers),
        "standard": any(_STANDARD.search(item.text) for item in numbers),
        "interview": title is not None and _INTERVIEW.match(title.text) is not None,
        "article": _is_preprint(reference),
        "speech": publisher is not None and publisher.kind == "conference",
        "report": bool(numbers),
        "software": title is not None and bool(title.items("version")),
        "book": _is_book(reference),
        "webpage": _is_site(reference) or (publisher is None and _has_page(links) and not _is_pdf(links)),
    }
    shown = next((kind for kind, sign in signs.items() if sign), None)
    if shown is None and not _has_page(links):
        return "book" if publisher is not None or links else "document"
    return shown or "report"


#: An interview whose brackets say only what it was recorded on.
_INTERVIEW = pattern(r"Interview (?:by|with)\b.*\[")


def _is_posted(reference: Reference) -> bool:
    """Whether the source is a network where people post."""
    publisher = reference.publisher
    return publisher is not None and any(_NETWORK.fullmatch(name.text) for name in publisher.names)


def _is_book(reference: Reference) -> bool:
    title, authors, publisher = reference.title, reference.authors, reference.publisher
    if publisher is not None and not _is_dated(reference) and any(_HOUSE.search(name.text) for name in publisher.names):
        return True
    if title is not None and title.main is not None and reference.title_first and _SCRIPTURE.search(title.main.text):
        return True
    if authors is not None and authors.role is not None and authors.role.label.text.lower().startswith("ed"):
        return True
    return title is not None and bool(title.items("edition") or title.items("volume") or title.items("contributors"))


#: Works of religion, which stand under their titles.
_SCRIPTURE = pattern(
    r"\b(?:Bible|Qur[’']?an|Koran|Torah|Gita|Testament|Upanishads?|Vedas?|Talmud|Tanakh|Book of Mormon|Tao Te Ching)\b"
)


def _is_preprint(reference: Reference) -> bool:
    """Whether the source is an archive of preprints."""
    publisher = reference.publisher
    return publisher is not None and any(
        name.text.startswith("arXiv preprint")
        or "".join(c for c in name.text.lower() if c.isalnum()) in _PREPRINT_SERVERS
        for name in publisher.names
    )


def _is_site(reference: Reference) -> bool:
    """Whether the source is a website and not a publisher."""
    publisher, date = reference.publisher, reference.date
    if publisher is None or not publisher.names:
        return date is not None and (date.month is not None or date.form == "no-date") and _has_page(reference.links)
    if publisher.kind == "site":
        return True
    if publisher.kind != "publisher" or not _has_page(reference.links) or len(publisher.names) > 1:
        return False
    if _is_dated(reference):
        return True
    return not _BODY.search(publisher.names[0].text) and not _is_pdf(reference.links)


def _is_dated(reference: Reference) -> bool:
    """Whether a day or a retrieval date tells a page from a book."""
    date = reference.date
    return (date is not None and date.month is not None) or any(link.retrieved for link in reference.links)


_BLOG_ADDRESS = pattern(r"//blogs?\.|/blogs?/|\.(?:blogspot|wordpress|substack)\.com|//medium\.com", regex.IGNORECASE)


def is_blog(links: list[Link]) -> bool:
    """Whether an address is a blog's."""
    return any(_BLOG_ADDRESS.search(link.address.text) for link in links)


def _has_page(links: list[Link]) -> bool:
    return any(link.doi is None for link in links)


def _is_pdf(links: list[Link]) -> bool:
    return any(".pdf" in link.address.text.lower() for link in links)
