"""The checker with rules made for the test: who is called, who gives way, and where it stands in the source."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import regex

import apacheck
from apacheck import checker, rules, showing
from apacheck.document import read
from apacheck.entries import Entry, EntryList, ListedDocument, locate
from apacheck.findings import Mark
from apacheck.reference.model import Authors, Name, Names, Reference
from apacheck.rule import DEFINED, RULES, Rule
from marks import marks_of

TEXT = "Laurent, W., & Castello, N. (2008). Human resources. Information Management, 18(6), 15–19."


@pytest.fixture(autouse=True)
def _no_other_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the registries empty for the rules of one test, and as they were after it."""
    rules.define_all()  # what a test loaded would be forgotten with the test, and is not loaded twice
    monkeypatch.setattr(showing, "_BY_TYPE", {})
    monkeypatch.setattr(showing, "_WANTED", {})
    monkeypatch.setattr(rules, "_by_part", dict)
    kinds, codes = dict(RULES), dict(DEFINED)
    RULES.clear()
    DEFINED.clear()
    yield
    RULES.clear()
    RULES.update(kinds)
    DEFINED.clear()
    DEFINED.update(codes)


def rule_about(
    kind: Any,
    code: str,
    *,
    word: str | None = None,
    new: str | None = None,
    check: Callable[[Any, Any], Iterator[Mark]] | None = None,
    **attributes: Any,
) -> None:
    """Define a rule that marks `word` wherever it stands in the entry."""

    def find(self: Rule[Any], part: Any) -> Iterator[Mark]:
        whole = part.text if isinstance(part, Entry) else part.whole
        for match in regex.finditer(regex.escape(word or whole), whole):
            yield self.mark(match.span(), replace=new)

    class Made(Rule[kind]):
        section = "1.1"
        severity = attributes.pop("severity", "error")
        fix = "safe"
        message = "not so"

    body = {"code": code, "check": check or find, **attributes}
    type(f"Rule{code}", (Made,), body)


def codes(text: str = TEXT) -> list[str]:
    return [mark.code for mark in marks_of(text)]


# --- who is called ------------------------------------------------------------------------------------------------


def test_a_rule_sees_each_part_of_its_kind() -> None:
    rule_about(Name, "TST001", check=lambda self, name: iter([self.mark(name)]))
    assert [TEXT[mark.start : mark.end] for mark in marks_of(TEXT)] == ["Laurent, W.", "Castello, N."]


def test_a_rule_about_a_base_class_sees_what_derives_from_it() -> None:
    seen: list[type] = []

    def note(_self: object, part: object) -> Iterator[Mark]:
        seen.append(type(part))
        return iter(())

    rule_about(Names, "TST001", check=note)
    marks_of(TEXT)
    assert seen == [Authors]


def test_a_rule_may_see_the_entry_or_the_reference() -> None:
    rule_about(Entry, "TST001", word="Human")
    rule_about(Reference, "TST002", word="Castello")
    assert codes() == ["TST002", "TST001"]


def test_rules_about_lists_and_documents_speak_of_the_source() -> None:
    def about_list(self: Rule[EntryList], entries: EntryList) -> Iterator[Mark]:
        span = entries.entries[1].span
        yield self.mark((span.start, span.end))

    def about_document(self: Rule[ListedDocument], listed: ListedDocument) -> Iterator[Mark]:
        assert not listed.in_list(0) or listed.lists[0].heading is not None
        yield self.mark((0, listed.document.source.index("\n")), replace="References")

    rule_about(EntryList, "TST001", check=about_list)
    rule_about(ListedDocument, "TST002", check=about_document)
    source = f"Bibliography\n\n{TEXT}\n\n{TEXT}\n\nAppendix\n\nWhat is left (not much) stands here and cites nothing at all.\n"
    report = apacheck.check(source)
    places = [(found.code, found.line, found.entry) for found in report.findings]
    assert places == [("TST002", 1, None), ("TST001", 5, 1)]
    assert source[report.findings[0].span.start : report.findings[0].span.end] == "Bibliography"
    assert apacheck.fix(source) == source.replace("Bibliography", "References")


def test_rules_about_documents_are_not_shown_a_mere_list() -> None:
    rule_about(ListedDocument, "TST001", check=explode)
    assert apacheck.check(f"References\n\n{TEXT}\n\n{TEXT}\n").findings == []


# --- a rule that fails --------------------------------------------------------------------------------------------


