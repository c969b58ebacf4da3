"""The rules' pages: what a page says, and that docs/rules holds a page for each rule as it now is."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from hypothesis import given, strategies as st

import rule_pages
from apacheck.examples import read
from apacheck.findings import manual
from apacheck.report.page import HANG, WIDTH, difference, explanation, page
from apacheck.rule import Rule
from apacheck.rules import BY_CODE

RULES = [BY_CODE[code] for code in sorted(BY_CODE)]
PAGES = sorted(rule_pages.FOLDER.glob("*.md"))


def test_the_pages_are_those_of_the_rules() -> None:
    outdated = [f"docs/rules/{name} is {verdict}" for name, verdict in sorted(rule_pages.outdated().items())]
    assert not outdated, f"{len(outdated)} pages, the first: {outdated[0]}. To mend them: {rule_pages.COMMAND}"


def test_pages_are_written_and_left_over_ones_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_pages, "FOLDER", tmp_path)
    names = {"README.md", *(f"{code}.md" for code in BY_CODE)}
    assert rule_pages.outdated() == dict.fromkeys(names, "missing")
    assert rule_pages.main(["--check"]) == 1
    assert rule_pages.write() == sorted(names)
    assert rule_pages.write() == []
    (tmp_path / "PER001.md").write_text("old", encoding="utf-8")
    (tmp_path / "PER999.md").write_text("of a rule that is gone", encoding="utf-8")
    assert rule_pages.outdated() == {"PER001.md": "stale", "PER999.md": "left over"}
    assert rule_pages.main([]) == 0
    assert rule_pages.main(["--check"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == names


def test_links_between_rule_pages_lead_somewhere() -> None:
    headings = re.findall(r"(?m)^## (.*)$", (rule_pages.FOLDER / "README.md").read_text(encoding="utf-8"))
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    link = re.compile(r"(?<!\\)\]\((?!https?://)([^)#\s]*)(?:#([^)\s]*))?\)")
    targets = [(path, *target) for path in PAGES for target in link.findall(path.read_text(encoding="utf-8"))]
    assert len(targets) >= 2 * len(RULES)
    lost = [
        (path.name, name, anchor)
        for path, name, anchor in targets
        if not (path.parent / name).exists() or (anchor and anchor not in anchors)
    ]
    assert not lost


def test_a_finding_leads_to_its_rules_page() -> None:
    for rule in RULES:
        assert urlparse(rule.url).path == f"/rules/{rule.code}/"
        assert (rule_pages.FOLDER / f"{rule.code}.md").exists()


@pytest.mark.parametrize(
    ("section", "from_memory", "cited"),
    [
        ("9.25", False, "APA 7, 9.25"),
        ("9.25, 6.17", False, "APA 7, 9.25, 6.17"),
        ("9.25", True, "APA 7, chapter 9"),
        ("9.14, 9.50", True, "APA 7, chapter 9"),
        ("10.12, 9.21", True, "APA 7, chapters 10 and 9"),
    ],
)
def test_a_number_from_memory_is_not_shown(section: str, from_memory: bool, cited: str) -> None:  # noqa: FBT001
    rule: Any = type("Sample", (Rule,), {"section": section, "section_from_memory": from_memory})()
    assert manual(rule.cited_section) == cited


def test_no_page_shows_a_number_from_memory() -> None:
    from_memory = [rule for rule in RULES if rule.section_from_memory]
    assert from_memory
    for rule in from_memory:
        assert not any(number in page(rule).split("\n")[2] for number in rule.section.split(", "))
    assert all(rule.section in page(rule).split("\n")[2] for rule in RULES if not rule.section_from_memory)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_apa_expects(rule: Rule[Any]) -> None:
    words = explanation(rule)
    assert words.summary.endswith(".")
    assert words.expectation.endswith((".", '."', ".)"))
    assert not words.limits or words.limits.endswith((".", '."', ".)"))


def test_the_page_of_a_rule() -> None:
    blocks = page(BY_CODE["PER001"]).split("\n\n")
    assert blocks[:4] == [
        "# journal-volume-glued (PER001)",
        "error · safe fix · APA 7, 9.25",
        "## What is wrong",
        explanation(BY_CODE["PER001"]).summary,
    ]
    assert [block for block in blocks if block.startswith("## ")] == [
        "## What is wrong",
        "## What APA expects",
        "## Limits",
        "## Examples",
        "## Fix",
        "## Ignore it",
    ]
    assert "    apacheck --ignore PER001 refs.txt" in blocks


def test_an_example_is_a_diff_with_carets() -> None:
    line = (
        "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. *MIT Sloan Management Review*"
        "{++, ++}*51*(4), {~~33-38~>33–38~~}. {==http://example.org==}"
    )
    assert difference(read(line)) == [
        "  Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan",
        "-     Management Review51(4), 33-38. http://example.org",
        "                       ^      ^^^^^  ^^^^^^^^^^^^^^^^^^",
    ]
    fixed = replace(read(line), faults=read(line).faults[:2])
    assert difference(fixed)[-1] == "+     Management Review, 51(4), 33–38. http://example.org"


WORDS = st.lists(st.text("abc.,–é", min_size=1, max_size=9), max_size=30).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.one_of(st.none(), WORDS), WORDS), max_size=4))
def test_a_diff_shows_every_character_of_an_entry(pieces: list[tuple[str, str | None, str]]) -> None:
    line = "".join(
        f"{before} {{=={old}==}}" if new is None else f"{before} {{~~{old}~>{new}~~}}" for before, new, old in pieces
    )
    example = read(line)
    lines = difference(example)
    typed = [line[2:] for line in lines if not line.startswith("+") and set(line) - {" ", "^"}]
    assert "".join("".join(typed).split()) == "".join(example.text.split())
    if all(fault.replacement is not None for fault in example.faults):
        mended = [
            line[2:]
            for line, after in zip(lines, [*lines[1:], ""], strict=True)
            if line.startswith("+") or not (line.startswith("-") or set(line) <= {" ", "^"} or after.startswith("+"))
        ]
        assert "".join("".join(mended).split()) == "".join(example.accepted.split())
        carets = sum(line.count("^") for line in lines)
        assert carets <= len(example.text) + len(example.faults)
    unbroken = [line for line in lines if len(line) > WIDTH + len(HANG) + 2 and not line.startswith("+")]
    assert not unbroken or example.faults
