"""A document and its findings → the document mended: edits never overlap, and are made until nothing changes."""

from collections.abc import Callable, Iterable, Sequence

from apacheck.document import Document
from apacheck.findings import Finding, Fix
from apacheck.text import Edit

#: More rounds than any text needs; a text that still changes after them is a bug of ours.
ROUNDS = 10


def apply(document: Document, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Document, int]:
    """Carry out the fixes of `findings` that may be carried out together; gives the new document and their number.

    A fix is carried out whole or not at all. One that meets an earlier one at any character waits for the next round.
    """
    wanted = sorted(
        (found.fix for found in findings if found.fix is not None and _allowed(found.fix, unsafe=unsafe)),
        key=lambda fix: (fix.edits[0].span.start, fix.edits[-1].span.end),
    )
    edits: list[Edit] = []
    done = 0
    place = -1
    for fix in wanted:
        if fix.edits[0].span.start <= place:
            continue
        edits += fix.edits
        place = fix.edits[-1].span.end
        done += 1
    return (document.edited(edits), done) if edits else (document, 0)


def _allowed(fix: Fix, *, unsafe: bool) -> bool:
    return fix.applicability == "safe" or (unsafe and fix.applicability == "unsafe")


def fix_document(
    document: Document, check: Callable[[Document], Sequence[Finding]], *, unsafe: bool = False
) -> tuple[Document, int]:
    """Mend a document until no fix is left; gives the mended document and the number of fixes carried out."""
    total = 0
    for _ in range(ROUNDS):
        changed, done = apply(document, check(document), unsafe=unsafe)
        if changed.source == document.source:
            break
        document, total = changed, total + done
    return document, total
