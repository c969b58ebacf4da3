"""The long tail: every quoted line of fixtures/cases is a case, marked as the examples of the rules are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from apacheck import examples
from marks import loud, marks_of, mended, show

FOLDER = Path(__file__).parent.parent / "fixtures" / "cases"
_CODE = regex.compile(r"\b[A-Z]{3}\d{3}\b")


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.md")):
        code = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                named = _CODE.search(line)
                code = named[0] if named else None
            elif line.startswith("> "):
                yield pytest.param(code, line[2:], id=f"{code or 'any'}-{path.stem}-{number}")


@pytest.mark.parametrize(("code", "line"), list(cases()))
def test_case(code: str | None, line: str) -> None:
    example = examples.read(line)
    found = marks_of(example.text)
    expected = sorted((fault.start, fault.end, fault.code or code or "") for fault in example.faults)
    marked = {named for _, _, named in expected}
    got = sorted((mark.start, mark.end, mark.code) for mark in found if mark.severity != "info" or mark.code in marked)
    assert got == expected, show(example.text, found)
    if all(fault.replacement is not None for fault in example.faults):
        assert mended(example.text, [mark for mark in found if mark.code in marked]) == example.accepted
    if not example.faults:
        assert loud(found) == []
