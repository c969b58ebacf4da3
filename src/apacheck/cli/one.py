"""One document to check and the options in, what came of it out; it can be sent from one process to another."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from apacheck import api
from apacheck.cli import use_color
from apacheck.cli.files import LOOKED_FOR, STDIN, Source, read_source
from apacheck.document import Document
from apacheck.errors import DocumentError
from apacheck.findings import Finding
from apacheck.lean import field, leanclass
from apacheck.report.model import Report

if TYPE_CHECKING:
    from apacheck.cli.baseline import Baseline
    from apacheck.cli.check import Options
    from apacheck.crossref.verify import Verifier


@leanclass
class Checked:
    """What came of one document: its report, if it could be read, and what is to be said of it."""

    source: Source
    report: Report | None = None
    diffs: list[str] = field(default_factory=list)
    fixed: int = 0
    warnings: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def check_source(
    source: Source,
    options: "Options",
    verifier: "Verifier | None" = None,
    baseline: "Baseline | None" = None,
    take: Callable[[Report, Iterator[Finding]], None] | None = None,
) -> Checked:
    """Check and, if asked, mend one document. `take` gets the findings as they are made, as in `api.checked`."""
    checked = Checked(source)
    try:
        _check(checked, options, verifier, baseline, take)
    except DocumentError as error:
        checked.failures.append(str(error))
    return checked


def _check(
    checked: Checked,
    options: "Options",
    verifier: "Verifier | None",
    baseline: "Baseline | None",
    take: Callable[[Report, Iterator[Finding]], None] | None,
) -> None:
    source = checked.source
    from_stdin = source.path == STDIN
    name = (options.stdin_filename or "-") if from_stdin else str(source.path)
    original = read_source(source, options.stdin_filename, checked.warnings.append)

    def check(text: Document) -> Report:
        report = api.checked(text, verifier, config=source.config, filename=name, take=take)
        if baseline is not None and not options.update_baseline:
            baseline.hide(report, source.config)
        return report

    report = check(original)
    if not report.entries and source.named and not options.pass_on_no_entries:
        what = name if name != "-" else "standard input"
        checked.failures.append(f"no reference entry found in {what}: {LOOKED_FOR}")
    if options.fix or options.diff:
        from apacheck import fixes  # noqa: PLC0415 - most runs only check

        mended, count = fixes.fix_document(original, lambda text: check(text).findings, unsafe=options.unsafe_fixes)
        if options.diff:
            from apacheck.cli.diff import unified_diff  # noqa: PLC0415 - most runs need neither this nor the next

            color = use_color(options.color, sys.stdout)
            shown = options.output_file is None and sys.stdout.isatty()
            checked.diffs.append(unified_diff(original.source, mended.source, name, color=color, shown=shown))
            if options.verify:
                from apacheck.cli.verify import against_records  # noqa: PLC0415

                checked.diffs += against_records(report, color=color)
        else:
            old, new = original.data, _encoded(mended, name)
            from apacheck.cli.write import replace_file, write_out  # noqa: PLC0415

            if from_stdin:
                write_out(new)
            else:
                warning = replace_file(source.path, old, new)
                checked.warnings += [warning] if warning else []
            report = check(mended) if count else report
        checked.fixed = count
    checked.report = report


def _encoded(mended: Document, name: str) -> bytes:
    try:
        return mended.data
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        raise DocumentError(
            f"cannot fix {name}: its encoding ({mended.encoding}) has no “{letter}”; save it as UTF-8", name
        ) from error
