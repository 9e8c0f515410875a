"""The time a run may take: a clock that gives the stop order itself when it is over."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from connectors.gate import Clock

READING = 0.6
"""The share of a run's time after which reading stops, so that what was read is written."""


class Budget:
    """A `Clock` that stops the run `seconds` after it was made.

    The request in flight is finished; nothing waits for a moment that lies behind the end.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        """Start counting."""
        self._clock, self._seconds, self._begun = clock, seconds, clock.monotonic()
        self._share = 1.0

    @contextmanager
    def reading(self, share: float = READING) -> Iterator[None]:
        """Let the order come after a share of the time already."""
        self._share = share
        try:
            yield
        finally:
            self._share = 1.0

    @property
    def left(self) -> float:
        """Seconds until the order."""
        return self._begun + self._seconds * self._share - self._clock.monotonic()

    @property
    def stopped(self) -> bool:
        """Whether the run was told to stop, or its time is over."""
        return self._clock.stopped or self.left <= 0

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> bool:
        """Wait; False at once when the time would be over before."""
        return seconds < self.left and self._clock.sleep(seconds)
