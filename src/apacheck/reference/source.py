"""What stands after the date → title and source: a part of a larger work, an article, or a work that stands alone."""

from bisect import bisect_left

from apacheck.patterns import pattern
from apacheck.reference.boundary import IN, title_end
from apacheck.reference.container import read_contained, read_container
from apacheck.reference.kind import is_blog
from apacheck.reference.locator import read_locator
from apacheck.reference.model import Part, Periodical, Reference
from apacheck.reference.periodical import PUBLISHING, is_periodical, make_periodical, read_periodical
from apacheck.reference.publisher import read_publisher
from apacheck.reference.sentence import close
from apacheck.reference.title import read_title
from apacheck.tokens import Token

#: A year that comes with a status: "(2012, in press)".
_AWAITED = pattern(r"(?i)press|druck|forthcoming|erscheinen")

#: What is written about a work in a periodical: the source is a periodical, whatever its name.
_COMMENTS = pattern(r"(?i)\[\s*(?:review of|book review|comment on|editorial|letter to the editor)\b")
_SERIAL = pattern(
    r"UpToDate|Cochrane Database of Systematic Reviews|(?:The )?(?:Atlantic|Economist|New Yorker|New York Times|Washington Post)"
)
#: Newspapers, magazines and blogs, which date what they print by the day or the month.
_DATED = pattern(
    r"(?:The )?(?:\p{Lu}[\p{L}.’'-]* ){0,3}(?:Times|Post|Tribune|Herald|Gazette|Guardian|Globe and Mail|Boston Globe|Observer|Telegraph|Chronicle"
    r"|Inquirer|Examiner|Independent|Daily News|Daily Mail|Daily Mirror|Magazine|Monthly|Weekly|Newsletter)"
    r"|Los Angeles Times|USA Today|The Wall Street Journal|Time|Newsweek|Scientific American|New Scientist|Le Monde|Le Figaro|El País|Die Zeit|Der Spiegel"
    r"|(?:Süddeutsche|Frankfurter Allgemeine|Neue Zürcher) Zeitung|(?:[\p{L}\p{N}&’',:-]+ ){0,7}(?:[Bb]log|[Ww]eblog)"
)


def read_title_and_source(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    """Read `whole[start:end]`: title, then a periodical, a container with its publisher, or a publisher or site."""
    text = reference.whole
    stop = close(text, start, end)
    if stop <= start:
        return
    inside = tokens[bisect_left(tokens, start, key=lambda token: token.end) :]
    inside = [token for token in inside if token.start < stop and token.end > start]
    if read_contained(reference, inside, start, stop):
        return
    if read_periodical(reference, inside, start, stop):
        return
    _read_published(reference, inside, start, stop)


def read_source(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    """Read `whole[start:end]` as a source alone: the title stood before the date."""
    text = reference.whole
    stop = close(text, start, end)
    if stop <= start:
        return
    inside = [token for token in tokens if token.start < stop and token.end > start]
    match = IN.match(text, start, stop)
    if match is not None:
        read_container(reference, inside, Part(text, *match.span("intro")), match.end(), stop)
        return
    locator = read_locator(text, start, stop)
    if locator is not None:
        reference.periodical = make_periodical(text, start, locator, stop, None)
        return
    reference.publisher = read_publisher(text, start, stop)


def _read_published(reference: Reference, tokens: list[Token], start: int, end: int) -> None:
    text = reference.whole
    stop, following = title_end(text, tokens, start, end)
    # "1" in "Journal. Title"? A title that a place follows, or that brackets close, ended already; nothing to weigh.
    if following >= end and stop >= end and not any(t.kind in {"group", "bracket"} and t.end >= end for t in tokens):
        comma = _comma_publisher(text, start, end)
        if comma is not None:
            stop, following = comma
            reference.departures.append("a comma after the title")
    title = read_title(text, start, stop, [t for t in tokens if t.start >= start and t.end <= stop + 1])
    reference.title = title
    awaited = (
        reference.date is not None
        and (reference.date.form == "in-press" or _AWAITED.search(reference.date.text) is not None)
        and not PUBLISHING.search(text, following, end)
    )
    page = any(link.doi is None for link in reference.links)
    if following < end and (
        _COMMENTS.match(title.brackets[-1].text) is not None
        if title.brackets
        else awaited or is_periodical(text, following, end, page=page) or _is_serial(reference, following, end)
    ):
        reference.periodical = Periodical(text, following, end, title=Part(text, following, end))
    elif following < end:
        reference.publisher = read_publisher(text, following, end)


def _is_serial(reference: Reference, start: int, end: int) -> bool:
    """Whether a name without volume and pages is a newspaper's, a magazine's or a blog's."""
    name = reference.whole[start:end]
    if _SERIAL.fullmatch(name) is not None:
        return True
    if reference.date is None or reference.date.month is None:
        return False
    return _DATED.fullmatch(name) is not None or (is_blog(reference.links) and not PUBLISHING.search(name))


_COMMA_PUBLISHER = pattern(
    r",\s(?=(?P<publisher>(?:\p{Lu}[\p{L}&’'-]*\s){0,4}(?:Press|Publishers?|Publications|Publishing|Books|Verlag)(?:\s?: \p{Lu}[\p{L}., ]+)?"
    r"|\p{L}{2,6}Xiv|SSRN|ERIC|YouTube|Vimeo|Routledge|Springer|Wiley|SAGE|Sage|Elsevier|Harvard Dataverse|Zenodo|Figshare|GitHub)$)"
)


def _comma_publisher(text: str, start: int, end: int) -> tuple[int, int] | None:
    """ "Title, Wiley": only where the words after the comma can hardly be anything but a publisher."""
    match = _COMMA_PUBLISHER.search(text, max(start + 12, end - 90), end)
    return match.span() if match is not None else None
