"""When the next request may leave: published windows, and the pauses trackers ask for."""

import threading
from collections.abc import Sequence

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from connectors.gate.clock import Clock
from connectors.gate.policy import Window

STRETCH = 1.1
"""Windows are kept this much longer than published: requests bunch up on their way."""


class Limits:
    """The shared account of one connection's requests; safe to use from many threads."""

    def __init__(self, windows: tuple[Window, ...], clock: Clock) -> None:
        """Start with every window empty and no pause asked for."""
        self._windows, self._clock = windows, clock
        self._buckets: dict[tuple[int, str], InMemoryBucket] = {}
        self._not_before: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait_for(self, method: str, path: str, scopes: Sequence[str]) -> float:
        """Seconds until this request may leave; 0.0 books it into every window it falls into."""
        with self._lock:
            pause = self._pause(scopes)
            if pause > 0:
                return pause
            return self._book(method, path)

    def hold(self, scope: str | None, seconds: float) -> None:
        """Let nothing of `scope` (None: nothing at all) leave for `seconds`."""
        until = self._clock.monotonic() + seconds
        with self._lock:
            key = scope or ""
            self._not_before[key] = max(until, self._not_before.get(key, 0.0))

    def _pause(self, scopes: Sequence[str]) -> float:
        now = self._clock.monotonic()
        until = max(self._not_before.get(scope, 0.0) for scope in ("", *scopes))
        return max(0.0, until - now)

    def _book(self, method: str, path: str) -> float:
        now = int(self._clock.monotonic() * 1000)
        buckets = self._buckets_of(method, path)
        waits = [self._room(bucket, now) for bucket in buckets]
        if any(waits):
            return max(waits)
        for bucket in buckets:
            bucket.put(RateItem("", now))
        return 0.0

    def _room(self, bucket: InMemoryBucket, now: int) -> float:
        """Seconds until `bucket` takes one more; 0.0 when it does now."""
        bucket.leak(now)
        rate = bucket.rates[0]
        if bucket.count() < rate.limit:
            return 0.0
        oldest = bucket.peek(rate.limit - 1)
        free = (oldest.timestamp if oldest else now) + rate.interval - now
        return max(1, free) / 1000

    def _buckets_of(self, method: str, path: str) -> list[InMemoryBucket]:
        scopes = ((index, window.scope(method, path)) for index, window in enumerate(self._windows))
        return [self._bucket(index, scope) for index, scope in scopes if scope is not None]

    def _bucket(self, index: int, scope: str) -> InMemoryBucket:
        window = self._windows[index]
        rate = Rate(window.limit, int(window.seconds * STRETCH * 1000))
        return self._buckets.setdefault((index, scope), InMemoryBucket([rate]))
