"""Command-line arguments in, an exit code out: `apacheck …` and `python -m apacheck …` begin here."""

import gc
import os
import sys
from contextlib import suppress

#: The work could not be done.
FAILED = 2
#: What a shell reports for a program that Ctrl-C ended, and for one whose reader went away.
INTERRUPTED = 130
CLOSED_PIPE = 141
#: So many objects are made before the collector looks for rings among them: loading makes many, and no rings.
COLLECT_AFTER = 200_000


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    code = run(sys.argv[1:])
    # Taking apart what was loaded, piece by piece, takes longer than checking a short list; the system does it at once.
    with suppress(OSError, ValueError):  # its reader may be gone
        sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line on `arguments` and give its exit code."""
    if sys.stderr is None:  # closed by the shell (2>&-)
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it is the process's
    if sys.stdout is None:
        print("error: standard output is closed: there is nowhere to write to", file=sys.stderr)  # noqa: T201
        return FAILED
    try:
        if arguments in (["--version"], ["-V"]):
            from apacheck import __version__  # noqa: PLC0415 - answers without loading the rest

            print(f"apacheck {__version__}")  # noqa: T201 - a command line's business
            code = 0
        else:
            from apacheck.cli import run as run_command  # noqa: PLC0415 - so that Ctrl-C is quiet during start-up too

            code = run_command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more on its way out; give it somewhere to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:  # a full disk, mostly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        what = ascii(error.filename) if error.filename else "cannot write to standard output"
        print(f"error: {what}: {error.strerror or error}", file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


if __name__ == "__main__":
    main()
