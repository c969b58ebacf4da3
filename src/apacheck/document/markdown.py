"""Markdown (CommonMark, Quarto, R Markdown) → paragraphs without their mark-up, each character with its place.

Headings, items of lists, quotations and footnotes are paragraphs of their own; emphasis is known, links show their text.
Front matter, blocks of code, displayed maths, tables and images are skipped; raw HTML is read as HTML.
"""

from collections.abc import Callable, Iterable
from typing import Any

import regex

from apacheck.document import html, plain
from apacheck.document.build import Builder
from apacheck.document.model import Document, Kind, Paragraph
from apacheck.patterns import pattern

#: A setext underline turns all of a long entry into a "heading"; nobody's heading is so long.
_LONGEST_HEADING = 160

_SURROGATE = pattern(r"[\ud800-\udfff]")
#: Lines that Pandoc, Quarto and site generators take for themselves.
_DIRECTIVE = pattern(r"(?m)^[ \t>]*+(?::{3,}[^\n\r]*+|\{[%{:.#][^\n\r]*\}[ \t]*)$")
_FRONT_MATTER = pattern(
    r"\A(?:---[ \t]*+\r?\n(?:(?!(?:---|\.\.\.)[ \t]*+\r?$)[^\n]*+\n)*+(?:---|\.\.\.)|\+\+\+[ \t]*+\r?\n(?:(?!\+\+\+[ \t]*+\r?$)[^\n]*+\n)*+\+\+\+)[ \t]*+\r?$",
    regex.MULTILINE,
)
_BLANKED = pattern(r"[^\r\n]")
_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9\-]*)")
_URL_BEFORE = pattern(r"(?:[a-zA-Z]{3,6}://|\bwww\.|\bdoi:\s?10\.|\b10\.\d{4,9}/)[^\s<>]*\Z")
_SKIPPED = frozenset({"CodeBlock", "Table", "Image"})
_STYLES = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del", "Superscript": "sup", "Link": "link"}
_ESCAPED = pattern(r"[\\`]|(?<![\p{L}\p{N}])[*_]|[*_](?![\p{L}\p{N}])|\*|<(?=[A-Za-z/!?])|&(?=#?\w+;)")


class MarkdownDocument(Document):
    """A source in Markdown."""

    def written(self, text: str) -> str:
        return _ESCAPED.sub(lambda match: "\\" + match[0], text)


def parse(source: str) -> list[Paragraph]:
    """Read a source in Markdown. Never raises."""
    try:
        return _Reader(source).paragraphs()
    except BaseException as error:
        # A panic of the parser is no Exception.
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)) or type(error).__name__ != "PanicException":
            raise
        return plain.parse(source)


def _events(source: str) -> list[tuple[Any, int, int]]:
    """The parser's events with their places in characters."""
    from pyromark import Options, events_with_range  # noqa: PLC0415 - most runs read no Markdown

    options = (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_MATH
        | Options.ENABLE_SUPERSCRIPT
    )
    source = _SURROGATE.sub("\ufffd", source)
    # The parser takes any two rules for front matter: only the first lines of a file are.
    source = _FRONT_MATTER.sub(lambda match: _BLANKED.sub(" ", match[0]), source)
    source = _DIRECTIVE.sub(lambda match: " " * len(match[0]), source)
    found = [(event, place["start"], place["end"]) for event, place in events_with_range(source, options=options)]
    if source.isascii():
        return found
    to_characters = _characters(source.encode(), {place for _, start, end in found for place in (start, end)})
    return [(event, to_characters[start], to_characters[end]) for event, start, end in found]


def _characters(data: bytes, places: Iterable[int]) -> dict[int, int]:
    """For places that count bytes, the same counted in characters."""
    found = {}
    done = count = 0
    for place in sorted(places):
        count += len(data[done:place].decode("utf-8", "replace"))
        found[place] = count
        done = place
    return found


def _named(event: Any) -> tuple[str, Any]:
    """An event or a tag: its name and what the parser says of it."""
    return (event, None) if isinstance(event, str) else next(iter(event.items()))


