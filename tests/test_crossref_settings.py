"""Where a client's settings come from, and `apacheck cache`."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from apacheck import config
from apacheck.__main__ import run
from apacheck.config import Config
from apacheck.crossref.cache import DAY, FILE_NAME, Cache
from apacheck.crossref.client import CROSSREF_URL, DEADLINE, DOI_URL, TIMEOUT
from apacheck.crossref.settings import open_cache, open_client
from apacheck.errors import ConfigError

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line in an empty directory, with the cache in it."""
    monkeypatch.chdir(tmp_path)
    config._find.cache_clear()
    (tmp_path / "apacheck.toml").write_text('cache = "kept"\n')

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_without_settings_there_is_crossref_itself() -> None:
    client = open_client(environment={}, cache=False)
    assert (client.crossref_url, client.doi_url, client.mailto) == (CROSSREF_URL, DOI_URL, None)
    assert (client._timeout, client._deadline, client.cache, client.offline) == (TIMEOUT, DEADLINE, None, False)


ENVIRONMENT = {
    "APACHECK_CROSSREF_URL": "http://127.0.0.1:8000/",
    "APACHECK_DOI_URL": "http://127.0.0.1:8001",
    "APACHECK_MAILTO": " env@example.org ",
}


def test_the_environment_holds_over_a_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    path = tmp_path / "apacheck.toml"
    path.write_text(
        'crossref-url = "https://mirror.example/api"\nmailto = "file@example.org"\ntimeout = 5\ndeadline = 0\n'
    )
    from_file = config.load(path)
    client = open_client(from_file, environment={}, cache=False)
    assert (client.crossref_url, client.mailto) == ("https://mirror.example/api", "file@example.org")
    assert (client._timeout, client._deadline) == (5, float("inf"))
    client = open_client(from_file, environment=ENVIRONMENT, cache=False)
    assert client.crossref_url == "http://127.0.0.1:8000"
    assert (client.doi_url, client.mailto, client._timeout) == ("http://127.0.0.1:8001", "env@example.org", 5)
    above = Config(mailto="me@example.org").over(config.from_assignment("deadline = 60").over(from_file))
    client = open_client(above, environment=ENVIRONMENT, cache=False)
    assert (client.mailto, client._deadline, client.crossref_url) == ("me@example.org", 60, "http://127.0.0.1:8000")


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    assert open_client(environment={"APACHECK_MAILTO": " "}, cache=False).mailto is None


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        (
            "APACHECK_CROSSREF_URL",
            "api.crossref.org",
            "APACHECK_CROSSREF_URL is an address, such as https://api.crossref.org, not api.crossref.org",
        ),
        ("APACHECK_DOI_URL", "https://doi.org?x", "APACHECK_DOI_URL is an address"),
        ("APACHECK_MAILTO", "nobody", "APACHECK_MAILTO is an email address, such as name@example.org, not nobody"),
        ("APACHECK_MAILTO", "a@b\r\nX-Evil: 1", "APACHECK_MAILTO is an email address"),
    ],
)
def test_a_wrong_variable_is_an_error(variable: str, value: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_client(environment={variable: value}, cache=False)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'crossref-url = "crossref.org"',
            'crossref-url is an address, such as "https://api.crossref.org", not "crossref.org"',
        ),
        ("crossref-url = 5", 'crossref-url is an address, such as "https://api.crossref.org", not 5'),
        ('doi-url = "ftp://doi.org"', 'doi-url is an address, such as "https://doi.org", not "ftp://doi.org"'),
        ('mailto = "a b@c"', 'mailto is an email address, such as "name@example.org", not "a b@c"'),
        ('mailto = "a@b(c)"', 'mailto is an email address, such as "name@example.org", not "a@b(c)"'),
        ('cache = ""', 'cache is true, false or a folder, such as ".cache", not ""'),
        ("cache = 3.5", 'cache is true, false or a folder, such as ".cache", not 3.5'),
        ("timeout = 0", "timeout is a number of seconds above 0, not 0.0"),
        ('timeout = "soon"', 'timeout is a number of seconds above 0, not "soon"'),
        ("deadline = -1", "deadline is a number of seconds, or 0 for no end, not -1.0"),
        ("deadline = nan", "deadline is a number of seconds, or 0 for no end, not nan"),
        ("mail-to = 'a@b'", 'unknown setting "mail-to"; did you mean "mailto"?'),
    ],
)
def test_a_wrong_setting_is_an_error(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.from_assignment(text)
    assert str(caught.value) == message


def test_an_assignment_without_quotes_says_how_to_write_it() -> None:
    with pytest.raises(ConfigError, match=r'strings need quotes, as in mailto = "me@example\.org"'):
        config.from_assignment("mailto=me@example.org")


@pytest.mark.parametrize(
    ("above", "in_file", "expected"),
    [
        ({}, "", "default"),
        ({}, "cache = false", None),
        ({}, "cache = true", "default"),
        ({}, 'cache = "kept"', "file/kept"),
        ({"cache": True}, "cache = false", "default"),
        ({"cache": False}, 'cache = "kept"', None),
        ({"cache": "mine"}, 'cache = "kept"', "here/mine"),
    ],
)
def test_where_the_cache_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: dict[str, Any], in_file: str, expected: str | None
) -> None:
    for name in ("file", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("apacheck.crossref.cache.default_folder", lambda: tmp_path / "default")
    path = tmp_path / "file" / "apacheck.toml"
    path.write_text(in_file)
    cache = open_cache(Config(**above).over(config.load(path)))
    assert (cache.path if cache else None) == (tmp_path / expected / FILE_NAME if expected else None)


def test_offline_without_a_cache_is_an_error() -> None:
    with pytest.raises(ConfigError, match="only the cache can answer"):
        open_client(environment={}, cache=False, offline=True)
    with pytest.raises(ConfigError, match="only the cache can answer"):
        open_client(Config(cache=False), environment={}, offline=True)


def test_the_default_is_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_options: tmp_path / name)
    assert Cache().path == tmp_path / "apacheck" / FILE_NAME


