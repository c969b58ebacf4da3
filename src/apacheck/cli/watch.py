"""The options of a check in, a check after each change out, until Ctrl-C: what `apacheck check --watch` does.

What looks at the disk is watchfiles, which `pip install 'apacheck[watch]'` brings.
"""

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apacheck import config
from apacheck.cli import FAILED, complain, say
from apacheck.cli.check import Options, run_check
from apacheck.cli.files import STDIN, SUFFIXES
from apacheck.errors import ApacheckError

if TYPE_CHECKING:
    from threading import Event


def run_watch(options: Options, stop: "Event | None" = None) -> int:
    """Check now and after each change, until Ctrl-C or `stop`; give the exit code of the last check."""
    if str(STDIN) in options.paths:
        raise click.UsageError("--watch is about files, not about standard input (-)")
    if options.update_baseline:
        raise click.UsageError("--watch and --update-baseline exclude each other")
    try:
        from watchfiles import watch  # noqa: PLC0415 - an extra
    except ImportError:
        raise ApacheckError("--watch needs watchfiles: pip install 'apacheck[watch]'") from None
    watched = Watched(options)
    code = _once(options)
    changes = watch(
        *sorted(watched.roots),
        watch_filter=lambda _, path: watched.matters(path),
        recursive=bool(watched.directories),
        debounce=300,
        stop_event=stop,
        raise_interrupt=True,  # else it speaks of it on stderr
        ignore_permission_denied=True,
    )
    with contextlib.suppress(KeyboardInterrupt):
        for changed in changes:
            names = sorted({os.path.relpath(path) for _, path in changed})
            if not options.quiet:
                more = f" and {len(names) - 1} more" if len(names) > 1 else ""
                say(f"{time.strftime('%H:%M:%S')} {names[0]}{more} changed")
            code = _once(options)
    return code


class Watched:
    """Which changes on the disk are worth a new check."""

    def __init__(self, options: Options) -> None:
        """Take the options of the check."""
        paths = [os.path.abspath(path) for path in options.paths or (".",)]  # noqa: PTH100 - a link stays where it is
        self.directories = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112
        self.files = {path for path in paths if path not in self.directories}
        # An editor may put a new file in the place of the old one: what is watched is where it stands.
        self.roots = {*self.directories, *(os.path.dirname(path) for path in self.files)}  # noqa: PTH120
        missing = sorted(root for root in self.roots if not os.path.isdir(root))  # noqa: PTH112
        if missing:
            raise ApacheckError(f"{missing[0]}: no such directory")
        self.written = os.path.abspath(options.output_file) if options.output_file is not None else None  # noqa: PTH100

    def matters(self, path: str) -> bool:
        """Whether a change at `path` may change what a check says."""
        name = os.path.basename(path)  # noqa: PTH119 - called for every change on the disk
        if path == self.written:
            return False
        if path in self.files or name in config.FILE_NAMES:
            return True
        root = next((root for root in self.directories if Path(path).is_relative_to(root)), None)
        if root is None or os.path.splitext(name)[1].lower() not in SUFFIXES:  # noqa: PTH122
            return False
        return not any(part in config.EXCLUDED for part in Path(path).relative_to(root).parts)


def _once(options: Options) -> int:
    """Check; what stands in the way is said, and may be gone at the next change."""
    config.forget()
    try:
        code = run_check(options)
    except ApacheckError as error:
        complain(str(error))
        code = FAILED
    sys.stdout.flush()
    if not options.quiet:
        say("Watching for changes; Ctrl-C ends it.")
    return code
