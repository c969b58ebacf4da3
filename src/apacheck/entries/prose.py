"""A text → whether it is running prose rather than a (faulty) entry. Only its beginning is read."""

import regex

from apacheck.entries.words import SENTENCE_WORDS
from apacheck.patterns import pattern

_REACH = 3000
_URL = pattern(r"(?:https?://|www\.)\S+")
_WORD = pattern(r"[\p{L}\p{M}]++(?:['’\-][\p{L}\p{M}]++)*+")
_SENTENCE_END = pattern(r"[.!?…][\"”’')\]*_»]{0,4}\s*\Z")
_ENTRY_SIGN = pattern(r"[\d,:;\[\]“\"]|\.\s|www\.")
_PAREN = pattern(r"\(([^()]{3,300})\)")
_CITED = pattern(
    r"\p{L}[^()]*?[\s,](?:(?:1[5-9]|20)\d\d[a-z]?\b|n\.\s?d\.|in press)|personal communication|https?://|www\.|\bcited in\b",
    regex.IGNORECASE,
)
_NOT_CITED = pattern(
    r"\s*(?:original|originally|first published|published|reprinted|accessed|retrieved|pp?\.|vol\.|no\.)",
    regex.IGNORECASE,
)
_NARRATIVE = pattern(
    r"(?:\p{Lu}[\p{L}'’\-]+|et al\.)[*_]{0,3}\s\((?:1[5-9]|20)\d\d[a-z]?(?:, pp?\. ?[\d–-]+)?\)(?:’s|'s|,?\s\p{Ll})"
)


def is_prose(text: str) -> bool:
    """Whether `text`, which does not begin like an entry, reads as a sentence or more."""
    head = text[:_REACH]
    words = _WORD.findall(_URL.sub("", head))
    if len(words) < 4:
        return False
    ordinary = sum(word[0].islower() for word in words)
    share = ordinary / len(words)
    if not _SENTENCE_END.search(text[-12:]):
        return len(words) >= 30 and share >= 0.72
    if share >= 0.4 and cites(head):
        return True
    sentence_words = sum(word.lower() in SENTENCE_WORDS for word in words)
    if len(words) >= 8 and sentence_words and (share >= 0.75 or (share >= 0.6 and sentence_words >= 0.12 * len(words))):
        return True
    return len(words) >= 12 and share >= 0.78


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence and has nothing else that an entry could have: no number, link or comma."""
    return _SENTENCE_END.search(text[-12:]) is not None and _ENTRY_SIGN.search(text[:_REACH]) is None


def cites(text: str) -> bool:
    """Whether `text` has a citation as prose has it: "(Smith, 2010)", "Smith (2010) argues"."""
    for match in _PAREN.finditer(text):
        inside = match[1]
        if _CITED.search(inside) and not _NOT_CITED.match(inside):
            return True
    return _NARRATIVE.search(text) is not None
