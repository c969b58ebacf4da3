"""Entries as understood → CSL-JSON, JSON Lines, BibTeX, RIS: one module a format, each with `write(works) -> str`.

What a format has no field for stands in its note; nothing that an entry says is lost.
"""

from importlib import import_module

from apacheck.export.model import Work, works_of

#: The formats by their names on the command line, and the module that writes each.
_WRITERS = {"csl-json": "csl_json", "jsonl": "jsonl", "bibtex": "bibtex", "ris": "ris"}

__all__ = ["Work", "works_of", "write"]


def write(works: list[Work], to: str) -> str:
    """Write the works in the format named `to`."""
    return str(import_module(f"apacheck.export.{_WRITERS[to]}").write(works))
