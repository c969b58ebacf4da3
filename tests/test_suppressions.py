"""Comments that ignore findings: which they reach in each format, that they are no text, and which are needless."""

import re

import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck import api, checker, fixes
from apacheck.document import read
from apacheck.document.comments import comments
from apacheck.findings import Finding
from apacheck.rules import BY_CODE
from apacheck.suppressions import suppress
from apacheck.text import Span

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15–19."
COMMALESS = "Urdan T. (2012). Achievement goals. Sage."
CLEAN = "Bidault, F., & Castello, A. (2010). Why too much trust. MIT Sloan Management Review, 51(4), 33–38."
MENDED = GLUED.replace("Management18", "Management, 18")
RULES = ("PER001", "PER002", "AUT001", "TYP001", "SUP")


def found(text: str, filename: str | None = None, *, select: tuple[str, ...] = RULES) -> list[Finding]:
    return apacheck.check(text, filename=filename, config=apacheck.Config(select=select)).findings


def codes(text: str, filename: str | None = None, *, select: tuple[str, ...] = RULES) -> list[str]:
    return [finding.code for finding in found(text, filename, select=select)]


def mended(text: str, filename: str | None = None) -> str:
    config = apacheck.Config(select=RULES)
    document, _ = fixes.fix_document(
        read(text, filename=filename), lambda document: api.check(document, config=config).findings
    )
    return document.source


# --- what is ignored ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# apacheck: ignore PER001", ["AUT001"]),
        ("# apacheck: ignore", ["AUT001"]),
        ("#apacheck:ignore per001", ["AUT001"]),
        ("% apacheck: ignore PER001", ["AUT001"]),
        ("  ## apacheck: ignore PER, TYP (as the journal prints it)", ["SUP001", "AUT001"]),
        ("# apacheck: ignore journal-volume-glued", ["AUT001"]),
        ("# apacheck: ignore ALL", ["AUT001"]),
        ("# apacheck: ignore-file PER001", ["AUT001"]),
        ("# apacheck: ignore-file PER001 AUT001", []),
        ("# apacheck: ignore-file", []),
        ("# apacheck: ignore AUT001", ["SUP001", "PER001", "AUT001"]),
        ("# apacheck: ignored", ["PER001", "AUT001"]),
        ("# apacheck is a linter", ["PER001", "AUT001"]),
    ],
)
def test_a_line_of_plain_text_ignores(line: str, expected: list[str]) -> None:
    select = (*RULES, "PER", "TYP") if "TYP" in line else RULES
    assert codes(f"References\n\n{line}\n{GLUED}\n\n{COMMALESS}\n", select=select) == expected


def test_a_comment_holds_for_the_next_entry_of_an_unspaced_list() -> None:
    text = f"References\n{CLEAN}\n# apacheck: ignore PER001\n{GLUED}\n{COMMALESS}\n"
    assert codes(text) == ["AUT001"]
    assert codes(text.replace(f"# apacheck: ignore PER001\n{GLUED}", f"{GLUED}\n# apacheck: ignore PER001")) == [
        "PER001",
        "SUP001",
        "AUT001",
    ]


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_a_comment_is_no_text(separator: str) -> None:
    entries = [CLEAN, GLUED, COMMALESS]
    text = separator.join(["References", *entries, ""])
    plain = [entry.text for entry in apacheck.check(text).entries]
    assert plain == entries
    for place in range(4):
        lines = ["References", *entries, ""]
        lines.insert(place + 1, "# apacheck: ignore PER001")
        report = apacheck.check(separator.join(lines))
        assert [entry.text for entry in report.entries] == plain
        assert report.document is not None
        for entry in report.entries:
            assert report.document.source[entry.span.start : entry.span.end] == entry.text


