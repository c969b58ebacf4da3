"""New bytes or text in, a file replaced in one step or standard output written to the last byte.

Whoever reads the file sees the old bytes or the new, never half.
"""

import contextlib
import io
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

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
        with _swapped(target, status, guard) as file:
            file.write(new)
    except OSError as error:
        raise DocumentError(f"cannot fix {path}: {error.strerror or error}", path) from error
    if status.st_nlink > 1:
        others = "another name" if status.st_nlink == 2 else f"{status.st_nlink - 1} other names"
        return f"{path}: the file had {others} (hard links), with the old text still"
    return None


@contextlib.contextmanager
def written_at_end(path: Path) -> Iterator[TextIO]:
    """Give a file for text that comes bit by bit: when the block ends, `path` holds all of it; where it fails, what it held.

    What is no regular file (a pipe, a device), or cannot be replaced, is written to directly.
    """
    try:
        target = _replaceable(path)
        if target is None:
            with path.open("w", encoding="utf-8", errors="backslashreplace") as text:
                yield text
        else:
            with _swapped(target, target.stat() if target.exists() else None) as file:
                text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace")
                yield text
                text.detach()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DocumentError(f"cannot write {path}: {error.strerror or error}", path) from error


def _replaceable(path: Path) -> Path | None:
    """The file that `path` leads to, if another can be put in its place without anybody noticing; it need not be there yet."""
    if path.is_relative_to("/dev") or path.is_relative_to("/proc"):  # /dev/stdout may be a file that somebody has open
        return None
    target = path.resolve()
    if not os.access(target.parent, os.W_OK):
        return None
    try:
        status = target.stat()
    except FileNotFoundError:
        return target
    alone = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
    return target if alone and os.access(target, os.W_OK) else None


def _umask() -> int:
    """What a new file's mode leaves out; it can only be told by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _swapped(
    target: Path, status: os.stat_result | None, guard: Callable[[], None] = lambda: None
) -> Iterator[BinaryIO]:
    """A new file beside `target`: unless the block or `guard` raises, it takes its place; or it leaves no trace.

    `status` is that of the file that is there already, if one is.
    """
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - the descriptor is open already
            yield file
            file.flush()
            os.fsync(file.fileno())
        if status is not None and hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(name, status.st_uid, status.st_gid)
        mode = stat.S_IMODE(status.st_mode) if status is not None else 0o666 & ~_umask()
        os.chmod(name, mode)  # noqa: PTH101 - after chown, which may clear bits
        guard()  # the last thing before: writing to a slow disk takes a while
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
