"""Two states of a document in, a unified diff out."""

import os
from difflib import unified_diff as difflib_diff

from apacheck.report.full import plain

_RED, _GREEN, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[0m"
_COLORS = {"---": _BOLD, "+++": _BOLD, "@@ ": _CYAN, "-": _RED, "+": _GREEN}


def unified_diff(old: str, new: str, name: str, *, color: bool = False, shown: bool = False) -> str:
    """Give what turns `old` into `new`, as `patch` and `git apply` read it; empty where nothing changes.

    In colour, or `shown` at a terminal, it is for people: nothing in the documents steers the terminal.
    """
    name = _quoted(name)
    lines = difflib_diff(_lines(old), _lines(new), name, name, lineterm="\n")
    if color or shown:
        lines = (_harmless(line) for line in lines)
    return "".join(_painted(line, color=color) for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as `patch` counts them: a line feed ends one, a carriage return is part of it."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _harmless(line: str) -> str:
    end = "\n" if line.endswith("\n") else ""
    return plain(line.removesuffix("\n").removesuffix("\r")) + end


def _quoted(name: str) -> str:
    """A name in one line, quoted as git does where it would not be read as it stands."""
    if name.isprintable() and not name.startswith('"'):
        return name
    escapes = {ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r", ord('"'): '\\"', ord("\\"): "\\\\"}
    data = os.fsencode(name)
    return f'"{"".join(escapes.get(byte) or (chr(byte) if 32 <= byte < 127 else f"{chr(92)}{byte:03o}") for byte in data)}"'


def _painted(line: str, *, color: bool) -> str:
    ended = line.endswith("\n")
    style = next((style for start, style in _COLORS.items() if line.startswith(start)), "") if color else ""
    painted = f"{style}{line.removesuffix(chr(10))}{_PLAIN}\n" if style else line if ended else f"{line}\n"
    return painted if ended else f"{painted}\\ No newline at end of file\n"
