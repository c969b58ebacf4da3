"""Lists of growing length and a directory of files → cost and memory for each entry, and what several processes save.

    python benchmarks/throughput.py
    python benchmarks/throughput.py --most 1000000      # ten minutes, 1 GB
    python benchmarks/throughput.py --jobs 4

Each list is checked by a process of its own, as `apacheck --output-format json-lines LIST`; a third of the entries has a
fault. Its share of the time and memory is what is left after those of a list of one entry.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (  # noqa: SIM905 - a text, to be read
    "the of trust in alliances and partners learn what to expect from one another while managers write detailed plans about "
    "goodwill conflict reading at home families people work time results"
).split()
ONSETS, VOWELS, CODAS = "BCDFGHKLMNPRSTVW", "aeiou", "lnrst"
COMMAND = [sys.executable, "-m", "apacheck", "--isolated", "--output-format", "json-lines"]
FILES, TO_A_FILE = 40, 200


def write_list(path: Path, entries: int) -> None:
    """Write a list of made-up entries, in no order."""
    chance = random.Random(entries)

    def name() -> str:
        return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(2)).title()

    with path.open("w", encoding="utf-8") as file:
        file.write("References\n\n")
        for number in range(entries):
            title = " ".join(chance.choice(WORDS) for _ in range(8))
            file.write(
                f"{name()}, {chance.choice(ONSETS)}., & {name()}, B. ({1950 + chance.randrange(70)}). The {title}. "
                f"Journal of Trust{'' if number % 3 == 0 else ', '}{number % 40 + 1}(2), {number + 1}–{number + 9}. "
                f"https://doi.org/10.1000/{number}\n\n"
            )


def measure(path: Path) -> tuple[float, float]:
    """Seconds of processor time and the most memory, in bytes, that checking a list takes."""
    process = subprocess.Popen([*COMMAND, str(path)], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss * unit


def lists(directory: Path, most: int) -> None:
    """Print a row for each length."""
    path = directory / "list.txt"
    write_list(path, 1)
    measure(path)  # byte code, patterns
    least = min(measure(path) for _ in range(3))
    print(f"{'entries':>9} {'ms/entry':>9} {'peak, MB':>9} {'kB/entry':>9}")
    entries = 10
    while entries <= most:
        write_list(path, entries)
        seconds, memory = measure(path)
        cost, share = (seconds - least[0]) / entries, (memory - least[1]) / entries
        print(f"{entries:>9,} {cost * 1e3:>9.2f} {memory / 1e6:>9.0f} {share / 1e3:>9.1f}")
        entries *= 10


def files(directory: Path, jobs: int) -> None:
    """Print what several processes save."""
    for number in range(FILES):
        write_list(directory / f"{number}.txt", TO_A_FILE + number)
    times = {}
    for at_once in (1, jobs):
        start = time.perf_counter()
        subprocess.run([*COMMAND, "--jobs", str(at_once), str(directory)], check=False, stdout=subprocess.DEVNULL)
        times[at_once] = time.perf_counter() - start
    print(
        f"{FILES} files of {TO_A_FILE} entries: {jobs} processes are {times[1] / times[jobs]:.1f} times as fast as one"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--most", type=int, default=10_000, help="entries of the longest list")
    parser.add_argument("--jobs", type=int, default=2, help="processes that share the files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        lists(Path(directory), given.most)
        Path(directory, "list.txt").unlink()
        files(Path(directory), given.jobs)


if __name__ == "__main__":
    main()
