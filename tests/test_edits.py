"""Edits of an entry's text, made in a source with mark-up: the mark-up stays whole and the text is what was meant."""

import pytest
from hypothesis import assume, given, settings, strategies as st

import apacheck
from apacheck.document import Document, read
from apacheck.edits import source_edits
from apacheck.findings import Restyling
from apacheck.fixes import fix_document
from apacheck.text import StyledText
from strategies import ENTRIES
from test_document_markdown import as_markdown


def edited(source: str, old: str, new: str, *, name: str = "list.md", styles: tuple[Restyling, ...] = ()) -> str | None:
    """The source after `old` in its text is replaced; `old` may mark a place by "|"."""
    document = read(source, filename=name)
    (paragraph,) = document.paragraphs
    content = paragraph.text
    place = content.text.find(old.replace("|", ""))
    assert place >= 0
    start, end = (place + old.index("|"),) * 2 if "|" in old else (place, place + len(old))
    made = source_edits(document, content, [(start, end, new)] if old else [], styles)
    return None if made is None else document.edited(made).source


@pytest.mark.parametrize(
    ("source", "old", "new", "after"),
    [
        ("*Review*51(4)", "Review|51", ", ", "*Review*, 51(4)"),
        ("*Review51*(4)", "Review|51", ", ", "*Review, 51*(4)"),
        ("*Review* *51*(4)", "Review| ", ",", "*Review*, *51*(4)"),
        ("Review *51*(4)", "Review |51", "x ", "Review x *51*(4)"),
        ("Title *in italics* Sage", "italics| Sage", ".", "Title *in italics*. Sage"),
        ("*Title .* Sage", "Title .", "Title.", "*Title.* Sage"),
        ("*Titl* Sage", "Titl|", "e", "*Title* Sage"),
        ("*Review.* 51", "Review. 51", "Review, 51", "*Review,* 51"),
        ("*Review*. *51*", "Review. 51", "Review, 51", "*Review*, *51*"),
        ("In *Vol.* 5", "Vol. 5", "5", "In 5"),
        ("doi:[10.1/x](https://doi.org/10.1/x)", "doi:|10.1", " ", "doi: [10.1/x](https://doi.org/10.1/x)"),
        ("[10.1/x](https://doi.org/10.1/x)", "|10.1", "https://doi.org/", "[https://doi.org/10.1/x](https://doi.org/10.1/x)"),
        ("See [10.1/x](https://doi.org/10.1/x).", "10.1/x", "", None),
        ("<https://x.org>.", "https://x.org.", "https://x.org", "<https://x.org>"),
        ("Lee and Doe", "and", "&", "Lee & Doe"),
        ("a title", "title", "*title*", r"a \*title\*"),
        ("a title", "title", "snake_case", "a snake_case"),
        ("pages 5-7", "5-7", "5–7", "pages 5–7"),
    ],
)  # fmt: skip
def test_where_an_edit_stands_in_markdown(source: str, old: str, new: str, after: str | None) -> None:
    assert edited(source, old, new) == after


@pytest.mark.parametrize(
    ("source", "old", "new", "after"),
    [
        ("<p>Lee and Doe</p>", "and", "&", "<p>Lee &amp; Doe</p>"),
        ("<p>Lee &amp; Doe</p>", "Lee &", "Lee, &", "<p>Lee, &amp; Doe</p>"),
        ("<p><em>Review</em>51(4)</p>", "Review|51", ", ", "<p><em>Review</em>, 51(4)</p>"),
        ("<p><em>Review</em><em>51</em>(4)</p>", "Review|51", ", ", "<p><em>Review</em>, <em>51</em>(4)</p>"),
        ("<p>a &lt; b</p>", "a < b", "a > b", "<p>a &gt; b</p>"),
        ("<p>Title<!-- note --> more</p>", "Title more", "Title", "<p>Title<!-- note --></p>"),
        ("<p>in <i>Vol.</i> 5</p>", "Vol. 5", "5", "<p>in 5</p>"),
    ],
)
def test_where_an_edit_stands_in_html(source: str, old: str, new: str, after: str) -> None:
    assert edited(source, old, new, name="list.html") == after


