"""The text of one entry → its `Reference`: date first, then what stands before it, then title and source after it.

The date is the firmest ground in an entry. Before it stand authors (or the title, in an entry without authors); after
it title and source, which `boundary` parts by the cheapest explanation. What no element claims stays in the
reference as a `Separator` (punctuation) or as `Unparsed` (words).
"""

from apacheck.patterns import pattern
from apacheck.reference.date import read_bare, read_group
from apacheck.reference.law import read_law
from apacheck.reference.link import read_tail
from apacheck.reference.locator import read_locator
from apacheck.reference.model import Authors, Date, Part, Reference, Separator, Unparsed
from apacheck.reference.names import GROUP_WORDS, read_authors
from apacheck.reference.source import read_source, read_title_and_source
from apacheck.reference.title import read_title
from apacheck.tokens import Token, tokenize

_BARE_YEAR = pattern(
    r"(?<=[.,\p{L}]\s|[.,)])(?P<date>(?:1[5-9]|20)\d\d[a-z]?|n\.d\.|in press\b)(?P<after>[.,:;]\s?|\s(?=[\p{Lu}“\"'‘]))|(?<=[.,]\s)\((?P<open>(?:1[5-9]|20)\d\d[a-z]?)(?=[.,]\s)"
)
_INVERTED = pattern(r"[\p{L}\p{M}’'-]++(?:\s[\p{L}\p{M}’'-]++){0,2}, \p{Lu}\.[,\s-]")
_WORD = pattern(r"[\p{L}][\p{L}’'-]*")
_SAYS = pattern(r"[\p{L}\p{N}]")
#: What stands between most elements says nothing.
_PLAIN_GAPS = frozenset({"", " ", ".", ". ", ", "})
_TITLE_SIGN = pattern(r"[?!]$|[“\"«]|\((?:\d|Rev|Vol)|:\s|,\s(?:Eds?|Trans|Narr)\.(?:;[^()]*)?\)$")
#: Works of religion, which stand under their titles.
_SCRIPTURE = pattern(r"\b(?:Bible|Qur[’']?an|Koran|Torah|Gita|Upanishads|Talmud|Book of Mormon)$")
#: Lower-case words that groups have in their names as well as titles.
_SMALL = frozenset(
    "a an and at by de del der des di du el en et for für from in la las le les los of on or per the to und von with y".split()  # noqa: SIM905
)
#: A name in a script without capitals is no longer than this; a title is.
_SHORT_NAME = 8
#: No author element is longer than this; further on a year in parentheses is not the date of the entry.
_REACH = 1500


def parse(text: str) -> Reference:
    """Read one entry. Never raises; what cannot be explained is `Unparsed`. Time is linear in the entry's length."""
    reference = Reference(text, 0, len(text))
    tokens = tokenize(text)
    start = len(text) - len(text.lstrip())
    date = _find_date(text, tokens, start)
    floor = date.end if date is not None else start
    tail, reference.links, reference.notes = read_tail(text, tokens, floor)
    law = (
        read_law(text, start, _trim_spaces(text, start, _trim(text, start, tail), ",;"))
        if date is None or date.closing is not None
        else None
    )
    if law is not None:
        reference.law = law
    elif date is None:
        _read_undated(reference, tokens, start, tail)
    else:
        reference.date = date
        _read_dated(reference, tokens, start, date, tail)
    _lay_out(reference)
    return reference


# --- the date -----------------------------------------------------------------------------------------------------


def _find_date(text: str, tokens: list[Token], start: int) -> Date | None:
    """The date element: the first parentheses that hold a date, else square brackets, else a bare year after names."""
    bracketed: Token | None = None
    found: Date | None = None
    for token in tokens:
        if token.start > _REACH:
            break
        if token.kind == "link" and token.start > start:
            break
        if token.kind == "group":
            found = read_group(text, token.start, token.end)
            if found is not None:
                break
        elif token.kind == "bracket" and bracketed is None:
            bracketed = token
    if found is not None and _is_early(text, start, found):
        return found
    if bracketed is not None and text[start : bracketed.start].rstrip().endswith((".", ",")):
        date = read_group(text, bracketed.start, bracketed.end)
        if date is not None:
            return date
    bare = _bare_date(text, start)
    if bare is not None and (found is None or bare.start < found.start):
        return bare
    return found


