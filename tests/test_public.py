"""The public surface: what is exported, and what an import may load."""

import subprocess
import sys

import apacheck

PINNED = {
    "ApacheckError", "Config", "ConfigError", "CrossrefError", "Document", "DocumentError", "Edit", "Entry", "Finding", "Fix",
    "Reference", "Report", "Span", "UnsupportedDocument", "Verification", "check", "fix", "json_schema", "parse", "verify",
}  # fmt: skip


def test_the_public_names_are_pinned() -> None:
    assert set(apacheck.__all__) == PINNED
    assert all(hasattr(apacheck, name) for name in apacheck.__all__)


def test_a_plain_check_loads_nothing_heavy() -> None:
    code = (
        "import sys, apacheck; apacheck.check('Laurent, W. (2008). Human resources. Sage.');"
        "print([name for name in ('pydantic', 'click', 'habanero', 'jsonschema', 'rich') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_report_says_what_it_found() -> None:
    text = "Laurent, W. (2008). Human resources. Information Management18(6), 15–19."
    report = apacheck.check(text, filename="refs.txt")
    assert [entry.text for entry in report.entries] == [text]
    assert report.entries[0].reference.periodical is not None
    assert report.exit_code == 1
    found = report.findings[0]
    assert (found.code, found.name, found.severity, found.section) == (
        "PER001",
        "journal-volume-glued",
        "error",
        "9.25",
    )
    assert text[found.span.start : found.span.end] == "Management18"
    assert found.fix is not None
    assert found.fix.applicability == "safe"
    assert apacheck.fix(text) == text.replace("Management18", "Management, 18")
    assert report.to_dict()["findings"][0]["location"] == {"row": 1, "column": text.index("Management18") + 1}


def test_csl_and_format() -> None:
    reference = apacheck.parse("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.")[0]
    item = reference.to_csl()
    assert item["type"] == "article-journal"
    assert item["author"] == [{"family": "Laurent", "given": "W."}]
    assert (item["container-title"], item["volume"], item["issue"], item["page"]) == (
        "Information Management",
        "18",
        "6",
        "15-19",
    )
    assert reference.format("markdown").endswith("*Information Management*, *18*(6), 15–19.")
