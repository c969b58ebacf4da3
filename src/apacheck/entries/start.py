"""The text of a line or paragraph → how surely an entry begins there: names or a title, then a date, then a title."""

from enum import IntEnum

import regex

from apacheck.entries.prose import is_prose
from apacheck.entries.words import DATE_WORDS, NOT_NAMES, SMALL_IN_NAMES
from apacheck.patterns import pattern


class Start(IntEnum):
    """How sure it is that an entry begins."""

    NONE = 0
    #: Could be one, in a place where entries are expected.
    WEAK = 1
    #: Is one, unless the text is a continuation of what stands before.
    STRONG = 2
    #: Nothing but an entry begins so.
    SURE = 3


#: Characters of a text that are looked at.
REACH = 1000

_PAREN = pattern(r"[(\[]([^()\[\]]{1,70}+(?:\[[^()\[\]]{1,20}+\][^()\[\]]{0,20}+)?)[)\]]")
_DATED = pattern(
    r"(?<!\d)(?:1\d|20)\d\d(?!\d)|(?<![\w.])n\.?\s?d(?!\w)|\bin\s?press\b|forthcoming|in prep|\bno date\b|\bundated\b|submitted|\bs\.\s?f\."
    r"|im druck|en prensa|sous presse|advance online|accepted|\bbce\b|B\.C\.",
    regex.IGNORECASE,
)
_BARE_NUMBER = pattern(r"\d{3,6}[a-z]?\Z")
_DATE_CHARACTERS = pattern(r"[\p{L}\p{M}\p{N}\s.,/–—\-?!’';:&+©~\[\]]++\Z")
_LETTERS = pattern(r"(?<!\p{L})(?<!\d)[\p{L}\p{M}]++")
_YEAR = pattern(r"(?<![\d/.\-_])(?:1[4-9]|20)\d\d(?!\d)")
#: A date in parentheses of which one is missing.
_HALF_DATE = pattern(
    r"\((?:1[5-9]|20)\d\d[a-z]?[.,]\s|(?<=[.,]\s)(?:1[5-9]|20)\d\d[a-z]?\)[.,]\s|\((?:1[5-9]|20)\d\d[a-z]?[.,]?\s(?=\p{Lu})"
)
_BARE_YEAR = pattern(r"(?<![\d\p{L}/.\-–:(])(?:1[5-9]|20)\d\d[a-z]?(?=[.,:;)\s])")

