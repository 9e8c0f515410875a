"""Kills a run at a chosen request, wherever it goes: before it is handled or before its answer."""

import os
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Lock

from werkzeug.wrappers import Request, Response

from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service


class Trap:
    """Strikes at the `nth` request over all `servers` that `counts`; from 1.

    `handle` says whether the tracker still does what that request asks.
    """

    def __init__(
        self,
        servers: Mapping[str, Loopback],
        nth: int,
        *,
        handle: bool,
        counts: Callable[[Request], bool] = lambda _: True,
    ) -> None:
        """Lie in wait; `victim` is to become the process's id once it runs."""
        self.victim: Future[int] = Future()
        self._nth, self._handle, self._counts = nth, handle, counts
        self._seen, self._lock = 0, Lock()
        for server in servers.values():
            server.service = _Watched(server.service, self)

    def answer(self, service: Service, request: Request) -> Response:
        """Hand a request on, unless it is the one."""
        if not self._is_the_one(request):
            return service.answer(request)
        response = service.answer(request) if self._handle else Response(status=500)
        os.kill(self.victim.result(timeout=30), signal.SIGKILL)
        return response

    def _is_the_one(self, request: Request) -> bool:
        if not self._counts(request):
            return False
        with self._lock:
            self._seen += 1
            return self._seen == self._nth


class _Watched:
    """A service all of whose requests pass the trap."""

    def __init__(self, service: Service, trap: Trap) -> None:
        self._service, self._trap = service, trap

    def answer(self, request: Request) -> Response:
        """Handle one request, perhaps the last of its sender."""
        return self._trap.answer(self._service, request)
