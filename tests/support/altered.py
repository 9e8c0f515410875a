"""A tracker that answers otherwise than the loopback does: faults no status can express."""

import re
from collections.abc import Callable

import msgspec
from werkzeug.wrappers import Request, Response

from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service, json_response

Handle = Callable[[], Response]
"""Lets the tracker handle the request; its answer."""

Change = Callable[[Handle], Response]


class Altered:
    """Stands before a server's service: requests of `method` to `path` get another answer.

    `change` decides whether the tracker handles the request, and makes the answer. `on` switches
    it off and on.
    """

    def __init__(self, server: Loopback, method: str, path: str, change: Change) -> None:
        """Take the place of the server's service."""
        self.on, self.hits = True, 0
        self._service: Service = server.service
        self._method, self._path, self._change = method, path, change
        server.service = self

    def answer(self, request: Request) -> Response:
        """The altered answer, or the tracker's own."""
        named = self._method in ("", request.method) and re.search(self._path, request.path)
        if not (self.on and named):
            return self._service.answer(request)
        self.hits += 1
        return self._change(lambda: self._service.answer(request))


def with_members(**members: object) -> Change:
    """The answer with some members of its JSON set to something else."""

    def change(handle: Handle) -> Response:
        return json_response({**msgspec.json.decode(handle().get_data()), **members})

    return change


def instead(make: Callable[[], Response]) -> Change:
    """Another answer altogether; the tracker does nothing."""
    return lambda _handle: make()


def always_the_first(change: Change) -> Change:
    """What `change` made of the first answer, again and again."""
    made: list[bytes] = []

    def again(handle: Handle) -> Response:
        if not made:
            made.append(change(handle).get_data())
        return json_response(msgspec.Raw(made[0]))

    return again
