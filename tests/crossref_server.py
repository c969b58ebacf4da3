"""A local Crossref: works in, its REST API and doi.org's over real HTTP on 127.0.0.1 out.

    with CrossrefServer(messages) as crossref:
        Client(crossref_url=crossref.url, doi_url=crossref.url, cache=None)

It answers as api.crossref.org and doi.org do (paths, bodies, status codes, headers), keeps Crossref's limits and
notes every request that broke them, and plays faults on demand. To try the command line against it:

    python tests/crossref_server.py works.jsonl.gz --port 8000
"""

import argparse
import gzip
import json
import random
import re
import select
import socket
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from crossref_faults import FAULTS, HTML, JSON, PASSING, Due, Fault
from crossref_index import FIELDS, Index

#: Requests a second and at a time, by pool and by kind of route, since 1 December 2025.
LIMITS = {
    "public": {"single": (5, 1), "list": (1, 1)},
    "polite": {"single": (10, 3), "list": (3, 3)},
}
MOST_ROWS = 1000
_JSON_UTF8 = "application/json;charset=utf-8"
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/.+", re.DOTALL)
_LIST_PARAMETERS = {*FIELDS, "filter", "rows", "offset", "select", "mailto", "sort", "order"}
_NOT_SELECTABLE = {"subtype", "institution", "edition-number", "isbn-type", "published-other", "language"}


class Seen(NamedTuple):
    """A request that came in."""

    route: str
    """"single", "list", "agency", "handle", "ra" or "other"."""
    path: str
    headers: dict[str, str]
    pool: str


