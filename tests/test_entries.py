"""Finding the entries: the same list in every layout, and no prose among them."""

import textwrap
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck.document import read
from apacheck.entries import Entry, locate

DOCUMENTS = Path(__file__).parent.parent / "fixtures" / "documents"

LIST = [
    "Bari, S. (2006). Formalized partnerships work best [Video]. YouTube. https://www.youtube.com/watch?v=abc",
    "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan Management Review51(4), 33.",
    "Brown v. Board of Education, 347 U.S. 483 (1954).",
    "Laurent, W. (2008). Human resources and recruiting management. Information Management, 18(6), 15-19. https://doi.org/10.1037/0003-066X.55.1.68",
    "Malhotra, D., & Lumineau, F. (2011). Trust and collaboration in the aftermath of conflict: The effects of contract structure. Academy of Management Journal, 54(5), 981–998.",
    "World Health Organization. (2020). Guidelines on physical activity and sedentary behaviour. https://www.who.int/publications/i/item/9789240015128",
]  # fmt: skip


def wrapped(indent: str, between: str = "\n") -> Callable[[list[str]], str]:
    return lambda entries: between.join(textwrap.fill(entry, 72, subsequent_indent=indent) for entry in entries)


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "one a line": "\n".join,
    "CRLF": "\r\n".join,
    "NEL": "\x85".join,
    "blank lines": "\n\n".join,
    "wrapped": wrapped(""),
    "wrapped, blank lines": wrapped("", "\n\n"),
    "hanging": wrapped("    "),
    "hanging tab, blank lines": wrapped("\t", "\n\n"),
    "numbered 1.": lambda entries: "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1)),
    "numbered [1]": lambda entries: "\n".join(f"[{n}] {entry}" for n, entry in enumerate(entries, 1)),
    "numbered, wrapped": lambda entries: "\n".join(
        textwrap.fill(f"{n}. {entry}", 72, subsequent_indent="   ") for n, entry in enumerate(entries, 1)
    ),
    "numbered 1)": lambda entries: "\n".join(f"{n}) {entry}" for n, entry in enumerate(entries, 1)),
    "numbered (1)": lambda entries: "\n\n".join(f"({n}) {entry}" for n, entry in enumerate(entries, 1)),
    "numbered without a period": lambda entries: "\n".join(f"{n} {entry}" for n, entry in enumerate(entries, 1)),
    "label on its own line": lambda entries: "\n".join(f"[{n}]\n{entry}" for n, entry in enumerate(entries, 1)),
    "numbered, wrapped, no indentation": lambda entries: "\n".join(
        textwrap.fill(f"[{n}] {entry}", 72) for n, entry in enumerate(entries, 1)
    ),
    "first lines indented": lambda entries: "\n".join(
        textwrap.fill(entry, 72, initial_indent="    ") for entry in entries
    ),
    "hanging, narrow": lambda entries: "\n".join(textwrap.fill(entry, 50, subsequent_indent="  ") for entry in entries),
    "wrapped, wide": lambda entries: "\n".join(textwrap.fill(entry, 100) for entry in entries),
    "hanging tab": wrapped("\t"),
    "bullets *, wrapped": lambda entries: "\n".join(
        textwrap.fill(f"* {entry}", 72, subsequent_indent="  ") for entry in entries
    ),
    "bullets ·": lambda entries: "\n".join(f"· {entry}" for entry in entries),
    "bullets -": lambda entries: "\n".join(f"- {entry}" for entry in entries),
    "bullets •": lambda entries: "\n\n".join(f"• {entry}" for entry in entries),
    "heading": lambda entries: "References\n\n" + "\n".join(entries),
    "heading, marked": lambda entries: "## REFERENCES:\n\n" + "\n\n".join(entries),
    "heading, underlined": lambda entries: "References\n==========\n\n" + wrapped("    ", "\n\n")(entries),
    "heading, numbered": lambda entries: "7. Reference list:\n" + wrapped("")(entries),
    "heading on the same line": lambda entries: "References: " + "\n".join(entries),
    "headings inside": lambda entries: (
        "Bibliography\n\nBooks\n\n" + "\n".join(entries[:2]) + "\n\nOther sources\n\n" + "\n".join(entries[2:])
    ),
    "annotated": lambda entries: (
        "References\n\n"
        + "\n\n".join(f"{entry}\n\nThis is what we used when we wrote the second part." for entry in entries)
    ),
    "misspelt heading": lambda entries: "Refrences\n" + "\n".join(entries),
    "after prose": lambda entries: (
        "Trust matters (Laurent, 2008). Bidault & Castello (2010) posit that it can harm.\n\n" + "\n\n".join(entries)
    ),
}


