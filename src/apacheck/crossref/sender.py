"""A question in, what Crossref or doi.org says out: limits kept, failures tried again, redirects followed.

What is said here of a host ends in one of three ways: with an answer, with `NotThereError` (an answer, too: there is no
such work), or with `CrossrefError` and the reason in words for a user.
"""

import json
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from math import inf
from typing import Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from apacheck.crossref.limits import Clock, Host, Limiter, OutOfTimeError, Route, StoppedError, host_of
from apacheck.crossref.wire import AGENT, Exchange, Question, Send, Wire, WireError, asker
from apacheck.errors import CrossrefError

#: With one request in five failing, a question is lost once in 80,000 times.
ATTEMPTS = 7
_FIRST_REST, _LONGEST_REST = 0.25, 16.0  # seconds; doubled each time, and then half of it left to chance
#: A host that wants to be left alone for longer than this is left alone for the time being.
LONGEST_PAUSE = 120.0
#: Failures without an answer between them, after which a host seems to be out of order. As long as it never answered at
#: all, being out of reach counts double: then it is the network, and not chance.
MOST_FAILURES = 8
#: A host that answered before is then waited for, so many seconds; after the last of these, and where it never
#: answered, it is left alone for the time being.
PAUSES = (10.0, 20.0, 40.0)
_LEFT_ALONE = 30.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_SUCH_HANDLE = 100
_UNREADABLE = "sent an answer that cannot be read"

T = TypeVar("T")


class NotThereError(Exception):
    """The host answered that it does not have this."""


class _FailedError(Exception):
    """An exchange failed, and may succeed later."""

    def __init__(self, words: str, *, reached: bool = True, again: bool = True, wait: float | None = None) -> None:
        super().__init__(words)
        self.reached = reached
        self.again = again
        self.wait = wait
        """Seconds that the host wants to be left alone for; 0 for a while that it does not say."""


