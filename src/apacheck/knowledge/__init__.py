"""A list's name → its words: what structure alone cannot tell, such as which two-word names are languages.

A list is a text file beside this module: sorted, one word or name a line, "#" before a remark. It is read when it is first
asked for and kept.
"""

from functools import cache
from pathlib import Path


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of the list `name` ("platforms" is platforms.txt). Raises FileNotFoundError if there is none."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