def _is_early(text: str, start: int, date: Date) -> bool:
    """Whether what stands before a date can be an author element or a title of its own, not half an entry."""
    before = text[start : date.start].rstrip()
    return not (before.count(". ") > 2 and not before.endswith((".", ")", "]", "?", "!", ",")) and len(before) > 120)


def _bare_date(text: str, start: int) -> Date | None:
    """A year without its parentheses (or without one of them) after something like names."""
    for match in _BARE_YEAR.finditer(text, start + 3, min(len(text), start + 400)):
        group = "date" if match["date"] else "open"
        low, high = match.span(group)
        before = text[start:low].rstrip(" (")
        if not before.endswith((".", ",", ")")) and not match["after"]:
            continue
        authors = read_authors(text, start, start + len(before.rstrip(".,")) + (1 if before.endswith(".") else 0))
        if any(name.is_person for name in authors.names) or (
            low - start < 80 and before.endswith(".") and ", " not in before and before.count(".") == 1
        ):
            date = read_bare(text, low, high)
            if date is not None:
                if group == "open":
                    date.start -= 1
                    date.opening = Part(text, low - 1, low)
                return date
        if match.start() > start + 250:
            break
    return None


# --- before the date ----------------------------------------------------------------------------------------------


def _read_dated(reference: Reference, tokens: list[Token], start: int, date: Date, tail: int) -> None:
    text = reference.whole
    end = _trim_spaces(text, start, date.start)
    body = _after_date(text, date, tail)
    if end > start and not _INVERTED.match(text, start, end) and _is_title(text, start, end, body, tail, tokens):
        reference.title_first = True
        stop = end - 1 if text[end - 1] == "." and not text[start : end - 1].endswith((" Inc", " Jr")) else end
        reference.title = read_title(text, start, stop, [t for t in tokens if t.end <= stop])
        read_source(reference, tokens, body, tail)
        return
    if end > start:
        reference.authors = _authors(text, start, end)
    read_title_and_source(reference, tokens, body, tail)


def _authors(text: str, start: int, end: int) -> Authors:
    """The author element in `text[start:end]`; the period that closes it is left out unless a name owns it."""
    stop = end
    while stop > start and text[stop - 1] in ",;: ":
        stop -= 1
    if stop > start and text[stop - 1] == "." and not _OWN_PERIOD.search(text, max(start, stop - 8), stop):
        stop -= 1
        while stop > start and text[stop - 1] == " ":
            stop -= 1
    return read_authors(text, start, stop)


#: A period that belongs to an initial, a suffix or an abbreviation rather than to the author element.
_OWN_PERIOD = pattern(r"(?:\b\p{Lu}|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|al|Th|Ch|Yu|Ph)|\.\p{L}|\p{Lu}\.[ -]{1,2}\p{Ll})\.$")


def _is_title(text: str, start: int, end: int, body: int, tail: int, tokens: list[Token]) -> bool:
    """Whether a title stands in the author's place: no names, and after the date a source at most."""
    before = text[start:end]
    if before.startswith(("[", "@")):
        return before.startswith("[") and before.rstrip(".").endswith("]")
    if len(before) <= _SHORT_NAME and before.lower() == before.upper():
        return False  # a name in a script without capitals
    words = [word for word in _WORD.findall(before[:300]) if len(word) > 1]
    lower = [word for word in words if word[0].islower() and word not in _SMALL]
    rest = text[body:tail].strip(" .,;")
    segments = sum(token.kind == "stop" and body < token.start < tail - 2 for token in tokens)
    authors = read_authors(text, start, end - 1 if before.endswith(".") else end)
    if any(name.is_person or name.role or name.handle for name in authors.names) and ", " in before:
        return False
    if authors.role is not None:
        return False
    if not rest:
        return True
    if rest[:3] == "In " and segments <= 1:
        return bool(lower) or not any(word.lower() in GROUP_WORDS for word in words)
    if segments > 0 and not before.rstrip(".").endswith(("?", "!", ")")):
        return False
    if segments == 0 and read_locator(text, body, _trim(text, body, tail)) is not None:
        return True
    if _TITLE_SIGN.search(before.rstrip(".")):
        return segments == 0 or before.rstrip(".").endswith((")", "?", "!"))
    if segments == 0 and _SCRIPTURE.search(before.rstrip(".")):
        return True
    named = any(word.lower() in GROUP_WORDS for word in words)
    return (
        segments == 0 and len(lower) >= (2 if named else 1) and len(lower) * 2 >= len(words) - 1 and _is_name_like(rest)
    )


