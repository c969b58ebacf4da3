"""Tokens → `Reference`: the elements of an entry, each with its place; what no element explains stays as `Unparsed`."""

from apacheck.reference.model import Reference
from apacheck.reference.parse import parse

__all__ = ["Reference", "parse"]
