"""What Prometheus is told: counters from every cycle, gauges from the board as it hangs."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from connectors.card import Tracker
from steelyard.worker.board import Board, Line
from steelyard.worker.one import Part, Result

_WHOSE = ("tracker", "connection")
_BUCKETS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)


class Metrics:
    """All figures of a worker, in a registry of its own."""

    def __init__(self, board: Board, now: Callable[[], datetime]) -> None:
        """Take gauges from `board`; `now` is the clock's."""
        self._registry = CollectorRegistry()
        self._sizes: dict[str, Part] = {}
        for standard in (ProcessCollector, PlatformCollector, GCCollector):
            standard(registry=self._registry)
        build = Info("steelyard_build", "Version of the program", registry=self._registry)
        build.info({"version": version("steelyard")})
        self._cycles = self._counter("cycles", "Cycles by how they ended", "result")
        self._writes = self._counter("writes", "Writes by what became of them", "outcome")
        self._requests = self._counter("requests", "Requests that left", "method")
        self._answers = self._counter("answers", "Answers of trackers", "status")
        self._retries = self._counter("retries", "Requests that were sent again")
        self._waits = self._counter("wait_seconds", "Seconds spent waiting for a turn or a pause")
        self._seconds = Histogram(
            "steelyard_cycle_seconds",
            "How long cycles took",
            registry=self._registry,
            buckets=_BUCKETS,
        )
        self._reloads = Counter(
            "steelyard_reloads",
            "Reloads of rules, context and configuration",
            ("result",),
            registry=self._registry,
        )
        for result in ("done", "failed"):
            self._reloads.labels(result)
        self._registry.register(_Gauges(board, self._sizes, now))

    def count(self, result: Result, trackers: Mapping[str, Tracker]) -> None:
        """Take in what a cycle did."""
        self._seconds.observe(result.seconds)
        for name, part in result.parts.items():
            if name in trackers:
                self._count((trackers[name], name), part)
                self._sizes[name] = part if result.summary else self._sizes.get(name, part)
        for gone in self._sizes.keys() - trackers.keys():
            del self._sizes[gone]

    def reloaded(self, *, ok: bool) -> None:
        """Count a reload."""
        self._reloads.labels("done" if ok else "failed").inc()

    def page(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, text: str, *more: str) -> Counter:
        return Counter(f"steelyard_{name}", text, (*_WHOSE, *more), registry=self._registry)

    def _count(self, whose: tuple[str, str], part: Part) -> None:
        one = part.summary
        ended = "unfinished" if one.unfinished else "failed" if part.error else "done"
        self._cycles.labels(*whose, ended).inc()
        outcomes = {"done": one.done, "already": one.already, "refused": one.refused}
        for outcome, count in outcomes.items():
            self._writes.labels(*whose, outcome).inc(count)
        for method, count in part.sent.requests.items():
            self._requests.labels(*whose, method).inc(count)
        for status, count in part.sent.statuses.items():
            self._answers.labels(*whose, str(status)).inc(count)
        self._retries.labels(*whose).inc(part.sent.retries)
        self._waits.labels(*whose).inc(part.sent.waited)


class _Gauges(Collector):
    """Everything that is so at the moment somebody asks."""

    def __init__(
        self, board: Board, sizes: Mapping[str, Part], now: Callable[[], datetime]
    ) -> None:
        self._board, self._sizes, self._now = board, sizes, now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        shown, now = self._board.shown, self._now()
        lines = shown.lines
        yield _simple("configuration_valid", "Whether all files are valid", not shown.problems)
        yield _simple("database_up", "Whether the database could be used", not shown.database)
        yield _of("running", "Whether a cycle runs now", lines, lambda line: line.busy)
        yield _of("failures", "Failed runs in a row", lines, lambda line: line.beat.failures)
        yield _of("late", "Whether a run is overdue", lines, lambda line: now > line.late)
        yield _of(
            "last_success_timestamp_seconds",
            "When the last successful run began",
            lines,
            lambda line: _stamp(line.beat.succeeded),
        )
        yield _of(
            "lag_seconds",
            "How long ago the last successful run began: the age of what is known",
            lines,
            lambda line: _age(line.beat.succeeded, now),
        )
        yield _of(
            "next_run_timestamp_seconds",
            "When it runs next",
            lines,
            lambda line: _stamp(line.beat.due),
        )
        yield from self._of_cards(lines)

    def _of_cards(self, lines: Mapping[str, Line]) -> Iterator[GaugeMetricFamily]:
        cards = _family("cards", "Cards of a connection")
        incomplete = _family("incomplete_cards", "Open cards that lack a required answer")
        left = _family("writes_left", "Planned writes the last run did not come to")
        flags = _family("flags", "Open cards by what a check found", "flag")
        for name, part in list(self._sizes.items()):
            if name not in lines:
                continue
            whose = [lines[name].tracker, name]
            cards.add_metric(whose, part.summary.cards)
            incomplete.add_metric(whose, part.incomplete)
            left.add_metric(whose, part.summary.left)
            for flag, count in part.flags.items():
                flags.add_metric([*whose, flag], count)
        yield from (cards, incomplete, left, flags)


def _family(name: str, text: str, *more: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"steelyard_{name}", text, labels=(*_WHOSE, *more))


def _simple(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"steelyard_{name}", text, value=float(value))


def _of(
    name: str, text: str, lines: Mapping[str, Line], value: Callable[[Line], float | None]
) -> GaugeMetricFamily:
    family = _family(name, text)
    for connection, line in lines.items():
        figure = value(line)
        if figure is not None:
            family.add_metric([line.tracker, connection], float(figure))
    return family


def _stamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _age(moment: datetime | None, now: datetime) -> float | None:
    return (now - moment).total_seconds() if moment else None
