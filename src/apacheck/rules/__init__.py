"""The rules, a family a folder: a new rule needs no registration, being defined in a module of a family is enough.

Importing this package defines the rules about entries and lists. Those of `LATE` are about what few runs read, and are
defined with it: by `define`, or when `BY_CODE` is asked for a rule that it does not know yet.
"""

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from apacheck.rule import DEFINED, Rule

#: Families about citations in the text, and about published records.
LATE = ("citation", "record")

_families: set[str] = set()


def define(family: str) -> None:
    """Define the rules of a family, if that was not done before; they come in order of their modules' names."""
    if family not in _families:
        _families.add(family)
        for directory in __path__:
            # `pkgutil` finds the same in ten times the time.
            for name in sorted(os.listdir(f"{directory}/{family}")):  # noqa: PTH208
                if name.endswith(".py") and name != "__init__.py":
                    import_module(f"{__name__}.{family}.{name[:-3]}")


class _ByCode(Mapping[str, Rule[Any]]):
    """Every rule by its code: those of late families are defined when one is missed, or all are asked for."""

    def __getitem__(self, code: str) -> Rule[Any]:
        if code not in DEFINED:
            self._complete()
        return DEFINED[code]

    def __iter__(self) -> Iterator[str]:
        self._complete()
        return iter(DEFINED)

    def __len__(self) -> int:
        self._complete()
        return len(DEFINED)

    def _complete(self) -> None:
        for family in LATE:
            define(family)


#: Every rule by its code.
BY_CODE: Mapping[str, Rule[Any]] = _ByCode()

for _directory in __path__:
    for _family in sorted(os.listdir(_directory)):  # noqa: PTH208 - as above
        if "." not in _family and not _family.startswith("__") and _family not in LATE:
            define(_family)
