"""One cycle of the worker: what `run` does, for the connections that are due."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing

import msgspec

from connectors.errors import ConnectorError, RateLimited
from connectors.gate import Books, Clock, Counts
from steelyard.commands.run import KEPT_PLAN
from steelyard.cycle import cycle
from steelyard.done import Cycle
from steelyard.exits import Exit
from steelyard.planfile import save_plan
from steelyard.store import Store
from steelyard.summary import OfConnection, Summary, summary_of
from steelyard.tell import Tell
from steelyard.worker.reload import Orders
from steelyard.world import World, open_world

UNKNOWN = OfConnection(0, 0, 0, 0, 0, 0, 0, 0.0)


class Task(msgspec.Struct, frozen=True):
    """A cycle to do: its connections, and seconds to wait for slow ones among them."""

    orders: Orders
    due: frozenset[str]
    clock: Clock
    books: Books
    waits: float


class Part(msgspec.Struct, frozen=True):
    """One connection's part of a cycle.

    `flags` counts the cards of its own that bear each flag, `sent` what went through its gate.
    `asked` is the pause in seconds the tracker asked for. `error` is empty when all went well.
    """

    summary: OfConnection
    flags: Mapping[str, int] = {}
    incomplete: int = 0
    sent: Counts = msgspec.field(default_factory=Counts)
    asked: float = 0.0
    error: str = ""


class Result(msgspec.Struct, frozen=True):
    """What came of a cycle; `summary` is None when it broke off."""

    parts: Mapping[str, Part]
    seconds: float
    number: int | None = None
    summary: Summary | None = None


def one_cycle(task: Task, store: Store, tell: Tell) -> Result:
    """Do it and note it in the runs table. Raises StoreError."""
    settings, clock = task.orders.settings, task.clock
    begun = clock.monotonic()
    number = store.begin_run("worker", clock.now())
    opened = open_world(
        settings, store, clock, task.orders.rulebook, read_only=False, books=task.books
    )
    with closing(opened):
        world = msgspec.structs.replace(opened, due=task.due, waits=task.waits)
        done = cycle(world, number, tell)
        summary = summary_of(world, done)
        store.end_run(number, clock.now(), summary.exit_code, msgspec.to_builtins(summary))
        if summary.exit_code == Exit.SAFETY:
            save_plan(settings.path.parent / KEPT_PLAN, done.plan)
        parts = _parts(world, done, summary)
    return Result(parts, clock.monotonic() - begun, number, summary)


def broken_off(task: Task, seconds: float, why: str) -> Result:
    """What came of a cycle that could not be done."""
    return Result({name: Part(UNKNOWN, error=why) for name in task.due}, seconds)


def _parts(world: World, done: Cycle, summary: Summary) -> dict[str, Part]:
    flags: dict[str, Counter[str]] = {name: Counter() for name in world.connectors}
    incomplete: Counter[str] = Counter()
    for one in done.judged:
        if one.verdict.place is not None:
            name = one.card.connection
            flags[name].update({flag.rule for flag in one.verdict.flags})
            incomplete[name] += bool(one.verdict.required)
    stopped = (
        f"stopped for safety: {summary.changed} of {summary.known} cards would change; "
        f"look at {KEPT_PLAN}, then: steelyard apply {KEPT_PLAN}"
        if summary.exit_code == Exit.SAFETY
        else ""
    )
    return {
        name: Part(
            one,
            flags[name],
            incomplete[name],
            world.gates[name].counts,
            _asked(_error(done, name)),
            one.error or stopped,
        )
        for name, one in summary.connections.items()
    }


def _error(done: Cycle, name: str) -> ConnectorError | None:
    applied = done.applied.get(name)
    return done.failed.get(name) or (applied.error if applied else None)


def _asked(error: ConnectorError | None) -> float:
    return error.seconds if isinstance(error, RateLimited) else 0.0
