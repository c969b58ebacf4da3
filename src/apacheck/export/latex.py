"""Text → text as the fields of a .bib file hold it: characters that TeX takes for commands escaped, capitals protected.

Letters stay as they are: .bib files are UTF-8 today.
"""

import regex

from apacheck.patterns import pattern

_ESCAPES = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}
#: Braces without their partners would end the field, escaped or not: BibTeX counts them all.
_LONE_BRACES = {"{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
_SPECIAL = pattern(r"[&%$#_{}~^\\]")
_CONTROL = pattern(r"[\p{Cc}\s]++")
_WORD = pattern(r"[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?(?:(?<=\.\p{L})\.)?")
_CAPITAL = pattern(r"\p{Lu}")
_CAPITAL_INSIDE = pattern(r"(?<=.)\p{Lu}", regex.DOTALL)
#: Longer words that many write small in a title in title case.
_SMALL = frozenset(
    """about above after along among around before behind below beneath beside between beyond down from inside into near
    onto outside over past since than that through toward under until upon when with within without""".split()  # noqa: SIM905
)
_IN_ADDRESSES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def escaped(text: str) -> str:
    """The text with TeX's special characters escaped."""
    text = _CONTROL.sub(" ", text).strip()
    return _escape(text, _escapes(text))


def verbatim(address: str) -> str:
    """A URL or DOI, in which nothing is escaped but what would end the field."""
    return regex.sub(r"[{}\\]|\s", lambda match: _IN_ADDRESSES.get(match[0], "%20"), address.strip())


def title(text: str) -> str:
    """A title in which the capitals that bibliography styles may not lower stand in braces.

    In a title in sentence case these are all but the first: names, acronyms, what follows a colon. Of a title in title
    case only words such as "DNA" and "McDonald" are kept.
    """
    text = _CONTROL.sub(" ", text).strip()
    words = list(_WORD.finditer(text))
    every = not _is_title_case([word[0] for word in words])
    escapes = _escapes(text)
    pieces: list[str] = []
    done = 0
    for index, word in enumerate(words):
        if _CAPITAL_INSIDE.search(word[0]) or (index and every and _CAPITAL.match(word[0])):
            pieces += (_escape(text[done : word.start()], escapes), "{", _escape(word[0], escapes), "}")
            done = word.end()
    return "".join([*pieces, _escape(text[done:], escapes)])


def _escapes(whole: str) -> dict[str, str]:
    return _ESCAPES if _is_balanced(whole) else _ESCAPES | _LONE_BRACES


def _escape(text: str, escapes: dict[str, str]) -> str:
    return _SPECIAL.sub(lambda match: escapes[match[0]], text)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _is_title_case(words: list[str]) -> bool:
    """Whether each longer word after the first begins with a capital."""
    long = [word for word in words[1:] if len(word) > 3 and word[0].isalpha() and word not in _SMALL]
    return len(long) > 2 and all(word[0].isupper() for word in long)
