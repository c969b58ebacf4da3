"""The options of a check in, findings, fixed files and an exit code out: what `apacheck check` does."""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from apacheck import api, fixes
from apacheck.cli import CLEAN, FAILED, FOUND, complain, use_color
from apacheck.cli.files import LOOKED_FOR, STDIN, Settings, Source, gather, read_source, settings_of
from apacheck.config import Config
from apacheck.document import Document
from apacheck.errors import DocumentError
from apacheck.findings import Finding, Severity
from apacheck.report import concise, full, json as json_report
from apacheck.report.model import Report


@dataclass(frozen=True, slots=True)
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
    output_format: str
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


@dataclass(slots=True)
class Outcome:
    """What a run came to so far."""

    reports: list[Report] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)
    fixed: int = 0
    failed: bool = False

    def fail(self, message: str) -> None:
        """Say what could not be done, and go on with the rest."""
        complain(message)
        self.failed = True


def run_check(options: Options) -> int:
    """Check, mend and report as the options say; give the exit code."""
    settings = _settings(options)
    outcome = Outcome()
    sources = gather(
        options.paths or (".",),
        settings,
        outcome.fail,
        force_exclude=options.force_exclude,
        stdin_filename=options.stdin_filename,
    )
    for source in sources:
        try:
            _check(source, options, outcome)
        except DocumentError as error:
            outcome.fail(str(error))
    searched = any(not source.named for source in sources)
    if searched and not outcome.failed and not options.pass_on_no_entries and not _entries(outcome):
        outcome.fail(f"no reference entry found in {', '.join(options.paths or ('.',))}: {LOOKED_FOR}")
    _report(options, outcome, stdin_is_text=options.fix and any(source.path == STDIN for source in sources))
    return _exit_code(options, outcome)


def _settings(options: Options) -> Settings:
    above = Config(
        select=options.select or None,
        ignore=options.ignore,
        extend_select=options.extend_select,
        severity=options.severity,
        exclude=options.exclude or None,
    )
    return settings_of(above, options.assignments, isolated=options.isolated)


def _check(source: Source, options: Options, outcome: Outcome) -> None:
    from_stdin = source.path == STDIN
    name = (options.stdin_filename or "-") if from_stdin else str(source.path)
    original = read_source(source, options.stdin_filename)

    def check(text: Document) -> Report:
        return api.check(text, config=source.config, filename=name)

    report = check(original)
    if not report.entries and source.named and not options.pass_on_no_entries:
        outcome.fail(f"no reference entry found in {name if name != '-' else 'standard input'}: {LOOKED_FOR}")
    if options.fix or options.diff:
        mended, count = fixes.fix_document(original, lambda text: check(text).findings, unsafe=options.unsafe_fixes)
        if options.diff:
            from apacheck.cli.diff import unified_diff  # noqa: PLC0415 - most runs need neither this nor the next

            outcome.diffs.append(
                unified_diff(original.source, mended.source, name, color=use_color(options.color, sys.stdout))
            )
        else:
            old, new = original.data, _encoded(mended, name)
            from apacheck.cli.write import replace_file, write_out  # noqa: PLC0415

            if from_stdin:
                write_out(new)
            else:
                replace_file(source.path, old, new)
            report = check(mended) if count else report
        outcome.fixed += count
    outcome.reports.append(report)


def _encoded(mended: Document, name: str) -> bytes:
    try:
        return mended.data
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        raise DocumentError(
            f"cannot fix {name}: its encoding ({mended.encoding}) has no “{letter}”; save it as UTF-8", name
        ) from error


def _entries(outcome: Outcome) -> int:
    return sum(len(report.entries) for report in outcome.reports)


def _report(options: Options, outcome: Outcome, *, stdin_is_text: bool) -> None:
    """Write the findings, and what they come to, where they belong."""
    stream = sys.stderr if stdin_is_text and not options.diff else sys.stdout
    if options.diff:
        _write("".join(outcome.diffs), options, stream)
        if not options.quiet:
            click.echo(_would_fix(options, outcome), err=True)
        return
    color = use_color(options.color, stream) and (options.output_file is None or options.color == "always")
    text = _statistics(options, outcome) if options.statistics else _findings(options, outcome, color=color)
    if not options.quiet and options.output_format != "json":
        text += _closing(options, outcome)
    _write(text, options, stream)


def _findings(options: Options, outcome: Outcome, *, color: bool) -> str:
    if options.output_format == "json":
        return json_report.render(outcome.reports)
    render = concise.render if options.output_format == "concise" else full.render
    return "".join(render(report, color=color, unsafe=options.unsafe_fixes) for report in outcome.reports)


def _closing(options: Options, outcome: Outcome) -> str:
    """Say in a sentence or two what the run came to."""
    sentences = []
    if outcome.fixed:
        sentences.append(f"Fixed {_count(outcome.fixed, 'finding')}.")
    if _entries(outcome):
        sentences.append(full.summary(outcome.reports, unsafe=options.unsafe_fixes))
    elif not outcome.failed:
        sentences.append("No reference entry found, nothing checked.")
    return "".join(f"{sentence}\n" for sentence in sentences)


def _would_fix(options: Options, outcome: Outcome) -> str:
    sentence = f"Would fix {_count(outcome.fixed, 'finding')}." if outcome.fixed else "Nothing to fix."
    if options.unsafe_fixes:
        return sentence
    found = (finding for report in outcome.reports for finding in report.findings)
    unsafe = sum(_fixable(finding, unsafe=True) and not _fixable(finding, unsafe=False) for finding in found)
    return f"{sentence} {unsafe} more with --unsafe-fixes." if unsafe else sentence


def _statistics(options: Options, outcome: Outcome) -> str:
    """How often each rule found something, the most frequent first."""
    found = [finding for report in outcome.reports for finding in report.findings]
    counts = Counter((finding.code, finding.name) for finding in found)
    mended = Counter(finding.code for finding in found if _fixable(finding, unsafe=options.unsafe_fixes))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if options.output_format == "json":
        values = [{"code": code, "name": name, "count": count, "fixable": mended[code]} for (code, name), count in rows]
        return json.dumps(values, indent=2) + "\n"
    width = len(str(rows[0][1])) if rows else 0
    return "".join(
        f"{count:>{width}}  {code}  {'[*]' if mended[code] else '[ ]'} {name}\n" for (code, name), count in rows
    )


def _fixable(finding: Finding, *, unsafe: bool) -> bool:
    return finding.fix is not None and finding.fix.applicability in ({"safe", "unsafe"} if unsafe else {"safe"})


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _write(text: str, options: Options, stream: TextIO) -> None:
    if options.output_file is None:
        stream.write(text)
        return
    try:
        with Path(options.output_file).open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise DocumentError(
            f"cannot write {options.output_file}: {error.strerror or error}", options.output_file
        ) from error


def _exit_code(options: Options, outcome: Outcome) -> int:
    if outcome.failed:
        return FAILED
    if options.exit_zero:
        return CLEAN
    if outcome.fixed and (options.diff or options.exit_non_zero_on_fix):
        return FOUND
    return CLEAN if options.diff else max((report.exit_code for report in outcome.reports), default=CLEAN)
