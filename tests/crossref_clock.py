"""A clock that nobody waits for: what would wait moves it on instead."""

import threading
from math import inf

from apacheck.crossref.limits import Clock


class VirtualClock(Clock):
    """Time that passes only where somebody waits; `waits` holds for how long."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._lock = threading.Lock()
        self.waits: list[float] = []

    def now(self) -> float:
        return self._now

    def wait(self, changed: threading.Condition, seconds: float) -> None:
        if seconds == inf:  # for an answer, which comes in real time
            changed.wait(5)
            return
        with self._lock:
            self.waits.append(seconds)
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds
