"""HTML → paragraphs without their mark-up, each character with its place in the source.

Blocks (`p`, `li`, `div`, `td` …) are paragraphs; `em`, `i` and `cite` are italics; `br` breaks a line. What is not the
page's own text (`script`, `style`, `nav`, `header`, `footer`, tables) is skipped.
"""

from html import unescape
from html.parser import HTMLParser

from apacheck.document import plain
from apacheck.document.build import Builder
from apacheck.document.model import Document, Kind, Paragraph
from apacheck.patterns import pattern

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
    """Walks the tags once; `place` is where in `fragment` the parser stands."""

    def __init__(self, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.first = start
        self.fragment = source[start:end]
        self.place = 0
        self.source = source
        self.builder = Builder(source)
        self.found: list[Paragraph] = []
        #: The blocks that are open, with the kind of paragraph that each makes, if it makes one.
        self.blocks: list[tuple[str, Kind | None, int]] = []
        self.skipped = ""
        self.depth = 0

    def read(self) -> list[Paragraph]:
        """Give the paragraphs."""
        self.rawdata = self.fragment  # the whole at once, so that places count from its beginning
        try:
            self.close()
        except (AssertionError, ValueError):  # a declaration that is none
            if not self.found:
                return plain.parse_part(self.source, self.first, self.first + len(self.fragment))
        self.flush()
        return self.found

    def updatepos(self, i: int, j: int) -> int:
        self.place = max(i, j)
        return j

    def flush(self) -> None:
        """End the paragraph that is being read, if any."""
        text = self.builder.text()
        self.builder = Builder(self.source)
        if not text.text.strip():
            return
        kind: Kind = "text"
        level = 0
        for _, of_block, depth in self.blocks:
            if of_block is not None and kind != "heading":
                level = depth or (level + 1 if of_block == kind else 1)
                kind = of_block
        self.found.append(Paragraph(text, kind, level, int(bool(self.found))))

    # --- tags -----------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        end = self.place + len(self.get_starttag_text() or "")
        if self.skipped:
            self.depth += tag == self.skipped
            return
        classes = next((value or "" for name, value in attrs if name == "class"), "").split()
        if tag in _SKIPPED or "csl-left-margin" in classes:
            self.skipped, self.depth = tag, 1
            if tag in BLOCKS:
                self.flush()
            return
        if tag not in BLOCKS:
            inline(self.builder, tag, closing=False, start=self.first + self.place, end=self.first + end)
            return
        self.flush()
        if tag in _OWN_KIND and self.blocks and self.blocks[-1][0] == tag:
            self.blocks.pop()
        if tag in _VOID:
            return
        kind: Kind | None = None
        if tag in _HEADING:
            kind = "heading"
        elif tag == "blockquote":
            kind = "quote"
        elif tag in {"li", "dd", "dt"} or "csl-entry" in classes:
            kind = "item"
        self.blocks.append((tag, kind, _HEADING.get(tag, 0)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or tag in BLOCKS:
            self.handle_starttag(tag, attrs)
        elif not self.skipped:
            end = self.place + len(self.get_starttag_text() or "")
            self.builder.mark(self.first + self.place, self.first + end, tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            if not self.depth:
                self.skipped = ""
            return
        end = self.fragment.find(">", self.place) + 1 or len(self.fragment)
        if tag not in BLOCKS:
            inline(self.builder, tag, closing=True, start=self.first + self.place, end=self.first + end)
            return
        self.flush()
        for index in range(len(self.blocks) - 1, -1, -1):
            if self.blocks[index][0] == tag:
                del self.blocks[index:]
                break

    # --- text -----------------------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        start = done = self.first + self.place
        breaks = any(name == "pre" for name, _, _ in self.blocks)
        for match in _SPACE.finditer(data):
            here, there = start + match.start(), start + match.end()
            self.builder.raw(done, here)
            done = there
            if breaks and ("\n" in match[0] or "\r" in match[0]):
                self.builder.written("\n", here, there)
            elif self.builder.last not in {"", " ", "\n"}:
                self.builder.written(" ", here, there)
        self.builder.raw(done, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self.reference(name)

    def handle_charref(self, name: str) -> None:
        self.reference(name)

    def reference(self, name: str) -> None:
        """Take a character that is written by its name or number."""
        if self.skipped:
            return
        match = _ENTITY.match(self.fragment, self.place)
        start = self.first + self.place
        shown = unescape(match[0]) if match is not None else ""
        if match is None or shown == match[0]:
            self.builder.raw(start, start + (match.end() - match.start() if match else len(name) + 1))
        elif len(match[0]) > len(shown) > 0 and match[0].endswith(shown[1:]) and len(shown) > 1:
            # "&ampx" reads "&x": only the beginning is a reference
            tail = len(shown) - 1
            self.builder.written(shown[0], start, start + len(match[0]) - tail)
            self.builder.raw(start + len(match[0]) - tail, start + len(match[0]))
        else:
            self.builder.written(shown, start, start + len(match[0]))

    def handle_comment(self, data: str) -> None:
        end = self.place + len("<!--") + len(data) + len("-->")
        if not self.skipped and self.fragment.startswith("<!--", self.place) and end <= len(self.fragment):
            self.builder.mark(self.first + self.place, self.first + end, "comment")