def texts(source: str) -> list[str]:
    return [entry.text for entry in entries_of(source)]


def entries_of(source: str) -> list[Entry]:
    return [entry for found in locate(read(source)) for entry in found.entries]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_entries_at_their_places(layout: str) -> None:
    source = LAYOUTS[layout](LIST)
    report = apacheck.check(source)
    assert [entry.text for entry in report.entries] == LIST
    for entry, text in zip(report.entries, LIST, strict=True):
        stands = source[entry.span.start : entry.span.end]
        assert "".join(stands.split()) == "".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_findings(layout: str) -> None:
    plain = about_entries("\n".join(LIST))
    assert plain
    assert about_entries(LAYOUTS[layout](LIST)) == plain


def about_entries(source: str) -> list[tuple[str, int | None]]:
    """The findings but those about the list and the citations, which differ from one layout to the next."""
    return [(f.code, f.entry) for f in apacheck.check(source).findings if f.code[:3] not in {"LST", "CIT"}]


STYLES = [
    "Laurent, W. 2008. Human resources and recruiting management. Information Management, 18(6), 15.",
    "Laurent, W. (2008. Human resources and recruiting management. Information Management, 18(6), 15.",
    "Laurent, W. 2008). Human resources and recruiting management. Information Management, 18(6), 15.",
    "laurent, w. (2008). human resources and recruiting management. Information Management, 18(6), 15.",
    "Smith J (2010) Improving access. Journal of Access, 4, 5-6.",
    "Smith, J. (2010) the effects of sleep on memory. Sleep, 4, 3-4.",
    "North Trust (2021) Improving access to care [Online]. Available at: https://north.example.org/ (Accessed: 3 May 2022).",
    "World Bank. 2020. Poverty and shared prosperity. World Bank.",
    "———. (2012). Title of the second book. Sage.",
    "U.S. Const. amend. XIX.",
    "Clean Rivers Act of 1990, 42 U.S.C. § 12101 et seq. (1990).",
    "Adler T, Novak SL. Walking speed and mood: a diary study. J Gait. 2001;16(9):606-613.",
    "D. Castell and F. Ruiz, “Trust after conflict,” Manage. Lett., vol. 54, no. 5, pp. 981–998, 2011.",
    "Castell, Dora, and Fabio Ruiz. “Trust after Conflict.” Management Letters, vol. 54, no. 5, 2011, pp. 981–98.",
    "Dubois, Marie. The Long Road Home. Harbor House, 1969.",
    "장신근 (2009a). 교회의 민주시민교육, 기독교교육논총, 21, 109-152.",
    "Иванов, И. И. (2015). Психология труда. Наука.",
    "Call to save a harbour. (2009, October 31). The Harbour Times, p. 7.",
    "van der Berg, J. (in press). Title of the work. Publisher.",
    "bell hooks. (2000). Feminism is for everybody. South End Press.",
    "Weber, M. [1922] (1978). Economy and society. University of California Press.",
    "“Trust in teams” (2015, June). HR Letters, 4(3), 2.",
    "Aristotle. (ca. 350 B.C.E./1994). Poetics (S. H. Butcher, Trans.). The Classics Archive.",
    "3M. (2015). Annual report. https://www.3m.com",
    "Durkheim, É. (1984 [1893]). The division of labor in society. Free Press.",
]


@pytest.mark.parametrize("text", STYLES)
def test_an_entry_in_any_style_is_one_entry(text: str) -> None:
    assert texts(text) == [text]
    assert texts(f"References\n\n{text}\n\nAppendix A\n\nIt is what it is, and that is all.") == [text]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("heading", ["", "References\n\n"])
def test_entries_in_many_styles_are_told_apart(between: str, heading: str) -> None:
    assert texts(heading + between.join(STYLES)) == STYLES


@pytest.mark.parametrize("text", ["Lecture notes week 5, see Moodle", "see class notes week 3", "Smith 2010 Bees"])
def test_a_lone_text_that_is_no_prose_is_taken_for_an_entry(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    "heading",
    [
        "References", "REFERENCES:", "Reference List", "List of references", "Works cited", "Bibliography", "Literature cited",
        "Further reading", "Sources", "Literaturverzeichnis", "Referencias", "Références", "Riferimenti bibliografici",
        "7. References", "VI. References", "## References", "**References**", "Refrences", "Referances", "<h2>References</h2>",
        "R E F E R E N C E S", "References (APA 7)", "参考文献",
    ],
)  # fmt: skip
def test_headings_of_reference_lists(heading: str) -> None:
    source = f"It is known (Lee, 2010).\n\n{heading}\n\nsee class notes week 3\n\n{LIST[1]}\n\nAppendix\n\nMore of it."
    (found,) = locate(read(source))
    assert [entry.text for entry in found.entries] == ["see class notes week 3", LIST[1]]
    assert found.heading is not None
    assert source[found.heading.start : found.heading.end] == heading
    assert found.span.start == found.heading.start
    assert found.span.end == found.entries[-1].span.end


