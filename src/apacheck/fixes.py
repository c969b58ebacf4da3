"""A document and its findings → the document mended: edits never overlap, and are made until nothing changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from apacheck.document import Document
from apacheck.entries import EntryList
from apacheck.findings import Finding, Fix
from apacheck.rules import BY_CODE
from apacheck.text import Edit

#: More rounds than any text needs; a text that still changes after them is a bug of ours.
ROUNDS = 50
#: More often than any text needs, mending begins anew with the fixes that were held back.
PASSES = 5
#: More rounds in a row than any fix needs that leaves its entry with as many findings of its code as before.
VAIN = 12
#: More rounds of moving entries than any list needs; mending one entry may put it in another place.
MOVES = 8


#: An entry and the code of what is found in it.
_Pair = tuple[int | None, str]


def apply(document: Document, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Document, int]:
    """Carry out the fixes of `findings` that may be carried out together; gives the new document and their number.

    A fix is carried out whole or not at all. One that meets an earlier one at any character waits for the next round.
    Fixes that move or delete entries and belong together are carried out as one.
    """
    fixes = [found.fix for found in findings if found.fix is not None and _allowed(found.fix, unsafe=unsafe)]
    sharing = Counter(id(fix.together) for fix in fixes if fix.together)
    steps: dict[int, tuple[tuple[Edit, ...], int]] = {}
    for fix in fixes:
        count = sharing[id(fix.together)] if fix.together else 1
        step = fix.together if count > 1 else fix.edits
        steps.setdefault(id(step), (step, count))
    wanted = sorted(steps.values(), key=lambda step: (step[0][0].span.start, step[0][-1].span.end))
    edits: list[Edit] = []
    done = 0
    place = -1
    for together, count in wanted:
        if together[0].span.start <= place:
            continue
        edits += together
        place = together[-1].span.end
        done += count
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
    total = 0
    for _ in range(PASSES):
        mended, done, complete = _pass(document, check, unsafe=unsafe)
        changed = mended.source != document.source
        document, total = mended, total + done
        if complete or not changed:
            break
    return document, total


def _pass(
    document: Document, check: Callable[[Document], Sequence[Finding]], *, unsafe: bool
) -> tuple[Document, int, bool]:
    """Mend a document; also says whether no fix was held back: one that was may do no harm beside what came after it."""
    found = check(document)
    at_first = _loud(found)
    careful: set[int | None] = set()
    held: set[_Pair] = set()
    kept_still: set[str] = set()
    moves: Counter[str] = Counter()
    #: The texts so far, each with what was mended in it then.
    steps: dict[str, set[_Pair]] = {}
    #: How often the fixes of a code have left an entry with as many findings of it, and what stood before the first time.
    vain: Counter[_Pair] = Counter()
    before: dict[_Pair, tuple[Document, Sequence[Finding], int]] = {}
    total = 0
    for _ in range(ROUNDS):
        wanted = _choose(found, careful, held, unsafe=unsafe)
        moving = "" if wanted else _first_move(found, kept_still, unsafe=unsafe)
        if moving:
            wanted = [finding for finding in found if finding.code == moving and _moves(finding)]
        changed, done = apply(document, wanted, unsafe=unsafe)
        if changed.source == document.source:
            break
        after = check(changed)
        if moving:
            # Entries have other numbers now: what is counted is the document.
            moves[moving] += 1
            worsened = _in_all(after) - _in_all(found) or _count(after, moving) > _count(found, moving)
            if worsened or moves[moving] == MOVES:
                kept_still.add(moving)
            if worsened:
                continue
            document, found, total = changed, after, total + done
            at_first = _loud(found)
            careful.clear()
            held.clear()
            steps.clear()
            vain.clear()
            before.clear()
            continue
        steps[document.source] = {(finding.entry, finding.code) for finding in wanted}
        if changed.source in steps:  # two fixes undo each other: neither is right
            sources = list(steps)
            held |= set().union(*(steps[source] for source in sources[sources.index(changed.source) :]))
            document, found = changed, after
            steps.clear()
            continue
        worse = {entry for entry, codes in _loud(after).items() if codes - at_first.get(entry, Counter())}
        if not worse:
            endless = _endless(steps[document.source], found, after, vain)
            before.update({pair: (document, found, total) for pair in vain if pair not in before})
            document, found, total = changed, after, total + done
            if endless:  # it mends nothing: as if it had never been tried
                held |= endless
                document, found, total = next(state for pair, state in before.items() if pair in endless)
                steps.clear()
                vain.clear()
            before = {pair: state for pair, state in before.items() if pair in vain}
            continue
        held |= {(finding.entry, finding.code) for finding in wanted if finding.entry in worse & careful}
        careful |= worse
    return document, total, not (held or kept_still)


def _endless(
    mended: set[_Pair], found: Iterable[Finding], after: Iterable[Finding], vain: Counter[_Pair]
) -> set[_Pair]:
    """Of what was mended in a round, what has been mended in vain too often; `vain` is brought up to date."""
    left = Counter((finding.entry, finding.code) for finding in after)
    had = Counter((finding.entry, finding.code) for finding in found)
    for pair in mended:
        if left[pair] >= had[pair]:
            vain[pair] += 1
        else:
            del vain[pair]
    return {pair for pair in mended if vain[pair] >= VAIN}


def _moves(finding: Finding) -> bool:
    """Whether the fix of a finding changes where entries stand, or how many there are."""
    return finding.fix is not None and bool(finding.fix.together)


def _first_move(findings: Iterable[Finding], kept_still: set[str], *, unsafe: bool) -> str:
    """The code whose fixes move or delete entries next, or nothing; they wait until the entries themselves are mended."""
    codes = {
        finding.code
        for finding in findings
        if _moves(finding) and finding.fix is not None and _allowed(finding.fix, unsafe=unsafe)
    }
    return min(codes - kept_still, key=lambda code: (code != "LST012", code), default="")


def _about_entries(finding: Finding) -> bool:
    """Whether a finding is about one entry alone, so that only a change of that entry can bring it about."""
    rule = BY_CODE.get(finding.code)
    return rule is None or not issubclass(rule.part_type, EntryList)


def _in_all(findings: Iterable[Finding]) -> Counter[str]:
    """How many errors and warnings of each code all entries have."""
    return Counter(finding.code for finding in findings if finding.severity != "info" and _about_entries(finding))


def _count(findings: Iterable[Finding], code: str) -> int:
    return sum(finding.code == code for finding in findings)


def _loud(findings: Iterable[Finding]) -> dict[int | None, Counter[str]]:
    """How many errors and warnings of each code every entry has."""
    counts: dict[int | None, Counter[str]] = {}
    for finding in findings:
        if finding.severity != "info" and _about_entries(finding):
            counts.setdefault(finding.entry, Counter())[finding.code] += 1
    return counts


def _choose(
    findings: Iterable[Finding], careful: set[int | None], held: set[tuple[int | None, str]], *, unsafe: bool
) -> list[Finding]:
    """The findings to mend in this round: in a careful entry those of one code, elsewhere all that are not held back.

    Entries are mended before any is moved.
    """
    first: dict[int | None, str] = {}
    chosen = []
    for finding in findings:
        if finding.fix is None or not _allowed(finding.fix, unsafe=unsafe) or _moves(finding):
            continue
        if (finding.entry, finding.code) in held:
            continue
        if finding.entry in careful and first.setdefault(finding.entry, finding.code) != finding.code:
            continue
        chosen.append(finding)
    return chosen
