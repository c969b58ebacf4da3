"""DOIs and descriptions of works in, what Crossref says of them out: the cache, then Crossref, then doi.org.

A question that could not be put is answered by "unknown" and a reason, never by an exception and never by "missing".
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from apacheck.crossref.answer import Answer, Hits
from apacheck.crossref.cache import Cache
from apacheck.crossref.limits import Clock
from apacheck.errors import CrossrefError
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
_CROSSREF = "Crossref"

T = TypeVar("T")


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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def requests(self) -> int:
        """How many requests were sent, repeated ones and redirects included."""
        return self._sender.requests if self._sender is not None else 0

    def work(self, doi: str) -> Answer:
        """Ask for the work that a DOI names."""
        name = doi.strip().lower()
        return self._kept(name) or self._unasked(name) or self._answer(name, listed=False)

    def works(
        self, dois: Sequence[str], *, on_answer: Callable[[str, Answer], None] | None = None
    ) -> dict[str, Answer]:
        """Ask for the works that DOIs name, many in one request; `on_answer` is told each answer when it is there.

        The answers come under the DOIs as they were given. `on_answer` is called from other threads, too, but never
        twice at a time.
        """
        given: dict[str, list[str]] = {}
        for doi in dict.fromkeys(dois):
            given.setdefault(doi.strip().lower(), []).append(doi)
        answers: dict[str, Answer] = {}
        telling = threading.Lock()

        def tell(name: str, answer: Answer) -> None:
            with telling:
                for doi in given[name]:
                    answers[doi] = answer
                    if on_answer is not None:
                        on_answer(doi, answer)

        alone: dict[str, bool] = {}
        for name in given:
            answer = self._kept(name) or self._unasked(name)
            if answer is None:
                alone[name] = False
            else:
                tell(name, answer)
        names = [name for name in alone if _FILTERABLE.fullmatch(name)]
        if len(names) >= _WORTH_A_BATCH:

            def ask_batch(batch: list[str]) -> None:
                found, listed = self._batch(batch)
                for name in batch:
                    if name in found:
                        del alone[name]
                        tell(name, found[name])
                    else:
                        alone[name] = listed

            self._spread(ask_batch, [names[start : start + BATCH] for start in range(0, len(names), BATCH)])
        self._spread(lambda name: tell(name, self._answer(name, listed=alone[name])), list(alone))
        return {doi: answers[doi] for doi in dois}

    def search(self, *, title: str, author: str | None, year: int | None, container: str | None, rows: int = 5) -> Hits:
        """Search for a work by what an entry says of it; the best are first, and need not be it."""
        words = (author, str(year) if year is not None else None, title, container)
        query = _shortened(" ".join(" ".join(filter(None, words)).split()))
        question = f"search {rows} {query.casefold()}"
        kept = self.cache.get(self.crossref_url, question, expired=self.offline) if self.cache is not None else None
        if kept is not None and kept.kind in {"hits", "no hits"}:
            return Hits("found", kept.value, from_cache=True)
        if not query:
            return Hits("unknown", [], "there is nothing to search for")
        if (unasked := self._unasked(query)) is not None:
            return Hits("unknown", [], unasked.reason)
        try:
            messages = [_pruned(message) for message in self._asking().search(query, rows, SELECTED)]
        except CrossrefError as error:
            return Hits("unknown", [], str(error))
        self._keep([(question, "hits" if messages else "no hits", messages)])
        return Hits("found", messages)

    def cancel(self) -> None:
        """Send nothing more; what is under way, and what is asked from now on, comes back as unknown."""
        with self._lock:
            self._stopped = True
            sender = self._sender
        if sender is not None:
            sender.stop()

    def close(self) -> None:
        """Close the connections and the cache; nothing can be asked any more."""
        self.cancel()
        if self.cache is not None:
            self.cache.close()

    def _kept(self, name: str) -> Answer | None:
        """The answer that the cache has."""
        kept = self.cache.get(self.crossref_url, name, expired=self.offline) if self.cache is not None else None
        match kept:
            case ("found", {"DOI": str()} as message):
                return Answer("found", message, from_cache=True)
            case ("elsewhere", str(agency)):
                return Answer("elsewhere", agency=agency, from_cache=True)
            case ("missing", _):
                return Answer("missing", from_cache=True)
        return None

    def _unasked(self, name: str) -> Answer | None:
        """Why a question is not sent at all."""
        if not name:
            return Answer("unknown", reason="there is no DOI to ask for")
        if self.offline:
            return Answer("unknown", reason=_OFFLINE)
        return Answer("unknown", reason=_STOPPED) if self._stopped else None

    def _answer(self, name: str, *, listed: bool) -> Answer:
        """Ask for one work; `listed` where it is not in Crossref's list already."""
        try:
            answer = self._looked_up(name, listed=listed)
        except CrossrefError as error:
            return Answer("unknown", reason=str(error))
        if answer.kind != "unknown":
            self._keep([(name, answer.kind, answer.message or answer.agency)])
        return answer

    def _looked_up(self, name: str, *, listed: bool) -> Answer:
        sender = self._asking()
        message = None if listed else sender.work(name)
        if message is None:
            try:
                agency = sender.agency(name)
            except CrossrefError:
                agency = sender.registration_agency(name)  # doi.org can say that it is somebody else's, no more
                if agency in {None, _CROSSREF}:
                    raise
            if agency == _CROSSREF and listed:
                message = sender.work(name)  # an alias, which is in no list
            elif agency is None:
                if not sender.has_handle(name):
                    return Answer("missing")
                agency = sender.registration_agency(name)
        if message is not None:
            return Answer("found", _pruned(message))
        if agency is None:
            return Answer("unknown", reason="doi.org has the DOI, but does not say who registered it")
        if agency == _CROSSREF:
            return Answer("unknown", reason="it is registered with Crossref, but Crossref does not have its record")
        return Answer("elsewhere", agency=agency)

    def _batch(self, names: list[str]) -> tuple[dict[str, Answer], bool]:
        """The works that one list has, and whether there was a list."""
        try:
            messages = [_pruned(message) for message in self._asking().works(names)]
        except CrossrefError:
            return {}, False  # each is asked for alone, and says why if that fails, too
        wanted = set(names)
        found = {message["DOI"].lower(): message for message in messages if message["DOI"].lower() in wanted}
        self._keep([(name, "found", message) for name, message in found.items()])
        return {name: Answer("found", message) for name, message in found.items()}, True

    def _keep(self, answers: list[tuple[str, str, Any]]) -> None:
        if self.cache is not None and answers:
            self.cache.put(self.crossref_url, answers)

    def _spread(self, work: Callable[[T], None], tasks: list[T]) -> None:
        """Do a work for each of several tasks, some at a time; an exception (Ctrl-C) stops all of it."""
        if not tasks:
            return
        pool = ThreadPoolExecutor(min(self._workers, len(tasks)), "crossref")
        try:
            for future in [pool.submit(work, task) for task in tasks]:
                future.result()
        except BaseException:
            self.cancel()
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _asking(self) -> "Sender":
        with self._lock:
            if self._sender is None:
                from apacheck.crossref.sender import Sender  # noqa: PLC0415 - loads habanero

                self._sender = Sender(
                    self.crossref_url,
                    self.doi_url,
                    self.mailto,
                    timeout=self._timeout,
                    deadline=self._deadline,
                    clock=self._clock,
                )
                if self._stopped:
                    self._sender.stop()
            return self._sender


def _pruned(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in _DROPPED}


def _shortened(query: str) -> str:
    return (
        query if len(query) <= _LONGEST_QUERY else query[:_LONGEST_QUERY].rpartition(" ")[0] or query[:_LONGEST_QUERY]
    )
