"""Containers of chapters → marks about the pages of the chapter (BKC009–BKC011)."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Container, Reference, Title
from apacheck.rule import Rule

_SINGLE_PAGE = pattern(r"[0-9]+|[ivxlc]+")
_BARE_RANGE = pattern(r" \(([0-9]{1,4})( ?[-‐‑–—] ?)([0-9]{1,4})\)$")
_PAGES_AT_END = pattern(r"[,.]? ?(?:pp?|pgs?)\.? ?[0-9]++(?: ?[-‐‑–—] ?[0-9]++)?$")
_PAGE_LABEL = pattern(r"^(?:pp?|pgs?)\.? ?", regex.IGNORECASE)
_PAGE_LABELS = frozenset({"p", "pp", "pg", "pgs", "page", "pages"})
#: Words whose period belongs to them, at the end of a book's title.
_ABBREVIATED = pattern(r"(?:\b(?:Inc|Co|Corp|Ltd|Jr|Sr|Bros|etc|vs|Dr|St|Mt)|\b\p{Lu})$")
_YEAR_FROM, _YEAR_TO = 1000, 2100


def has_pages(title: Title) -> bool:
    """Whether the parentheses after a book's title hold pages."""
    return bool(title.items("pages") or title.items("pages-bare"))


def _open_end(title: Title) -> int | None:
    """Where the words of the title end if pages stand among them without parentheses."""
    if title.main is None:
        return None
    bare = title.parentheses[0] if len(title.parentheses) == 1 and not title.brackets else None
    if bare is not None:
        return None if bare.text.startswith("(") or bare.items[-1].kind != "pages" else bare.end
    return title.main.end if title.main.end == title.end and "p" in title.main.text else None


class ChapterPagesPosition(Rule[Reference]):
    """The chapter's pages stand outside the parentheses after the book's title.

    They belong right after the title of the book, before the publisher: "Book title (pp. 5–19). Publisher."
    """

    code = "BKC009"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The chapter's pages stand outside parentheses; APA writes “(pp. {range})” right after the book's title."
    VALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* (4th ed., pp. 5–19). "
        "Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions*{~~. Guilford Press, pp. 5–19~> "
        "(pp. 5–19). Guilford Press~~}.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions*{~~, pp. 5–19~> (pp. 5–19)~~}. "
        "Guilford Press.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for pages after the publisher, or at the end of the book's title."""
        container = part.container
        if container is None or part.law is not None:
            return
        title = container.title
        if part.pages is not None:
            pages = part.pages
            number = _PAGE_LABEL.sub("", pages.text)
            if pages.start < container.end or has_pages(title) or not pages.ranges:
                return
            label = "pp." if pages.ranges[0].last is not None or len(pages.ranges) > 1 else "p."
            between = part.whole[container.end : pages.start].rstrip(" ,.;:(")
            parenthesis = title.parentheses[-1] if title.parentheses and not title.brackets else None
            start, new = container.end, f" ({label} {number})"
            if parenthesis is not None and parenthesis.end == container.end and parenthesis.text.endswith(")"):
                start, new = container.end - 1, f", {label} {number})"
            end = pages.end + (part.whole[pages.end : pages.end + 1] == ")")
            yield self.mark((start, end), replace=new + between, range=number)
        elif title.main is not None and (stop := _open_end(title)) is not None:
            found = _PAGES_AT_END.search(part.whole, title.main.start, stop)
            if found is not None and found.start() > title.main.start:
                start = found.start()
                number = _PAGE_LABEL.sub("", found[0].lstrip(" ,."))
                label = "p." if number.isdigit() else "pp."
                yield self.mark((start, stop), replace=f" ({label} {number})", range=number)


class ChapterPagesForm(Rule[Container]):
    """The chapter's pages have the wrong label or none.

    Inside the parentheses "pp." comes before several pages and "p." before one.

    A bare range is taken for pages only where it cannot be a span of years.
    """

    code = "BKC010"
    section = "9.28, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The chapter's pages read “{typed}”; APA writes “{right}”."
    VALID = (
        "Hart, P. (2008). The home front. In A. Mombauer (Ed.), *The Great War (1914–1918)*. Routledge.",
        "Tamir, M. (2016). Fear. In L. F. Barrett (Ed.), *Handbook of emotions* (p. 5). Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* ({~~5–19~>pp. 5–19~~}). "
        "Guilford Press.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* ({~~p.~>pp.~~} 5–19). "
        "Guilford Press.",
    )

    def check(self, part: Container) -> Iterator[Mark]:
        """Compare the label of the pages with their number."""
        title = part.title
        if title.main is not None and title.main.text.endswith(")") and part.editors is not None:
            found = _BARE_RANGE.search(title.main.text)
            if found is not None and not _years(found[1], found[3]):
                start, end = title.main.start + found.start(1), title.main.start + found.end(3)
                typed = part.whole[start:end]
                yield self.mark((start, end), (start, start, "pp. "), typed=typed, right=f"pp. {typed}")
        for item in [*title.items("pages"), *title.items("pages-bare")]:
            pages = item.pages
            if pages is None or not pages.ranges:
                continue
            several = len(pages.ranges) > 1 or pages.ranges[0].last is not None
            if not several and not _SINGLE_PAGE.fullmatch(pages.ranges[0].text):
                continue
            right = "pp." if several else "p."
            number = part.whole[pages.ranges[0].start : pages.ranges[-1].end]
            if pages.label is None:
                if several and not _years(pages.ranges[0].first.text, str(pages.ranges[0].last)):
                    first = pages.ranges[0].start
                    where = (first, pages.ranges[-1].end)
                    yield self.mark(where, (first, first, f"{right} "), typed=number, right=f"{right} {number}")
                continue
            typed = pages.label.text.rstrip()
            if typed != right and typed.lower().rstrip(".") in _PAGE_LABELS:
                where = (pages.label.start, pages.label.start + len(typed))
                yield self.mark(where, replace=right, typed=item.text, right=f"{right} {number}")


def _years(first: str, last: str) -> bool:
    """Whether two numbers could be the years of a span of time."""
    if not (first.isdigit() and last.isdigit()):
        return False
    return _YEAR_FROM <= int(first) < _YEAR_TO and (int(last) < 100 or _YEAR_FROM <= int(last) < _YEAR_TO)


class ChapterPagesPunctuation(Rule[Container]):
    """A period or comma stands between the book's title and the parentheses with the pages.

    The parentheses belong to the title and follow it directly; the period comes after them.
    """

    code = "BKC011"
    section = "9.28, 9.5"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” separates the book's title from its parentheses; APA puts nothing between them."
    VALID = (
        "Price, D. (2008). The making of a studio. In A. Hart (Ed.), *Monsters, Inc.* (pp. 5–19). Routledge.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Why feel?* (pp. 5–19). Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions*{--.--} (pp. 5–19). Guilford Press.",
    )

    def check(self, part: Container) -> Iterator[Mark]:
        """Look between the title and its parentheses, and between two parentheses."""
        title = part.title
        if title.main is None or not has_pages(title):
            return
        for before, after in pairwise([title.main, *title.parentheses]):
            if not after.text.startswith("("):
                return
            gap = part.whole[before.end : after.start]
            typed = gap.strip()
            if typed in {".", ",", ";", ".,"} and not (typed == "." and _ABBREVIATED.search(before.text)):
                start = before.end + gap.index(typed)
                yield self.mark((start, start + len(typed)), replace="", typed=typed)
