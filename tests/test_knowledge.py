"""The lists of names and words: sorted, one a line, none twice, so that a change to one is a line in a diff."""

from importlib.resources import files

import pytest

from apacheck import knowledge

LISTS = sorted(file.name for file in files(knowledge).iterdir() if file.name.endswith(".txt"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_with_one_entry_a_line(name: str) -> None:
    lines = [
        line for line in (files(knowledge) / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert lines
    assert lines == sorted(set(lines))
    assert all(line == line.strip() != "" for line in lines)
    assert knowledge.words(name.removesuffix(".txt")) == set(lines)
