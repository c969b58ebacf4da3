"""RIS, read back with rispy."""

import pytest
import regex
import rispy
from hypothesis import given, settings, strategies as st

from apacheck import export
from exports import (
    ANCIENT,
    ARTICLE,
    CASE,
    CHAPTER,
    DATA,
    EVERY,
    FILM,
    LABELS,
    NEWS,
    NOT_AN_ENTRY,
    PAGE,
    POST,
    REPORT,
    SERIES,
    SET,
    SOFTWARE,
    TALK,
    THESIS,
    TRANSLATION,
    fixture_entries,
    words,
    words_of_entry,
    works,
)


def written(*texts: str) -> str:
    return export.write(works(*texts), "ris")


def record(text: str) -> dict[str, list[str]]:
    """A record as it is written: its tags with what they say."""
    found: dict[str, list[str]] = {}
    for line in written(text).split("\r\n")[:-2]:
        found.setdefault(line[:2], []).append(line[6:])
    return found


def test_an_article_as_it_is_written() -> None:
    assert written(ARTICLE).split("\r\n") == [
        "TY  - JOUR",
        "ID  - laurent2008a",
        "AU  - Laurent, W.",
        "AU  - Ito, M., Jr.",
        "TI  - Human resources: DNA and the Bee Council",
        "T2  - Information Management",
        "PY  - 2008",
        "DA  - 2008///",
        "VL  - 18",
        "IS  - 6",
        "SP  - 15",
        "EP  - 19",
        "DO  - 10.1037/a_0028240",
        "ER  - ",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        (CHAPTER, "CHAP", {"A2": ["Gold, M.", "van Roe, J."], "T2": ["The social scientist"], "ET": ["2"], "PB": ["Sage"], "SP": ["265"], "EP": ["284"]}),
        (SET, "CHAP", {"T2": ["All insects: Vol. 2. Small ones"], "VL": ["2"]}),
        (TRANSLATION, "BOOK", {"A4": ["Weaver, H."], "ET": ["2"], "OP": ["1966"], "PB": ["Basic Books"]}),
        (THESIS, "THES", {"PB": ["Rice University"], "M3": ["Doctoral dissertation"], "DB": ["ProQuest"]}),
        (REPORT, "RPRT", {"AU": ["National Cancer Institute"], "SN": ["18-2424"], "M3": ["NIH Publication"]}),
        (PAGE, "ELEC", {"DA": ["///n.d."], "Y2": ["2019/07/03/"], "UR": ["https://www.bees.org/a%20b_c"]}),
        (NEWS, "NEWS", {"DA": ["2019/01/03/"], "PY": ["2019"], "SP": ["C1"], "T2": ["The New York Times"]}),
        (TALK, "SLIDE", {"T2": ["Bee Congress"], "CY": ["Sydney, NSW, Australia"], "DA": ["2018/09/27/to 2018-09-30"], "M3": ["Poster presentation"]}),
        (SOFTWARE, "COMP", {"ET": ["3.3.070"], "PB": ["Biostat"]}),
        (DATA, "DATA", {"PB": ["Harvard Dataverse"], "DO": ["10.7910/DVN/3OUPKS"]}),
        (FILM, "MPCT", {"AU": ["Lang, F."], "C5": ["Film"]}),
        (SERIES, "VIDEO", {"N1": ["(Executive Producer)"], "DA": ["2002///to 2008"]}),
        (POST, "ELEC", {"T2": ["Twitter"], "M3": ["Tweet"], "N1": ["White, B. [@Betty]"]}),
        (CASE, "CASE", {"T2": ["U.S."], "VL": ["347"], "SP": ["483"]}),
        (ANCIENT, "BOOK", {"DA": ["///ca. 350 B.C.E."]}),
        (NOT_AN_ENTRY, "GEN", {"N1": ["see class notes week 3"]}),
        ("Doe, J. (2019, Spring). Bees. Bee Review, 5(1), 3–4, 9.", "MGZN", {"DA": ["2019///Spring"], "SP": ["3-4, 9"]}),
        ("Doe, J. (2019). Bees. Bee Review, 5(1), Article e12345.", "JOUR", {"SP": ["e12345"]}),
        ("Roe, A. (Ed.). (2017). Bees. Wiley.", "BOOK", {"ED": ["Roe, A."]}),
    ],
)  # fmt: skip
def test_types_and_fields(text: str, kind: str, fields: dict[str, list[str]]) -> None:
    found = record(text)
    assert found["TY"] == [kind]
    assert {tag: found.get(tag) for tag in fields} == fields


def test_fields_read_back_are_those_of_the_item() -> None:
    entries = [*EVERY, *fixture_entries()]
    exported = works(*entries)
    records = rispy.loads(written(*entries))
    for work, read in zip(exported, records, strict=True):
        item = work.item
        assert read["id"] == item["id"]
        if "title" in item and "volume-title" not in item:
            assert read["title"] == item["title"]
        for variable, name in (("volume", "volume"), ("issue", "number"), ("DOI", "doi")):
            assert read.get(name) == item.get(variable)
        if "page" in item and read["type_of_reference"] != "BOOK":
            pages = "-".join(filter(None, (read["start_page"], read.get("end_page"))))
            assert pages == item["page"]
        people = [
            ", ".join(filter(None, (name.get("family", name.get("literal")), name.get("given"), name.get("suffix"))))
            for name in item.get("author", [])
        ]
        assert read.get("authors", []) == people
        parts = item.get("issued", {}).get("date-parts")
        assert read.get("year") == (str(parts[0][0]) if parts and parts[0][0] > 0 else None)


def test_every_word_of_every_entry_is_carried() -> None:
    entries = [*EVERY, *fixture_entries()]
    for text in entries:
        said = words(written(text)) | LABELS
        said |= {"computer", "software"} if "TY  - COMP" in written(text) else set()
        said |= {"data", "set"} if "TY  - DATA" in written(text) else set()
        said |= {"director"} if "TY  - MPCT" in written(text) else set()
        assert words_of_entry(text) - said == set(), text


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_each_line_has_a_tag(text: str) -> None:
    *lines, blank, end = written(text).split("\r\n")
    assert (blank, end) == ("", "")
    assert all(regex.match(r"[A-Z][A-Z0-9]  - [^\p{Cc}]*\Z", line) for line in lines)
    assert (lines[0][:2], lines[-1]) == ("TY", "ER  - ")
