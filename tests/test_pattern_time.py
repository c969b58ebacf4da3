"""No pattern backtracks: each one of the package meets texts made of its own pieces, and takes time as they are long."""

import ast
import gc
import importlib
import math
import pkgutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

import apacheck
from apacheck.patterns import _Pattern
from attacks import attacks

SHORT, TIMES = 1500, 4
#: A text of so many characters that takes no longer than this is past doubt: what backtracks takes ten times as long.
BRIEF = 0.001
#: By how much the time may grow where the text grows to four times: 4 is linear, 16 is quadratic.
LIMIT = 9.0
#: Seconds after which a search is given up.
PATIENCE = 4.0
#: Patterns in tables are used as the table's reader uses them.
IN_TABLES = {
    "reference.title.EDITION": {"fullmatch"},
    "reference.title._VERSION": {"fullmatch"},
    "reference.title._NUMBER": {"fullmatch"},
    "reference.title._IDENTIFIER": {"fullmatch"},
}
#: Patterns that do backtrack, and the longest text that the code hands them; they meet texts of that length.
WINDOWS = {
    "reference.link._LABEL": 130,
    "reference.link._BROKEN": 200,
    "reference.locator._ISSUED": 110,
    "reference.locator._LABELLED": 110,
    "reference.locator._PAGED": 110,
    "reference.locator._PARTIAL": 110,
    "reference.locator._COMPOUND": 110,
    "reference.container._INLINE_RUN": 300,
}
_SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}
_METHODS = _SEARCHES | {"match", "fullmatch"}


@cache
def modules() -> list[Any]:
    found = pkgutil.walk_packages(apacheck.__path__, "apacheck.")
    return [importlib.import_module(module.name) for module in found if "__main__" not in module.name]


@cache
def methods() -> dict[int, set[str]]:
    """How each pattern with a name is used, wherever that name is its own or imported."""
    used: dict[int, set[str]] = {}
    for module in modules():
        names = {name: value for name, value in vars(module).items() if isinstance(value, _Pattern)}
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _METHODS:
                found = names.get(node.value.id)
                if found is not None:
                    used.setdefault(id(found), set()).add(node.attr)
    return used


def names() -> dict[int, str]:
    return {
        id(value): f"{module.__name__.removeprefix('apacheck.')}.{name}"
        for module in reversed(modules())
        for name, value in vars(module).items()
        if isinstance(value, _Pattern)
    }


def all_patterns() -> Iterator[tuple[str, str, int, set[str]]]:
    """Name, source and flags of each pattern, and how it is used; one in a table is searched with."""
    modules()
    called = names()
    for value in gc.get_objects():
        if type(value) is _Pattern:
            name = called.get(id(value), value._source[:60])
            ways = IN_TABLES.get(name) or methods().get(id(value), {"search"})
            hows = ({"search"} if ways & _SEARCHES else set()) | (ways & {"match", "fullmatch"})
            yield name, value._source, value._flags, hows


def seconds(compiled: "regex.Pattern[str]", how: str, text: str) -> float:
    """Time of the processor for one call."""
    start = time.process_time()
    try:
        getattr(compiled, how)(text, timeout=PATIENCE)
    except TimeoutError:
        return PATIENCE
    return time.process_time() - start


def grows(source: str, flags: int, how: str, number: int) -> float:
    """By how much the time grows with the text of this number, at the least of three goes."""
    compiled = regex.compile(source, flags)
    texts = [list(attacks(source, flags, length))[number] for length in (SHORT, TIMES * SHORT)]
    if seconds(compiled, how, texts[0]) >= PATIENCE:
        return math.inf
    short, long = (min(seconds(compiled, how, text) for _ in range(3)) for text in texts)
    return long / max(short, BRIEF / 10) if long > BRIEF * TIMES else 0.0


