"""Every kind of work that APA names, and its CSL item: fixtures/csl, in pairs of a title, an entry and its item.

The entries are right, so each comes back as it is. `pytest --update` writes the lower half of each case anew from the
entries of fixtures/parse whose titles name no fault (no colon); read the difference before you keep it.
"""

from pathlib import Path
from typing import Any

import pytest

from apacheck.reference import parse
from test_parse import FOLDER as PARTS, split

FOLDER = PARTS.parent / "csl"


def right(path: Path) -> list[tuple[str, str]]:
    """The entries of a file that name no fault in their titles."""
    return [(title, entry) for title, entry, _ in split(path) if ":" not in title]


def dump(item: dict[str, Any]) -> str:
    """A CSL item, a variable a line."""
    return "".join(f"{name}: {_value(value)}\n" for name, value in item.items() if name != "id")


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(", ".join(name.values()) for name in value)
    if isinstance(value, dict):
        days = ["-".join(str(number) for number in day) for day in value.get("date-parts", ())]
        rest = [f"{name} {piece}" for name, piece in value.items() if name != "date-parts"]
        return ", ".join([*["/".join(days)][: len(days)], *rest])
    return str(value)


KINDS = sorted(PARTS.glob("*_kinds.txt"))


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_items(path: Path, request: pytest.FixtureRequest) -> None:
    entries = right(path)
    assert entries
    kept = FOLDER / path.name
    if request.config.getoption("--update"):
        bar = "=" * 60
        FOLDER.mkdir(exist_ok=True)
        kept.write_text(
            "".join(
                f"{bar}\n{title}\n{bar}\n{entry}\n---\n{dump(parse(entry).to_csl())}\n" for title, entry in entries
            ),
            encoding="utf-8",
        )
        return
    cases = list(split(kept))
    assert [(title, entry) for title, entry, _ in cases] == entries
    for title, entry, item in cases:
        assert dump(parse(entry).to_csl()) == item.rstrip("\n") + "\n", title


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_right_entries_come_back(path: Path) -> None:
    for title, entry in right(path):
        assert parse(entry).format() == entry, title
        assert parse(entry).unparsed == [], title


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_fault_hides_neither_authors_nor_date(path: Path) -> None:
    for title, entry, _ in split(path):
        reference = parse(entry)
        assert reference.unparsed == [], title
        if reference.law is None:
            assert reference.date is not None, title
            assert reference.authors is not None or reference.title_first, title
            assert reference.title is not None, title
