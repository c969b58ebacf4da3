"""A title with what follows it: "Title (2nd ed., Vol. 2) [Video]", its quotation marks and its closing mark."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.locator import read_pages
from apacheck.reference.model import Bracket, Item, ItemKind, Parenthesis, Part, Title
from apacheck.reference.names import read_inline
from apacheck.tokens import Token

_QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»", "„": "“", "'": "'"}

_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th|d|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth)\.?"
EDITION = pattern(
    rf"(?P<value>(?:{_ORDINAL}|[Rr]ev(?:ised|\.)?|[\p{{L}} ]{{0,24}}\d{{4}}|[Dd]eluxe|[Ii]llustrated|[Ii]nternational|[Cc]entennial|[Aa]nniversary|[Ss]tudent|[\p{{L}}\d ’'-]{{1,40}}?))\s*"
    r"(?P<label>[Ee]d\.?|[Ee]ds\.|[Ee]dition|[Ee]dn\.?|Aufl\.?|Auflage)(?P<rest>,?\s*(?:[Rr]ev\.?|updated|text rev\.|expanded).{0,20})?"
)
_VOLUME = pattern(
    r"(?P<label>[Vv]ols?\.?|[Vv]olumes?|Bd\.?|Band|Pt\.|Part|Book|Tome)\s+(?P<value>[\dIVXLC][\w]*(?:\s?[–-]\s?[\dIVXLC]\w*)?)"
)
_PAGES = pattern(
    r"(?P<label>pp?\b\.?\s*|pages?\s+|S\.\s*(?=\d)|pgs?\.?\s*)(?P<value>[\w.]{1,9}(?:\s*[–—−-]{1,2}\s*[\w.]{1,9})?(?:\s*,\s*\w{1,7}(?:\s*[–-]\s*\w{1,7})?){0,4})"
)
_BARE_PAGES = pattern(r"\d{1,4}\s*[–—-]\s*\d{1,4}")
_CONTRIBUTOR = r"(?:Ed\. (?:&|and) Trans|Eds\. (?:&|and) Trans|Translators?|Editors?|Narrators?|Illustrators?|Eds?|Trans|Narrs?|Illus)\b\.?"
_CONTRIBUTORS = pattern(rf"(?P<names>.+?),\s*(?P<label>{_CONTRIBUTOR})")
#: Contributors that a comma, not a semicolon, parts from what follows: "H. Weaver, Trans., 2nd ed.".
_CONTRIBUTORS_FIRST = pattern(
    rf"(?P<names>[^;\d]{{0,200}}?\p{{Lu}}\.[^;\d]{{0,200}}?),\s(?P<label>{_CONTRIBUTOR}),\s*(?=\S)"
)
_VERSION = pattern(
    r"(?P<label>[Vv]ersion|[Vv]\.|R package version)\s*(?P<value>\S.*)|(?P<value>(?:\p{Lu}\p{Ll}{2,8}\.? )?\d[\w.]*(?: \d{4})?)\s(?P<label>[Vv]ersion)"
)
_SEASON = pattern(r"Season\s+\d+|Episode\s+\d+|Series\s+\d+")
_NUMBER = pattern(
    r"(?P<label>(?:[\p{L}.&’' -]{1,60}?\s)?(?:[Nn]o\.?|[Nn]os\.?|[Nn]umber|Nr\.|#)|(?:[Tt]echnical |[Rr]esearch |[Ww]orking )?(?:[Rr]eport|[Pp]aper|[Pp]ublication|[Bb]rief|[Pp]atent|[Pp]roject|[Cc]ontract))\s*#?(?P<value>[\w\p{Pd}./:-]*\d[\w\p{Pd}./:-]*(?:,\d{3})*(?: \d{3,4}){0,4})"
)
#: Three digits at least: "(COVID-19)" and "(DSM-5)" are words of the title.
_IDENTIFIER = pattern(
    r"(?:ED|EJ|arXiv:?|PMC)\s?\d[\d.v]*|(?!(?:AD|BC|BCE|CE)\b)(?:[A-Z]{2,}[ -]?\d{3}[\w:.-]*|(?![A-Z-]+ (?:19|20)\d\d$)[A-Z]{2,}(?:[/-][A-Z]{2,})+[ -]?[A-Z]?(?=\d[.:-]?\d[.:-]?\d)\d[\w:.-]*)|ICPSR \d+"
)


def read_title(whole: str, start: int, end: int, tokens: list[Token], *, article: bool = False) -> Title:
    """Read `whole[start:end]` as a title element; `tokens` are those inside it.

    The title of an `article` has no numbers and volumes of its own: "(Part 12)" is a part of its words.
    """
    extras: list[Token] = []
    stop = end
    # Only groups at the end belong to the element; one in mid-title is a part of the title.
    for token in reversed(tokens):
        if token.end <= start or token.start >= stop:
            continue
        between = whole[token.end : stop].strip(" .,;")
        if token.kind in {"group", "bracket"} and not between:
            if token.kind == "group" and not is_addition(whole, token, article=article):
                break
            extras.append(token)
            stop = token.start
        elif token.kind in {"stop", "weak", "glued"} or not whole[token.start : min(token.end, stop)].strip(" .,;"):
            continue
        else:
            break
    extras.reverse()
    main_end = stop
    while main_end > start and whole[main_end - 1].isspace():
        main_end -= 1
    bare: Parenthesis | None = None
    if extras or main_end > start:
        comma = None if article else _bare_item(whole, start, main_end)
        if comma is not None:
            bare = comma
            main_end = bare.start
    while main_end > start and whole[main_end - 1] in " .," and not _keeps_period(whole, start, main_end):
        main_end -= 1
    parentheses = [
        Parenthesis(whole, token.start, token.end, read_items(whole, token.start + 1, token.end - 1))
        for token in extras
        if token.kind == "group"
    ]
    brackets = [
        Bracket(whole, token.start, token.end, description=Part(whole, token.start + 1, token.end - 1))
        for token in extras
        if token.kind == "bracket"
    ]
    if bare is not None:
        parentheses.insert(0, bare)
    for bracket in brackets:
        bracket.translation = _is_translation(whole, start, main_end, bracket)
    main: Part | None = None
    quotes = None
    if main_end > start:
        low, high, quotes = _unquoted(whole, start, main_end)
        main = Part(whole, low, high)
    return Title(whole, start, end, main, quotes, parentheses, brackets)


def _keeps_period(whole: str, start: int, end: int) -> bool:
    """Whether the period at `end` belongs to an abbreviation that ends the title ("Monsters, Inc. [Film]")."""
    if whole[end - 1] != ".":
        return False
    tail = whole[max(start, end - 8) : end - 1].rsplit(" ", 1)[-1].rsplit(".", 1)[-1]
    return tail in {"Inc", "Jr", "Sr", "Co", "Ltd"} or (
        len(tail) == 1 and tail.isupper() and end < len(whole) and whole[end : end + 2] in {" [", " ("}
    )


def is_addition(whole: str, token: Token, *, article: bool = False) -> bool:
    """Whether parentheses after a title hold an edition, a number, contributors …, not words of the title."""
    items = read_items(whole, token.start + 1, token.end - 1)
    words = {"other", "pages-bare", "number", "volume"} if article else {"other", "pages-bare"}
    return any(item.kind not in words for item in items) or describes(whole, token.start, token.end)


def describes(whole: str, start: int, end: int) -> bool:
    """Whether parentheses hold what belongs in square brackets: "(Unpublished manuscript)"."""
    return _DESCRIPTION.fullmatch(whole, start + 1, end - 1) is not None


_DESCRIPTION = pattern(
    r"Retract(?:ion published|ed)\b.*|[Ee]ditorial|[Ll]etter to the editor|(?:[Bb]ook )?[Rr]eview of the .+|[Cc]omment on the article .+|(?:[Uu]npublished )?[Mm]anuscript(?: in preparation| submitted for publication| under review)?"
    r"|[Uu]npublished manuscript|(?:[Uu]npublished )?[Rr]aw data|[Cc]onference session|[Kk]eynote address|[Pp]ower[Pp]oint (?:slides|presentation)|[Ll]ecture notes|[Mm]obile app(?:lication software)?"
    r"|[Pp]ress release|[Tt]weet|[Ww]ebinar|[Aa]udio podcast episode|TV series(?: episode)?|[Ss]ong|[Aa]lbum|[Pp]hotograph|[Pp]ainting|[Ii]nfographic|[Bb]log post"
    r"|(?:[Uu]npublished\s)?(?:[Dd]octoral|[Mm]aster[’']?s|PhD|Ph\.D\.|MA|Honou?rs|Bachelor[’']?s)\s(?:dissertation|thesis)\b.*|[Vv]ideo(?: file)?|[Ff]ilm|[Mm]otion picture|[Dd]ata set|"
    r"[Cc]omputer software|[Pp]odcast|[Aa]udio podcast|[Ss]pecial issue|[Pp]oster presentation|[Pp]aper presentation|[Dd]issertation|[Tt]hesis"
)


def _is_translation(whole: str, start: int, main_end: int, bracket: Bracket) -> bool:
    """Whether a bracket repeats the title in another language: many words, or a title that is not in English."""
    text = bracket.description.text
    if _KNOWN_DESCRIPTION.match(text) or main_end <= start:
        return False
    return len(text.split()) >= 3 or not whole[start:main_end].isascii()


_KNOWN_DESCRIPTION = pattern(
    r"(?i)(?:unpublished|doctoral|master|bachelor|honou?rs|undergraduate|licentiate|habilitation|diploma|manuscript|data|computer|mobile|audio|video|tv|television|film|motion|album|song|review of|comment on|letter|editorial|special|press|"
    r"conference|paper|poster|keynote|symposium|panel|image|photo|painting|map|power\s?point|lecture|interview|tweet|post|status|facebook|twitter|instagram|online|blog|web|"
    r"database|large language|generative|speech|radio|podcast|grant|fact sheet|brochure|policy|white|clip art|infographic|lithograph|sculpture|apparatus|software|abstract|"
    r"kindle|e-?book|pdf|dissertation|thesis|phd|supplementary|apparatus|highlight|advertisement|cover|class|course|syllabus|unpublished|retracted|virtual|dvd|cd|"
    r"thumbnail|link|gif|emoji|poll|tape|transcript|preprint|working|technical|report|@|artwork|drawing|etching|print|exhibition|play|opera|musical|ballet|game|youtube|ted|working paper)"
)


def _unquoted(whole: str, start: int, end: int) -> tuple[int, int, tuple[Part, Part] | None]:
    """The title without quotation marks that stand around all of it, and those marks."""
    opening = whole[start]
    closing = _QUOTES.get(opening)
    if closing is None or end - start < 3:
        return start, end, None
    last = end
    if whole[last - 1] in ".,?!":
        last -= 1
    if whole[last - 1] != closing or last - 1 <= start:
        return start, end, None
    inner = whole[start + 1 : last - 1]
    if opening in inner or (closing in inner.replace("’s", "").replace("s’", "") and closing != "’"):
        return start, end, None
    low, high = start + 1, last - 1
    while high > low and whole[high - 1] in ".,":
        high -= 1
    return low, high, (Part(whole, start, start + 1), Part(whole, last - 1, last))


_VOLUME_TAIL = pattern(
    r"[,.]\s+(?P<volume>(?P<label>[Vv]ols?\.?|Band|Bd\.?|[Vv]olumes?)\s*(?P<value>\d{1,3}(?:\s?[–-]\s?\d{1,3})?|[IVX]{1,5}))\.?$"
)
_PAGES_TAIL = pattern(r"[,.]\s+(?P<pages>(?P<label>pp?\.\s*|S\.\s*|pages\s)(?P<value>\d{1,4}\s*[–-]\s*\d{1,4}))\.?$")
_EDITION_TAIL = pattern(
    rf"(?P<comma>[,.]\s+)(?P<edition>(?P<value>{_ORDINAL}|[Rr]ev(?:ised)?\.?)\s+(?P<label>[Ee]d\.?|[Ee]dition|[Ee]dn\.?|Auflage|Aufl\.?))$"
)


def _bare_item(whole: str, start: int, end: int) -> Parenthesis | None:
    """An edition or a volume after a comma instead of in parentheses: "Title, 2nd ed.", "Title, vol. 3"."""
    tail = whole[max(start, end - 16) : end].lower()
    kind: ItemKind = "edition"
    match = _EDITION_TAIL.search(whole, start, end) if "ed" in tail or "aufl" in tail else None
    if match is None and any(char.isdigit() for char in tail[-3:]):
        match = _PAGES_TAIL.search(whole, max(start, end - 24), end)
        kind = "pages" if match is not None else kind
    if match is None and ("vol" in tail or "b" in tail):
        kind, match = "volume", _VOLUME_TAIL.search(whole, max(start, end - 24), end)
    if match is None or match.start() <= start:
        return None
    low, high = match.span(kind)
    label, value = Part(whole, *match.span("label")), Part(whole, *match.span("value"))
    pages = read_pages(whole, value.start, value.end, label) if kind == "pages" else None
    item = Item(whole, low, high, kind, label, value, pages=pages)
    return Parenthesis(whole, low, high, [item])


def read_items(whole: str, start: int, end: int) -> list[Item]:
    """The items inside parentheses, which commas and semicolons part."""
    items: list[Item] = []
    begin = start
    while begin < end:
        semicolon = whole.find(";", begin, end)
        stop = semicolon if semicolon >= 0 else end
        low, high = _strip(whole, begin, stop)
        match = _CONTRIBUTORS.fullmatch(whole, low, high) if low < high else None
        if match is None and low < high:
            match = _CONTRIBUTORS_FIRST.match(whole, low, high)
        if match is not None and _names_people(match["names"]):
            items.append(
                Item(
                    whole,
                    low,
                    max(match.end("names"), match.end("label")),
                    "contributors",
                    Part(whole, *match.span("label")),
                    names=read_inline(whole, *match.span("names")),
                )
            )
            items += _comma_items(whole, match.end(), high)
        else:
            items += _comma_items(whole, low, high)
        begin = stop + 1
    return items


def _names_people(text: str) -> bool:
    return (
        any(word[:1].isupper() for word in text.split())
        and not any(char.isdigit() for char in text)
        and not text.startswith(("pp", "Vol"))
    )


def _comma_items(whole: str, start: int, end: int) -> list[Item]:
    items: list[Item] = []
    begin = start
    for cut in [*(match.start() for match in _COMMA.finditer(whole, start, end)), end]:
        low, high = _strip(whole, begin, cut)
        if low < high:
            item = _item(whole, low, high)
            previous = items[-1] if items else None
            if previous is not None and item.kind == "other" and previous.kind == "other":
                previous.end = high
                previous.value = Part(whole, previous.start, high)
            elif (
                previous is not None
                and previous.kind == "pages"
                and item.kind in {"pages-bare", "other"}
                and whole[low].isdigit()
            ):
                previous.end = high
                value = previous.pages
                if value is not None:
                    previous.pages = read_pages(
                        whole, value.label.end if value.label else value.start, high, value.label
                    )
            elif (
                previous is not None
                and previous.kind == "edition"
                and item.text.lower().startswith(("rev", "text rev"))
            ):
                previous.end = high
            else:
                items.append(item)
        begin = cut + 1
    if len(items) > 1 and items[0].kind == "other" and items[-1].label is not None and items[-1].kind == "other":
        items = [Item(whole, items[0].start, items[-1].end, "other", value=Part(whole, items[0].start, items[-1].end))]
    return items


_COMMA = pattern(r",(?!(?<=\d,)\d{3}(?:,\d{3})*+\b)")  # "Patent No. 9,367,592" is one item


def _strip(whole: str, start: int, end: int) -> tuple[int, int]:
    while start < end and whole[start] in " \t":
        start += 1
    while end > start and whole[end - 1] in " \t":
        end -= 1
    return start, end


_KINDS: tuple[tuple[ItemKind, "regex.Pattern[str]"], ...] = (
    ("pages", _PAGES),
    ("volume", _VOLUME),
    ("edition", EDITION),
    ("version", _VERSION),
    ("season", _SEASON),
    ("number", _NUMBER),
    ("pages-bare", _BARE_PAGES),
    ("number", _IDENTIFIER),
)


def _item(whole: str, start: int, end: int) -> Item:
    for kind, shape in _KINDS:
        match = shape.fullmatch(whole, start, end)
        if match is None:
            continue
        names = match.re.groupindex
        label = Part(whole, *match.span("label")) if "label" in names else None
        value = Part(whole, *match.span("value")) if "value" in names else Part(whole, start, end)
        pages = read_pages(whole, value.start, value.end, label) if kind == "pages" else None
        if kind == "pages-bare":
            pages = read_pages(whole, start, end)
        return Item(whole, start, end, kind, label, value, pages=pages)
    return Item(whole, start, end, "other", value=Part(whole, start, end))
