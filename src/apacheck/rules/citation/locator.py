"""Citations → marks on locators and on quotations that lack one (CIT019–CIT022)."""

from collections.abc import Iterator

from apacheck.citations import Citation, Locator
from apacheck.findings import ERROR, SAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule

_LIST = "\n\nReferences\n\nMoreno, P. (2014). *Reading at home*. Routledge."
#: APA's labels by what is typed for them, in lower case without a period.
_LABELS = {
    "p": "p.", "pg": "p.", "page": "p.", "pp": "pp.", "pgs": "pp.", "pages": "pp.", "para": "para.", "par": "para.",
    "paragraph": "para.", "paras": "paras.", "paragraphs": "paras.", "chapter": "Chapter", "chap": "Chapter", "ch": "Chapter",
    "chapters": "Chapters", "section": "Section", "sec": "Section", "table": "Table", "figure": "Figure", "fig": "Figure",
    "slide": "Slide", "slides": "Slides", "tables": "Tables", "figures": "Figures", "sections": "Sections",
}  # fmt: skip
_SEVERAL = pattern(r"[–—‒‐,&-]|\band\b|\bff?\.")
_HYPHEN = pattern(r"(?<!\d)(?P<first>\d++)\s?(?P<dash>-)\s?(?P<last>\d+)")
_QUOTATION = pattern(r"[“\"](?P<words>[^“”\"]{20,1500}?)[,.…]?[”\"][,.]?\s*\Z")
_WORD = pattern(r"[\p{L}\p{M}’']+")
_PREFACED = pattern(
    r"\b(?:titled|entitled|called|named|termed|labell?ed|book|article|chapter|essay|paper|film|item|question|statement|survey|section)\s*,?\s*[“\"]?\Z"
)
#: Fewer words are a term, a title or irony.
_FEWEST = 5


def _expected(locator: Locator) -> str | None:
    """The label that APA has, for the number of pages that follow; None where the label is none of APA's short ones."""
    if locator.label is None:
        return "pp." if _SEVERAL.search(locator.value.text) else "p."
    label = _LABELS.get(locator.label.text.lower().rstrip("."))
    if label in {"p.", "pp."} and locator.label.text not in {"p.", "pp."}:
        several = _SEVERAL.search(locator.value.text) is not None
        return "pp." if several else "p."
    return label


def _locators(part: Citation) -> Iterator[Locator]:
    for work in part.works:
        if work.locator is not None and work.kind == "author-date":
            yield work.locator


