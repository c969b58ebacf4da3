"""Entries and the parts they are read as: fixtures/parse, in pairs of a title, an entry and its parts.

`pytest --update` writes the lower half of each case anew; read the difference before you keep it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from apacheck.reference import parse
from apacheck.reference.model import Separator

FOLDER = Path(__file__).parent.parent / "fixtures" / "parse"
_CASE = regex.compile(r"^=+\n(?P<title>.+)\n=+\n(?P<entry>.+)\n---\n(?P<parts>(?:(?!=).*\n)*)", regex.MULTILINE)


def dump(text: str) -> str:
    """The elements of an entry and the parts inside them, a line each."""
    reference = parse(text)
    lines = [f"type: {reference.type}"]
    for element in reference.elements:
        if isinstance(element, Separator):
            continue
        lines += [
            f"{type(part).__name__.lower()}: {part.text}" for part in element.walk() if type(part).__name__ != "Part"
        ]
    return "\n".join(lines) + "\n"


def split(path: Path) -> Iterator[tuple[str, str, str]]:
    """The cases of a file: title, entry, and what it is read as."""
    for match in _CASE.finditer(path.read_text(encoding="utf-8")):
        yield match["title"], match["entry"], match["parts"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_parts(path: Path, request: pytest.FixtureRequest) -> None:
    found = list(split(path))
    assert found
    if request.config.getoption("--update"):
        bar = "=" * 60
        path.write_text(
            "".join(f"{bar}\n{title}\n{bar}\n{entry}\n---\n{dump(entry)}\n" for title, entry, _ in found),
            encoding="utf-8",
        )
        return
    for title, entry, parts in found:
        assert dump(entry) == parts.rstrip("\n") + "\n", title
