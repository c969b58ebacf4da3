"""A part of a larger work → its title, the editors, the work that holds it, its pages and publisher."""

from apacheck.patterns import pattern
from apacheck.reference.boundary import IN, title_end
from apacheck.reference.locator import read_locator, read_pages
from apacheck.reference.model import Container, Part, Reference
from apacheck.reference.names import ROLE, make_role, read_editors
from apacheck.reference.publisher import read_publisher
from apacheck.reference.title import read_title
from apacheck.tokens import Token

_INLINE_RUN = pattern(
    r"(?<=[.?!”]\s)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2}(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2})*\s*$"
)


_INLINE_EDITORS = pattern(
    r"(?P<names>(?:(?:\p{Lu}\.[ -]?)++[\p{L}\p{M}’'-]++(?:(?:,\s*(?:&\s*)?|\s*&\s*|\s+and\s+)(?=\p{Lu}\.))?)++),\s+(?=\p{Lu})"
)


_PAGES_SIGN = pattern(r"\((?:[^()]*,\s)?(?:pp?\.?|S\.|pages?)\s*[\divxlc]|\(\d{1,4}\s*[–-]\s*\d{1,4}\)|\bpp\.\s*\d+")


_TRAILING_PAGES = pattern(
    r"(?P<comma>[.,;]?\s+)(?P<label>pp?\.?\s*|S\.\s*|pages\s+)?(?P<pages>[\divxlc]{1,6}\s*(?:–|—|-|−)\s*[\divxlc]{1,6})$"
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
        if role is None and not _contains(text, tokens, match.end(), end):
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
    return rest[:1].isupper() and (len(stops) <= 1 or len(words) < 14) and (len(words) <= 14 or bool(stops))


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
        inline = _INLINE_EDITORS.match(text, start, end)
        if inline is not None:
            editors = read_editors(text, start, inline.end("names"), None)
            title_start = inline.end()
    stop, following = title_end(text, tokens, title_start, end)
    title = read_title(text, title_start, stop, [t for t in tokens if t.start >= title_start and t.end <= stop + 1])
    begin = intro.start if intro is not None else editors.start if editors is not None else title_start
    reference.container = Container(text, begin, title.end, title=title, intro=intro, editors=editors)
    reference.pages = pages
    if following < end:
        reference.publisher = read_publisher(text, following, end)
