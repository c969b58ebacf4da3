"""Names of journals, books, proceedings and publishers → whether two of them mean the same.

Abbreviations, acronyms, qualifiers and British spelling are no difference; another word is.
"""

from apacheck.patterns import pattern
from apacheck.record.model import Record
from apacheck.record.words import compact, fold, plain, spelling, title_likeness, words
from apacheck.reference.model import Reference

_ABBREVIATED = pattern(r"\.(?:\s|$)|^\S{2,6}$")
_SMALL = frozenset(
    {
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "de",
        "la",
        "le",
        "des",
        "du",
        "et",
        "a",
        "an",
        "der",
        "die",
        "das",
        "und",
        "fur",
        "y",
        "e",
        "to",
    }
)
_QUALIFIER = pattern(r"\s*[:(\[/=;,–—-]|\s+of the United States|\s+(?:Part|Series|Section) ")
_HOUSE_WORDS = frozenset(
    {
        "press",
        "university",
        "publishing",
        "publishers",
        "publisher",
        "books",
        "verlag",
        "group",
        "international",
        "company",
        "and",
        "sons",
        "inc",
        "ltd",
        "association",
        "american",
        "society",
        "institute",
        "national",
    }
)


def same_container(typed: str, deposited: str) -> bool:
    """Whether two names are of one journal, book or proceedings: in full, abbreviated, or with a qualifier on one side."""
    typed, deposited = plain(typed), plain(deposited)
    first, second = _telling(typed), _telling(deposited)
    if not first or not second:
        return compact(fold(typed)) == compact(fold(deposited))
    if "".join(first) == "".join(second):
        return True
    short, long, long_text = (first, second, deposited) if len(first) <= len(second) else (second, first, typed)
    if long[: len(short)] == short:
        rest = _after(long_text, len(short))
        return len(short) >= 3 or _QUALIFIER.match(rest) is not None
    if len(first) == len(second) and all(
        _abbreviates(a, b) or _abbreviates(b, a) for a, b in zip(first, second, strict=True)
    ):
        return bool(_ABBREVIATED.search(typed) or _ABBREVIATED.search(deposited))
    letters = "".join(word[0] for word in long)
    if len(short) == 1 and len(short[0]) >= 3 and letters.startswith(short[0]):
        return True
    return len("".join(first)) > 40 and title_likeness(typed, deposited) >= 96


def _telling(name: str) -> list[str]:
    """The words of a name that tell it from others, in one spelling."""
    return [spelling(word.key) for word in words(name) if word.key not in _SMALL]


def _after(name: str, count: int) -> str:
    """What follows the first `count` telling words of a name."""
    telling = [word for word in words(name) if word.key not in _SMALL]
    return name[telling[count - 1].end :] if count else name


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word is short for another: "psychol" for "psychology", "int" for "international", "natl" for "national"."""
    if short == long:
        return True
    if not short or short[0] != long[0] or len(short) > len(long):
        return False
    rest = iter(long)
    return long.startswith(short) or (len(short) >= 3 and all(letter in rest for letter in short))


def is_published_by(reference: Reference, record: Record) -> bool | None:
    """Whether a book's or report's publisher, or a preprint's server, is the record's; never a difference."""
    if reference.publisher is None:
        return None
    stated = [text for text in (record.publisher, *record.institutions, record.group_title, *record.containers) if text]
    names = [name.text for name in reference.publisher.names]
    if any(same_container(name, text) or title_likeness(name, text) >= 80 for name in names for text in stated):
        return True
    return True if any(_share_a_word(name, text) for name in names for text in stated) else None


def _share_a_word(one: str, other: str) -> bool:
    shared = (set(fold(one).split()) & set(fold(other).split())) - _HOUSE_WORDS - _SMALL
    return any(len(word) > 3 for word in shared)
