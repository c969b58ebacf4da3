"""What the local Crossref can do instead of answering: each fault by its name.

A fault gets the connection's handler and the answer that was due, as (status, content type, body), and writes what it
likes. Faults that take time wait for the server to stop or the client to go away, whichever comes first.
"""

import contextlib
import gzip
import json
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crossref_server import Handler

JSON = "application/json"
HTML = "text/html; charset=UTF-8"


class Due(NamedTuple):
    """The answer that the client would have had."""

    status: int
    content_type: str
    body: bytes


Fault = Callable[["Handler", Due], None]


def status(code: int, body: str = "", content_type: str = HTML, **headers: str) -> Fault:
    """An answer with this status and these headers (underscores stand for hyphens)."""
    page = body or f"<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>"

    def play(handler: "Handler", _due: Due) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.answer(code, page.encode(), content_type, named)

    return play


def _html_page(handler: "Handler", _due: Due) -> None:
    handler.answer(200, b"<html><body><h1>Scheduled maintenance</h1></body></html>", HTML)


def _truncated(handler: "Handler", due: Due) -> None:
    handler.answer(due.status, due.body[: len(due.body) // 2], due.content_type)


def _cut_off(handler: "Handler", due: Due) -> None:
    handler.begin(due.status, due.content_type, {"Content-Length": str(len(due.body))})
    handler.wfile.write(due.body[: len(due.body) // 2])
    handler.hang_up()


def _wrong_type(handler: "Handler", _due: Due) -> None:
    body = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": "unavailable"}
    handler.answer(200, json.dumps(body).encode(), JSON)


def _bare_list(handler: "Handler", _due: Due) -> None:
    handler.answer(200, b"[]", JSON)


def _no_content_type(handler: "Handler", due: Due) -> None:
    handler.answer(due.status, due.body, None)


def _empty(handler: "Handler", _due: Due) -> None:
    handler.answer(200, b"", JSON)


def _not_utf8(handler: "Handler", _due: Due) -> None:
    handler.answer(200, b'{"message": {"DOI": "10.1234/\xff\xfe"}}', JSON)


def _reset(handler: "Handler", _due: Due) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.hang_up()


def _hang(handler: "Handler", _due: Due) -> None:
    handler.pause(60)
    handler.hang_up()


def _slow_drip(handler: "Handler", due: Due) -> None:
    handler.begin(due.status, due.content_type, {"Content-Length": str(len(due.body))})
    _drip(handler, due.body)


def _slow_headers(handler: "Handler", due: Due) -> None:
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Waiting: " + b"." * 60_000 + b"\r\n\r\n" + due.body)


def _drip(handler: "Handler", data: bytes) -> None:
    with contextlib.suppress(OSError):
        for start in range(len(data)):
            handler.wfile.write(data[start : start + 1])
            if handler.pause(0.02):
                break
    handler.hang_up()


def _redirect_loop(handler: "Handler", _due: Due) -> None:
    handler.answer(302, b"", HTML, {"Location": handler.path})


def _redirect_away(handler: "Handler", _due: Due) -> None:
    handler.answer(301, b"", HTML, {"Location": "ftp://127.0.0.1/works"})


def _redirect_nowhere(handler: "Handler", _due: Due) -> None:
    handler.answer(302, b"", HTML)


def _bad_gzip(handler: "Handler", _due: Due) -> None:
    handler.answer(200, b"\x1f\x8b\x08\x00 this is not gzip", JSON, {"Content-Encoding": "gzip"})


def _huge(handler: "Handler", _due: Due) -> None:
    handler.begin(200, JSON, {"Content-Length": str(1 << 32)})
    with contextlib.suppress(OSError):
        for _ in range(1 << 12):
            handler.wfile.write(b" " * (1 << 20))
    handler.hang_up()


def _bomb(handler: "Handler", _due: Due) -> None:
    handler.answer(200, gzip.compress(b" " * (1 << 26)), JSON, {"Content-Encoding": "gzip"})


FAULTS: dict[str, Fault] = {
    "400": status(
        400,
        json.dumps(
            {
                "status": "failed",
                "message-type": "validation-failure",
                "message": [{"type": "filter-not-available", "value": "doi", "message": "No such filter."}],
            }
        ),
        "application/json;charset=utf-8",
    ),
    "401": status(401),
    "403": status(403),
    "404": status(404, "Resource not found.", "text/plain"),
    "404 labelled JSON": status(404, "Resource not found.", "application/json;charset=utf-8"),
    "404 page": status(404),
    "404 of a list": status(
        404,
        '{"status":"failed","message-type":"resource-failure","message":[{"type":"cursor-invalid","value":"x","message":"Cursor specified but it is invalid"}]}',
        JSON,
    ),
    "429": status(429),
    "429 retry after 1 s": status(429, Retry_After="1"),
    "429 retry after an hour": status(429, Retry_After="3600"),
    "429 retry after a date": status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "429 retry after nonsense": status(429, Retry_After="soon"),
    "500": status(500),
    "502": status(502),
    "503": status(503),
    "503 retry after 2 s": status(503, Retry_After="2"),
    "504": status(504),
    "HTML page": _html_page,
    "truncated": _truncated,
    "cut off": _cut_off,
    "wrong type": _wrong_type,
    "bare list": _bare_list,
    "no content type": _no_content_type,
    "empty": _empty,
    "not UTF-8": _not_utf8,
    "reset": _reset,
    "hang": _hang,
    "slow drip": _slow_drip,
    "slow headers": _slow_headers,
    "redirect loop": _redirect_loop,
    "redirect away": _redirect_away,
    "redirect nowhere": _redirect_nowhere,
    "bad gzip": _bad_gzip,
    "huge": _huge,
    "bomb": _bomb,
}

#: Faults that a second try gets over, and that take no time: for playing them at random.
PASSING = (
    "429",
    "500",
    "502",
    "503",
    "504",
    "HTML page",
    "truncated",
    "cut off",
    "wrong type",
    "empty",
    "reset",
    "bad gzip",
)