_PARTICLE = (
    r"(?:v[ao]n|vander|vande|de[nrlsm]?|d[aiou]s?|del+[aeo]?|d[ae]ll['’]|l[aeo]s?|el|al|te[rn]?|zu[mr]?|bin|ibn|ben|bat|af|av|"
    r"ste?\.?|mac|y|e|i|und|of|op|auf|vom|abd|abu|abi|abdel?|[’']t|san|santa|os|as)"
)
_WORD = r"(?:[dlDLOMn]c?['’ʼ‘`´])?[\p{Lu}\p{Lt}\p{Lo}\p{Lm}][\p{L}\p{M}\p{Sk}'’ʼ‘´\-‐‑¨¸˘]*+(?:(?<=\b\p{L}{1,3})\.)?"
_SURNAME = rf"(?:(?i:{_PARTICLE})\s){{0,3}}+{_WORD}(?:\s(?:{_WORD}|(?i:{_PARTICLE})(?=\s))){{0,4}}+"
_INITIAL = r"(?:\p{Lu}\p{M}*\p{Ll}{0,2}\.)"
_INITIALS = (
    rf"(?:{_INITIAL}(?:[\s\-‐‑–]{{0,2}}+{_INITIAL}){{0,6}}+|\p{{Lu}}(?:[\s\-.]?\p{{Lu}}){{0,3}}+(?![\p{{L}}\p{{M}}'’]))"
)
#: "Smith, J. A." and what may follow a name in a list.
_INVERTED = pattern(
    rf"(?P<name>{_SURNAME},\s{{0,2}}(?:(?:Jr|Sr|[IV]{{2,3}})\.?,?\s)?{_INITIALS})(?P<follows>\s*+(?:[,;&(\[.…:*_/\d]|and\b|with\b|et\b|y\b|und\b|$))?"
)
_LOWER_INVERTED = pattern(r"[\p{L}'’\-]{2,30}+,\s\p{L}\.\s?(?:\p{L}\.\s?){0,3}(?=[,&(]|and\b|\d)")
_FULL_NAME = pattern(
    rf"{_SURNAME},\s{_WORD}(?:\s(?:{_INITIALS}|{_WORD}|(?i:{_PARTICLE})(?=\s))){{0,4}}+(?=\s*+[.,;&(]|\s(?:and|et|y|und|with)\b|\s\d)"
)
_TITLE_NEXT = pattern(
    r"(?:,?\s(?:and|et|y|und|with|&)\s[^.]{2,120}?|,\s[^.]{2,160}?)?(?:\.,?|,)\s*[*_]*[“\"‘«*_\p{Lu}]"
)
_VANCOUVER = pattern(
    rf"(?:(?i:{_PARTICLE})\s){{0,2}}+[\p{{Lu}}][\p{{L}}\p{{M}}'’\-]++(?:\s[\p{{Lu}}][\p{{L}}\p{{M}}'’\-]++){{0,2}}?\s\p{{Lu}}{{1,3}}(?:\s(?:Jr|Sr|[IV]{{2,3}}))?"
    r"(?!,\s\d)(?=[,.;:]|\s*\(|\s(?:and|et|y)\b|\s&|\s(?:1[5-9]|20)\d\d)"
)
_GIVEN_FIRST = pattern(
    rf"(?:\p{{Lu}}\.[\s\-]?){{1,4}}+(?:(?i:{_PARTICLE})\s){{0,2}}+{_WORD}(?=,|\sand\b|\s&|\set\sal|:|\s{_WORD},)"
)
_QUOTED_LATER = pattern(r"[,.:]?\s[“\"‘«„]")
_DASHES = pattern(
    r"(?:[—–―_\-]\s?){2,8}+(?:[.,:]\s*+(?=[\p{L}“\"(\d])|(?=[(\[]|(?:1[5-9]|20)\d\d))|[—―]\s?[.,:]?\s?(?=\()"
)
_LAW = pattern(
    r"""(?:[^()]{2,160}?\svs?\.\s[^()]{2,160}?(?:,\s\d{1,4}\s\S|\s\(|\s\[|,\sNo\.)
      | (?:U\.?S\.?|[A-Z][\w.]{1,12})\sConst\. | [^().]{3,120}?,\s[^()]{0,60}?(?:§§?|\bsec\.)\s?\d
      | [^()]{3,200}?,?\s\d{1,4}\s(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|U\.?S\.?|F\.\s?(?:2d|3d|4th|Supp)|S\.\s?Ct\.|Stat\.|Fed\.\s?Reg\.)(?=[\s,§(])
      | [^()]{0,200}?(?:Pub\.\sL\.|Exec\.\sOrder)\sNo\.
      | (?:H\.\s?R\.|S\.)\s(?:Con\.\s|J\.\s)?(?:Rep\.\s|Res\.\s)?(?:No\.\s)?\d | U\.N\.\sCharter | [IVX]+\sU\.S\.C )""",
    regex.VERBOSE,
)
_LAW_SIGN = pattern(
    r"\sv[s.]|Const\.|§|\bsec\.|\bU\.?\s?S|C\.?\s?F\.?\s?R|F\.\s?[23S]|S\. ?Ct|Stat\.|Fed\.|Pub\. L|Exec\. O|H\. ?R\.|S\. |U\.N\.|S\.(?:Con|Res|Rep)"
)
_DATA_FORMAT = pattern(r"@\w{3,20}\s*\{|TY\s{1,2}-|%0\s\p{Lu}")
_LINK = pattern(r"(?:https?://|www\.|doi:?\s?10\.|10\.\d{4,9}/)\S+")
_QUOTED = pattern(r"[“\"„«‘']")

_NAME_WORDS = pattern(r"[\p{L}\p{M}'’\-.]++")
_ENDS_TITLE = pattern(
    r"[\p{Ll}\p{Lo}\d]{2}[.?!][\"”’'»*_]{0,3}\Z|[\p{L}\d)\]][?!.]?[\"”’»]\.?[*_]{0,3}\Z|[)\]]\.[*_]{0,3}\Z"
)
_INNER_SENTENCE = pattern(r"\p{Ll}{3}[.?!]\s\p{Lu}|\d[(,;–]")
_LOCATOR = pattern(r"\d\(\d|https?://|(?<!\d)(?!(?:1[5-9]|20)\d\d[–-])\d++[–-]\d|,\s\d{1,3},\s\d")
_LATER_NAME = pattern(
    r"[\p{Ll}\d)]{2}[.?!][\"”’]?\s(?:\p{Ll}{1,3}\s)?\p{Lu}[\p{L}'’\-]+(?:\s\p{Lu}[\p{L}'’\-]+)?,\s\p{Lu}\."
)
_ET_AL = pattern(r"\bet\s+al\.?,?[*_]*\Z")
_FINITE = pattern(
    r"[*_]*,?\s(?:who|whom|which|that|also|further|later|both|all|and|did|does|is|was|has|have|had|were|are|then|therefore|however|thus|"
    r"argue|state|found|find|show|suggest|report|posit|note|claim|describe|conclude|propose|define|demonstrate|examine|explain|observe|"
    r"point|wrote|write|call|saw|see|use|identif|emphasi|highlight|investigat|reveal|indicate|mention|agree|believe|contend|assert|"
    r"maintain|develop|discuss|question|reject|trace|advise|consider|compar|conduct|studi|warn|advocat|stress|assume|offer|provid|present)"
)


