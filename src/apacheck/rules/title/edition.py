"""Parentheses after titles → marks about editions, volumes and their order (TTL017–TTL022)."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Item, Parenthesis, Title
from apacheck.rule import Rule

#: Words and initials whose period belongs to them: "Monsters, Inc. [Film]", "E.T. [Film]".
ABBREVIATED = pattern(r"(?:\b(?:Inc|Co|Corp|Ltd|Jr|Sr|Bros|etc|vs|Dr|Mr|Mrs|Ms|St|Mt|No|Vol|Pt)|\b\p{Lu})$")
_ORDINALS = {
    word: figure
    for words in (
        "first 1st,second 2nd,third 3rd,fourth 4th,fifth 5th,sixth 6th,seventh 7th,eighth 8th,ninth 9th,tenth 10th",
        "eleventh 11th,twelfth 12th,thirteenth 13th,fourteenth 14th,fifteenth 15th",
    )
    for word, figure in (pair.split() for pair in words.split(","))
}
_FIGURE = pattern(r"\d{1,2}(?:st|nd|rd|th)", regex.IGNORECASE)
_EDITION_LABELS = frozenset({"ed", "edn", "edition", "edit"})
_ROMAN = pattern(r"[IVX]{1,5}")
_VOLUMES = pattern(r"\d{1,3}(?: ?[-‐‑–—] ?\d{1,3})?")
_VOLUME_LABELS = frozenset({"vol", "vols", "volume", "volumes"})
_ORDER = {"edition": 0, "volume": 1, "pages": 2}


def _edition(item: Item) -> tuple[str, bool] | None:
    """The edition as APA writes it, and whether only the label changes; None where the words are not understood."""
    if item.label is None or item.value is None:
        return None
    label = item.label.text.strip(" .").lower()
    value = item.value.text.strip(" .")
    lowered = value.lower()
    if label not in _EDITION_LABELS:
        return None
    if _FIGURE.fullmatch(value):
        return f"{lowered} ed.", True
    if value.isdecimal() and len(value) < 3:
        return f"{_with_ending(int(value))} ed.", True
    if lowered in _ORDINALS:
        return f"{_ORDINALS[lowered]} ed.", False
    if lowered in {"rev", "revised"}:
        return "Rev. ed.", lowered == "rev"
    return None


def _with_ending(number: int) -> str:
    """An ordinal in figures: 2nd, 11th, 23rd."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


