"""When the next request may leave: published windows, and the pauses trackers ask for."""

import threading
from collections.abc import Sequence

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from connectors.gate.clock import Clock
from connectors.gate.policy import Window

STRETCH = 1.01
"""Windows are kept this much longer than published, for clocks of another grain."""

_ON_THE_WAY = 0.02
"""Seconds until another look when nothing but requests without an answer fill a window."""


class _Bucket:
    """One window's account of one scope.

    A request counts from the moment it leaves until the window has passed after its answer: when
    in between the tracker counted it, only the tracker knows.
    """

    def __init__(self, limit: int, seconds: float) -> None:
        self._rate = Rate(limit, int(seconds * STRETCH * 1000))
        self._answered = InMemoryBucket([self._rate])
        self.on_the_way = 0

    def wait(self, now: int) -> float:
        """Seconds until one more may leave; 0.0 when it may now. `now` is in milliseconds."""
        self._answered.leak(now)
        count = self._answered.count()
        excess = count + self.on_the_way + 1 - self._rate.limit
        if excess <= 0:
            return 0.0
        if excess > count:
            return _ON_THE_WAY
        frees = self._answered.peek(count - excess)
        free = (frees.timestamp if frees else now) + self._rate.interval - now
        return max(1, free) / 1000

    def answered(self, now: int) -> None:
        """One that was on the way is so no more."""
        self.on_the_way -= 1
        self._answered.leak(now)
        self._answered.put(RateItem("", now))


class Books:
    """What the connections of a run have sent, and the pauses they were asked for, by account."""

    def __init__(self) -> None:
        """Nothing sent yet."""
        self.lock = threading.Lock()
        self.buckets: dict[tuple[str, int, float, str], _Bucket] = {}
        self.not_before: dict[tuple[str, str], float] = {}


class Limits:
    """The limits of one connection, kept in books it may share; safe to use from many threads."""

    def __init__(
        self,
        windows: tuple[Window, ...],
        clock: Clock,
        account: str = "",
        books: Books | None = None,
    ) -> None:
        """Keep books of its own unless given some; `account` is whom pauses concern."""
        self._windows, self._clock, self._account = windows, clock, account
        self._books = books or Books()

    def wait_for(self, method: str, path: str, scopes: Sequence[str]) -> float:
        """Seconds until this request may leave; 0.0 books it into every window it falls into.

        A request that was booked is to be `answered`, whatever came of it.
        """
        with self._books.lock:
            pause = self._pause(scopes)
            if pause > 0:
                return pause
            return self._book(method, path)

    def answered(self, method: str, path: str) -> None:
        """Note that a request has its answer, or will never have one."""
        with self._books.lock:
            for bucket in self._buckets_of(method, path):
                bucket.answered(self._now())

    def hold(self, scope: str | None, seconds: float) -> None:
        """Let nothing of `scope` (None: nothing at all) leave for `seconds`."""
        until = self._clock.monotonic() + seconds
        with self._books.lock:
            key = (self._account, scope or "")
            self._books.not_before[key] = max(until, self._books.not_before.get(key, 0.0))

    def _pause(self, scopes: Sequence[str]) -> float:
        now = self._clock.monotonic()
        asked = ((self._account, scope) for scope in ("", *scopes))
        until = max(self._books.not_before.get(one, 0.0) for one in asked)
        return max(0.0, until - now)

    def _book(self, method: str, path: str) -> float:
        buckets = self._buckets_of(method, path)
        waits = [bucket.wait(self._now()) for bucket in buckets]
        if any(waits):
            return max(waits)
        for bucket in buckets:
            bucket.on_the_way += 1
        return 0.0

    def _now(self) -> int:
        return int(self._clock.monotonic() * 1000)

    def _buckets_of(self, method: str, path: str) -> list[_Bucket]:
        scopes = ((window, window.scope(method, path)) for window in self._windows)
        return [self._bucket(window, scope) for window, scope in scopes if scope is not None]

    def _bucket(self, window: Window, scope: str) -> _Bucket:
        key = (window.whose, window.limit, window.seconds, scope)
        return self._books.buckets.setdefault(key, _Bucket(window.limit, window.seconds))
