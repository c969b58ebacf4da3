"""Marks typed or pasted into plain text (`*Title*`, `_Title_`, `<em>Title</em>`, `\\emph{Title}`, `[text](https://…)`).

They are read as what they mean only where that is sure: in pairs, at the edges of words, nested. Everything else is left
as characters: an asterisk before an entry of a meta-analysis, an underscore in a link, a `<` in an old DOI.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from apacheck.document.build import Builder
from apacheck.patterns import pattern
from apacheck.text import StyledText

_INSIDE = r"[\p{L}\p{N}“\"'‘’(\[¿¡*_]"
_EMPHASIS = pattern(
    rf"(?<![\p{{L}}\p{{N}}\\/])(?P<mark>(?<!\*)\*{{1,3}}+|(?<!_)_{{1,3}}+)(?={_INSIDE})"
    r"(?P<content>(?:(?!(?P=mark))[^\n]|\n(?!\s*[*_\n])){1,300}?)(?<=[^\s*_(\[]|[^\s][*_])(?P=mark)(?![\p{L}/])"
    r"(?:(?<=\*)(?!\*)|(?<=_)(?!_|\.\p{L}))"
)
_TAG = pattern(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?P<rest>\s[^<>]{0,500}|/)?>")
_COMMAND = pattern(
    r"\\(?P<name>emph|textit|textsl|textbf|textsc|texttt|textrm|textsf|underline|strong|bold|code|pkg|url|href\{[^{}\s]{1,400}\})"
    r"\{(?P<content>(?:[^{}]++|\{[^{}]*+\})*+)\}"
)
_SWITCH = pattern(r"\{\\(?P<name>it|em|sl|bf|itshape|bfseries)\b\s*(?P<content>[^{}]++)\}")
_LINK = pattern(r"(?<![!\\])\[(?P<content>[^\[\]\n]{1,400}+)\]\((?:https?://|www\.)(?:[^\s()]++|\([^\s()]*+\))*+\)")
_QUOTED = pattern(r"(?m)^[ \t]*>[ \t]?")

#: Elements that need no end, and those that are the business of who looks for headings and rules.
_ALONE = frozenset({"p", "br", "li", "img", "wbr"})
_NOT_OURS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr", "table", "tbody", "section", "script", "style"}
)
_NAMES = {
    "*": "em", "_": "em", "**": "strong", "__": "strong", "emph": "em", "textit": "em", "textsl": "em", "it": "em",
    "em": "em", "sl": "em", "itshape": "em", "textbf": "strong", "strong": "strong", "bold": "strong", "bf": "strong",
    "bfseries": "strong", "underline": "u", "url": "link",
}  # fmt: skip


class _Mark(NamedTuple):
    """What opens and what closes: stretches of the source; where it stands alone, the two are one."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    name: str

    @property
    def alone(self) -> bool:
        return self.inner_start == self.end


def styled(source: str, start: int, end: int) -> StyledText | None:
    """`source[start:end]` without its marks; None where it has none."""
    marks = sorted(_marks(source, start, end), key=lambda mark: (mark.start, -mark.end))
    if not marks:
        return None
    builder = Builder(source)
    opened: list[_Mark] = []
    done = start
    for mark in marks:
        while opened and opened[-1].end <= mark.start:
            done = _close(builder, opened.pop(), done)
        if mark.start < done or (opened and mark.end > opened[-1].inner_end):
            continue  # the two cross: which of them is meant is not sure
        builder.raw(done, mark.start)
        if mark.name == "br":
            builder.written("\n", mark.start, mark.end)
        elif mark.alone:
            builder.mark(mark.start, mark.end, mark.name)
        else:
            builder.open(mark.name, mark.start, mark.inner_start)
            opened.append(mark)
        done = mark.inner_start
    while opened:
        done = _close(builder, opened.pop(), done)
    builder.raw(done, end)
    text = builder.text()
    return text if text.markup or "br" in {mark.name for mark in marks} else None


def _close(builder: Builder, mark: _Mark, done: int) -> int:
    builder.raw(done, mark.inner_end)
    builder.close(mark.name, mark.inner_end, mark.end)
    return mark.end


def _marks(source: str, start: int, end: int) -> Iterator[_Mark]:
    """Everything that may be a mark, in no order."""
    links = list(_LINK.finditer(source, start, end)) if source.find("](", start, end) >= 0 else []
    for match in links:
        yield _Mark(match.start(), match.start("content"), match.end("content"), match.end(), "link")
    if source.find("\\", start, end) >= 0:
        for command in (_COMMAND, _SWITCH):
            for match in command.finditer(source, start, end):
                name = _NAMES.get(match["name"], match["name"].partition("{")[0])
                yield _Mark(match.start(), match.start("content"), match.end("content"), match.end(), name)
    if source.find("<", start, end) >= 0:
        yield from _tags(source, start, end)
    for match in _EMPHASIS.finditer(source, start, end, overlapped=True) if _has_emphasis(source, start, end) else ():
        yield from _emphasis(match)
    if source.find(">", start, end) >= 0:
        lines = source[start:end].splitlines()
        quoted = list(_QUOTED.finditer(source, start, end))
        if len(lines) > 1 and len(quoted) == sum(bool(line.strip()) for line in lines):
            for match in quoted:
                yield _Mark(match.start(), match.end(), match.end(), match.end(), "quote")


def _has_emphasis(source: str, start: int, end: int) -> bool:
    return source.count("*", start, end) > 1 or source.count("_", start, end) > 1


def _emphasis(match: "regex.Match[str]") -> Iterator[_Mark]:
    mark = match["mark"]
    start, end = match.start(), match.end()
    inner = (match.start("content"), match.end("content"))
    if len(mark) < 3:
        yield _Mark(start, *inner, end, _NAMES[mark])
    else:
        yield _Mark(start, start + 1, end - 1, end, "em")
        yield _Mark(start + 1, *inner, end - 1, "strong")


def _tags(source: str, start: int, end: int) -> Iterator[_Mark]:
    opened: list[tuple[str, int, int]] = []
    for match in _TAG.finditer(source, start, end):
        name = match["name"].lower()
        if name in _NOT_OURS:
            continue
        if match["close"]:
            at = next((index for index in range(len(opened) - 1, -1, -1) if opened[index][0] == name), None)
            if at is None:
                if name in _ALONE:
                    yield _Mark(match.start(), match.end(), match.end(), match.end(), name)
                continue
            _, low, high = opened[at]
            del opened[at:]
            yield _Mark(low, high, match.start(), match.end(), name)
        elif name in {"br", "img", "wbr"} or (match["rest"] or "").endswith("/"):
            yield _Mark(match.start(), match.end(), match.end(), match.end(), name)
        else:
            opened.append((name, match.start(), match.end()))
            if len(opened) > 50:
                del opened[0]
    for name, low, high in opened:
        if name in _ALONE:
            yield _Mark(low, high, high, high, name)
