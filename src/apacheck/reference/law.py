"""Legal references, which have a form of their own: "Brown v. Board of Education, 347 U.S. 483 (1954)."."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Law, Part

_CASE = pattern(
    r"(?P<name>.{2,160}?\sv(?:s)?\.\s.{2,160}?),\s(?P<volume>\d{1,4})\s(?P<reporter>[A-Z][\w.’' ]{0,30}?\.?(?:\d[a-z]{1,2})?\.?)\s(?P<page>\d{1,6}|_{2,})\b.*?"
    r"\((?P<court>[^()]*?)\s?(?P<year>\d{4})\)",
    regex.DOTALL,
)
_SIGNS = pattern(
    r"\b(?:U\.?S\.?C\.?|C\.?F\.?R\.?|F\.R\.|Fed\. Reg\.|Pub\. L\.|Cong\.|Stat\.|U\.S\. Const\.|Const\. (?:art|amend)\.|Exec\. Order|H\.R\.|S\. Rep\.|S\. Res\.|U\.N\. Charter)"
)
_OPENING = pattern(r"(?:U\.S\.|[A-Z][a-z]+\.) Const\.|U\.N\. Charter|H\.R\.|S\. Rep\.|S\. Res\.|Exec\. Order|S\. \d")
_YEAR = pattern(r"\((?:[^()]*?\s)?(?P<year>\d{4})\)")
_KINDS = (
    ("U.S.C", "statute"), ("Pub. L.", "statute"), ("C.F.R", "regulation"), ("Fed. Reg.", "regulation"), ("F.R.", "regulation"),
    ("Const.", "constitution"), ("Exec. Order", "order"), ("Rep. No.", "report"), ("Charter", "charter"), ("H.R.", "bill"), ("S. ", "bill"),
    ("Cong.", "hearing"), ("Stat.", "statute"),
)  # fmt: skip


def read_law(whole: str, start: int, end: int) -> Law | None:
    """Read `whole[start:end]` (links left out) as a legal reference, or None where it is none."""
    if " v. " in whole[start:end] or " vs. " in whole[start:end]:
        match = _CASE.match(whole, start, end)
        if match is not None:
            pieces = {name: Part(whole, *match.span(name)) for name in ("name", "volume", "reporter", "page", "year")}
            court = Part(whole, *match.span("court")) if match["court"] else None
            return Law(whole, start, end, kind="case", court=court, **pieces)
    if not _SIGNS.search(whole, start, min(end, start + 400)):
        return None
    year = _YEAR.search(whole, start, end)
    if _OPENING.match(whole, start, end) is None:
        # An act or hearing: a name, a comma, the citation, and the year in parentheses at the end.
        sign = _SIGNS.search(whole, start, end)
        comma = whole.find(",", start, end)
        if sign is None or comma < 0 or year is None or year.start() < sign.start() or comma > sign.start():
            return None
    kind = next((kind for sign_text, kind in _KINDS if sign_text in whole[start:end]), "statute")
    comma = whole.find(",", start, end)
    name = Part(whole, start, comma) if comma > 0 else None
    return Law(whole, start, end, kind=kind, name=name, year=Part(whole, *year.span("year")) if year else None)  # type: ignore[arg-type]
