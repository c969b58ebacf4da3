# ruff: noqa: INP001 - a program, no package
"""Look for documents for which a promise of apacheck does not hold: bytes as they come, and entries broken in all ways.

    python fuzz/run.py --seconds 60          both targets at once, for a minute
    python fuzz/run.py bytes --seconds 3600  one of them

With atheris installed (pip install "apacheck[fuzz]") the search is steered by what code it reaches; without it, documents
are drawn at random. What is found is written beside the seeds (fuzz/found/), and kept by moving it to fixtures/hostile
under a name that says what was wrong; a test goes through that directory. Exits with 1 where something was found.
"""

import argparse
import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
FOUND = HERE / "found"
LONGEST = 4096
TARGETS = ("bytes", "entries")

try:
    import atheris
except ImportError:
    atheris = None

if atheris is not None:
    with atheris.instrument_imports(include=["apacheck"]):
        import invariants
        import mutations
        from apacheck import citations, fixes, rules, suppressions  # noqa: F401 - what would be loaded later, unseen

        rules.define_all()
else:
    import invariants
    import mutations


def try_bytes(data: bytes) -> None:
    """One document: the first byte says what its name ends in, the others are what it holds."""
    suffix = invariants.SUFFIXES[data[0] % len(invariants.SUFFIXES)] if data else ".txt"
    _try(data[1:], suffix)


def try_entries(data: bytes) -> None:
    """One document of entries, broken as the bytes say."""
    _try(*mutations.broken(data))


def _try(data: bytes, suffix: str) -> None:
    try:
        invariants.holds(data, suffix)
    except BaseException:
        FOUND.mkdir(exist_ok=True)
        path = FOUND / f"{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
        path.write_bytes(data)
        print(f"does not hold: {path}", file=sys.stderr)  # noqa: T201
        raise


def _seed_directory(target: str) -> Path:
    """The documents that the search begins with, as files."""
    directory = HERE / "corpus" / target
    directory.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)  # noqa: S311
    if target == "bytes":
        kept = sorted((HERE.parent / "fixtures" / "hostile").iterdir())
        texts = [f"References\n\n{text}\n".encode() for text in mutations.seeds()[::8]]
        seeds = [b"\0" + text for text in texts] + [
            bytes([invariants.SUFFIXES.index(path.suffix)]) + path.read_bytes()
            for path in kept
            if path.suffix in invariants.SUFFIXES
        ]
        seeds += [bytes([1 + place % 2]) + text for place, text in enumerate(texts[::4])]
    else:
        seeds = [chance.randbytes(length) for length in (3, 8, 20, 40, 80) for _ in range(20)]
    for data in seeds:
        (directory / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[:LONGEST])
    return directory


def _at_random(target: str, seconds: float, seed: int) -> int:
    """Search without atheris."""
    chance = random.Random(seed)  # noqa: S311
    corpus = [path.read_bytes() for path in sorted(_seed_directory(target).iterdir())]
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        count += 1
        data = bytearray(chance.choice(corpus))
        if target == "entries":
            data = bytearray(chance.randbytes(chance.randrange(4, 80)))
        else:
            for _ in range(chance.randrange(1, 12)):
                place = chance.randrange(len(data) + 1)
                match chance.randrange(4):
                    case 0:
                        del data[place : place + chance.randrange(1, 20)]
                    case 1:
                        data[place:place] = chance.choice(mutations.PIECES).encode("utf-8")
                    case 2:
                        data[place:place] = chance.randbytes(chance.randrange(1, 4))
                    case _:
                        other = chance.choice(corpus)
                        low = chance.randrange(len(other) + 1)
                        data[place:place] = other[low : low + chance.randrange(1, 200)]
        (try_bytes if target == "bytes" else try_entries)(bytes(data[:LONGEST]))
    print(f"{target}: {count} documents at random (seed {seed}), everything holds")  # noqa: T201
    return 0


def main() -> int:
    """Run one target in this process, or each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60, help="time for each target")
    parser.add_argument("--seed", type=int, default=1, help="where the search begins")
    parser.add_argument("--at-random", action="store_true", help="do without atheris")
    options = parser.parse_args()
    if options.target is None:
        rest = ["--seconds", str(options.seconds), "--seed", str(options.seed)]
        rest += ["--at-random"] if options.at_random else []
        command = [sys.executable, __file__]
        running = [subprocess.Popen([*command, target, *rest]) for target in TARGETS]  # noqa: S603
        codes = [process.wait() for process in running]
        return int(any(codes))
    if atheris is None or options.at_random:
        return _at_random(options.target, options.seconds, options.seed)
    FOUND.mkdir(exist_ok=True)
    limits = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST if options.target == 'bytes' else 96}"]
    more = [
        f"-seed={options.seed}",
        "-timeout=60",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={FOUND}/raw-",
        "-close_fd_mask=0",
    ]
    corpus = str(_seed_directory(options.target))
    atheris.Setup([sys.argv[0], *limits, *more, corpus], try_bytes if options.target == "bytes" else try_entries)
    atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