@pytest.mark.parametrize("heading", ["Preferences", "Inferences", "Resources", "Sources of error", "The literature"])
def test_other_headings(heading: str) -> None:
    assert texts(f"It is known (Lee, 2010).\n\n{heading}\n\nsee class notes week 3\n\nIt is so (Lee, 2010).") == []


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.entries")), ids=lambda path: path.stem)
def test_documents(path: Path) -> None:
    expected = [block.splitlines() for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    lists = locate(read(path.with_suffix(".txt")))
    assert [[entry.text for entry in found.entries] for found in lists] == expected
    assert [entry.index for found in lists for entry in found.entries] == list(range(sum(map(len, expected))))
    assert [entry.list_index for found in lists for entry in found.entries] == [
        number for number, block in enumerate(expected) for _ in block
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Bidault & Castello (2010) posit that too low trust is detrimental and so is too much trust.",
        "Laurent (2008) argues that it is essential to hold partners accountable.",
        "In “How to Build a Framework,” (Santora, 2009), the author focuses on trust.",
        "Method bias is common (Podsakoff et al., 2003).",
        "Of the participants (N = 2010), most had used the app since 2018 (Study 2).",
        "The winter of (2010) was cold, and nobody went out.",
        "Bari (2006), for instance, states that partnerships break.",
        "Another action is to track issues. Laurent (2008) argues that it is essential.",
        "Grit predicts retention in cadets, as Duckworth et al. (2007) report.",
        "This agrees with Duckworth et al. (2007). We then turned to work by Lee (2010).",
        "Staffing will not change this year (Okoro, personal communication, 2021).",
        "Flu activity peaks in winter (https://www.cdc.gov/flu/season).",
        "Losses loom larger than gains (D. Kahneman, 2011).",
        "Trust matters.",
    ],
)
def test_prose_is_no_entry(prose: str) -> None:
    assert locate(read(prose)) == []
    assert texts(f"{prose}\n\nThis is what many other people have thought about the matter too.\n\n{LIST[1]}") == [
        LIST[1]
    ]


def test_two_lists_in_one_document() -> None:
    source = f"First part\n\nSome prose (Laurent, 2008).\n\n{LIST[1]}\n\n{LIST[3]}\n\nSecond part\n\nMore prose.\n\n{LIST[4]}\n"
    assert [len(found.entries) for found in locate(read(source))] == [2, 1]


def test_an_entry_that_swallowed_the_next_is_cut() -> None:
    assert [entry.text for entry in apacheck.check(f"References\n\n{LIST[1]} {LIST[4]}").entries] == [LIST[1], LIST[4]]


def test_the_key_outlives_spacing_punctuation_and_place() -> None:
    first = apacheck.check(LIST[4]).entries[0]
    second = apacheck.check(
        "\n".join(["References", LIST[0], LIST[4].replace("54(5), 981–998", "54 (5), 981-998")])
    ).entries[1]
    assert first.key == second.key
    assert first.key != apacheck.check(LIST[1]).entries[0].key


def test_hidden_characters_are_read_as_what_they_are() -> None:
    source = "Lau\u00adrent, W.\u00a0(2008). Hu\u200bman resources. Sage."
    entry = apacheck.check(source).entries[0]
    assert entry.text == "Laurent, W. (2008). Human resources. Sage."
    assert [hidden.character for hidden in entry.content.hidden] == ["\u00ad", "\u00a0", "\u200b"]
    assert source[entry.source_span(0, 7).start : entry.source_span(0, 7).end] == "Lau\u00adrent"


def test_a_span_may_cross_a_line_break() -> None:
    source = "Laurent, W. (2008). Human\n    resources. Sage."
    entry = apacheck.check(source).entries[0]
    start = entry.text.index("Human resources")
    span = entry.source_span(start, start + 15)
    assert source[span.start : span.end] == "Human\n    resources"


