"""Reports and the name of a format in, what is written out: each format is loaded when it is asked for."""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module

from apacheck.findings import Finding
from apacheck.patterns import pattern
from apacheck.report import full
from apacheck.report.model import Report

#: What GitHub's runner would obey: at the beginning of a line, and anywhere in one.
_COMMAND = pattern(r"(?m)^[^\S\n]*+::|##\[")
#: Formats for people: a run closes with a sentence on what it came to.
FOR_PEOPLE = ("full", "concise")
#: Formats that counts can be written in.
COUNTED = (*FOR_PEOPLE, "json", "json-lines")


def findings(
    reports: Sequence[Report], name: str, *, color: bool = False, unsafe: bool = False, verified: bool = False
) -> str:
    """Give the findings of all reports in the format called `name`."""
    if name == "full":
        return "".join(full.render(report, color=color, unsafe=unsafe) for report in reports)
    if name == "concise":
        from apacheck.report import concise  # noqa: PLC0415 - as the docstring says

        return "".join(concise.render(report, color=color, unsafe=unsafe) for report in reports)
    if name == "json" and verified:
        from apacheck.report.verification import render_json  # noqa: PLC0415

        return render_json(reports)
    render = import_module(f"apacheck.report.{name.replace('-', '_')}").render
    if name in {"sarif", "html"}:
        from apacheck import __version__  # noqa: PLC0415

        return str(render(reports, __version__))
    return str(render(reports))


def statistics(reports: Sequence[Report], name: str, *, unsafe: bool = False) -> str:
    """Say how often each rule found something, the most frequent first."""
    found = [finding for report in reports for finding in report.findings]
    counts = Counter((finding.code, finding.name) for finding in found)
    mended = Counter(finding.code for finding in found if fixable(finding, unsafe=unsafe))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    values = [{"code": code, "name": name, "count": count, "fixable": mended[code]} for (code, name), count in rows]
    if name in {"json", "json-lines"}:
        import json  # noqa: PLC0415 - the format for people needs none

        return (
            json.dumps(values, indent=2) + "\n"
            if name == "json"
            else "".join(f"{json.dumps(value)}\n" for value in values)
        )
    width = len(str(rows[0][1])) if rows else 0
    return "".join(
        f"{count:>{width}}  {code}  {'[*]' if mended[code] else '[ ]'} {name}\n" for (code, name), count in rows
    )


def shielded(text: str) -> str:
    """A text for people, such that GitHub's runner finds no command in it where a document's words stand."""
    return _COMMAND.sub(lambda match: match[0][:-1] + "\u200b" + match[0][-1], text)


def fixable(finding: Finding, *, unsafe: bool) -> bool:
    """Whether `--fix` mends a finding; with `unsafe`, whether `--fix --unsafe-fixes` does."""
    return finding.fix is not None and finding.fix.applicability in ({"safe", "unsafe"} if unsafe else {"safe"})
