"""Every rule proves itself on its own examples: nobody writes a test for a rule."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

import apacheck
from apacheck import api, checker, examples, fixes
from apacheck.crossref.verify import Verifier
from apacheck.document import read
from apacheck.findings import Mark
from apacheck.record.verification import Verification
from apacheck.reference import parse
from apacheck.rule import Rule
from apacheck.rules import BY_CODE
from marks import loud, marks_of as marks_offline, mended, show
from world import shown, world_of

FAMILIES = {
    "authors": "AUT", "date": "DAT", "title": "TTL", "periodical": "PER", "book": "BKC", "source": "SRC", "link": "URL",
    "typography": "TYP", "sixth_edition": "OLD", "foreign_style": "NAP", "record": "REC",
    "list": "LST", "citation": "CIT",
}  # fmt: skip

RULES = [BY_CODE[code] for code in sorted(BY_CODE)]


def marks_of(rule: Rule[Any], example: examples.Example, text: str | None = None) -> list[Mark]:
    """The marks on an example, or on its mended text; for a rule about records, with the example's record."""
    text = example.text if text is None else text
    marks = marks_offline(text, styled=rule.styled)
    if rule.part_type is not Verification:
        return marks
    return checker.joined(marks, checker.check_verification(shown(rule, example, text)))


def example_of(rule: Rule[Any], line: str) -> examples.Example:
    return examples.read(line, styled=rule.styled)


def lines(kind: str) -> Iterator[Any]:
    for rule in RULES:
        for number, line in enumerate(getattr(rule, kind), 1):
            yield pytest.param(rule, line, id=f"{rule.code}-{number}")


@pytest.mark.parametrize(("rule", "line"), list(lines("VALID")))
def test_a_valid_line_is_clean_under_all_rules(rule: Rule[Any], line: str) -> None:
    example = example_of(rule, line)
    assert show(example.text, loud(marks_of(rule, example))) == []


@pytest.mark.parametrize(("rule", "line"), list(lines("INVALID")))
def test_the_marked_places_are_found(rule: Rule[Any], line: str) -> None:
    example = example_of(rule, line)
    found = marks_of(rule, example)
    for code in {fault.code or rule.code for fault in example.faults}:
        expected = [(f.start, f.end) for f in example.faults if (f.code or rule.code) == code]
        assert [(m.start, m.end) for m in found if m.code == code] == expected, show(example.text, found)
    marked = {fault.code or rule.code for fault in example.faults}
    assert [pair for pair in show(example.text, loud(found)) if pair[0] not in marked] == []


@pytest.mark.parametrize(("rule", "line"), list(lines("INVALID")))
def test_the_fix_gives_the_accepted_line_which_is_clean(rule: Rule[Any], line: str) -> None:
    example = example_of(rule, line)
    found = marks_of(rule, example)
    if rule.moves:
        only = apacheck.Config(select=(rule.code,))
        moved = apacheck.fix(example.text, unsafe=True, config=only)
        assert moved != example.text
        assert set(moved.split("\n\n")) == set(example.text.split("\n\n"))
        assert show(moved, loud(marks_offline(moved))) == []
        return
    if any(fault.replacement is None for fault in example.faults):
        assert all(not mark.edits for mark in found if mark.code == rule.code)
        return
    fixed = mended(example.text, [mark for mark in found if mark.severity != "info" or mark.code == rule.code])
    assert fixed == example.accepted
    after = marks_of(rule, example, fixed)
    assert show(fixed, loud(after)) == []
    assert rule.code not in {mark.code for mark in after}
    if "\n\n" not in fixed:
        assert len(parse(fixed).unparsed) <= len(parse(example.text).unparsed)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_complete(rule: Rule[Any]) -> None:
    module = type(rule).__module__.split(".")[2]
    assert rule.code[:3] == FAMILIES[module]
    assert rule.code[3:].isdigit()
    assert rule.section
    assert rule.VALID
    assert rule.INVALID
    assert rule.severity in {"error", "warning", "info"}
    assert (type(rule).__doc__ or "").strip().split("\n")[0].endswith(".")
    fixing = any("{~~" in line or "{--" in line or "{++" in line for line in rule.INVALID)
    assert fixing == (rule.fix is not None and not rule.moves)


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("rule", "line"), list(lines("INVALID")))
def test_no_mark_is_less_careful_than_its_rule(rule: Rule[Any], line: str) -> None:
    order = ["safe", "unsafe", "display"]
    for mark in marks_of(rule, example_of(rule, line)):
        declared = BY_CODE[mark.code].fix
        if mark.edits:
            assert declared is not None
            assert mark.applicability is not None
            assert order.index(mark.applicability) >= order.index(declared)


@pytest.mark.parametrize(("rule", "line"), list(lines("INVALID")))
def test_messages_are_complete_and_edits_can_be_made_together(rule: Rule[Any], line: str) -> None:
    example = example_of(rule, line)
    text = example.text
    for mark in marks_of(rule, example):
        if mark.code == rule.code:
            assert "{" not in mark.message
            assert mark.message.strip()
            assert mark.start < mark.end
            edits = sorted(mark.edits)
            assert all(left[1] <= right[0] for left, right in pairwise(edits))
            assert all(0 <= start <= end <= len(text) for start, end, _ in edits)


@pytest.mark.parametrize(("rule", "line"), list(lines("INVALID")))
def test_the_fix_of_the_program_is_the_fix_of_the_example(rule: Rule[Any], line: str) -> None:
    example = example_of(rule, line)
    marked = {fault.code or rule.code for fault in example.faults}
    if all(fault.replacement is not None and (BY_CODE[rule.code].fix != "display") for fault in example.faults):
        only = apacheck.Config(select=tuple(marked))
        before, after = (
            text if "\n\n" in text else f"References\n\n{text}\n" for text in (example.text, example.accepted)
        )
        if rule.part_type is Verification:
            asking = Verifier(world_of(rule, example))
            mended, _ = fixes.fix_document(
                read(before), lambda document: api.checked(document, asking, config=only).findings, unsafe=True
            )
            assert mended.source == after
        elif rule.styled:
            mended, _ = fixes.fix_document(
                read(before, filename="list.md"), lambda text: apacheck.check(text, config=only).findings, unsafe=True
            )
            assert mended.source == after
        else:
            assert apacheck.fix(before, unsafe=True, config=only) == after


def test_giving_way_never_goes_in_a_circle() -> None:
    ways = {
        code: {c for c in BY_CODE if c != code and c.startswith(rule.gives_way_to)} for code, rule in BY_CODE.items()
    }
    while ends := [code for code, further in ways.items() if not further]:
        ways = {code: further.difference(ends) for code, further in ways.items() if code not in ends}
    assert not ways
