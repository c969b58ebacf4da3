"""What all tests share: a rule that raises is an error here, not a finding; the user's cache directory is left alone."""

import os
import tempfile

import pytest
from hypothesis import settings

from apacheck import checker

_CACHE = tempfile.TemporaryDirectory(prefix="apacheck-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name
#: `pytest --hypothesis-profile long tests/test_properties.py` looks about a minute for a text that breaks a promise.
settings.register_profile("long", max_examples=5000, deadline=None)


@pytest.fixture(autouse=True)
def _rules_may_not_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RAISE_ERRORS", True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expectations in fixtures/parse anew")
