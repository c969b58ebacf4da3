"""Titles → marks about capitals throughout and about names without theirs (TTL005, TTL024)."""

from collections.abc import Iterator
from functools import cache

import regex

from apacheck import knowledge
from apacheck.findings import ERROR, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Title
from apacheck.rule import Rule
from apacheck.rules.title.language import language

#: Works whose titles keep their makers' letters.
_OWN_CASE = pattern(
    r"software|package|app\b|post|tweet|status|profile|page|photograph|thumbnail|comment|video|meme|thread|account|library|song|album",
    regex.IGNORECASE,
)
_HANDLE = pattern(r"^[^(]*\[@")
_CAPITAL_WORD = pattern(r"\b(?=\p{Lu}*[AEIOUYÄÖÜÁÉÍÓÚ])\p{Lu}{4,}+\b")
_SEGMENT = pattern(r"(?<=[:?!])\s")
_TOKEN = pattern(r"\p{L}[\p{L}\p{M}’']*+")
_STARTS = pattern(r"(?:[:?!—]\s?|(?:\p{L}{3}|[IVX]{2})\.\s)[“\"'‘(]*$")
_ROMAN = pattern(r"[IVX]{2,5}")
_VOWEL = pattern(r"[AEIOUYÄÖÜÁÉÍÓÚ]")
_WORDS_AT_LEAST = 2
_LONG = 6
_LOOK_BACK = 8
_SEGMENT_WORDS = 3


@cache
def _names() -> dict[str, str]:
    """Names that keep their capitals, by their lowercase letters."""
    return {name.lower(): name for name in knowledge.words("capitalized")}


@cache
def _all_names() -> dict[str, str]:
    """The same with names of several common words, which only a title in capitals leaves no other way to tell."""
    return {name.lower(): name for name in knowledge.words("proper_phrases")} | _names()


@cache
def _first_words() -> frozenset[str]:
    """The words that names begin with, in lowercase letters."""
    return frozenset(name.split(" ")[0] for name in _names())


