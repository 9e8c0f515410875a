"""What the three services share: routing, JSON, and refusals as exceptions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from threading import RLock
from typing import Any, Protocol, cast

import msgspec
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

_encode = msgspec.json.Encoder().encode
Handler = Callable[..., Response]


class Service(Protocol):
    """One tracker without its sockets."""

    def answer(self, request: Request) -> Response:
        """Handle one request. Called from many threads at once."""
        ...


class Refuse(Exception):
    """Ends the handling of a request with this answer."""

    def __init__(self, response: Response) -> None:
        """Keep the answer."""
        super().__init__(response.status_code)
        self.response = response


def utc_now() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


class Guarded:
    """A state with one lock: a request is handled whole, and so is a person's edit."""

    def __init__(self) -> None:
        """Make the lock."""
        self.lock = RLock()


def json_response(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """An answer with `value` as JSON."""
    response = Response(_encode(value), status, content_type="application/json;charset=UTF-8")
    response.headers.update(headers or {})
    return response


def text_response(text: str, status: int) -> Response:
    """An answer in plain text."""
    return Response(text, status, content_type="text/plain; charset=utf-8")


def json_body(request: Request) -> Any:
    """The request's JSON; None when there is no body. Raises msgspec.DecodeError."""
    raw = request.get_data()
    return msgspec.json.decode(raw) if raw else None


def routes(table: Iterable[tuple[str, str, Handler]]) -> Map:
    """A routing map from lines of method, path and handler."""
    return Map(
        [Rule(path, methods=[method], endpoint=handler) for method, path, handler in table],
        strict_slashes=False,
        redirect_defaults=False,
        merge_slashes=False,
    )


def match(table: Map, request: Request) -> tuple[Handler, Mapping[str, Any]]:
    """The handler of a request and the arguments of its path; raises werkzeug's HTTPException."""
    handler, args = table.bind_to_environ(request.environ).match()
    return cast("Handler", handler), args
