"""Serves one loopback tracker on 127.0.0.1 over real sockets, with faults and a log."""

import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self

import msgspec
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from steelyard.loopback.faults import Delay, DropAfter, DropBefore, Faults, Reply, Truncate
from steelyard.loopback.service import Service, json_response
from steelyard.loopback.wire import handler_of

_SECRET_HEADERS = frozenset({"authorization", "cookie"})
_SECRET_QUERY = frozenset({"key", "token"})  # Trello's
_TOKEN_IN_PATH = re.compile(r"/tokens/[^/]+")  # Trello's too


@dataclass(frozen=True, slots=True)
class Record:
    """One request as the server saw it.

    `at` is monotonic seconds; `path` is without the prefix; credentials are left out. `body` is
    the parsed JSON, or the raw text of anything else. `status` is None where no answer was sent;
    `handled` says whether the tracker acted on the request. `answer` is kept on demand only.
    """

    at: float
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: Any
    status: int | None
    handled: bool
    answer: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What goes out on the socket: nothing for None, `share` of the body otherwise."""

    response: Response | None
    handled: bool
    share: float = 1.0


def _no_wsgi(_environ: Any, _start: Any) -> list[bytes]:
    raise AssertionError("requests go through Loopback.exchange")


class Loopback:
    """A context manager that serves `service`; `prefix` stands before every path (`/jira`).

    `log` holds a `Record` for every request, `faults` what is to go wrong. `keep_answers` puts
    the answers into the log, for checks against the vendors' documents.
    """

    def __init__(
        self,
        service: Service,
        *,
        prefix: str = "",
        latency: float = 0.0,
        keep_answers: bool = False,
    ) -> None:
        """Open the port; requests are answered once the context is entered."""
        self.service = service
        self.prefix = prefix.rstrip("/")
        self.faults = Faults(latency)
        self.log: list[Record] = []
        self._keep_answers = keep_answers
        self._open: set[Any] = set()
        self._lock = Lock()
        self._server = make_server(
            "127.0.0.1", 0, _no_wsgi, threaded=True, request_handler=handler_of(self, self.prefix)
        )
        self.url = f"http://127.0.0.1:{self._server.port}{self.prefix}"
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop answering, end open connections and free the port."""
        self._server.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(2)  # both directions: a waiting thread ends

    def count(self, method: str = "", path: str = "") -> int:
        """How many requests of `method` ("" for any) had `path` in their path."""
        return sum(method in ("", record.method) and path in record.path for record in self.log)

    def opened(self, connection: Any) -> None:
        """Remember a client's connection so that leaving the context can end it."""
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: Any) -> None:
        """Forget a connection that ended."""
        with self._lock:
            self._open.discard(connection)

    def exchange(self, request: Request) -> tuple[Response | None, float]:
        """Handle one request: the answer (None to close silently) and the share of it to send."""
        at = time.monotonic()
        outcome = self._outcome(request)
        self.log.append(self._record(at, request, outcome))
        return outcome.response, outcome.share

    def _outcome(self, request: Request) -> _Outcome:
        effects = self.faults.strike(request.method, request.path)
        time.sleep(self.faults.latency + sum(e.seconds for e in effects if isinstance(e, Delay)))
        for effect in effects:
            match effect:
                case Reply():
                    return _Outcome(_reply(effect), handled=False)
                case DropBefore():
                    return _Outcome(None, handled=False)
                case DropAfter():
                    self.service.answer(request)
                    return _Outcome(None, handled=True)
                case Truncate(share):
                    return _Outcome(self.service.answer(request), handled=True, share=share)
                case Delay():
                    continue
        return _Outcome(self.service.answer(request), handled=True)

    def _record(self, at: float, request: Request, outcome: _Outcome) -> Record:
        response = outcome.response
        return Record(
            at=at,
            method=request.method,
            path=_TOKEN_IN_PATH.sub("/tokens/***", request.path),
            query=tuple(
                pair for pair in request.args.items(multi=True) if pair[0] not in _SECRET_QUERY
            ),
            headers={
                name.lower(): value
                for name, value in request.headers.items()
                if name.lower() not in _SECRET_HEADERS
            },
            body=_parsed(request.get_data()),
            status=response.status_code if response else None,
            handled=outcome.handled,
            answer=response.get_data() if response and self._keep_answers else None,
        )


def _parsed(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw) if raw else None
    except msgspec.DecodeError:
        return raw.decode(errors="replace")


def _reply(effect: Reply) -> Response:
    if isinstance(effect.body, str):
        return Response(
            effect.body, effect.status, headers=dict(effect.headers), mimetype="text/html"
        )
    return json_response(effect.body, effect.status, effect.headers)
