"""The pipeline in the order it runs: text → document → entries → references → findings → report or mended text."""

from pathlib import Path

from apacheck.checker import Selection, findings
from apacheck.document import Document, read
from apacheck.entries import locate
from apacheck.fixes import fix_document
from apacheck.reference import Reference
from apacheck.report.model import Report


def check(source: str | Path | Document, *, config: Selection | None = None, filename: str | None = None) -> Report:
    """Check a text, a file or a document.

    `filename` names a text's origin in the findings. Spans of findings count characters of the (decoded) source from
    0, ends exclusive; lines and columns count from 1. Raises `DocumentError` where a file cannot be read; bad text is
    never an error.
    """
    document = source if isinstance(source, Document) else read(source, filename=filename)
    name = filename or (str(document.path) if document.path is not None else None)
    lists = locate(document)
    entries = [entry for found in lists for entry in found.entries]
    return Report(entries, findings(document, lists, config, name), name, document)


def fix(text: str, *, unsafe: bool = False, config: Selection | None = None) -> str:
    """Mend a text: safe fixes, and with `unsafe` also those that change words. Everything else stays as it is."""
    mended, _ = fix_document(read(text), lambda document: check(document, config=config).findings, unsafe=unsafe)
    return mended.source


def parse(text: str) -> list[Reference]:
    """Read each entry of a text: one `Reference` an entry, in order."""
    return [entry.reference for found in locate(read(text)) for entry in found.entries]
