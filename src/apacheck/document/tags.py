"""HTML → its tags, comments, references and stretches of text, in order and with their places.

The standard library's parser gives the same, but takes time that grows with the square of the length where a tag, a
comment or a quotation mark is never closed; here each character is looked at a few times at most.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from apacheck.patterns import pattern

#: A tag longer than this is none.
_LONGEST = 20_000
_SIGN = pattern(r"[<&]")
_TAG = pattern(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s<>/\"']{0,40}+)(?P<rest>(?:[^<>\"']++|\"[^\"]{0,20000}+\"|'[^']{0,20000}+')*+)>"
)
_REFERENCE = pattern(r"&(?:#[0-9]{1,7}+|#[xX][0-9A-Fa-f]{1,6}+|[A-Za-z][A-Za-z0-9]{1,31}+);?+")
_CLASS = pattern(r"\bclass\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", regex.IGNORECASE)
#: Elements that hold no mark-up.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})


class Token(NamedTuple):
    """A stretch of the source. `name` is the tag's, in lower case; `rest` what stands after it inside the tag."""

    kind: Literal["text", "reference", "open", "close", "comment"]
    start: int
    end: int
    name: str = ""
    rest: str = ""

    @property
    def empty(self) -> bool:
        """Whether the tag closes itself, as in XHTML."""
        return self.rest.endswith("/")

    @property
    def classes(self) -> list[str]:
        """The words of the tag's class."""
        match = _CLASS.search(self.rest[:_LONGEST]) if "class" in self.rest.lower() else None
        return next(group for group in match.groups() if group is not None).split() if match else []


def tokens(source: str, start: int, end: int) -> Iterator[Token]:
    """Read `source[start:end]`: laid end to end, the tokens are it."""
    done = at = start
    missing: set[str] = set()  # what does not come any more
    while match := _SIGN.search(source, at, end):
        here = match.start()
        token = _reference(source, here, end) if match[0] == "&" else _angle(source, here, end, missing)
        if token is None:
            at = here + 1
            continue
        if done < here:
            yield Token("text", done, here)
        yield token
        done = at = token.end
        if token.kind == "open" and token.name in _RAW and not token.empty:
            # What is inside is text, whatever it looks like; its end tag is found next.
            closing = pattern_of_end(token.name).search(source, at, end) if token.name not in missing else None
            if closing is None:
                missing.add(token.name)
            else:
                at = closing.start()
    if done < end:
        yield Token("text", done, end)


def _reference(source: str, here: int, end: int) -> Token | None:
    match = _REFERENCE.match(source, here, end)
    return Token("reference", here, match.end()) if match else None


def _angle(source: str, here: int, end: int, missing: set[str]) -> Token | None:
    """What begins with "<" there: a tag, a comment, a declaration; None where it is text."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
        if source.startswith(opening, here, end):
            found = source.find(closing, here + len(opening), end) if closing not in missing else -1
            if found >= 0:
                return Token("comment", here, found + len(closing))
            missing.add(closing)
            return None
    match = _TAG.match(source, here, end)
    if match is None:
        return None
    return Token("close" if match["close"] else "open", here, match.end(), match["name"].lower(), match["rest"])


_ENDS = {name: pattern(rf"</{name}(?=[\s/>])", regex.IGNORECASE) for name in _RAW}


def pattern_of_end(name: str) -> "regex.Pattern[str]":
    """The pattern of the tag that ends an element."""
    return _ENDS[name]
