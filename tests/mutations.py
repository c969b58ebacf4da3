"""Bytes → a document that begins as the fixtures' entries and is broken as the bytes say, so that a fuzzer can steer it."""

import re
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
#: What is put in: marks that the parser cuts at, beginnings of elements, invisible characters, mark-up.
PIECES = (
    *" .,;:()[]{}&-–—“”\"'’?!*_#<>|\\/@~`1aAé\n\t\r\0\x1b\x85", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u2028", "\ufeff",
    "\u0301", "王", "\U0001f41d", "\n\n", "\r\n", "  ", ", & ", " and ", "et al. ", "pp. ", "Vol. ", "No. ", "(2nd ed.)",
    "In ", "(Eds.), ", "doi:", "https://doi.org/10.1", "https://", "Retrieved from ", "n.d.", "(2020). ", "(2020, May 4)",
    "[Video]", ". ", "1. ", "- ", "* ", "> ", "<p>", "</p>", "<i>", "</i>", "<!--", "-->", "&amp;", "&#0;", "References\n\n",
    "# ", "---\n", "```\n", "<script>", "A. B.", "Smith, J. ", "van ", "(Original work published 1900)", "# apacheck: ignore ",
    "<!-- apacheck: ignore PER001 -->", "(Smith, 2020)", "(p. 3)",
)  # fmt: skip


@cache
def seeds() -> tuple[str, ...]:
    """Entries of the fixtures, right and wrong ones."""
    found: dict[str, None] = {}
    for path in sorted(FIXTURES.glob("documents/*.txt")):
        found.update(dict.fromkeys(re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))))
    for path in sorted(FIXTURES.glob("cases/*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("> "):
                found[
                    re.sub(r"\{~~(.*?)~>.*?~~\}|\{(?:\+\+.*?\+\+)\}|\{--(.*?)--\}|\{==(.*?)==\}", r"\1\2\3", line[2:])
                ] = None
    return tuple(text for text in found if 20 < len(text) < 600)


class _Choices:
    """Numbers from bytes; when they are used up, zeros."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def number(self, below: int) -> int:
        """Give a number below the one given."""
        width = 1 if below <= 256 else 2
        taken = self._data[self._place : self._place + width]
        self._place += width
        return int.from_bytes(taken.ljust(width, b"\0"), "big") % below if below > 0 else 0

    def __bool__(self) -> bool:
        return self._place < len(self._data)


def broken(data: bytes) -> tuple[bytes, str]:
    """A document and the suffix of its name: up to four entries, with as many faults as there are bytes for."""
    choices = _Choices(data)
    suffix = (".txt", ".txt", ".md", ".html")[choices.number(4)]
    entries = [seeds()[choices.number(len(seeds()))] for _ in range(1 + choices.number(4))]
    heading, between = (
        ("", "\n\n"),
        ("References\n\n", "\n\n"),
        ("References\n", "\n"),
        ("Trust (Smith, 2020).\n\nReferences\n\n", "\n\n"),
    )[choices.number(4)]
    if suffix == ".html":
        heading, between = "<h2>References</h2>\n<p>", "</p>\n<p>"
    text = heading + between.join(entries) + "\n"
    return _faulty(text, choices).encode("utf-8", "surrogatepass"), suffix


def _faulty(text: str, choices: _Choices) -> str:
    for _ in range(12):
        if not choices or not text:
            break
        how, place = choices.number(7), choices.number(len(text))
        piece = PIECES[choices.number(len(PIECES))]
        length = 1 + choices.number(12)
        match how:
            case 0:
                text = text[:place] + text[place + length :]
            case 1:
                text = text[:place] + text[place : place + length] * 2 + text[place + length :]
            case 2:
                text = text[:place] + piece + text[place + len(piece) :]
            case 3:
                text = text[:place] + piece * length + text[place:]
            case 4:  # move a stretch
                other = choices.number(len(text))
                stretch = text[place : place + 4 * length]
                rest = text[:place] + text[place + 4 * length :]
                text = rest[:other] + stretch + rest[other:]
            case 5:
                stretch = text[place : place + 4 * length]
                text = text[:place] + (stretch.upper() if length % 2 else stretch.lower()) + text[place + 4 * length :]
            case _:
                text = text[:place] + piece + text[place:]
    return text
