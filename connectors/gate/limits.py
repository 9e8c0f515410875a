"""When the next request may leave: published windows, and the pauses trackers ask for."""

import threading
from collections.abc import Callable, Iterator, Sequence

import msgspec
from pyrate_limiter import InMemoryBucket, Rate, RateItem

from connectors.gate.clock import Clock
from connectors.gate.policy import Window

STRETCH = 1.01
"""Windows are kept this much longer than published, for clocks of another grain."""

_MANY = 1000
"""So many scopes are accounted for before those where nothing counts any more make room."""

_ON_THE_WAY = 0.02
"""Seconds until another look when nothing but requests without an answer fill a window."""


_UNKEPT = 0.1
"""The share of a window that may be used up before that is kept for the next process."""

_LONG = 60.0
"""Windows of more seconds count few requests: each is kept at once."""

_TIMEOUT = 60_000
"""Milliseconds after which a request without an answer counts as answered at the latest."""


class _Bucket:
    """One window's account of one scope.

    A request counts from the moment it leaves until the window has passed after its answer: when
    in between the tracker counted it, only the tracker knows.
    """

    def __init__(self, limit: int, seconds: float, *, shared: bool = True) -> None:
        self.shared = shared
        self._rate = Rate(limit, int(seconds * STRETCH * 1000))
        self._answered = InMemoryBucket([self._rate])
        self.on_the_way = 0
        self.unkept = 0
        self.most_unkept = int(limit * _UNKEPT) if shared and seconds <= _LONG else 0

    @property
    def is_due(self) -> bool:
        """Whether more was booked than a process may leave unkept when it dies."""
        return self.shared and self.unkept > self.most_unkept

    def book(self) -> None:
        """One leaves."""
        self.on_the_way += 1
        self.unkept += 1

    def doubt(self, at: int) -> None:
        """Count all that a process which died by this time may have sent without keeping it."""
        for _ in range(self.most_unkept):
            self.add(at)

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
        self.add(now)

    def add(self, at: int) -> None:
        """One that was answered at this time, which is no earlier than that of the last."""
        self._answered.leak(at)
        self._answered.put(RateItem("", at))

    def times(self, now: int) -> list[int]:
        """When those that still count were answered; at the latest, where no answer came yet."""
        self._answered.leak(now)
        times = [item.timestamp for item in self._answered.items]
        return times + [now + _TIMEOUT] * self.on_the_way


Key = tuple[str, int, float, str]
"""A window of an account (its limit, its seconds) and the scope in it."""


class Spent(msgspec.Struct, frozen=True):
    """What accounts have used up, for the next process; times are seconds since the epoch.

    `at_work` until the process came to its end: one that finds it so knows that the other died.
    `deaths` are when that was found, where it still matters.
    """

    windows: dict[Key, tuple[float, ...]] = {}
    pauses: dict[tuple[str, str], float] = {}
    at_work: bool = False
    deaths: tuple[float, ...] = ()


