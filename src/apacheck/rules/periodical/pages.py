"""A `Periodical` → marks about pages and article numbers."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import PageRange, Part, Periodical, Reference
from apacheck.rule import Rule


class PagesPrefixedInPeriodical(Rule[Reference]):
    """Pages of an article carry "p." or "pp.".

    Pages in a periodical are bare numbers; "pp." belongs to chapters.

    Pages of newspapers are OLD014's.
    """

    code = "PER009"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("OLD014",)
    message = '"{found}" stands before the pages of an article; APA gives the numbers alone'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), {--pp. --}15–19.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        periodical = part.periodical
        if periodical is None or periodical.pages is None or periodical.pages.label is None:
            return
        if periodical.volume is None and periodical.issue is None:
            return
        label = periodical.pages.label
        yield self.mark(label, replace="", found=label.text.strip())


class PagesAfterColon(Rule[Periodical]):
    """A colon stands before the pages.

    A comma and a space stand between volume or issue and the pages.
    """

    code = "PER010"
    section = "9.25, 9.5"
    severity = ERROR
    fix = SAFE
    message = "a comma, not a colon, stands before the pages"
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, 18{~~(6): ~>(6), ~~}15–19.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        gap = _gap(part)
        if gap is None or not (":" in gap.text or ";" in gap.text):
            return
        if part.volume is not None and part.title.gap(part.volume).text == ":":
            return  # "at 1:30:40": a time
        yield _comma(self, part, gap)


class CommaBeforePagesMissing(Rule[Periodical]):
    """No comma stands before the pages.

    A comma and a space stand between volume or issue and the pages.
    """

    code = "PER019"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    message = "a comma and a space stand before the pages"
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). Human resources. Information Management, 18{~~(6) ~>(6), ~~}15–19.",
        "Laurent, W. (2008). Human resources. Information Management, 18{~~(6). ~>(6), ~~}15–19.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        gap = _gap(part)
        if gap is not None and not any(mark in gap.text for mark in ",:;"):
            yield _comma(self, part, gap)


def _gap(part: Periodical) -> Part | None:
    """What stands between volume or issue and the pages or article number."""
    before = part.issue or part.volume
    after = part.pages or part.article
    if before is None or after is None or after.start < before.end:
        return None
    return before.gap(after)


def _comma(rule: Rule[Periodical], part: Periodical, gap: Part) -> Mark:
    before = part.issue or part.volume
    after = part.pages or part.article
    assert before is not None
    assert after is not None
    return rule.mark((before.start, after.start), (gap.start, gap.end, ", "))


class PagesMissing(Rule[Reference]):
    """An article has no pages.

    The reference of an article gives its pages or its article number.

    Whole issues, advance articles and many online magazines have neither, so this is only a reminder.
    """

    code = "PER011"
    section = "9.25, 9.26"
    severity = INFO
    message = "the article has no pages; give them if there are any"
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, {==18(6)==}.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        periodical = part.periodical
        if (
            periodical is None
            or periodical.pages
            or periodical.article
            or periodical.status
            or not (periodical.volume and periodical.issue)
        ):
            return
        if part.title is not None and not part.title.brackets:
            yield self.mark((periodical.volume.start, periodical.issue.end))


class PageRangeElided(Rule[PageRange]):
    """The last page of a range is shortened.

    Both ends of a range are written in full: 981–998, not 981–98.

    The missing digits are taken from the first page.
    """

    code = "PER012"
    section = "9.25"
    severity = WARNING
    fix = UNSAFE
    message = 'both pages are given in full: "{expected}", not "{found}"'
    VALID = ("Malhotra, D. (2011). Trust after conflict. Academy of Management Journal, 54(5), 981–998.",)
    INVALID = (
        "Malhotra, D. (2011). Trust after conflict. Academy of Management Journal, 54(5), {~~981–98~>981–998~~}.",
    )

    def check(self, part: PageRange) -> Iterator[Mark]:
        first, last = part.first.text, part.last.text if part.last is not None else ""
        if not (first.isdigit() and last.isdigit() and len(last) < len(first)) or part.last is None:
            return
        full = first[: len(first) - len(last)] + last
        expected = f"{first}–{full}"
        if int(full) > int(first):
            yield self.mark(
                part,
                (part.last.start, part.last.start, first[: len(first) - len(last)]),
                found=part.text,
                expected=expected,
            )
        else:
            yield self.mark(part, found=part.text, expected=f"{first}–…")


class PageRangeReversed(Rule[PageRange]):
    """The last page is smaller than the first.

    Pages run from the lower number to the higher.

    Which of the two is wrong only the source tells, so there is no fix.
    """

    code = "PER013"
    section = "9.25"
    severity = ERROR
    message = 'the last page is smaller than the first: "{found}"'
    VALID = ("Malhotra, D. (2011). Trust after conflict. Academy of Management Journal, 54(5), 981–998.",)
    INVALID = ("Malhotra, D. (2011). Trust after conflict. Academy of Management Journal, 54(5), {==998–981==}.",)

    def check(self, part: PageRange) -> Iterator[Mark]:
        first, last = part.first.text, part.last.text if part.last is not None else ""
        if first.isdigit() and last.isdigit() and len(first) == len(last) and int(last) < int(first):
            yield self.mark(part, found=part.text)


class SinglePageArticle(Rule[Periodical]):
    """An article has a single page.

    A reference gives the first and the last page; databases often export the first alone.

    Many editorials, letters and reviews do have one page, so this is only a reminder to check the last one.
    """

    code = "PER014"
    section = "9.25"
    severity = INFO
    gives_way_to = ("REC011",)
    message = "the article has the single page {page}; check that it is not only the first"
    VALID = (
        "Bidault, F., & Castello, A. (2010). Why too much trust harms. MIT Sloan Management Review, 51(4), 33–38.",
    )
    INVALID = (
        "Bidault, F., & Castello, A. (2010). Why too much trust harms. MIT Sloan Management Review, 51(4), {==33==}.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        pages = part.pages
        if pages is not None and len(pages.ranges) == 1 and pages.ranges[0].last is None and part.volume is not None:
            page = pages.ranges[0].first
            if page.text.isdigit():
                yield self.mark(page, page=page.text)


_NUMBER = pattern(r"e\d{4,}|[a-z]{2,6}\d{3,}\w*|[A-Z]{2,}\d{4,}")


class ArticleNumberWordMissing(Rule[Periodical]):
    """An article number lacks the word "Article".

    An article number is introduced by "Article".

    Single pages such as S76 or C1 and page ranges such as e123–e130 are pages; plain digits cannot be told from a page.
    """

    code = "PER015"
    section = "9.27"
    severity = ERROR
    fix = SAFE
    message = 'an article number is introduced by "Article": "Article {number}"'
    VALID = (
        "Burin, D. (2019). Bodies in motion. PLOS ONE, 14(1), Article e0209899.",
        "Roe, A. (2019). Sleep and noise. Psychophysiology, 37(2), S76.",
    )
    INVALID = ("Burin, D. (2019). Bodies in motion. PLOS ONE, 14(1), {~~e0209899~>Article e0209899~~}.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        article = part.article
        if article is not None and article.label is None and _NUMBER.fullmatch(article.number.text):
            yield self.mark(article.number, (article.start, article.start, "Article "), number=article.number.text)


class ArticleNumberForm(Rule[Periodical]):
    """The word before an article number is not "Article".

    APA writes "Article" with a capital and without "No." or "ID".
    """

    code = "PER016"
    section = "9.27"
    severity = ERROR
    fix = SAFE
    message = 'an article number is introduced by "Article" alone, not "{found}"'
    VALID = ("Burin, D. (2019). Bodies in motion. PLOS ONE, 14(1), Article e0209899.",)
    INVALID = ("Burin, D. (2019). Bodies in motion. PLOS ONE, 14(1), {~~article no. ~>Article ~~}e0209899.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        label = part.article.label if part.article is not None else None
        if label is not None and label.text != "Article ":
            yield self.mark(label, replace="Article ", found=label.text.strip())


class AdvanceOnlineForm(Rule[Reference]):
    """ "Advance online publication" is not written as APA writes it.

    The words follow the journal's name as a sentence of their own, with one capital.
    """

    code = "PER026"
    section = "9.26, 10.1"
    severity = WARNING
    fix = SAFE
    message = 'APA writes "Advance online publication." as its own sentence, not "{found}"'
    VALID = (
        "Huestegge, S. M. (2019). Voices and faces. Experimental Psychology. Advance online publication. https://doi.org/10.1027/1618-3169/a000440",
    )
    INVALID = (
        "Huestegge, S. M. (2019). Voices and faces. Experimental Psychology. {~~Advance Online Publication~>Advance online publication~~}. https://doi.org/10.1027/1618-3169/a000440",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        status = part.periodical.status if part.periodical is not None else None
        if part.periodical is None or status is None or status.text == "Advance online publication":
            return
        same = status.text.lower() == "advance online publication"
        if status.text.lower().startswith("in press"):
            return
        start = status.start
        new = "Advance online publication"
        if part.whole[start - 1 : start] == " " and part.whole[start - 2 : start - 1] not in ".?!":
            start, new = start - 1, ". Advance online publication"
        yield self.mark(status, (start, status.end, new), found=status.text, applicability=SAFE if same else UNSAFE)
