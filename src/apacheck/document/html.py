"""HTML → paragraphs without their mark-up, each character with its place in the source.

Blocks (`p`, `li`, `div`, `td` …) are paragraphs; `em`, `i` and `cite` are italics; `br` breaks a line. What is not the
page's own text (`script`, `style`, `nav`, `header`, `footer`, tables) is skipped.
"""

from collections import Counter
from html import unescape

from apacheck.document.build import Builder
from apacheck.document.model import Document, Kind, Paragraph
from apacheck.document.tags import Token, tokens
from apacheck.patterns import pattern

#: Elements that begin and end a paragraph.
BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main nav ol option p pre search section select summary
    table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905 - a list of words
)
_SKIPPED = frozenset(
    """
    button footer head header iframe math nav noscript object script select style svg table template textarea
    """.split()  # noqa: SIM905 - a list of words
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 - a list of words
)
_HEADING = {f"h{level}": level for level in range(1, 7)}
#: Ended by the next of its kind, as nobody need close them.
_OWN_KIND = frozenset({"p", "li", "dd", "dt"})
#: White space that is more than one space.
_SPACE = pattern(r"[\t\n\r\f][ \t\n\r\f]*+| [ \t\n\r\f]++")
#: Blocks stand in one another; more than this tell nothing new of the innermost.
_DEEPEST = 40
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
    return _Reader(source).read(start, end)


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


class _Reader:
    """Walks the tokens once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = Builder(source)
        self.found: list[Paragraph] = []
        #: The blocks that are open, with the kind of paragraph that each makes, if it makes one, and its level.
        self.blocks: list[tuple[str, Kind | None, int]] = []
        self.opened: Counter[str] = Counter()
        self.skipped = ""
        self.depth = 0

    def read(self, start: int, end: int) -> list[Paragraph]:
        """Give the paragraphs."""
        for token in tokens(self.source, start, end):
            if self.skipped:
                self.skip(token)
            elif token.kind == "text":
                self.text(token)
            elif token.kind == "reference":
                self.reference(token)
            elif token.kind == "comment":
                self.builder.mark(token.start, token.end, "comment")
            elif token.kind == "open":
                self.open(token)
            else:
                self.close(token)
        self.flush()
        return self.found

    def skip(self, token: Token) -> None:
        """Pass by what is inside an element that is not read."""
        if token.name == self.skipped and not token.empty:
            self.depth += 1 if token.kind == "open" else -1
            if not self.depth:
                self.skipped = ""

    def flush(self) -> None:
        """End the paragraph that is being read, if any."""
        text = self.builder.text()
        self.builder = Builder(self.source)
        if not text.text.strip():
            return
        kind: Kind = "text"
        level = 0
        for _, of_block, depth in self.blocks[-_DEEPEST:]:
            if of_block is not None and kind != "heading":
                level = depth or (level + 1 if of_block == kind else 1)
                kind = of_block
        self.found.append(Paragraph(text, kind, level, int(bool(self.found))))

    def open(self, token: Token) -> None:
        """Take what begins an element."""
        name = token.name
        if name in _SKIPPED or "csl-left-margin" in token.classes:
            if name in BLOCKS:
                self.flush()
            if not token.empty:
                self.skipped, self.depth = name, 1
        elif name not in BLOCKS:
            if token.empty and name not in _VOID:
                self.builder.mark(token.start, token.end, name)
            else:
                inline(self.builder, name, closing=False, start=token.start, end=token.end)
        else:
            self.flush()
            if name in _VOID or token.empty:
                return
            if name in _OWN_KIND and self.blocks and self.blocks[-1][0] == name:
                self.opened[self.blocks.pop()[0]] -= 1
            kind: Kind | None = None
            if name in _HEADING:
                kind = "heading"
            elif name == "blockquote":
                kind = "quote"
            elif name in {"li", "dd", "dt"} or "csl-entry" in token.classes:
                kind = "item"
            self.blocks.append((name, kind, _HEADING.get(name, 0)))
            self.opened[name] += 1

    def close(self, token: Token) -> None:
        """Take what ends an element, and all those inside it that were left open."""
        if token.name not in BLOCKS:
            inline(self.builder, token.name, closing=True, start=token.start, end=token.end)
            return
        self.flush()
        while self.opened[token.name]:
            name, _, _ = self.blocks.pop()
            self.opened[name] -= 1
            if name == token.name:
                break

    def text(self, token: Token) -> None:
        """Take a stretch of text; any white space reads as one space."""
        done = token.start
        if self.source[done] == " " and self.builder.last in {"", " ", "\n"}:
            done += 1
        breaks = self.opened["pre"] > 0
        for match in _SPACE.finditer(self.source, done, token.end):
            here, there = match.span()
            self.builder.raw(done, here)
            done = there
            if breaks and ("\n" in match[0] or "\r" in match[0]):
                self.builder.written("\n", here, there)
            elif self.builder.last not in {"", " ", "\n"}:
                self.builder.written(" ", here, there)
        self.builder.raw(done, token.end)

    def reference(self, token: Token) -> None:
        """Take a character that is written by its name or number."""
        typed = self.source[token.start : token.end]
        shown = unescape(typed)
        if shown == typed:
            self.builder.raw(token.start, token.end)
        elif len(shown) > 1 and typed.endswith(shown[1:]):
            # "&ampx" reads "&x": only its beginning is a reference.
            tail = token.end - len(shown) + 1
            self.builder.written(shown[0], token.start, tail)
            self.builder.raw(tail, token.end)
        else:
            self.builder.written(shown, token.start, token.end)