def test_cache_info_and_clear(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "kept" / FILE_NAME
    assert cli("cache", "info") == (0, f"{path}: 0 bytes\nIt holds no answers.\n", "")
    assert cli("cache", "clear") == (0, f"{path} is empty.\n", "")
    assert not path.parent.exists()
    then = time.time() - 60 * DAY
    with Cache(tmp_path / "kept", now=lambda: then) as cache:
        cache.put("crossref", [("10.5555/old", "missing", None)])
    with Cache(tmp_path / "kept", now=lambda: then + 2 * DAY) as cache:
        cache.put("crossref", [(f"10.5555/w{number}", "found", {"DOI": "x" * 3000}) for number in range(12)])
    code, out, err = cli("cache", "info")
    assert (code, err) == (0, "")
    assert out.startswith(f"{path}: ")
    assert (
        f"  13  expired, to be asked again\nThe oldest answer is from {datetime.fromtimestamp(then).astimezone():%Y-%m-%d}.\n"
        in out
    )
    with Cache(tmp_path / "kept") as cache:
        cache.put("crossref", [("10.5555/new", "found", 1), ("10.5555/no", "missing", None), ("search", "hits", [])])
    code, out, _ = cli("cache", "info")
    assert "   1  works found\n   1  DOIs that do not exist\n   1  searches\n  13  expired" in out
    code, out, _ = cli("cache", "info", "--output-format", "json")
    values = json.loads(out)
    assert (values["path"], values["answers"], values["expired"]) == (
        str(path),
        {"found": 1, "missing": 1, "hits": 1},
        13,
    )
    assert values["size"] > 0
    code, out, err = cli("cache", "clear")
    assert (code, err) == (0, "")
    assert out.startswith(f"Removed 16 answers from {path} (")
    assert cli("cache", "info")[1].endswith("It holds no answers.\n")


def test_a_broken_cache_is_a_warning(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / FILE_NAME).write_bytes(b"no database " * 500)
    code, out, err = cli("cache", "info")
    assert code == 0
    assert out.endswith("It holds no answers.\n")
    assert err.startswith("warning: the cache ")
    assert err.count("\n") == 1


def test_a_cache_that_is_turned_off(cli: Cli) -> None:
    assert cli("cache", "info", "--config", "cache = false") == (0, "The cache is turned off in the settings.\n", "")
    assert cli("cache", "info", "--config", "cache = false", "--output-format", "json") == (0, "null\n", "")
    assert cli("cache", "clear", "--config", "cache = false")[0] == 0