def strength(text: str) -> Start:
    """How surely `text` is, from its first character on, the beginning of an entry."""
    head = text[:REACH]
    if not head:
        return Start.NONE
    if _LINK.match(head) or _DATA_FORMAT.match(head):
        return Start.WEAK
    head = head.lstrip("*_“\"'‘\\[") if head[0] in "*_“\"'‘\\[" else head
    inverted = _INVERTED.match(head)
    if inverted is not None and inverted["name"].split(None, 1)[0].rstrip(",").casefold() in NOT_NAMES:
        inverted = None
    if (" v. " in head or " v " in head) and _LAW.match(head) and not is_prose(text):
        return Start.STRONG
    found = _date(head, 1000 if inverted else 320, named=inverted is not None)
    if found is not None:
        result = _before_date(head, found[0], found[1], inverted)
        if result is not None:
            return result
    if inverted is not None:
        return _without_parentheses(head, inverted)
    return _other_styles(text, head)


def is_data(text: str) -> bool:
    """Whether `text` begins an entry of a data format: BibTeX, RIS, EndNote."""
    return _DATA_FORMAT.match(text) is not None


def is_name(text: str) -> bool:
    """Whether `text` begins with an inverted name: "Smith, J."."""
    return _INVERTED.match(text) is not None


def has_date(text: str) -> bool:
    """Whether a year, or the words for a date that is missing, stand anywhere in `text`."""
    return _DATED.search(text) is not None


def _date(head: str, reach: int, *, named: bool) -> tuple[int, int] | None:
    """Start and end of the first parentheses that hold a date and nothing else."""
    for match in _PAREN.finditer(head, 0, reach + 80):
        if match.start() > reach:
            return None
        if match.start() and head[match.start() - 1].isdigit():
            continue  # an issue: "367(1603)"
        inside = match[1]
        if _BARE_NUMBER.match(inside):
            # A number that is no year may be a mistyped one after a name, and is an issue elsewhere.
            if named or _DATED.match(inside):
                return match.span()
            continue
        if _DATED.search(inside) and _DATE_CHARACTERS.match(inside):
            folded = inside.casefold()
            if folded.startswith(("p.", "pp")):
                continue
            if all(word in DATE_WORDS for word in _LETTERS.findall(folded)):
                return match.span()
    return None


def _before_date(head: str, start: int, end: int, inverted: "regex.Match[str] | None") -> Start | None:
    """What the text before and after a date in parentheses says; None where it says nothing."""
    before = head[:start].rstrip()
    after = head[end : end + 60]
    if not before:
        return Start.WEAK
    bare = before.rstrip("*_")
    follows = after.lstrip("*_")[:1]
    if inverted is not None:
        if follows not in (".", ",", ":") and _FINITE.match(after):
            return None
        ordinary = _ordinary_words(before)
        if ordinary <= 1 or ("(" in before and ordinary <= 4):
            return Start.SURE
        # The date may be far from the names: "Smith, J. A title. A journal (2010)".
        return Start.STRONG if follows in (".", ",", ":", "") or not _FINITE.match(after) else Start.WEAK
    if _LOWER_INVERTED.match(head):
        return Start.STRONG
    if _LOCATOR.search(before) or _LATER_NAME.search(before):
        return None  # the end of one entry and the beginning of the next
    closed = bare[-1] in ".?!)]”\"’'»"
    named = _is_name(before)
    if named and _FULL_NAME.match(before + ".") and not _INNER_SENTENCE.search(before) and _reads_on(after):
        return Start.SURE
    if closed and follows in (".", ",", ":") and not _ET_AL.search(bare):
        if named and not _INNER_SENTENCE.search(before):
            return Start.SURE if follows == "." else Start.STRONG
        if _ENDS_TITLE.search(bare) and not _cites(before):
            return Start.STRONG
    if named and _reads_on(after):
        return Start.STRONG
    if (
        closed
        and _ENDS_TITLE.search(bare)
        and not bare.endswith(")")
        and not _cites(before)
        and _capital_follows(after)
    ):
        return Start.STRONG
    if (
        follows == "."
        and not _cites(before)
        and _ordinary_words(before)
        and len(before) < 120
        and _continues_as_source(head[end:])
    ):
        return Start.WEAK
    return None


