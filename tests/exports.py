"""What the tests of exports share: entries, exported; words of a text in one form."""

from pathlib import Path

import regex

from apacheck import export
from apacheck.document import read
from apacheck.entries import Entry, locate
from apacheck.export import Work
from apacheck.reference import forms
from apacheck.reference.date import MONTH_NUMBER
from apacheck.text import Span, StyledText

FIXTURES = Path(__file__).parent.parent / "fixtures"

ARTICLE = "Laurent, W., & Ito, M., Jr. (2008a). Human resources: DNA and the Bee Council. Information Management, 18(6), 15–19. https://doi.org/10.1037/a_0028240"
CHAPTER = "Lewin, K. (1999). Group decisions. In M. Gold & J. van Roe (Eds.), The social scientist (2nd ed., pp. 265–284). Sage."
SET = "Doe, J. (2012). Bees. In M. Gold (Ed.), All insects: Vol. 2. Small ones (pp. 5–9). Wiley."
TRANSLATION = "Piaget, J. (1969). The child (H. Weaver, Trans.; 2nd ed.). Basic Books. (Original work published 1966)"
THESIS = (
    "Roe, A. (2019). Fish [Doctoral dissertation, Rice University]. ProQuest. https://www.proquest.com/docview/1234567"
)
REPORT = (
    "National Cancer Institute. (2018). Facing forward (NIH Publication No. 18-2424). https://www.cancer.gov/facing"
)
PAGE = "Bee Council. (n.d.). Bees. Retrieved July 3, 2019, from https://www.bees.org/a%20b_c"
NEWS = "Hess, A. (2019, January 3). Cats who take direction. The New York Times, C1."
TALK = "Pearson, J. (2018, September 27–30). Fat talk [Poster presentation]. Bee Congress, Sydney, NSW, Australia. http://bit.ly/2XGSThP"
SOFTWARE = "Borenstein, M. (2014). Meta-analysis (Version 3.3.070) [Computer software]. Biostat. https://www.meta.com/"
DATA = "Veettil, P. (2021). Survey [Data set]. Harvard Dataverse. https://doi.org/10.7910/DVN/3OUPKS"
FILM = "Lang, F. (Director). (1927). Metropolis [Film]. Kino Lorber."
SERIES = "Simon, D. (Executive Producer). (2002–2008). The wire [TV series]. Blown Deadline; HBO."
POST = (
    "White, B. [@Betty]. (2018, June 21). I treasure every minute [Tweet]. Twitter. https://twitter.com/x/status/10098"
)
CASE = "Brown v. Board of Education, 347 U.S. 483 (1954)."
ANCIENT = "Aristotle. (ca. 350 B.C.E.). On bees. Sage."
PREPRINT = "Ito, M. (2021). Quantum bees (arXiv:2101.01234). arXiv. https://arxiv.org/abs/2101.01234"
NOT_AN_ENTRY = "see class notes week 3"

EVERY = (
    ARTICLE, CHAPTER, SET, TRANSLATION, THESIS, REPORT, PAGE, NEWS, TALK, SOFTWARE, DATA, FILM, SERIES, POST, CASE, ANCIENT,
    PREPRINT, NOT_AN_ENTRY,
)  # fmt: skip


def works(*texts: str) -> list[Work]:
    """The entries as they would stand in a file, one after the other."""
    document = read("\n\n".join(texts))
    found, place = [], 0
    for index, text in enumerate(texts):
        span = Span(place, place + len(text))
        found.append((Entry(StyledText.plain(text, place), index, span), document, "refs.txt"))
        place += len(text) + 2
    return export.works_of(found)


def fixture_entries() -> list[str]:
    """Every entry of the fixtures."""
    cases = [
        match["entry"]
        for path in sorted((FIXTURES / "parse").glob("*.txt"))
        for match in regex.finditer(
            r"^=+\n.+\n=+\n(?P<entry>.+)\n---$", path.read_text(encoding="utf-8"), regex.MULTILINE
        )
    ]
    documents = [
        entry.text
        for path in sorted((FIXTURES / "documents").glob("*.txt"))
        for found in locate(read(path))
        for entry in found.entries
    ]
    return [*cases, *documents]


def words_of_entry(text: str) -> set[str]:
    """The words that an export of the entry must carry; a description of the sixth edition stands as today's."""
    return words(regex.sub(r"\[([^\[\]]+)\]", lambda match: f"[{forms.description(match[1])}]", text))


#: Words that stand before a value and name it.
LABELS = set(
    """and & al chair chairs ed edn eds edition narr nr producer producers v vol vols volume volumes no nos number issue p pp pages page trans version in on article
    retrieved accessed available viewed from at online https http doi org dx www original work published originally""".split()  # noqa: SIM905
)


def words(text: str) -> set[str]:
    """Words and numbers; months as numbers, ordinals without their endings."""
    found = regex.findall(r"\p{N}+|[\p{L}\p{M}]+", regex.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text.casefold()))
    return {str(MONTH_NUMBER.get(word, word.lstrip("0") or "0")) for word in found}
