"""The index of the rules says what their classes say, and a run loads the rules that its entries ask for, no others."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from apacheck import checker, showing
from apacheck.document import read
from apacheck.entries import locate
from apacheck.rule import DEFINED
from apacheck.rules import define_all, row_of, rows
from apacheck.rules.index import INDEX

ROOT = Path(__file__).parent.parent
LIST = "References\n\nAdams, P. (2012). Reading at home. Journal of Trust, 4(2), 1–9.\n\nLund, T. (2014). Reading aloud. Routledge.\n"
#: What no entry of that list has anything of.
NEEDLESS = (
    "source.social",
    "source.thesis",
    "source.conference",
    "source.preprint",
    "record",
    "citation",
    "link.missing_doi",
)


def test_the_index_is_up_to_date() -> None:
    define_all()
    assert sorted(INDEX) == sorted(tuple(row_of(rule)) for rule in DEFINED.values()), "run python scripts/rule_index.py"


def test_the_script_writes_what_stands() -> None:
    path = ROOT / "scripts" / "rule_index.py"
    spec = importlib.util.spec_from_file_location("rule_index", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main(["--check"]) == 0


def test_the_rules_of_a_kind_are_those_that_asked_for_it() -> None:
    define_all()
    entry = locate(read(LIST))[0].entries[0]
    for part in entry.reference.walk():
        asked = {rule.code for rule in DEFINED.values() if rule.part_type in type(part).__mro__}
        assert {row.code for row in rows(type(part).__mro__)} == asked


@pytest.mark.parametrize("text", [LIST, LIST.replace("Trust, 4", "Trust4")])
def test_a_run_loads_what_it_needs(text: str) -> None:
    code = (
        "import sys; from apacheck.__main__ import run; code = run(['--isolated', '--quiet', '-']);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if text is LIST else 1), done.stderr
    loaded = set(done.stderr.split())
    assert "apacheck.rules.periodical.journal" in loaded
    assert not loaded & {f"apacheck.rules.{name}" for name in NEEDLESS}
    assert not loaded & {"apacheck.citations", "apacheck.record", "apacheck.crossref", "apacheck.suppressions"}
    assert not loaded & {"json", "html", "difflib", "importlib.resources", "pydantic", "habanero", "spylls"}


def test_a_rule_that_the_index_does_not_know_yet_is_shown_every_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_WANTED", {})
    monkeypatch.setattr("apacheck.rules._by_part", dict)
    monkeypatch.setattr(showing, "_BITS", {})
    define_all()
    entry = locate(read("Adams, P. (2012). Reading at home. Journal of Trust4(2), 1–9."))[0].entries[0]
    assert "PER001" in {mark.code for mark in checker.check_entry(entry)}
