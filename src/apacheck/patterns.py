"""A regular expression's source → the same pattern, compiled when it is first used.

apacheck knows hundreds of patterns, and compiling them takes longer than checking a short list. A run pays for those it
meets. Once used, a pattern's methods stand on the object itself, so that a call costs what it costs on a compiled one.

The command line keeps what it compiled in the user's cache directory (`remember`, `keep`), as Python keeps byte code: the
next run takes it from there. The library neither reads nor writes there.
"""

import contextlib
import copyreg
import marshal
import os
import sys
from binascii import crc32
from typing import Any, cast

import regex

#: What was compiled, taken apart as `regex` takes a pattern apart to be pickled; None where nothing is remembered.
_remembered: dict[tuple[str, int], Any] | None = None
_compiled_anew = False
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


def remember() -> None:
    """Take what earlier runs compiled; to be called before the first pattern is used. Never raises."""
    global _remembered  # noqa: PLW0603 - one process, one store
    _remembered = {}
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError), open(_file(), "rb") as file:  # noqa: PTH123 - see _file
        if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
            return  # another's file is not to be trusted
        data = file.read()
        if crc32(data[4:]) == int.from_bytes(data[:4], "big"):
            known = marshal.loads(data[4:])  # noqa: S302 - our own file
            _remembered = known if len(known) < _MOST else {}


def keep() -> None:
    """Write down for later runs what this one compiled, if anything, where that is possible. Never raises."""
    if not _remembered or not _compiled_anew:
        return
    with contextlib.suppress(OSError):
        path = _file()
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        data = marshal.dumps(_remembered)
        beside = f"{path}.{os.getpid()}"
        with open(beside, "wb") as file:  # noqa: PTH123
            file.write(crc32(data).to_bytes(4, "big") + data)
        os.replace(beside, path)  # noqa: PTH105 - another run sees the old file or the new one


def _compiled(source: str, flags: int) -> "regex.Pattern[str]":
    global _compiled_anew  # noqa: PLW0603 - see above
    if _remembered is None:
        return regex.compile(source, flags)
    key = source, int(flags)
    build, _ = _apart(regex.compile(""))
    if key in _remembered:
        return cast("regex.Pattern[str]", build(*_remembered[key]))
    compiled = regex.compile(source, flags)
    _compiled_anew = True
    _remembered[key] = _apart(compiled)[1]
    return compiled


def _apart(compiled: "regex.Pattern[str]") -> Any:
    """What builds a pattern, and from what: `regex` says so for `pickle`."""
    return copyreg.dispatch_table[type(compiled)](compiled)


def _file() -> str:
    """Where compiled patterns are kept; another `regex` or Python has a file of its own. `pathlib` is not loaded for it."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")  # noqa: PTH111
    name = f"patterns-{regex.__version__}-{sys.implementation.cache_tag}.marshal"
    return os.path.join(home, "apacheck", name)  # noqa: PTH118
