"""Messages of every shape → records."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from apacheck.record.message import read
from apacheck.record.model import Contributor, Record, Relation, Update

MESSAGE: dict[str, Any] = {
    "DOI": "10.5555/sleep.1",
    "type": "journal-article",
    "title": ["Sleep &amp; <i>memory</i>\n  in dogs"],
    "subtitle": ["A review"],
    "author": [{"family": "ROE", "given": "Anna", "sequence": "first"}, {"name": "The Sleep Group"}, {}],
    "issued": {"date-parts": [[2014, 5]]},
    "published-online": {"date-parts": [[2013, 12, 31]]},
    "container-title": ["Journal of Sleep Research"],
    "volume": "23",
    "journal-issue": {"issue": "4"},
    "page": "15-24",
    "updated-by": [
        {
            "type": "retraction",
            "DOI": "10.5555/n.1",
            "source": "retraction-watch",
            "updated": {"date-parts": [[2016, 3, 1]]},
        }
    ],
    "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/x"}, {"id-type": "issn", "id": "1234-5678"}]},
}


def record(message: Any) -> Record:
    found = read(message)
    assert found is not None
    return found


def test_a_message_is_read() -> None:
    found = record(MESSAGE)
    assert found.title == "Sleep &amp; <i>memory</i> in dogs: A review"
    assert found.authors == (Contributor("ROE", "Anna"), Contributor(name="The Sleep Group"))
    assert (found.year, found.issued, set(found.years)) == (2014, (2014, 5), {2013, 2014})
    assert (found.container, found.volume, found.issue, found.pages) == (
        "Journal of Sleep Research",
        "23",
        "4",
        "15-24",
    )
    assert found.updates == (Update("retraction", "10.5555/n.1", "2016-03-01", "retraction-watch"),)
    assert found.relations == (Relation("is-preprint-of", "10.5555/x"),)
    assert found.message is MESSAGE


def test_a_record_as_plain_values_leaves_out_what_is_not_stated() -> None:
    assert record({"DOI": "10.5555/1", "title": "A"}).to_dict() == {"DOI": "10.5555/1", "title": "A"}
    values = record(MESSAGE).to_dict()
    assert values["author"] == [{"family": "ROE", "given": "Anna"}, {"literal": "The Sleep Group"}]
    assert values["issued"] == {"date-parts": [[2014, 5]]}


@pytest.mark.parametrize("message", [None, 7, "x", [], {}, {"DOI": ""}, {"DOI": None}, {"DOI": {}}])
def test_what_is_no_message_is_none(message: Any) -> None:
    assert read(message) is None


@pytest.mark.parametrize(
    ("parts", "issued"),
    [
        ([[None]], ()),
        ([[]], ()),
        ([], ()),
        (None, ()),
        ([["2014", "5"]], (2014, 5)),
        ([[2014, 13]], (2014,)),
        ([[0]], ()),
        ([2014], ()),
    ],
)
def test_dates_of_every_shape(parts: Any, issued: tuple[int, ...]) -> None:
    assert record({"DOI": "10.5555/1", "issued": {"date-parts": parts}}).issued == issued


def test_the_first_author_may_stand_elsewhere() -> None:
    people = [{"family": "Doe", "sequence": "additional"}, {"family": "Roe", "sequence": "first"}]
    assert not record({"DOI": "10.5555/1", "author": people}).ordered
    assert record({"DOI": "10.5555/1", "author": people[::-1]}).ordered
    assert record({"DOI": "10.5555/1", "author": [{"family": "Doe"}]}).ordered


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "name", "date-parts", "DOI", "type", "id"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from([*MESSAGE, "update-to", "editor", "institution", "event", "posted"]), ANY, max_size=8
    )
)
def test_no_shape_raises(values: dict[str, Any]) -> None:
    found = record({**values, "DOI": "10.5555/1"})
    assert found.doi == "10.5555/1"
    assert all(isinstance(text, str) for text in (*found.titles, found.volume, found.pages, found.publisher))
    assert all(1400 <= year < 2200 for year in found.years)
    found.to_dict()
