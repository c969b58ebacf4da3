"""What a person and a program read."""

import json

import jsonschema
import pytest
from hypothesis import given, strategies as st

import apacheck
from apacheck.document import read
from apacheck.findings import Applicability, Finding, Fix, Severity
from apacheck.report import concise, full, json as as_json
from apacheck.report.model import Report
from apacheck.text import Edit, Span

TEXT = "References\n\nLaurent, W. (2008). Human resources. Information Management18(6), 15–19.\n"


def test_full_shows_the_line_a_caret_and_the_help() -> None:
    report = apacheck.check(TEXT, filename="refs.txt")
    lines = full.render(report).splitlines()
    assert lines[0].startswith("PER001 [*] ")
    assert lines[1] == " --> refs.txt:3:50"
    carets = lines[4].index("^"), lines[4].count("^")
    assert lines[3][carets[0] : sum(carets)] == "Management18"
    assert "= help:" in lines[5]
    assert "APA 7, 9.25" in lines[5]


def test_a_long_line_is_cut_around_the_fault() -> None:
    text = TEXT.replace("Human resources", "Human resources" + " and much more of it" * 20)
    lines = full.render(apacheck.check(text)).splitlines()
    assert len(lines[3]) < 130
    start = lines[4].index("^")
    assert lines[3][start : start + 12] == "Management18"


def test_nothing_in_the_text_can_steer_the_terminal() -> None:
    text = TEXT.replace("Human", "\x1b[31mHuman\x07\u202e")
    written = full.render(apacheck.check(text, filename="\x1b]0;x\x07.txt"))
    assert not any(char in written for char in "\x1b\x07\u202e")
    assert "\x1b" in full.render(apacheck.check(TEXT), color=True)


def test_wide_characters_take_two_columns() -> None:
    text = TEXT.replace("Human resources", "人的资源管理 [Human resources]")
    lines = full.render(apacheck.check(text)).splitlines()
    assert lines[4].index("^") == lines[3].index("Management18") + 6


def test_concise_is_one_line_a_finding() -> None:
    assert concise.render(apacheck.check(TEXT, filename="refs.txt")).startswith("refs.txt:3:50: PER001 [*] ")


def test_json_keeps_to_its_schema() -> None:
    report = apacheck.check(TEXT, filename="refs.txt")
    jsonschema.validate(json.loads(report.to_json()), apacheck.json_schema())
    items = json.loads(as_json.render([report]))
    assert items[0]["code"] == "PER001"
    edit = items[0]["fix"]["edits"][0]
    assert (edit["content"], edit["location"]) == (", ", {"row": 3, "column": 60})


def test_the_summary_counts_aloud() -> None:
    assert full.summary([apacheck.check(TEXT)]) == "Found 1 finding in 1 entry (1 error). [*] 1 fixable with --fix."
    clean = apacheck.check(TEXT.replace("Management18", "Management, 18"))
    assert full.summary([clean]) == "No findings in 1 entry."
    assert full.summary([apacheck.check("Nothing here to see, only prose that goes on.")]) == ""


# --- findings made for the test -----------------------------------------------------------------------------------


def report_of(
    source: str,
    *spans: tuple[int, int],
    applicability: Applicability | None = None,
    severity: Severity = "error",
    message: str = "not so",
) -> Report:
    document = read(source)
    findings = []
    for start, end in spans:
        (line, column), (end_line, end_column) = document.places(start), document.places(end)
        fix = Fix(applicability, "mend it", (Edit(Span(start, end), "x"),)) if applicability else None
        place = (Span(start, end), line, column, end_line, end_column)
        findings.append(Finding("TST001", "test", message, severity, "9.1", "", *place, 0, fix))
    return Report(list(apacheck.check(source).entries), findings, None, document)


def excerpt(source: str, start: int, end: int) -> list[tuple[str, str]]:
    """Each line of the excerpt with what stands under it."""
    lines = [line.partition("| ") for line in full.render(report_of(source, (start, end))).splitlines() if "| " in line]
    shown = [(head.strip(), text) for head, _, text in lines]
    return [(text, under) for (_, text), (_, under) in zip(shown[::2], shown[1::2], strict=True)]


