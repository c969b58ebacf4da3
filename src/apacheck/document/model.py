"""`Document`: a source, its paragraphs, and the way back from an edit to bytes.

Every reader (one module a format) gives a `Document` whose paragraphs hold `StyledText`, so that each character knows
its place in the source. A format in which an edit is more than a replacement in the source (mark-up to escape, an
archive to pack) subclasses `Document` and overrides `edited` and `data`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from apacheck.errors import DocumentError
from apacheck.lean import leanclass
from apacheck.text import Edit, Places, StyledText

#: A longer plain text is read twice rather than that all its paragraphs are held.
LONG_TEXT = 500_000

Kind = Literal["text", "heading", "item", "quote"]


@leanclass
class Paragraph:
    """One block of a document as a reader sees it.

    `text` holds a line feed where the source breaks a line inside the block (a wrapped line, a `<br>`), whatever the
    source wrote there. `kind` and `level` are what the format says, not what the words look like: plain text has only
    "text". `blank_before` counts the blank lines before the block.
    """

    text: StyledText
    kind: Kind = "text"
    level: int = 0
    blank_before: int = 0


@dataclass
class Document:
    """A source (decoded, line ends as they are), its paragraphs in order, and how it was encoded.

    `parse` gives the paragraphs of a source: the format's reader, kept so that an edited document is read again.
    """

    source: str
    parse: Callable[[str], Iterable[Paragraph]]
    path: Path | None = None
    encoding: str = "utf-8"
    bom: bytes = b""
    format: str = "plain"
    warnings: list[str] = field(default_factory=list)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The blocks of the document, in order."""
        return list(self.parse(self.source))

    def each_paragraph(self) -> Iterator[Paragraph]:
        """The same, one after the other; those of a long plain text are read as they are asked for and not held."""
        if self.format == "plain" and len(self.source) > LONG_TEXT and "paragraphs" not in self.__dict__:
            return iter(self.parse(self.source))
        return iter(self.paragraphs)

    def forget(self) -> None:
        """Let the paragraphs go, so that a long document does not hold them; they are read again when they are asked for."""
        self.__dict__.pop("paragraphs", None)

    @cached_property
    def places(self) -> Places:
        """Line and column of any offset of `source`."""
        return Places(self.source)

    def edited(self, edits: Sequence[Edit]) -> "Document":
        """The document after `edits` (sorted, not overlapping; spans in characters of `source`), read anew."""
        parts: list[str] = []
        done = 0
        for edit in edits:
            parts += (self.source[done : edit.span.start], edit.replacement)
            done = edit.span.end
        parts.append(self.source[done:])
        return type(self)("".join(parts), self.parse, self.path, self.encoding, self.bom, self.format)

    def written(self, text: str) -> str:
        """Give what stands in the source for `text`: a format with mark-up escapes what it would take for its own."""
        return text

    @property
    def data(self) -> bytes:
        """The bytes of the document, in the encoding it came in.

        Raises `DocumentError` where an edit brought in a character that the encoding does not have.
        """
        # Bytes that were no text stand as surrogates; UTF-16 has surrogates of its own, and programs pass lone ones.
        if not self.encoding.startswith("utf-16"):
            try:
                return self.bom + self.source.encode(self.encoding, "surrogateescape")
            except UnicodeEncodeError as error:
                if self.encoding != "utf-8":
                    unknown = self.source[error.start]
                    raise DocumentError(
                        f"{self.path or 'the text'}: its encoding, {self.encoding}, has no {unknown!r}; convert it to UTF-8",
                        self.path,
                    ) from None
        return self.bom + self.source.encode(self.encoding, "surrogatepass")
