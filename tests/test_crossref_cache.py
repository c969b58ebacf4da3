"""The cache: what is kept, for how long, by how many at once, and what happens to a file that is broken."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from apacheck.crossref.cache import DAY, FILE_NAME, LIFETIMES, Cache

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Cache]:
    return lambda **options: Cache(tmp_path, **options)


def keep(cache: Cache, question: str = "10.5555/w1", kind: str = "found", value: Any = "x") -> None:
    cache.put("crossref", [(question, kind, value)])


@given(JSON)
@settings(max_examples=50, deadline=None)
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    folder = tmp_path_factory.getbasetemp() / "kept"
    with Cache(folder) as cache:
        keep(cache, value=value)
    with Cache(folder) as cache:
        kept = cache.get("crossref", "10.5555/w1")
        assert kept is not None
        assert kept.value == json.loads(json.dumps(value))
        assert cache.get("crossref", "10.5555/w2") is None
        assert cache.get("another", "10.5555/w1") is None


@pytest.mark.parametrize(
    ("kind", "lasts"), [("found", True), ("elsewhere", True), ("missing", False), ("hits", True), ("no hits", False)]
)
def test_each_kind_has_its_lifetime(opened: Callable[..., Cache], kind: str, lasts: bool) -> None:  # noqa: FBT001
    now = [1e9]
    cache = opened(now=lambda: now[0])
    keep(cache, kind=kind)
    now[0] += LIFETIMES[kind] - 1
    assert cache.get("crossref", "10.5555/w1") is not None
    now[0] += 2
    assert cache.get("crossref", "10.5555/w1") is None
    assert (cache.get("crossref", "10.5555/w1", expired=True) is not None) == lasts
    assert (cache.info().counts, cache.info().expired) == ({}, 1)
    keep(cache, kind=kind)
    assert cache.get("crossref", "10.5555/w1") is not None
    cache.close()


def test_what_is_not_there_is_forgotten_sooner_than_what_is() -> None:
    assert LIFETIMES["missing"] < LIFETIMES["found"]
    assert LIFETIMES["no hits"] < LIFETIMES["hits"]


def test_a_clock_that_was_wrong_does_not_keep_an_answer_for_years(opened: Callable[..., Cache]) -> None:
    with opened(now=lambda: 2e9) as cache:
        keep(cache)
    with opened(now=lambda: 1e9) as cache:
        assert cache.get("crossref", "10.5555/w1") is None


def test_old_answers_are_removed(opened: Callable[..., Cache]) -> None:
    with opened(now=lambda: 1e9) as cache:
        keep(cache)
    with opened(now=lambda: 1e9 + 200 * DAY) as cache:
        keep(cache, "10.5555/w2")
        assert cache.info().counts == {"found": 1}
        assert cache.info().expired == 0


def test_an_unknown_kind_and_an_unreadable_value_are_no_answers(opened: Callable[..., Cache]) -> None:
    with opened() as cache:
        keep(cache, kind="rumour")
        keep(cache, "10.5555/w2")
        assert cache._database is not None
        cache._database.execute("UPDATE answers SET value = x'00' WHERE question = '10.5555/w2'")
        assert cache.get("crossref", "10.5555/w1") is None
        assert cache.get("crossref", "10.5555/w2") is None
        assert cache.warnings == []


def test_looking_makes_no_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none")
    info = cache.info()
    assert (info.path, info.size, info.counts, info.expired, info.oldest) == (cache.path, 0, {}, 0, None)
    assert cache.clear() == 0
    assert not (tmp_path / "none").exists()


def test_clearing_sets_space_free_and_leaves_a_cache(opened: Callable[..., Cache]) -> None:
    with opened() as cache, opened() as another:
        cache.put("crossref", [(f"10.5555/w{number}", "found", "x" * 5000) for number in range(300)])
        another.get("crossref", "10.5555/w1")
        assert cache.info().counts == {"found": 300}
        before = cache.info().size
        assert cache.clear() == before - cache.info().size > 0
        assert another.get("crossref", "10.5555/w1") is None
        keep(another)
        assert cache.get("crossref", "10.5555/w1") is not None


@pytest.mark.parametrize(
    "garbage",
    [b"this is no database at all, but it is long enough to be one\n" * 40, b"SQLite format 3\x00" + b"\xff" * 4096],
)
def test_a_broken_file_is_set_aside_with_a_warning(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(garbage)
    told: list[str] = []
    with Cache(tmp_path, warn=told.append) as cache:
        assert cache.get("crossref", "10.5555/w1") is None
        keep(cache)
        assert cache.get("crossref", "10.5555/w1") is not None
        assert len(told) == 1
        assert told == cache.warnings
        assert "was set aside as" in told[0]
    assert (tmp_path / f"{FILE_NAME}.corrupt").read_bytes() == garbage


def test_a_file_that_breaks_in_mid_run(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("crossref", [(f"10.5555/w{number}", "found", str(number) * 500) for number in range(500)])
    data = bytearray((tmp_path / FILE_NAME).read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    (tmp_path / FILE_NAME).write_bytes(bytes(data))
    told: list[str] = []
    with Cache(tmp_path, warn=told.append) as cache:
        for number in range(500):
            cache.get("crossref", f"10.5555/w{number}")
        keep(cache)
        assert cache.get("crossref", "10.5555/w1") is not None
    assert len(told) == 1


def test_a_folder_that_cannot_be_made_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told: list[str] = []
    with Cache(tmp_path / "file" / "folder", warn=told.append) as cache:
        keep(cache)
        assert cache.get("crossref", "10.5555/w1") is None
        assert cache.info().counts == {}
        assert cache.clear() == 0
    assert len(told) == 1
    assert "going on without it" in told[0]


def test_a_directory_in_the_files_place_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with Cache(tmp_path) as cache:
        keep(cache)
        assert cache.get("crossref", "10.5555/w1") is None
        assert len(cache.warnings) == 1


def test_a_cache_that_another_holds_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apacheck.crossref.cache._WAIT", 0.01)
    with Cache(tmp_path) as cache:
        keep(cache)
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        keep(cache, "10.5555/w2")
        other.execute("COMMIT")
        other.close()
        assert cache.warnings == []
        assert cache.get("crossref", "10.5555/w2") is None
        keep(cache, "10.5555/w2")
        assert cache.get("crossref", "10.5555/w2") is not None


def test_threads_share_a_cache(opened: Callable[..., Cache]) -> None:
    with opened() as cache:

        def use(number: int) -> None:
            for each in range(25):
                keep(cache, f"10.5555/{number}-{each}", value=each)
                assert cache.get("crossref", f"10.5555/{number}-{each}") is not None

        threads = [threading.Thread(target=use, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert cache.info().counts == {"found": 150}


@pytest.mark.parametrize("broken", [False, True])
def test_processes_share_a_cache_broken_or_not(tmp_path: Path, broken: bool) -> None:  # noqa: FBT001
    if broken:
        (tmp_path / FILE_NAME).write_bytes(b"no database " * 500)
    code = (
        "import sys, pathlib; from apacheck.crossref.cache import Cache\n"
        "cache = Cache(pathlib.Path(sys.argv[1]))\n"
        "for number in range(60):\n"
        "    cache.put('crossref', [(f'10.5555/{sys.argv[2]}-{number}', 'found', number)])\n"
        "print(sum(cache.get('crossref', f'10.5555/{sys.argv[2]}-{number}') is not None for number in range(60)))\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], stdout=subprocess.PIPE, text=True)
        for name in ("a", "b", "c")
    ]
    results = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    if not broken:  # where one sets the file aside, another may lose what it had just kept
        assert results == ["60", "60", "60"]
    with Cache(tmp_path) as cache:
        keep(cache)
        assert cache.get("crossref", "10.5555/w1") is not None
        assert cache.warnings == []
