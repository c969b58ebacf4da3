"""The pipeline in the order it runs: text → document → entries → references → findings → report or mended text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from apacheck.checker import Selection, findings, one_by_one
from apacheck.document import Document, read
from apacheck.entries import Entries, EntryList, every, locate, may_cite
from apacheck.findings import Finding
from apacheck.reference import Reference
from apacheck.report.model import Report

if TYPE_CHECKING:
    from apacheck.citations import Text
    from apacheck.crossref.verify import Client, Verifier


def check(source: str | Path | Document, *, config: Selection | None = None, filename: str | None = None) -> Report:
    """Check a text, a file or a document.

    `filename` names a text's origin in the findings. Spans of findings count characters of the (decoded) source from
    0, ends exclusive; lines and columns count from 1. Raises `DocumentError` where a file cannot be read; bad text is
    never an error.
    """
    return checked(source, None, config=config, filename=filename)


def verify(
    source: str | Path | Document,
    *,
    client: "Client | None" = None,
    config: Selection | None = None,
    filename: str | None = None,
) -> Report:
    """Check a text, a file or a document, and ask Crossref about each of its entries.

    The report's `verifications` hold a verdict an entry, and its findings those of the rules about published records. Without a
    `client`, one is made from the settings and the environment. What cannot be asked is "not-checked"; nothing is raised
    for it.
    """
    from apacheck.crossref.verify import Verifier  # noqa: PLC0415 - only a verification opens connections

    if client is not None:
        report = checked(source, Verifier(client), config=config, filename=filename)
    else:
        from apacheck.config import Config  # noqa: PLC0415
        from apacheck.crossref.settings import open_client  # noqa: PLC0415

        with open_client(config if isinstance(config, Config) else Config()) as opened:
            report = checked(source, Verifier(opened), config=config, filename=filename)
    if report.interrupted:
        raise KeyboardInterrupt
    return report


def checked(
    source: str | Path | Document,
    verifier: "Verifier | None",
    *,
    config: Selection | None = None,
    filename: str | None = None,
    take: Callable[[Report, Iterator[Finding]], None] | None = None,
) -> Report:
    """Check and, with a `verifier`, verify; what was interrupted is in the report as far as it came.

    `take` gets the report without findings, and the findings as they are made: those about entries in order, then those
    about the text and whole lists.
    """
    document = source if isinstance(source, Document) else read(source, filename=filename)
    name = filename or (str(document.path) if document.path is not None else None)
    lists = locate(document)
    entries = every(lists)
    cites = (config is None or config.reads_citations()) and may_cite(document, lists)
    # Read once for the verification, for what cites them and for the rules; a mere list is read entry by entry.
    held = list(entries) if cites or verifier is not None else []
    verifications = verifier.verify(held) if verifier is not None else []
    known = {verification.entry: verification for verification in verifications}
    text = _cited(document, lists) if cites else None
    if any(isinstance(found.entries, Entries) for found in lists):
        document.forget()
    report = Report(entries, [], name, document)
    report.citations = text.citations if text is not None else []
    report.verifications = verifications
    report.interrupted = verifier is not None and verifier.interrupted
    if take is not None and "apacheck:" not in document.source:
        take(report, one_by_one(document, lists, config, name, known, text))
        return report
    report.findings = findings(document, lists, config, name, known, text)
    if "apacheck:" in document.source:
        from apacheck.suppressions import suppress  # noqa: PLC0415 - few documents hold such a comment

        report.findings = suppress(document, entries, report.findings, config, name)
        if take is not None:  # which comments ignore nothing is known at the end
            take(report, iter(report.findings))
    return report


def _cited(document: Document, lists: list[EntryList]) -> "Text":
    """What the document cites."""
    from apacheck import citations  # noqa: PLC0415 - many documents are only a list

    return citations.read(document, lists)


def fix(text: str, *, unsafe: bool = False, config: Selection | None = None) -> str:
    """Mend a text: safe fixes, and with `unsafe` also those that change words. Everything else stays as it is."""
    from apacheck.fixes import fix_document  # noqa: PLC0415 - a check needs none

    mended, _ = fix_document(read(text), lambda document: check(document, config=config).findings, unsafe=unsafe)
    return mended.source


def parse(text: str) -> list[Reference]:
    """Read each entry of a text: one `Reference` an entry, in order."""
    return [entry.reference for entry in every(locate(read(text)))]