def test_a_span_over_a_line_break_goes_on_in_the_next_line() -> None:
    source = "One two\n    three four\n"
    assert excerpt(source, 4, source.index(" four")) == [("One two", "    ^^^"), ("    three four", "    ^^^^^")]


def test_an_empty_span_has_one_caret() -> None:
    assert excerpt("One two", 3, 3) == [("One two", "   ^")]
    assert excerpt("One two", 7, 7) == [("One two", "       ^")]


def test_marks_on_letters_take_no_column() -> None:
    source = "Lo\u0301pez e\u0301 x"
    assert excerpt(source, source.index("x"), len(source)) == [(source, "        ^")]


def test_hidden_characters_are_shown() -> None:
    assert excerpt("in\u00advisi\u200bble", 2, 3) == [("in\ufffdvisi\ufffdble", "  ^")]


@given(st.text("ab é人.", max_size=400), st.integers(0, 400), st.integers(0, 150))
def test_the_carets_stand_under_the_fault(line: str, start: int, length: int) -> None:
    start = min(start, len(line))
    fault = line[start : start + length]
    shown, carets = full._cut(line, start, start + length)
    assert full._columns(shown) <= full.WIDTH + 4
    columns = "".join(
        char + "\0" * (full._columns(char) - 1) for char in shown
    )  # a character stands in its first column
    under = columns[carets.find("^") : len(carets)].replace("\0", "")
    assert carets.strip("^").isspace() or carets.strip("^") == ""
    assert fault.startswith(under) or (fault == "" and carets.count("^") == 1)
    assert under == fault or full._columns(fault) > full.WIDTH - 2 or fault == ""


@pytest.mark.parametrize(
    ("applicability", "star", "help_"),
    [("safe", True, "help: mend it (APA 7, 9.1)"), ("unsafe", False, "unsafe"), ("display", False, "help: mend it")],
)
def test_only_a_safe_fix_has_a_star(applicability: Applicability, star: bool, help_: str) -> None:  # noqa: FBT001
    report = report_of("One two", (0, 3), applicability=applicability)
    lines = full.render(report).splitlines()
    assert ("[*]" in lines[0]) == star == ("[*]" in concise.render(report))
    assert help_ in lines[-2]


def test_without_a_fix_the_section_is_named() -> None:
    assert "= see: APA 7, 9.1" in full.render(report_of("One two", (0, 3)))


def test_infos_are_counted_and_never_fail() -> None:
    report = report_of(TEXT, (0, 3), (4, 5), severity="info")
    assert full.summary([report]) == "Found 2 findings in 1 entry (2 info)."
    assert report.exit_code == 0


def test_hidden_fixes_are_hinted_at() -> None:
    report = report_of(TEXT, (0, 3), applicability="unsafe")
    assert "1 fixable with --fix --unsafe-fixes" in full.summary([report])
    assert "[*] 1 fixable with --fix." in full.summary([report], unsafe=True)


def test_json_is_written_in_any_encoding() -> None:
    report = apacheck.check("References\n\nLaurent, W. (2008). Human \ud83d resources. Sage.\n")
    text = report.to_json()
    assert json.loads(text)["entries"][0]["text"] == report.entries[0].text
    assert text.encode("utf-8")


def test_a_report_gives_the_place_of_everything() -> None:
    report = report_of(TEXT, (12, 19), applicability="safe")
    values = report.to_dict()
    jsonschema.validate(values, apacheck.json_schema())
    assert values["entries"][0]["location"] == {"row": 3, "column": 1}
    assert values["entries"][0]["end_location"] == {"row": 3, "column": len(TEXT) - len("References\n\n")}
    edit = values["findings"][0]["fix"]["edits"][0]
    assert (edit["location"], edit["end_location"]) == ({"row": 3, "column": 1}, {"row": 3, "column": 8})


def test_a_report_without_its_document_is_still_written() -> None:
    report = report_of(TEXT, (12, 19))
    report.document = None
    assert full.render(report).startswith("TST001 not so\n --> -:3:1\n")