class EditionForm(Rule[Title]):
    """The edition is not written "2nd ed." or "Rev. ed.".

    The label is "ed." with a small letter and a period, the number a figure with its ending.

    Editions that are named otherwise ("Kindle edition", "International ed.") are left alone.
    """

    code = "TTL017"
    section = "9.19, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The edition reads “{typed}”; APA writes “{right}”."
    gives_way_to = ("TTL018",)
    VALID = (
        "Schatz, B. R. (2000). *Learning by text or context* (Rev. ed.). Wiley.",
        "Brown, L. S. (2018). *Feminist therapy* (2nd ed.). American Psychological Association.",
    )
    INVALID = (
        "Brown, L. S. (2018). *Feminist therapy* ({~~2nd edition~>2nd ed.~~}). American Psychological Association.",
        "Brown, L. S. (2018). *Feminist therapy* ({~~Second Ed.~>2nd ed.~~}). American Psychological Association.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare each edition with APA's form."""
        for parenthesis in part.parentheses:
            if not parenthesis.text.startswith("("):
                continue
            for item in parenthesis.items:
                if item.kind != "edition":
                    continue
                form = _edition(item)
                if form is not None and item.text != form[0]:
                    applicability = SAFE if form[1] else UNSAFE
                    yield self.mark(item, replace=form[0], applicability=applicability, typed=item.text, right=form[0])


class EditionPunctuation(Rule[Title]):
    """Something separates the title from its edition, volume or number, or the parentheses are missing.

    They stand in parentheses right after the title; the period comes after the parentheses.
    """

    code = "TTL018"
    section = "9.19, 9.5"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands between the title and “{item}”; APA writes “({right})” right after the title."
    VALID = (
        "*The Torah: The five books of Moses* (3rd ed.). (2015). The Jewish Publication Society.",
        "Brown, L. S. (2018). *Who is afraid?* (2nd ed.). American Psychological Association.",
    )
    INVALID = (
        "Brown, L. S. (2018). *Feminist therapy*{--.--} (2nd ed.). American Psychological Association.",
        "Brown, L. S. (2018). *Feminist therapy*{~~, 2nd ed~> (2nd ed.)~~}. American Psychological Association.",
        "Brown, L. S. (2018). *Handbook of feminist therapy*{~~, vol. 3~> (Vol. 3)~~}. American Psychological Association.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look between the title and the parentheses."""
        main = part.main
        if main is None or not part.parentheses or part.quotes is not None:
            return
        first = part.parentheses[0]
        if not first.items or first.items[0].kind not in {"edition", "volume", "number", "version"}:
            return
        if any(item.kind.startswith("pages") for item in first.items):
            return
        gap = part.whole[main.end : first.start]
        typed = gap.strip()
        if first.text.startswith("("):
            if typed in {".", ",", ":"} and not (typed == "." and ABBREVIATED.search(main.text)):
                start = main.end + gap.index(typed)
                yield self.mark(
                    (start, start + 1), replace="", typed=typed, item=first.text, right=first.text.strip("()")
                )
        elif typed == "," and len(first.items) == 1 and not part.brackets:
            right = _bare(first.items[0])
            if right:
                following = part.parentheses[1] if len(part.parentheses) > 1 else None
                joins = following is not None and part.whole[first.end : following.start] == " "
                edit = (main.end, following.start + 1, f" ({right}, ") if joins and following else None
                where = (main.end, first.end)
                yield self.mark(where, edit or (*where, f" ({right})"), typed=typed, item=first.text, right=right)


def _bare(item: Item) -> str:
    """APA's form of an edition or a volume that stands after a comma."""
    if item.kind == "edition":
        form = _edition(item)
        return form[0] if form is not None else ""
    if item.kind == "volume" and item.value is not None:
        value = item.value.text
        return f"Vol. {_arabic(value) if _ROMAN.fullmatch(value) else value}"
    return ""


class VolumeLabelForm(Rule[Title]):
    """A book's volume is not written "Vol. 2" or "Vols. 1–4".

    The label is capitalized and abbreviated, the number an Arabic figure.
    """

    code = "TTL021"
    signs = ("Vol", "vol")
    section = "9.20, 9.50"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The volume reads “{typed}”; APA writes “{right}”."
    VALID = ("Fiske, S. T. (2010). *Handbook of social psychology* (5th ed., Vol. 1). John Wiley & Sons.",)
    INVALID = ("Fiske, S. T. (2010). *Handbook of social psychology* ({~~volume 1~>Vol. 1~~}). John Wiley & Sons.",)

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare each volume with APA's form."""
        for parenthesis in part.parentheses:
            if not parenthesis.text.startswith("("):
                continue
            for item in parenthesis.items:
                if item.kind != "volume" or item.label is None or item.value is None:
                    continue
                value = item.value.text.strip()
                if item.label.text.strip(" .").lower() not in _VOLUME_LABELS:
                    continue
                applicability = SAFE
                if _ROMAN.fullmatch(value):
                    value, applicability = _arabic(value), UNSAFE
                elif not _VOLUMES.fullmatch(value):
                    continue
                right = f"{'Vol.' if value.isdigit() else 'Vols.'} {value}"
                if item.text != right:
                    yield self.mark(item, replace=right, applicability=applicability, typed=item.text, right=right)


def _arabic(numeral: str) -> str:
    """A Roman numeral of I, V and X as a figure."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))


class TitleParenthesesOrder(Rule[Title]):
    """Edition, volume and pages are out of order, or stand in parentheses of their own.

    One pair of parentheses holds them, in this order, with commas between: "(7th ed., Vol. 2, pp. 339–380)".
    """

    code = "TTL022"
    section = "9.19, 9.28"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The parentheses read “{typed}”; APA writes “{right}”: edition, volume, pages in one pair."
    gives_way_to = ("TTL017", "TTL021", "BKC010")
    VALID = (
        "Piaget, J. (1970). *The psychology of the child* (H. Weaver, Trans.; 2nd ed.). Basic Books.",
        "Weiner, I. B. (2013). *Handbook of psychology* (2nd ed., Vol. 4). Wiley.",
    )
    INVALID = (
        "Weiner, I. B. (2013). *Handbook of psychology* {~~(2nd ed.) (Vol. 4)~>(2nd ed., Vol. 4)~~}. Wiley.",
        "Weiner, I. B. (2013). *Handbook of psychology* {~~(Vol. 4, 2nd ed.)~>(2nd ed., Vol. 4)~~}. Wiley.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare the order of the items, and count the parentheses."""
        parentheses = part.parentheses
        if not parentheses or not all(_plain(parenthesis) for parenthesis in parentheses):
            return
        items = [item for parenthesis in parentheses for item in parenthesis.items]
        ranks = [_ORDER[item.kind] for item in items]
        if len(items) == 1 or len(set(ranks)) != len(ranks):
            return
        if any(part.whole[before.end : after.start].strip() for before, after in pairwise(parentheses)):
            return
        if ranks == sorted(ranks) and len(parentheses) == 1:
            return
        right = f"({', '.join(item.text for item in sorted(items, key=lambda item: _ORDER[item.kind]))})"
        where = (parentheses[0].start, parentheses[-1].end)
        yield self.mark(where, replace=right, typed=part.whole[where[0] : where[1]], right=right)


def _plain(parenthesis: Parenthesis) -> bool:
    """Whether parentheses hold edition, volume and pages only."""
    return (
        parenthesis.text.startswith("(")
        and bool(parenthesis.items)
        and all(i.kind in _ORDER for i in parenthesis.items)
    )