def _reads_on(after: str) -> bool:
    """Whether what follows a date is a title, not the rest of a sentence."""
    rest = after.lstrip("*_")
    if not rest.strip():
        return False
    if rest[0] in ".:":
        return True
    if rest[0] == ",":
        following = rest[1:].lstrip(" *_")
        return bool(following) and (not following[0].islower() and not following[0].isspace())
    if not rest[0].isspace():
        return rest[0] in '[“"' or rest[0].isupper()
    following = rest.lstrip(" *_<\\")
    return bool(following) and not following[0].islower() and following[0] not in "(;,)&–—-"


def _capital_follows(after: str) -> bool:
    following = after.lstrip(" *_<\\“\"‘'[")
    return bool(following) and (following[0].isupper() or following[0].isdigit()) and after[0] in " .,:"


def _continues_as_source(rest: str) -> bool:
    return _LINK.search(rest) is not None or "[" in rest[:200] or "etrieved" in rest


def _ordinary_words(text: str) -> int:
    """How many words of `text` no name has: in lower case, and neither particles nor small words."""
    count = 0
    for word in _NAME_WORDS.findall(text):
        first = word.lstrip("'’.-")[:1]
        if (
            first.islower()
            and word.casefold().strip(".") not in SMALL_IN_NAMES
            and "’" not in word[:2]
            and "-" not in word[:5]
        ):
            count += 1
    return count


def _is_name(before: str) -> bool:
    """Whether the text before a date can be a person's or a group's name, or several."""
    first = before[0]
    capital = first.isupper() or first.isdigit() or first in "&@#$" or (first.isalpha() and not first.islower())
    if not capital and _SMALL_START.match(before) is None:
        return False
    words = before.split(None, 1)
    if words[0].casefold().strip(",.") in NOT_NAMES and not _FULL_NAME.match(before):
        return False
    return len(before) <= 320 and not _ordinary_words(before) and not _cites(before)


_SMALL_START = pattern(
    rf"(?i:{_PARTICLE})\s\p{{Lu}}|\p{{Ll}}{{1,2}}\p{{Lu}}|[dl]['’]\p{{Lu}}|\p{{Ll}}{{1,12}}\.\p{{L}}{{2,4}}\b"
)
_CITING = pattern(r"\([^()]{0,120}?\p{L}[^()]{0,120}?(?:1[5-9]|20)\d\d[a-z]?[^()]{0,40}\)")


def _cites(text: str) -> bool:
    return "(" in text and _CITING.search(text) is not None


def _without_parentheses(head: str, inverted: "regex.Match[str]") -> Start:
    """What begins with "Smith, J." and has no date in parentheses after the names."""
    half = _HALF_DATE.search(head, inverted.end("name"), 400)
    if half is not None and _ordinary_words(head[: half.start()]) <= 1:
        return Start.SURE
    year = _BARE_YEAR.search(head, inverted.end("name"), 400)
    if year is not None and _ordinary_words(head[: year.start()]) == 0:
        return Start.SURE
    if inverted["follows"] is not None or inverted["name"].endswith("."):
        return Start.STRONG if has_date(head) and inverted["follows"] is not None else Start.WEAK
    return Start.NONE


def _other_styles(text: str, head: str) -> Start:
    """Entries of other styles, of law, without an author, and those that repeat the author before by a dash."""
    if _DASHES.match(text):
        return Start.SURE if has_date(text[:40]) else Start.STRONG
    if _LAW_SIGN.search(head, 0, 320) and _LAW.match(head) and not is_prose(text):
        return Start.STRONG
    dated = _YEAR.search(head)
    if dated is None and not has_date(head):
        return Start.NONE
    first = head.split(None, 1)[0].casefold().strip(",.") if head.strip() else ""
    if first in NOT_NAMES:
        return Start.NONE
    half = _HALF_DATE.search(head, 0, 300)
    if half is not None and _is_name(head[: half.start()].rstrip() or "x"):
        return Start.STRONG
    full = _FULL_NAME.match(head)
    year = _BARE_YEAR.search(head, 0, 300)
    if year is not None:
        before = head[: year.start()].rstrip(" (,.")
        if (
            before
            and head[year.end() : year.end() + 12].strip(" .,:;)*_")
            and _is_name(before)
            and not _INNER_SENTENCE.search(before)
        ):
            if full is not None:
                return Start.SURE
            if _VANCOUVER.match(before + " ("):
                return Start.STRONG
            if head[year.end()] in ".:,":
                return Start.WEAK
    if dated is not None and _VANCOUVER.match(head) and not is_prose(text):
        return Start.STRONG
    if full is not None and _TITLE_NEXT.match(head, full.end()) and not is_prose(text):
        return Start.STRONG
    if _GIVEN_FIRST.match(head) and not is_prose(text):
        return Start.STRONG if _QUOTED_LATER.search(head, 0, 400) else Start.WEAK
    if _QUOTED.match(text) and not is_prose(text):
        return Start.WEAK
    return Start.NONE
