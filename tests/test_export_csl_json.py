"""CSL-JSON as pandoc, Zotero and citeproc read it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings, strategies as st

from apacheck import export
from exports import (
    ANCIENT,
    ARTICLE,
    CASE,
    CHAPTER,
    EVERY,
    FILM,
    LABELS,
    NOT_AN_ENTRY,
    PAGE,
    POST,
    SERIES,
    TALK,
    THESIS,
    fixture_entries,
    words,
    words_of_entry,
    works,
)

#: CSL 1.0.2.
TYPES = set(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()  # noqa: SIM905
)
NAMES = set(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator""".split()  # noqa: SIM905
)
DATES = {"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
TEXTS = set(
    """annote archive archive-place archive_collection archive_location authority call-number chapter-number
    collection-number collection-title container-title container-title-short dimensions division DOI edition event
    event-place event-title genre id ISBN ISSN issue jurisdiction keyword language medium note number number-of-pages
    number-of-volumes original-publisher original-publisher-place original-title page page-first part-number part-title
    PMCID PMID printing-number publisher publisher-place references reviewed-genre reviewed-title scale section source
    status supplement-number title title-short type URL version volume volume-title volume-title-short year-suffix""".split()  # noqa: SIM905
)

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout delimiter="|"><group delimiter=" / ">
<names variable="author"><name delimiter="; " and="symbol" delimiter-precedes-last="never" name-as-sort-order="all"/></names>
<names variable="editor"><name delimiter="; "/></names>
<date variable="issued"><date-part name="year"/></date>
<text variable="title"/><text variable="container-title"/><text variable="volume"/><text variable="issue"/>
<text variable="page"/><text variable="publisher"/><text variable="DOI"/>
</group></layout></bibliography></style>"""


def items(*texts: str) -> list[dict[str, Any]]:
    found = json.loads(export.write(works(*texts), "csl-json"))
    assert isinstance(found, list)
    return found


def test_an_article() -> None:
    assert items(ARTICLE) == [
        {
            "id": "laurent2008a",
            "type": "article-journal",
            "author": [{"family": "Laurent", "given": "W."}, {"family": "Ito", "given": "M.", "suffix": "Jr."}],
            "issued": {"date-parts": [[2008]]},
            "year-suffix": "a",
            "title": "Human resources: DNA and the Bee Council",
            "container-title": "Information Management",
            "volume": "18",
            "issue": "6",
            "page": "15-19",
            "DOI": "10.1037/a_0028240",
        }
    ]


@pytest.mark.parametrize(
    ("entry", "issued"),
    [
        (PAGE, {"literal": "n.d."}),
        (ANCIENT, {"date-parts": [[-350]], "circa": True}),
        (TALK, {"date-parts": [[2018, 9, 27], [2018, 9, 30]]}),
        (SERIES, {"date-parts": [[2002], [2008]]}),
        ("Doe, J. (2019, Spring). Bees. Bee Review, 5(1), 3–4.", {"date-parts": [[2019]], "season": 1}),
    ],
)
def test_dates(entry: str, issued: object) -> None:
    assert items(entry)[0]["issued"] == issued


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        (ARTICLE, None),
        (THESIS, None),
        (FILM, None),
        (CASE, None),
        (POST, "White, B. [@Betty]"),
        (NOT_AN_ENTRY, "see class notes week 3"),
        ("Smith, J. (with Long, W. T.). (2019). Bees. Sage.", "Smith, J. (with Long, W. T.)"),
        ("Doe, J. (2020). Bees. Wiley. (Reprinted from Wasps) (Original work published 1900)", "Reprinted from Wasps"),
    ],
)
def test_what_has_no_variable_is_in_the_note(entry: str, note: str | None) -> None:
    assert items(entry)[0].get("note") == note


def test_ids_are_unique_and_do_not_change_when_entries_are_added() -> None:
    texts = [
        "Müller, Ö. (2019). Bees. Sage.",
        "Müller, O. (2019). Wasps. Sage.",
        "Müller, O. (2019b). Ants. Sage.",
        "Müller, O. (2019b). Bugs. Sage.",
        "U.S. Census Bureau. (2019). Clock. Sage.",
        "The wire. (2019). Sage.",
        "张伟. (2018). 蜜蜂. Sage.",
    ]
    ids = [item["id"] for item in items(*texts)]
    assert ids == ["muller2019", "muller2019c", "muller2019b", "muller2019b-b", "census2019", "wire2019", "张伟2018"]
    assert [item["id"] for item in items(*texts, "Muller, A. (2019). Flies. Sage.")][:-1] == ids
    many = [item["id"] for item in items(*["Doe, J. (2020). Bees. Sage."] * 40)]
    assert len(set(many)) == 40
    assert (many[0], many[1], many[-1]) == ("doe2020", "doe2020b", "doe2020-15")


def test_every_variable_and_type_is_one_of_csl() -> None:
    for item in items(*EVERY, *fixture_entries()):
        assert item["type"] in TYPES
        for variable, value in item.items():
            if variable in NAMES:
                assert isinstance(value, list)
                for name in value:
                    assert set(name) <= {"family", "given", "suffix"} or set(name) == {"literal"}
            elif variable in DATES:
                assert set(value) <= {"date-parts", "season", "circa", "literal"}
            else:
                assert variable in TEXTS
                assert isinstance(value, str)


def test_every_word_of_every_entry_is_carried() -> None:
    entries = [*EVERY, *fixture_entries()]
    for entry, item in zip(entries, items(*entries), strict=True):
        said = words(json.dumps(item, ensure_ascii=False)) | LABELS
        said |= {"b", "c", "e"} if "B.C.E." in entry else set()
        said |= {"of", "by", "the"} if "reviewed-title" in item else set()
        missing = {word for word in words_of_entry(entry) - said if word not in {"ca", "dir"}}
        assert missing == set(), entry


def test_citeproc_reads_it_back(tmp_path: Path) -> None:
    style_file = tmp_path / "style.csl"
    style_file.write_text(STYLE, encoding="utf-8")
    given = items(ARTICLE, CHAPTER)
    style = CitationStylesStyle(str(style_file), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(given), formatter.plain)
    for item in given:
        bibliography.register(Citation([CitationItem(item["id"])]))
    assert [str(line) for line in bibliography.bibliography()] == [
        "Laurent, W. & Ito, M., Jr. / 2008 / Human resources: DNA and the Bee Council / Information Management / 18 / 6 / 15–19 / 10.1037/a_0028240",
        "Lewin, K. / M. Gold; J. van Roe / 1999 / Group decisions / The social scientist / 265–284 / Sage",
    ]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_it() -> None:
    result = subprocess.run(
        ["pandoc", "-f", "csljson", "-t", "csljson"],
        input=export.write(works(*EVERY), "csl-json"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert [item["id"] for item in json.loads(result.stdout)] == [item["id"] for item in items(*EVERY)]


@given(st.lists(st.text(), max_size=3))
@settings(max_examples=50, deadline=None)
def test_any_text_at_all_becomes_items_that_utf8_can_carry(texts: list[str]) -> None:
    for to in ("csl-json", "jsonl", "bibtex", "ris"):
        export.write(works(*texts), to).encode("utf-8")
