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
#: The first letter after a parenthesis stands for all those behind it, or each would begin a search of its own.
_CITED = pattern(
    r"(?:^|[()])[^()\p{L}]*+\p{L}[^()]*?[\s,](?:(?:1[5-9]|20)\d\d[a-z]?\b|n\.\s?d\.|in press)|personal communication|https?://|www\.|\bcited in\b",
    regex.IGNORECASE,
)
_NOT_CITED = pattern(
    r"\s*(?:original|originally|first published|published|reprinted|accessed|retrieved|pp?\.|vol\.|no\.)",
    regex.IGNORECASE,
)
_CITED_OTHERWISE = pattern(r"\bno date\b|\bibid\b|\p{L}, pp?\.\s?\d|[)\]], (?:1[5-9]|20)\d\d", regex.IGNORECASE)
_CLAUSE = pattern(
    r"(?P<clause>[^,.;:()\[\]\d“”\"]{3,300}+)(?:[.!?] ?)?\((?P<inside>(?:[^()]|\([^()]{1,60}\)){3,300})\)"
)
#: A sentence that begins with who says so: "Podsakoff et al. (2003) reviewed biases."
_SAYING = pattern(
    r"\p{Lu}[\p{L}'’\-]+(?:(?:,? (?:and|&) \p{Lu}[\p{L}'’\-]+)|(?:,? and)?,? et\.? al\.?)?,? ?\((?:1[5-9]|20)\d\d[a-z]?\)"
    r" \p{Ll}[^.\d]{3,300}\."
)
_NARRATIVE = pattern(
    r"(?:\p{Lu}[\p{L}'’\-]{1,60}+|et al\.)[*_]{0,3}\s\((?:1[5-9]|20)\d\d[a-z]?(?:, pp?\. ?[\d–-]+)?\)(?:’s|'s|,?\s\p{Ll})"
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


def is_citing_sentence(text: str) -> bool:
    """Whether `text` is a clause without a comma and then a citation, or one that says who says so:
    "Trust has limits (Smith, 2010).", "Smith et al. (2010) found limits."
    """
    match = _CLAUSE.match(text[:_REACH])
    if _SAYING.fullmatch(text) is not None:
        return True
    if match is None or not (_SENTENCE_END.search(text[-12:]) or text.endswith(")")):
        return False
    words = _WORD.findall(match["clause"])
    inside = match["inside"]
    if len(words) < 2 or not any(word[0].islower() for word in words) or _NOT_CITED.match(inside):
        return False
    return _CITED.search(inside) is not None or _CITED_OTHERWISE.search(inside) is not None


def cites(text: str) -> bool:
    """Whether `text` has a citation as prose has it: "(Smith, 2010)", "Smith (2010) argues"."""
    for match in _PAREN.finditer(text):
        inside = match[1]
        if _CITED.search(inside) and not _NOT_CITED.match(inside):
            return True
    return _NARRATIVE.search(text) is not None
