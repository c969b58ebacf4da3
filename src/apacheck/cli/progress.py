"""How much of the work is done → a line on standard error, for people at a terminal whose run takes a while."""

import sys
import time
from collections.abc import Iterator
from typing import TextIO

from apacheck.findings import Finding

#: Seconds before the line appears, and between two changes of it.
PATIENCE, PAUSE = 1.5, 0.1
_CELLS = 24


class Progress:
    """The line `Checking [####····] 120 of 400 files`; it is shown on a terminal only, and cleared at the end."""

    def __init__(self, stream: TextIO | None = None, *, shown: bool = True) -> None:
        """Take the stream, standard error if none is given, and whether anything may be written there."""
        self._stream = stream or sys.stderr
        self.shown = shown and self._stream.isatty()
        self._next = time.monotonic() + PATIENCE
        self._width = 0

    def __call__(self, done: int, total: int, unit: str) -> None:
        """Show that `done` of `total` are done."""
        if not self.shown or time.monotonic() < self._next:
            return
        filled = _CELLS * done // max(total, 1)
        text = f"Checking [{'#' * filled}{'.' * (_CELLS - filled)}] {done:,} of {total:,} {unit}"
        self._stream.write(f"\r{text}{' ' * (self._width - len(text))}")
        self._stream.flush()
        self._width = len(text)
        self._next = time.monotonic() + PAUSE

    def over(self, entries: int, findings: Iterator[Finding]) -> Iterator[Finding]:
        """Hand the findings on, and show which of the entries the last one is about."""
        for finding in findings:
            if finding.entry is not None:
                self(finding.entry + 1, entries, "entries")
            yield finding

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._stream.write(f"\r{' ' * self._width}\r")
            self._stream.flush()
            self._width = 0
