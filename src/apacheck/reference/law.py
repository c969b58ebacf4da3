"""Legal references, which have a form of their own: "Brown v. Board of Education, 347 U.S. 483 (1954)."."""

from typing import Literal

import regex

from apacheck.patterns import pattern
from apacheck.reference.date import MONTHS
from apacheck.reference.model import Law, Part

_LawKind = Literal[
    "case", "statute", "bill", "hearing", "report", "regulation", "order", "constitution", "treaty", "charter"
]

_CASE = pattern(
    r"(?P<name>.{2,160}?\sv(?:s)?\.\s.{2,160}?|(?:In re|Ex parte|Matter of|In the Matter of)\s.{2,160}?),?\s(?P<volume>\d{1,4})\s(?P<reporter>[A-Z][\w.’' ]{0,30}?\.?(?:\d[a-z]{1,2})?\.?)\s(?P<page>\d{1,6}|_{2,})\b.*?"
    r"\((?P<court>[^()]*?)\s?(?P<year>\d{4})\)",
    regex.DOTALL,
)
_CASE_SIGNS = (" v. ", " vs. ", "In re ", "Ex parte ", "Matter of ")
_SIGNS = pattern(
    r"\b(?:U\.?S\.?C\.?|C\.?F\.?R\.?|F\.R\.|Fed\. Reg\.|Pub\. L\.|Cong\.|Stat\.|U\.S\. Const\.|Const\. (?:art|amend)\.|Exec\. Order|H\. ?R\. (?:\d|Rep\.|Res\.|Con\.|J\.)|S\. Rep\.|S\. Res\.|U\.N\. Charter)"
)
_OPENING = pattern(
    r"(?:(?:[A-Z]\.){2}|[A-Z][a-z]+\.|[A-Z]\. [A-Z][a-z]+\.) Const\.|U\.N\. Charter|H\. ?R\. (?:\d|Rep\.|Res\.|Con\.|J\.)|S\. Rep\.|S\. Res\.|Exec\. Order|S\. \d"
)
_YEAR = pattern(r"\((?:[^()]*?\s)?(?P<year>\d{4})\)")

_SECTION = r"(?P<section>\d[\w.:–-]*(?:\(\w+\))*(?:,? et seq\.)?)"
_TITLE = r"(?P<volume>\d{1,4})\s"
#: The citation, which follows the name; the first that is found tells the kind.
_CITATIONS: tuple[tuple[_LawKind, "regex.Pattern[str]"], ...] = (
    ("order", pattern(r"Exec\. Order (?:No\. )?(?P<number>\d[\d,]*\d)(?:, (?P<volume>\d+) (?P<reporter>C\.F\.R\.) (?P<page>\d+))?")),
    ("charter", pattern(r"(?P<reporter>U\.N\. Charter)(?P<section> (?:art|ch|pmbl)\.[^()]*)?")),
    ("constitution", pattern(r"(?P<reporter>(?:U\.S\.|\p{Lu}[\p{L}.]{0,20}(?: \p{Lu}[\p{L}.]{0,20})?) Const\.) ?(?P<section>(?:art|amend)\.[^()]*[^()\s])?")),
    ("report", pattern(r"(?P<reporter>(?:H\.R\.|S\.|H\.) Rep\.) (?:No\. )?(?P<number>\d+[–-]\d+)")),
    ("bill", pattern(r"\b(?P<number>(?:H\. ?R\.|S\.|H\.) ?(?:(?:Con\.|J\.) ?)?(?:Res\. ?)?\d+)(?:, (?P<volume>\d+)(?:st|nd|rd|d|th) Cong\.)?")),
    ("statute", pattern(rf"{_TITLE}(?P<reporter>U\.?S\.?C\.?(?:A\.|S\.)?) (?:§§? ?|ch\. |[Ss]ec\. )?{_SECTION}")),
    ("statute", pattern(r"(?:Pub\. L\.|P\. ?L\.|Public Law|Pub\. Law) (?:No\. )?(?P<number>\d+[–-]\d+)(?:, (?P<volume>\d+) (?P<reporter>Stat\.) (?P<page>\d+))?")),
    ("regulation", pattern(rf"{_TITLE}(?P<reporter>F\.R\.|Fed\. Reg\.) (?P<page>\d[\d,]*)")),
    ("regulation", pattern(rf"{_TITLE}(?P<reporter>C\.?F\.?R\.?) (?:§§? ?|[Pp]art |pt\. |[Ss]ec\. )?{_SECTION}")),
    ("hearing", pattern(r"\b(?P<volume>\d{1,3})(?:st|nd|rd|d|th) Cong\.")),
    ("statute", pattern(rf"(?P<reporter>\b\p{{Lu}}[\p{{L}}.&’']{{0,20}}+(?: [\p{{L}}.&’']{{1,20}}+){{0,5}}?(?: tit\. \d+)?) (?:§§? ?|ch\. |[Ss]ec\. ){_SECTION}")),
    ("statute", pattern(r"(?<!\d)(?P<volume>\d++) (?P<reporter>Stat\.) (?P<page>\d+)")),
)  # fmt: skip
_HEARING = pattern(r"(?i)\bhearings? before\b")
#: An agreement between states: its name, the day it was signed, perhaps where it is printed.
_TREATY = pattern(
    rf"(?P<name>(?:[^().\d]|(?<=\p{{Lu}})\.){{0,200}}\b(?:Convention|Treaty|Covenant|Protocol|Agreement|Accords?|Pact|Declaration)\b(?:[^().]|(?<=\p{{Lu}})\.){{0,200}}?),\s(?:(?:{'|'.join(MONTHS)})\s\d{{1,2}}),\s(?P<year>\d{{4}})"
    r"(?:,\s(?P<volume>\d+)\s(?P<reporter>\p{Lu}\.[\p{L}.]+(?:\s\p{Lu}\.[\p{L}.]+)?)\s(?P<page>\d+))?,?"
)
_PIECES = ("name", "volume", "reporter", "page", "section", "number", "court", "year")


def read_law(whole: str, start: int, end: int) -> Law | None:
    """Read `whole[start:end]` (links left out) as a legal reference, or None where it is none."""
    stretch = whole[start:end]
    if any(sign in stretch for sign in _CASE_SIGNS):
        match = _CASE.match(whole, start, end)
        if match is not None:
            return _law("case", match, start, end)
    if "(" not in stretch and ", " in stretch:
        match = _TREATY.fullmatch(whole, start, end)
        if match is not None:
            law = _law("treaty", match, start, end)
            law.end = start + len(stretch.rstrip(" ,"))
            return law
    sign = _SIGNS.search(whole, start, min(end, start + 400))
    if sign is None:
        return None
    year = _YEAR.search(whole, start, end)
    if _OPENING.match(whole, start, end) is None:
        # An act or hearing: a name, a comma, the citation, and the year in parentheses at the end.
        comma = whole.find(",", start, end)
        if comma < 0 or year is None or year.start() < sign.start() or comma > sign.start():
            return None
    law = _cited(whole, start, end)
    law.year = Part(whole, *year.span("year")) if year else None
    return law


def _cited(whole: str, start: int, end: int) -> Law:
    """A name and what is cited; where the citation opens the entry there is no name."""
    kind: _LawKind
    for kind, shape in _CITATIONS:
        if kind == "bill" and _HEARING.search(whole, start, end):
            continue
        match = shape.search(whole, start, end)
        if match is not None and (kind not in {"constitution", "charter", "report"} or match.start() == start):
            law = _law(kind, match, start, end)
            low = match.start()
            break
    else:
        comma = whole.find(",", start, end)
        law, low = Law(whole, start, end, kind="statute"), comma if comma > 0 else start
    while low > start and whole[low - 1] in " ,":
        low -= 1
    law.name = Part(whole, start, low) if low > start else None
    return law


def _law(kind: _LawKind, match: "regex.Match[str]", start: int, end: int) -> Law:
    found = {name: match.span(name) for name in match.re.groupindex if match.start(name) < match.end(name)}
    whole = match.string
    pieces = {name: Part(whole, *_bare(whole, *found[name])) for name in _PIECES if name in found}
    return Law(whole, start, end, kind=kind, **pieces)


def _bare(whole: str, start: int, end: int) -> tuple[int, int]:
    while start < end and whole[start] == " ":
        start += 1
    while end > start and whole[end - 1] in " ,":
        end -= 1
    return start, end