class Sender:
    """Asks Crossref and doi.org; safe for threads."""

    def __init__(
        self, crossref_url: str, doi_url: str, mailto: str | None, *, timeout: float, deadline: float, clock: Clock
    ) -> None:
        """Begin to count the time until `deadline`."""
        self.requests = 0
        self._crossref = asker(crossref_url, mailto)
        self._doi_url = doi_url
        self._clock = clock
        self._end = clock.now() + deadline
        self._wire = Wire(timeout)
        self._limiter = Limiter(polite=mailto is not None, clock=clock)
        self._lock = threading.Lock()
        self._failures: dict[Host, int] = {"Crossref": 0, "doi.org": 0}
        self._pauses: dict[Host, int] = {"Crossref": 0, "doi.org": 0}
        self._answered: set[Host] = set()
        self._left_alone: dict[Host, tuple[float, str]] = {}
        self._chance = random.Random()  # noqa: S311 - spreads requests, keeps no secret

    def work(self, doi: str) -> dict[str, Any] | None:
        """Ask Crossref for a work; give None where it has none of that DOI."""
        try:
            return _object(Question(self._crossref, self._send("single", _is_work), quote(doi, safe="")).one())
        except NotThereError:
            return None

    def works(self, dois: Sequence[str]) -> list[dict[str, Any]]:
        """Ask Crossref for the works that it lists under these DOIs; aliases are in no list."""
        return self._list(filter={"doi": list(dois)}, limit=len(dois))

    def search(self, query: str, rows: int, select: Sequence[str]) -> list[dict[str, Any]]:
        """Ask Crossref for works like this, best first, and for these fields of them."""
        try:
            return self._list(query_bibliographic=query, limit=rows, select=list(select))
        except CrossrefError as error:
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            return self._list(query_bibliographic=query, limit=rows)  # a mirror may not select, or not all of these

    def agency(self, doi: str) -> str | None:
        """Ask Crossref who registered a DOI; give None where it knows nobody."""
        send = self._send("single", _is_agency)
        try:
            return _label(Question(self._crossref, send, f"{quote(doi, safe='')}/agency").one()["message"])
        except NotThereError:
            return None

    def has_handle(self, doi: str) -> bool:
        """Ask the handle system whether there is such a DOI."""

        def read(exchange: Exchange) -> bool:
            code = _json(exchange).get("responseCode")
            if exchange.status not in {HTTPStatus.OK, HTTPStatus.NOT_FOUND} or not isinstance(code, int):
                raise _FailedError(_UNREADABLE)
            return code != _NO_SUCH_HANDLE

        return self._ask("doi.org", f"{self._doi_url}/api/handles/{quote(doi, safe='/')}", {}, {}, read)

    def registration_agency(self, doi: str) -> str | None:
        """Ask doi.org who registered a DOI; give None where it knows nobody."""

        def read(exchange: Exchange) -> str | None:
            found = _parsed(exchange)
            if (
                exchange.status != HTTPStatus.OK
                or not isinstance(found, list)
                or not found
                or type(found[0]) is not dict
            ):
                raise _FailedError(_UNREADABLE)
            agency = found[0].get("RA")
            return agency if isinstance(agency, str) else None

        return self._ask("doi.org", f"{self._doi_url}/ra/{quote(doi, safe='/')}", {}, {}, read)

    def stop(self) -> None:
        """Send nothing more, and let nobody wait any longer."""
        self._limiter.stop()
        self._wire.stop()

    def _list(self, **parameters: Any) -> list[dict[str, Any]]:
        try:
            return Question(self._crossref, self._send("list", _is_list), **parameters).many()
        except NotThereError as error:  # a list is always there, if empty
            raise CrossrefError("Crossref does not answer searches at this address") from error

    def _send(self, route: Route, is_right: Callable[[Any], bool]) -> Send:
        """Give habanero a way to send a question and to get back what is right."""

        def read(exchange: Exchange) -> dict[str, Any]:
            if exchange.status == HTTPStatus.NOT_FOUND:
                if _is_page(exchange):
                    raise _FailedError("answered with a web page that says 404")
                raise NotThereError
            found = _json(exchange)
            if not is_right(found.get("message")):
                raise _FailedError("sent an answer of another kind than was asked for")
            return found

        def send(url: str, parameters: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Any]:
            return self._ask(route, url, parameters, headers, read)

        return send

    def _ask(
        self,
        route: Route,
        url: str,
        parameters: Mapping[str, str],
        headers: Mapping[str, str],
        read: Callable[[Exchange], T],
    ) -> T:
        """Ask until there is an answer, or no hope of one."""
        host = host_of(route)
        trouble, attempt = "", 0
        try:
            while True:
                self._respect(host)
                attempt += 1
                try:
                    answer = read(self._exchange(route, url, parameters, headers))
                except NotThereError:
                    self._succeeded(host)
                    raise
                except _FailedError as error:
                    trouble = f"{host} {error}"
                    if self._failed(host, error):
                        attempt = 1  # this was the host's fault, not this question's
                    if not error.again or attempt == ATTEMPTS:
                        raise CrossrefError(
                            trouble if attempt == 1 else f"{trouble}, the last of {attempt} times"
                        ) from None
                    self._rest(host, attempt, error.wait)
                else:
                    self._succeeded(host)
                    return answer
        except OutOfTimeError as error:
            raise CrossrefError(f"{error}; before, {trouble}" if trouble else str(error)) from None
        except StoppedError:
            raise CrossrefError("the run was stopped") from None

    def _exchange(self, route: Route, url: str, parameters: Mapping[str, str], headers: Mapping[str, str]) -> Exchange:
        """Exchange a request for an answer that is neither a redirect nor a failure."""
        for _ in range(_MOST_REDIRECTS + 1):
            with self._limiter.slot(route, self._end):
                with self._lock:
                    self.requests += 1
                try:
                    exchange = self._wire.get(url, parameters, headers or {"User-Agent": AGENT})
                except WireError as error:
                    reached = error.trouble not in {"connection", "timeout"}
                    raise _FailedError(str(error), reached=reached, again=error.trouble != "request") from None
                if route != "doi.org":
                    self._limiter.obey(exchange.headers)
            if exchange.status not in _REDIRECTS:
                _judge(exchange)
                return exchange
            target = _target(url, exchange)
            if urlsplit(target).netloc != urlsplit(url).netloc:
                headers = {}  # whoever that is, the user's address was not meant for them
            url, parameters = target, {}
        raise _FailedError("sends from one address to the next without end")

    def _respect(self, host: Host) -> None:
        """Do not ask a host that is to be left alone."""
        with self._lock:
            until, reason = self._left_alone.get(host, (-inf, ""))
            if self._clock.now() < until:
                raise CrossrefError(reason)

    def _succeeded(self, host: Host) -> None:
        with self._lock:
            self._answered.add(host)
            self._failures[host] = 0

    def _failed(self, host: Host, error: _FailedError) -> bool:
        """Count a failure; where there were too many, wait for the host (and say so) or leave it alone."""
        with self._lock:
            self._failures[host] += 1 if error.reached or host in self._answered else 2
            now = self._clock.now()
            if error.wait is not None and error.wait > LONGEST_PAUSE:
                self._left_alone[host] = (
                    now + error.wait,
                    f"{host} asks to be left alone for {error.wait:.0f} seconds",
                )
            elif self._failures[host] >= MOST_FAILURES:
                self._failures[host] = MOST_FAILURES - 1  # after that while, one more is enough
                if host in self._answered and self._pauses[host] < len(PAUSES):
                    self._limiter.pause(host, PAUSES[self._pauses[host]])
                    self._pauses[host] += 1
                    return True
                reason = f"{host} {error}; it failed too often to be asked again at once"
                self._left_alone[host] = (now + _LEFT_ALONE, reason)
        return False

    def _rest(self, host: Host, attempt: int, wait: float | None) -> None:
        whole = min(_FIRST_REST * 2 ** (attempt - 1), _LONGEST_REST)
        with self._lock:
            seconds = self._chance.uniform(whole / 2, whole)
        if wait is None:
            self._limiter.rest(seconds, self._end)
        elif wait <= LONGEST_PAUSE:  # nobody else should ask meanwhile, either
            self._limiter.pause(host, max(wait, seconds))


