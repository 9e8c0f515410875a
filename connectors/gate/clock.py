"""Time as an argument: what the clock says, and a sleep that a stop order ends."""

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from; tests bring their own."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow."""
        ...

    def sleep(self, seconds: float) -> bool:
        """Wait; False when a stop order ended the wait early."""
        ...

    @property
    def stopped(self) -> bool:
        """Whether the run was told to stop."""
        ...


class SystemClock:
    """The machine's clock; `stop` ends every sleep."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        """Share `stop` with whoever may give the order."""
        self._stop = stop or threading.Event()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> bool:
        """Wait; False when told to stop."""
        return not self._stop.wait(max(0.0, seconds))

    @property
    def stopped(self) -> bool:
        """Whether the run was told to stop."""
        return self._stop.is_set()
