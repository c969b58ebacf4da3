"""Patterns compiled on first use: every one of the package compiles, and behaves as the `regex` package's own."""

import importlib
import pkgutil

import pytest
import regex

import apacheck
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