def explode(_self: object, _part: object) -> Iterator[Mark]:
    raise ValueError("no such thing")


def test_a_rule_that_raises_becomes_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RAISE_ERRORS", False)
    rule_about(Authors, "TST001", check=explode)
    rule_about(Reference, "TST002", word="Human", exclusive=True)
    found = apacheck.check(TEXT).findings
    assert [finding.code for finding in found] == ["BUG001", "TST002"]
    assert [finding.url.rpartition("/rules/")[2] for finding in found] == ["", "TST002/"]
    assert found[0].severity == "warning"
    assert (found[0].span.start, found[0].span.end) == (0, len(TEXT))
    assert "TST001" in found[0].message
    assert "no such thing" in found[0].message
    assert "report" in found[0].message


def test_no_selection_hides_a_failing_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RAISE_ERRORS", False)
    rule_about(Authors, "TST001", check=explode)
    rule_about(Reference, "TST002", word="Human")
    config = apacheck.Config(select=("TST002",), severity="error")
    assert [finding.code for finding in apacheck.check(TEXT, config=config).findings] == ["BUG001", "TST002"]


def test_an_entry_that_cannot_be_read_becomes_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RAISE_ERRORS", False)
    monkeypatch.setattr("apacheck.entries.model.parse", lambda text: 1 // 0)
    assert codes() == ["BUG001"]


def test_in_tests_an_error_is_raised() -> None:
    rule_about(Authors, "TST001", check=explode)
    with pytest.raises(ValueError, match="no such thing"):
        marks_of(TEXT)


# --- precedence ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_way_to", "closer", "expected"),
    [
        ("PER001", "Management", ["PER001"]),  # the same place
        ("PER", "Information Management", ["PER001"]),  # a family, overlapping
        ("PER", ", 18", ["PER001"]),  # touching
        ("PER", "18", ["TYP001", "PER001"]),  # a character between
        ("BKC", "Management", ["PER001", "TYP001"]),  # another family
    ],
)
def test_a_rule_gives_way_where_another_speaks_of_the_same_place(
    given_way_to: str, closer: str, expected: list[str]
) -> None:
    rule_about(Reference, "TYP001", word="Management", gives_way_to=(given_way_to,))
    rule_about(Reference, "PER001", word=closer)
    assert codes() == expected


def test_a_rule_does_not_give_way_to_itself() -> None:
    rule_about(Reference, "TYP001", word="an", gives_way_to=("TYP",))
    assert set(codes()) == {"TYP001"}


def test_what_gave_way_still_stands_for_its_place() -> None:
    rule_about(Reference, "TYP001", word="Management", gives_way_to=("TYP002",))
    rule_about(Reference, "TYP002", word="Management", gives_way_to=("TYP003",))
    rule_about(Reference, "TYP003", word="Management")
    assert codes() == ["TYP003"]


def test_an_exclusive_rule_speaks_alone() -> None:
    rule_about(Reference, "TYP001", word="Human")
    rule_about(Reference, "NAP001", exclusive=True)
    rule_about(Reference, "NAP002", exclusive=True, gives_way_to=("NAP001",))
    assert codes() == ["NAP001"]


def test_one_rule_reports_one_place_once() -> None:
    rule_about(Reference, "TST001", check=lambda self, part: iter([self.mark((0, 7)), self.mark((0, 7))]))
    assert codes() == ["TST001"]


def test_precedence_comes_before_selection() -> None:
    rule_about(Reference, "TYP001", word="Management", gives_way_to=("PER",))
    rule_about(Reference, "PER001", word="Management")
    config = apacheck.Config(ignore=("PER001",))
    assert apacheck.check(TEXT, config=config).findings == []


def test_thousands_of_marks_are_settled_in_linear_time() -> None:
    rule_about(Reference, "TYP001", word=",", gives_way_to=("PER",))
    rule_about(Reference, "PER001", word="?")
    start = time.perf_counter()
    found = marks_of(f"{TEXT}{' ,' * 20_000} ?")
    assert time.perf_counter() - start < 5  # comparing each with each takes minutes
    assert Counter(mark.code for mark in found) == {"TYP001": 20_000 + TEXT.count(","), "PER001": 1}


# --- places in the source -----------------------------------------------------------------------------------------


