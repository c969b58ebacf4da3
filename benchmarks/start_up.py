"""`python -c pass` and the commands of apacheck in turn → how many times longer each of them takes, start to end."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from samples import SHORT_LIST

RUNS = 15
#: What is measured is byte code that is kept, as after any installation.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(arguments: list[str]) -> float:
    """Wall time of one Python process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=False, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def ratio(arguments: list[str]) -> float:
    """How many times longer the command takes than a Python that does nothing: the median of pairs run in turn."""
    seconds(arguments)  # writes byte code, fills the disk's cache
    return statistics.median(seconds(arguments) / seconds(["-c", "pass"]) for _ in range(RUNS))


def main() -> None:
    """Print a row a command."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "references.txt"
        path.write_text(SHORT_LIST, encoding="utf-8")
        command = ["-m", "apacheck"]
        for name, arguments in (
            ("apacheck --version", [*command, "--version"]),
            ("apacheck --help", [*command, "--help"]),
            ("apacheck rule PER001", [*command, "rule", "PER001"]),
            ("apacheck, list of 5 entries", [*command, "--isolated", str(path)]),
        ):
            print(f"{name:30} {ratio(arguments):5.1f} × python -c pass")


if __name__ == "__main__":
    main()
