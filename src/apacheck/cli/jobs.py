"""Many documents to check in, what came of each out, in the same order: the work is shared among processes.

Standard input is read by the process that was called. Each document is checked whole by one process.
"""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from apacheck.cli.files import STDIN, Source
from apacheck.cli.one import Checked, check_source
from apacheck.errors import DocumentError

if TYPE_CHECKING:
    from apacheck.cli.check import Options

#: Documents that wait for a process, each: results that nobody has taken yet take memory.
_AHEAD = 4
#: Below so many bytes for each process, starting it costs more than it saves.
WORTH = 200_000

_options: "Options"


def number_of_jobs(sources: Sequence[Source], wanted: int | None) -> int:
    """How many processes to share the work among: as many as are wanted, or as pay where nobody says."""
    files = sum(source.path != STDIN for source in sources)
    if wanted is not None:
        return max(1, min(wanted, files))
    processors = _processors()
    if processors < 2 or files < 2:
        return 1
    return max(1, min(processors, files, _bytes(sources) // WORTH))


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _bytes(sources: Sequence[Source]) -> int:
    """How long the files are together; what cannot be looked at is complained of later."""
    total = 0
    for source in sources:
        try:
            total += os.stat(source.path).st_size  # noqa: PTH116 - Path.stat() takes twice as long
        except (OSError, ValueError):
            continue
    return total


def check_sources(sources: Sequence[Source], options: "Options", jobs: int) -> Iterator[Checked]:
    """Check the documents in `jobs` processes; what came of each, in the order of `sources`."""
    # A fork shares what is loaded already; elsewhere than on Linux, system libraries do not bear it.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting: deque[Source | Future[Checked]] = deque()
    ahead = iter(sources)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(options,))
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (source := next(ahead, None)) is not None:
                waiting.append(source if source.path == STDIN else pool.submit(_work, source))
            if not waiting:
                break
            first = waiting.popleft()
            yield check_source(first, options) if isinstance(first, Source) else first.result()
    except BrokenProcessPool as error:
        raise DocumentError(
            "a process that checked files has ended early, for want of memory perhaps; try --jobs 1"
        ) from error
    except BaseException:  # Ctrl-C above all: nobody waits for what is not wanted any more
        pool.shutdown(wait=options.fix, cancel_futures=True)  # a file may be being written
        if not options.fix:
            children = multiprocessing.active_children()
            for child in children:
                child.terminate()
            for child in children:
                child.join()
        raise
    finally:
        pool.shutdown()


def _begin(options: "Options") -> None:
    """Prepare a process: Ctrl-C is for the one that was called, which ends the others."""
    global _options  # noqa: PLW0603 - a process of its own, which does nothing else
    _options = options
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(source: Source) -> Checked:
    checked = check_source(source, _options)
    if checked.report is not None:  # what no report shows is not sent
        checked.report.citations = []
        for entry in checked.report.entries:
            entry.release()
        if checked.report.document is not None:
            checked.report.document.forget()
    return checked
