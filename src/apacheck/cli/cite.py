"""DOIs in, entries in APA Style out: what `apacheck cite` does."""

import sys
from dataclasses import dataclass

import click

from apacheck.cite import cited
from apacheck.cli import CLEAN, FAILED, complain
from apacheck.cli.files import settings_of
from apacheck.cli.verify import client_of
from apacheck.config import Config
from apacheck.crossref.answer import Answer
from apacheck.crossref.verify import cleaned
from apacheck.record.message import read
from apacheck.reference.apa import Style
from apacheck.report.full import plain


@dataclass(frozen=True, slots=True)
class Options:
    """What `apacheck cite --help` lists."""

    dois: tuple[str, ...]
    style: Style
    offline: bool
    no_cache: bool
    mailto: str | None
    assignments: tuple[str, ...]
    isolated: bool


def run_cite(options: Options) -> int:
    """Write an entry for each DOI, in order, and say which could not be had."""
    from pathlib import Path  # noqa: PLC0415 - the settings are those of the current directory

    settings = settings_of(Config(), options.assignments, isolated=options.isolated).at(Path())
    dois = [cleaned(doi) for doi in options.dois]
    with client_of(settings, offline=options.offline, cache=not options.no_cache, mailto=options.mailto) as client:
        answers = client.works(list(dict.fromkeys(dois)))
    failed = False
    for given, doi in zip(options.dois, dois, strict=True):
        answer = answers[doi]
        record = read(answer.message) if answer.kind == "found" else None
        if record is None:
            complain(f"{given}: {_why(answer)}")
            failed = True
        else:
            click.echo(plain(cited(record, options.style)))
    sys.stdout.flush()
    return FAILED if failed else CLEAN


def _why(answer: Answer) -> str:
    match answer.kind:
        case "missing":
            return "nobody has registered this DOI"
        case "elsewhere":
            return f"it is registered with {answer.agency or 'another agency'}, not with Crossref"
        case "found":
            return "Crossref’s answer could not be read"
    return answer.reason or "Crossref could not be asked"
