"""apacheck reads reference lists in APA Style (7th edition), says what is wrong, where and why, and mends it.

>>> import apacheck
>>> apacheck.fix("Laurent, W. (2008). Human resources. Information Management18(6), 15–19.")
'Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.'
"""

from apacheck.api import check, fix, parse
from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.errors import ApacheckError, ConfigError, CrossrefError, DocumentError, UnsupportedDocument
from apacheck.findings import Finding, Fix
from apacheck.reference import Reference
from apacheck.report.model import Report
from apacheck.report.schema import json_schema
from apacheck.text import Edit, Span

__version__ = "0.1.0"

__all__ = [
    "ApacheckError",
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
    "check",
    "fix",
    "json_schema",
    "parse",
]


def __dir__() -> list[str]:
    return __all__
