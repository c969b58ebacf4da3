"""What the commands that ask Crossref share: the client they ask with, how far they are, entries against their records."""

import sys
from collections.abc import Iterator
from typing import TextIO

from apacheck.cite import cited
from apacheck.cli import say
from apacheck.config import Config
from apacheck.crossref.client import Client
from apacheck.crossref.settings import open_client
from apacheck.report.full import plain
from apacheck.report.model import Report
from apacheck.report.verification import WORDS, name

#: Fewer look-ups than this are done before a line about them could be read.
_LONG = 5
_RED, _GREEN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


def client_of(config: Config, *, offline: bool, cache: bool, mailto: str | None) -> Client:
    """The client that settings and options ask for; raises ConfigError."""
    above = Config(mailto=mailto).over(config) if mailto else config
    return open_client(above, offline=offline, cache=cache, warn=lambda text: say(f"warning: {text}"))


class Progress:
    """A line on standard error that says how many look-ups are done; it is there for people at a terminal only."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Take the stream: standard error, if none is given."""
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` look-ups are done."""
        if not self._shown or total < _LONG:
            return
        text = f"Asking Crossref: {done} of {total}"
        self._stream.write(f"\r{text}{' ' * (self._width - len(text))}")
        self._stream.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._stream.write(f"\r{' ' * self._width}\r")
            self._stream.flush()
            self._width = 0


def against_records(report: Report, *, color: bool) -> Iterator[str]:
    """Each entry that differs from its record, and under it the entry as the record would have it."""
    for verification in report.verifications:
        record = verification.record
        if record is None or verification.verdict != "differs":
            continue
        entry = report.entries[verification.entry]
        head = f"{name(report, entry)}: {WORDS[verification.verdict]}"
        lines = (f"- {plain(entry.text)}", f"+ {plain(cited(record))}")
        if color:
            yield f"{_BOLD}{head}{_PLAIN}\n{_RED}{lines[0]}{_PLAIN}\n{_GREEN}{lines[1]}{_PLAIN}\n\n"
        else:
            yield f"{head}\n{lines[0]}\n{lines[1]}\n\n"