class CrossrefServer:
    """Crossref and doi.org on one port; a context manager."""

    def __init__(
        self,
        works: Iterable[dict[str, Any]] | Index = (),
        *,
        aliases: Mapping[str, str] | None = None,
        elsewhere: Mapping[str, str] | None = None,
        limited: bool = False,
        clock: Callable[[], float] = time.monotonic,
        latency: float = 0,
        port: int = 0,
    ) -> None:
        """Take the works, DOIs that are aliases of others, and DOIs that other agencies registered.

        With `limited`, requests beyond Crossref's limits (by `clock`) are answered with 429. `latency` is what an
        answer takes, in real seconds.
        """
        self.index = works if isinstance(works, Index) else Index(works)
        self.aliases = {alias.lower(): prime for alias, prime in (aliases or {}).items()}
        self.elsewhere = {doi.lower(): agency for doi, agency in (elsewhere or {}).items()}
        self.limits = {pool: dict(routes) for pool, routes in LIMITS.items()}
        self.limited = limited
        self.latency = latency
        self.clock = clock
        self.seen: list[Seen] = []
        self.broken_limits: list[str] = []
        self.errors: list[BaseException | None] = []
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._planned: deque[tuple[str | None, Fault]] = deque()
        self._share, self._random = 0.0, random.Random(0)  # noqa: S311 - chance, not secrecy
        self._kinds: tuple[str, ...] = PASSING
        self._recent: dict[tuple[str, str], deque[float]] = {}
        self._under_way: Counter[tuple[str, str]] = Counter()
        self._http = _Server(("127.0.0.1", port), Handler)
        self._http.crossref = self
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    @classmethod
    def read(cls, path: Path, limit: int | None = None, **options: Any) -> Self:
        """Serve the works in a file of JSON lines, gzipped or not."""
        return cls(Index.read(path, limit), **options)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        self.index.close()
        assert not self.errors, self.errors

    def play(self, *faults: str | Fault, times: int = 1, route: str | None = None) -> None:
        """Meet the next requests (of a route) with these faults, one after the other."""
        chosen = [FAULTS[fault] if isinstance(fault, str) else fault for fault in faults]
        with self._lock:
            self._planned.extend((route, fault) for _ in range(times) for fault in chosen)

    def fail(self, share: float, kinds: tuple[str, ...] = PASSING, seed: int = 0) -> None:
        """From now on, meet this share of all requests with faults drawn from `kinds`."""
        with self._lock:
            self._share, self._kinds = share, kinds
            self._random.seed(seed)

    def count(self, *routes: str) -> int:
        """How many requests came in (on these routes)."""
        with self._lock:
            return sum(not routes or seen.route in routes for seen in self.seen)

    def forget(self) -> None:
        """Begin anew: nothing was seen, nothing is planned."""
        with self._lock:
            self._recent.clear()
            self.seen.clear()
            self.broken_limits.clear()
            self._planned.clear()

    def note(self, seen: Seen) -> None:
        with self._lock:
            self.seen.append(seen)

    def fault(self, route: str) -> Fault | None:
        """The fault that this request is to meet, if any."""
        with self._lock:
            for place, (wanted, fault) in enumerate(self._planned):
                if wanted is None or wanted == route:
                    del self._planned[place]
                    return fault
            if self._share and self._random.random() < self._share:
                return FAULTS[self._random.choice(self._kinds)]
        return None

    @contextmanager
    def admitted(self, pool: str, route: str) -> Iterator[bool]:
        """Count a request against the limits of its pool; False where it goes beyond them."""
        kind = "list" if route == "list" else "single"
        if route not in {"list", "single", "agency"}:  # doi.org's
            yield True
            return
        rate, at_once = self.limits[pool][kind]
        key = (pool, kind)
        with self._lock:
            now, recent = self.clock(), self._recent.setdefault(key, deque())
            while recent and recent[0] <= now - 1:
                recent.popleft()
            too_fast, too_many = len(recent) >= rate, self._under_way[key] >= at_once
            recent.append(now)
            self._under_way[key] += 1
            if too_fast or too_many:
                self.broken_limits.append(f"{pool} {kind}: {'rate' if too_fast else 'concurrency'}")
        try:
            yield not (self.limited and (too_fast or too_many))
        finally:
            with self._lock:
                self._under_way[key] -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    crossref: CrossrefServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep what went wrong in the server; that clients hang up is what these tests are about."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.crossref.errors.append(error)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "Jetty(9.4.40.v20210413)"
    sys_version = ""
    disable_nagle_algorithm = True  # or every pooled call takes 40 ms
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        crossref = self.server.crossref
        url = urlsplit(self.path)  # a proxy gets the whole URL
        parameters = dict(parse_qsl(url.query, keep_blank_values=True))
        self.pool = "polite" if "mailto" in parameters or "mailto:" in self.headers.get("User-Agent", "") else "public"
        route, answer = self._route(url.path, parameters)
        self.route = route
        crossref.note(Seen(route, self.path, dict(self.headers), self.pool))
        fault = None
        with crossref.admitted(self.pool, route) as admitted:
            if crossref.latency:
                self.pause(crossref.latency)
            if admitted:
                fault = crossref.fault(route)
                status, content_type, body, headers = answer()
        # Sent when it counts no longer: whoever has an answer may ask the next at once.
        if not admitted:
            return self.answer(429, b"<html><body><h1>429 Too Many Requests</h1></body></html>", HTML)
        if fault is None:
            return self.answer(status, body, content_type, headers)
        return fault(self, Due(status, content_type, body))

    def answer(
        self, status: int, body: bytes, content_type: str | None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a whole answer, compressed where the client takes that."""
        own = dict(headers or {})
        if status == 200 and "Content-Encoding" not in own and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            own["Content-Encoding"] = "gzip"
        self.begin(status, content_type, {**own, "Content-Length": str(len(body))})
        with suppress(OSError):
            self.wfile.write(body)

    def begin(self, status: int, content_type: str | None, headers: Mapping[str, str]) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
        if self.route in {"single", "list", "agency", "other"}:
            rate, at_once = self.server.crossref.limits[self.pool]["single"]  # lists show the single limits, too
            self.send_header("x-api-pool", self.pool)
            self.send_header("x-rate-limit-limit", str(rate))
            self.send_header("x-rate-limit-interval", "1s")
            self.send_header("x-concurrency-limit", str(at_once))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()

    def pause(self, seconds: float) -> bool:
        """Wait; True where the server stops meanwhile, or the client goes away."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.server.crossref.stopping.wait(min(left, 0.02)):
                return True
            with suppress(OSError):
                if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                    return True
        return False

    def hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing; `seen` has it."""

    def _route(
        self, path: str, parameters: dict[str, str]
    ) -> tuple[str, Callable[[], tuple[int, str, bytes, dict[str, str]]]]:
        path = path.removeprefix("/v1")
        if path in {"/works", "/works/"}:
            return "list", lambda: self._works(parameters)
        if path.startswith("/works/"):
            name = path.removeprefix("/works/")
            if name.endswith("/agency"):
                return "agency", lambda: self._agency(unquote(name.removesuffix("/agency")).lower())
            return "single", lambda: self._work(unquote(name).lower(), parameters)
        if path.startswith("/api/handles/"):
            return "handle", lambda: self._handle(unquote(path.removeprefix("/api/handles/")))
        if path.startswith("/ra/"):
            return "ra", lambda: self._registration_agency(unquote(path.removeprefix("/ra/")))
        return "other", lambda: _not_found(_JSON_UTF8)

    def _work(self, doi: str, parameters: dict[str, str]) -> tuple[int, str, bytes, dict[str, str]]:
        crossref = self.server.crossref
        if others := [name for name in parameters if name != "mailto"]:
            return _refused("parameter-not-allowed", others[0], "This route does not support parameters")
        if doi in crossref.aliases:
            prime = quote(crossref.aliases[doi], safe="")
            return 301, HTML, b"", {"Location": f"{crossref.url}/works/{prime}"}
        work = crossref.index.get(doi)
        if work is None:
            return _not_found("text/plain")
        return _message("work", work)

    def _agency(self, doi: str) -> tuple[int, str, bytes, dict[str, str]]:
        agency = self._agency_of(doi)
        if agency is None:
            return _not_found(_JSON_UTF8)
        found = {"DOI": doi, "agency": {"id": agency.lower(), "label": agency}}
        return _message("work-agency", found, _JSON_UTF8)

    def _agency_of(self, doi: str) -> str | None:
        crossref = self.server.crossref
        if doi.lower() in crossref.aliases or doi in crossref.index:
            return "Crossref"
        return crossref.elsewhere.get(doi.lower())

    def _works(self, parameters: dict[str, str]) -> tuple[int, str, bytes, dict[str, str]]:
        for name in parameters:
            if name not in _LIST_PARAMETERS:
                return _refused("parameter-not-found", name, "Parameter specified but there is no such parameter")
        numbers = {}
        for name, default in (("rows", "20"), ("offset", "0")):
            given = parameters.get(name, default)
            if not given.isdecimal() or int(given) > MOST_ROWS:
                words = f"Integer specified as {given} but must be a positive integer less than or equal to 1000. "
                return _refused("integer-not-valid", given, words)
            numbers[name] = int(given)
        selected = [name for name in parameters.get("select", "").split(",") if name]
        if refused := [name for name in selected if name in _NOT_SELECTABLE]:
            return _refused("select-not-available", refused[0], "Select specified but there is no such element")
        queries = {name: text for name, text in parameters.items() if name in FIELDS}
        index = self.server.crossref.index
        if "filter" in parameters:
            dois = []
            for part in parameters["filter"].split(","):  # so that a DOI with a comma breaks it, as at Crossref
                name, _, value = part.partition(":")
                if name != "doi":
                    return _refused("filter-not-available", name, "Filter specified but there is no such filter")
                dois.append(value.lower())
            # Only prime DOIs are in lists; aliases are not found here.
            works = [work for work in map(index.get, dict.fromkeys(dois)) if work is not None]
            total, items = len(works), works[numbers["offset"] : numbers["offset"] + numbers["rows"]]
        else:
            total, items = index.search(queries, numbers["rows"], numbers["offset"])
        if selected:
            items = [{name: item[name] for name in selected if name in item} for item in items]
        found = {
            "facets": {},
            "total-results": total,
            "items": items,
            "items-per-page": numbers["rows"],
            "query": {"start-index": numbers["offset"], "search-terms": parameters.get("query")},
        }
        return _message("work-list", found)

    def _handle(self, doi: str) -> tuple[int, str, bytes, dict[str, str]]:
        if self._agency_of(doi) is None:
            return 404, JSON, json.dumps({"responseCode": 100, "handle": doi}).encode(), {}
        values = [{"index": 1, "type": "URL", "data": {"format": "string", "value": "https://example.org/"}}]
        return 200, JSON, json.dumps({"responseCode": 1, "handle": doi, "values": values}).encode(), {}

    def _registration_agency(self, doi: str) -> tuple[int, str, bytes, dict[str, str]]:
        agency = self._agency_of(doi)
        if _DOI.fullmatch(doi) is None:
            found = {"DOI": doi, "status": "Invalid DOI"}
        elif agency is None:
            found = {"DOI": doi, "status": "DOI does not exist"}
        else:
            found = {"DOI": doi, "RA": agency}
        return 200, JSON, json.dumps([found]).encode(), {}


def _message(kind: str, message: Any, content_type: str = JSON) -> tuple[int, str, bytes, dict[str, str]]:
    body = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return 200, content_type, json.dumps(body, ensure_ascii=False).encode(), {}


def _not_found(content_type: str) -> tuple[int, str, bytes, dict[str, str]]:
    return 404, content_type, b"Resource not found.", {}


def _refused(kind: str, value: str, words: str) -> tuple[int, str, bytes, dict[str, str]]:
    message = [{"type": kind, "value": value, "message": words}]
    body = {"status": "failed", "message-type": "validation-failure", "message": message}
    return 400, _JSON_UTF8, json.dumps(body).encode(), {}


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve works as Crossref does.")
    parser.add_argument("works", type=Path, help="JSON lines, one work a line, gzipped or not")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--limited", action="store_true", help="keep Crossref's limits")
    parser.add_argument("--latency", type=float, default=0, help="seconds that an answer takes")
    parser.add_argument("--fail", type=float, default=0, help="share of requests to fail")
    options = parser.parse_args()
    with CrossrefServer.read(
        options.works, port=options.port, limited=options.limited, latency=options.latency
    ) as crossref:
        crossref.fail(options.fail)
        print(  # noqa: T201 - a command line's business
            f"{len(crossref.index)} works: export APACHECK_CROSSREF_URL={crossref.url} APACHECK_DOI_URL={crossref.url}"
        )
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