def _is_name_like(rest: str) -> bool:
    """Whether what follows the date reads as the name of a site or publisher: short, in title case."""
    words = _WORD.findall(rest[:120])
    return 0 < len(words) <= 8 and all(word[0].isupper() or word in _SMALL for word in words)


# --- no date ------------------------------------------------------------------------------------------------------


def _read_undated(reference: Reference, tokens: list[Token], start: int, tail: int) -> None:
    """An entry without a date: the authors, if it begins with any, then title and source."""
    text = reference.whole
    body = start
    match = _LEADING_NAMES.match(text, start, tail)
    if match is not None:
        end = _trim_spaces(text, start, match.end())
        authors = read_authors(text, start, end)
        if authors.names and all(name.is_person for name in authors.names):
            reference.authors = authors
            body = match.end()
    if reference.authors is None and tail - start < 1:
        return
    if reference.authors is None:
        return
    read_title_and_source(reference, tokens, body, tail)


_LEADING_NAMES = pattern(
    r"(?:[\p{L}\p{M}’'-]++(?:[ ][\p{L}\p{M}’'-]++){0,2}, (?:\p{Lu}\.[ -]?){1,4}+(?:,\s*(?:&\s*|and\s+)?|&\s*|(?<=\s)|(?=\s|$)))++\s*"
)


# --- laying out ---------------------------------------------------------------------------------------------------


def _after_date(text: str, date: Date, tail: int) -> int:
    """Where the title may begin: after the date and the punctuation that follows it."""
    body = date.end
    while body < tail and text[body] in " .,:;":
        body += 1
    return body


def _trim_spaces(text: str, start: int, end: int, besides: str = "") -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in besides):
        end -= 1
    return end


def _trim(text: str, start: int, end: int) -> int:
    end = _trim_spaces(text, start, end)
    if end > start and text[end - 1] == ".":
        end -= 1
    return end


def _lay_out(reference: Reference) -> None:
    """Put the elements end to end, with what stands between them as separators or as unread text."""
    text = reference.whole
    found: list[tuple[str, Part]] = []
    for name in ("authors", "date", "title", "periodical", "container", "publisher", "pages", "law"):
        part = getattr(reference, name)
        if part is not None and part.end > part.start:
            found.append((name, part))
    found += [("link", link) for link in reference.links]
    found += [("note", note) for note in reference.notes]
    found.sort(key=lambda pair: pair[1].start)
    elements: list[Part] = []
    place, before = 0, "start"
    for name, part in [*found, ("end", Part(text, len(text), len(text)))]:
        if part.start < place:  # two elements claim the same text: the first keeps it
            _forget(reference, name, part)
            continue
        gap = text[place : part.start]
        if gap not in _PLAIN_GAPS and _SAYS.search(gap):
            elements.append(Unparsed(text, place, part.start, before, name))
        elif gap or (before != "start" and name != "end"):
            elements.append(Separator(text, place, part.start, before, name))
        if name != "end":
            elements.append(part)
            place, before = part.end, name
    reference.elements = elements


def _forget(reference: Reference, name: str, part: Part) -> None:
    if name == "link":
        reference.links = [link for link in reference.links if link is not part]
    elif name == "note":
        reference.notes = [note for note in reference.notes if note is not part]
    else:
        setattr(reference, name, None)
