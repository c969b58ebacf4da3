"""Marks typed into plain text: read as what they mean where that is sure, as characters everywhere else."""

import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck.document import read
from strategies import ENTRIES
from test_document_markdown import assert_places_hold, bold, italics


@pytest.mark.parametrize(
    ("source", "text", "italic"),
    [
        ("Lee, A. (2010). *Title*. Sage.", "Lee, A. (2010). Title. Sage.", ["Title"]),
        ("*Journal of X*, *14*(2), 5.", "Journal of X, 14(2), 5.", ["Journal of X", "14"]),
        ("*MIT Sloan Review*51(4), 33.", "MIT Sloan Review51(4), 33.", ["MIT Sloan Review"]),
        ("_Title: A (second) one_ (2nd ed.)", "Title: A (second) one (2nd ed.)", ["Title: A (second) one"]),
        ("***both*** and _**nested**_", "both and nested", ["both", "nested"]),
        ("<em>Title</em>, <i>18</i>(6)", "Title, 18(6)", ["Title", "18"]),
        ("<p>One <a href='https://x.org'>link</a></p>", "One link", []),
        (
            r"\emph{Evaluation in {E}ducation, 9}, 29",
            "Evaluation in {E}ducation, 9, 29",
            ["Evaluation in {E}ducation, 9"],
        ),
        (r"{\it Title} \textbf{b} \url{https://x.org}", "Title b https://x.org", ["Title"]),
        ("[https://x.org/a](https://x.org/a)", "https://x.org/a", []),
        ("[*Title*](https://x.org/a_(b)). Sage", "Title. Sage", ["Title"]),
        ("*A title that\ngoes on*. Sage", "A title that\ngoes on. Sage", ["A title that\ngoes on"]),
        ("> Lee, A. (2010).\n> Title.", "Lee, A. (2010).\nTitle.", []),
    ],
)
def test_marks_that_are_sure(source: str, text: str, italic: list[str]) -> None:
    (paragraph,) = read(source).paragraphs
    assert paragraph.text.text == text
    assert italics(paragraph.text) == italic


@pytest.mark.parametrize(
    "source",
    [
        "*Lee, A. (2010). Title. Sage.",
        "*Lee, A. (2010). Title. Sage.\n*Roe, B. (2011). Title. Sage.",
        "___. (2010). Title.\n___. (2011). Other.",
        "5 * 3 * 2 and a*b*c",
        "https://example.org/_next_/some_file_name",
        "snake_case_name and __init__.py",
        "p < .05* and ** p < .01**",
        "doi:10.1002/(SICI)1097-4679(199711)53:7<693::AID-JCLP>3.0.CO;2-E",
        "The <canvas> element and a < b > c",
        "[1](2) [a](b)",
        r"C:\temp\emphasis{ and \LaTeX",
        "one * two*three *",
    ],
)
def test_what_is_left_as_it_stands(source: str) -> None:
    (paragraph,) = read(source).paragraphs
    assert paragraph.text.text == source
    assert paragraph.text.italics is None


def test_bold_is_known() -> None:
    (paragraph,) = read("**One** and __two__ and <b>three</b>").paragraphs
    assert bold(paragraph.text) == ["One", "two", "three"]


def test_italics_are_known_only_of_entries_that_have_marks() -> None:
    source = (
        "References\n\nLaurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19.\n"
        "Okada, R. (2015). Tides and towns. Wiley.\n"
    )
    first, second = apacheck.check(source).entries
    assert first.reference.italics is not None
    assert second.reference.italics is None


def test_marks_are_no_part_of_a_title() -> None:
    (reference,) = apacheck.parse("Okada, R. (2015). _Tides and towns_. [https://x.org/a](https://x.org/a)")
    assert reference.title is not None
    assert reference.title.text == "Tides and towns"
    assert reference.links[0].address.text == "https://x.org/a"


FRAGMENTS = st.sampled_from([
    *"*_<>\\{}[]() \n.,éx1>", "**", "***", "<em>", "</em>", "<p>", "<br>", "</i>", "<i>", "\\emph{", "{\\it ", "](http://x)",
    "[", "word", "\n\n", "> ", "\xa0", "\u200b",
])  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_text_is_read_and_comes_back(source: str) -> None:
    document = read(source)
    assert_places_hold(document)
    assert document.edited([]).source == source


@given(st.data())
def test_an_entry_reads_the_same_in_any_dress(data: st.DataObject) -> None:
    entry = data.draw(ENTRIES)
    words = []
    for word in entry.split(" "):
        form = data.draw(st.sampled_from(["{}", "{}", "*{}*", "**{}**", "_{}_", "<em>{}</em>", r"\emph{{{}}}"]))
        words.append(form.format(word) if word.isalpha() and len(word) > 1 else word)
    (paragraph,) = read(" ".join(words)).paragraphs
    assert paragraph.text.text == entry
