"""A file of findings that are known → reports without them; and reports → that file.

A finding is known by its rule and the letters and digits of its entry (`Entry.key`), wherever the entry stands and whatever is
written around it. Records hold for every file; only those of files that were checked can turn out to be needless.
"""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apacheck.checker import BUG
from apacheck.cli.write import replace_file
from apacheck.config import Config
from apacheck.errors import ConfigError, DocumentError
from apacheck.report.fingerprint import keys
from apacheck.report.full import plain
from apacheck.report.model import Report, as_json

VERSION = 1
#: How much of an entry is kept, for people who read the file.
_WIDTH = 80
_MAKE = "make it with --update-baseline"


@dataclass(slots=True)
class _Record:
    """So many findings of a rule about one entry of one file."""

    file: str
    key: str
    code: str
    count: int
    text: str


@dataclass(slots=True)
class Baseline:
    """The known findings of a file on disk; what `hide` met of them in this run is counted."""

    path: Path
    records: list[_Record] = field(default_factory=list)
    #: Whether Crossref was asked about every entry, without which rules about records find nothing.
    verified: bool = False
    _met: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    _checked: dict[str, Config] = field(default_factory=dict)

    def hide(self, report: Report, settings: Config) -> Report:
        """Take the known findings out of a report that was made under these settings."""
        name = self._name(report)
        known: Counter[tuple[str, str]] = Counter()
        for record in self.records:
            known[record.key, record.code] = max(known[record.key, record.code], record.count)
        met: Counter[tuple[str, str]] = Counter()
        kept = []
        for finding, key in zip(report.findings, keys(report), strict=True):
            if finding.code != BUG and met[key, finding.code] < known[key, finding.code]:
                met[key, finding.code] += 1
            else:
                kept.append(finding)
        self._checked[name] = settings
        self._met[name] = met
        report.findings = kept
        return report

    @property
    def count(self) -> int:
        """How many findings were taken out of the reports."""
        return sum(met.total() for met in self._met.values())

    def needless(self) -> list[str]:
        """A line for each record of a checked file that nothing matches any more."""
        lines = []
        for record in self.records:
            settings = self._checked.get(record.file)
            if settings is None or not self._judged(record, settings):
                continue
            met = self._met[record.file][record.key, record.code]
            if met < record.count:
                number = f"{record.count - met} × " if record.count > 1 else ""
                lines.append(f"{plain(record.file)}: {number}{plain(record.code)} in “{plain(record.text)}”")
        return lines

    def update(self, reports: Sequence[tuple[Report, Config]]) -> int:
        """Write the findings of the reports in place of what was known of their files; give their number.

        Records of rules that were not applied stay; those of files that are no more are dropped.
        """
        checked = {self._name(report): settings for report, settings in reports}
        records = [
            record
            for record in self.records
            if record.file in checked and not self._judged(record, checked[record.file])
        ]
        records += [
            record
            for record in self.records
            if record.file not in checked and (self.path.absolute().parent / record.file).exists()
        ]
        for report, _ in reports:
            records += _records(self._name(report), report)
        data = _written(records)
        if self.path.exists():
            replace_file(self.path, self.path.read_bytes(), data)
        else:
            _create(self.path, data)
        return sum(len(report.findings) for report, _ in reports)

    def _judged(self, record: _Record, settings: Config) -> bool:
        """Whether a run under these settings would have found again what a record is about."""
        asked = self.verified or not record.code.startswith("REC")
        return asked and settings.selected(record.code) and settings.reports("info")

    def _name(self, report: Report) -> str:
        """A document as the file names it: from the file's own directory, so that the project may move."""
        if report.filename in {None, "-"}:
            return "-"
        home = os.path.abspath(self.path.parent)  # noqa: PTH100 - a link stays where it is
        try:
            return Path(os.path.relpath(report.filename or "", home)).as_posix()
        except ValueError:  # another drive
            return Path(report.filename or "").as_posix()


def place(option: str | None, settings: Config) -> Path | None:
    """Where the baseline is: what the command line names, or else the settings; raises ConfigError.

    Settings come with a project, which may be a stranger's: they name a file in their own directory or below.
    """
    if option is not None:
        return Path(option)
    layer = next((layer for layer in settings.layers() if layer.baseline is not None), None)
    if layer is None or layer.baseline is None:
        return None
    if layer.root is None:
        return Path(layer.baseline)
    path = layer.root / layer.baseline
    if not path.resolve().is_relative_to(layer.root.resolve()):
        raise ConfigError(
            f"{layer.origin}: baseline is a file in {layer.root} or below, not {layer.baseline}",
            layer.origin,
            "baseline",
        )
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def load(path: Path, *, must_exist: bool) -> Baseline:
    """Read a baseline; raises ConfigError where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(f"{path}: no such baseline; {_MAKE}", path) from None
        return Baseline(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ConfigError(f"cannot read the baseline {path}: {reason or error}", path) from error
    try:
        values = json.loads(text)
        if values["version"] != VERSION:
            raise ConfigError(f"{path}: this baseline has version {values['version']}, not {VERSION}; {_MAKE}", path)
        return Baseline(path, [record for file, entries in values["files"].items() for record in _read(file, entries)])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(f"{path}: this is no baseline of apacheck; {_MAKE}", path) from error


def _read(file: str, entries: Any) -> Iterable[_Record]:
    for key, entry in entries.items():
        for code, count in entry["codes"].items():
            if not isinstance(count, int) or not isinstance(entry["text"], str):
                raise TypeError(key)
            yield _Record(file, key, code, count, entry["text"])


def _records(file: str, report: Report) -> list[_Record]:
    counts: Counter[tuple[str, str]] = Counter()
    texts: dict[str, str] = {}
    entries = {entry.index: entry.text for entry in report.entries}
    source = report.document.source if report.document is not None else ""
    for finding, key in zip(report.findings, keys(report), strict=True):
        if finding.code == BUG:
            continue
        counts[key, finding.code] += 1
        about = None if finding.entry is None else entries.get(finding.entry)
        texts.setdefault(key, source[finding.span.start : finding.span.end] if about is None else about)
    return [_Record(file, key, code, count, _short(texts[key])) for (key, code), count in counts.items()]


def _short(text: str) -> str:
    text = " ".join(plain(text[: 4 * _WIDTH]).split())
    return text if len(text) <= _WIDTH else f"{text[: text.rfind(' ', 0, _WIDTH)]} …"


def _written(records: Iterable[_Record]) -> bytes:
    """The file: sorted, so that a version control shows what changed and nothing else."""
    files: dict[str, dict[str, dict[str, Any]]] = {}
    for record in sorted(records, key=lambda record: (record.file, record.text, record.key, record.code)):
        entry = files.setdefault(record.file, {}).setdefault(record.key, {"text": record.text, "codes": {}})
        entry["codes"][record.code] = entry["codes"].get(record.code, 0) + record.count
    return (as_json({"version": VERSION, "files": files}) + "\n").encode()


def _create(path: Path, data: bytes) -> None:
    """Write a new file whole, or leave none."""
    name = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name[:100]}.", suffix=".tmp")
        with open(descriptor, "wb") as file:  # noqa: PTH123 - the descriptor is open already
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except OSError as error:
        if name is not None and os.path.exists(name):  # noqa: PTH110
            os.unlink(name)  # noqa: PTH108
        raise DocumentError(f"cannot write {path}: {error.strerror or error}", path) from error
