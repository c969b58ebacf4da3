"""HTML in: paragraphs without mark-up, every character with its place."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck.document import Paragraph, read
from apacheck.document.tags import tokens
from strategies import ENTRIES
from test_document_markdown import assert_places_hold, bold, italics


def paragraphs(source: str) -> list[Paragraph]:
    return read(source, filename="list.html").paragraphs


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Smith, J. <em>Title</em>.", "Smith, J. Title."),
        ("<p>a\n   b\t c</p>", "a b c"),
        ("<p>Smith &amp; Doe, &#8220;x&#x201d;&nbsp;5 AT&T &lt;1&gt;", "Smith & Doe, “x” 5 AT&T <1>"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ('<p><a href="https://x.org">https://x.org</a><!-- no -->.', "https://x.org."),
        ("<p>10.1002/(SICI)1097(199711)53:7<693::AID>3.0", "10.1002/(SICI)1097(199711)53:7<693::AID>3.0"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p title='a > b'>x < y", "x < y"),
        ("&ampx &unknown;", "&x &unknown;"),
    ],
)
def test_what_a_reader_sees(source: str, text: str) -> None:
    assert [paragraph.text.text.rstrip() for paragraph in paragraphs(source)] == [text]


@pytest.mark.parametrize(
    "source",
    [
        "<head><title>No</title></head>",
        "<script>if (a < b) document.write('<p>no</p>')</script>",
        "<style>p > em { color: red }</style>",
        "<nav><ul><li>no</li></ul></nav>",
        "<header><h1>no</h1></header>",
        "<table><tr><td>no<table><tr><td>no</td></tr></table>no</td></tr></table>",
        "<!doctype html><?xml version='1.0'?><![CDATA[no]]>",
    ],
)
def test_what_is_passed_by(source: str) -> None:
    assert [paragraph.text.text for paragraph in paragraphs(f"{source}<p>This is read.</p>")] == ["This is read."]


def test_kinds_and_levels() -> None:
    source = (
        "<h2>References</h2><ul><li>one<li>two <i>it</i><ol><li>inner</ol></ul><blockquote><p>said</blockquote>"
        '<div class="csl-entry"><div class="csl-left-margin">[1]</div>three</div><p>text'
    )
    assert [(paragraph.kind, paragraph.level, paragraph.text.text) for paragraph in paragraphs(source)] == [
        ("heading", 2, "References"),
        ("item", 1, "one"),
        ("item", 1, "two it"),
        ("item", 2, "inner"),
        ("quote", 1, "said"),
        ("item", 1, "three"),
        ("text", 0, "text"),
    ]


def test_emphasis_is_known() -> None:
    (paragraph,) = paragraphs("<p><em>One</em> <b>two <cite>three</cite></b> <u>four</u>")
    assert italics(paragraph.text) == ["One", "three"]
    assert bold(paragraph.text) == ["two three", "four"]


def test_the_list_of_a_page_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.htm"
    page.write_text(
        "<html><body><h2>References</h2>\n<p class='references'>Laurent, W. (2008). Human resources.\n"
        "  <em>Information Management</em>, <em>18</em>(6), 15–19.</p>\n"
        "<p class='references'>Okada, R., &amp; Ito, B. (2015). <i>Tides &amp; towns</i>. Wiley.</p></body></html>",
        encoding="utf-8",
    )
    report = apacheck.check(page)
    assert [entry.text for entry in report.entries] == [
        "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",
        "Okada, R., & Ito, B. (2015). Tides & towns. Wiley.",
    ]
    assert [finding.code for finding in report.findings if finding.code[:3] != "CIT"] == []


FRAGMENTS = st.sampled_from([
    *"<>/&;'\"= \n!?-é\U0001f600\u200b\xa0\u2028\x00\ud800",
    "<p>", "</p>", "<em>", "</em>", "<i>", "<b>", "</b>", "<br>", "<br/>", "<li>", "<ul>", "</ul>", "<div class='csl-entry'>",
    "</div>", "<a href='x'>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<pre>", "</pre>", "&amp;",
    "&#x2019;", "&nbsp", "&ampx;", "&NotEqualTilde;", "&#0;", "<table>", "</table>", "<h1>", "</h1>", "word ", "<img src=x/>",
])  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_text_is_read_and_comes_back(source: str) -> None:
    document = read(source, filename="any.html")
    assert_places_hold(document)
    assert document.edited([]).data == document.data
    assert "".join(source[token.start : token.end] for token in tokens(source, 0, len(source))) == source


@given(st.data())
def test_an_entry_reads_the_same_in_any_dress(data: st.DataObject) -> None:
    entry = data.draw(ENTRIES)
    words = []
    for word in entry.replace("&", "&amp;").split(" "):
        if word.isalpha():
            words.append(
                data.draw(
                    st.sampled_from(["{}", "<em>{}</em>", "<b>{}</b>", "<a href='x?a=1&b'>{}</a>", "{}<!-- -->"])
                ).format(word)
            )
        else:
            words.append(word.replace("–", data.draw(st.sampled_from(["–", "&ndash;", "&#8211;"]))))
    source = "".join(word + data.draw(st.sampled_from([" ", "\n  ", " "])) for word in words)
    (paragraph,) = paragraphs(f"<p>{source}</p>")
    assert paragraph.text.text.rstrip() == entry
