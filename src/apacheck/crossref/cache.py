"""Answers of Crossref in, the same answers out, days later and in another process: an SQLite file.

What was found and what was not live their own times; a failure to ask is never kept. A cache can only save requests:
whatever is wrong with its file is said once and never ends a run. A file that is no database any more is set aside.
"""

import json
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

DAY = 86_400
#: How long an answer holds, in seconds, by its kind.
LIFETIMES = {
    "found": 14 * DAY,  # a retraction should not go unseen for longer
    "elsewhere": 60 * DAY,
    "missing": DAY,  # a DOI that is printed today may be registered tomorrow
    "hits": 7 * DAY,
    "no hits": DAY,
}
#: What is served beyond its lifetime where nothing can be asked: that a work exists does not age.
_LASTING = frozenset({"found", "elsewhere", "hits"})
#: Answers are removed so long after they were stored; longer than any lifetime.
_REMOVED_AFTER = 120 * DAY
#: The file is named after the layout of its table: two versions of apacheck never read each other's.
FILE_NAME = "crossref-1.sqlite3"
_SET_ASIDE = ".corrupt"
_LARGEST = 20_000_000  # bytes of an answer
_WAIT = 5.0  # seconds for another process to finish writing
_NO_DATABASE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LAYOUT = """
CREATE TABLE IF NOT EXISTS answers (
    source TEXT NOT NULL, question TEXT NOT NULL, kind TEXT NOT NULL, stored REAL NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (source, question)
) WITHOUT ROWID
"""


class Kept(NamedTuple):
    """An answer that was kept."""

    kind: str
    value: Any


class Info(NamedTuple):
    """What a cache holds."""

    path: Path
    size: int
    """Bytes on the disk."""
    counts: dict[str, int]
    """How many answers of each kind are still good."""
    expired: int
    oldest: float | None
    """When the oldest was stored, in seconds since 1970."""


def default_folder() -> Path:
    """Give the user's cache folder for apacheck."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - needed only where no folder is set

    return user_cache_path("apacheck", appauthor=False)


class Cache:
    """Answers by question; safe for threads, and for several processes at once."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        now: Callable[[], float] = time.time,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        """Use the file in `folder`, or in the user's cache folder; `warn` is told what is wrong with it."""
        self.path = (folder or default_folder()) / FILE_NAME
        self.warnings: list[str] = []
        self._now = now
        self._warn = warn
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._usable = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, source: str, question: str, *, expired: bool = False) -> Kept | None:
        """Give the answer to a question that was put to `source`; with `expired`, also one whose time is over.

        That there is no such work is never given once its time is over.
        """
        row = self._run(
            lambda database: database.execute(
                "SELECT kind, stored, value FROM answers WHERE source = ? AND question = ?", (source, question)
            ).fetchone()
        )
        if row is None:
            return None
        kind, stored, value = row
        age = self._now() - stored
        if not -DAY < age <= LIFETIMES.get(kind, 0) and not (expired and kind in _LASTING):
            return None
        try:
            return Kept(kind, json.loads(_unpacked(value)))
        except (zlib.error, ValueError, TypeError, RecursionError):
            return None  # to be asked again, and overwritten

    def put(self, source: str, answers: Iterable[tuple[str, str, Any]]) -> None:
        """Keep answers, each with its question and kind."""
        stored = self._now()
        rows = [
            (source, question, kind, stored, zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 6))
            for question, kind, value in answers
        ]
        self._run(lambda database: database.executemany("REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows))

    def info(self) -> Info:
        """Say what the cache holds; the file is not made for that."""
        counts: dict[str, int] = {}
        expired, oldest = 0, None
        rows = self._run(lambda database: database.execute("SELECT kind, stored FROM answers").fetchall(), make=False)
        for kind, stored in rows or ():
            if self._now() - stored > LIFETIMES.get(kind, 0):
                expired += 1
            else:
                counts[kind] = counts.get(kind, 0) + 1
            oldest = stored if oldest is None else min(oldest, stored)
        return Info(self.path, sum(_size(path) for path in self._files()), counts, expired, oldest)

    def clear(self) -> int:
        """Remove all answers, and the files that were set aside; give the number of bytes that this set free."""
        before = self.info().size
        # The file stays: SQLite cannot bear that it goes while another process has it open.
        self._run(lambda database: database.execute("DELETE FROM answers"), make=False)
        self._run(_shrink, make=False)
        with suppress(OSError):
            self.path.with_name(self.path.name + _SET_ASIDE).unlink()
        return max(before - self.info().size, 0)

    def close(self) -> None:
        """Close the file; it opens again when it is needed."""
        with self._lock:
            self._close()

    def _run(self, work: Callable[[sqlite3.Connection], Any], *, make: bool = True) -> Any:
        """Do something with the database; give None where that could not be done."""
        with self._lock:
            for attempt in (1, 2):
                if not self._usable or not (make or self.path.exists()):
                    return None
                try:
                    database = self._open()
                    with database:
                        return work(database)
                except sqlite3.DatabaseError as error:
                    if _code(error) in _NO_DATABASE and attempt == 1:
                        try:
                            self._set_aside(error)
                        except OSError as failure:
                            self._give_up(f"{error}; {failure.strerror or failure}")
                    elif _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                        return None  # another process is at it; the answer is asked for again
                    else:
                        self._give_up(str(error))
                except OSError as error:
                    self._give_up(error.strerror or str(error))
        return None

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self.path, timeout=_WAIT, check_same_thread=False)
            self._database = database  # so that it is closed even where it is no database
            with suppress(sqlite3.OperationalError):  # on a network drive the other modes will do
                database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA trusted_schema = OFF")  # the file may have come with a project
            with database:
                database.execute(_LAYOUT)
                database.execute("DELETE FROM answers WHERE stored < ?", (self._now() - _REMOVED_AFTER,))
        return self._database

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        self._close()
        if _is_sound(self.path):  # another process was faster and has begun anew
            return
        aside = self.path.with_name(self.path.name + _SET_ASIDE)
        os.replace(self.path, aside)  # noqa: PTH105 - over one that was set aside before
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._say(f"the cache {self.path} is damaged ({error}); it was set aside as {aside.name} and begun anew")

    def _give_up(self, reason: str) -> None:
        self._close()
        self._usable = False
        self._say(f"the cache {self.path} cannot be used ({reason}); going on without it")

    def _say(self, warning: str) -> None:
        self.warnings.append(warning)
        if self._warn is not None:
            self._warn(warning)

    def _close(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + suffix) for suffix in ("", "-wal", _SET_ASIDE)]


def _unpacked(value: bytes) -> bytes:
    """A value as it was before it was packed; raises ValueError for one that would fill the memory."""
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(value, _LARGEST)
    if not unpacking.eof:
        raise ValueError("too large for an answer")
    return data


def _shrink(database: sqlite3.Connection) -> None:
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_sound(path: Path) -> bool:
    database = sqlite3.connect(path, timeout=_WAIT)
    try:
        return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return _code(error) not in _NO_DATABASE
    finally:
        database.close()


def _code(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary result code; the bits above it only say more."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
