"""/healthz, /readyz and /metrics over HTTP, for machines on this one unless told otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import msgspec
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from connectors.gate import Clock
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.worker.board import Board
from steelyard.worker.health import Health, alive, ready
from steelyard.worker.metrics import Metrics

_PATIENCE = 10
"""Seconds a client may take for its request; a thread waits no longer for it."""


class Address(msgspec.Struct, frozen=True):
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int


def address_of(text: str) -> Address:
    """`127.0.0.1:8674`, `:8674` (loopback), `8674` or `[::1]:8674`; raises ValueError."""
    host, _, port = text.strip().rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"{text!r} is no address; write 127.0.0.1:8674, or a port alone")
    return Address(host.strip("[]") or "127.0.0.1", int(port))


class _Handler(WSGIRequestHandler):
    """Logs nothing, says nothing of versions, waits for nobody."""

    timeout = _PATIENCE

    def version_string(self) -> str:
        return "steelyard"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """A probe every few seconds is no event."""


def answers(board: Board, metrics: Metrics, clock: Clock) -> Callable[[Request], Response]:
    """What a request gets."""

    def health(found: Health) -> Response:
        body = {"status": "ok" if found.ok else "failing", **msgspec.to_builtins(found)}
        del body["ok"]
        status = 200 if found.ok else 503
        return Response(msgspec.json.encode(body), status, mimetype="application/json")

    routes: dict[str, Callable[[], Response]] = {
        "/healthz": lambda: health(alive(board.shown, clock.monotonic())),
        "/readyz": lambda: health(ready(board.shown, clock.now())),
        "/metrics": lambda: Response(metrics.page(), content_type=CONTENT_TYPE_LATEST),
    }

    def answer(request: Request) -> Response:
        if request.path not in routes:
            return Response("there is /healthz, /readyz and /metrics\n", 404)
        if request.method not in {"GET", "HEAD"}:
            return Response("GET and HEAD only\n", 405, headers={"Allow": "GET, HEAD"})
        response = routes[request.path]()
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


@contextmanager
def serving(address: Address, answer: Callable[[Request], Response]) -> Iterator[str]:
    """Answer in threads of its own; gives the address people can use. Raises UserError."""
    try:
        server = make_server(
            address.host,
            address.port,
            Request.application(answer),
            threaded=True,
            request_handler=_Handler,
        )
    except (SystemExit, OSError) as error:  # werkzeug prints the reason and exits
        where = f"{address.host}:{address.port}"
        todo = "choose another with --listen, such as --listen 127.0.0.1:0"
        raise UserError(where, "cannot be listened on", todo, Exit.CONFIGURATION) from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    host = f"[{address.host}]" if ":" in address.host else address.host
    try:
        yield f"http://{host}:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