def _judge(exchange: Exchange) -> None:
    """Raise for a status that is no answer to the question."""
    status = exchange.status
    if status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}:
        return
    if status == HTTPStatus.BAD_REQUEST:
        raise CrossrefError(f"the question was refused: {_refusal(exchange)}", status=status)
    words = f"answered with status {status}{_phrase(status)}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise _FailedError(words, wait=_retry_after(exchange) or 0)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        raise _FailedError(words, wait=_retry_after(exchange))
    raise _FailedError(words, again=False)


def _target(url: str, exchange: Exchange) -> str:
    """Where a redirect leads: within the host as it was asked, and elsewhere no less safely than before."""
    location = exchange.headers.get("location", "")
    if not location:
        raise _FailedError("sends to another address without naming it")
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, location))
        if there.hostname == here.hostname and there.scheme in {
            "http",
            "https",
        }:  # behind a proxy, a server may think that it is asked by plain http
            there = there._replace(scheme=here.scheme, netloc=here.netloc)
    except ValueError:
        raise _FailedError(f"sends to an address that is none ({location[:100]})", again=False) from None
    if there.scheme not in {"https", here.scheme}:
        raise _FailedError(f"sends to an address that is not safe ({location[:100]})", again=False)
    return there.geturl()


def _retry_after(exchange: Exchange) -> float | None:
    """Seconds from now, as Retry-After says: a number or a date."""
    text = exchange.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        there = parsedate_to_datetime(text)
        date = exchange.headers.get("date")  # their clock, not ours
        now = parsedate_to_datetime(date) if date else datetime.now(UTC)
        return max((there - now).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _parsed(exchange: Exchange) -> Any:
    if _is_page(exchange):
        raise _FailedError("answered with a web page instead of data (is this a network with a log-in page?)")
    try:
        return json.loads(exchange.body)
    except (ValueError, RecursionError):
        raise _FailedError(_UNREADABLE) from None


def _json(exchange: Exchange) -> dict[str, Any]:
    found = _parsed(exchange)
    if not isinstance(found, dict):
        raise _FailedError("sent an answer of another kind than was asked for")
    return found


def _is_page(exchange: Exchange) -> bool:
    return exchange.body.lstrip()[:1] == b"<" or exchange.headers.get("content-type", "").startswith("text/html")


def _object(found: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = found["message"]
    return message


def _is_work(message: Any) -> bool:
    return isinstance(message, dict) and isinstance(message.get("DOI"), str) and bool(message["DOI"])


def _is_list(message: Any) -> bool:
    return (
        isinstance(message, dict)
        and isinstance(message.get("items"), list)
        and all(map(_is_work, message["items"]))
        and isinstance(message.get("total-results"), int)  # habanero looks for it
    )


def _is_agency(message: Any) -> bool:
    return isinstance(message, dict) and isinstance(message.get("agency"), dict) and bool(_label(message))


def _label(message: dict[str, Any]) -> str:
    agency = message["agency"]
    label = agency.get("label") or agency.get("id")
    return label if isinstance(label, str) else ""


def _refusal(exchange: Exchange) -> str:
    """Crossref's own words, where there are any."""
    try:
        words = json.loads(exchange.body)["message"][0]["message"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        words = None
    return words.strip() if isinstance(words, str) else "status 400 (Bad Request)"


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""
