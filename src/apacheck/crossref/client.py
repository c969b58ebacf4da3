"""DOIs and descriptions of works in, what Crossref says of them out: the cache, then Crossref, then doi.org.

A question that could not be put is answered by "unknown" and a reason, never by an exception and never by "missing".
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from apacheck.crossref.answer import Answer, Hits
from apacheck.crossref.cache import Cache
from apacheck.crossref.limits import Clock
from apacheck.patterns import pattern

if TYPE_CHECKING:
    from apacheck.crossref.sender import Sender

CROSSREF_URL = "https://api.crossref.org"
DOI_URL = "https://doi.org"
#: Seconds for one request, and for all requests of a client.
TIMEOUT, DEADLINE = 20.0, 1800.0
WORKERS = 3
#: DOIs asked for in one request; their records come whole, so that more would come slowly.
BATCH = 20
#: From so many on, one list is quicker than single requests, although lists are limited more strictly.
_WORTH_A_BATCH = 3
#: DOIs that a filter can hold: a comma would end one, and what a colon would do is nowhere said.
_FILTERABLE = pattern(r"10\.[A-Za-z0-9./()_-]+")
#: What no comparison needs and what makes most of a record's size.
_DROPPED = ("abstract", "assertion", "content-domain", "funder", "indexed", "license", "link", "reference")
#: What is asked for of a work that was searched for.
SELECTED = (
    "DOI", "ISBN", "ISSN", "URL", "alternative-id", "article-number", "author", "chair", "container-title",
    "content-created", "created", "degree", "editor", "event", "group-title", "is-referenced-by-count", "issue", "issued",
    "original-title", "page", "posted", "prefix", "published", "published-online", "published-print", "publisher",
    "publisher-location", "relation", "resource", "score", "short-container-title", "short-title", "standards-body",
    "subtitle", "title", "translator", "type", "update-to", "updated-by", "volume",
)  # fmt: skip
_LONGEST_QUERY = 600
_OFFLINE = "offline, and not in the cache"
_STOPPED = "the run was stopped"


class Client:
    """Asks about works; safe for threads, a context manager."""

    def __init__(
        self,
        *,
        crossref_url: str = CROSSREF_URL,
        doi_url: str = DOI_URL,
        mailto: str | None = None,
        cache: Cache | None = None,
        offline: bool = False,
        timeout: float = TIMEOUT,
        deadline: float | None = DEADLINE,
        workers: int = WORKERS,
        clock: Clock | None = None,
    ) -> None:
        """Say where to ask and who asks.

        `timeout` is for one request, `deadline` for all of them together, counted from the first, both in seconds.
        With `offline`, nothing is sent and the cache decides. `workers` requests are under way at most, or fewer where
        the limits are lower.
        """
        self.crossref_url = crossref_url.rstrip("/")
        self.doi_url = doi_url.rstrip("/")
        self.mailto = mailto
        self.cache = cache
        self.offline = offline
        self._timeout = timeout
        self._deadline = inf if deadline is None else deadline
        self._workers = workers
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._sender: Sender | None = None
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def requests(self) -> int:
        """How many requests were sent, repeated ones and redirects included."""
        return self._sender.requests if self._sender is not None else 0

    def work(self, doi: str) -> Answer:
        """Ask for the work that a DOI names."""
        name = doi.strip()
        return self._kept(name) or self._ask(lambda: self._answer(name, [name], listed=False))

    def works(
        self, dois: Sequence[str], *, on_answer: Callable[[str, Answer], None] | None = None
    ) -> dict[str, Answer]:
        """Ask for the works that DOIs name, many in one request; `on_answer` is told each answer when it is there.

        The answers come under the DOIs as they were given, in their order. `on_answer` is called from several threads,
        but never twice at a time.
        """
        given: dict[str, list[str]] = {}
        for doi in dois:
            given.setdefault(doi.strip().lower(), []).append(doi)
        answers: dict[str, Answer] = {}
        telling = threading.Lock()

        def tell(name: str, answer: Answer) -> None:
            with telling:
                for doi in given[name]:
                    answers[doi] = answer
                    if on_answer is not None:
                        on_answer(doi, answer)

        unknown = []
        for name in given:
            answer = self._kept(name)
            if answer is None and not self.offline and name:
                unknown.append(name)
            else:
                tell(name, answer or self._ask(lambda name=name: self._answer(name, [], listed=False)))  # type: ignore[misc]
        listable = [name for name in unknown if _FILTERABLE.fullmatch(name)]
        if len(listable) < _WORTH_A_BATCH:
            listable = []
        batches = [listable[start : start + BATCH] for start in range(0, len(listable), BATCH)]
        single = sorted(set(unknown) - set(listable), key=unknown.index)
        self._spread([*((self._batch, batch, tell) for batch in batches), *((self._alone, name, tell) for name in single)])
        return {doi: answers[doi] for doi in dois}
