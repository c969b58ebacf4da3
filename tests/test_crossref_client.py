"""The client against a local Crossref: what is asked, what comes of it, and what stays unsent."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings, strategies as st

from apacheck.crossref.answer import Answer
from apacheck.crossref.cache import Cache
from apacheck.crossref.client import BATCH, Client
from crossref_clock import VirtualClock
from crossref_server import CrossrefServer
from crossref_works import shelf, work

AWKWARD = (
    "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
    "10.5555/a#b?c=d&e f%2fg",
    "10.5555/comma,comma",
    "10.5555/two//slashes/../dots",
    "10.5555/été",
    "10.5555/[brackets]{}|^`",
    "10.5555/plus+plus",
    "10.5555/agency",
)
Make = Callable[..., Client]


@pytest.fixture(scope="module")
def served() -> Iterator[CrossrefServer]:
    works = [*shelf(60), *(work(doi) for doi in AWKWARD), work("10.5555/prime", "The prime")]
    with CrossrefServer(
        works,
        aliases={"10.5555/Old": "10.5555/prime"},
        elsewhere={"10.5281/zenodo.1": "DataCite", "10.1400/x": "mEDRA"},
        limited=True,
    ) as server:
        yield server


@pytest.fixture
def crossref(served: CrossrefServer) -> Iterator[CrossrefServer]:
    served.forget()
    served.fail(0)
    yield served
    assert served.broken_limits == []


@pytest.fixture
def make(crossref: CrossrefServer) -> Iterator[Make]:
    made: list[Client] = []
    clock = VirtualClock()
    crossref.clock = clock.now

    def client(**options: Any) -> Client:
        made.append(Client(**{"crossref_url": crossref.url, "doi_url": crossref.url, "clock": clock, **options}))
        return made[-1]

    yield client
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def lasting() -> Iterator[Client]:
    """A client for many questions."""
    with (
        CrossrefServer(shelf(2)) as server,
        Client(crossref_url=server.url, doi_url=server.url, clock=VirtualClock(), deadline=None) as client,
    ):
        yield client


def doi_of(answer: Answer) -> str:
    assert answer.message is not None
    return str(answer.message["DOI"])


def test_a_work_is_found_by_its_doi_however_it_is_capitalised(make: Make, crossref: CrossrefServer) -> None:
    client = make()
    answer = client.work(" 10.5555/W7 ")
    assert (answer.kind, answer.reason, answer.from_cache) == ("found", None, False)
    assert answer.message is not None
    assert (answer.message["DOI"], answer.message["title"]) == ("10.5555/w7", ["Bees of region 7"])
    assert "reference" not in answer.message
    assert client.requests == crossref.count() == 1


@pytest.mark.parametrize("doi", AWKWARD)
def test_any_doi_reaches_crossref_in_full(make: Make, crossref: CrossrefServer, doi: str) -> None:
    if doi.endswith("/agency"):  # only Crossref itself could tell this from its agency route
        pytest.skip("the local server cannot, either")
    assert doi_of(make().work(doi)) == doi
    assert crossref.count("single") == crossref.count() == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_whatever_is_asked_there_is_an_answer(lasting: Client, suffix: str) -> None:
    answer = lasting.work(f"10.5555/{suffix}")
    assert answer.kind in {"missing", "found"} or not f"10.5555/{suffix}".isprintable()


def test_no_such_doi_is_said_only_when_three_routes_agree(make: Make, crossref: CrossrefServer) -> None:
    assert make().work("10.5555/nowhere") == Answer("missing")
    assert [seen.route for seen in crossref.seen] == ["single", "agency", "handle"]


@pytest.mark.parametrize(("doi", "agency"), [("10.5281/zenodo.1", "DataCite"), ("10.1400/X", "mEDRA")])
def test_a_doi_of_another_agency_is_elsewhere(make: Make, crossref: CrossrefServer, doi: str, agency: str) -> None:
    assert make().work(doi) == Answer("elsewhere", agency=agency)
    assert [seen.route for seen in crossref.seen] == ["single", "agency"]


def test_an_agency_that_only_doi_org_knows(make: Make, crossref: CrossrefServer) -> None:
    crossref.play("404 labelled JSON", route="agency")
    assert make().work("10.5281/zenodo.1") == Answer("elsewhere", agency="DataCite")
    assert [seen.route for seen in crossref.seen] == ["single", "agency", "handle", "ra"]


def test_the_agency_route_failing_does_not_make_a_doi_missing(make: Make, crossref: CrossrefServer) -> None:
    crossref.play("500", times=14, route="agency")
    client = make()
    assert client.work("10.5281/zenodo.1") == Answer("elsewhere", agency="DataCite")
    answer = client.work("10.5555/nowhere")
    assert (answer.kind, answer.reason) == (
        "unknown",
        "Crossref answered with status 500 (Internal Server Error), the last of 7 times",
    )


def test_doi_org_failing_does_not_make_a_doi_missing(make: Make, crossref: CrossrefServer) -> None:
    crossref.play("HTML page", times=50, route="handle")
    answer = make().work("10.5555/nowhere")
    assert answer.kind == "unknown"
    assert answer.reason is not None
    assert answer.reason.startswith("doi.org answered with a web page")


def test_a_work_that_crossref_registered_but_does_not_give_out(make: Make, crossref: CrossrefServer) -> None:
    crossref.play("404", route="single")
    answer = make().work("10.5555/w1")
    assert answer == Answer("unknown", reason="it is registered with Crossref, but Crossref does not have its record")


def test_an_alias_leads_to_the_prime(make: Make, tmp_path: Path) -> None:
    client = make(cache=Cache(tmp_path))
    assert doi_of(client.work("10.5555/old")) == "10.5555/prime"
    assert client.requests == 2
    again = client.work("10.5555/OLD")
    assert (doi_of(again), again.from_cache, client.requests) == ("10.5555/prime", True, 2)


def test_many_dois_need_few_requests(make: Make, crossref: CrossrefServer) -> None:
    dois = [f"10.5555/W{number}" for number in range(50)]
    told: list[str] = []
    client = make()
    answers = client.works([*dois, dois[3]], on_answer=lambda doi, _answer: told.append(doi))
    assert list(answers) == dois
    assert [doi_of(answer) for answer in answers.values()] == [doi.lower() for doi in dois]
    assert sorted(told) == sorted(dois)
    assert client.requests == crossref.count("list") == -(-50 // BATCH)


def test_a_batch_leaves_nothing_out(make: Make, crossref: CrossrefServer) -> None:
    asked = [
        *AWKWARD[:-1],
        "10.5555/w1",
        "10.5555/W1",
        "10.5555/w2",
        "10.5555/old",
        "10.5281/zenodo.1",
        "10.5555/no",
        "",
    ]
    answers = make().works(asked)
    assert list(answers) == asked
    kinds = {doi: answer.kind for doi, answer in answers.items() if answer.kind != "found"}
    assert kinds == {"10.5281/zenodo.1": "elsewhere", "10.5555/no": "missing", "": "unknown"}
    assert doi_of(answers["10.5555/old"]) == "10.5555/prime"
    assert answers["10.5555/W1"] == answers["10.5555/w1"]
    assert crossref.count("list") == 1


def test_few_dois_are_asked_for_singly(make: Make, crossref: CrossrefServer) -> None:
    answers = make().works(["10.5555/w1", "10.5555/w2"])
    assert [answer.kind for answer in answers.values()] == ["found", "found"]
    assert [seen.route for seen in crossref.seen] == ["single", "single"]


@pytest.mark.parametrize("fault", ["400", "404", "404 page", "401"])
def test_without_lists_each_work_is_asked_for(make: Make, crossref: CrossrefServer, fault: str) -> None:
    crossref.play(fault, times=7, route="list")
    answers = make().works(["10.5555/w1", "10.5555/w2", "10.5555/w3", "10.5555/no"])
    assert [answer.kind for answer in answers.values()] == ["found", "found", "found", "missing"]


def test_a_search_sends_what_it_may_and_no_more(make: Make, crossref: CrossrefServer) -> None:
    client = make(mailto="name@example.org")
    hits = client.search(title="Bees of region 7", author="Okafor", year=1957, container="Small Things")
    assert (hits.kind, hits.reason, hits.from_cache) == ("found", None, False)
    assert hits.messages[0]["DOI"] == "10.5555/w7"
    assert len(hits.messages) == 5
    query = parse_qs(urlsplit(crossref.seen[0].path).query)
    assert query.keys() == {"query.bibliographic", "rows", "select"}
    assert query["query.bibliographic"] == ["Okafor 1957 Bees of region 7 Small Things"]
    assert crossref.seen[0].pool == "polite"
    assert "(mailto:name@example.org) apacheck/" in crossref.seen[0].headers["User-Agent"]
    assert "habanero/" in crossref.seen[0].headers["User-Agent"]


def test_without_an_address_nobody_is_named(make: Make, crossref: CrossrefServer) -> None:
    make().work("10.5555/w1")
    assert crossref.seen[0].pool == "public"
    assert not any("@" in value for value in crossref.seen[0].headers.values())


def test_doi_org_does_not_get_the_address(make: Make, crossref: CrossrefServer) -> None:
    make(mailto="name@example.org").work("10.5555/nowhere")
    pools = {seen.route: seen.pool for seen in crossref.seen}
    assert pools == {"single": "polite", "agency": "polite", "handle": "public"}


def test_a_search_that_finds_nothing_and_one_for_nothing(make: Make, crossref: CrossrefServer) -> None:
    client = make()
    hits = client.search(title="Zymurgy quixotically", author=None, year=None, container=None)
    assert (hits.kind, hits.messages) == ("found", [])
    hits = client.search(title=" ", author=None, year=None, container=None)
    assert (hits.kind, hits.messages, hits.reason) == ("unknown", [], "there is nothing to search for")
    assert client.requests == crossref.count() == 1


def test_where_fields_cannot_be_selected_all_of_them_come(make: Make, crossref: CrossrefServer) -> None:
    crossref.play("400", route="list")
    hits = make().search(title="Bees of region 7", author=None, year=1957, container=None)
    assert (hits.kind, hits.messages[0]["DOI"]) == ("found", "10.5555/w7")
    assert ["select" in parse_qs(urlsplit(seen.path).query) for seen in crossref.seen] == [True, False]


def test_a_long_title_is_cut_at_a_word(make: Make, crossref: CrossrefServer) -> None:
    make().search(title="bee " * 1000, author=None, year=None, container=None)
    sent = parse_qs(urlsplit(crossref.seen[0].path).query)["query.bibliographic"][0]
    assert 500 < len(sent) <= 600
    assert set(sent.split()) == {"bee"}


def test_the_second_run_sends_nothing(make: Make, crossref: CrossrefServer, tmp_path: Path) -> None:
    def run(client: Client) -> list[object]:
        searched = client.search(title="Bees of region 3", author=None, year=None, container=None)
        nothing = client.search(title="Zymurgy", author=None, year=None, container=None)
        answers = client.works(
            ["10.5555/w1", "10.5555/w2", "10.5555/w3", "10.5555/no", "10.5281/zenodo.1", "10.5555/old"]
        )
        return [*(answer[:4] for answer in answers.values()), searched[:3], nothing[:3]]

    first = run(make(cache=Cache(tmp_path)))
    sent = crossref.count()
    offline, second = make(cache=Cache(tmp_path), offline=True), make(cache=Cache(tmp_path))
    assert run(second) == run(offline) == first
    assert crossref.count() == sent
    assert second.requests == offline.requests == 0
    assert second.work("10.5555/no").from_cache


def test_failures_are_never_kept(make: Make, crossref: CrossrefServer, tmp_path: Path) -> None:
    client = make(cache=Cache(tmp_path))
    crossref.play("401", times=3)
    assert client.work("10.5555/w1").kind == "unknown"
    assert client.search(title="Bees", author=None, year=None, container=None).kind == "unknown"
    assert Cache(tmp_path).info().counts == {}
    crossref.forget()
    assert client.work("10.5555/w1").kind == "found"


def test_offline_nothing_is_sent(make: Make, crossref: CrossrefServer, tmp_path: Path) -> None:
    client = make(offline=True, cache=Cache(tmp_path))
    assert client.work("10.5555/w1") == Answer("unknown", reason="offline, and not in the cache")
    assert set(client.works(["10.5555/w1", "10.5555/w2", "10.5555/w3"]).values()) == {client.work("10.5555/w1")}
    hits = client.search(title="Bees", author=None, year=None, container=None)
    assert (hits.kind, hits.reason) == ("unknown", "offline, and not in the cache")
    assert crossref.count() == 0


def test_two_mirrors_do_not_share_answers(make: Make, tmp_path: Path) -> None:
    assert make(cache=Cache(tmp_path)).work("10.5555/w1").kind == "found"
    other = make(cache=Cache(tmp_path), offline=True, crossref_url="https://mirror.example")
    assert other.work("10.5555/w1").kind == "unknown"


def test_answers_come_from_many_threads_at_once(make: Make, crossref: CrossrefServer) -> None:
    client = make(mailto="name@example.org", workers=8)
    kinds: list[str] = []

    def ask(number: int) -> None:
        kinds.append(client.work(f"10.5555/w{number}").kind)
        kinds.append(client.search(title=f"Bees {number}", author=None, year=None, container=None).kind)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert kinds == ["found"] * 24
    assert client.requests == crossref.count() == 24


def test_cancelling_brings_everything_back() -> None:
    with CrossrefServer(shelf(2)) as crossref, Client(crossref_url=crossref.url, timeout=30) as client:
        crossref.play("hang")
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(client.work("10.5555/w1")))
        thread.start()
        while not crossref.count():
            time.sleep(0.001)
        began = time.monotonic()
        client.cancel()
        thread.join(5)
        assert time.monotonic() - began < 2
        assert [answer.kind for answer in answers] == ["unknown"]
        assert client.work("10.5555/w0") == Answer("unknown", reason="the run was stopped")


def test_ctrl_c_in_a_run_stops_it_and_keeps_what_was_told() -> None:
    told: dict[str, Answer] = {}

    def on_answer(doi: str, answer: Answer) -> None:
        told[doi] = answer
        if len(told) == 3:
            raise KeyboardInterrupt

    with CrossrefServer(shelf(60)) as crossref, Client(crossref_url=crossref.url, clock=VirtualClock()) as client:
        with pytest.raises(KeyboardInterrupt):
            client.works([f"10.5555/w{number}" for number in range(50)], on_answer=on_answer)
        assert len(told) >= 3
        assert all(answer.kind == "found" for answer in list(told.values())[:3])
        assert client.work("10.5555/w55").kind == "unknown"


def test_a_proxy_is_honoured(make: Make, crossref: CrossrefServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, crossref.url)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    client = make(crossref_url="http://crossref.example", doi_url="http://doi.example")
    assert client.work("10.5555/w1").kind == "found"
    assert crossref.seen[0].path == "http://crossref.example/works/10.5555%2Fw1"


def test_a_proxy_that_makes_no_sense_is_a_reason_not_an_error(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "nonsense://///")
    monkeypatch.setenv("HTTP_PROXY", "nonsense://///")
    answer = make(crossref_url="http://crossref.example", doi_url="http://doi.example").work("10.5555/w1")
    assert answer.kind == "unknown"
    assert answer.reason is not None
    assert answer.reason.startswith("Crossref could not be asked (")


def test_answers_from_the_cache_need_no_network_library(make: Make, crossref: CrossrefServer, tmp_path: Path) -> None:
    make(cache=Cache(tmp_path)).work("10.5555/w1")
    code = (
        "import sys, pathlib; from apacheck.crossref.cache import Cache; from apacheck.crossref.client import Client\n"
        f"client = Client(crossref_url={crossref.url!r}, cache=Cache(pathlib.Path({str(tmp_path)!r})))\n"
        "print(client.work('10.5555/w1').kind, [name for name in ('habanero', 'httpx2', 'ssl') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "found []"


def test_an_import_and_a_plain_check_load_nothing_for_the_network() -> None:
    code = (
        "import sys, apacheck; apacheck.check('Laurent, W. (2008). Human resources. Sage.')\n"
        "names = ('habanero', 'httpx2', 'sqlite3', 'ssl', 'platformdirs', 'requests', 'urllib3')\n"
        "print([name for name in names if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.skipif(os.environ.get("APACHECK_LIVE") != "1", reason="asks the real Crossref; set APACHECK_LIVE=1")
def test_the_real_crossref() -> None:
    with Client(mailto=os.environ.get("APACHECK_MAILTO"), timeout=30) as client:
        answers = client.works(["10.1371/journal.pone.0033693", "10.5281/zenodo.3678326", "10.1371/notarealdoi"])
        assert [answer.kind for answer in answers.values()] == ["found", "elsewhere", "missing"]
        hits = client.search(
            title="The structure of ordinary water", author="Frank", year=1970, container="Science", rows=5
        )
    assert "10.1126/science.169.3946.635" in [message["DOI"] for message in hits.messages]
