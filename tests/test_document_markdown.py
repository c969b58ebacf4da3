"""Markdown in: paragraphs without mark-up, every character with its place."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck.document import Document, Paragraph, read, read_bytes
from apacheck.text import StyledText
from strategies import ENTRIES


def paragraphs(source: str) -> list[Paragraph]:
    return read(source, filename="list.md").paragraphs


def texts(source: str) -> list[str]:
    return [paragraph.text.text for paragraph in paragraphs(source)]


def italics(text: StyledText) -> list[str]:
    assert text.italics is not None
    return [text.text[span.start : span.end] for span in text.italics]


def bold(text: StyledText) -> list[str]:
    return [text.text[span.start : span.end] for span in text.bold]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Smith, J. *Title*.", "Smith, J. Title."),
        ("_Title_ and __more__ and ***both***", "Title and more and both"),
        ("<https://doi.org/10.1037/a0028240>", "https://doi.org/10.1037/a0028240"),
        ('[10.1037/a](https://doi.org/10.1037/a "DOI")', "10.1037/a"),
        ("[text][ref] and [ref]\n\n[ref]: https://example.org", "text and ref"),
        ("`lme4`: mixed models", "lme4: mixed models"),
        ("Smith &amp; Doe, &#8220;x&#x201d;&nbsp;5", "Smith & Doe, “x” 5"),
        (r"5\* and 37\(1\) and a\_b", "5* and 37(1) and a_b"),
        ("H<sub>2</sub>O <em>x</em><!-- no -->", "H2O x"),
        ("one\ntwo  \nthree\\\nfour<br>five", "one\ntwo\nthree\nfour\nfive"),
        ("see [@smith2010, p. 5]", "see [@smith2010, p. 5]"),
        ("a note[^1] here\n\n[^1]: so", "a note here"),
        ("![cover](x.png) Title", " Title"),
        ("costs $5 and $x_1 * y_2$ more", "costs $5 and $x_1 * y_2$ more"),
        ("https://example.org/_next_/*a*/b_c_d", "https://example.org/_next_/*a*/b_c_d"),
        ("5 * 3 * 2, *Smith, J. (2010)", "5 * 3 * 2, *Smith, J. (2010)"),
        ("| not a table", "| not a table"),
    ],
)
def test_what_a_reader_sees(source: str, text: str) -> None:
    assert texts(source)[0] == text


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: x\nauthor: Smith, J. (2010). Title.\n---\n",
        "+++\ntitle = 1\n+++\n",
        "```r\nSmith <- 2010\n```\n",
        "    indented <- code\n",
        "$$\nx = y\n$$\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "<script>\nvar a = '<p>no</p>';\n</script>\n",
        "<!-- a\n\ncomment -->\n",
        "::: {#refs .hanging}\n",
        "{{< pagebreak >}}\n",
        "{: .reference}\n",
        "{% include refs.html %}\n",
        "[ref]: https://example.org\n",
    ],
)
def test_what_is_passed_by(source: str) -> None:
    assert texts(f"{source}\nThis is read.\n") == ["This is read."]


def test_only_the_first_lines_are_front_matter() -> None:
    assert texts("Text\n\n---\n- One\n- Two\n\n---\n") == ["Text", "One", "Two"]


def test_kinds_and_levels() -> None:
    source = (
        "# A *b*\n\nC\n=\n\ntext\n\n- one\n  more\n\n  second\n  - inner\n1. first\n\n> said\n> so\n\n[^1]: noted\n"
    )
    found = [(paragraph.kind, paragraph.level, paragraph.text.text) for paragraph in paragraphs(source)]
    assert found == [
        ("heading", 1, "A b"),
        ("heading", 1, "C"),
        ("text", 0, "text"),
        ("item", 1, "one\nmore"),
        ("item", 1, "second"),
        ("item", 2, "inner"),
        ("item", 1, "first"),
        ("quote", 1, "said\nso"),
        ("item", 1, "noted"),
    ]


def test_an_entry_above_a_rule_is_no_heading() -> None:
    entry = "Laurent, W. (2008). Human resources and recruiting management\nin a time of change. *Information Management*, *18*(6), 15–19."
    (paragraph,) = paragraphs(f"{entry}\n---\n")
    assert paragraph.kind == "text"


def test_emphasis_is_known() -> None:
    (paragraph,) = paragraphs("*One* **two *three*** <i>four\nfive</i> six")
    assert italics(paragraph.text) == ["One", "three", "four\nfive"]
    assert bold(paragraph.text) == ["two three"]
    assert paragraphs("none at all")[0].text.italics == []


def test_raw_html_is_read_as_html() -> None:
    source = '<div class="references">\n<p>Smith, J. (2010). <em>Title</em>.</p>\n<p>Doe &amp; Roe</p>\n</div>\n'
    first, second = paragraphs(source)
    assert first.text.text == "Smith, J. (2010). Title."
    assert italics(first.text) == ["Title"]
    assert second.text.text == "Doe & Roe"


def test_every_form_of_name(tmp_path: Path) -> None:
    for name in ("a.md", "b.markdown", "README.MD", "c.qmd", "d.Rmd"):
        path = tmp_path / name
        path.write_text("*a*", encoding="utf-8")
        assert read(path).format == "markdown"
    assert read("*a*").format == "plain"
    assert read("*a*", filename="notes.txt").format == "plain"


def test_bytes_from_standard_input_have_the_format_of_their_name() -> None:
    data = "\ufeff*López*\r\n".encode()
    document = read_bytes(data, path=Path("notes.md"))
    assert document.format == "markdown"
    assert document.data == data
    assert italics(document.paragraphs[0].text) == ["López"]


def test_citation_keys_are_left_alone() -> None:
    source = "# Intro\n\nAs shown [@smith2010; @doe2011], it is.\n\n# References\n\n::: {#refs}\n:::\n"
    report = apacheck.check(source, filename="paper.qmd")
    assert report.entries == []
    assert report.findings == []


def test_the_list_of_a_document_is_found() -> None:
    source = (
        "# Paper\n\nIt is known [@lee] and (Lee, 2010).\n\n## References\n\n"
        "* Laurent, W. (2008). Human resources. *Information\n  Management*, *18*(6), 15–19. <https://doi.org/10.1037/a0028240>\n"
        "* Okada, R. (2015). *Tides & towns*. Wiley.\n\n## Appendix\n\nMore.\n"
    )
    report = apacheck.check(source, filename="paper.md")
    assert [entry.text for entry in report.entries] == [
        "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19. https://doi.org/10.1037/a0028240",
        "Okada, R. (2015). Tides & towns. Wiley.",
    ]
    assert [source[entry.span.start : entry.span.end] for entry in report.entries][1] == (
        "Okada, R. (2015). *Tides & towns*. Wiley."
    )
    assert [finding.code for finding in report.findings if finding.code[:3] != "CIT"] == []


# --- properties ---------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from([
    *"*_`\\<>[]()!#-+=|~^$&;:'\"\n \té\U0001f600\u200b\xa0\u2028\x00\ud800\udc80",
    "**", "***", "<em>", "</em>", "<br>", "<!--", "-->", "&amp;", "&#x2019;", "&nbsp;", "\n\n", "\r\n", "> ", "- ", "1. ",
    "    ", "# ", "---\n", "```\n", "](http://x)", "[^1]", "[^1]: ", "https://x.org/a_b", "<https://x.org>", "|a|b|\n|-|-|\n",
    "Smith, J. (2010). ", "word", "::: x", "{{< a >}}", "<p>", "</p>", "\\\n", "  \n", "<div>\n", "$$",
])  # fmt: skip


def assert_places_hold(document: Document) -> None:
    """Every character of every paragraph is where the paragraph says, and nothing is in the wrong order."""
    done = 0
    for paragraph in document.paragraphs:
        text = paragraph.text
        if not text.text:  # a lone tag
            continue
        assert text.pieces[0].start == 0
        assert text.pieces[-1].end == len(text.text)
        for piece in text.pieces:
            assert done <= piece.source_start <= piece.source_end
            done = piece.source_end
            if piece.one_to_one and piece.end - piece.start > 1:
                assert text.text[piece.start : piece.end] == document.source[piece.source_start : piece.source_end]
        assert all(left.end == right.start for left, right in zip(text.pieces, text.pieces[1:], strict=False))
        for mark in text.markup:
            if mark.position:
                assert text.source_span(mark.position - 1, mark.position).end <= mark.source_start
            if mark.position < len(text.text):
                assert text.source_span(mark.position, mark.position + 1).start >= mark.source_end
        for span in [*(text.italics or []), *text.bold]:
            assert 0 <= span.start < span.end <= len(text.text)


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_text_is_read_and_comes_back(source: str) -> None:
    document = read(source, filename="any.md")
    assert_places_hold(document)
    assert document.edited([]).data == document.data
    assert document.edited([]).source == source


def as_markdown(draw: st.DrawFn, text: str) -> str:
    """The entry in Markdown: some words emphasised, some characters written otherwise, lines broken at spaces."""
    words = []
    for word in text.split(" "):
        core = word.rstrip(".,;:")
        rest = word[len(core) :]
        if core.isalpha() and len(core) > 2:
            form = draw(
                st.sampled_from(["{}", "{}", "*{}*", "**{}**", "_{}_", "<em>{}</em>", "[{}](https://example.org/x_y)"])
            )
            word = form.format(core) + rest  # noqa: PLW2901
        elif core.startswith("https://") and not rest:
            word = draw(st.sampled_from([core, f"<{core}>", f"[{core}]({core})"]))  # noqa: PLW2901
        words.append(word.replace("&", draw(st.sampled_from(["&", "&amp;"]))))
    line = words[0]
    for word in words[1:]:
        line += draw(st.sampled_from([" ", " ", " ", "\n"])) + word
    return line


@given(st.data())
def test_an_entry_reads_the_same_in_any_dress(data: st.DataObject) -> None:
    entry = data.draw(ENTRIES)
    source = data.draw(st.composite(as_markdown)(entry))
    (paragraph,) = paragraphs(source)
    assert paragraph.text.text.replace("\n", " ") == entry
