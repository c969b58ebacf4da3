"""Citations and lists together: what is matched with what, in documents of one part and of several."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

import apacheck
from apacheck.citations.alike import edit_distance
from apacheck.cli import commands

ENTRIES = {
    "Adams": "Adams, P. (2012). Reading at home. Routledge.",
    "Moreno": "Moreno, P., & Lund, T. (2014). Reading aloud. Routledge.",
    "Osei": "Osei, K., Brandt, F., & Lund, P. (2018). Warm words. Routledge.",
    "WHO": "World Health Organization. (2022). Principles for tested messages. https://www.who.int/messages",
}
AGREEMENT = (
    "CIT011",
    "CIT015",
    "CIT016",
    "CIT017",
    "CIT018",
    "CIT025",
    "CIT027",
    "CIT037",
    "CIT039",
    "CIT040",
    "CIT042",
)


def document(text: str, *entries: str) -> str:
    return f"{text}\n\nReferences\n\n" + "\n\n".join(entries) + "\n"


def found(source: str, codes: Sequence[str] = AGREEMENT) -> list[tuple[str, str]]:
    report = apacheck.check(source, config=apacheck.Config(select=tuple(codes)))
    return [(finding.code, source[finding.span.start : finding.span.end]) for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "entries", "findings"),
    [
        ("They read (Adams, 2012).", ["Adams"], []),
        ("They read (Adams, 2012).", ["Adams", "Moreno"], [("CIT016", "Moreno, P., & Lund, T. (2014)")]),
        ("They read (Adams, 2012; Santora, 2009).", ["Adams"], [("CIT015", "Santora, 2009")]),
        ("They read (Adams, 2013).", ["Adams"], [("CIT017", "Adams, 2013")]),
        ("They read (Adams, 2012, 2013).", ["Adams"], [("CIT015", "2013")]),
        ("They read (Adams, n.d.).", ["Adams"], [("CIT017", "Adams, n.d.")]),
        ("They read (Moreno et al., 2014).", ["Moreno"], [("CIT011", "Moreno et al.")]),
        ("They read (Lund & Moreno, 2014).", ["Moreno"], [("CIT037", "Lund & Moreno")]),
        ("They read (Moreno & Lunt, 2014).", ["Moreno"], [("CIT018", "Lunt")]),
        ("They read (Moerno & Lund, 2014).", ["Moreno"], [("CIT018", "Moerno")]),
        ("They read (Moreno, 2014).", ["Moreno"], [("CIT015", "Moreno, 2014")]),
        ("They read (Osei et al., 2018).", ["Osei"], []),
        ("They read (Osei & Brandt, 2018).", ["Osei"], [("CIT015", "Osei & Brandt, 2018")]),
        ("They read (World Health Organization, 2022).", ["WHO"], []),
        ("The World Health Organization [WHO] warns (WHO, 2022).", ["WHO"], []),
        ("They read (R. Moyo, personal communication, May 2, 2021; Adams, 2012).", ["Adams"], []),
        ("They read (Petty, 1979, as cited in Adams, 2012).", ["Adams"], []),
        ("In Adams’s book of 2012 they read; others do not (Moreno & Lund, 2014).", ["Adams", "Moreno"], []),
        ("In “Reading at home” they read; others do not (Moreno & Lund, 2014).", ["Adams", "Moreno"], []),
    ],
)
def test_one_list(text: str, entries: list[str], findings: list[tuple[str, str]]) -> None:
    assert found(document(text, *(ENTRIES[name] for name in entries))) == findings


@pytest.mark.parametrize(
    ("cited", "entry"),
    [
        ("Müller, 2001", "Muller, A. (2001). Reading. Routledge."),
        ("Mueller, 2001", "Müller, A. (2001). Reading. Routledge."),
        ("O’Neil, 2001", "O'Neil, A. (2001). Reading. Routledge."),
        ("Smith Jones, 2001", "Smith-Jones, A. (2001). Reading. Routledge."),
        ("Waal, 2001", "de Waal, F. (2001). Reading. Routledge."),
        ("Freud, 1900/2010", "Freud, S. (2010). Dreams. Basic Books. (Original work published 1900)"),
        ("Ten Tips for Better Sleep, 2019", "Ten tips for better sleep. (2019). Nursing Times, 115(3), 14–16."),
        ("“Ten Tips,” 2019", "Ten tips for better sleep. (2019). Nursing Times, 115(3), 14–16."),
        ("Adams et al., 2012", "Adams, P., Lund, T., Birk, A., et al. (2012). Reading. Routledge."),
        ("boyd, 2014", "boyd, d. (2014). It's complicated. Yale University Press."),
        ("Adams, in press", "Adams, P. (in press). Reading. Routledge."),
    ],
)
def test_spellings_of_one_name(cited: str, entry: str) -> None:
    assert found(document(f"They read ({cited}).", entry), ("CIT015", "CIT016", "CIT017", "CIT018")) == []


def test_the_other_side_is_named() -> None:
    report = apacheck.check(document("They read (Adams, 2013).", ENTRIES["Adams"]))
    (finding,) = [finding for finding in report.findings if finding.code == "CIT017"]
    assert finding.message == "“Adams, 2013” is cited, but the list has 2012 (line 5)."


def test_an_entry_that_is_cited_rightly_is_not_taken_for_the_one_with_another_year() -> None:
    text = "They read (Adams, 2012), and again (Adams, 2019)."
    assert found(document(text, ENTRIES["Adams"])) == [("CIT015", "Adams, 2019")]


JUDGE = ("Judge, A. (2012a). Reading aloud. Routledge.", "Judge, A. (2012b). Reading at home. Routledge.")


@pytest.mark.parametrize(
    ("cited", "findings"),
    [
        ("Judge, 2012a, 2012b", []),
        ("Judge, 2012", [("CIT027", "Judge, 2012")]),
        ("Judge, 2012c", [("CIT027", "Judge, 2012c")]),
    ],
)
def test_letters(cited: str, findings: list[tuple[str, str]]) -> None:
    assert found(document(f"They read ({cited}).", *JUDGE), ("CIT015", "CIT017", "CIT027")) == findings


def test_two_works_without_letters_cannot_be_told_apart() -> None:
    entries = [entry.replace("2012a", "2012").replace("2012b", "2012") for entry in JUDGE]
    assert found(document("They read (Judge, 2012).", *entries)) == [("CIT027", "Judge, 2012")]


def test_the_same_entry_twice_is_one_work() -> None:
    assert found(document("They read (Adams, 2012).", ENTRIES["Adams"], ENTRIES["Adams"])) == []


# --- documents of several parts -----------------------------------------------------------------------------------------

POST = """First post

