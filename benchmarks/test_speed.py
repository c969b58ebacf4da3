"""Parse, check and fix, timed beside a plain task on the same entries: read the ratios in parentheses, not the times."""

import time
from collections import Counter
from typing import Any

import pytest
from samples import entries, long_list

import apacheck

ENTRIES = entries()
LIST = long_list()

# The processor's time, not the clock's: other programs run as well.
pytestmark = pytest.mark.benchmark(timer=time.process_time, min_rounds=7, warmup=True, warmup_iterations=1)


def count_words(texts: list[str]) -> Counter[str]:
    """The plain task: the least that a program does which looks at each word once."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(text.lower().split())
    return words


@pytest.mark.benchmark(group="single entries")
class TestSingleEntries:
    def test_count_words(self, benchmark: Any) -> None:
        assert benchmark(count_words, ENTRIES)

    def test_parse(self, benchmark: Any) -> None:
        assert benchmark(lambda: sum(bool(apacheck.parse(text)) for text in ENTRIES))

    def test_check(self, benchmark: Any) -> None:
        assert benchmark(lambda: sum(bool(apacheck.check(text).entries) for text in ENTRIES))

    def test_fix(self, benchmark: Any) -> None:
        assert benchmark(lambda: sum(bool(apacheck.fix(text)) for text in ENTRIES))


@pytest.mark.benchmark(group="one list")
class TestOneList:
    def test_count_words(self, benchmark: Any) -> None:
        assert benchmark(count_words, LIST.split("\n\n"))

    def test_parse(self, benchmark: Any) -> None:
        assert benchmark(apacheck.parse, LIST)

    def test_check(self, benchmark: Any) -> None:
        assert benchmark(apacheck.check, LIST).entries

    def test_fix(self, benchmark: Any) -> None:
        assert benchmark(apacheck.fix, LIST)
