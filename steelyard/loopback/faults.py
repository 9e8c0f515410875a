"""Faults as values: what goes wrong with which request, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer this instead of handling the request. A `str` body is sent as it is, as HTML."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delay:
    """Wait so many seconds, then handle the request."""

    seconds: float


@dataclass(frozen=True, slots=True)
class DropBefore:
    """Close the connection without handling the request."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """Handle the request, then close the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Truncate:
    """Handle the request; announce the whole answer, send `share` of it and close."""

    share: float = 0.5


Effect = Reply | Delay | DropBefore | DropAfter | Truncate


@dataclass(frozen=True, slots=True)
class Fault:
    """An effect on some requests: of `method` ("" for any), whose path `path` is found in.

    It starts at the `nth` such request and hits `times` of them; None means for ever.
    """

    effect: Effect
    method: str = ""
    path: str = ""
    nth: int = 1
    times: int | None = 1

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of those the fault counts."""
        return self.method in ("", method) and re.search(self.path, path) is not None

    def hits(self, seen: int) -> bool:
        """Whether the `seen`-th matching request (from 1) is hit."""
        return seen >= self.nth and (self.times is None or seen < self.nth + self.times)


class Faults:
    """The faults of one server; `latency` seconds are added to every request besides."""

    def __init__(self, latency: float = 0.0) -> None:
        """No faults yet."""
        self.latency = latency
        self._seen: dict[int, tuple[Fault, int]] = {}
        self._lock = Lock()

    def add(self, *faults: Fault) -> None:
        """Arm faults; each counts requests from now on."""
        with self._lock:
            for fault in faults:
                self._seen[len(self._seen)] = (fault, 0)

    def clear(self) -> None:
        """Disarm all faults; the latency stays."""
        with self._lock:
            self._seen.clear()

    def strike(self, method: str, path: str) -> list[Effect]:
        """The effects on this request; counts it."""
        struck: list[Effect] = []
        with self._lock:
            for number, (fault, seen) in self._seen.items():
                if fault.matches(method, path):
                    self._seen[number] = (fault, seen + 1)
                    if fault.hits(seen + 1):
                        struck.append(fault.effect)
        return struck
