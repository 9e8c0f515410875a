"""The worker in this process, in an office: cycles run here and now, and time is the office's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors.gate import Redactor
from steelyard.worker.board import Board, Snapshot
from steelyard.worker.loop import Worker
from steelyard.worker.metrics import Metrics
from steelyard.worker.reload import load_orders
from tests.support.clock import FakeClock
from tests.support.office import Office

Happening = Callable[[], object]


@dataclass
class ShiftClock(FakeClock):
    """The office's clock, which tells the worker to stop at `end`.

    `happen` lists what people do while the worker sleeps, by moment.
    """

    office: FakeClock
    end: datetime
    happen: list[tuple[datetime, Happening]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.office.now()

    def monotonic(self) -> float:
        return self.office.monotonic()

    def sleep(self, seconds: float) -> bool:
        self.office.sleep(seconds)
        self.office.slept.clear()
        while self.happen and self.happen[0][0] <= self.now():
            self.happen.pop(0)[1]()
        return not self.stopped

    @property
    def stopped(self) -> bool:  # type: ignore[override]  # told by time, not by a test
        return self.now() >= self.end


@dataclass
class Shift:
    """A worker's time in an office; `starts` are when cycles began, by their connections."""

    office: Office
    look: float = 300.0
    spread: float = 0.0

    def __post_init__(self) -> None:
        now = self.office.clock.now()
        self.board = Board(Snapshot(turned=0.0))
        self.metrics = Metrics(self.board, self.office.clock.now)
        self.clock = ShiftClock(self.office.clock, now)
        self.starts: list[tuple[float, frozenset[str]]] = []
        self._begun = now
        orders = load_orders(self.office.config)
        self.worker = Worker(
            orders,
            self.clock,
            self._here,
            redact=Redactor(orders.settings.secrets),
            metrics=self.metrics,
            board=self.board,
            spread=self.spread,
            look=self.look,
        )

    def work(self, *, at_once: bool = False, **passed: float) -> None:
        """Let the worker run for `minutes=`, `days=`."""
        self.clock.end = self.clock.now() + timedelta(**passed)
        self.worker.run(at_once=at_once)

    def later(self, do: Happening, **passed: float) -> None:
        """Let something happen so long after the start."""
        self.clock.happen.append((self._begun + timedelta(**passed), do))
        self.clock.happen.sort(key=lambda one: one[0])

    def ran(self, name: str) -> list[float]:
        """Minutes from the start at which cycles of a connection began."""
        return [round(minute, 1) for minute, due in self.starts if name in due]

    def _here(self, job: Callable[[], None]) -> None:
        minutes = (self.clock.now() - self._begun).total_seconds() / 60
        self.starts.append((minutes, self.worker._running[-1].due))
        job()