class PageLocatorForm(Rule[Citation]):
    """A locator is not written as APA writes it.

    Locators follow a comma, have APA's label (p., pp., para., Chapter, Table …) and a space before the number.

    Canonical numbers (“1 Cor. 13:1”, “1.3.36–37”) and time stamps have no label.
    """

    code = "CIT019"
    section = "8.13, 8.25"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands for “{right}”."
    VALID = (
        f"They read “slowly, and with their fingers on the page” (Moreno, 2014, p. 45), or not (Moreno, 2014, Chapter 3).{_LIST}",
        f"They read (Moreno, 2014, 1:30:40; Moreno, 2014, 1.3.36–37).{_LIST}",
    )
    INVALID = (
        f"They read (Moreno, 2014, {{~~pg. 45~>p. 45~~}}).{_LIST}",
        f"They read (Moreno, 2014{{~~: 45~>, p. 45~~}}).{_LIST}",
        f"They read (Moreno, 2014, {{~~p.45~>p. 45~~}}).{_LIST}",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare what stands there with APA's form."""
        for locator in _locators(part):
            label = _expected(locator)
            if locator.label is None and ":" not in locator.lead.text:
                continue
            lead_right = locator.lead.text.strip() == "," or (locator.label is not None and locator.lead.text == "")
            if locator.label is None:
                start, right = locator.lead.start, f", {label} {locator.value.text}"
            else:
                typed = locator.label.text
                gap = part.whole[locator.label.end : locator.value.start]
                if label is None:
                    if not typed.endswith(".") or gap:
                        continue
                    label = typed
                if lead_right and label == typed and gap.isspace():
                    continue
                start = locator.start if lead_right else locator.lead.start
                right = f"{'' if lead_right else ', '}{label} {locator.value.text}"
            end = locator.value.start
            found = part.whole[start : locator.end]
            yield self.mark(
                (start, locator.end),
                (start, end, right.removesuffix(locator.value.text)),
                found=found.strip(),
                right=right.lstrip(", "),
            )


class PageLocatorNumber(Rule[Citation]):
    """“p.” stands before several pages, or “pp.” before one.

    “p.” is for one page, “pp.” for several. A page whose own number has a hyphen (“p. 3-12” of a manual) is one.
    """

    code = "CIT020"
    section = "8.13"
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands before {what}; APA writes “{right}”."
    VALID = (f"They read (Moreno, 2014, pp. 45–47), as the manual says (Moreno, 2014, p. 3-12).{_LIST}",)
    INVALID = (
        f"They read (Moreno, 2014, {{~~p.~>pp.~~}} 45–47).{_LIST}",
        f"They read (Moreno, 2014, {{~~pp.~>p.~~}} 45).{_LIST}",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Count the pages."""
        for locator in _locators(part):
            if locator.label is None or locator.label.text not in {"p.", "pp."}:
                continue
            several = _SEVERAL.search(locator.value.text) is not None
            hyphen = _HYPHEN.search(locator.value.text)
            if hyphen is not None and len(hyphen["first"]) != len(hyphen["last"]) and locator.label.text == "p.":
                continue
            right = "pp." if several else "p."
            if locator.label.text != right:
                what = "several pages" if several else "one page"
                yield self.mark(locator.label, replace=right, found=locator.label.text, what=what, right=right)


class LocatorRangeHyphen(Rule[Citation]):
    """A hyphen stands in a range of pages.

    Ranges have an en dash.
    """

    code = "CIT021"
    section = "8.13, 6.6"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "a hyphen stands in the range “{found}”; APA has an en dash (–)."
    VALID = (f"They read (Moreno, 2014, pp. 45–47), as the manual says (Moreno, 2014, p. 3-12).{_LIST}",)
    INVALID = (f"They read (Moreno, 2014, pp. {{~~45-47~>45–47~~}}).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for hyphens between numbers."""
        for locator in _locators(part):
            label = locator.label.text.lower().rstrip(".") if locator.label is not None else "pp"
            for match in _HYPHEN.finditer(part.whole, locator.value.start, locator.value.end):
                if label in {"p", "pg", "page"} and len(match["first"]) != len(match["last"]):
                    continue
                if label.startswith(("p", "line", "verse")):
                    yield self.mark(match.span(), (match.start("dash"), match.end("dash"), "–"), found=match[0])


class QuotationWithoutLocator(Rule[Citation]):
    """A quotation is cited without a page.

    A direct quotation needs a page number or another locator (paragraph, section, time stamp).

    Only quotations of five words and more that stand right before the citation are looked at; titles and terms are none.
    """

    code = "CIT022"
    section = "8.25"
    section_from_memory = True
    severity = WARNING
    message = "“{found}” follows a quotation without saying where it stands; APA adds a page or another locator."
    VALID = (
        f"They read “slowly, and with their fingers on the page” (Moreno, 2014, p. 45), in a “mixed blessing” (Moreno, 2014).{_LIST}",
        f"In the article “How to Build a Home for Readers,” (Moreno, 2014) they read.{_LIST}",
    )
    INVALID = (f"They read “slowly, and with their fingers on the page” {{==(Moreno, 2014)==}}.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for a quotation right before the parentheses."""
        if part.form != "parenthetical" or part.rest or len(part.works) != 1:
            return
        work = part.works[0]
        if (
            work.locator is not None
            or work.kind != "author-date"
            or work.names[0].kind == "title"
            or work.signal is not None
        ):
            return
        low = max(0, part.start - 1600)
        before = part.whole[low : part.start]
        if before.rstrip()[-1:] not in '”"' and before.rstrip()[-2:-1] not in '”"':
            return
        match = _QUOTATION.search(before)
        if match is None:
            return
        words = _WORD.findall(match["words"])
        capitals = sum(word[0].isupper() for word in words[1:] if len(word) > 3)
        if len(words) < _FEWEST or capitals * 2 > len([word for word in words[1:] if len(word) > 3]):
            return
        if _PREFACED.search(before[: match.start()]) is not None:
            return
        yield self.mark((part.start, part.end), found=part.text)