class Books:
    """What the connections of a run have sent, and the pauses they were asked for, by account.

    They are kept while requests leave, so that a process may die at any time: pauses at once, and
    windows whenever a tenth of one was used up. The next process takes that tenth for used up.
    """

    def __init__(self) -> None:
        """Nothing sent yet."""
        self.lock = threading.Lock()
        self._keeping = threading.Lock()
        self._at_work = 0
        self._deaths: tuple[float, ...] = ()
        self.not_before: dict[tuple[str, str], float] = {}
        self._buckets: dict[Key, _Bucket] = {}
        self._many = _MANY
        self._has_reckoned = False

    def bucket(self, key: Key, *, shared: bool) -> _Bucket:
        """The account of one scope."""
        if key not in self._buckets:
            self._buckets[key] = _Bucket(key[1], key[2], shared=shared)
            for death in self._deaths:
                self._buckets[key].doubt(int(death * 1000))
        return self._buckets[key]

    def begin(self, save: Callable[[Spent], None], clock: Clock) -> None:
        """A run that uses them begins, and that is saved; many may at a time."""
        with self.lock:
            self._at_work += 1
        try:
            self.keep(save, clock)
        except BaseException:
            with self.lock:
                self._at_work -= 1
            raise

    def end(self, save: Callable[[Spent], None], clock: Clock) -> None:
        """It came to its end: nothing is left in doubt."""
        with self.lock:
            self._at_work -= 1
        self.keep(save, clock)

    def keep(self, save: Callable[[Spent], None], clock: Clock) -> None:
        """Have everything saved; what `save` raises leaves it unkept."""
        with self._keeping:
            with self.lock:
                unkept = [(bucket, bucket.unkept) for bucket in self._buckets.values()]
                spent = self._spent(clock)
            save(spent)
            with self.lock:
                for bucket, count in unkept:
                    bucket.unkept -= count

    def tidy(self, now: int) -> None:
        """Let go of accounts where nothing counts any more, once there are many."""
        if len(self._buckets) > self._many:
            self._buckets = {key: one for key, one in self._buckets.items() if one.times(now)}
            self._many = _MANY + 2 * len(self._buckets)

    def spent(self, clock: Clock) -> Spent:
        """What a process that starts now has to reckon with."""
        with self.lock:
            return self._spent(clock)

    def reckon_with(self, spent: Spent, clock: Clock) -> None:
        """Take over what another process has used up, once; its pauses and its death, each time.

        Nothing of it lies in the future.
        """
        now, epoch = clock.monotonic(), clock.now().timestamp()
        with self.lock:
            if not self._has_reckoned:
                self._has_reckoned = True
                self._take_over(spent, epoch - now, epoch)
            for which, until in spent.pauses.items():
                held = self.not_before.get(which, 0.0)
                self.not_before[which] = max(held, until - epoch + now)
            if spent.at_work and not self._at_work:
                for bucket in self._buckets.values():
                    bucket.doubt(int(now * 1000))
                self._deaths += (now,)

    def _take_over(self, spent: Spent, since: float, epoch: float) -> None:
        for key, times in spent.windows.items():
            bucket = self.bucket(key, shared=True)
            for at in sorted(times):
                bucket.add(int((min(at, epoch) - since) * 1000))
        self._deaths = tuple(min(at, epoch) - since for at in spent.deaths)

    def _spent(self, clock: Clock) -> Spent:
        now, epoch = clock.monotonic(), clock.now().timestamp()
        since = epoch - now
        windows = dict(self._counting(int(now * 1000), since))
        pauses = {key: until + since for key, until in self.not_before.items() if until > now}
        self._deaths = tuple(at for at in self._deaths if at > now - _LONG * STRETCH)
        deaths = tuple(at + since for at in self._deaths)
        return Spent(windows, pauses, self._at_work > 0, deaths)

    def _counting(self, now: int, since: float) -> Iterator[tuple[Key, tuple[float, ...]]]:
        """Windows whole accounts share, where something counts; `since` makes times of the clock."""
        for key, bucket in self._buckets.items():
            times = bucket.times(now) if bucket.shared else ()
            if times:
                yield key, tuple(at / 1000 + since for at in times)


class Limits:
    """The limits of one connection, kept in books it may share; safe to use from many threads."""

    def __init__(
        self,
        windows: tuple[Window, ...],
        clock: Clock,
        account: str = "",
        books: Books | None = None,
        keep: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep books of its own unless given some; `account` is whom pauses concern.

        `keep` is to save the books for the next process.
        """
        self._windows, self._clock, self._account = windows, clock, account
        self._books, self._keep = books or Books(), keep

    def wait_for(self, method: str, path: str, scopes: Sequence[str]) -> float:
        """Seconds until this request may leave; 0.0 books it into every window it falls into.

        A request that was booked is to be `answered`, whatever came of it.
        """
        with self._books.lock:
            pause = self._pause(scopes)
            if pause > 0:
                return pause
            wait = self._book(method, path)
            is_due = any(bucket.is_due for bucket in self._buckets_of(method, path))
        if not wait and is_due:
            self._keep()
        return wait

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
        self._keep()

    def _pause(self, scopes: Sequence[str]) -> float:
        now = self._clock.monotonic()
        asked = ((self._account, scope) for scope in ("", *scopes))
        until = max(self._books.not_before.get(one, 0.0) for one in asked)
        return max(0.0, until - now)

    def _book(self, method: str, path: str) -> float:
        self._books.tidy(self._now())
        buckets = self._buckets_of(method, path)
        waits = [bucket.wait(self._now()) for bucket in buckets]
        if any(waits):
            return max(waits)
        for bucket in buckets:
            bucket.book()
        return 0.0

    def _now(self) -> int:
        return int(self._clock.monotonic() * 1000)

    def _buckets_of(self, method: str, path: str) -> list[_Bucket]:
        scopes = ((window, window.scope(method, path)) for window in self._windows)
        return [self._bucket(window, scope) for window, scope in scopes if scope is not None]

    def _bucket(self, window: Window, scope: str) -> _Bucket:
        key = (window.whose, window.limit, window.seconds, scope)
        return self._books.bucket(key, shared=window.shared)
