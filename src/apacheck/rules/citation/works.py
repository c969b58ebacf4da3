"""Citations → marks on several works in one set of parentheses: order, separators, repeated names (CIT012–CIT014, CIT036)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from apacheck.citations import Citation, CitedYear, Work
from apacheck.citations.known import key
from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule

_LIST = (
    "\n\nReferences\n\nAdams, P. (2012). *Reading at home*. Routledge.\n\nSmith, T. (2010). *Reading aloud*. Routledge."
)
_TWO = (
    "\n\nReferences\n\nZhou, L. (2000). *Reading at home*. Routledge.\n\nZhou, L. (2016). *Reading aloud*. Routledge."
)
_COMMA = pattern(r"\s*,\s*")
_SEMICOLON = pattern(r"\s*;\s*")


def _names(work: Work) -> tuple[str, ...]:
    return tuple(key(name.family.text) for name in work.names)


def _stretches(citation: Citation) -> Iterator[list[Work]]:
    """Runs of works that are in one order: a "see also" begins another."""
    first = 1 if citation.form == "narrative" else 0
    run: list[Work] = []
    for index, work in enumerate(citation.works[first:], first):
        separator = citation.separators[index - 1].text if index and index - 1 < len(citation.separators) else ";"
        if run and (work.signal is not None or not _SEMICOLON.fullmatch(separator)):
            yield run
            run = []
        if work.through is not None or work.original or work.kind != "author-date" or work.names[0].kind == "title":
            if run:
                yield run
            run = []
            continue
        run.append(work)
    if run:
        yield run


def _place(year: CitedYear) -> tuple[int, str, str]:
    """Where a year stands in order: no date first, in press last."""
    rank = 0 if year.label == "n.d." else 1 if year.label[:1].isdigit() else 2
    return rank, year.label.rjust(6), year.letter


class MultipleWorksOrder(Rule[Citation]):
    """Works in one set of parentheses are not in alphabetical order.

    They stand in the order of the list: by the first author's name. After “see also” the order begins anew.
    """

    code = "CIT012"
    section = "8.12"
    severity = WARNING
    fix = UNSAFE
    message = "“{later}” stands before “{earlier}”; APA orders the works in parentheses alphabetically."
    VALID = (
        f"They read (Adams, 2012; Smith, 2010).{_LIST}",
        f"They read (Smith, 2010; see also Adams, 2012).{_LIST}",
    )
    INVALID = (f"They read ({{~~Smith, 2010; Adams, 2012~>Adams, 2012; Smith, 2010~~}}).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare the first names."""
        for run in _stretches(part):
            if len(run) < 2 or any(work.nested for work in run):
                continue
            in_order = sorted(run, key=_order)
            wrong = next(((left, right) for left, right in pairwise(run) if _order(left) > _order(right)), None)
            if wrong is None:
                continue
            texts = [part.whole[work.start : work.end] for work in in_order]
            start, end = run[0].start, run[-1].end
            yield self.mark(
                (start, end),
                replace="; ".join(texts),
                later=wrong[0].names[0].family.text,
                earlier=wrong[1].names[0].family.text,
            )


def _order(work: Work) -> str:
    name = key(work.names[0].family.text)
    return name.removeprefix("the") if work.names[0].kind == "group" else name


class MultipleWorksSeparator(Rule[Citation]):
    """A comma separates works by different authors.

    Works by different authors are separated by semicolons; commas stand between the years of one author.
    """

    code = "CIT013"
    section = "8.12"
    severity = ERROR
    fix = UNSAFE
    message = "a comma stands between “{first}” and “{second}”; APA separates works by semicolons."
    VALID = (
        f"They read (Adams, 2012; Smith, 2010).{_LIST}",
        f"They read (Rabbitt, 1982, as cited in Smith, 2010; Adams, 2012).{_LIST}",
    )
    INVALID = (f"They read (Adams, {{~~2012, Smith~>2012; Smith~~}}, 2010).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what separates works."""
        for left, right, between in zip(part.works, part.works[1:], part.separators, strict=False):
            if right.through is not None or left.original or left.kind != "author-date" or not left.years:
                continue
            if _COMMA.fullmatch(between.text) and right.kind == "author-date" and right.signal is None:
                last = left.years[-1]
                yield self.mark(
                    (last.start if left.locator is None else left.locator.start, right.names[0].end),
                    (between.start, between.end, "; "),
                    first=part.whole[left.start : left.end],
                    second=part.whole[right.start : right.end],
                )


class SameAuthorWorksForm(Rule[Citation]):
    """An author's name is repeated for another year, or the years are out of order.

    Works by the same authors share their name; the years follow in order, “n.d.” first and “in press” last.

    Works with locators are kept apart, and so are works cited with “et al.”, whose further authors may differ.
    """

    code = "CIT014"
    section = "8.12"
    severity = WARNING
    fix = UNSAFE
    message = "{what}; APA names the author once and gives the years in order: “{right}”."
    VALID = (
        f"They read (Zhou, 2000, 2016), and they read again (Zhou, 2000, p. 3; Zhou, 2016, p. 4).{_TWO}",
        f"They read (Zhou, 2000; see also Zhou, 2016).{_TWO}",
    )
    INVALID = (f"They read ({{~~Zhou, 2016; Zhou, 2000~>Zhou, 2000, 2016~~}}).{_TWO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare names of neighbours, and the years of each work."""
        for run in _stretches(part):
            index = 0
            while index < len(run):
                same = [run[index]]
                while index + len(same) < len(run) and _same(same[0], run[index + len(same)]):
                    same.append(run[index + len(same)])
                index += len(same)
                yield from self._judge(part, same)

    def _judge(self, part: Citation, same: Sequence[Work]) -> Iterator[Mark]:
        years = [year for work in same for year in work.years]
        if any(work.locator is not None or work.nested for work in same) or not years:
            return
        if any(year.calendar is not None or year.original for year in years) or same[0].comma is None:
            return
        ordered = sorted(years, key=_place)
        if len(same) == 1 and ordered == years:
            return
        labels: list[str] = []
        for year in ordered:
            text = year.text if len(year.text) > 1 else f"{year.label}{year.letter}"
            if text not in labels:
                labels.append(text)
        first = same[0]
        head = part.whole[first.start : first.years[0].start]
        right = head + ", ".join(labels)
        what = f"“{first.names[0].family.text}” is repeated" if len(same) > 1 else "the years are not in order"
        yield self.mark((first.start, same[-1].years[-1].end), replace=right, what=what, right=right)


def _same(left: Work, right: Work) -> bool:
    if left.et_al is not None or right.et_al is not None or left.names[0].given is not None:
        return False
    return _names(left) == _names(right) and right.names[0].given is None


class AdjacentParentheses(Rule[Citation]):
    """Two sets of parentheses with citations stand side by side.

    Works that support the same statement share one set of parentheses, separated by semicolons.
    """

    code = "CIT036"
    section = "8.12"
    severity = WARNING
    fix = SAFE
    message = "two citations stand side by side; APA puts them into one set of parentheses, with a semicolon between."
    VALID = (f"They read (Adams, 2012; Smith, 2010). Smith (2010) agrees (see Table 1).{_LIST}",)
    INVALID = (f"They read (Adams, 2012{{~~) (~>; ~~}}Smith, 2010).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at the citation before."""
        before = part.neighbor
        if before is not None and not before.rest and not part.rest:
            yield self.mark((before.closing - 1, part.opening + 1), replace="; ")
