"""A document and its findings → the document mended: edits never overlap, and are made until nothing changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from apacheck.document import Document
from apacheck.findings import Finding, Fix
from apacheck.text import Edit

#: More rounds than any text needs; a text that still changes after them is a bug of ours.
ROUNDS = 50


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
    """Mend a document until no fix is left; gives the mended document and the number of fixes carried out.

    What is mended is checked again, and a fix never stays that gave its entry an error or warning of a kind the entry
    did not have: such an entry is mended one kind of fault at a time, and the fix that does the harm is held back.
    """
    found = check(document)
    at_first = _loud(found)
    careful: set[int | None] = set()
    held: set[tuple[int | None, str]] = set()
    total = 0
    for _ in range(ROUNDS):
        wanted = _choose(found, careful, held, unsafe=unsafe)
        changed, done = apply(document, wanted, unsafe=unsafe)
        if changed.source == document.source:
            break
        after = check(changed)
        worse = {entry for entry, codes in _loud(after).items() if codes - at_first.get(entry, Counter())}
        if not worse:
            document, found, total = changed, after, total + done
            continue
        held |= {(finding.entry, finding.code) for finding in wanted if finding.entry in worse & careful}
        careful |= worse
    return document, total


def _loud(findings: Iterable[Finding]) -> dict[int | None, Counter[str]]:
    """How many errors and warnings of each code every entry has."""
    counts: dict[int | None, Counter[str]] = {}
    for finding in findings:
        if finding.severity != "info":
            counts.setdefault(finding.entry, Counter())[finding.code] += 1
    return counts


def _choose(
    findings: Iterable[Finding], careful: set[int | None], held: set[tuple[int | None, str]], *, unsafe: bool
) -> list[Finding]:
    """The findings to mend in this round: in a careful entry those of one code, elsewhere all that are not held back."""
    first: dict[int | None, str] = {}
    chosen = []
    for finding in findings:
        if finding.fix is None or not _allowed(finding.fix, unsafe=unsafe) or (finding.entry, finding.code) in held:
            continue
        if finding.entry in careful and first.setdefault(finding.entry, finding.code) != finding.code:
            continue
        chosen.append(finding)
    return chosen
