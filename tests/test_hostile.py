"""What a search for broken promises found once, and what was made up to break them: every promise holds for it now."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from invariants import SUFFIXES, holds
from mutations import broken

KEPT = sorted((Path(__file__).parent.parent / "fixtures" / "hostile").iterdir())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_every_promise_holds_for_what_was_found(path: Path) -> None:
    assert path.suffix in SUFFIXES
    holds(path.read_bytes(), path.suffix)


@pytest.mark.parametrize("seed", range(40))
def test_every_promise_holds_for_broken_entries(seed: int) -> None:
    data, suffix = broken(random.Random(seed).randbytes(30))  # noqa: S311
    assert len(data) > 30
    holds(data, suffix)


@pytest.mark.parametrize("target", ["bytes", "entries"])
def test_the_search_runs_without_atheris(target: str) -> None:
    program = Path(__file__).parent.parent / "fuzz" / "run.py"
    result = subprocess.run(
        [sys.executable, program, target, "--seconds", "1", "--at-random"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert f"{target}: " in result.stdout
    assert "everything holds" in result.stdout


def test_documents_are_broken_in_ways_that_differ() -> None:
    documents = {broken(random.Random(seed).randbytes(30)) for seed in range(200)}  # noqa: S311
    assert len(documents) == 200
    assert {suffix for _, suffix in documents} == set(SUFFIXES)
    assert broken(b"") == broken(b"\0\0")


@pytest.mark.parametrize(
    ("what", "message"),
    [("data", "bytes are lost"), ("elements", "in no element"), ("fix", "mended twice"), ("raise", "of the test")],
)
def test_a_broken_promise_is_noticed(monkeypatch: pytest.MonkeyPatch, what: str, message: str) -> None:
    from apacheck import fixes
    from apacheck.document import Document
    from apacheck.entries import model
    from apacheck.reference import parse
    from apacheck.reference.model import Reference

    data = b"References\n\nSmith, J. (2020). Title of a work. Sage.\n"
    if what == "data":
        monkeypatch.setattr(Document, "data", property(lambda self: self.source.encode()[:-1]))
    elif what == "elements":
        read = parse

        def shortened(text: str) -> Reference:
            reference = read(text)
            reference.elements.pop()
            return reference

        monkeypatch.setattr(model, "parse", shortened)
    elif what == "fix":
        monkeypatch.setattr(
            fixes, "fix_document", lambda text, _check, *, unsafe: (text.edited([_edit(text.source)]), 1)
        )
    else:
        monkeypatch.setattr("invariants.locate", _fails)
    with pytest.raises((AssertionError, ZeroDivisionError), match=message):
        holds(data)


def _edit(source: str) -> object:
    from apacheck.text import Edit, Span

    return Edit(Span(len(source), len(source)), "x")


def _fails(_document: object) -> None:
    raise ZeroDivisionError("of the test")
