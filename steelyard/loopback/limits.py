"""Request limits as the vendors count them: sliding windows and token buckets."""

import time
from collections import Counter, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` requests in any `seconds`; `name` is the vendor's word for the limit."""

    name: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """A token bucket: `rate` tokens a second, at most `rate` saved up."""

    name: str
    rate: float


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that was hit, and the seconds until it lets a request through again."""

    limit: Window | Bucket
    wait: float


class Meter:
    """Counts requests against limits; `exceeded` counts refusals by the limit's name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._hits: dict[tuple[Hashable, Window], deque[float]] = {}
        self._tokens: dict[tuple[Hashable, Bucket], tuple[float, float]] = {}
        self.exceeded: Counter[str] = Counter()

    def spend(self, *limits: tuple[Hashable, Window | Bucket]) -> Over | None:
        """Count a request against each (key, limit); the first limit that refuses it, if any.

        A refused request is not counted against the others.
        """
        now = self._clock()
        for key, limit in limits:
            wait = self._wait(key, limit, now)
            if wait > 0:
                self.exceeded[limit.name] += 1
                return Over(limit, wait)
        for key, limit in limits:
            self._count(key, limit, now)
        return None

    def left(self, key: Hashable, window: Window) -> int:
        """How many requests the window still has room for."""
        return window.count - len(self._fresh(key, window, self._clock()))

    def tokens(self, key: Hashable, bucket: Bucket) -> float:
        """How many tokens the bucket holds now."""
        return self._level(key, bucket, self._clock())

    def _wait(self, key: Hashable, limit: Window | Bucket, now: float) -> float:
        if isinstance(limit, Bucket):
            tokens = self._level(key, limit, now)
            return 0.0 if tokens >= 1 else (1 - tokens) / limit.rate
        hits = self._fresh(key, limit, now)
        return 0.0 if len(hits) < limit.count else hits[0] + limit.seconds - now

    def _count(self, key: Hashable, limit: Window | Bucket, now: float) -> None:
        if isinstance(limit, Bucket):
            self._tokens[key, limit] = (self._level(key, limit, now) - 1, now)
        else:
            self._fresh(key, limit, now).append(now)

    def _level(self, key: Hashable, bucket: Bucket, now: float) -> float:
        tokens, at = self._tokens.get((key, bucket), (bucket.rate, now))
        return min(bucket.rate, tokens + (now - at) * bucket.rate)

    def _fresh(self, key: Hashable, window: Window, now: float) -> deque[float]:
        hits = self._hits.setdefault((key, window), deque())
        while hits and hits[0] <= now - window.seconds:
            hits.popleft()
        return hits
