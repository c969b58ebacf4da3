"""Volumes, issues, pages and article numbers as typed and as deposited → whether they are the same number.

Each comparison gives True, False, or None where one side does not state enough to tell.
"""

import regex

from apacheck.patterns import pattern
from apacheck.record.words import fold, key

_ROMAN = pattern(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LABEL = pattern(
    r"\b(?:vol(?:ume|s)?|band|bd|jg|jahrg(?:ang)?|tome?|no|nos|nr|num(?:ber)?|iss(?:ue)?|heft|n|issues|numbers)\b",
    regex.IGNORECASE,
)
_PIECE = pattern(r"\p{N}+|\p{L}+")
_SUPPLEMENT = pattern(r"(?<![a-z])s(?:up(?:p(?:l(?:ement(?:ary|s)?)?)?)?)?(?![a-z])", regex.IGNORECASE)
_PART = pattern(r"(?<![a-z])(?:pt|part|parts)(?![a-z])", regex.IGNORECASE)
_SPECIAL = pattern(r"(?<![a-z])(?:spec(?:ial)?(?:\s*(?:no|issue))?|si|sp)(?![a-z])", regex.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−_/", "-"))
_SPAN = pattern(r"\s*+([\p{L}]*\p{N}+[\p{L}]*|\p{L}+)\s*+(?:-++\s*+([\p{L}]*\p{N}+[\p{L}]*|\p{L}+)\s*+)?")
_DIGITS = pattern(r"\d+")
_NOTHING = frozenset(
    {
        "",
        "n/a",
        "na",
        "n/a-n/a",
        "no",
        "no-no",
        "no-no.",
        "-",
        "null",
        "none",
        "1-1-1",
        "0",
        "0-0",
        "online",
        "epub",
        "ahead of print",
    }
)
_ARTICLE_WORD = pattern(r"^(?:article(?:\s*(?:id|no\.?|number))?|art\.?|id|e|pp?\.?)\s*(?=[\p{L}\d])", regex.IGNORECASE)


def number(text: str) -> tuple[str, ...]:
    """The pieces of a volume's or issue's number in one form: "Suppl. 1" as "s", "1"; roman numerals as arabic."""
    text = _LABEL.sub(" ", text.translate(_DASHES).replace("°", " ").replace("º", " "))
    text = _PART.sub(" ", _SPECIAL.sub(" sp ", _SUPPLEMENT.sub(" s ", text)))
    return tuple(sorted({_piece(piece) for piece in _PIECE.findall(text) if piece}))


def _piece(piece: str) -> str:
    if piece.isdecimal():
        return str(int(piece))
    folded = key(piece)
    return str(_roman(folded)) if len(folded) > 0 and _ROMAN.fullmatch(folded) and folded != "c" else folded


def _roman(numeral: str) -> int:
    values = [_NUMERALS[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def same_number(typed: str, deposited: str) -> bool | None:
    """Whether two volumes or issues are the same."""
    if key(deposited.strip()) in _NOTHING:
        return None
    first, second = number(typed), number(deposited)
    if not first or not second:
        return None if not second else (fold(typed) == fold(deposited) or None)
    if first == second or fold(typed) == fold(deposited):
        return True
    a, b = set(first), set(second)
    numeric = {piece for piece in a ^ b if piece.isdecimal()}
    if not numeric and (a & b) and not ({"s"} & (a ^ b)):  # "41A" and "41", "Winter 3" and "3"
        return True
    if not any(piece.isdecimal() for piece in b):  # a month or a name as deposited
        return None
    short, long = sorted((a, b), key=len)
    if "-" in deposited.translate(_DASHES) or "-" in typed.translate(_DASHES) or "(" in deposited:
        return short < long  # "3-4" and "3"; "4(70)" and "4"
    return False


# --- pages ------------------------------------------------------------------------------------------------------------


def pages(text: str) -> list[tuple[str, str]]:
    """First and last pages, elided ones filled in: "389-90, 95" as ("389", "390"), ("95", "95")."""
    text = text.translate(_DASHES).strip()
    if key(text) in _NOTHING:
        return []
    found = []
    for piece in text.split(","):
        match = _SPAN.fullmatch(piece)
        if match is None:
            continue
        first, last = key(match[1]).lstrip("0") or "0", key(match[2] or match[1]).lstrip("0") or "0"
        found.append((first, _filled(first, last)))
    return found


def _filled(first: str, last: str) -> str:
    """The last page in full: "90" after "389" is "390", "e9" after "e12" "e19", "9" after "S3" "s9"."""
    lead = first.rstrip("0123456789")
    if lead and last.isdecimal() and first[len(lead) :].isdecimal():
        digits = first[len(lead) :]
        return lead + (digits[: len(digits) - len(last)] + last if len(last) < len(digits) else last)
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last


def same_pages(typed: str, deposited: str) -> tuple[bool | None, bool | None]:
    """Whether the first pages are the same, and whether the last ones are."""
    ours, theirs = pages(typed), pages(deposited)
    if not ours or not theirs:
        return None, None
    first = _same_page(ours[0][0], theirs[0][0])
    if not first and any(_same_page(ours[0][0], start) for start, _ in theirs[1:]):
        return True, None
    if _is_damaged(theirs[0]) or len(ours) > 1:
        return first, None
    if theirs[0][0] == theirs[0][1]:  # only the first page is stated
        return first, None
    return first, _same_page(ours[0][1], theirs[0][1]) or any(_same_page(ours[0][1], end) for _, end in theirs)


def _same_page(one: str, other: str) -> bool:
    if one == other:
        return True
    digits = _DIGITS.findall(one), _DIGITS.findall(other)
    letters = one.strip("0123456789"), other.strip("0123456789")
    # "e123" and "123", "753b" and "753": a letter that only one of them has
    return digits[0] == digits[1] != [] and ("" in letters or letters[0] == letters[1])


def _is_damaged(span: tuple[str, str]) -> bool:
    """Whether a range runs backward, as elided or misread ones do."""
    first, last = (_DIGITS.findall(page) for page in span)
    return bool(first and last) and len(first) == len(last) == 1 and int(last[0]) < int(first[0])


def article(text: str) -> str:
    """An article number without its word: "Article e0209899" as "0209899"."""
    return key(_ARTICLE_WORD.sub("", text.strip())).replace(" ", "").lstrip("0")


def same_article(typed: str, deposited: str) -> bool | None:
    """Whether two article numbers are the same."""
    first, second = article(typed), article(deposited)
    if not first or not second:
        return None
    return first == second or first.lstrip("e0") == second.lstrip("e0")
