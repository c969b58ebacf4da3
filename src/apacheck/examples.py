"""A line of CriticMarkup → `Example`: what was typed, what should stand there, and each marked place between the two.

Rules, case files and the documentation share these lines: `{~~old~>new~~}` is replaced, `{--cut--}` deleted,
`{++add++}` inserted and `{==found==}` found without a fix; `{>>CODE<<}` after a mark names the rule that marks it.
`*…*` is italics, as in Markdown: plain text is read without the asterisks, and `\\*` is an asterisk. Rules that judge
italics have their lines read with the asterisks (`styled`).
"""

from dataclasses import dataclass

import regex

from apacheck.patterns import pattern
from apacheck.text import Span

_MARK = pattern(
    r"""\{(?:
        ~~(?P<old>.*?)~>(?P<new>.*?)~~
      | --(?P<cut>.*?)--
      | \+\+(?P<add>.*?)\+\+
      | ==(?P<found>.*?)==
    )\}(?:\{>>(?P<code>[A-Z]+[0-9]+)<<\})?+""",
    regex.VERBOSE | regex.DOTALL,
)
_LEFTOVER = pattern(r"\{(?:~~|--|\+\+|==|>>)|(?:~~|--|\+\+|==|<<)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A marked place: where it stands in the text, what replaces it (None where nothing does), which rule marks it."""

    start: int
    end: int
    replacement: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A marked line, read: `text` is as typed, `accepted` has every mark carried out."""

    marked: str
    text: str
    accepted: str
    faults: tuple[Fault, ...]
    italics: tuple[Span, ...] = ()
    accepted_italics: tuple[Span, ...] = ()


def read(line: str, *, styled: bool = False) -> Example:
    """Read one marked line; raises ValueError where the marks themselves are wrong.

    With `styled` the asterisks of italics stay in the text: it is typed as in Markdown.
    """
    before: list[str] = []
    after: list[str] = []
    places: list[tuple[int, int, str | None, str | None]] = []
    done = length = 0
    for match in _MARK.finditer(line):
        plain = line[done : match.start()]
        done = match.end()
        old = next((text for text in match.group("old", "cut", "found") if text is not None), "")
        new = next((text for text in match.group("new", "add") if text is not None), None)
        if match["cut"] is not None:
            new = ""
        before += (plain, old)
        after += (plain, old if new is None else new)
        length += len(plain)
        places.append((length, length + len(old), new, match["code"]))
        length += len(old)
    before.append(line[done:])
    after.append(line[done:])
    typed, accepted = "".join(before), "".join(after)
    if _LEFTOVER.search(typed) or _LEFTOVER.search(accepted):
        raise ValueError(f"a mark is not closed or stands inside another: {line}")
    if styled:
        return Example(line, typed, accepted, tuple(Fault(*place) for place in places))
    text, italics, moved = _without_asterisks(typed)
    accepted, accepted_italics, _ = _without_asterisks(accepted)
    faults = tuple(
        Fault(moved[start], moved[end], None if new is None else _without_asterisks(new, whole=False)[0], code)
        for start, end, new, code in places
    )
    return Example(line, text, accepted, faults, italics, accepted_italics)


def _without_asterisks(marked: str, *, whole: bool = True) -> tuple[str, tuple[Span, ...], list[int]]:
    """The text without Markdown's asterisks, the italic spans in it, and where each offset of `marked` moved to."""
    characters: list[str] = []
    moved: list[int] = []
    toggles: list[int] = []
    escaped = False
    for index, character in enumerate(marked):
        moved.append(len(characters))
        if character == "\\" and not escaped and marked[index + 1 : index + 2] == "*":
            escaped = True
        elif character == "*" and not escaped:
            toggles.append(len(characters))
        else:
            escaped = False
            characters.append(character)
    moved.append(len(characters))
    if whole and len(toggles) % 2:
        raise ValueError(f"an asterisk has no partner; one that is meant is written \\*: {marked}")
    spans = tuple(Span(start, end) for start, end in zip(toggles[::2], toggles[1::2], strict=False))
    return "".join(characters), spans, moved
