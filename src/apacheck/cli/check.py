"""The options of a check in, findings, fixed files and an exit code out: what `apacheck check` does."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from apacheck import api, document, fixes, report
from apacheck.cli import FAILED, FOUND, complain, use_color
from apacheck.cli.diff import unified_diff
from apacheck.cli.files import STDIN, Settings, Source, gather
from apacheck.cli.write import replace_file
from apacheck.config import Config, from_assignment
from apacheck.document.model import Document
from apacheck.errors import ConfigError, DocumentError
from apacheck.findings import Severity


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