class _Reader:
    """Walks the events once; `at` is where the source is read up to."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = Builder(source)
        self.found: list[Paragraph] = []
        self.containers: list[Kind] = []
        self.heading = 0
        self.at = 0
        self.inside = ""  # what is being skipped
        self.depth = 0
        self.html_start = 0
        #: Emphasis inside a bare URL is none: whether each one that is open is real.
        self.real: list[bool] = []
        self.handlers: dict[str, Callable[[Any, int, int], None]] = {
            "Text": self.text,
            "Code": self.code,
            "InlineMath": lambda _, start, end: self.builder.raw(start, end),
            "DisplayMath": lambda _, start, end: self.builder.mark(start, end, "math"),
            "InlineHtml": self.inline_html,
            "Html": lambda *_: None,
            "FootnoteReference": lambda _, start, end: self.builder.mark(start, end, "footnote"),
            "SoftBreak": lambda _, start, end: self.builder.written("\n", start, end),
            "HardBreak": lambda _, start, end: self.builder.written("\n", start, end),
            "TaskListMarker": lambda _, start, end: self.builder.mark(start, end, "task"),
            "Rule": lambda *_: self.flush(),
        }

    def paragraphs(self) -> list[Paragraph]:
        """Give the paragraphs of the source."""
        for event, start, end in _events(self.source):
            name, value = _named(event)
            if name == "Start":
                self.start(*_named(value), start, end)
            elif name == "End":
                self.end(_named(value)[0], start, end)
            elif not self.inside:
                self.handlers.get(name, self.text)(value, start, end)
                self.at = end
        self.flush()
        return self.found

    def flush(self) -> None:
        """End the paragraph that is being read, if any."""
        if self.builder.empty:
            self.builder = Builder(self.source)
            return
        kind: Kind = self.containers[-1] if self.containers else "text"
        level = sum(container == kind for container in self.containers)
        text = self.builder.text()
        if self.heading and len(text.text) <= _LONGEST_HEADING and "\n" not in text.text:
            kind, level = "heading", self.heading
        self.builder = Builder(self.source)
        if text.text.strip():
            self.found.append(Paragraph(text, kind, level, int(bool(self.found))))

    # --- what begins and ends -------------------------------------------------------------------------------------

    def start(self, tag: str, detail: Any, start: int, end: int) -> None:
        if self.inside:
            self.depth += tag == self.inside
            return
        if tag in _STYLES:
            self.open(tag, start)
            return
        if tag in _SKIPPED:
            self.inside, self.depth = tag, 1
            if tag == "Image":
                self.builder.mark(start, end, "image")
                return
        self.flush()
        self.at = start
        if tag in {"Item", "FootnoteDefinition"}:
            self.containers.append("item")
        elif tag == "BlockQuote":
            self.containers.append("quote")
        elif tag == "Heading":
            self.heading = int(detail["level"][1:])
        elif tag == "HtmlBlock":
            self.inside, self.depth, self.html_start = tag, 1, start

    def end(self, tag: str, start: int, end: int) -> None:
        if self.inside:
            self.depth -= tag == self.inside
            if self.depth:
                return
            self.inside = ""
            self.at = end
            if tag == "HtmlBlock":
                self.html(start, end)
            return
        if tag in _STYLES:
            self.close(tag, end)
            self.at = end
            return
        self.flush()
        self.at = end
        if tag in {"Item", "FootnoteDefinition", "BlockQuote"}:
            self.containers.pop()
        elif tag == "Heading":
            self.heading = 0

    def open(self, tag: str, start: int) -> None:
        """Take what begins emphasis or a link."""
        length = 2 if tag == "Strong" or self.source.startswith("~~", start) else 1
        real = tag == "Link" or not self.in_url(start)
        self.real.append(real)
        if real:
            self.builder.open(_STYLES[tag], start, start + length)
        else:
            self.builder.raw(start, start + length)
        self.at = start + length

    def close(self, tag: str, end: int) -> None:
        """Take what ends emphasis or a link: all that follows what was read of it."""
        if self.real.pop():
            self.builder.close(_STYLES[tag], min(self.at, end), end)
        else:
            self.builder.raw(self.at, end)

    def in_url(self, place: int) -> bool:
        """Whether `place` lies inside an address that stands without brackets."""
        if not place or self.source[place - 1] in " \n([“":
            return False
        return _URL_BEFORE.search(self.source, max(0, place - 300), place) is not None

    def html(self, start: int, end: int) -> None:
        """Read a block of raw HTML."""
        kind: Kind = self.containers[-1] if self.containers else "text"
        for paragraph in html.paragraphs(self.source, start, end):
            if paragraph.kind == "text":
                paragraph.kind = kind
            self.found.append(paragraph)

    # --- what stands in a paragraph -------------------------------------------------------------------------------

    def text(self, text: Any, start: int, end: int) -> None:
        typed = self.source[start:end]
        if typed != text and _SURROGATE.sub("\ufffd", typed) != text:
            self.builder.written(str(text or ""), start, end)
            return
        if start == self.at + 1 and self.source[self.at] == "\\" and start < end:
            self.builder.written(self.source[start], self.at, start + 1)
            start += 1
        self.builder.raw(start, end)

    def code(self, text: Any, start: int, end: int) -> None:
        shown = str(text)
        at = start + _SURROGATE.sub("\ufffd", self.source[start:end]).find(shown)
        if at < start:  # it holds a line break
            self.builder.written(shown, start, end)
            return
        self.builder.open("code", start, at)
        self.builder.raw(at, at + len(shown))
        self.builder.close("code", at + len(shown), end)

    def inline_html(self, text: Any, start: int, end: int) -> None:
        tag = _TAG.match(str(text))
        if tag is None:  # a comment
            self.builder.mark(start, end, "comment")
            return
        html.inline(self.builder, tag[2].lower(), closing=bool(tag[1]), start=start, end=end)