def slow(source: str, flags: int, hows: set[str]) -> Iterator[tuple[str, int]]:
    """The ways and the texts that want a closer look."""
    compiled = regex.compile(source, flags)
    for number, text in enumerate(attacks(source, flags, SHORT)):
        for how in sorted(hows):
            if seconds(compiled, how, text) > BRIEF:
                yield how, number


def backtracks(source: str, flags: int, hows: set[str]) -> list[str]:
    """A line for each text on which the time grows faster than the text."""
    return [
        f"{how}: {growth:.0f} times the time for {TIMES} times {list(attacks(source, flags, 60))[number]!r}"
        for how, number in slow(source, flags, hows)
        if (growth := grows(source, flags, how, number)) > LIMIT
    ]


@pytest.mark.parametrize("share", range(4))
def test_no_pattern_of_the_package_backtracks(share: int) -> None:
    patterns = sorted(all_patterns(), key=lambda found: found[:3])
    assert len(patterns) > 700
    found = [
        f"{name}: {line}"
        for name, source, flags, hows in patterns[share::4]
        if name not in WINDOWS
        for line in backtracks(source, flags, hows)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "(?:a+)+b",
        r"(?:\w+\s?)*:",
        r"\s*,?\s*x",
        r"[A-Z]+\d",
        "(?:a|aa)+b",
        r"x\s*\.?\s*$",
        r"\p{L}{3,}[.]",
        "(?:.*?,){4}P",
    ],
)
def test_a_pattern_that_backtracks_is_found(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_pattern_time.PATIENCE", 0.1)
    assert backtracks(source, 0, {"search"})


@pytest.mark.parametrize(
    "source", [r"(?<!\s)\s++,\s*+x", r"[A-Z]\d", r"(?<!\p{L})\p{L}++\.", "a{1,20}b", r"\bdoi:\s*+10\."]
)
def test_a_pattern_that_does_not_is_let_pass(source: str) -> None:
    assert not backtracks(source, 0, {"search"})


def test_patterns_with_a_window_are_quick_within_it() -> None:
    sources = {name: (source, flags, hows) for name, source, flags, hows in all_patterns()}
    for name, length in WINDOWS.items():
        source, flags, hows = sources[name]
        compiled = regex.compile(source, flags)
        for text in attacks(source, flags, length):
            for how in hows:
                assert min(seconds(compiled, how, text) for _ in range(3)) < 10 * BRIEF, (name, text)


def test_windows_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: how long the texts are that reach these patterns, where entries are very long."""
    longest = dict.fromkeys(WINDOWS, 0)
    called = {name: key for key, name in names().items()}

    def watched(name: str, method: Any) -> Any:
        def call(text: str, start: int = 0, end: int | None = None) -> Any:
            longest[name] = max(longest[name], (len(text) if end is None else end) - start)
            return method(text, start, end if end is not None else len(text))

        return call

    for value in [value for value in gc.get_objects() if type(value) is _Pattern]:
        name = next((name for name in WINDOWS if called.get(name) == id(value)), None)
        if name is not None:
            for method in ("search", "match", "fullmatch"):
                monkeypatch.setitem(vars(value), method, watched(name, getattr(value, method)))
    before = "Smith, J. (2020). Title of a work"
    for piece in (
        "1, ",
        "vol. 1(2), ",
        "Retrieved May 4, 2020, from ",
        "_1–",
        ". A. B. Doe & ",
        "pp. 1–2, ",
        "(1), ",
        " ",
    ):
        long = piece * (4000 // len(piece))
        for text in (
            f"{before}. Journal, {long}12(3), 4–5.",
            f"{before}. In {long}, Press, {long}1–2. {long}https://a.org/b",
            f"{before}. {long}. Press. doi: xxxxx",
            f"{before}. A. B. Doe, {long} In A. B. Doe & C. Roe, {long}. A. B. Doe & C. Roe (Eds.), Book. Press.",
        ):
            apacheck.check(f"{text}\n")
    assert {name: length for name, length in longest.items() if length > WINDOWS[name]} == {}
    assert [name for name, length in longest.items() if not length] == []  # each one was met
