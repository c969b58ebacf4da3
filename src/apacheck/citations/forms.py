"""Words before a year → tokens, and the names that one look tells: a quoted title, a group with its abbreviation, a case.

What takes more than a look (surnames, given names, groups, lists of names) is read in `names`.
"""

from dataclasses import dataclass, field

import regex

from apacheck.citations.known import Known, acronyms, key
from apacheck.citations.model import CitedName
from apacheck.citations.words import OPENERS, SMALL
from apacheck.patterns import pattern
from apacheck.reference.model import Part

_TOKEN = pattern(
    r"""
      (?P<et_al>\b(?:et\.?\s*+all?\b\.{0,2}|et\s+als?\b\.?|u\.\s?a\.))
    | (?P<initial>(?:\p{Lu}\p{Ll}?\p{M}*+\.[-‐‑–]?\s?(?=[^\s]|\s))(?<!\s)(?:\p{Lu}\p{Ll}?\.[-‐‑–]?)*+(?:\p{Lu}(?![\p{L}\p{M}]))?)
    | (?P<word>['’ʻ]?[\p{L}\p{M}][\p{L}\p{M}\p{N}]*+(?:[.'’`ʻ‘\-‐‑–/][\p{L}\p{M}\p{N}]++)*+['’]?(?:(?<=\b[JS]r|\bInc|\bLtd|\bCo|\bSt)\.)?)
    | (?P<number>\p{N}++[\p{L}\p{N}]*+)
    | (?P<amp>&(?:amp;)?)
    | (?P<comma>,)
    | (?P<other>\S)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_QUOTED = pattern(r"[“\"‘'](?P<title>[^“”\"]{3,200}?),?[”\"’'],?\s*\Z")
SHORT = pattern(r"(?:(?<!\s)\s++)?+(?P<open>[\[(])(?P<short>\p{Lu}[\p{L}\p{N}&.\-]{1,14})[\])]\s*\Z")
_CASE = pattern(
    r"(?:\b\p{Lu}[\p{L}\p{N}.,'’&\-]*+ (?:(?:of|the|and|for|&|ex|rel\.|in|re) )*+){1,12}+v(?:s?\.|s)\s(?:\p{Lu}[\p{L}\p{N}.,'’&\-]*+(?: of| the| and| for| &| ex| rel\.)*+ ?){1,12}\Z"
)


@dataclass(slots=True)
class Names:
    """Names with what joins them, and how much is known of them."""

    start: int
    end: int
    names: list[CitedName]
    joints: list[Part] = field(default_factory=list)
    et_al: Part | None = None
    colleagues: bool = False
    possessive: bool = False
    #: Whether names like these stand in a list, or their form leaves no doubt.
    certain: bool = False
    legal: bool = False


@dataclass(slots=True)
class Token:
    """A word or sign and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals alone: "WHO" is not "who"."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def capital(self) -> bool:
        """Whether it may begin or be a name: a capital, or a letter of a script without case."""
        first = self.text.lstrip("'’ʻ`")[:1]
        return self.kind == "word" and bool(first) and not first.islower()


def tokens_of(text: str, low: int, high: int) -> list[Token]:
    """The words and signs of `text[low:high]`."""
    return [
        Token(match.lastgroup or "other", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(text, low, high)
    ]


def legal_case(text: str, low: int, head: str) -> Names | None:
    """The name of a case: "Brown v. Board of Education"."""
    case = _CASE.search(head) if " v" in head else None
    if case is None:
        return None
    start, end = low + case.start(), low + len(head)
    name = CitedName(text, start, end, family=Part(text, start, end), kind="title")
    return Names(start, end, [name], certain=True, legal=True)


def quoted_title(text: str, low: int, head: str, known: Known, *, narrative: bool) -> Names | None:
    """A title in quotation marks; in a sentence only one that a list has."""
    match = _QUOTED.search(head)
    if match is None or not any(c.isalpha() for c in match["title"]):
        return None
    if match["title"].split()[0].islower() and not known.title(match["title"]):
        return None
    start, end = low + match.start(), low + match.end()
    name = CitedName(
        text, start, end, family=Part(text, low + match.start("title"), low + match.end("title")), kind="title"
    )
    return Names(start, end, [name], certain=not narrative or bool(known.title(match["title"])))


def abbreviated(text: str, low: int, high: int, short: "regex.Match[str]", known: Known) -> Names | None:
    """A group with its abbreviation: "National Institute of Mental Health [NIMH]"."""
    tokens = tokens_of(text, low, high)
    found = group_before(text, tokens, known, short["short"])
    if found is None:
        return None
    start, end = found
    end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
    part = Part(text, low + short.start("short"), low + short.end("short"))
    name = CitedName(
        text,
        start,
        low + short.end(),
        family=Part(text, start, end),
        kind="group",
        abbreviation=part,
        opening=short["open"],
    )
    return Names(start, low + short.end(), [name], certain=True)


def group_before(text: str, tokens: list[Token], known: Known, short: str) -> tuple[int, int] | None:
    """Where the name that `short` abbreviates stands, at the end of `tokens`."""
    wanted = key(short)
    if not tokens or not wanted:
        return None
    best = None
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind == "other" and token.text not in {"-", "–", "/", "(", ")", "'", "’"}:
            break
        if token.kind not in {"word", "initial"} or not (token.capital or token.kind == "initial"):
            continue
        name = text[token.start : tokens[-1].end]
        if key(name) in known.groups:
            best = token.start
            break
        if wanted in acronyms(name) or (len(wanted) >= 2 and _spells(wanted, name)):
            best = token.start
            before = tokens[index - 1] if index else None
            if before is None or not (before.capital and before.lower not in OPENERS):
                break
    return (best, tokens[-1].end) if best is not None else None


def _spells(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in the name in this order, the first at its beginning."""
    words = [word for word in name.lower().split() if word not in SMALL]
    if not words or words[0][:1] != short[0] or len(words) > len(short):
        return False
    place = 0
    letters = key("".join(words))
    for letter in short:
        place = letters.find(letter, place) + 1
        if not place:
            return False
    return True
