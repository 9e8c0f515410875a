"""A clock that tests move: sleeping advances it at once."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Starts at `start`; every sleep is noted and takes no real time."""

    def __init__(self, start: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)) -> None:
        self._start, self._passed = start, 0.0
        self.slept: list[float] = []
        self.stopped = False

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float) -> bool:
        self.slept.append(seconds)
        self._passed += seconds
        return not self.stopped