They read at home (Adams, 2012). {first}

References

Adams, P. (2012). Reading at home. Routledge.

Second post

They read aloud (Moreno & Lund, 2014). {second}

References

Moreno, P., & Lund, T. (2014). Reading aloud. Routledge.
"""


def test_each_post_has_its_own_list() -> None:
    assert found(POST.format(first="So it is.", second="So it is.")) == []


def test_a_work_that_another_post_lists_is_said_to_be_there() -> None:
    source = POST.format(first="So it is.", second="Others do not (Adams, 2012).")
    report = apacheck.check(source)
    (finding,) = [finding for finding in report.findings if finding.code.startswith("CIT")]
    assert (finding.code, finding.severity) == ("CIT015", "warning")
    assert (
        finding.message
        == "“Adams, 2012” is cited, but this part's list has no such entry; another part's list has it (line 7)."
    )


def test_an_entry_that_only_another_post_cites_is_said_to_be_cited_there() -> None:
    source = POST.format(first="Some do (Moreno & Lund, 2014).", second="So it is.").replace(
        "They read aloud (Moreno & Lund, 2014).", "They write (Santora, 2009)."
    )
    messages = [f.message for f in apacheck.check(source).findings if f.code in {"CIT015", "CIT016"}]
    assert messages[0].endswith("another part's list has it (line 15).")
    assert messages[1] == "“Santora, 2009” is cited, but the list has no such entry."
    assert messages[2].endswith("only another part of the document cites it (line 3).")


def test_a_thread_of_two_posts() -> None:
    source = (Path(__file__).parent.parent / "fixtures" / "documents" / "thread.txt").read_text(encoding="utf-8")
    assert found(source, ("ALL",)) == [
        ("CIT005", "Otieno,"),
        ("CIT030", "cited in"),
        ("CIT002", "and"),
        ("CIT022", "(Sato, 2016)"),
        ("CIT017", "Sato, 2016"),
        ("CIT015", "NRI (2020)"),
        ("CIT010", "Sato, Berg, & Diaz"),
        ("CIT023", ". (Hansson et al., 2019)"),
        ("CIT018", "Hansson"),
        ("CIT016", "Wolfe, T. (2015)"),
    ]


def test_lists_without_text_between_close_one_part() -> None:
    source = (
        "They read (Adams, 2012; Moreno & Lund, 2014).\n\nReferences\n\nAdams, P. (2012). Reading at home. Routledge.\n\n"
        "Further reading\n\nMoreno, P., & Lund, T. (2014). Reading aloud. Routledge.\n\n"
        "Osei, K. (2018). Warm words. Routledge.\n"
    )
    assert found(source) == []


# --- what is not asked for ----------------------------------------------------------------------------------------------


def test_a_file_that_is_only_a_list_is_not_told_that_its_entries_are_uncited() -> None:
    for heading in ("", "References\n\n"):
        assert found(heading + "\n\n".join(ENTRIES.values()) + "\n") == []


def test_a_text_that_cites_nothing_is_not_told_so() -> None:
    assert found(document("People read at home, and some read aloud to one another.", *ENTRIES.values())) == []


def run(*arguments: str) -> int:
    """The exit code of a check."""
    status = CliRunner().invoke(commands, ["check", *arguments], standalone_mode=False).return_value
    assert isinstance(status, int)
    return status


FAULTY = document("They read (Adams, 2013), or not (Santora 2009; Zhou & Li 2010).", ENTRIES["Adams"])


@pytest.mark.parametrize("setting", [{"citations": False}, {"list_only": True}])
def test_citations_can_be_left_alone(setting: dict[str, bool]) -> None:
    report = apacheck.check(FAULTY, config=apacheck.Config(**setting))  # type: ignore[arg-type]
    assert report.citations == []
    assert [finding.code for finding in report.findings if finding.code.startswith("CIT")] == []


def test_only_the_list_is_looked_at() -> None:
    source = document("They read [1], [2] and [3].", ENTRIES["Adams"])
    assert "NAP007" in {finding.code for finding in apacheck.check(source).findings}
    assert apacheck.check(source, config=apacheck.Config(list_only=True)).findings == []


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 1),
        (("--no-citations",), 0),
        (("--list-only",), 0),
        (("--config", "citations = false"), 0),
        (("--config", "list-only = true"), 0),
    ],
)
def test_on_the_command_line(tmp_path: Path, options: tuple[str, ...], status: int) -> None:
    path = tmp_path / "essay.txt"
    path.write_text(FAULTY, encoding="utf-8")
    assert run("--isolated", *options, str(path)) == status


def test_the_command_line_stands_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "apacheck.toml").write_text("citations = false\n", encoding="utf-8")
    path = tmp_path / "essay.txt"
    path.write_text(FAULTY, encoding="utf-8")
    assert run(str(path)) == 0
    assert run("--citations", str(path)) == 1


def test_fixes_of_citations_leave_the_list_alone() -> None:
    source = document("They read (Moreno and Lund 2014), as Moreno & Lund (2014) say.", ENTRIES["Moreno"])
    assert apacheck.fix(source) == source.replace("(Moreno and Lund 2014)", "(Moreno & Lund, 2014)").replace(
        "as Moreno & Lund (2014)", "as Moreno and Lund (2014)"
    )


# --- properties ---------------------------------------------------------------------------------------------------------

WORDS = st.text("abcd", max_size=7)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_distance_is_symmetric_and_zero_for_equals_alone(left: str, right: str) -> None:
    assert edit_distance(left, right, 9) == edit_distance(right, left, 9)
    assert (edit_distance(left, right, 9) == 0) == (left == right)


@settings(deadline=None)
@given(WORDS, st.integers(0, 7), st.sampled_from("abcd"))
def test_one_letter_more_is_one_away(word: str, place: int, letter: str) -> None:
    assert edit_distance(word, word[:place] + letter + word[place:], 2) == 1


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(ENTRIES)), min_size=1, unique=True), st.data())
def test_what_is_cited_and_listed_agrees(names: list[str], data: st.DataObject) -> None:
    forms = {
        "Adams": "(Adams, 2012)", "Moreno": "(Moreno & Lund, 2014)", "Osei": "(Osei et al., 2018)",
        "WHO": "(World Health Organization, 2022)",
    }  # fmt: skip
    cited = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    text = " ".join(f"People read {forms[name]}." for name in cited)
    listed = [ENTRIES[name] for name in sorted(names, key=lambda name: ENTRIES[name])]
    missing = [code for code, _ in found(document(text, *listed))]
    assert missing == ["CIT016"] * (len(names) - len(cited))
