"""The text of one entry → its `Reference`."""

from apacheck.reference.model import Reference, Unparsed


def parse(text: str) -> Reference:
    """Read one entry. Never raises; what cannot be explained is `Unparsed`."""
    return Reference(text, 0, len(text), [Unparsed(text, 0, len(text))] if text else [])
