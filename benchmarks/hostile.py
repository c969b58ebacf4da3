"""Text that no one writes, 100 characters to a million, through parse and check: the time, and its growth per doubling.

A growth of 2 is linear, 4 would be quadratic. Exits with 1 where the time of any text grows faster than LIMIT.

    python benchmarks/hostile.py [--largest 100000] [--only WORD …]
"""

import argparse
import sys
import time
from collections.abc import Callable

import apacheck

ENTRY = "Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19."
#: What stands before the repeated text: nothing, a name, an entry's beginning. Another part of the parser meets it then.
BEGINNINGS = {"": "", "name, ": "Smith, J., ", "entry, ": "Smith, J. (2020). Title of a work. "}
UNITS = (
    "a", "A", "é", "e\u0301", "\u0301", "\u200b", "\u00a0", "\ud800", "1", "12 ", "2020 ", "word ", "Word ", "WORD ",
    "I", "IV, ", " ", "\t", ",", ", ", " ,", "; ", ": ", " : ", ".", ". ", ".A", ". . . ", "…", "?", "!", "'", "’", '"',
    "“", "“a” ", "-", "–", "- ", "—", "/", "\\", "*", "_", "=", "~", "#", "|", "<", ">", "(", ")", "()", "(a ", " )",
    "[", "]", "[]", "[a ", "([", "&", "& ", "and ", "A. ", "A.-", "et al., ", "Smith, J., ", "Smith, J., & ", "Smith J, ",
    "van ", "Jr., ", "(Eds.), ", "Ed. ", "In ", "(2020)", "(2020) ", "(2020). ", "n.d. ", "May 4, ", "(May 4, 2020). ",
    "vol. ", "no. 3, ", "pp. 1–2, ", ", 12(3), 4–5", "[Video]. ", "(2nd ed.). ", "Journal of ", "Press: ",
    "New York, NY: Wiley. ", "doi.org/", "doi:", "https://", "https://a ", "www.a.b ", "10.1/", "10.1234/", "10.1234/a ",
    "Retrieved from ", "accessed 4 May 2020 ", "(Original work published 1900) ", "@a ", "a\n", "a\n\n", "\n", "1. a\n",
    ENTRY + " ", ENTRY + "\n", "A. (2020), & “In [x]” 10.1234/x https://a – ",
)  # fmt: skip
#: Growth per doubling that is no longer taken for linear: half-way to quadratic, in logarithms.
LIMIT = 2.8
#: Below this the clock and the memory say more than the program does.
LEAST_SECONDS = 0.05


def seconds(work: Callable[[str], object], text: str) -> float:
    """Time of the processor for one call."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def ladder(work: Callable[[str], object], unit: str, beginning: str, largest: int) -> list[float]:
    """The times for 100, 1,000, 10,000 … characters."""
    times = []
    size = 100
    while size <= largest:
        times.append(seconds(work, beginning + (unit * (size // len(unit) + 1))[:size]))
        size *= 10
    return times


def growth(times: list[float]) -> float | None:
    """By how much the time grows per doubling between the last two sizes; None where it is too short to say."""
    if len(times) < 2 or times[-1] < LEAST_SECONDS:
        return None
    return float((times[-1] / max(times[-2], 1e-4)) ** 0.30103)


def main() -> int:
    """Print a row a text and what the largest growth is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=100_000, help="characters of the longest text")
    parser.add_argument("--only", nargs="*", default=[], help="texts whose rows contain one of these words")
    options = parser.parse_args()
    apacheck.check(ENTRY)  # loads the rules
    worst = 0.0
    for unit in UNITS:
        for name, beginning in BEGINNINGS.items():
            for work in (apacheck.parse, apacheck.check):
                row = f"{work.__name__}  {name}{unit[:24]!a} × n"
                if options.only and not any(word in row for word in options.only):
                    continue
                times = ladder(work, unit, beginning, options.largest)
                grows = growth(times)
                if grows is not None and grows > LIMIT:  # once more, in case the machine was busy
                    times = ladder(work, unit, beginning, options.largest)
                    grows = growth(times)
                worst = max(worst, grows or 0)
                shown = "    –" if grows is None else f"{grows:5.2f}{'  <<<' if grows > LIMIT else ''}"
                print(f"{row:60} {' '.join(f'{spent:8.4f}' for spent in times)}  {shown}", flush=True)
    print(f"largest growth per doubling: {worst:.2f}")
    return worst > LIMIT


if __name__ == "__main__":
    sys.exit(main())