def test_a_label_is_no_part_of_the_entry() -> None:
    source = f"References\n\n[1] {LIST[1]}\n[2] {LIST[4]}"
    labels = [entry.label for entry in entries_of(source)]
    assert [label and source[label.start : label.end] for label in labels] == ["[1]", "[2]"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Smith, J. (2010). The pre-\nand posttest. Sage.", "Smith, J. (2010). The pre- and posttest. Sage."),
        ("Smith, J. (2010). Well-\n  being. Sage.", "Smith, J. (2010). Well-being. Sage."),
        ("Smith, J. (2010). Well. Sage, 12–\n15.", "Smith, J. (2010). Well. Sage, 12–15."),
        ("Smith, J. (2010). A. https://doi.org/\n10.1000/b-\nc.d", "Smith, J. (2010). A. https://doi.org/10.1000/b-c.d"),
        ("Smith, J. (2010). A. https://a.example.\norg/b?c=\n12", "Smith, J. (2010). A. https://a.example.org/b?c=12"),
        ("Smith, J. (2010). A. https://a.org/\n(Original work published 1901)", "Smith, J. (2010). A. https://a.org/ (Original work published 1901)"),
        ("Smith, J. (2010). A. https://a.org/b\nhttps://c.org/d", "Smith, J. (2010). A. https://a.org/b https://c.org/d"),
    ],
)  # fmt: skip
def test_wrapped_lines_are_read_as_one(source: str, text: str) -> None:
    assert texts(source) == [text]


@pytest.mark.parametrize(
    "source",
    [
        "Smith, J. (2010). Bees and the\n\nflowers they visit. Sage. https://doi.org/10.1000/b",
        "Smith, J. (2010). Bees and the\n\n33\n\nflowers they visit. Sage. https://doi.org/10.1000/b",
        "Smith, J. (2010). Bees and the flowers they visit. Sage.\n\nhttps://doi.org/10.1000/b",
    ],
)
def test_an_entry_cut_in_two_is_joined(source: str) -> None:
    text = "Smith, J. (2010). Bees and the flowers they visit. Sage. https://doi.org/10.1000/b"
    assert texts(f"{source}\n\n{LIST[1]}") == [text, LIST[1]]


def test_a_link_right_after_a_run_belongs_to_it() -> None:
    link = "https://example.org/a"
    assert texts(f"{LIST[1]}\n\n{LIST[3]}\n\n{link}") == [LIST[1], LIST[3], link]
    assert texts(f"{LIST[1]}\n\n{LIST[3]}\n\nRed; blue, and so on 12\n\n{link}") == [LIST[1], LIST[3]]


def test_a_list_that_lost_its_line_ends_is_cut() -> None:
    entries = [LIST[1], LIST[3], LIST[4], LIST[1]]
    assert texts(" ".join(entries)) == entries


def test_a_number_before_a_swallowed_entry_goes_with_neither() -> None:
    assert texts(f"References\n\n{LIST[1]} 33. {LIST[3]}") == [LIST[1], LIST[3]]


ANY = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["Smith, J. ", "(2010). ", "Bees. ", "https://a.org/b", "\n", "\n\n", "\r\n", "References", "1. ", "- ", "[2] ", "    ", "& ",
             "\u00a0", "\u200b", "\u00ad", "et al. ", "It is so. ", "(Lee, 2011)", "—", "Journal, 5(2), 33–\n", "\x85", "\x0c", "v. ", "—— "]
        ),
        max_size=40,
    ).map("".join),
)  # fmt: skip


@given(ANY)
def test_entries_stand_in_order_and_where_they_say(source: str) -> None:
    lists = locate(read(source))
    assert all(found.entries for found in lists)
    entries = [entry for found in lists for entry in found.entries]
    assert [entry.index for entry in entries] == list(range(len(entries)))
    assert all(left.span.end <= right.span.start for left, right in pairwise(entries))
    for found in lists:
        assert 0 <= found.span.start <= found.entries[0].span.start
        assert found.entries[-1].span.end == found.span.end <= len(source)
    for entry in entries:
        assert entry.text
        assert entry.text == entry.text.strip()
        assert entry.label is None or entry.label.end <= entry.span.start
        typed = "".join(char for char in source[entry.span.start : entry.span.end] if char not in "\u00ad\u200b")
        if not entry.content.markup:
            assert "".join(entry.text.split()) == "".join(typed.split())


@pytest.mark.parametrize(
    "piece", ["a\n", "a\n\n", "(", ", ,", "Smith, J. ", "Smith, J., \n", "Smith, J. (2010). Bees. Wiley. ", "[1] ", "- \n", "v. ", "https://a\n"]
)  # fmt: skip
def test_finding_takes_time_in_proportion_to_the_length(piece: str) -> None:
    start = time.perf_counter()
    locate(read(piece * (200_000 // len(piece))))
    assert time.perf_counter() - start < 10
