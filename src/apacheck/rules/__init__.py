"""The rules, a family a module. Importing this package defines them all: a new rule needs no registration."""

import importlib
import pkgutil

for _module in sorted(module.name for module in pkgutil.walk_packages(__path__, f"{__name__}.")):
    importlib.import_module(_module)
