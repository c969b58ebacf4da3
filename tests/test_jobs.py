"""Many files at once: the same output in the same order, whoever checks them."""

import subprocess
import sys
from pathlib import Path

import pytest

ENTRY = "Laurent, W. ({year}). Human resources and recruiting. Information Management18(6), 15–19.\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"list{number:02}.txt").write_text(ENTRY.format(year=2000 + number), encoding="utf-8")
    (tmp_path / "list05.txt").write_bytes(b"\xff\xfe\x00")
    return tmp_path


def run(directory: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "apacheck", "--isolated", "--output-format", "concise", *arguments, "."]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, encoding="utf-8", check=False)


def test_processes_say_together_what_one_says_alone(lists: Path) -> None:
    alone, together = run(lists, "--jobs", "1"), run(lists, "--jobs", "3")
    assert alone.stdout.count("PER001") == 11
    assert (alone.returncode, alone.stdout, alone.stderr) == (together.returncode, together.stdout, together.stderr)


def test_processes_mend_what_one_mends(lists: Path) -> None:
    run(lists, "--jobs", "3", "--fix")
    mended = [path.read_text(encoding="utf-8") for path in sorted(lists.glob("*.txt")) if path.name != "list05.txt"]
    assert all("Information Management, 18(6)" in text for text in mended)


def test_no_jobs_are_refused(lists: Path) -> None:
    refused = run(lists, "--jobs", "0")
    assert refused.returncode == 2
    assert "--jobs" in refused.stderr
