"""A regular expression's source → the same pattern, compiled when it is first used.

apacheck knows hundreds of patterns, and compiling them takes longer than checking a short list. A run pays for those it
meets. Once used, a pattern's methods stand on the object itself, so that a call costs what it costs on a compiled one.

The command line keeps what it compiled in the user's cache directory (`remember`, `keep`), as Python keeps byte code: the
next run takes it from there. The library neither reads nor writes there. As with byte code, whoever can write that file
can run code: it is read only where it is the user's own and stands outside whatever is being checked.
"""

import contextlib
import copyreg
import marshal
import os
import stat
import sys
from binascii import crc32
from collections.abc import Iterable
from typing import Any, cast

import regex

#: What was compiled, taken apart as `regex` takes a pattern apart to be pickled, and packed: a run unpacks what it needs.
#: None where nothing is remembered.
_remembered: dict[tuple[str, int], bytes] | None = None
#: Where it was read and is to be written; None where neither may be.
_store: str | None = None
_compiled_anew = False
#: What `regex` builds a pattern with from its parts.
_build: Any = None
#: More are left by other versions of apacheck: then the store begins anew.
_MOST = 3000


class _Pattern:
    """A stand-in for `regex.Pattern` that becomes one when it is first asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = _compiled(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        self.pattern = compiled.pattern
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> "regex.Pattern[str]":
    """Return `source` as a pattern of the `regex` package, compiled on first use.

    Raises `regex.error` on that first use, not here; a test compiles every pattern of the package.
    """
    return cast("regex.Pattern[str]", _Pattern(source, flags))


# --- from one run to the next -------------------------------------------------------------------------------------


def remember(checked: Iterable[str] = ()) -> None:
    """Take what earlier runs compiled; to be called before the first pattern is used. Never raises.

    Nothing is taken or kept where the store would stand in a directory that is `checked`, or beside such a file: it may
    have come with the files.
    """
    global _remembered, _store  # noqa: PLW0603 - one process, one store
    _remembered, _store = {}, _file()
    if _store is None or _is_among(_store, checked):
        _remembered = _store = None
        return
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        descriptor = os.open(_store, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - the descriptor is open already
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or _is_open_to_others(status):
                return
            data = file.read()
        if crc32(data[4:]) == int.from_bytes(data[:4], "big"):
            known = marshal.loads(data[4:])  # noqa: S302 - our own file
            _remembered = known if isinstance(known, dict) and len(known) < _MOST else {}


def keep() -> None:
    """Write down for later runs what this one compiled, if anything, where that is possible. Never raises."""
    if not _remembered or not _compiled_anew or _store is None:
        return
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(_store), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        data = marshal.dumps(_remembered)
        beside = f"{_store}.{os.getpid()}.{os.urandom(4).hex()}"
        # Only where nothing stands, be it a link: in a directory that others may write to, they may have put one there.
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123
                file.write(crc32(data).to_bytes(4, "big") + data)
            os.replace(beside, _store)  # noqa: PTH105 - another run sees the old file or the new one
        except BaseException:
            os.unlink(beside)  # noqa: PTH108
            raise


def _is_open_to_others(status: os.stat_result) -> bool:
    """Whether somebody else may have written a file."""
    return hasattr(os, "getuid") and (status.st_uid != os.getuid() or bool(status.st_mode & 0o022))


def _is_among(store: str, checked: Iterable[str]) -> bool:
    """Whether the store stands in one of the directories that are checked, or in one that holds a checked file.

    The home directory that the system knows of is none of them: what stands there is run when its user logs in.
    """
    home = _home_of_user()
    real = os.path.realpath(store)
    for path in checked:
        place = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")  # noqa: PTH112, PTH120
        if place != home and real.startswith(place.rstrip(os.sep) + os.sep):
            return True
    return False


def _home_of_user() -> str | None:
    """The home directory in the system's list of users, whatever the environment says."""
    try:
        import pwd  # noqa: PLC0415 - there is none on Windows

        return os.path.realpath(pwd.getpwuid(os.getuid()).pw_dir)
    except (ImportError, KeyError):
        return None


def _compiled(source: str, flags: int) -> "regex.Pattern[str]":
    global _compiled_anew  # noqa: PLW0603 - see above
    if _remembered is None:
        return regex.compile(source, flags)
    key = source, int(flags)
    packed = _remembered.get(key)
    if packed is not None:
        return _put_together(marshal.loads(packed))  # noqa: S302 - of our own file
    compiled = regex.compile(source, flags)
    _compiled_anew = True
    _remembered[key] = marshal.dumps(_apart(compiled)[1])
    return compiled


def _apart(compiled: "regex.Pattern[str]") -> Any:
    """What builds a pattern, and from what: `regex` says so for `pickle`."""
    return copyreg.dispatch_table[type(compiled)](compiled)


def _put_together(parts: tuple[Any, ...]) -> "regex.Pattern[str]":
    """The pattern that was taken apart."""
    global _build  # noqa: PLW0603 - found once
    if _build is None:
        _build = _apart(regex.compile(""))[0]
    return cast("regex.Pattern[str]", _build(*parts))


def _file() -> str | None:
    """Where compiled patterns are kept; another `regex` or Python has a file of its own. `pathlib` is not loaded for it.

    None where the user has no such place: a relative one would be whichever directory the run began in.
    """
    homes = (os.environ.get("XDG_CACHE_HOME"), os.environ.get("LOCALAPPDATA"), os.path.expanduser("~/.cache"))  # noqa: PTH111
    home = next((home for home in homes if home and os.path.isabs(home)), None)  # noqa: PTH117
    if home is None:
        return None
    name = f"patterns-2-{regex.__version__}-{sys.implementation.cache_tag}.marshal"
    return os.path.join(home, "apacheck", name)  # noqa: PTH118
