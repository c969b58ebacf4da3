"""BibTeX, read back with pybtex and bibtexparser."""

import json
import shutil
import subprocess
from typing import Any

import pybtex.database
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings, strategies as st

from apacheck import export
from apacheck.export import latex
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
    PREPRINT,
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
    return export.write(works(*texts), "bibtex")


def entry(text: str) -> Any:
    """An entry as pybtex reads it."""
    (found,) = pybtex.database.parse_string(written(text), "bibtex").entries.values()
    return found


def decoded(*texts: str) -> list[tuple[str, dict[str, str]]]:
    """Entries as bibtexparser reads them, LaTeX turned into characters."""
    library = parse_string(written(*texts), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [(found.entry_type, {field.key: field.value for field in found.fields}) for found in library.entries]


def test_an_article_as_it_is_written() -> None:
    assert written(ARTICLE) == (
        "@article{laurent2008a,\n"
        "  author  = {Laurent, W. and Ito, Jr., M.},\n"
        "  title   = {Human resources: {DNA} and the {Bee} {Council}},\n"
        "  journal = {Information Management},\n"
        "  year    = {2008},\n"
        "  volume  = {18},\n"
        "  number  = {6},\n"
        "  pages   = {15--19},\n"
        "  doi     = {10.1037/a_0028240},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "entry_type", "fields"),
    [
        (CHAPTER, "incollection", {"booktitle": "The social scientist", "edition": "2", "pages": "265--284", "publisher": "Sage"}),
        (SET, "incollection", {"maintitle": "All insects", "booktitle": "Small ones", "volume": "2"}),
        (TRANSLATION, "book", {"translator": "Weaver, H.", "edition": "2", "origdate": "1966", "publisher": "Basic Books"}),
        (THESIS, "phdthesis", {"school": "Rice University", "type": "Doctoral dissertation", "note": "ProQuest"}),
        (REPORT, "techreport", {"number": "18-2424", "type": "NIH Publication", "url": "https://www.cancer.gov/facing"}),
        (PAGE, "online", {"year": "n.d.", "url": "https://www.bees.org/a%20b_c", "urldate": "2019-07-03"}),
        (NEWS, "article", {"journal": "The New York Times", "date": "2019-01-03", "year": "2019", "month": "January", "entrysubtype": "newspaper"}),
        (TALK, "unpublished", {"eventtitle": "Bee Congress", "venue": "Sydney, NSW, Australia", "date": "2018-09-27/2018-09-30", "note": "Poster presentation"}),
        (SOFTWARE, "software", {"version": "3.3.070", "publisher": "Biostat", "type": "Computer software"}),
        (DATA, "dataset", {"publisher": "Harvard Dataverse", "doi": "10.7910/DVN/3OUPKS"}),
        (FILM, "video", {"authortype": "director", "type": "Film", "publisher": "Kino Lorber"}),
        (SERIES, "video", {"authortype": "executive producer", "date": "2002/2008", "year": "2002--2008"}),
        (POST, "online", {"organization": "Twitter", "type": "Tweet", "note": "White, B. [@Betty]"}),
        (CASE, "jurisdiction", {"title": "Brown v. {Board} of {Education}", "journal": "U.S.", "volume": "347", "pages": "483"}),
        (ANCIENT, "book", {"date": "-0349~", "year": "350 B.C.E."}),
        (PREPRINT, "misc", {"eprint": "2101.01234", "eprinttype": "arxiv", "howpublished": "arXiv"}),
        (NOT_AN_ENTRY, "misc", {"note": "see class notes week 3"}),
        ("Doe, J. (2019, Spring). Bees. Bee Review, 5(1), 3–4.", "article", {"date": "2019-21", "year": "2019"}),
        ("Doe, J. (2001–present). Bees [Audio podcast]. Sage.", "audio", {"date": "2001/..", "type": "Audio podcast"}),
        ("Doe, J. (in press). Bees. Bee Review.", "article", {"year": "in press"}),
        ("Doe, J. (2019). Fish [Master's thesis, Rice University]. ProQuest.", "mastersthesis", {"school": "Rice University"}),
        ("Doe, J. (2019). Fish in rivers [Bachelor's thesis, Rice University]. ProQuest.", "thesis", {"school": "Rice University"}),
        ("Delacroix, E. (1826). Faust [Lithograph]. The Louvre, Paris, France.", "image", {"type": "Lithograph"}),
        ("Doe, J. (2019). Bees. Bee Review, 5(1), Article e12345.", "article", {"eid": "e12345", "number": "1"}),
        ("Baer, R. (2015). [Unpublished raw data on bees]. Rice University.", "dataset", {"title": "[Unpublished raw data on bees]"}),
    ],
)  # fmt: skip
def test_types_and_fields(text: str, entry_type: str, fields: dict[str, str]) -> None:
    found = entry(text)
    assert found.type == entry_type
    read = dict(found.fields)
    assert {name: read.get(name) for name in fields} == fields


def test_fields_read_back_are_those_of_the_item() -> None:
    entries = [*EVERY, *fixture_entries()]
    exported = works(*entries)
    for work, (entry_type, fields) in zip(exported, decoded(*entries), strict=True):
        item = work.item
        if "volume-title" not in item and "title" in item:
            assert fields["title"] == item["title"]
        if entry_type == "article" and "container-title" in item:
            assert fields["journal"] == item["container-title"]
        for variable, name in (("volume", "volume"), ("issue", "number"), ("edition", "edition"), ("DOI", "doi")):
            if variable in item:
                assert fields[name] == item[variable]
        if "page" in item:
            assert fields["pages"].replace("–", "-") == item["page"].replace("–", "-")


def test_people_read_back_are_those_of_the_item() -> None:
    entries = [*EVERY, *fixture_entries()]
    exported = works(*entries)
    database = pybtex.database.parse_string(written(*entries), "bibtex")
    for work in exported:
        for variable in ("author", "editor"):
            people = [
                person
                for person in database.entries[work.item["id"]].persons.get(variable, [])
                if str(person) != "others"
            ]
            for person, name in zip(people, work.item.get(variable, []), strict=True):
                last = " ".join([*person.prelast_names, *person.last_names]).replace("{", "").replace("}", "")
                assert last.replace("\\", "") == name.get("family", name.get("literal"))
                assert " ".join([*person.first_names, *person.middle_names]).split() == name.get("given", "").split()
                assert " ".join(person.lineage_names) == name.get("suffix", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("van der Berg, A. B., Jr.", "van der Berg, Jr., A. B."),
        ("Vargas de la Cruz, M.", "{Vargas de la Cruz}, M."),
        ("Department of Health and Human Services", "{Department of Health and Human Services}"),
        ("Plato", "{Plato}"),
        ("Doe, J., & the Bee Group", "Doe, J. and {the Bee Group}"),
        ("Doe, J., et al.", "Doe, J. and others"),
    ],
)
def test_names(name: str, expected: str) -> None:
    closing = "" if name.endswith(".") else "."
    assert f"author    = {{{expected}}},\n" in written(f"{name}{closing} (2020). Bees. Wiley.")


