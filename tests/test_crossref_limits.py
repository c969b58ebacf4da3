"""The limiter: no window of time ever holds more requests than Crossref allows, and nobody waits for nothing."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings, strategies as st

from apacheck.crossref.limits import DOI_ORG, POOLS, Clock, Limiter, OutOfTimeError, Route, StoppedError
from crossref_clock import VirtualClock

FAR = 1e9
ROUTES: tuple[Route, ...] = ("single", "list", "doi.org")


def send(limiter: Limiter, clock: VirtualClock, route: Route, took: float = 0.0) -> float:
    """Send a request; give the time when it went out."""
    with limiter.slot(route, FAR):
        began = clock.now()
        clock.pass_by(took)
    return began


def most_in_a_window(times: list[float], interval: float = 1.0) -> int:
    return max(sum(start <= time < start + interval - 1e-9 for time in times) for start in times)


@given(
    polite=st.booleans(),
    requests=st.lists(
        st.tuples(st.sampled_from(ROUTES), st.floats(0, 2), st.floats(0, 1), st.floats(0, 3)), min_size=1, max_size=40
    ),
)
@settings(max_examples=60)
def test_no_window_holds_more_than_is_allowed(
    *, polite: bool, requests: list[tuple[Route, float, float, float]]
) -> None:
    clock = VirtualClock()
    limiter = Limiter(polite=polite, clock=clock)
    single, lists = POOLS["polite" if polite else "public"]
    seen: dict[Route, list[float]] = {route: [] for route in ROUTES}
    for route, took, when, before in requests:
        clock.pass_by(before)
        began = send(limiter, clock, route, took)
        seen[route].append(began + took * when)  # it may reach Crossref at any time while it is under way
    for times, limit in (
        (seen["list"], lists),
        (sorted(seen["single"] + seen["list"]), single),
        (seen["doi.org"], DOI_ORG),
    ):
        if times:
            assert most_in_a_window(times) <= limit.number


@pytest.mark.parametrize(
    ("polite", "route", "count", "seconds"),
    [(False, "single", 11, 2), (False, "list", 4, 3), (True, "single", 21, 2), (True, "list", 7, 2)],
)
def test_what_is_allowed_is_used(*, polite: bool, route: Route, count: int, seconds: float) -> None:
    clock = VirtualClock()
    limiter = Limiter(polite=polite, clock=clock)
    start = clock.now()
    for _ in range(count):
        send(limiter, clock, route)
    assert clock.now() - start == pytest.approx(seconds)


@pytest.mark.parametrize(("polite", "route", "most"), [(False, "single", 1), (True, "single", 3), (True, "list", 3)])
def test_no_more_are_under_way_than_is_allowed(*, polite: bool, route: Route, most: int) -> None:
    limiter = Limiter(polite=polite, clock=VirtualClock())
    lock, under_way, seen = threading.Lock(), 0, []

    def one(_number: int) -> None:
        nonlocal under_way
        with limiter.slot(route, FAR):
            with lock:
                under_way += 1
                seen.append(under_way)
            time.sleep(0.002)
            with lock:
                under_way -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(24)))
    assert max(seen) == most


def test_a_pause_holds_for_the_whole_host_and_no_other() -> None:
    clock = VirtualClock()
    limiter = Limiter(polite=True, clock=clock)
    start = clock.now()
    limiter.pause("Crossref", 30)
    limiter.pause("Crossref", 5)  # a shorter one later takes nothing back
    assert send(limiter, clock, "doi.org") == start
    assert send(limiter, clock, "single") == start + 30
    assert send(limiter, clock, "list") == start + 30


def test_what_would_be_too_late_is_said_at_once() -> None:
    clock = VirtualClock()
    limiter = Limiter(polite=True, clock=clock)
    start = clock.now()
    limiter.pause("Crossref", 3600)
    with (
        pytest.raises(OutOfTimeError, match="Crossref asks for a pause of 3600 seconds"),
        limiter.slot("single", start + 60),
    ):
        pass
    with pytest.raises(OutOfTimeError, match="time that the run may take"):
        limiter.rest(61, start + 60)
    with pytest.raises(OutOfTimeError, match="time that the run may take"), limiter.slot("doi.org", start):
        pass
    assert clock.now() == start


@pytest.mark.parametrize(
    ("headers", "single", "lists"),
    [
        ({}, (10, 1, 3), (3, 1, 3)),
        ({"x-rate-limit-limit": "4", "x-rate-limit-interval": "2s", "x-concurrency-limit": "2"}, (4, 2, 2), (4, 2, 2)),
        ({"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"}, (2, 1, 3), (2, 1, 3)),
        ({"x-rate-limit-limit": "50"}, (50, 1, 3), (3, 1, 3)),
        ({"x-api-pool": "public"}, (5, 1, 1), (1, 1, 1)),
        ({"x-api-pool": "public", "x-rate-limit-limit": "50", "x-concurrency-limit": "5"}, (50, 1, 5), (1, 1, 1)),
        ({"x-api-pool": "plus", "x-rate-limit-limit": "150", "x-concurrency-limit": "9"}, (150, 1, 9), (10, 1, 3)),
        (
            {"x-rate-limit-limit": "soon", "x-rate-limit-interval": "-1s", "x-concurrency-limit": "0"},
            (10, 1, 3),
            (3, 1, 3),
        ),
        ({"x-rate-limit-limit": "²", "x-rate-limit-interval": "s", "x-concurrency-limit": ""}, (10, 1, 3), (3, 1, 3)),
    ],
)
def test_headers_are_obeyed_and_lists_keep_their_own_limits(
    headers: dict[str, str], single: tuple[float, ...], lists: tuple[float, ...]
) -> None:
    limiter = Limiter(polite=True, clock=VirtualClock())
    limiter.obey(headers)
    assert (limiter._buckets["single"].limit, limiter._buckets["list"].limit) == (single, lists)


def test_a_lowered_limit_holds_for_what_was_sent_before() -> None:
    clock = VirtualClock()
    limiter = Limiter(polite=True, clock=clock)
    start = clock.now()
    for _ in range(6):
        send(limiter, clock, "single")
    limiter.obey({"x-rate-limit-limit": "2"})
    assert send(limiter, clock, "single") == start + 1


def test_stopping_wakes_whoever_waits() -> None:
    limiter = Limiter(polite=False, clock=Clock())
    limiter.pause("Crossref", 600)
    ended: list[str] = []

    def wait() -> None:
        try:
            with limiter.slot("single", FAR):
                pass
        except StoppedError:
            ended.append("slot")

    def rest() -> None:
        try:
            limiter.rest(600, FAR)
        except StoppedError:
            ended.append("rest")

    threads = [threading.Thread(target=target) for target in (wait, rest)]
    for thread in threads:
        thread.start()
    limiter.stop()
    for thread in threads:
        thread.join(5)
    assert sorted(ended) == ["rest", "slot"]


def test_a_request_that_fails_gives_its_place_back() -> None:
    limiter = Limiter(polite=False, clock=VirtualClock())
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), limiter.slot("single", FAR):
            raise ZeroDivisionError
    assert limiter._buckets["single"].under_way == 0
