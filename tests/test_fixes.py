"""Carrying out fixes: together or not at all, never overlapping, and nothing else touched."""

from dataclasses import replace

from hypothesis import given, strategies as st

import apacheck
from apacheck.document import Document, read
from apacheck.findings import Finding, Fix
from apacheck.fixes import VAIN, apply, fix_document
from apacheck.text import Edit, Span

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15-19."
MENDED = "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19."


def finding(*edits: tuple[int, int, str], applicability: str = "safe", code: str = "TST001") -> Finding:
    mends = tuple(Edit(Span(a, b), new) for a, b, new in edits)
    fix = Fix(applicability, "", mends) if mends else None  # type: ignore[arg-type]
    return Finding(code, "test", "", "error", "", "", Span(0, 1), 1, 1, 1, 2, 0, fix)


def test_overlapping_fixes_wait() -> None:
    document, done = apply(read("abcdef"), [finding((0, 2, "X")), finding((1, 3, "Y")), finding((4, 5, "Z"))])
    assert (document.source, done) == ("XcdZf", 2)


def test_two_insertions_at_one_place_are_not_made_together() -> None:
    document, done = apply(read("ab"), [finding((1, 1, "X")), finding((1, 1, "Y"))])
    assert (document.source, done) == ("aXb", 1)


def test_a_fix_is_carried_out_whole_or_not_at_all() -> None:
    document, done = apply(read("abcdef"), [finding((0, 1, "X"), (4, 5, "Y")), finding((2, 3, "Z"))])
    assert (document.source, done) == ("XbcdYf", 1)


def test_only_what_is_allowed_is_carried_out() -> None:
    findings = [
        finding((0, 1, "X")),
        finding((2, 3, "Y"), applicability="unsafe"),
        finding((4, 5, "Z"), applicability="display"),
    ]
    assert apply(read("abcdef"), findings)[0].source == "Xbcdef"
    assert apply(read("abcdef"), findings, unsafe=True)[0].source == "XbYdef"


def test_everything_else_stays_as_it_is() -> None:
    source = f"\ufeffProse with\u00a0a no-break space  and two.\r\n\r\nReferences\r\n\r\n  {GLUED}  \r\n\r\nTail\t\n"
    assert apacheck.fix(source) == source.replace(GLUED, MENDED)


def test_a_wrapped_entry_keeps_its_line_breaks() -> None:
    source = "References\n\nLaurent, W. (2008). Human resources. Information\n    Management18(6),\n    15-19.\n"
    assert apacheck.fix(source) == source.replace("Management18", "Management, 18").replace("15-19", "15–19")


def test_safe_fixes_reach_what_format_writes() -> None:
    assert apacheck.fix(GLUED) == apacheck.parse(GLUED)[0].format() == MENDED


EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("XY", max_size=2)), min_size=1, max_size=3)


def sound(edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Edits as a fix has them: in order, apart from each other."""
    kept: list[tuple[int, int, str]] = []
    for start, length, new in sorted(edits):
        if not kept or start > kept[-1][1]:
            kept.append((start, start + length, new))
    return kept


@given(st.lists(EDITS.map(sound), max_size=6))
def test_what_is_carried_out_is_exactly_some_of_the_fixes(fixes: list[list[tuple[int, int, str]]]) -> None:
    source = "abcdefghijklmnop"
    document, done = apply(read(source), [finding(*edits) for edits in fixes])
    assert (done > 0) == bool(fixes)
    made: list[list[tuple[int, int, str]]] = []
    for edits in sorted(fixes, key=lambda edits: (edits[0][0], edits[-1][1])):
        if not made or edits[0][0] > made[-1][-1][1]:
            made.append(edits)
    assert done == len(made)
    text = source
    for start, end, new in reversed([edit for edits in made for edit in edits]):
        text = text[:start] + new + text[end:]
    assert document.source == text


def test_a_document_without_fixes_is_the_same_document() -> None:
    document = read("abc")
    assert apply(document, []) == (document, 0)
    assert fix_document(document, lambda _: []) == (document, 0)


def test_what_waited_is_carried_out_in_the_next_round() -> None:
    found = {"aabb": [finding((0, 2, "x")), finding((2, 4, "y"))], "xbb": [finding((1, 3, "y"))]}
    document, done = fix_document(read("aabb"), lambda document: found.get(document.source, []))
    assert (document.source, done) == ("xy", 2)


def test_fixes_without_end_are_undone() -> None:
    document, done = fix_document(read("a"), lambda document: [finding((0, 0, "x"))])
    assert (document.source, done) == ("a", 0)


def test_a_fix_that_needs_several_rounds_gets_them() -> None:
    def check(document: Document) -> list[Finding]:  # as many findings each time
        place = document.source.find("b")
        return [finding((place, place + 1, "c"), code="TST001")] if place >= 0 else []

    document, done = fix_document(read("b" * VAIN), check)
    assert (document.source, done) == ("c" * VAIN, VAIN)


def test_what_was_mended_before_fixes_without_end_stays() -> None:
    def check(document: Document) -> list[Finding]:
        if "b" in document.source:
            return [finding((0, 1, "c"), code="TST001")]
        return [replace(finding((0, 0, "x"), code="TST002"), severity="info")]

    document, done = fix_document(read("b"), check)
    assert (document.source, done) == ("c", 1)
    assert fix_document(document, check) == (document, 0)


def test_fixes_that_undo_each_other_are_not_carried_out() -> None:
    def check(document: Document) -> list[Finding]:
        if document.source == "a!":
            return [replace(finding((0, 2, "a"), code="TST001"), severity="info")]
        if document.source == "a":
            return [replace(finding((0, 1, "a!"), code="TST002"), severity="info")]
        return [finding((0, 1, "a"), code="TST003")]

    for source, mended in (("a", "a"), ("a!", "a!"), ("b", "a")):
        assert fix_document(read(source), check)[0].source == mended


def test_a_fix_that_was_held_back_is_tried_again_at_the_end() -> None:
    """What makes mending twice the same as mending once."""

    def check(document: Document) -> list[Finding]:
        found = []
        if document.source.startswith("a"):
            found.append(finding((0, 1, "A"), code="TST001"))
        if document.source == "Ab":
            found.append(finding(code="TST009"))  # harm, while "b" stands
        if document.source.endswith("b"):
            found.append(finding((1, 2, "B"), code="TST002"))
        return found

    once, _ = fix_document(read("ab"), check)
    assert once.source == fix_document(once, check)[0].source == "AB"


def test_a_fix_that_would_do_harm_is_held_back() -> None:
    def check(document: Document) -> list[Finding]:
        found = [finding((0, 1, "x"), code="TST001")] if document.source.startswith("a") else [finding(code="TST009")]
        at = document.source.find("b")
        return [*found, finding((at, at + 1, "y"), code="TST002")] if at >= 0 else found

    document, done = fix_document(read("ab"), check)
    assert (document.source, done) == ("ay", 1)


def test_moves_are_counted_with_the_fixes() -> None:
    text = "References\n\nSmith, J. (2014). *Reading at home*. Sage.\n\nDoe, A. (2015) *Reading aloud*. Sage.\n"
    mended, done = fix_document(read(text), lambda document: apacheck.check(document.source).findings)
    first, second = (finding.code for finding in apacheck.check(text).findings)
    assert {first, second} == {"LST003", "DAT003"}
    assert mended.source == (
        "References\n\nDoe, A. (2015). *Reading aloud*. Sage.\n\nSmith, J. (2014). *Reading at home*. Sage.\n"
    )
    assert done == 2
