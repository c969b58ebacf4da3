"""A world that fails: every fault is got over or becomes a reason, in good time, and never a verdict."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from apacheck.crossref import wire
from apacheck.crossref.cache import Cache
from apacheck.crossref.client import Client
from apacheck.crossref.sender import PAUSES
from crossref_clock import VirtualClock
from crossref_faults import FAULTS, PASSING, Due, Fault, status
from crossref_server import CrossrefServer, Handler
from crossref_works import shelf, work

#: Seconds of real time for a request, where one is to run out of it.
TIMEOUT = 0.15
SLOW = {"hang", "slow drip", "slow headers"}

#: What is said of a fault that does not pass, without the host.
REASONS = {
    "400": "the question was refused: No such filter.",
    "401": "Crossref answered with status 401 (Unauthorized)",
    "403": "Crossref answered with status 403 (Forbidden)",
    "404 page": "Crossref answered with a web page that says 404",
    "429": "Crossref answered with status 429 (Too Many Requests)",
    "429 retry after 1 s": "Crossref answered with status 429 (Too Many Requests)",
    "429 retry after an hour": "Crossref asks to be left alone for 3600 seconds",
    "429 retry after a date": "Crossref answered with status 429 (Too Many Requests)",
    "429 retry after nonsense": "Crossref answered with status 429 (Too Many Requests)",
    "500": "Crossref answered with status 500 (Internal Server Error)",
    "502": "Crossref answered with status 502 (Bad Gateway)",
    "503": "Crossref answered with status 503 (Service Unavailable)",
    "503 retry after 2 s": "Crossref answered with status 503 (Service Unavailable)",
    "504": "Crossref answered with status 504 (Gateway Timeout)",
    "HTML page": "Crossref answered with a web page instead of data (is this a network with a log-in page?)",
    "truncated": "Crossref sent an answer that cannot be read",
    "cut off": "Crossref broke off the connection",
    "wrong type": "Crossref sent an answer of another kind than was asked for",
    "bare list": "Crossref sent an answer of another kind than was asked for",
    "empty": "Crossref sent an answer that cannot be read",
    "not UTF-8": "Crossref sent an answer that cannot be read",
    "reset": "Crossref broke off the connection",
    "hang": "Crossref did not answer within 0.15 seconds",
    "slow drip": "Crossref did not answer within 0.15 seconds",
    "slow headers": "Crossref did not answer within 0.15 seconds",
    "redirect loop": "Crossref sends from one address to the next without end",
    "redirect away": "Crossref sends to an address that is not safe (ftp://127.0.0.1/works)",
    "redirect nowhere": "Crossref sends to another address without naming it",
    "bad gzip": "Crossref sent an answer that cannot be unpacked",
    "huge": "Crossref sent far more than an answer can be",
    "bomb": "Crossref sent far more than an answer can be",
}
#: Faults that are answers, or that do no harm.
HARMLESS = {"404", "404 labelled JSON", "404 of a list", "no content type"}
#: Faults after which asking again is no use.
FINAL = {"400", "401", "403", "429 retry after an hour", "redirect away"}


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_BYTES", 1 << 18)
    monkeypatch.setattr(wire, "_GRACE", 0.05)


@pytest.fixture(scope="module")
def served() -> Iterator[CrossrefServer]:
    with CrossrefServer(shelf(40)) as server:
        yield server


@pytest.fixture
def crossref(served: CrossrefServer) -> CrossrefServer:
    served.forget()
    served.fail(0)
    return served


def client_of(
    crossref: CrossrefServer,
    clock: VirtualClock | None = None,
    *,
    cache: Cache | None = None,
    deadline: float = 1800,
    timeout: float = 10,
) -> Client:
    return Client(
        crossref_url=crossref.url,
        doi_url=crossref.url,
        mailto="name@example.org",
        timeout=timeout,
        deadline=deadline,
        clock=clock or VirtualClock(),
        cache=cache,
    )


def test_every_fault_is_accounted_for() -> None:
    assert REASONS.keys() | HARMLESS == FAULTS.keys()
    assert set(PASSING) <= REASONS.keys() - FINAL


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - FINAL - {"404", "404 labelled JSON", "404 of a list"}))
def test_a_fault_that_passes_is_got_over(crossref: CrossrefServer, fault: str) -> None:
    crossref.play(fault)
    began = time.monotonic()
    with client_of(crossref, timeout=TIMEOUT if fault in SLOW else 10) as client:
        answer = client.work("10.5555/w1")
        assert answer.kind == "found", answer.reason
        assert client.requests >= (1 if fault in HARMLESS else 2)
        assert client.requests == crossref.count("single") or fault in SLOW
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("route", ["single", "list"])
@pytest.mark.parametrize("fault", sorted(REASONS.keys() - SLOW - {"huge", "bomb"}))
def test_a_fault_that_stays_is_a_reason(crossref: CrossrefServer, tmp_path: Path, fault: str, route: str) -> None:
    crossref.play(fault, times=100)
    with client_of(crossref, cache=Cache(tmp_path)) as client:
        if route == "single":
            answer = client.work("10.5555/w1")
            kind, reason = answer.kind, answer.reason
        else:
            hits = client.search(title="Bees", author=None, year=None, container=None)
            kind, reason = hits.kind, hits.reason
        assert kind == "unknown"
        assert reason is not None
        assert reason.startswith(REASONS[fault])
        assert client.cache is not None
        assert client.cache.info().counts == {}
        once = 2 if (fault, route) == ("400", "list") else 1  # perhaps it was the selection that was refused
        assert (client.requests == once) == (fault in FINAL)
        assert client.requests <= 8 or fault == "redirect loop"


@pytest.mark.parametrize("fault", sorted(SLOW))
def test_waiting_has_an_end(crossref: CrossrefServer, fault: str) -> None:
    crossref.play(fault, times=100)
    began = time.monotonic()
    with client_of(crossref, timeout=TIMEOUT) as client:
        answer = client.work("10.5555/w1")
    assert time.monotonic() - began < 4 * (TIMEOUT + 0.05) + 1
    assert answer.reason is not None
    assert answer.reason.startswith(REASONS[fault])


@pytest.mark.parametrize("fault", ["404", "404 labelled JSON"])
def test_crossref_alone_cannot_make_a_doi_missing(crossref: CrossrefServer, fault: str) -> None:
    crossref.play(fault, route="single")
    crossref.play(fault, route="agency")
    with client_of(crossref) as client:
        assert client.work("10.5555/w1").kind == "unknown"  # the handle system has it


@pytest.mark.parametrize("fault", sorted(REASONS.keys() - SLOW - {"huge", "bomb"}))
def test_no_fault_at_doi_org_makes_a_doi_missing(crossref: CrossrefServer, fault: str) -> None:
    crossref.play(fault, times=50, route="handle")
    with client_of(crossref) as client:
        answer = client.work("10.5555/nowhere")
    assert answer.kind == "unknown"
    assert answer.reason is not None
    assert answer.reason.startswith(REASONS[fault].replace("Crossref", "doi.org")) or fault in {
        "404 page",
        "wrong type",
    }


def test_retry_after_is_obeyed_by_everybody(crossref: CrossrefServer) -> None:
    clock = VirtualClock()
    crossref.play(status(429, Retry_After="90"))
    with client_of(crossref, clock) as client:
        start = clock.now()
        assert client.work("10.5555/w1").kind == "found"
    assert 90 <= clock.now() - start < 92


def test_retry_after_may_be_a_date_by_their_clock(crossref: CrossrefServer) -> None:
    clock = VirtualClock()

    def play(handler: Handler, _due: Due) -> None:
        handler.close_connection = True
        handler.wfile.write(
            b"HTTP/1.1 503 Busy\r\nDate: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
            b"Retry-After: Wed, 21 Oct 2015 07:29:15 GMT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )

    crossref.play(play)
    with client_of(crossref, clock) as client:
        start = clock.now()
        assert client.work("10.5555/w1").kind == "found"
    assert 75 <= clock.now() - start < 77


def test_a_long_retry_after_ends_the_run_at_once_and_says_so(crossref: CrossrefServer) -> None:
    clock = VirtualClock()
    crossref.play("429 retry after an hour")
    with client_of(crossref, clock, deadline=9000) as client:
        reasons = {client.work(f"10.5555/w{number}").reason for number in range(5)}
        assert reasons == {"Crossref asks to be left alone for 3600 seconds"}
        assert crossref.count() == 1
        clock.pass_by(3600)
        assert client.work("10.5555/w1").kind == "found"


def test_rests_grow_and_are_left_to_chance(crossref: CrossrefServer) -> None:
    clock = VirtualClock()
    crossref.play("500", times=6)
    with client_of(crossref, clock) as client:
        assert client.work("10.5555/w1").kind == "found"
    rests = [wait for wait in clock.waits if wait > 0]
    assert len(rests) == 6
    for number, rest in enumerate(rests):
        assert 0.125 * 2**number <= rest <= 0.25 * 2**number
    assert len({rest / 2**number for number, rest in enumerate(rests)}) == 6


def test_the_run_ends_at_its_deadline(crossref: CrossrefServer) -> None:
    clock = VirtualClock()
    crossref.play(status(503, Retry_After="20"), times=3)
    with client_of(crossref, clock, deadline=50) as client:
        start = clock.now()
        answer = client.work("10.5555/w1")
        assert answer.reason == (
            "Crossref asks for a pause of 20 seconds, which is more than the run may take; "
            "before, Crossref answered with status 503 (Service Unavailable)"
        )
        assert clock.now() - start <= 50
        clock.pass_by(60)
        assert client.work("10.5555/w2").reason == "the time that the run may take was over"


def test_a_dead_host_is_left_alone_and_tried_again_later(crossref: CrossrefServer) -> None:
    clock = VirtualClock()
    crossref.play("reset", times=8)
    with client_of(crossref, clock) as client:
        answers = [client.work(f"10.5555/w{number}") for number in range(30)]
        assert {answer.kind for answer in answers} == {"unknown"}
        assert client.requests == 8
        assert answers[-1].reason is not None
        assert answers[-1].reason.endswith("it failed too often to be asked again at once")
        clock.pass_by(31)
        assert client.work("10.5555/w1").kind == "found"


def test_without_a_network_the_run_is_short() -> None:
    began = time.monotonic()
    with Client(crossref_url="http://127.0.0.1:1", doi_url="http://127.0.0.1:1", clock=VirtualClock()) as client:
        answers = client.works([f"10.5555/w{number}" for number in range(200)])
        hits = client.search(title="Bees", author=None, year=None, container=None)
    assert {answer.kind for answer in answers.values()} == {hits.kind} == {"unknown"}
    assert all(answer.reason is not None and "could not be reached" in answer.reason for answer in answers.values())
    assert client.requests < 10
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(("answered", "requests"), [(False, 4), (True, 8 + len(PAUSES))])
def test_a_host_that_never_answered_is_given_up_sooner(
    crossref: CrossrefServer, *, answered: bool, requests: int
) -> None:
    clock = VirtualClock()
    with client_of(crossref, clock, timeout=TIMEOUT) as client:
        if answered:
            assert client.work("10.5555/w0").kind == "found"
        before, start = client.requests, clock.now()
        crossref.play("hang", times=100)
        assert {client.work(f"10.5555/w{number}").kind for number in range(1, 9)} == {"unknown"}
        assert client.requests - before == requests
        assert (clock.now() - start > sum(PAUSES)) == answered


@pytest.mark.parametrize("outage", [3, 15])
def test_an_outage_is_waited_for_by_all_and_loses_nothing(crossref: CrossrefServer, outage: float) -> None:
    clock = VirtualClock()
    with client_of(crossref, clock) as client:
        assert client.work("10.5555/w0").kind == "found"
        end = clock.now() + outage

        def play(handler: Handler, due: Due) -> None:
            if clock.now() < end:
                FAULTS["reset"](handler, due)
            else:
                handler.answer(due.status, due.body, due.content_type)

        crossref.play(play, times=500)
        answers = client.works([f"10.5555/w{number}" for number in range(40)])
        assert {answer.kind for answer in answers.values()} == {"found"}
        assert client.requests < 40


def test_the_address_stays_with_crossref(crossref: CrossrefServer) -> None:
    with CrossrefServer([work("10.5555/w1")]) as stranger:

        def play(handler: Handler, _due: Due) -> None:
            handler.answer(301, b"", "text/html", {"Location": f"{stranger.url}/works/10.5555%2Fw1"})

        crossref.play(play)
        with client_of(crossref) as client:
            assert client.work("10.5555/w1").kind == "found"
        # Both are 127.0.0.1: only the port differs, and a redirect within a host goes back to the port that was asked.
        assert (crossref.count(), stranger.count()) == (2, 0)
        crossref.play(_to("localhost", stranger))
        with client_of(crossref) as client:
            client.work("10.5555/w1")
        assert [seen.pool for seen in stranger.seen] == ["public"]
        assert "example.org" not in stranger.seen[0].headers["User-Agent"]


def _to(host: str, server: CrossrefServer) -> Fault:
    def play(handler: Handler, _due: Due) -> None:
        handler.answer(
            301, b"", "text/html", {"Location": f"{server.url.replace('127.0.0.1', host)}/works/10.5555%2Fw1"}
        )

    return play


@pytest.mark.parametrize("seed", range(3))
def test_with_one_request_in_five_failing_nothing_is_lost(crossref: CrossrefServer, seed: int) -> None:
    crossref.fail(0.2, seed=seed)
    dois = [f"10.5555/w{number}" for number in range(40)] + ["10.5555/no", "10.5555/nor,this"]
    searched: list[str] = []
    with client_of(crossref) as client:

        def search(number: int) -> None:
            searched.extend(
                client.search(title=f"Bees {each}", author=None, year=None, container=None).kind
                for each in range(number, 40, 4)
            )

        threads = [threading.Thread(target=search, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        answers = client.works(dois)
        for thread in threads:
            thread.join(30)
    assert [answer.kind for answer in answers.values()] == ["found"] * 40 + ["missing"] * 2
    assert searched == ["found"] * 40
