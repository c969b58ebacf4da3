"""What a person and a program read."""

import json

import jsonschema

import apacheck
from apacheck.report import concise, full, json as as_json

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
    text = TEXT.replace("Human resources", "Human resources " + "and much more of it " * 20)
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
    text = TEXT.replace("Human resources", "人的资源管理")
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
