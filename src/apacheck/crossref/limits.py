"""A request about to be sent in, the moment when it may go out: Crossref's limits, kept on this side.

Crossref limits what comes in a second and at a time, less for lists (searches, filters) than for single works, more
for those who say who they are ("polite"). Its headers state the limits for single works even where a list answers, so
those for lists are kept here. A request counts until a whole interval after its answer: Crossref saw it before that,
however long it was under way, so that no delay on the way can bring two requests too close together.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Literal, NamedTuple

Route = Literal["single", "list", "doi.org"]
Host = Literal["Crossref", "doi.org"]


class Limit(NamedTuple):
    """At most `number` requests in `interval` seconds, `at_once` of them at a time."""

    number: int
    interval: float
    at_once: int


#: What holds since 1 December 2025, by pool: for single works, and for lists.
POOLS = {
    "public": (Limit(5, 1.0, 1), Limit(1, 1.0, 1)),
    "polite": (Limit(10, 1.0, 3), Limit(3, 1.0, 3)),
}
#: doi.org states no limits; this is what a person could do.
DOI_ORG = Limit(5, 1.0, 2)
#: Seconds after which whoever waits looks around, so that Ctrl-C is noticed where nothing interrupts a wait.
_LOOK = 0.5
#: Lists count as requests of their pool, too.
_BUCKETS: dict[Route, tuple[Route, ...]] = {"single": ("single",), "list": ("single", "list"), "doi.org": ("doi.org",)}


class OutOfTimeError(Exception):
    """The request could not go out before the run has to end; the message says why."""


class StoppedError(Exception):
    """The run was stopped."""


class Clock:
    """Time as it passes; tests have one that passes at once."""

    def now(self) -> float:
        """Give the time in seconds, from wherever it counts."""
        return time.monotonic()

    def wait(self, changed: threading.Condition, seconds: float) -> None:
        """Wait for that long, or until something changed, or for less: whoever waits looks again."""
        changed.wait(min(seconds, _LOOK))


@dataclass(slots=True)
class _Bucket:
    limit: Limit
    under_way: int = 0
    answered: deque[float] = field(default_factory=deque)

    def delay(self, now: float) -> float:
        """Seconds until a request may go out; infinite where an answer has to come first."""
        while self.answered and self.answered[0] + self.limit.interval <= now:
            self.answered.popleft()
        if self.under_way >= min(self.limit.at_once, self.limit.number):
            return inf
        spare = self.limit.number - self.under_way - len(self.answered)
        if spare > 0:
            return 0
        # So many have to leave the window; where those under way fill it, an answer has to come first.
        return self.answered[-spare] + self.limit.interval - now if -spare < len(self.answered) else inf


class Limiter:
    """Lets requests out as the limits allow; safe for threads."""

    def __init__(self, *, polite: bool, clock: Clock) -> None:
        """Begin with the limits of the polite or the public pool."""
        single, lists = POOLS["polite" if polite else "public"]
        self._buckets: dict[Route, _Bucket] = {
            "single": _Bucket(single),
            "list": _Bucket(lists),
            "doi.org": _Bucket(DOI_ORG),
        }
        self._clock = clock
        self._changed = threading.Condition()
        self._paused_until: dict[Host, float] = {"Crossref": -inf, "doi.org": -inf}
        self._stopped = False

    @contextmanager
    def slot(self, route: Route, until: float) -> Iterator[None]:
        """Wait for the moment when a request may go out, and hold its place until it is answered.

        Raises `OutOfTimeError` where that would be after `until`, `StoppedError` after `stop()`.
        """
        buckets = [self._buckets[name] for name in _BUCKETS[route]]
        host = host_of(route)
        with self._changed:
            while (delay := self._delay(buckets, host, until)) > 0:
                self._clock.wait(self._changed, delay)
            for bucket in buckets:
                bucket.under_way += 1
        try:
            yield
        finally:
            with self._changed:
                now = self._clock.now()
                for bucket in buckets:
                    bucket.under_way -= 1
                    bucket.answered.append(now)
                self._changed.notify_all()

    def _delay(self, buckets: list[_Bucket], host: Host, until: float) -> float:
        now = self._clock.now()
        pause = self._paused_until[host] - now
        if self._stopped:
            raise StoppedError
        if pause > 0 and now + pause > until:
            raise OutOfTimeError(f"{host} asks for a pause of {pause:.0f} seconds, which is more than the run may take")
        delay = max(pause, *(bucket.delay(now) for bucket in buckets))
        if now >= until or (delay != inf and now + delay > until):
            raise OutOfTimeError("the time that the run may take was over")
        return delay

    def rest(self, seconds: float, until: float) -> None:
        """Wait before a request is tried again; raises as `slot` does."""
        with self._changed:
            end = self._clock.now() + seconds
            if end > until:
                raise OutOfTimeError("the time that the run may take was over")
            while (left := end - self._clock.now()) > 0:
                if self._stopped:
                    raise StoppedError
                self._clock.wait(self._changed, left)

    def pause(self, host: Host, seconds: float) -> None:
        """Send nothing to this host for so long: it asked for that."""
        with self._changed:
            self._paused_until[host] = max(self._paused_until[host], self._clock.now() + seconds)

    def obey(self, headers: Mapping[str, str]) -> None:
        """Take over the limits that an answer of Crossref's states; what cannot be read changes nothing."""
        with self._changed:
            pool = POOLS.get(headers.get("x-api-pool", ""))
            before = self._buckets["single"].limit
            single, lists = pool or (before, before if "x-api-pool" in headers else self._buckets["list"].limit)
            stated = Limit(
                _count(headers.get("x-rate-limit-limit"), single.number),
                _seconds(headers.get("x-rate-limit-interval"), single.interval),
                _count(headers.get("x-concurrency-limit"), single.at_once),
            )
            slower = lists.number / lists.interval < stated.number / stated.interval
            number, interval, _ = lists if slower else stated
            self._buckets["single"].limit = stated
            self._buckets["list"].limit = Limit(number, interval, min(lists.at_once, stated.at_once))
            self._changed.notify_all()

    def stop(self) -> None:
        """Let nothing out any more, and wake whoever waits."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def host_of(route: Route) -> Host:
    """Give the host that a route is at."""
    return "doi.org" if route == "doi.org" else "Crossref"


def _count(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and 0 < int(text) < 10_000 else default


def _seconds(text: str | None, default: float) -> float:
    number = (text or "").strip().removesuffix("s")
    return float(number) if number.isascii() and number.isdecimal() and 0 < int(number) <= 3600 else default
