"""Whole documents of growing length → text read a second of processor time, outside the entries of the list.

    python benchmarks/documents.py
    python benchmarks/documents.py --words 600000

The text is made up of common words with a citation every 100 words and an entry for every 250; its share of the
time is that of the whole document less that of the list alone.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import apacheck

WORDS = (  # noqa: SIM905 - a sentence of words
    "the of trust in alliances and partners learn what to expect from one another while managers write detailed plans about "
    "goodwill conflict reading at home families people work time results show that many often seldom because when they"
).split()
ONSETS, VOWELS, CODAS = "BCDFGHKLMNPRSTVW", "aeiou", "lnrst"
TO_A_CITATION, TO_AN_ENTRY = 100, 250


def name(chance: random.Random) -> str:
    """A surname that nobody need have."""
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(2)).title()


def document(words: int) -> tuple[str, str]:
    """A text of so many words, and the list of what it cites."""
    chance = random.Random(words)
    works = [(name(chance), name(chance), 1990 + number % 30) for number in range(max(words // TO_AN_ENTRY, 1))]
    works.sort()
    entries = (
        f"{first}, A., & {second}, B. ({year}). The {chance.choice(WORDS)} of {chance.choice(WORDS)} in trust. "
        f"Journal of Trust, {number % 40 + 1}(2), {number + 1}–{number + 9}."
        for number, (first, second, year) in enumerate(works)
    )
    return "\n\n".join(paragraphs(chance, works, words)), "References\n\n" + "\n\n".join(entries) + "\n"


def paragraphs(chance: random.Random, works: list[tuple[str, str, int]], words: int) -> Iterator[str]:
    sentences = []
    for number in range(words // TO_A_CITATION):
        first, second, year = works[number % len(works)]
        sentence = " ".join(chance.choice(WORDS) for _ in range(TO_A_CITATION - 5)).capitalize()
        cited = f"({first} & {second}, {year})" if number % 3 else f"as {first} and {second} ({year}) say"
        sentences.append(f"{sentence} {cited}.")
        if len(sentences) == 3:
            yield " ".join(sentences)
            sentences = []
    if sentences:
        yield " ".join(sentences)


def seconds(work: Callable[[], Any]) -> float:
    """The processor's time for `work`, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--words", type=int, default=150_000, help="words of the longest text")
    most = parser.parse_args().words
    apacheck.check("\n\n".join(document(5_000)))  # patterns compile when they are first used
    print(f"{'words':>9} {'citations':>9} {'entries':>8} {'text, MB':>9} {'seconds':>8} {'MB/s':>6}")
    for words in (most // 16, most // 4, most):
        text, entries = document(words)
        whole = f"{text}\n\n{entries}"
        report = apacheck.check(whole)
        spent = seconds(lambda source=whole: apacheck.check(source)) - seconds(
            lambda source=entries: apacheck.check(source)
        )
        size = len(text) / 1e6
        print(
            f"{words:>9,} {len(report.citations):>9,} {len(report.entries):>8,} {size:>9.2f} {spent:>8.2f} {size / spent:>6.2f}"
        )


if __name__ == "__main__":
    main()
