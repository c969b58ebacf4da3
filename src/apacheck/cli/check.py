"""The options of a check in, findings, fixed files and an exit code out: what `apacheck check` does."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from apacheck.checker import by_place
from apacheck.cli import CLEAN, FAILED, FORMATS, FOUND, complain, say, use_color
from apacheck.cli.files import LOOKED_FOR, STDIN, Settings, Source, gather, say_warning, settings_of
from apacheck.cli.formats import COUNTED, FOR_PEOPLE, findings, fixable, shielded, statistics
from apacheck.cli.one import Checked, check_source
from apacheck.cli.progress import Progress
from apacheck.config import Config
from apacheck.errors import ConfigError, DocumentError
from apacheck.findings import Finding, Severity
from apacheck.lean import field, leanclass
from apacheck.report import full
from apacheck.report.model import Report

if TYPE_CHECKING:
    from apacheck.cli.baseline import Baseline
    from apacheck.crossref.verify import Verifier

#: What a shell reports for a program that Ctrl-C ended.
INTERRUPTED = 130
#: How many needless records are named.
SHOWN = 10


@leanclass
class Options:
    """What `apacheck check --help` lists."""

    paths: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    severity: Severity | None
    output_format: str | None
    output_file: str | None
    statistics: bool
    exit_zero: bool
    exit_non_zero_on_fix: bool
    pass_on_no_entries: bool
    assignments: tuple[str, ...]
    isolated: bool
    exclude: tuple[str, ...]
    force_exclude: bool
    stdin_filename: str | None
    quiet: bool
    color: str
    verify: bool = False
    offline: bool = False
    no_cache: bool = False
    mailto: str | None = None
    baseline: str | None = None
    update_baseline: bool = False
    citations: bool | None = None
    list_only: bool | None = None
    jobs: int | None = None


@leanclass
class Outcome:
    """What a run came to so far."""

    reports: list[Report] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)
    fixed: int = 0
    failed: bool = False
    verifier: "Verifier | None" = None
    baseline: "Baseline | None" = None
    #: The settings under which each of the reports was made.
    configs: list[Config] = field(default_factory=list)
    entries: int = 0
    #: 1 where an error or warning was found.
    code: int = CLEAN
    #: Whether findings are written as they are made and not kept.
    streams: bool = False
    #: Where to; standard output if None.
    file: TextIO | None = None

    @property
    def interrupted(self) -> bool:
        """Whether the verification was stopped before it was done."""
        return any(report.interrupted for report in self.reports)

    def add(self, checked: Checked) -> None:
        """Take in what came of a document, and say what is to be said of it."""
        for warning in checked.warnings:
            say_warning(warning)
        for failure in checked.failures:
            self.fail(failure)
        self.diffs += checked.diffs
        self.fixed += checked.fixed
        if checked.report is None:
            return
        self.entries += len(checked.report.entries)
        self.code = max(self.code, checked.report.exit_code)
        if self.streams:
            self.write(checked.report, checked.report.findings)
        else:
            self.reports.append(checked.report)
            self.configs.append(checked.source.config)

    def write(self, report: Report, found: Iterable[Finding]) -> None:
        """Write the findings of a report as they are made."""
        from apacheck.report.json_lines import render  # noqa: PLC0415 - as all formats

        for finding in found:
            report.findings = [finding]
            self.code = max(self.code, report.exit_code)
            (self.file or sys.stdout).write(render([report]))
        report.findings = []

    def fail(self, message: str) -> None:
        """Say what could not be done, and go on with the rest."""
        complain(message)
        self.failed = True


def run_check(options: Options) -> int:
    """Check, mend and report as the options say; give the exit code."""
    settings = _settings(options)
    options = _with_settings(options, settings.at(Path()))
    outcome = Outcome(baseline=_baseline(options, settings.at(Path())), streams=_streams(options))
    sources = gather(
        options.paths or (".",),
        settings,
        outcome.fail,
        force_exclude=options.force_exclude,
        stdin_filename=options.stdin_filename,
    )
    with ExitStack() as stack:
        if options.verify:
            outcome.verifier = _verifier(options, settings, stack)
        if outcome.streams and options.output_file is not None:
            from apacheck.cli.write import written_at_end  # noqa: PLC0415 - most runs write to standard output

            outcome.file = stack.enter_context(written_at_end(Path(options.output_file)))
        for checked in _all_checked(sources, options, outcome):
            outcome.add(checked)
            if outcome.interrupted:
                break
    searched = any(not source.named for source in sources)
    if searched and not outcome.failed and not options.pass_on_no_entries and not outcome.entries:
        outcome.fail(f"no reference entry found in {', '.join(options.paths or ('.',))}: {LOOKED_FOR}")
    if outcome.baseline is not None:
        verdicts = {each.verdict for report in outcome.reports for each in report.verifications}
        outcome.baseline.verified = options.verify and "not-checked" not in verdicts
    if options.update_baseline:
        if options.verify:
            _say_what_was_not_checked(options, outcome)
        _update_baseline(options, outcome)
        return FAILED if outcome.failed else CLEAN
    _report(options, outcome, stdin_is_text=options.fix and any(source.path == STDIN for source in sources))
    if options.verify:
        _say_what_was_not_checked(options, outcome)
    if outcome.baseline is not None and not options.quiet:
        _say_what_is_needless(outcome.baseline)
    return _exit_code(options, outcome)


def _streams(options: Options) -> bool:
    """Whether each finding can be written as soon as it is known."""
    later = options.fix or options.diff or options.statistics or options.verify or options.update_baseline
    return options.output_format == "json-lines" and not later


def _all_checked(sources: Sequence[Source], options: Options, outcome: Outcome) -> Iterator[Checked]:
    """Check the documents one after the other or, where it pays, several at once; progress is shown."""
    at_terminal = outcome.streams and outcome.file is None and sys.stdout.isatty()
    progress = Progress(shown=not (options.quiet or options.verify or at_terminal))
    at_once = 1
    if len(sources) > 1 and options.jobs != 1 and not options.verify and outcome.baseline is None:
        from apacheck.cli.jobs import check_sources, number_of_jobs  # noqa: PLC0415 - most runs are about one file

        at_once = number_of_jobs(sources, options.jobs)
    take = None
    if outcome.baseline is None and (outcome.streams or (progress.shown and not (options.fix or options.diff))):
        take = partial(_take, outcome, progress if len(sources) == 1 else None)
    every = (
        check_sources(sources, options, at_once)
        if at_once > 1
        else (check_source(source, options, outcome.verifier, outcome.baseline, take) for source in sources)
    )
    try:
        for done, checked in enumerate(every, 1):
            if checked.warnings or checked.failures:
                progress.clear()
            yield checked
            progress(done, len(sources), "files")
    finally:
        progress.clear()


def _take(outcome: Outcome, progress: Progress | None, report: Report, found: Iterator[Finding]) -> None:
    """Write or keep the findings of a report as they are made."""
    if progress is not None:
        found = progress.over(len(report.entries), found)
    if outcome.streams:
        outcome.write(report, found)
    else:
        report.findings = sorted(found, key=by_place)


def _settings(options: Options) -> Settings:
    above = Config(
        select=options.select or None,
        ignore=options.ignore,
        extend_select=options.extend_select,
        severity=options.severity,
        exclude=options.exclude or None,
        citations=options.citations,
        list_only=options.list_only,
    )
    return settings_of(above, options.assignments, isolated=options.isolated)


def _with_settings(options: Options, settings: Config) -> Options:
    """The options, completed by the settings of the current directory; raises for those that do not go together."""
    name = options.output_format or settings.value("output_format") or "full"
    if name not in FORMATS:
        raise ConfigError(f'output-format is one of {", ".join(FORMATS)}, not "{name}"', key="output-format")
    if options.statistics and name not in COUNTED:
        raise click.UsageError(f"--statistics is written as {', '.join(COUNTED[:-1])} or {COUNTED[-1]}")
    completed = copy(options)  # a watch checks again with the options as they were given
    completed.output_format = name
    completed.unsafe_fixes = options.unsafe_fixes or bool(settings.value("unsafe_fixes"))
    return completed


def _baseline(options: Options, settings: Config) -> "Baseline | None":
    if options.baseline is None and settings.value("baseline") is None:
        if options.update_baseline:
            raise click.UsageError("--update-baseline goes with --baseline FILE, or with baseline in the settings")
        return None
    if options.update_baseline and options.diff:
        raise click.UsageError("--update-baseline and --diff exclude each other")
    from apacheck.cli import baseline  # noqa: PLC0415 - few runs have one

    path = baseline.place(options.baseline, settings)
    assert path is not None
    return baseline.load(path, must_exist=not options.update_baseline)


def _update_baseline(options: Options, outcome: Outcome) -> None:
    """Write down what was found; where something could not be checked, nothing is written."""
    assert outcome.baseline is not None
    if outcome.failed or outcome.interrupted:
        outcome.fail(f"{outcome.baseline.path} is not updated")
        return
    count = outcome.baseline.update(list(zip(outcome.reports, outcome.configs, strict=True)))
    if not options.quiet:
        say(f"Wrote {_count(count, 'finding')} to {outcome.baseline.path}.")


def _say_what_is_needless(baseline: "Baseline") -> None:
    """Name on standard error the records of the baseline that nothing matches any more."""
    lines = baseline.needless()
    if lines:
        verb = "matches" if len(lines) == 1 else "match"
        say(
            f"warning: {_count(len(lines), 'record')} of {baseline.path} {verb} nothing any more; remove with --update-baseline:",
        )
        for line in lines[:SHOWN]:
            say(f"  {line}")
        if len(lines) > SHOWN:
            say(f"  and {len(lines) - SHOWN} more")


def _verifier(options: Options, settings: Settings, stack: ExitStack) -> "Verifier":
    """Whoever asks Crossref for this run: one client for all files."""
    from apacheck.cli.verify import Progress, client_of  # noqa: PLC0415 - only a verification loads them
    from apacheck.crossref.verify import Verifier  # noqa: PLC0415

    client = client_of(settings.at(Path()), offline=options.offline, cache=not options.no_cache, mailto=options.mailto)
    progress = Progress()
    stack.enter_context(client)
    stack.callback(progress.clear)
    return Verifier(client, progress)


def _say_what_was_not_checked(options: Options, outcome: Outcome) -> None:
    """Name on standard error the entries that nothing was found out about; nothing at all is a failure."""
    from apacheck.report import verification  # noqa: PLC0415

    if not options.quiet:
        for line in verification.unchecked(outcome.reports):
            say(f"note: {line}")
    if outcome.interrupted:
        complain("interrupted; this is what is known so far")
    elif (reason := verification.could_not(outcome.reports)) is not None:
        outcome.fail(f"nothing could be checked at Crossref: {reason}")


def _report(options: Options, outcome: Outcome, *, stdin_is_text: bool) -> None:
    """Write the findings, and what they come to, where they belong."""
    if outcome.streams:
        return
    stream = sys.stderr if stdin_is_text and not options.diff else sys.stdout
    if options.diff:
        _write("".join(outcome.diffs), options, stream)
        if not options.quiet:
            say(_would_fix(options, outcome))
        return
    color = use_color(options.color, stream) and (options.output_file is None or options.color == "always")
    write = statistics if options.statistics else partial(findings, color=color, verified=options.verify)
    text = write(outcome.reports, options.output_format or "full", unsafe=options.unsafe_fixes)
    if not options.quiet and options.output_format in FOR_PEOPLE:
        text += _closing(options, outcome)
        if options.verify:
            from apacheck.report.verification import summary  # noqa: PLC0415

            table = summary(outcome.reports, color=color)
            text += f"{table}\n" if table else ""
    _write(text, options, stream)


def _closing(options: Options, outcome: Outcome) -> str:
    """Say in a sentence or two what the run came to."""
    sentences = []
    if outcome.fixed:
        sentences.append(f"Fixed {_count(outcome.fixed, 'finding')}.")
    if outcome.entries:
        sentences.append(full.summary(outcome.reports, unsafe=options.unsafe_fixes))
        if outcome.baseline is not None and outcome.baseline.count:
            sentences.append(
                f"Left out {_count(outcome.baseline.count, 'finding')} that {outcome.baseline.path} knows."
            )
    elif not outcome.failed:
        sentences.append("No reference entry found, nothing checked.")
    return "".join(f"{sentence}\n" for sentence in sentences)


def _would_fix(options: Options, outcome: Outcome) -> str:
    sentence = f"Would fix {_count(outcome.fixed, 'finding')}." if outcome.fixed else "Nothing to fix."
    if options.unsafe_fixes:
        return sentence
    found = (finding for report in outcome.reports for finding in report.findings)
    unsafe = sum(fixable(finding, unsafe=True) and not fixable(finding, unsafe=False) for finding in found)
    return f"{sentence} {unsafe} more with --unsafe-fixes." if unsafe else sentence


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _write(text: str, options: Options, stream: TextIO) -> None:
    if options.output_file is None:
        for_people = options.diff or options.output_format in FOR_PEOPLE
        stream.write(shielded(text) if for_people and os.environ.get("GITHUB_ACTIONS") == "true" else text)
        return
    try:
        with Path(options.output_file).open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise DocumentError(
            f"cannot write {options.output_file}: {error.strerror or error}", options.output_file
        ) from error


def _exit_code(options: Options, outcome: Outcome) -> int:
    if outcome.interrupted:
        return INTERRUPTED
    if outcome.failed:
        return FAILED
    if options.exit_zero:
        return CLEAN
    if outcome.fixed and (options.diff or options.exit_non_zero_on_fix):
        return FOUND
    return CLEAN if options.diff else outcome.code
