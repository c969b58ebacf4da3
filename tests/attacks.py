"""A pattern's source → texts that would make it backtrack: its own literals and classes, repeated, and then no match."""

from collections.abc import Iterator
from functools import cache

import regex

#: What each atom of a source is: an opening of a group, its end, a quantifier, a class, a literal.
_ATOM = regex.compile(
    r"""(?x)
    (?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!>|]|[a-zA-Z-]*:))?) | (?P<flags>\(\?[a-zA-Z]+\)) | (?P<back>\(\?P[=>]\w+\)|\\\d)
    | (?P<close>\)) | (?P<bar>\|) | (?P<times>(?:[*+?]|\{\d*,?\d*\})[+?]?) | (?P<anchor>[\^$]|\\[bBAZzGKmM])
    | (?P<class>\.|\\[pP]\{[^}]*\}|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}|\\N\{[^}]*\}|\\.
        |\[\^?\]?(?:\\.|\[:[^\]]*:\]|\[[^\]]*\]|[^\]\\\[])*+\])
    | (?P<literal>.)"""
)
#: What classes are made of, tried in this order.
_PROBE = 'aA1 .,-–(’é\n\t&:/[";_%@#*“\u00a0\u0301王'
#: More atoms than this are words of a list: some of them stand for all.
_MOST = 24


@cache
def _members(atom: str, flags: int) -> tuple[str, ...]:
    """Two characters that a class has, if it has them."""
    try:
        compiled = regex.compile(atom, flags)
    except regex.error:
        return ()
    return tuple(char for char in _PROBE if compiled.fullmatch(char))[:2]


def _steps(source: str, flags: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The atoms of the first way through the source: what kind each is, and what it may stand for."""
    skipping, depth, outside = -1, 0, []
    for found in _ATOM.finditer(source):
        kind = found.lastgroup or ""
        if kind == "open":
            depth += 1
            outside.append(found[0].startswith(("(?!", "(?<")) and not found[0].startswith("(?P"))
        elif kind == "close":
            depth -= 1
            if depth < skipping:
                skipping = -1
            if outside:
                outside.pop()
        elif kind == "bar" and skipping < 0:
            skipping = depth
        if kind in {"open", "close"} or (kind in {"class", "literal"} and not any(outside)):
            samples = (found[0],) if kind == "literal" else _members(found[0], flags) if kind == "class" else ()
            yield ("other way" if skipping >= 0 and kind not in {"open", "close"} else kind), samples


def attacks(source: str, flags: int, length: int) -> Iterator[str]:
    """Texts of about so many characters, each of one piece repeated, after what leads to it in the pattern or alone."""
    way: list[str] = []
    pieces: dict[tuple[str, str], None] = {}
    opened: list[int] = []
    for kind, samples in _steps(source, flags):
        if kind == "open":
            opened.append(len(way))
        elif kind == "close":
            start = opened.pop() if opened else 0
            if start < len(way):
                pieces["".join(way[:start]), "".join(way[start:])] = None
        elif samples:
            before = "".join(way)
            for sample in samples:
                pieces[before, sample] = None
                pieces["", sample] = None
                if way:
                    pieces["", way[-1] + sample] = None
            if kind != "other way":
                way.append(samples[0])
    whole = "".join(way)
    if whole:
        pieces["", whole] = None
        pieces["", whole + " "] = None
    # What a match has to have stands at the end, or `regex` would see at once that there is none.
    end = f"\0{whole[:200]}\0"
    chosen = list(pieces)
    for before, piece in chosen[:: max(1, len(chosen) // _MOST)]:
        before = before[-200:]  # noqa: PLW2901 - a way longer than that leads through a list of words
        text = (before + piece * (length // len(piece) + 1))[:length]
        yield text + end
        yield text + "\0"
