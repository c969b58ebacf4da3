"""Words as typed and as deposited → the same words where they say the same; how alike two titles are, from 0 to 100.

Case, accents, tags, entities, dashes and spelling variants are no difference. Numbers, and words such as "reply" or "erratum" that make
another work of a title, are one however alike the rest is. rapidfuzz is loaded when two titles are first compared.
"""

import html
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from apacheck.patterns import pattern

_TAG = pattern(r"</?[a-zA-Z][^<>]{0,300}>")
_PREFIX = pattern(
    r"^\s*[\[(]?(?:retracted|withdrawn|removed|temporary removal)"
    r"(?:\s+(?:article|paper|chapter))?[\])]?\s*(?:[:.–—-]\s*|(?<=[\])])\s*)",
    regex.IGNORECASE,
)
_WORD = pattern(r"[\p{L}\p{M}\p{N}]++")
#: Letters that do not come apart into a letter and its mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "e", "ħ": "h"}
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split(),  # noqa: SIM905 - a list of words
        strict=True,
    )
)
_GREEK_LETTER = pattern(r"[αβγδεζηθικλμνξοπρστυφχψω]")
_GREEK_WORD = pattern(r"\p{Greek}{3}")
_AND = {"&": " and ", "＆": " and "}
#: Spellings of one word in Britain and America, and the like: both come out the same.
_SPELLINGS = (
    (pattern(r"is(?=(?:e[drs]?|ing|ations?|ational|able)$)"), "iz"),
    (pattern(r"ys(?=(?:e[drs]?|ing)$)"), "yz"),
    (pattern(r"(?<=\w{2})our(?=s|$|ed|ing|al|able|ful|less|ite|hood|ism|ist)"), "or"),
    (pattern(r"(?<=[tb])re(?=s?$)"), "er"),
    (pattern(r"ogue(?=s?$)"), "og"),
    (pattern(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (pattern(r"ae|oe"), "e"),
    (pattern(r"ence(?=s?$)"), "ense"),
    (pattern(r"mme(?=s?$)"), "m"),
)
_NUMBER = pattern(r"\p{N}+|\b(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xv)\b")
#: Words that make another work of the same title.
_ABOUT = pattern(
    r"\b(?:reply|replies|response|rejoinder|erratum|errata|corrigend\w+|correction|corrected|comment(?:ary)?|comments|retraction|withdrawal"
    r"|addendum|author'?s? reply|book review|review of|editorial|expression of concern)\b"
)
_DAMAGED = pattern(r"\\[a-zA-Z]+|\$|\ufffd|<mml|<math|\?\?|\w\?\w")
#: The least length of a title that may be the beginning or a part of a longer one.
PART = 20


class Word(NamedTuple):
    """A word as compared, as written, and where it stands."""

    key: str
    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text without tags and entities, its spaces single."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(text.split())


def without_notice(title: str) -> str:
    """The title without a "RETRACTED:" before it."""
    return _PREFIX.sub("", title, count=1)


def has_notice(title: str) -> bool:
    """Whether a title begins with "RETRACTED:" or the like."""
    return _PREFIX.match(plain(title)) is not None


def damaged(title: str) -> bool:
    """Whether formulas or lost characters make it unwise to compare a title word by word."""
    return _DAMAGED.search(title) is not None


@lru_cache(maxsize=20000)
def fold(text: str) -> str:
    """The words in lower case, without accents, tags and punctuation, a space between."""
    return " ".join(word.key for word in words(plain(text)))


def words(text: str) -> list[Word]:
    """The words of a text (one without tags), with their places."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        found.append(Word(key(match[0]), match[0], start, end))
    if "&" in text or "＆" in text:
        found += [Word("and", "&", i, i + 1) for i, sign in enumerate(text) if sign in _AND]
        found.sort(key=lambda word: word.start)
    return found


def key(word: str) -> str:
    """A word in lower case and without accents."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    folded = "".join(char for char in folded if not unicodedata.combining(char)).translate(_LETTERS)
    if not folded.isascii() and not _GREEK_WORD.search(folded):
        folded = _GREEK_LETTER.sub(lambda match: _GREEK[match[0]], folded.replace("ς", "σ"))
    return folded.lower()


@lru_cache(maxsize=20000)
def spelling(word: str) -> str:
    """A word (as `key` gives it) in one spelling of several."""
    for shape, form in _SPELLINGS:
        word = shape.sub(form, word)
    return word


def numbers(folded: str) -> list[str]:
    """The numbers in a folded text, in order, without leading zeros; roman ones as they are."""
    return [match.lstrip("0") or "0" for match in _NUMBER.findall(folded)]


def is_about_another(one: str, other: str) -> bool:
    """Whether one of two folded titles alone is that of a reply, an erratum, a review …"""
    return set(_ABOUT.findall(one)) != set(_ABOUT.findall(other))


def compact(folded: str) -> str:
    """Folded words without the spaces."""
    return folded.replace(" ", "")


@lru_cache(maxsize=20000)
def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100, letter by letter."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only a verification compares

    return float(ratio(one, other))


@lru_cache(maxsize=20000)
def title_likeness(one: str, other: str) -> float:
    """How alike two titles are: as wholes, or the shorter as a beginning or a part of the longer."""
    first, second = fold(without_notice(plain(one))), fold(without_notice(plain(other)))
    if not first or not second:
        return 0.0
    if first == second or compact(first) == compact(second):
        return 100.0
    score = likeness(first, second)
    short, long = sorted((first, second), key=len)
    if score < 97 and len(short) >= PART and f" {short} " in f" {long} ":
        score = max(score, 96.0 if long.startswith(short) else 90.0)
    return score


def differ_in_numbers(one: str, other: str) -> bool:
    """Whether two titles have other numbers in them."""
    return numbers(fold(one)) != numbers(fold(plain(other)))


def are_apart(one: str, other: str) -> bool:
    """Whether titles that are much alike belong to two works: another part, another year, a reply to the first."""
    first, second = fold(without_notice(plain(one))), fold(without_notice(plain(other)))
    if is_about_another(first, second):
        return True
    short, long = sorted((numbers(first), numbers(second)), key=len)
    if short == long:
        return False
    part = min(first, second, key=len)
    return bool(short) or not (len(part) >= PART and max(first, second, key=len).startswith(part))
