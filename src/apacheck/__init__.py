"""apacheck reads reference lists in APA Style (7th edition), says what is wrong, where and why, and mends it.

>>> import apacheck
>>> apacheck.fix("Laurent, W. (2008). Human resources. Information Management18(6), 15–19.")
'Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.'

A name is loaded when it is first asked for: `apacheck --version` answers without loading a single rule.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apacheck.api import check, fix, parse, verify
    from apacheck.config import Config
    from apacheck.document import Document
    from apacheck.entries import Entry
    from apacheck.errors import ApacheckError, ConfigError, CrossrefError, DocumentError, UnsupportedDocument
    from apacheck.findings import Finding, Fix
    from apacheck.record.verification import Verification
    from apacheck.reference import Reference
    from apacheck.report.model import Report
    from apacheck.report.schema import json_schema
    from apacheck.text import Edit, Span

__version__ = "0.1.0"

__all__ = [
    "ApacheckError",
    "Config",
    "ConfigError",
    "CrossrefError",
    "Document",
    "DocumentError",
    "Edit",
    "Entry",
    "Finding",
    "Fix",
    "Reference",
    "Report",
    "Span",
    "UnsupportedDocument",
    "Verification",
    "check",
    "fix",
    "json_schema",
    "parse",
    "verify",
]

_HOMES = {
    "api": ("check", "fix", "parse", "verify"),
    "config": ("Config",),
    "document": ("Document",),
    "entries": ("Entry",),
    "errors": ("ApacheckError", "ConfigError", "CrossrefError", "DocumentError", "UnsupportedDocument"),
    "findings": ("Finding", "Fix"),
    "record.verification": ("Verification",),
    "reference": ("Reference",),
    "report.model": ("Report",),
    "report.schema": ("json_schema",),
    "text": ("Edit", "Span"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"apacheck.{home}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
