"""A regular expression's source → the same pattern, compiled when it is first used.

apacheck knows hundreds of patterns, and compiling them takes longer than checking a short list. A run pays for those it
meets. Once used, a pattern's methods stand on the object itself, so that a call costs what it costs on a compiled one.
"""

from typing import Any, cast

import regex


class _Pattern:
    """A stand-in for `regex.Pattern` that becomes one when it is first asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = regex.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        self.pattern = compiled.pattern
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> "regex.Pattern[str]":
    """Return `source` as a pattern of the `regex` package, compiled on first use.

    Raises `regex.error` on that first use, not here; a test compiles every pattern of the package.
    """
    return cast("regex.Pattern[str]", _Pattern(source, flags))
