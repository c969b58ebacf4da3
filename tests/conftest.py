"""What all tests share: a rule that raises is an error here, not a finding."""

import pytest

from apacheck import checker


@pytest.fixture(autouse=True)
def _rules_may_not_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RAISE_ERRORS", True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expectations in fixtures/parse anew")
