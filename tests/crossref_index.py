"""Crossref messages in, works found by DOI and by full-text search out: what the local Crossref knows."""

import gzip
import json
import re
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
#: Words that half of all works share; they decide nothing and cost most of a search.
_COMMON = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "de",
        "der",
        "die",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "the",
        "to",
        "und",
        "with",
    )
)
_COLUMNS = ("title", "author", "container", "rest")

#: Which columns a query field searches; `query.bibliographic` is "what you would find in a citation".
FIELDS = {
    "query": _COLUMNS,
    "query.bibliographic": _COLUMNS,
    "query.title": ("title",),
    "query.author": ("author",),
    "query.container-title": ("container",),
}


class Index:
    """Works by DOI, and a full-text index over what a citation would hold of them."""

    def __init__(self, messages: Iterable[dict[str, Any]] = ()) -> None:
        self._works: list[dict[str, Any]] = []
        self._rows: dict[str, int] = {}
        self._lock = threading.Lock()
        self._search = sqlite3.connect(":memory:", check_same_thread=False)
        self._search.execute(
            f"CREATE VIRTUAL TABLE works USING fts5({', '.join(_COLUMNS)}, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        self.add(messages)

    @classmethod
    def read(cls, path: Path, limit: int | None = None) -> Self:
        """Read works from JSON lines, gzipped or not: one a line, as Crossref's public data file has them."""
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            messages = (json.loads(line) for row, line in enumerate(lines) if limit is None or row < limit)
            return cls({**message.get("message", message)} for message in messages)

    def add(self, messages: Iterable[dict[str, Any]]) -> None:
        with self._lock:
            for message in messages:
                doi = message["DOI"].lower()
                if doi in self._rows:
                    self._works[self._rows[doi]] = message
                    continue
                self._rows[doi] = row = len(self._works)
                self._works.append(message)
                self._search.execute(
                    "INSERT INTO works(rowid, title, author, container, rest) VALUES (?, ?, ?, ?, ?)",
                    (row, *_texts(message)),
                )
            self._search.commit()

    def __len__(self) -> int:
        return len(self._works)

    def __contains__(self, doi: str) -> bool:
        return doi.lower() in self._rows

    def get(self, doi: str) -> dict[str, Any] | None:
        row = self._rows.get(doi.lower())
        return None if row is None else self._works[row]

    def search(self, queries: dict[str, str], rows: int, offset: int) -> tuple[int, list[dict[str, Any]]]:
        """How many works share a word with the queries, and the best of them, each with its score."""
        match = " AND ".join(_expression(field, text) for field, text in queries.items() if _WORD.search(text))
        with self._lock:
            if not match:
                return len(self._works), [{**work, "score": 1.0} for work in self._works[offset : offset + rows]]
            total = self._search.execute("SELECT count(*) FROM works WHERE works MATCH ?", (match,)).fetchone()[0]
            found = self._search.execute(
                "SELECT rowid, -bm25(works, 2.0, 1.0, 1.0, 0.5) AS score FROM works WHERE works MATCH ? "
                "ORDER BY score DESC, rowid LIMIT ? OFFSET ?",
                (match, rows, offset),
            ).fetchall()
        return total, [{**self._works[row], "score": round(score, 6)} for row, score in found]

    def close(self) -> None:
        with self._lock:
            self._search.close()


def _expression(field: str, text: str) -> str:
    words = dict.fromkeys(_WORD.findall(text.lower()))
    telling = [word for word in words if word not in _COMMON] or list(words)
    either = " OR ".join(f'"{word}"' for word in telling)
    return f"({{{' '.join(FIELDS[field])}}} : ({either}))"


def _texts(message: dict[str, Any]) -> tuple[str, str, str, str]:
    def joined(*keys: str) -> str:
        values = (message.get(key) or [] for key in keys)
        return " ".join(
            _TAG.sub(" ", text) for value in values for text in (value if isinstance(value, list) else [value]) if text
        )

    people = [*(message.get("author") or ()), *(message.get("editor") or ())]
    names = " ".join(str(person.get(key) or "") for person in people for key in ("given", "family", "name"))
    parts = (message.get("issued") or {}).get("date-parts") or [[]]
    year = str(parts[0][0]) if parts[0] and parts[0][0] else ""
    return (
        joined("title", "subtitle", "original-title"),
        names,
        joined("container-title", "short-container-title", "publisher"),
        f"{year} {joined('volume', 'issue', 'page', 'article-number', 'ISSN', 'ISBN')}",
    )