def test_findings_are_in_order_and_know_their_place() -> None:
    rule_about(Reference, "TST002", word="Management")
    rule_about(Reference, "TST001", word="Information")
    wrapped = TEXT.replace("Information ", "Information\n    ")
    source = f"References\n\n{wrapped}\n\n{TEXT}\n"
    report = apacheck.check(source, filename="refs.txt")
    assert [(f.code, f.line, f.column, f.entry) for f in report.findings] == [
        ("TST001", 3, 54, 0),
        ("TST002", 4, 5, 0),
        ("TST001", 6, 54, 1),
        ("TST002", 6, 66, 1),
    ]
    assert all(source[f.span.start : f.span.end] in {"Information", "Management"} for f in report.findings)
    assert report.findings[0].filename == "refs.txt"
    assert report.findings[0].url.endswith("/rules/TST001/")


def edits_of(source: str) -> list[tuple[str, str]]:
    fix = apacheck.check(source).findings[0].fix
    assert fix is not None
    return [(source[edit.span.start : edit.span.end], edit.replacement) for edit in fix.edits]


@pytest.mark.parametrize(
    ("word", "new", "edits"),
    [
        ("Management, 18", "Management 18", [(",", "")]),
        ("Human resources", "Human, resources", [("", ",")]),
        ("Human resources", "Human beings", [("resource", "being")]),
        ("Human", "human", [("H", "h")]),
    ],
)
def test_edits_are_as_small_as_can_be(word: str, new: str, edits: list[tuple[str, str]]) -> None:
    rule_about(Reference, "TST001", word=word, new=new)
    assert edits_of(TEXT) == edits
    assert apacheck.fix(TEXT) == TEXT.replace(word, new)


def test_a_line_break_inside_a_replacement_survives() -> None:
    rule_about(Reference, "TST001", word="Trust And Control In Teams", new="Trust and control in teams")
    source = "References\n\n" + TEXT.replace("Human resources", "Trust And\n   Control In\r\n   Teams")
    assert edits_of(source) == [("A", "a"), ("C", "c"), ("I", "i"), ("T", "t")]
    assert apacheck.fix(source) == source.replace("And", "and").replace("Control In", "control in").replace(
        "Tea", "tea"
    )


def test_a_space_at_a_line_end_can_be_removed() -> None:
    rule_about(Reference, "TST001", word="18 (6)", new="18(6)")
    source = "References\n\n" + TEXT.replace("18(6)", "18\n    (6)")
    assert apacheck.fix(source) == f"References\n\n{TEXT}"


def test_a_hidden_character_survives_what_is_not_about_it() -> None:
    rule_about(Reference, "TST001", word="Trust And Control", new="Trust and control")
    source = TEXT.replace("Human resources", "Trust\u00a0And\u00a0Con\u00adtrol")
    assert apacheck.fix(source) == TEXT.replace("Human resources", "Trust\u00a0and\u00a0con\u00adtrol")


def test_a_hidden_character_can_be_replaced_by_what_it_seems() -> None:
    rule_about(Reference, "TST001", word="Human resources", new="Human resources")
    source = TEXT.replace("Human resources", "Human\u00a0resources")
    assert apacheck.fix(source) == TEXT
    assert apacheck.check(TEXT).findings[0].fix is None


def test_a_fix_whose_edits_overlap_is_not_offered() -> None:
    rule_about(Reference, "TST001", check=lambda self, part: iter([self.mark((0, 9), (0, 7, "X"), (3, 9, "Y"))]))
    assert apacheck.check(TEXT).findings[0].fix is None


def test_a_fix_says_what_it_does() -> None:
    rule_about(Reference, "TST001", word="Human", new="")
    rule_about(Reference, "TST002", check=lambda self, part: iter([self.mark((0, 7), (7, 7, ";"), (8, 9, ""))]))
    helps = {finding.code: finding.fix.message for finding in apacheck.check(TEXT).findings if finding.fix}
    assert helps == {"TST001": "delete “Human”", "TST002": "insert “;”, delete the space"}


def test_lists_are_what_the_checker_takes() -> None:
    rule_about(Reference, "TST001", word="Human")
    document = read(f"References\n\n{TEXT}\n")
    assert [found.code for found in checker.findings(document, locate(document), None, None)] == ["TST001"]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("italic", "italicize “Human”"),
        ("roman", "take “Human” out of the italics"),
        ("light", "make “Human” neither bold nor underlined"),
    ],
)
def test_a_fix_of_style_says_what_it_does(how: Any, said: str) -> None:
    mark = Mark("TST001", 0, 5, "…", "error", styles=((0, 5, how),), applicability="safe")
    assert checker._describe("Human resources", mark) == said
