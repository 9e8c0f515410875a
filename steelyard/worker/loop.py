"""The loop: looks at files, starts what is due, and keeps the heartbeat, until told to stop."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from zoneinfo import ZoneInfo

import msgspec

from connectors.gate import Books, Clock, Redactor
from steelyard.budget import Budget
from steelyard.lock import Busy
from steelyard.log import log_event, log_warning
from steelyard.store import Beat, Pulse, Store, StoreError, open_store
from steelyard.worker.board import Board, Snapshot
from steelyard.worker.hear import Ears
from steelyard.worker.lanes import Lane, begun, ended, new_lane, reordered
from steelyard.worker.metrics import Metrics
from steelyard.worker.one import Result, Task, broken_off, one_cycle
from steelyard.worker.reload import Orders, Reloader
from steelyard.worker.schedule import Rhythm
from steelyard.worker.turn import Turn

Start = Callable[[Callable[[], None]], object]
"""Runs a cycle: in a thread of its own, or here and now in a test."""

POLL, LOOK, WAIT = 0.5, 10.0, 15.0
"""Seconds between looks for cycles that ended, at files, and for a lock that is free again."""

_LOOKS_A_BEAT = 3
"""The heartbeat is kept at every third look, and after every cycle."""

SHORTEST_LEASH = 60.0
"""Seconds that connections in a common cycle have at least, until a slow one is told to stop."""


class _Running(msgspec.Struct):
    """A cycle at work, and when it last moved."""

    database: str
    due: frozenset[str]
    moved: float


class Worker:
    """Runs every connection of `orders` by its schedule.

    Connections due at once run in one cycle, those that failed or are slow each in its own. A
    connection runs once at a time. `spread` is this installation's own lateness, 0 to 1.
    """

    def __init__(  # noqa: PLR0913 - the parts of a worker, each by name
        self,
        orders: Orders,
        clock: Clock,
        start: Start,
        *,
        redact: Redactor,
        metrics: Metrics,
        board: Board,
        spread: float = 0.0,
        look: float = LOOK,
    ) -> None:
        """Start nothing yet."""
        self._orders, self._clock, self._start = orders, clock, start
        self._redact, self._metrics, self._board = redact, metrics, board
        self._spread, self._look = spread, look
        self._begun = clock.now()
        self._reloader = Reloader(orders)
        self._books, self._turn, self._ears = Books(), Turn(), Ears()
        self._results: SimpleQueue[tuple[_Running, Result]] = SimpleQueue()
        self._running: list[_Running] = []
        self._lanes: dict[str, Lane] = {}
        self._next_look = self._next_keep = self._next_try = clock.monotonic()
        self._database = self._waiting = ""

    def run(self, *, at_once: bool = False) -> None:
        """Work until the clock is told to stop; cycles at work end with their request."""
        self._lanes = self._first_lanes(self._known(), at_once=at_once)
        log_event("scheduled", next=self._next())
        while not self._clock.stopped:
            self.turn()
            self._clock.sleep(self._pause())
        log_event("stopping", running=sorted(self._busy))
        while self._running:
            self._collect(wait=True)
        self._keep(stopped=self._clock.now())
        log_event("stopped")

    def turn(self) -> None:
        """Do what is to be done now."""
        self._collect()
        if self._clock.monotonic() >= self._next_look:
            self._next_look = self._clock.monotonic() + self._look
            self._reload()
        if self._clock.monotonic() >= self._next_keep:
            self._keep()
        if self._clock.monotonic() >= self._next_try:
            for due in self._groups():
                self._begin(due)
            self._collect()
        self._show()

    # -- what runs ----------------------------------------------------------------------------

    def _groups(self) -> Iterator[frozenset[str]]:
        """Connections that are due, those that may run together together."""
        now = self._clock.now()
        due = {name: one for name, one in self._lanes.items() if one.due <= now and not one.busy}
        yield from (frozenset({name}) for name, one in due.items() if one.apart)
        together = frozenset(name for name, one in due.items() if not one.apart)
        if together:
            yield together

    def _begin(self, due: frozenset[str]) -> None:
        now, settings = self._clock.now(), self._orders.settings
        try:
            store = self._turn.take(settings.database, now)
        except Busy as busy:
            self._wait_for(busy)
            return
        except StoreError as error:
            self._fail_database(error)
            return
        self._waiting = ""
        self._lanes |= {name: begun(self._lanes[name], now) for name in due}
        running = _Running(settings.database, due, self._clock.monotonic())
        self._running.append(running)
        self._show()
        task = self._task(due, now)
        self._start(lambda: self._results.put((running, self._done(task, store, running))))

    def _task(self, due: frozenset[str], now: datetime) -> Task:
        """Several connections have until the next of their ticks; one alone takes its time."""
        if len(due) == 1:
            return Task(self._orders, due, self._clock, self._books, waits=0.0)
        ticks = min(self._lanes[name].rhythm.after(now) for name in due)
        leash = max(SHORTEST_LEASH, (ticks - now).total_seconds())
        clock = Budget(self._clock, leash)
        return Task(self._orders, due, clock, self._books, waits=min(120.0, leash / 4))

    def _done(self, task: Task, store: Store, running: _Running) -> Result:
        began = self._clock.monotonic()

        def moved() -> None:
            running.moved = self._clock.monotonic()

        try:
            return one_cycle(task, store, self._ears.hearing(task.due, moved))
        except StoreError as error:
            log_warning("cycle_failed", connections=sorted(task.due), error=str(error))
            return broken_off(task, self._clock.monotonic() - began, str(error))
        except Exception as error:  # noqa: BLE001 - a bug met by one card must not end the others' runs; it is logged whole
            log_warning("cycle_broke", connections=sorted(task.due), exc_info=True)
            why = f"a bug in Steelyard ({type(error).__name__}); the log has the traceback"
            return broken_off(task, self._clock.monotonic() - began, why)

    def _collect(self, *, wait: bool = False) -> None:
        """Take in the cycles that ended."""
        while self._running:
            try:
                running, result = self._results.get(timeout=POLL if wait else 0)
            except Empty:
                self._show()
                return
            self._running.remove(running)
            self._turn.let_go(running.database)
            self._note(result)

    def _note(self, result: Result) -> None:
        now = self._clock.now()
        for name, part in result.parts.items():
            if name in self._lanes:
                self._lanes[name] = ended(self._lanes[name], part, now)
        trackers = {name: lane.tracker for name, lane in self._lanes.items()}
        self._metrics.count(result, trackers)
        self._keep()
        figures = dict(result.summary.figures) if result.summary else {}
        code = figures.pop("exit_code", None)
        failed = sorted(name for name, part in result.parts.items() if part.error)
        log_event(
            "cycle",
            number=result.number,
            connections=", ".join(sorted(result.parts)),
            seconds=round(result.seconds, 1),
            **figures,
            exit_code=int(code) if code is not None else None,
            failed=", ".join(failed),
            next=self._next(),
        )

    # -- what may stand in the way ------------------------------------------------------------

    def _wait_for(self, busy: Busy) -> None:
        """Another process has the lock: try again soon, and say so once."""
        self._next_try = self._clock.monotonic() + WAIT
        if self._waiting != busy.holder:
            self._waiting = busy.holder
            log_warning("waiting", holder=busy.holder, lock=busy.path.name)

    def _fail_database(self, error: StoreError) -> None:
        self._next_try = self._clock.monotonic() + WAIT
        if self._database != str(error):
            log_warning("database", error=str(error))
        self._database = str(error)

    def _reload(self) -> None:
        news = self._reloader.look()
        if news is None:
            return
        self._metrics.reloaded(ok=news.orders is not None)
        for problem in news.problems:
            log_warning("reload_failed", problem=problem)
        if news.orders is not None:
            self._orders = news.orders
            self._redact.add(*news.orders.settings.secrets)
            self._lanes = self._reordered()
            log_event("reloaded", connections=", ".join(self._lanes), next=self._next())

    # -- the lanes ----------------------------------------------------------------------------

    def _first_lanes(self, known: Mapping[str, Beat], *, at_once: bool) -> dict[str, Lane]:
        lanes = {
            access.name: new_lane(
                access.tracker, self._rhythm(access.name), known.get(access.name), self._begun
            )
            for access in self._orders.settings.accesses
        }
        if not at_once:
            return lanes
        return {name: msgspec.structs.replace(one, due=self._begun) for name, one in lanes.items()}

    def _reordered(self) -> dict[str, Lane]:
        now = self._clock.now()
        lanes = {}
        for access in self._orders.settings.accesses:
            rhythm, old = self._rhythm(access.name), self._lanes.get(access.name)
            if old is None:
                lanes[access.name] = new_lane(access.tracker, rhythm, None, now)
            else:
                lanes[access.name] = reordered(old, rhythm, now)
        return lanes

    def _rhythm(self, name: str) -> Rhythm:
        settings = self._orders.settings
        zone = ZoneInfo(settings.timezone)
        return Rhythm(settings.schedules[name], zone, self._begun, self._spread)

    @property
    def _busy(self) -> set[str]:
        return {name for running in self._running for name in running.due}

    # -- what others see ----------------------------------------------------------------------

    def _known(self) -> Mapping[str, Beat]:
        """What a worker before this one left."""
        try:
            with open_store(self._orders.settings.database) as store:
                return store.heartbeat.beats()
        except StoreError as error:
            self._fail_database(error)
            return {}

    def _keep(self, stopped: datetime | None = None) -> None:
        """Keep the heartbeat, by which the database is tried as well."""
        self._next_keep = self._clock.monotonic() + _LOOKS_A_BEAT * self._look
        pulse = Pulse(self._begun, self._clock.now(), stopped)
        beats = {name: lane.beat for name, lane in self._lanes.items()}
        try:
            with open_store(self._orders.settings.database) as store:
                store.heartbeat.keep(pulse, beats)
        except StoreError as error:
            self._fail_database(error)
            return
        self._database = ""

    def _show(self) -> None:
        self._board.shown = Snapshot(
            turned=self._clock.monotonic(),
            moved=min((running.moved for running in self._running), default=None),
            lines={name: lane.line for name, lane in self._lanes.items()},
            database=self._database,
            problems=tuple(map(self._redact, self._reloader.problems)),
            waiting=self._waiting,
        )

    def _next(self) -> str:
        """When the next cycle begins."""
        due = min((one.due for one in self._lanes.values() if not one.busy), default=None)
        zone = ZoneInfo(self._orders.settings.timezone)
        return due.astimezone(zone).isoformat(timespec="seconds") if due else ""

    def _pause(self) -> float:
        """Seconds until there may be something to do."""
        if self._running:
            return POLL
        now, monotonic = self._clock.now(), self._clock.monotonic()
        due = min((one.due for one in self._lanes.values()), default=now + timedelta(seconds=LOOK))
        until = max((due - now).total_seconds(), self._next_try - monotonic)
        return max(0.05, min(until, self._next_look - monotonic))
