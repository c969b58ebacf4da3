"""Reports → marks about the form and the place of their numbers (SRC002, SRC003)."""

from collections.abc import Iterator

import regex

from apacheck.findings import SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.entry import body_end

_KINDS = (
    r"(?:report|brief|paper|publication|memorandum|memo|bulletin|circular|monograph|document|standard|patent|note|series"
    r"|statement|contract|grant|guideline|factsheet|fact sheet)"
)
_NUMBERED = pattern(
    rf"""[(;,]\s?
        (?P<item>
            (?P<label>(?:[\p{{L}}\d.&’'/-]++\s){{0,6}}{_KINDS})\s*+
            (?P<sign>\#|№|number\b|num\b\.?|nr\b\.?|no\b\.?)\s*+
            (?P<number>[\p{{L}}\d]++(?:[.,:/\p{{Pd}}][\p{{L}}\d]++)*+)
        )(?=[);,]|$)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SMALL = frozenset("of and the for in on to a an de la et".split())  # noqa: SIM905


class ReportNumberForm(Rule[Title]):
    """The number of a report has "#", "no." or a lowercase label.

    APA writes "(Report No. 12)", "(NIH Publication No. 18-2424)", "(Issue Brief No. 1)".

    A number without any such sign ("Working Paper 12") is left alone, for some series are numbered so.
    """

    code = "SRC002"
    section = "10.4, 9.19, 9.50"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The number reads “{found}”; APA writes “{right}”."
    gives_way_to = ("OLD013",)
    VALID = (
        "National Cancer Institute. (2018). *Facing forward: Life after cancer treatment* (NIH Publication No. 18-2424). "
        "https://www.cancer.gov/publications/patient-education/life-after-cancer-treatment.pdf",
        "Humud, C. E. (2022). *Water and U.S. policy* (Report No. IF11930). Congressional Research Service. "
        "https://sgp.fas.org/crs/misc/water.html",
    )
    INVALID = (
        "Loeffler, C., & Yeo, A. (2016). *Debt and the ageing household* ({~~Technical report #44~>Technical Report No. "
        "44~~}). Bank of Canada. https://www.bankofcanada.ca/tr44.pdf",
        "Card, D., & Moretti, E. (2005). *Does voting technology affect outcomes?* ({~~Working Paper no. 11309~>Working "
        "Paper No. 11309~~}). National Bureau of Economic Research.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for labels with a number in the parentheses at the end of a title."""
        text = part.text
        if "(" not in text:
            return
        for match in _NUMBERED.finditer(text, text.index("(")):
            words = match["label"].split(" ")
            label = " ".join(
                word[0].upper() + word[1:] if word.islower() and (word not in _SMALL or not index) else word
                for index, word in enumerate(words)
            )
            number = match["number"]
            right = f"{label} No. {number}"
            found = match["item"]
            if found != right and text.find(")", match.end()) >= 0:
                yield self.mark(
                    (part.start + match.start("item"), part.start + match.end("item")),
                    replace=right,
                    found=found,
                    right=right,
                )


_LOOSE = pattern(
    r"""(?P<before>[.,;?!]\s+)
        (?P<number>
            (?:(?:\p{Lu}[\p{L}&’'/-]*+|(?:\p{Lu}\.){2,4}|Tech\.|Res\.|Dept\.|of|and|on|for|in|the)\s+){0,6}
            (?:Report|Brief|Paper|Publication|Memorandum|Memo|Circular|Policy\ Note|Technical\ Note|Research\ Note)
            \s+(?:No\.|Number|\#)\s*[\p{L}\d]++(?:[./\p{Pd}][\p{L}\d]++)*+
        )(?=[.,;]|\s*$)""",
    regex.VERBOSE,
)
_SIGN = pattern(r"(?<!\s)\s++(?:No\.|Number|#)\s*")


class ReportNumberPosition(Rule[Reference]):
    """The number of a report stands outside the parentheses after its title.

    APA puts it right after the title: "Title (Issue Brief No. 1). Publisher."

    The rule knows the usual kinds of papers with a "No." and leaves the numbers of book series and periodicals alone.
    """

    code = "SRC003"
    signs = ("No.", "Number", "#")
    section = "10.4"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” stands outside parentheses; APA writes “({right})” right after the title."
    VALID = (
        "Lichtenstein, J. (2013). *Profile of veteran business owners* (Issue Brief No. 1). U.S. Small Business "
        "Administration. https://www.sba.gov/sites/default/files/issue-brief-1.pdf",
    )
    INVALID = (
        "Ferguson, M. (2018). *Water use in desert cities*{~~. RAND Corporation, Report No. RR-2415~> (Report No. RR-2415). "
        "RAND Corporation~~}. https://www.rand.org/pubs/research_reports/RR2415.html",
        "Ferguson, M. (2018). *Water use in desert cities*{~~. Working Paper No. 212~> (Working Paper No. 212)~~}. National "
        "Bureau of Economic Research. https://www.nber.org/papers/water",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a labelled number between the title and the link."""
        title, periodical = part.title, part.periodical
        if title is None or title.main is None or part.container is not None or part.law is not None:
            return
        if periodical is not None and (periodical.volume is not None or periodical.pages is not None):
            return
        whole, end = part.whole, body_end(part)
        if not any(sign in whole[title.start : end] for sign in ("No.", "Number", "#")):
            return
        match = _LOOSE.search(whole, title.start, end)
        if match is None or _is_inside(whole, title.start, match.start()):
            return
        found = match["number"]
        right = _SIGN.sub(" No. ", found)
        start = min([piece.start for piece in (*title.parentheses, *title.brackets)], default=title.end)
        start = len(whole[:start].rstrip())
        if match.start() < start or match.start() <= title.end:
            start = match.start() + (match["before"][0] in "?!")
        between = whole[start : match.start()]
        stop = match.end("number")
        edits: tuple[tuple[int, int, str], ...] = ((start, stop, f" ({right}){between}"),)
        if not between and whole[stop : stop + 1] in {",", ";"}:
            edits = ((start, stop + 1, f" ({right})."),)
        if (not between and "." in whole[title.start : start].rstrip(".")) or title.parentheses:
            # What is taken for the title may be title and publisher; or other parentheses have to be joined with these.
            yield self.mark((match.start("number"), stop), found=found, right=right)
            return
        yield self.mark((edits[0][0], edits[0][1]), *edits, found=found, right=right)


def _is_inside(whole: str, start: int, place: int) -> bool:
    """Whether a place is within parentheses or brackets that were opened since `start`."""
    before = whole[start:place]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")
