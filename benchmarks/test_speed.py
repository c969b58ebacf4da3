"""Parse, check and fix, timed beside a plain task on the same entries: read the ratios in parentheses, not the seconds."""

from collections import Counter
from typing import Any

import apacheck
from samples import entries, long_list

ENTRIES = entries()
LIST = long_list()


def count_words(texts: list[str]) -> Counter[str]:
    """The plain task: about what any program must do that looks at each word once."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(text.lower().split())
    return words


def test_count_words(benchmark: Any) -> None:
    assert benchmark(count_words, ENTRIES)


def test_parse(benchmark: Any) -> None:
    assert len(benchmark(lambda: [apacheck.parse(text) for text in ENTRIES])) == len(ENTRIES)


def test_check(benchmark: Any) -> None:
    assert len(benchmark(lambda: [apacheck.check(text) for text in ENTRIES])) == len(ENTRIES)


def test_fix(benchmark: Any) -> None:
    assert len(benchmark(lambda: [apacheck.fix(text) for text in ENTRIES])) == len(ENTRIES)


def test_check_one_list(benchmark: Any) -> None:
    benchmark.group = "one list"
    assert benchmark(apacheck.check, LIST).entries


def test_count_words_of_one_list(benchmark: Any) -> None:
    benchmark.group = "one list"
    assert benchmark(count_words, LIST.split("\n\n"))
