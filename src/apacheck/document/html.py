"""HTML → paragraphs without their mark-up, each character with its place in the source.

Blocks (`p`, `li`, `div`, `td` …) are paragraphs; `em`, `i` and `cite` are italics; `br` breaks a line. What is not the
page's own text (`script`, `style`, `nav`, `header`, `footer`, tables) is skipped.
"""

from html.parser import HTMLParser

from apacheck.document.build import Builder
from apacheck.document.model import Document, Kind, Paragraph
from apacheck.patterns import pattern
from apacheck.text import Places

#: Elements that begin and end a paragraph.
BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre search section summary table tbody td tfoot th thead
    tr ul caption legend option select head title
    """.split()
)
_SKIPPED = frozenset(
    "script style nav header footer table head template svg math noscript iframe object select button textarea".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HEADING = {f"h{level}": level for level in range(1, 7)}
#: Ended by the next of its kind, as nobody need close them.
_OWN_KIND = frozenset({"p", "li", "dd", "dt"})
_SPACE = pattern(r"[ \t\n\r\f]++")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class HtmlDocument(Document):
    """A source in HTML."""

    def written(self, text: str) -> str:
        return "".join(_ESCAPES.get(character, character) for character in text)


def parse(source: str) -> list[Paragraph]:
    """Read a source in HTML. Never raises."""
    return paragraphs(source, 0, len(source))


def paragraphs(source: str, start: int, end: int) -> list[Paragraph]:
    """Read the HTML of `source[start:end]`."""
    return _Reader(source, start, end).read()


def inline(builder: Builder, name: str, *, closing: bool, start: int, end: int) -> None:
    """Give a builder a tag that stands in running text."""
    if name == "br" and not closing:
        builder.written("\n", start, end)
    elif name in _VOID:
        builder.mark(start, end, name)
    elif closing:
        builder.close(name, start, end)
    else:
        builder.open(name, start, end)


class _Reader(HTMLParser):
    """Walks the tags once."""

    def __init__(self, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.first = start
        self.fragment = source[start:end]
        self.places = Places(self.fragment, lines_as_html=True)
        self.builder = Builder(source)
        self.found: list[Paragraph] = []
        self.kinds: list[tuple[str, Kind]] = []
        self.skipping: list[str] = []
        self.pre = 0
