"""A question to Crossref or doi.org in, one HTTP exchange out: its status, headers and body, within a deadline.

Crossref is asked through habanero (2.9), which makes the URL, checks and spells the parameters of lists, and says who
asks. It is not let at the wire, for reasons found in its source:

- It sends by `httpx2.get`: a new client for each request, and with it a new connection and a new reading of all
  certificates. And it has no place to put another transport.
- The headers of an answer that succeeded cannot be read, and they hold the limits that Crossref wants obeyed.
- `timeout` holds for each read: an answer that drips, or that never ends, is waited for without end.
- It raises for the redirect by which Crossref answers for an aliased DOI, and for answers that it does not expect it
  raises whatever happens to go wrong: KeyError, TypeError, JSONDecodeError.

So `Question` is habanero's own `Request` with the one method changed that sends. Two more things stand in the way: a
DOI is put into the URL as it is, so it comes here encoded, in full; and `select` refuses what its list does not have
("language"), so that is not asked for. habanero knows nothing of doi.org's routes; those are asked without it.

This module loads habanero and httpx2; import it only when something is to be sent.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Literal, NamedTuple

import habanero
import httpx2
from habanero.habanero_utils import make_ua
from habanero.request_class import Request

#: Says who asks, beside habanero's own words and the address to write to.
AGENT = f"apacheck/{version('apacheck')}"
#: More than a page of works with all their references comes to.
MOST_BYTES = 32 << 20
#: Beyond the deadline, before an exchange is given up that does not notice it itself.
_GRACE = 0.25

Trouble = Literal["timeout", "connection", "answer", "request"]
#: Sends a URL with parameters and headers, and gives what the answer's JSON holds.
Send = Callable[[str, Mapping[str, str], Mapping[str, str]], dict[str, Any]]


class Exchange(NamedTuple):
    """An answer as it came; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class WireError(Exception):
    """There was no answer; `trouble` says where it went wrong."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        """Say what went wrong, as the end of a sentence that begins with the host."""
        super().__init__(message)
        self.trouble = trouble


class Question(Request):  # type: ignore[misc] # habanero has no types
    """A question to Crossref, spelt by habanero and sent by us."""

    def __init__(self, crossref: habanero.Crossref, send: Send, path: str = "", **parameters: Any) -> None:
        """Ask for /works/`path`, or for a list of works with these parameters."""
        url = f"{crossref.base_url}/works/"
        super().__init__(crossref.mailto, crossref.ua_string, crossref.timeout, url, path, **parameters)
        self._send = send

    def _req(self, payload: dict[str, str], should_warn: bool) -> dict[str, Any]:  # noqa: ARG002, FBT001 - habanero's
        return self._send(self._url(), payload, make_ua(self.mailto, self.ua_string))

    def one(self) -> dict[str, Any]:
        """Ask for what is not a list: there habanero goes another way, which cannot be given a transport."""
        return self._req({}, should_warn=False)

    def many(self) -> list[dict[str, Any]]:
        """Ask for a list."""
        found = self.do_request()
        return [item for item in found["message"]["items"] if isinstance(item, dict)]


def asker(crossref_url: str, mailto: str | None) -> habanero.Crossref:
    """Give habanero's idea of where to ask, and who asks."""
    return habanero.Crossref(base_url=crossref_url, mailto=mailto, ua_string=AGENT)


class Wire:
    """One pool of connections; safe for threads. Proxies are taken from the environment, as httpx2 does."""

    def __init__(self, timeout: float) -> None:
        """Give every exchange so many seconds, from beginning to end."""
        self._timeout = timeout
        self._lock = threading.Lock()
        self._client: httpx2.Client | None = None
        self._stopped = False
        self._waiting: set[queue.SimpleQueue[Exchange | WireError]] = set()

    def get(self, url: str, parameters: Mapping[str, str], headers: Mapping[str, str]) -> Exchange:
        """Exchange a request for an answer, or raise `WireError`; redirects are answers.

        The exchange runs in a thread of its own. Looking up a name knows no timeout, and that for reading begins anew
        with every byte: only whoever waits outside can keep a deadline. Where the deadline is over, the thread is
        left to itself; it ends with the next piece of the answer.
        """
        result: queue.SimpleQueue[Exchange | WireError] = queue.SimpleQueue()
        with self._lock:
            self._waiting.add(result)
        work = threading.Thread(target=self._exchange, args=(url, parameters, headers, result), daemon=True)
        try:
            work.start()
            answer = result.get(timeout=self._timeout + _GRACE)
        except queue.Empty:
            raise self._too_late() from None
        finally:
            with self._lock:
                self._waiting.discard(result)
        if isinstance(answer, WireError):
            raise answer
        return answer

    def stop(self) -> None:
        """Let nobody wait any longer, close the connections and open no other."""
        with self._lock:
            self._stopped = True
            for result in self._waiting:
                result.put(_stopped())
            if self._client is not None:
                self._client.close()
                self._client = None

    def _exchange(
        self,
        url: str,
        parameters: Mapping[str, str],
        headers: Mapping[str, str],
        result: "queue.SimpleQueue[Exchange | WireError]",
    ) -> None:
        end = time.monotonic() + self._timeout
        try:
            with self._connections().stream("GET", url, params=dict(parameters), headers=dict(headers)) as response:
                body = self._read(response, end)
                if self._stopped:  # the pool is closed already, and would forget this one
                    response.extensions["network_stream"].close()
            names = {name.lower(): value for name, value in response.headers.items()}
            result.put(Exchange(response.status_code, names, body))
        except WireError as error:
            result.put(error)
        except httpx2.TimeoutException:
            result.put(self._too_late())
        except (httpx2.ConnectError, httpx2.ProxyError) as error:
            result.put(WireError("connection", f"could not be reached ({_words(error)})"))
        except httpx2.DecodingError:
            result.put(WireError("answer", "sent an answer that cannot be unpacked"))
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError) as error:
            result.put(WireError("request", f"could not be asked ({_words(error)})"))
        except httpx2.HTTPError as error:
            result.put(WireError("answer", f"broke off the connection ({_words(error)})"))
        except Exception as error:  # noqa: BLE001 - a proxy that cannot be read, a pool that was closed: whatever it is
            result.put(WireError("request", f"could not be asked ({_words(error)})"))

    def _read(self, response: httpx2.Response, end: float) -> bytes:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if time.monotonic() > end:
                raise self._too_late()
            if len(body) > MOST_BYTES:
                raise WireError("answer", "sent far more than an answer can be")
        return bytes(body)

    def _connections(self) -> httpx2.Client:
        with self._lock:
            if self._stopped:
                raise _stopped()
            if self._client is None:
                self._client = httpx2.Client(timeout=self._timeout, follow_redirects=False)
            return self._client

    def _too_late(self) -> WireError:
        return WireError("timeout", f"did not answer within {self._timeout:g} seconds")


def _stopped() -> WireError:
    return WireError("request", "was not waited for: the run was stopped")


def _words(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
