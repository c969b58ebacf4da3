"""Any bytes in, nothing out: what has to hold for each document, or an error that says what did not.

Never raises but what is documented; loses no byte; reads entries whole; mends once and for all; takes time as the text is
long. The fuzz target (fuzz/run.py) and the kept cases (fixtures/hostile) share it.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from apacheck import api, checker, document, fixes
from apacheck.document import Document
from apacheck.entries import locate
from apacheck.errors import DocumentError, UnsupportedDocument
from apacheck.findings import Finding
from apacheck.reference.model import Reference

SUFFIXES = (".txt", ".md", ".html")
#: Seconds that a document may take, and for each character more; a busy machine takes a tenth of that.
PATIENCE, PER_CHARACTER = 10.0, 0.005


def holds(data: bytes, suffix: str = ".txt") -> None:
    """Raise an error where something does not hold for a document of these bytes and this kind of name."""
    checker.RAISE_ERRORS = True  # a rule that fails is an error here, not a finding
    start = time.process_time()
    try:
        read = document.read_bytes(data, path=Path(f"fuzz{suffix}"))
    except UnsupportedDocument:
        return
    assert read.data == data, "bytes are lost"
    _reads_whole(read)
    found = api.checked(read, None).findings
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(read.source), finding
        assert finding.code != checker.BUG, finding.message
        for edit in finding.fix.edits if finding.fix is not None else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(read.source), finding
    for unsafe in (False, True):
        _mends_once(read, unsafe=unsafe)
    spent = time.process_time() - start
    allowed = PATIENCE + PER_CHARACTER * len(data)
    assert spent < allowed, f"took {spent:.1f} seconds for {len(data)} bytes"


def _reads_whole(read: Document) -> None:
    end = 0
    for found in locate(read):
        for entry in found.entries:
            assert end <= entry.span.start <= entry.span.end <= len(read.source), "entries overlap"
            end = entry.span.end
            _is_whole(entry.reference, entry.text)


def _is_whole(reference: Reference, text: str) -> None:
    assert "".join(part.text for part in reference.elements) == text, "a character is in no element, or in two"
    for part in reference.walk():
        assert 0 <= part.start <= part.end <= len(text), part
    assert isinstance(reference.format("html"), str)
    assert isinstance(reference.to_csl()["type"], str)


def _mends_once(read: Document, *, unsafe: bool) -> None:
    def check(text: Document) -> Sequence[Finding]:
        return api.checked(text, None).findings

    once, _ = fixes.fix_document(read, check, unsafe=unsafe)
    try:
        data = once.data
    except DocumentError:  # its encoding lacks a character
        return
    again = document.read_bytes(data, path=read.path)
    if again.source != once.source:  # mended, it is read in another encoding
        return
    twice, _ = fixes.fix_document(again, check, unsafe=unsafe)
    assert twice.source == once.source, (
        f"mended twice, it is another text: {once.source[-200:]!r} {twice.source[-200:]!r}"
    )