@pytest.mark.parametrize(
    "text",
    [
        "# References\n\n<!-- apacheck: ignore PER001 -->\n\nGLUED\n\nCOMMALESS\n",
        "# References\n\n<!-- apacheck: ignore PER001 -->\nGLUED\n\nCOMMALESS\n",
        "# References\n\nGLUED <!-- apacheck: ignore PER001 -->\n\nCOMMALESS\n",
        "# References\n\n- GLUED <!-- apacheck: ignore PER001 -->\n- COMMALESS\n",
        "# References\n\n1. <!-- apacheck: ignore PER001 --> GLUED\n2. COMMALESS\n",
        "# References\n\n<!--apacheck: ignore\nPER001\n-->\n\nGLUED\n\nCOMMALESS\n",
        "<!-- apacheck: ignore-file PER001 (house style) -->\n\n# References\n\nGLUED\n\nCOMMALESS\n",
    ],
)
def test_a_comment_in_markdown_ignores(text: str) -> None:
    filled = text.replace("GLUED", GLUED).replace("COMMALESS", COMMALESS)
    assert codes(filled, "refs.md") == ["AUT001"]
    assert len(apacheck.check(filled, filename="refs.md").entries) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<h1>References</h1><!-- apacheck: ignore PER001 --><p>GLUED</p><p>COMMALESS</p>",
        "<h1>References</h1><p>GLUED <!-- apacheck: ignore PER001 --></p><p>COMMALESS</p>",
        "<h1>References</h1>\n<p><!-- apacheck: ignore PER001 -->GLUED</p>\n<p>COMMALESS</p>",
        "<!-- apacheck: ignore-file PER001 --><h1>References</h1><p>GLUED</p><p>COMMALESS</p>",
    ],
)
def test_a_comment_in_html_ignores(text: str) -> None:
    filled = text.replace("GLUED", GLUED).replace("COMMALESS", COMMALESS)
    assert codes(filled, "refs.html") == ["AUT001"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- apacheck: ignore-file PER001 -->\n```\n",
        "~~~~\n<!-- apacheck: ignore-file PER001 -->\n~~~\n~~~~\n",
        "Write `<!-- apacheck: ignore-file PER001 -->` above it.\n",
        "# apacheck: ignore-file PER001\n",
    ],
)
def test_code_and_headings_in_markdown_ignore_nothing(text: str) -> None:
    assert codes(f"{text}\n# References\n\n{GLUED}\n", "refs.md") == ["PER001"]


def test_what_is_ignored_is_not_mended() -> None:
    text = f"References\n\n# apacheck: ignore PER001\n{GLUED}\n\n{GLUED}\n"
    assert mended(text) == text.removesuffix(f"{GLUED}\n") + f"{MENDED}\n"


def test_a_rule_that_fails_is_never_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_part: object) -> None:
        raise RuntimeError("oh no")

    monkeypatch.setattr(checker, "RAISE_ERRORS", False)
    monkeypatch.setattr(BY_CODE["PER001"], "check", fail)
    assert "BUG001" in codes(f"# apacheck: ignore-file\nReferences\n\n{GLUED}\n")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("# apacheck: ignore CIT\nCITED\n\nCITED\n\nReferences\n\nENTRY\n", "x.txt", 1),
        ("CITED\n\nCITED\n# apacheck: ignore CIT\n\nReferences\n\nENTRY\n", "x.txt", 2),
        ("# apacheck: ignore-file CIT\nCITED\n\nReferences\n\nENTRY\n", "x.txt", 0),
        ("CITED <!-- apacheck: ignore CIT -->\n\nCITED\n\n# References\n\nENTRY\n", "x.md", 1),
        ("<!-- apacheck: ignore CIT -->\n\nCITED\n\nCITED\n\n# References\n\nENTRY\n", "x.md", 1),
        ("<p>CITED <!-- apacheck: ignore CIT --></p><p>CITED</p><h1>References</h1><p>ENTRY</p>", "x.html", 1),
    ],
)
def test_a_comment_holds_for_its_paragraph_of_the_text(text: str, name: str, expected: int) -> None:
    sentence = "Sleep is said to matter more than anybody thought that it would (Nobody, 1999)."
    filled = text.replace("CITED", sentence).replace("ENTRY", CLEAN)
    document = read(filled, filename=name)
    report = apacheck.check(document, config=apacheck.Config(select=("SUP",)))
    places = [match.span() for match in re.finditer(r"\(Nobody, 1999\)", filled)]
    about = [
        Finding("CIT001", "x", "no such entry", "error", "", "", Span(*place), *document.places(place[0]), 1, 1)
        for place in places
    ]
    kept = suppress(document, report.entries, about)
    assert [finding.code for finding in kept if finding.code == "CIT001"] == ["CIT001"] * expected


def test_a_comment_before_the_heading_holds_for_the_first_entry() -> None:
    assert codes(f"# apacheck: ignore PER001\nReferences\n\n{GLUED}\n\n{COMMALESS}\n") == ["AUT001"]
    assert codes(f"<!-- apacheck: ignore PER001 -->\n\n# References\n\n{GLUED}\n", "refs.md") == []


def test_a_comment_holds_for_what_is_found_at_the_number_of_its_entry() -> None:
    text = f"References\n\n# apacheck: ignore LST003\n[1] {CLEAN}\n\n[2] {GLUED}\n"
    document = read(text)
    entries = apacheck.check(document).entries
    found = [
        Finding("LST003", "x", "a number", "error", "", "", Span(at, at + 3), *document.places(at), 1, 1)
        for at in (text.index("[1]"), text.index("[2]"))
    ]
    assert suppress(document, entries, found) == found[1:]


# --- needless comments --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "filename", "after"),
    [
        ("References\n\n# apacheck: ignore PER001\nCLEAN\n", None, "References\n\nCLEAN\n"),
        ("References\n\n# apacheck: ignore AUT001\r\nCLEAN\r\n", None, "References\n\nCLEAN\r\n"),
        ("References\n\nCLEAN\n# apacheck: ignore", None, "References\n\nCLEAN\n"),
        ("# apacheck: ignore-file AUT001\nReferences\n\nCLEAN\n", None, "References\n\nCLEAN\n"),
        (
            "References\n\n# apacheck: ignore PER001, AUT001 (so)\nGLUED\n",
            None,
            "References\n\n# apacheck: ignore PER001 (so)\nGLUED\n",
        ),
        (
            "References\n\n# apacheck: ignore AUT001 TYP001 PER001\nGLUED\n",
            None,
            "References\n\n# apacheck: ignore PER001\nGLUED\n",
        ),
        ("# References\n\nCLEAN <!-- apacheck: ignore PER001 -->\n", "refs.md", "# References\n\nCLEAN \n"),
        ("# References\n\n<!-- apacheck: ignore PER001 -->\n\nCLEAN\n", "refs.md", "# References\n\n\nCLEAN\n"),
        ("<p>CLEAN</p><!-- apacheck: ignore PER001 -->", "refs.html", "<p>CLEAN</p>"),
    ],
)
def test_a_needless_comment_is_reported_and_removed(before: str, filename: str | None, after: str) -> None:
    before, after = (text.replace("CLEAN", CLEAN).replace("GLUED", GLUED) for text in (before, after))
    assert set(codes(before, filename)) == {"SUP001"}
    assert mended(before, filename) == after
    assert codes(after, filename) == []


def test_what_is_said_of_a_needless_comment() -> None:
    text = f"References\n\n# apacheck: ignore PER001, AUT001\n{CLEAN}\n\n# apacheck: ignore PRE001\n{CLEAN}\n\n# apacheck: ignore\n"
    messages = [(finding.message, text[finding.span.start : finding.span.end]) for finding in found(text)]
    assert messages == [
        (
            "this comment ignores PER001 or AUT001, which is not found in its entry",
            "# apacheck: ignore PER001, AUT001",
        ),
        ('"PRE001" is no rule' + messages[1][0].removeprefix('"PRE001" is no rule'), "PRE001"),
        ("no entry follows this comment, so that it ignores nothing", "# apacheck: ignore"),
    ]
    assert "did you mean" in messages[1][0]
    assert [finding.severity for finding in found(text)] == ["warning"] * 3
    assert [finding.fix is None for finding in found(text)] == [False, True, False]


@pytest.mark.parametrize(
    "select",
    [("AUT", "SUP"), ("PER001",), ("PER001", "AUT")],
    ids=["its rule is not applied", "comments are not judged", "neither"],
)
def test_a_comment_is_judged_by_a_run_that_could_use_it(select: tuple[str, ...]) -> None:
    text = f"References\n\n# apacheck: ignore PER001\n{CLEAN}\n"
    assert codes(text) == ["SUP001"]
    assert codes(text, select=select) == []


def test_a_comment_about_records_is_not_needless_offline() -> None:
    assert codes(f"References\n\n# apacheck: ignore REC\n{CLEAN}\n", select=("ALL",)) == []


def test_least_severity_makes_no_comment_needless() -> None:
    text = f"References\n\n# apacheck: ignore TYP004\n{GLUED.replace('–', '-')}\n"
    config = apacheck.Config(severity="error", ignore=("PER",))
    assert apacheck.check(text, config=config).findings == []


# --- any text -----------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from(
            [
                "# apacheck: ignore",
                "<!-- apacheck: ignore",
                " PER001",
                ",",
                "-->",
                "-file",
                "\n",
                "```",
                "`",
                " ",
                GLUED,
                "(",
                "x",
            ]
        )
        | st.text(max_size=3),
        max_size=12,
    ).map("".join),
    st.sampled_from(["x.txt", "x.md", "x.html"]),
)
def test_comments_stand_where_they_are_said_to(text: str, name: str) -> None:
    document = read(text, filename=name)
    for comment in comments(document):
        assert comment.whole.start <= comment.span.start <= comment.words.start
        assert comment.words.end <= comment.span.end <= comment.whole.end
        assert "apacheck:" in text[comment.span.start : comment.words.start]
    for finding in apacheck.check(text, filename=name).findings:
        if finding.code == "SUP001" and finding.fix is not None:
            (edit,) = finding.fix.edits
            assert edit.replacement == ""
            removed = text[edit.span.start : edit.span.end]
            assert GLUED not in removed


def test_a_comment_with_more_in_it_is_not_deleted() -> None:
    text = f"# apacheck: ignore# {GLUED.replace('Management18', 'Management, 18')}\n\n{GLUED.replace('Management18', 'Management, 18')}\n"
    (found,) = [finding for finding in apacheck.check(text).findings if finding.code == "SUP001"]
    assert found.fix is None
    assert apacheck.fix(text) == text
