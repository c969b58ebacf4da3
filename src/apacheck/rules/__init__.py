"""The rules, a family a folder; `index` says where each stands and what it is shown, so that a run loads those it needs.

A new rule needs no registration: being defined in a module of a family is enough, and the index is written from the
classes. Whoever asks for all rules gets what is defined, be the index up to date or not.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from apacheck.rule import DEFINED, RULES, Rule
from apacheck.rules.index import INDEX


class Row(NamedTuple):
    """What is known of a rule before its module is loaded; see the attributes of `Rule`."""

    code: str
    #: The module, without `apacheck.rules`.
    module: str
    #: The name of the class of parts that the rule is shown.
    part: str
    signs: tuple[str, ...]
    unless_right: bool
    styled: bool

    @property
    def rule(self) -> Rule[Any]:
        """The rule itself."""
        if self.code not in DEFINED:
            import_module(f"{__name__}.{self.module}")
        return DEFINED[self.code]


class _ByCode(Mapping[str, Rule[Any]]):
    """Every rule by its code: one that is asked for is loaded, and all of them where it is not known, or all are wanted."""

    def __getitem__(self, code: str) -> Rule[Any]:
        if code not in DEFINED:
            row = next((listed[code] for listed in _by_part().values() if code in listed), None)
            if row is not None:
                return row.rule
            define_all()
        return DEFINED[code]

    def __iter__(self) -> Iterator[str]:
        define_all()
        return iter(DEFINED)

    def __len__(self) -> int:
        define_all()
        return len(DEFINED)


BY_CODE: Mapping[str, Rule[Any]] = _ByCode()


def rows(kinds: tuple[type, ...]) -> list[Row]:
    """The rules about parts of any of these kinds, in the order of the kinds and their modules."""
    found: list[Row] = []
    for kind in kinds:
        listed = _by_part().get(kind.__name__, {})
        found += listed.values()
        found += [row_of(rule) for rule in RULES.get(kind, ()) if rule.code not in listed]
    return found


def row_of(rule: Rule[Any]) -> Row:
    """What the index says of a rule."""
    module = type(rule).__module__.removeprefix(f"{__name__}.")
    return Row(rule.code, module, rule.part_type.__name__, rule.signs, rule.unless_right, rule.styled)


@cache
def define_all() -> None:
    """Load every module of every family, in order of names. (`pkgutil` finds the same in ten times the time.)"""
    for directory in __path__:
        for family in sorted(os.listdir(directory)):  # noqa: PTH208
            if "." not in family and not family.startswith("__"):
                for name in sorted(os.listdir(f"{directory}/{family}")):  # noqa: PTH208
                    if name.endswith(".py") and name != "__init__.py":
                        import_module(f"{__name__}.{family}.{name[:-3]}")


@cache
def _by_part() -> dict[str, dict[str, Row]]:
    """The rows of the index by the part that their rules are shown, and by code."""
    found: dict[str, dict[str, Row]] = {}
    for row in map(Row._make, INDEX):
        found.setdefault(row.part, {})[row.code] = row
    return found