class TitleAllCaps(Rule[Title]):
    """The title, or a part of it up to a colon, is written in capitals.

    Titles are in sentence case even where the source shows capitals. Acronyms, posts, songs and software keep theirs.

    The fix knows common names and acronyms; others are for the writer to restore.
    """

    code = "TTL005"
    section = "6.17, 9.19"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{typed}” is in capitals; APA writes titles in sentence case."
    VALID = (
        "American Psychiatric Association. (2022). *DSM-5-TR*. https://doi.org/10.1176/appi.books.9780890425787",
        "Kendrick, L. (2017). *HUMBLE SUMMER SONGS* [Album]. Interscope Records.",
        "Hart, P. (2019). *SPSS UNESCO survey files*. Routledge.",
    )
    INVALID = (
        "Laurent, W. (2008). *{~~HUMAN RESOURCES AND RECRUITING IN GERMANY~>Human resources and recruiting in Germany~~}*. Wiley.",
        "Laurent, W. (2008). {~~HUMAN RESOURCES MANAGEMENT: DNA OF A FIRM~>Human resources management: DNA of a firm~~}. "
        "*Information Management*, *18*(6), 15–17.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for a title, or a part of one, without small letters."""
        main = part.main
        if main is None:
            return
        text = main.text
        capitals = text.isupper()
        if not capitals and (":" not in text and "? " not in text and "! " not in text):
            return
        for start, end in self._stretches(text, capitals=capitals):
            if any(_OWN_CASE.search(bracket.text) for bracket in part.brackets) or _HANDLE.match(part.whole):
                return
            stretch = text[start:end]
            where = (main.start + start, main.start + end)
            spoken = language(text.lower())
            # German has capitals that no list of names restores.
            edits = () if spoken == "de" else ((*where, _sentence_case(stretch, english=spoken in {"", "en"})),)
            yield self.mark(where, *edits, typed=stretch)

    def _stretches(self, text: str, *, capitals: bool) -> Iterator[tuple[int, int]]:
        """Where words in capitals stand: all of the title, or a part of it that ends in a colon or the like."""
        if capitals:
            if _is_language(text, _WORDS_AT_LEAST):
                yield 0, len(text)
            return
        position = 0
        for cut in [*(found.end() for found in _SEGMENT.finditer(text)), len(text)]:
            segment = text[position:cut].rstrip(" :")
            if segment.isupper() and _is_language(segment, _SEGMENT_WORDS):
                yield position, position + len(segment)
            position = cut


def _is_language(text: str, count: int) -> bool:
    """Whether capitals are words rather than acronyms: `count` that can be spoken, one of them long, none a known name."""
    words = [word for word in _CAPITAL_WORD.findall(text) if word.lower() not in _names()]
    return len(words) >= count and max(map(len, words)) >= _LONG


def _sentence_case(text: str, *, english: bool) -> str:
    """Capitals turned into sentence case, with known names and acronyms kept."""
    names = _all_names()
    tokens = list(_TOKEN.finditer(text))
    out: list[str] = []
    done = index = 0
    while index < len(tokens):
        token = tokens[index]
        count = next((n for n in (4, 3, 2) if _run(text, tokens, index, n) in names), 1)
        stretch = text[token.start() : tokens[index + count - 1].end()]
        begins = index == 0 or bool(_STARTS.search(text, max(0, token.start() - _LOOK_BACK), token.start()))
        out += [
            text[done : token.start()],
            _cased(text, stretch, token.start(), token.end(), begins=begins, english=english),
        ]
        done = token.start() + len(stretch)
        index += count
    return "".join([*out, text[done:]])


def _run(text: str, tokens: "list[regex.Match[str]]", index: int, count: int) -> str:
    """The words from `index` on, `count` of them, in small letters; "" where there are fewer."""
    if index + count > len(tokens):
        return ""
    return text[tokens[index].start() : tokens[index + count - 1].end()].lower()


def _cased(text: str, stretch: str, start: int, end: int, *, begins: bool, english: bool) -> str:
    """One word (or name of several) of a title in capitals, as it stands in sentence case."""
    known = _all_names().get(stretch.lower())
    if known is not None:
        return known
    digit = text[end : end + 1].isdigit() or (start > 0 and text[start - 1].isdigit())
    single = len(stretch) == 1 and (stretch not in ("A" if english else "AEOYÀÉ") or text[end : end + 1] == ".")
    if digit or single or _ROMAN.fullmatch(stretch) or not _VOWEL.search(stretch):
        return stretch
    small = stretch.lower()
    for ending in ("’s", "'s"):
        known = _names().get(small.removesuffix(ending)) if small.endswith(ending) else None
        if known is not None:
            return known + ending
    return small[0].upper() + small[1:] if begins else small


_PLAIN_WORD = pattern(r"[a-z]{2,}+")
_SMALL_WORD = pattern(r"(?<![\p{L}\p{N}.@#_/’'&])\p{Ll}++(?=$|[\s,;:?!)\]’'”\"–—-]|\.(?:\s|$))")


class TitleProperNounLowercase(Rule[Title]):
    """A proper noun or acronym in the title has lost its capitals.

    Sentence case keeps the capitals of names.

    The rule knows nations, languages, peoples, places and a few other names that
    are no common words in small letters, so not "turkey", "china" or "polish".
    """

    code = "TTL024"
    section = "6.14, 6.17"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    gives_way_to = ("TTL002", "TTL004")
    message = "“{typed}” is a name; APA keeps its capitals in sentence case: “{right}”."
    VALID = (
        "Lund, T. (2014). *Fine china, french fries, and polish for the shoes*. Routledge.",
        "Moreno, P. (2014). *La lengua y la literatura en el mundo american*. Anagrama.",
    )
    INVALID = (
        "Shore, M. F. (2014). *Reflections on mental health in the {~~united states~>United States~~}*. Wiley.",
        "Shore, M. F. (2014). *Learning {~~english~>English~~} in non-{~~european~>European~~} schools*. Wiley.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look up each word in small letters, and each run of two or three."""
        main = part.main
        if main is None or _first_words().isdisjoint(_PLAIN_WORD.findall(main.text)):
            return
        if any(_OWN_CASE.search(bracket.text) for bracket in part.brackets):
            return
        text = main.text
        names, firsts = _names(), _first_words()
        done = 0
        for found in _SMALL_WORD.finditer(text):
            word = found[0]
            if found.start() < done or word not in firsts:
                continue
            right, end = _longest(text, found.start(), names.get(word), found.end())
            if right is None:
                continue
            if not done and language(text) not in {"", "en"}:
                return
            done = end
            where = (main.start + found.start(), main.start + end)
            yield self.mark(where, replace=right, typed=text[found.start() : end], right=right)


def _longest(text: str, start: int, right: str | None, end: int) -> tuple[str | None, int]:
    """The longest name of several words that begins at `start`, and where it ends; `right` and `end` if there is none."""
    names = _names()
    words = text[start : start + 60].split(" ")
    for count in (3, 2):
        run = " ".join(words[:count]).rstrip(",;:?!.)”\"’'")
        if run in names and len(words) >= count:
            return names[run], start + len(run)
    return right, end
