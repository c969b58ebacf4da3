"""The rules, a family a module. Importing this package defines them all: a new rule needs no registration."""

import os
from importlib import import_module


def _define(directory: str, package: str) -> None:
    """Import what stands in `directory`, in order of names. (`pkgutil` finds the same in ten times the time.)"""
    for name in sorted(os.listdir(directory)):  # noqa: PTH208 - see above
        if name.endswith(".py"):
            if name != "__init__.py":
                import_module(f"{package}.{name[:-3]}")
        elif "." not in name and not name.startswith("__"):
            import_module(f"{package}.{name}")
            _define(f"{directory}/{name}", f"{package}.{name}")


for _directory in __path__:
    _define(_directory, __name__)
