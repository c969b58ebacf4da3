"""Document and its reference lists → citations in the text, each matched with the list of its own part of the document.

`read` finds the citations, parts the document, matches both sides and says what each lacks.
"""

from apacheck.citations.model import (
    Citation,
    CitedName,
    CitedYear,
    Locator,
    Pair,
    Section,
    Substitute,
    Text,
    Uncited,
    Work,
)
from apacheck.citations.read import read

__all__ = [
    "Citation",
    "CitedName",
    "CitedYear",
    "Locator",
    "Pair",
    "Section",
    "Substitute",
    "Text",
    "Uncited",
    "Work",
    "read",
]
