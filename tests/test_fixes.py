"""Carrying out fixes: together or not at all, never overlapping, and nothing else touched."""

import apacheck
from apacheck.document import read
from apacheck.findings import Finding, Fix
from apacheck.fixes import apply
from apacheck.text import Edit, Span

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15-19."
MENDED = "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19."


def finding(*edits: tuple[int, int, str], applicability: str = "safe") -> Finding:
    fix = Fix(applicability, "", tuple(Edit(Span(a, b), new) for a, b, new in edits))  # type: ignore[arg-type]
    return Finding("TST001", "test", "", "error", "", "", Span(0, 1), 1, 1, 1, 2, 0, fix)


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