@pytest.mark.parametrize(
    ("source", "part", "style", "after"),
    [
        ("A *title* here", "title", "roman", "A title here"),
        ("*Journal, 18(6)*, 5", "(6)", "roman", "*Journal, 18*(6), 5"),
        ("*(6) of 18*", "(6)", "roman", "(6) *of 18*"),
        ("*Journal 18 and 6*", "18", "roman", "*Journal* 18 *and 6*"),
        ("*Journal*, 18", "18", "italic", "*Journal*, *18*"),
        ("_Journal_, 18", "18", "italic", "_Journal_, _18_"),
        ("A title, 18", "title", "italic", "A *title*, 18"),
        ("A [title](https://x.org), 18", "title", "italic", "A *[title](https://x.org)*, 18"),
        ("A **bold title** here", "bold title", "light", "A bold title here"),
        ("A **half** title", "half title", "italic", "A ***half** title*"),
        ("A **half title** here", "title here", "italic", None),
    ],
)
def test_italics_and_weight(source: str, part: str, style: str, after: str | None) -> None:
    (paragraph,) = read(source, filename="list.md").paragraphs
    start = paragraph.text.text.index(part)
    assert edited(source, "", "", styles=((start, start + len(part), style),)) == after  # type: ignore[arg-type]


def test_italics_in_html_and_in_latex() -> None:
    assert edited("<p>A title</p>", "", "", name="a.html", styles=((2, 7, "italic"),)) == "<p>A <em>title</em></p>"
    assert (
        edited(r"\emph{Journal}, 18", "", "", name="a.txt", styles=((9, 11, "italic"),)) == r"\emph{Journal}, \emph{18}"
    )


def plain(text: StyledText) -> str:
    return "".join(text.text.split())


def linked(text: StyledText) -> list[str]:
    return sorted(opened.name for opened, _ in text.pairs() if opened.name in {"link", "a"})


@settings(deadline=None)
@given(st.data(), st.sampled_from(["list.md", "list.html", "list.txt"]))
def test_an_edit_gives_what_was_meant_or_nothing(data: st.DataObject, name: str) -> None:
    entry = data.draw(ENTRIES)
    source = data.draw(st.composite(as_markdown)(entry))
    if name == "list.html":
        source = "<p>" + source.replace(" & ", " &amp; ") + "</p>"
    document = read(source, filename=name)
    assume(len(document.paragraphs) == 1)
    content = document.paragraphs[0].text
    start = data.draw(st.integers(0, len(content.text)))
    end = data.draw(st.integers(start, min(len(content.text), start + 20)))
    new = data.draw(st.sampled_from(["", ", ", ".", " & ", "word", "*", "_a_", "<b>", "https://doi.org/", "(2nd ed.)"]))
    assume(name != "list.txt" or new not in {"*", "_a_", "<b>"})
    made = source_edits(document, content, [(start, end, new)])
    if made is None:
        return
    after = document.edited(made).paragraphs
    expected = content.text[:start] + new + content.text[end:]
    assert "".join(plain(paragraph.text) for paragraph in after) == "".join(expected.split())
    assert [name for paragraph in after for name in linked(paragraph.text)] == linked(content)


@settings(deadline=None)
@given(st.data(), st.sampled_from(["list.md", "list.html"]))
def test_mending_leaves_no_mark_up_in_the_text(data: st.DataObject, name: str) -> None:
    entry = data.draw(ENTRIES).replace(" & ", data.draw(st.sampled_from([" & ", " and "]))).replace("). ", ") ", 1)
    source = data.draw(st.composite(as_markdown)(entry))
    source = (
        f"# References\n\n{source}\n"
        if name == "list.md"
        else f"<h1>References</h1><p>{source.replace(' & ', ' &amp; ')}</p>"
    )
    document = read(source, filename=name)

    def findings(text: Document) -> list[apacheck.Finding]:
        return list(apacheck.check(text).findings)

    mended, _ = fix_document(document, findings)
    again, count = fix_document(mended, findings)
    assert (again.source, count) == (mended.source, 0)
    before, after = ("".join(p.text.text for p in text.paragraphs) for text in (document, mended))
    for sign in "*_<>[]":
        assert after.count(sign) <= before.count(sign)
