"""A part of a larger work → its title, the editors, the work that holds it, its pages and publisher."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.boundary import IN, title_end
from apacheck.reference.locator import read_locator, read_pages
from apacheck.reference.model import Container, Part, Reference, Role
from apacheck.reference.names import ROLE, make_role, read_editors
from apacheck.reference.publisher import find_place, read_publisher
from apacheck.reference.title import read_title
from apacheck.tokens import Token

_INLINE_RUN = pattern(
    r"(?<=[.?!”]\s)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2}(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2})*\s*$"
)


_INLINE_EDITORS = pattern(
    r"(?P<names>(?:(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?=\p{Lu}\.))?)++),\s+(?:(?P<role>[Ee]ds?\.?|[Ee]ditors?),?\s+)?(?=\p{Lu})"
)


#: Editors as authors are written, with their role in parentheses, between commas or left out.
_INVERTED_EDITORS = pattern(
    r"(?P<names>(?:\p{Lu}[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2}, (?:\p{Lu}\.[ -]?)++(?<!\s)(?P<last>,\s*(?:&\s*)?|\s*(?:&|and|und)\s+|(?=\s?\())?)++)"
    r"(?:(?P<role>Eds?\.?|Hrsg\.?|Hg\.?)[,:]?\s+(?=[\p{Lu}\d])|(?P<year>\d{4},\s+)?(?=\p{Lu}))"
)
#: Editors after the work, as Chicago has them: "Book, edited by A. Hill, pp. 5–9".
_EDITED = pattern(
    r"(?:(?<!\s)\s++)?+,\s*+(?P<role>eds?\s?\.|edited by|hrsg\. (?:v(?:on|\.) )?)\s*(?P<names>[^()]{3,150}?)(?=\s*,\s*(?:pp?\s?\.|\d)|\s*\.(?:\s|$)|$)"
)
_FOLLOWING_PAGES = pattern(r"\s*,\s*(?P<label>pp?\s?\.\s*)?(?P<pages>\d{1,4}\s*[–-]\s*\d{1,4})")
#: Pages in parentheses behind the publisher instead of the work.
_CLOSING_PAGES = pattern(r"\s\((?P<label>(?:pp?|S)\.\s*)(?P<pages>\d{1,4}\s*[–-]\s*\d{1,4})\)$")
#: "In R. K. Merton, The sociology of science": the author of the larger work, without a role.
_AUTHOR = pattern(r"(?P<names>(?:\p{Lu}[\p{L}.’'-]*+ ){1,3}(?P<family>\p{Lu}[\p{L}’'-]++)),\s(?=\p{Lu})")
_PAGES_SIGN = pattern(r"\((?:[^()]*,\s)?(?:pp?\.?|S\.|pages?)\s*[\divxlc]|\(\d{1,4}\s*[–-]\s*\d{1,4}\)|\bpp\.\s*\d+")


#: A conference's name that begins with its year or number: "2012 10th International Workshop".
_NUMBERED_NAME = pattern(r"(?:(?:19|20)\d\d )?(?:\d{1,3}(?:st|nd|rd|th) )?(?<=\d{4} |(?:st|nd|rd|th) )\p{Lu}")
_TRAILING_PAGES = pattern(
    r"(?P<comma>(?:[.,;]|(?<!\s))\s++)(?P<label>pp?\.?\s*|S\.\s*|pages\s+)?(?P<pages>[\divxlc]{1,6}\s*(?:–|—|-|−)\s*[\divxlc]{1,6})$"
)


def read_contained(reference: Reference, tokens: list[Token], start: int, end: int) -> bool:
    """A part of a larger work: "… In M. Gold (Ed.), Book (pp. 5–9). Publisher."."""
    text = reference.whole
    roles = [
        token
        for token in tokens
        if token.kind == "group" and token.start > start and ROLE.fullmatch(text, token.start, token.end)
    ]
    starts = [match for match in IN.finditer(text, start, end) if match.start() > start or match["intro"] != "On"]
    starts = [
        match
        for match in starts
        if not any(t.kind in {"group", "bracket"} and t.start < match.start() < t.end for t in tokens)
    ]
    for match in starts:
        if match.start() == start:
            continue
        intro = Part(text, *match.span("intro"))
        role = next((token for token in roles if token.start > match.end() and token.start - match.end() < 600), None)
        if intro.text == "On" and "[Song" not in text[start : match.start()]:
            continue
        if role is None and _inverted(text, match.end(), end) is None and not _contains(text, tokens, match.end(), end):
            continue
        stop = _before(text, start, match.start())
        reference.title = read_title(text, start, stop, [t for t in tokens if t.end <= stop + 1])
        read_container(reference, tokens, intro, match.end(), end)
        return True
    for role in roles:
        # "In" is missing: initials and surnames run up to a role that a comma and a title follow.
        before = _inline_start(text, start, role.start)
        if before is None:
            continue
        stop = _before(text, start, before)
        reference.title = read_title(text, start, stop, [t for t in tokens if t.end <= stop + 1])
        reference.departures.append("no “In” before the editors")
        read_container(reference, tokens, None, before, end)
        return True
    return False


def _inline_start(text: str, start: int, end: int) -> int | None:
    match = _INLINE_RUN.search(text, max(start, end - 300), end)
    return match.start() if match is not None and match.start() > start else None


def _contains(text: str, tokens: list[Token], start: int, end: int) -> bool:
    """Whether what follows "In" is a larger work although it names no editors: pages, a further sentence, or little else."""
    rest = text[start:end]
    if _PAGES_SIGN.search(rest):
        return True
    if read_locator(text, start, end) is not None:
        return False
    stops = [token for token in tokens if token.kind == "stop" and token.start > start]
    words = rest.split()
    return (
        (rest[:1].isupper() or _NUMBERED_NAME.match(rest) is not None)
        and (len(stops) <= 1 or len(words) < 14)
        and (len(words) <= 14 or bool(stops))
    )


def _before(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] == "." and not text[start : end - 1].endswith((".", "?", "!")):
        end -= 1
    return end


def read_container(reference: Reference, tokens: list[Token], intro: Part | None, start: int, end: int) -> None:
    """Read what follows "In": editors with their role, the larger work with its parentheses, and the publisher."""
    text = reference.whole
    pages = None
    trailing = _TRAILING_PAGES.search(text, max(start, end - 40), end)
    if trailing is not None and trailing.start() > start:
        label = Part(text, *trailing.span("label")) if trailing["label"] else None
        pages = read_pages(text, *trailing.span("pages"), label)
        end = trailing.start()
    else:
        closing = _CLOSING_PAGES.search(text, max(start, end - 40), end)
        if closing is not None and _has_publisher(text, tokens, start, closing.start()):
            pages = read_pages(text, *closing.span("pages"), Part(text, *closing.span("label")))
            end = closing.start()
    title_start = start
    editors = None
    role = next(
        (
            t
            for t in tokens
            if t.kind == "group" and t.start > start and t.start - start < 600 and ROLE.fullmatch(text, t.start, t.end)
        ),
        None,
    )
    if role is not None:
        editors = read_editors(text, start, role.end, make_role(text, role.start, role.end))
        title_start = role.end
        while title_start < end and text[title_start] in " ,.:;":
            title_start += 1
    else:
        inverted = _inverted(text, start, end)
        inline = _INLINE_EDITORS.match(text, start, end)
        if inverted is not None:
            span = inverted.span("role")
            part = Role(text, *span, label=Part(text, *span)) if inverted["role"] else None
            editors = read_editors(text, start, part.end if part else inverted.end("names"), part)
            title_start = inverted.end()
        elif inline is not None:
            span = inline.span("role")
            part = Role(text, *span, label=Part(text, *span)) if inline["role"] else None
            editors = read_editors(text, start, part.end if part else inline.end("names"), part)
            title_start = inline.end()
        elif (author := _AUTHOR.match(text, start, end)) is not None and _is_author(reference, author["family"]):
            editors = read_editors(text, start, author.end("names"), None)
            title_start = author.end()
    stop, following = title_end(text, tokens, title_start, end)
    edited = _EDITED.search(text, title_start, end) if editors is None else None
    if edited is not None:
        span = edited.span("role")
        editors = read_editors(text, *edited.span("names"), None)
        editors.start, editors.role = span[0], Role(text, *span, label=Part(text, *span))
        stop, following = edited.start(), edited.end()
        paged = _FOLLOWING_PAGES.match(text, following, end)
        if paged is not None:
            label = Part(text, *paged.span("label")) if paged["label"] else None
            pages, following = read_pages(text, *paged.span("pages"), label), paged.end()
        while following < end and text[following] in " .,":
            following += 1
    title = read_title(text, title_start, stop, [t for t in tokens if t.start >= title_start and t.end <= stop + 1])
    begin = intro.start if intro is not None else editors.start if editors is not None else title_start
    close = max(title.end, editors.end) if editors is not None else title.end
    reference.container = Container(text, begin, close, title=title, intro=intro, editors=editors)
    reference.pages = pages
    if following < end:
        reference.publisher = read_publisher(text, following, end)


def _inverted(text: str, start: int, end: int) -> "regex.Match[str] | None":
    """Editors written as authors are: one with a role, or two and more."""
    match = _INVERTED_EDITORS.match(text, start, end)
    return match if match is not None and (match["role"] or len(match.captures("last")) > 1) else None


def _has_publisher(text: str, tokens: list[Token], start: int, end: int) -> bool:
    """Whether a place and a publisher end the stretch."""
    stop, following = title_end(text, tokens, start, end)
    return start < stop < following < end and find_place(text, following, end) is not None


def _is_author(reference: Reference, family: str) -> bool:
    """Whether one of the entry's authors has the family name."""
    names = reference.authors.names if reference.authors is not None else []
    return any(name.family is not None and name.family.text == family for name in names)
