"""Patterns compiled on first use: every one of the package compiles, and behaves as the `regex` package's own."""

import importlib
import pkgutil
from pathlib import Path

import pytest
import regex

import apacheck
from apacheck import patterns
from apacheck.patterns import _Pattern, pattern

MODULES = [
    module.name for module in pkgutil.walk_packages(apacheck.__path__, "apacheck.") if "__main__" not in module.name
]


def test_every_pattern_of_the_package_compiles() -> None:
    found = 0
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, _Pattern):
                value.search("")
                found += 1
    assert found > 150


def test_a_pattern_compiles_when_it_is_first_used() -> None:
    broken = pattern("(")
    with pytest.raises(regex.error):
        broken.search("a")


def test_flags_and_offsets_are_the_compiled_patterns() -> None:
    found = pattern("B", regex.IGNORECASE).search("abab", 2)
    assert found is not None
    assert found.span() == (3, 4)
    assert pattern("a+").pattern == "a+"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache directory of its own, with nothing remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(patterns, "_remembered", None)
    monkeypatch.setattr(patterns, "_compiled_anew", False)
    return tmp_path / "apacheck"


def never_compiled(*_: object) -> None:
    raise AssertionError("compiled again")


def test_what_one_run_compiled_the_next_takes_from_the_cache(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.remember()
    assert pattern(r"(?P<word>\p{Lu}\w+)", regex.IGNORECASE).fullmatch("smith")
    patterns.keep()
    assert len(list(store.iterdir())) == 1
    monkeypatch.setattr(patterns, "_compiled_anew", False)
    patterns.remember()
    empty = regex.compile("")
    monkeypatch.setattr(regex, "compile", lambda source, flags=0: empty if not source else never_compiled())
    found = pattern(r"(?P<word>\p{Lu}\w+)", regex.IGNORECASE).search("a b smith", 3)
    assert found is not None
    assert (found["word"], found.span()) == ("smith", (4, 9))
    written = next(store.iterdir())
    before = written.stat().st_mtime_ns
    patterns.keep()  # nothing new
    assert written.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", [b"", b"abc", b"\0" * 200])
def test_a_damaged_cache_is_as_good_as_none(store: Path, damage: bytes) -> None:
    patterns.remember()
    pattern("x+").search("x")
    patterns.keep()
    path = next(store.iterdir())
    path.write_bytes(damage)
    patterns.remember()
    assert pattern("x+").search("axx")
    patterns.keep()
    assert path.read_bytes() != damage


def test_a_cache_that_cannot_be_written_is_done_without(store: Path) -> None:
    store.write_text("a file stands in the directory's place", encoding="utf-8")
    patterns.remember()
    assert pattern("y").search("y")
    patterns.keep()
    assert store.is_file()


def test_the_library_keeps_nothing(store: Path) -> None:
    assert pattern("z").search("z")
    patterns.keep()
    assert not store.exists()
