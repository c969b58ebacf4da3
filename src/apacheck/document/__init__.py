"""Bytes or text → `Document`: the reader is chosen by the file's name, the encoding by the bytes themselves."""

import codecs
from pathlib import Path

from apacheck.document import plain
from apacheck.document.model import Document, Paragraph
from apacheck.errors import DocumentError, UnsupportedDocument

__all__ = ["HTML", "MARKDOWN", "Document", "Paragraph", "read", "read_bytes"]

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = {
    b"PK\x03\x04": "a zip archive such as .docx or .odt",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
}
#: Names of files in Markdown and in HTML end so; whatever else is text is plain text.
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"})
HTML = frozenset({".html", ".htm", ".xhtml"})
_UNREAD = {
    ".docx",
    ".doc",
    ".odt",
    ".pdf",
    ".rtf",
    ".epub",
    ".pages",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".zip",
    ".xlsx",
    ".pptx",
}


def read(source: Path | str, *, filename: str | None = None) -> Document:
    """Read a file (a `Path`) or text that is decoded already (a `str`).

    Raises `DocumentError` where the file cannot be read, `UnsupportedDocument` where no reader understands it.
    """
    if isinstance(source, str):
        return _document(source, Path(filename) if filename else None)
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{source}: no such file", source) from None
    except IsADirectoryError:
        raise DocumentError(f"{source}: is a directory", source) from None
    except PermissionError:
        raise DocumentError(f"{source}: no permission to read it", source) from None
    except OSError as error:
        raise DocumentError(f"{source}: {error.strerror or error}", source) from error
    except ValueError as error:
        raise DocumentError(f"{source!s}: is no name of a file ({error})", source) from error
    return read_bytes(data, path=source)


def read_bytes(data: bytes, *, path: Path | None = None) -> Document:
    """Decode the bytes of a document; `Document.data` gives exactly these bytes back."""
    name = str(path) if path is not None else "standard input"
    suffix = path.suffix.lower() if path is not None else ""
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnsupportedDocument(
                f"{name}: is {what}; apacheck reads plain text, Markdown and HTML (export or copy the list as text)",
                path,
            )
    if suffix in _UNREAD:
        raise UnsupportedDocument(
            f"{name}: {suffix} files are not supported yet; apacheck reads plain text, Markdown and HTML", path
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            try:
                text = rest.decode(encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass")
            except UnicodeDecodeError:  # half a character: no UTF-16 after all
                break
            document = _document(text, path, encoding, mark)
            if encoding == "utf-8" and _bad_bytes(text):
                document.warnings.append(_few_bad(name, _bad_bytes(text)))
            if document.data == data:
                return document
            break
    if b"\0" in data:
        raise UnsupportedDocument(f"{name}: is a binary file; apacheck reads plain text, Markdown and HTML", path)
    try:
        return _document(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "surrogateescape")
    bad = _bad_bytes(text)
    good = sum(1 for char in text if char > "\x7f") - bad
    if good > 3 * bad:
        return _document(text, path, warnings=[_few_bad(name, bad)])
    text = data.decode("cp1252", "surrogateescape")
    return _document(text, path, "cp1252", warnings=[f"{name}: is not UTF-8; read as Windows-1252"])


def _document(
    source: str, path: Path | None, encoding: str = "utf-8", bom: bytes = b"", warnings: list[str] | None = None
) -> Document:
    """The document that a file of this name is; text without a name is plain text."""
    suffix = path.suffix.lower() if path is not None else ""
    warnings = warnings or []
    if suffix in MARKDOWN:
        from apacheck.document import markdown  # noqa: PLC0415 - most runs need neither reader

        return markdown.MarkdownDocument(source, markdown.parse, path, encoding, bom, "markdown", warnings)
    if suffix in HTML:
        from apacheck.document import html  # noqa: PLC0415

        return html.HtmlDocument(source, html.parse, path, encoding, bom, "html", warnings)
    return Document(source, plain.paragraphs, path, encoding, bom, "plain", warnings)


def _bad_bytes(text: str) -> int:
    return sum("\udc80" <= char <= "\udcff" for char in text)


def _few_bad(name: str, count: int) -> str:
    return f"{name}: {count} byte{'s are' if count > 1 else ' is'} not valid UTF-8 and left as found"
