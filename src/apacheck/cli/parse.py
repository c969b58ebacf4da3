"""The options of an export in, entries in another format out: what `apacheck parse` does."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apacheck import export
from apacheck.cli import CLEAN, FAILED, complain, say
from apacheck.cli.files import LOOKED_FOR, STDIN, Source, gather, read_source, settings_of
from apacheck.cli.write import write_out
from apacheck.config import Config
from apacheck.document import Document
from apacheck.entries import Entry, every, locate
from apacheck.errors import DocumentError
from apacheck.export import Work
from apacheck.reference.model import Part
from apacheck.report.full import plain


@dataclass(frozen=True, slots=True)
class Options:
    """What `apacheck parse --help` lists."""

    paths: tuple[str, ...]
    to: str
    output_file: str | None
    assignments: tuple[str, ...]
    isolated: bool
    exclude: tuple[str, ...]
    force_exclude: bool
    stdin_filename: str | None


class _Run:
    """What a run could not do so far."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.failed = False

    def fail(self, message: str) -> None:
        complain(message)
        self.failed = True


def run_parse(options: Options) -> int:
    """Read the entries in the paths and write them in the format that is asked for; give the exit code."""
    run = _Run(options)
    paths = options.paths or (("-",) if not sys.stdin.isatty() else (".",))
    sources = gather(
        paths,
        settings_of(Config(exclude=options.exclude or None), options.assignments, isolated=options.isolated),
        run.fail,
        force_exclude=options.force_exclude,
        stdin_filename=options.stdin_filename,
    )
    _guard_sources(sources, options.output_file)
    works = export.works_of(found for source in sources for found in _entries(source, run))
    if works:
        for work in works:
            _say_what_is_missing(work, options.to)
        _write(export.write(works, options.to), options.output_file)
    elif not run.failed:
        run.fail(f"no reference entry found in {', '.join(paths)}: {LOOKED_FOR}")
    return FAILED if run.failed else CLEAN


def _entries(source: Source, run: _Run) -> Iterator[tuple[Entry, Document, str]]:
    """Give the entries of a document, with the document and its name; complain where there is none."""
    name = (run.options.stdin_filename or "-") if source.path == STDIN else str(source.path)
    try:
        document = read_source(source, run.options.stdin_filename)
    except DocumentError as error:
        run.fail(str(error))
        return
    entries = every(locate(document))
    if not entries and source.named:
        run.fail(f"no reference entry found in {name if name != '-' else 'standard input'}: {LOOKED_FOR}")
    for entry in entries:
        yield entry, document, name


def _say_what_is_missing(work: Work, to: str) -> None:
    """Name what was not understood, and where the entry itself has left names out."""
    reference = work.reference
    for part in reference.unparsed:
        _warn(work, part, f"not understood, kept as a note: “{' '.join(part.text.split()).strip(' .,;:')}”")
    for names in (reference.authors, reference.container.editors if reference.container else None):
        if names is not None and names.et_al is not None and to != "bibtex":  # there they are "and others"
            _warn(work, names.et_al, "the entry leaves names out, and so does the export: “et al.”")
        if names is not None and names.ellipsis is not None:
            _warn(
                work,
                names.ellipsis,
                f"the entry leaves names out, and so does the export: “{names.ellipsis.text.strip()}”",
            )


def _warn(work: Work, part: Part, message: str) -> None:
    line, _ = work.document.places(work.entry.source_span(part.start, part.end).start)
    say(f"warning: {work.filename}:{line}: {message}")


def _guard_sources(sources: list[Source], output_file: str | None) -> None:
    """Refuse to write over what is to be read."""
    if output_file is None:
        return
    target = Path(output_file)
    for source in sources:
        if source.path != STDIN and target.exists() and source.path.exists() and target.samefile(source.path):
            raise DocumentError(f"{output_file} would be written over; name another output file", target)


def _write(text: str, output_file: str | None) -> None:
    """Write as UTF-8, line ends as the format has them, whatever the terminal or the system would do.

    A terminal is shown no character that would steer it; a file or a pipe gets what the entries hold.
    """
    if output_file is None and sys.stdout.isatty():
        text = "\n".join(plain(line) for line in text.split("\n"))
    data = text.encode("utf-8")
    if output_file is None:
        write_out(data)
        return
    try:
        Path(output_file).write_bytes(data)
    except OSError as error:
        raise DocumentError(f"cannot write {output_file}: {error.strerror or error}", output_file) from error
