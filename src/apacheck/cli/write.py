"""New bytes in, a file replaced in one step or standard output written to the last byte.

Whoever reads the file sees the old bytes or the new, never half.
"""

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from apacheck.errors import DocumentError

_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_out(data: bytes) -> None:
    """Write all of `data` to standard output; with PYTHONUNBUFFERED set, one call may write only a part."""
    stream, rest = sys.stdout.buffer, memoryview(data)
    try:
        while rest:
            rest = rest[stream.write(rest) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # The interpreter flushes once more on its way out; give it somewhere to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise DocumentError(f"cannot write to standard output: {error.strerror or error}") from error


def replace_file(path: Path, old: bytes, new: bytes) -> str | None:
    """Replace the contents `old` of a file by `new`, keeping its mode and, where allowed, its owner.

    A link is followed and stays a link. A file that nobody may write to is refused although its directory would let
    us replace it, and so is one that changed after `old` was read. A file that is right already is not touched.

    Gives a warning where the file has other names (hard links): they keep the old contents, since writing through all
    of them could leave half.
    """
    if old == new:
        return None
    try:
        target = path.resolve(strict=True)
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"cannot fix {path}: it is not a regular file", path)
        if not status.st_mode & _ANY_WRITE or not os.access(target, os.W_OK):
            raise DocumentError(f"cannot fix {path}: the file is read-only", path)

        def guard() -> None:
            if target.read_bytes() != old:
                raise DocumentError(f"cannot fix {path}: the file changed while it was being checked", path)

        guard()
        _swap(target, new, status, guard)
    except OSError as error:
        raise DocumentError(f"cannot fix {path}: {error.strerror or error}", path) from error
    if status.st_nlink > 1:
        others = "another name" if status.st_nlink == 2 else f"{status.st_nlink - 1} other names"
        return f"{path}: the file had {others} (hard links), with the old text still"
    return None


def _swap(target: Path, data: bytes, status: os.stat_result, guard: Callable[[], None]) -> None:
    """Write `data` beside the file and, unless `guard` raises, move it over the file; or leave no trace."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - the descriptor is open already
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(name, status.st_uid, status.st_gid)
        os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101 - after chown, which may clear bits
        guard()  # the last thing before: writing to a slow disk takes a while
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