def test_publishers_with_an_and_are_one() -> None:
    assert "{{Farrar, Straus and Giroux}}" in written("Doe, J. (2020). Bees. Farrar, Straus and Giroux.")
    assert "{Basic Books}" in written("Doe, J. (2020). Bees. Basic Books.")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Why trust matters", "Why trust matters"),
        ("DNA in bees", "{DNA} in bees"),
        ("Bees: A history of New York", "Bees: {A} history of {New} {York}"),
        ("X-ray and COVID-19 (AT&T)", "X-ray and {COVID-19} ({AT\\&T})"),
        ("What McDonald said to Roe", "What {McDonald} said to {Roe}"),
        ("Why Trust Matters between Large Firms", "Why Trust Matters between Large Firms"),
        ("Why DNA Matters between Large Firms", "Why {DNA} Matters between Large Firms"),
        ("U.S. and other clocks", "{U.S.} and other clocks"),
        ("蜜蜂", "蜜蜂"),
    ],
)
def test_capitals_that_must_survive(title: str, expected: str) -> None:
    assert latex.title(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 & 6 % $ # _", r"5 \& 6 \% \$ \# \_"),
        ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("{a}", r"\{a\}"),
        ("}a{ {", r"\textbraceright{}a\textbraceleft{} \textbraceleft{}"),
        ("a\tb\x00c\nd", "a b c d"),
        ("é–“ü”", "é–“ü”"),
    ],
)
def test_characters_of_tex(text: str, expected: str) -> None:
    assert latex.escaped(text) == expected


def test_an_address_ends_no_field() -> None:
    text = "Bee Council. (2020). Bees. https://www.bees.org/{a%20b_c~d"
    assert entry(text).fields["url"] == "https://www.bees.org/%7Ba%20b_c~d"


@given(st.text(alphabet=st.sampled_from("aB {}\\%&~^_$#\"'@,=é\n")))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_an_entry(text: str) -> None:
    for value in (latex.escaped(text), latex.title(text), latex.verbatim(text)):
        bib = f"@misc{{key,\n  note = {{{value}}},\n  year = {{2020}},\n}}\n"
        fields = pybtex.database.parse_string(bib, "bibtex").entries["key"].fields
        assert fields["year"] == "2020"
        assert len(fields) == 2


@given(st.text(alphabet=st.sampled_from("aBc {}%&~_$#é.")))
@settings(max_examples=100, deadline=None)
def test_escapes_read_back_as_the_text(text: str) -> None:
    escaped = latex.escaped(text).replace("textbraceleft", "lbrace").replace("textbraceright", "rbrace")
    bib = f"@misc{{key, note = {{x{escaped}x}}}}"
    library = parse_string(bib, append_middleware=[LatexDecodingMiddleware()])
    note = library.entries[0]["note"]
    assert "".join(note.split()) == "".join(f"x{text.strip()}x".split())


def test_every_word_of_every_entry_is_carried() -> None:
    entries = [*EVERY, *fixture_entries()]
    raw = written(*entries).replace("\\_", "_").split("\n\n")
    for text, record in zip(entries, raw, strict=True):
        said = words(record) | LABELS | ({"spring"} if "2019-21" in record else set())
        missing = {word for word in words_of_entry(text) - said if word not in {"ca", "dir", "present"}}
        assert missing == set(), text


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_it() -> None:
    result = subprocess.run(
        ["pandoc", "-f", "biblatex", "-t", "csljson"],
        input=written(*EVERY),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    read = {item["id"]: item for item in json.loads(result.stdout)}
    for work in works(*EVERY):
        found = read[work.item["id"]]
        families = [name["family"] for name in work.item.get("author", []) if "family" in name]
        assert [name["family"] for name in found.get("author", []) if "family" in name] == families
        assert found.get("DOI") == work.item.get("DOI")
        assert found.get("URL") == work.item.get("URL")
