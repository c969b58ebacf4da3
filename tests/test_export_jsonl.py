"""JSON Lines: everything that is known of an entry, with its places."""

import json
from typing import Any

from hypothesis import given, settings, strategies as st

from apacheck import export
from apacheck.document import read
from apacheck.entries import locate
from exports import ARTICLE, EVERY, NOT_AN_ENTRY, fixture_entries, works


def objects(*texts: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export.write(works(*texts), "jsonl").splitlines()]


def test_an_article() -> None:
    _, found = objects(NOT_AN_ENTRY, ARTICLE)
    place = len(NOT_AN_ENTRY) + 2
    assert {name: found[name] for name in ("filename", "entry", "line", "span", "text", "unparsed", "departures")} == {
        "filename": "refs.txt",
        "entry": 1,
        "line": 3,
        "span": {"start": place, "end": place + len(ARTICLE)},
        "text": ARTICLE,
        "unparsed": [],
        "departures": [],
    }
    assert found["location"] == {"row": 3, "column": 1}
    assert found["csl"]["id"] == "laurent2008a"
    names = [element["part"] for element in found["elements"]]
    assert [name for name in names if name != "separator"] == ["authors", "date", "title", "periodical", "link"]
    periodical = next(element for element in found["elements"] if element["part"] == "periodical")
    assert [part["part"] for part in periodical["parts"]] == ["title", "volume", "issue", "pages"]


def test_what_was_not_understood() -> None:
    (found,) = objects(NOT_AN_ENTRY)
    assert found["unparsed"] == [
        {
            "text": NOT_AN_ENTRY,
            "span": {"start": 0, "end": len(NOT_AN_ENTRY)},
            "after": found["unparsed"][0]["after"],
            "expected": found["unparsed"][0]["expected"],
        }
    ]


def test_elements_laid_end_to_end_are_the_entry() -> None:
    for found in objects(*EVERY, *fixture_entries()):
        assert "".join(element["text"] for element in found["elements"]) == found["text"]


def test_a_span_counts_characters_of_the_file() -> None:
    source = "References\n\nLaurent, W. (2008). Human resources and\n   recruiting. Information\n   Management, 18(6), 15–19.\n"
    document = read(source)
    entries = [(entry, document, "-") for found in locate(document) for entry in found.entries]
    (found,) = (json.loads(line) for line in export.write(export.works_of(entries), "jsonl").splitlines())
    title = next(element for element in found["elements"] if element["part"] == "title")
    assert title["text"] == "Human resources and recruiting"
    assert source[title["span"]["start"] : title["span"]["end"]] == "Human resources and\n   recruiting"


def parts_of(element: dict[str, Any]) -> Any:
    for part in element.get("parts", []):
        yield part
        yield from parts_of(part)


@given(st.text())
@settings(max_examples=50, deadline=None)
def test_each_part_is_where_it_says(text: str) -> None:
    source = works(text)[0].document.source
    (found,) = objects(text)
    for element in found["elements"]:
        for part in (element, *parts_of(element)):
            assert source[part["span"]["start"] : part["span"]["end"]] == part["text"]
