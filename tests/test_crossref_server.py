"""The local Crossref is a faithful one: bodies, status codes, headers and limits; and habanero's traps are still there.

The traps are why apacheck does not let habanero send (see apacheck.crossref.wire). Where one of these tests fails with
a new habanero, a detour may have become needless.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import habanero
import httpx2
import pytest

from crossref_clock import VirtualClock
from crossref_server import CrossrefServer
from crossref_works import shelf, work


@pytest.fixture(scope="module")
def served() -> Iterator[CrossrefServer]:
    works = [*shelf(30), work("10.5555/a#b", "A hash"), work("10.5555/prime", "The <i>prime</i>", volume="77")]
    with CrossrefServer(works, aliases={"10.5555/old": "10.5555/prime"}, elsewhere={"10.5281/z": "DataCite"}) as server:
        yield server


@pytest.fixture
def crossref(served: CrossrefServer) -> CrossrefServer:
    served.forget()
    return served


@pytest.fixture(scope="module")
def http() -> Iterator[httpx2.Client]:
    with httpx2.Client() as client:
        yield client


def test_a_work(crossref: CrossrefServer, http: httpx2.Client) -> None:
    answer = http.get(f"{crossref.url}/works/10.5555%2FW3")
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert {name: body[name] for name in body if name != "message"} == {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
    }
    assert body["message"]["title"] == ["Bees of region 3"]
    assert answer.headers["x-api-pool"] == "public"
    assert answer.headers["x-rate-limit-limit"] == "5"
    assert answer.headers["x-rate-limit-interval"] == "1s"
    assert answer.headers["x-concurrency-limit"] == "1"


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [({"mailto": "name@example.org"}, {}), ({}, {"User-Agent": "x (mailto:name@example.org)"})],
)
def test_the_polite_pool(
    crossref: CrossrefServer, http: httpx2.Client, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    answer = http.get(f"{crossref.url}/works", params=parameters, headers=headers)
    names = ("x-api-pool", "x-rate-limit-limit", "x-concurrency-limit")
    assert [answer.headers[name] for name in names] == ["polite", "10", "3"]  # the single limits, although it is a list


@pytest.mark.parametrize(
    ("path", "status", "content_type", "body"),
    [
        ("/works/10.5555/no", 404, "text/plain", "Resource not found."),
        ("/works/10.5555/no/agency", 404, "application/json;charset=utf-8", "Resource not found."),
        ("/v1/works/10.5555/no", 404, "text/plain", "Resource not found."),
        ("/nowhere", 404, "application/json;charset=utf-8", "Resource not found."),
        ("/api/handles/10.5555/no", 404, "application/json", '{"responseCode": 100, "handle": "10.5555/no"}'),
        ("/ra/10.5555/no", 200, "application/json", '[{"DOI": "10.5555/no", "status": "DOI does not exist"}]'),
        ("/ra/10.5/no", 200, "application/json", '[{"DOI": "10.5/no", "status": "Invalid DOI"}]'),
        ("/ra/10.5281/z", 200, "application/json", '[{"DOI": "10.5281/z", "RA": "DataCite"}]'),
        ("/ra/10.5555/OLD", 200, "application/json", '[{"DOI": "10.5555/OLD", "RA": "Crossref"}]'),
    ],
)
def test_other_answers(
    crossref: CrossrefServer, http: httpx2.Client, path: str, status: int, content_type: str, body: str
) -> None:
    answer = http.get(crossref.url + path)
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (status, content_type, body)


def test_an_agency_and_a_handle(crossref: CrossrefServer, http: httpx2.Client) -> None:
    agency = http.get(f"{crossref.url}/works/10.5281/z/agency").json()
    assert agency["message-type"] == "work-agency"
    assert agency["message"] == {"DOI": "10.5281/z", "agency": {"id": "datacite", "label": "DataCite"}}
    handle = http.get(f"{crossref.url}/api/handles/10.5281/z").json()
    assert (handle["responseCode"], handle["handle"]) == (1, "10.5281/z")


def test_an_alias_is_a_redirect(crossref: CrossrefServer, http: httpx2.Client) -> None:
    answer = http.get(f"{crossref.url}/works/10.5555%2Fold")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{crossref.url}/works/10.5555%2Fprime")


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"rows": "things"}, "integer-not-valid"),
        ({"rows": "1001"}, "integer-not-valid"),
        ({"filter": "has-bees:true"}, "filter-not-available"),
        ({"filter": "doi:10.5555/comma,comma"}, "filter-not-available"),
        ({"select": "DOI,subtype"}, "select-not-available"),
        ({"bees": "1"}, "parameter-not-found"),
    ],
)
def test_refusals(crossref: CrossrefServer, http: httpx2.Client, parameters: dict[str, str], kind: str) -> None:
    answer = http.get(f"{crossref.url}/works", params=parameters)
    assert answer.status_code == 400
    assert answer.json()["message-type"] == "validation-failure"
    assert answer.json()["message"][0]["type"] == kind


def test_a_list_by_doi_knows_no_aliases(crossref: CrossrefServer, http: httpx2.Client) -> None:
    names = ("10.5555/W2", "10.5555/old", "10.5555/no", "10.5555/w2", "10.5555/prime")
    parameters = {"filter": ",".join(f"doi:{name}" for name in names), "rows": "20"}
    message = http.get(f"{crossref.url}/works", params=parameters).json()["message"]
    assert [item["DOI"] for item in message["items"]] == ["10.5555/w2", "10.5555/prime"]
    assert message["total-results"] == 2


@pytest.mark.parametrize(
    ("parameters", "first"),
    [
        ({"query.bibliographic": "OKAFOR (1957). Bees of region 7."}, "10.5555/w7"),
        ({"query.bibliographic": "the prime volume 77"}, "10.5555/prime"),
        ({"query.title": "region 9", "query.author": "okafor"}, "10.5555/w9"),
        ({"query": "hásh"}, "10.5555/a#b"),
    ],
)
def test_the_search_finds_what_is_most_like(
    crossref: CrossrefServer, http: httpx2.Client, parameters: dict[str, str], first: str
) -> None:
    parameters = {**parameters, "rows": "3", "select": "DOI,title,score"}
    message = http.get(f"{crossref.url}/works", params=parameters).json()["message"]
    assert message["items"][0]["DOI"] == first
    assert {name for item in message["items"] for name in item} == {"DOI", "title", "score"}
    scores = [item["score"] for item in message["items"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 3
    assert message["total-results"] >= len(scores)


def test_limits_are_kept_and_breaches_noted(http: httpx2.Client) -> None:
    clock = VirtualClock()
    with CrossrefServer(shelf(3), limited=True, clock=clock.now) as crossref:
        codes = [http.get(f"{crossref.url}/works/10.5555%2Fw1").status_code for _ in range(6)]
        assert codes == [200] * 5 + [429]
        assert [http.get(f"{crossref.url}/works").status_code for _ in range(2)] == [200, 429]
        assert crossref.broken_limits == ["public single: rate", "public list: rate"]
        assert http.get(f"{crossref.url}/ra/10.5555/w1").status_code == 200
        clock.pass_by(1)
        assert http.get(f"{crossref.url}/works").status_code == 200


@pytest.mark.parametrize(("suffix", "count"), [(".jsonl", 50), (".jsonl.gz", 10_000)])
def test_ten_thousand_works_are_read_from_a_file(tmp_path: Path, http: httpx2.Client, suffix: str, count: int) -> None:
    path = tmp_path / f"works{suffix}"
    data = "".join(json.dumps(message) + "\n" for message in shelf(count)).encode()
    path.write_bytes(gzip.compress(data, 1) if suffix.endswith(".gz") else data)
    with CrossrefServer.read(path) as crossref:
        assert len(crossref.index) == count
        parameters = {"query.bibliographic": f"Bees of region {count - 7}", "rows": "2"}
        items = http.get(f"{crossref.url}/works", params=parameters).json()["message"]["items"]
        assert items[0]["DOI"] == f"10.5555/w{count - 7}"


# --- habanero as it is ------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(crossref: CrossrefServer) -> Any:
    return habanero.Crossref(base_url=crossref.url, mailto="name@example.org")


def test_habanero_itself_gets_on_with_the_server(crossref: CrossrefServer, asked: Any) -> None:
    assert asked.works(ids="10.5555/w3")["message"]["DOI"] == "10.5555/w3"
    assert asked.registration_agency("10.5281/z") == ["DataCite"]
    assert asked.works(query_bibliographic="Bees of region 7", limit=1)["message"]["items"][0]["DOI"] == "10.5555/w7"
    assert asked.works(filter={"doi": ["10.5555/w1", "10.5555/w2"]})["message"]["total-results"] == 2
    assert {seen.pool for seen in crossref.seen} == {"polite"}


def test_habanero_cuts_a_doi_at_a_hash(crossref: CrossrefServer, asked: Any) -> None:
    with pytest.raises(httpx2.HTTPStatusError):
        asked.works(ids="10.5555/a#b")
    assert crossref.seen[-1].path == "/works/10.5555/a"


def test_habanero_does_not_follow_an_alias(asked: Any) -> None:
    with pytest.raises(httpx2.HTTPStatusError, match="301"):
        asked.works(ids="10.5555/old")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("wrong type", AttributeError),
        ("truncated", json.JSONDecodeError),
        ("no content type", KeyError),
        ("bare list", TypeError),
    ],
)
def test_habanero_raises_whatever_goes_wrong(
    crossref: CrossrefServer, asked: Any, fault: str, error: type[Exception]
) -> None:
    crossref.play(fault)
    with pytest.raises(error):
        asked.works(query="bees")["message"]["items"]


def test_habanero_opens_a_connection_for_each_request(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    create = httpx2.Client.__init__

    def counted(self: httpx2.Client, *arguments: Any, **options: Any) -> None:
        made.append(self)
        create(self, *arguments, **options)

    monkeypatch.setattr(httpx2.Client, "__init__", counted)
    asked.works(ids=["10.5555/w1", "10.5555/w2"])
    assert len(made) == 2
