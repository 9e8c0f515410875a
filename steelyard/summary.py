"""A cycle in figures: one value for the line a run prints, for --json and for the runs table."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from connectors.write import Outcome
from enrichment.verdict import Severity
from steelyard.cycle import Cycle
from steelyard.exits import Exit, exit_of
from steelyard.world import World


class OfConnection(msgspec.Struct, frozen=True):
    """One connection's part of a run. `requests` counts what left for the tracker."""

    cards: int
    changed: int
    writes: int
    done: int
    refused: int
    left: int
    requests: int
    waited: float
    error: str = ""
    findings: tuple[str, ...] = ()


class Summary(msgspec.Struct, frozen=True):
    """A run in figures. `incomplete` counts open cards that lack a required answer."""

    cards: int
    incomplete: int
    planned: int
    written: int
    left: int
    waiting: int
    changed: int
    known: int
    exit_code: int
    connections: dict[str, OfConnection]


def summary_of(world: World, done: Cycle) -> Summary:
    """Count what a cycle did."""
    connections = {name: _of_connection(world, done, name) for name in world.connectors}
    code = exit_of(done)
    written = sum(one.done for one in connections.values())
    return Summary(
        cards=len(done.judged),
        incomplete=_incomplete(done),
        planned=len(done.plan.writes),
        written=written,
        left=sum(one.left for one in connections.values()),
        waiting=done.draft.waiting,
        changed=done.draft.changed,
        known=done.draft.known,
        exit_code=code,
        connections=connections,
    )


def _of_connection(world: World, done: Cycle, name: str) -> OfConnection:
    counts, pulled, applied = (
        world.gates[name].counts,
        done.pulled.get(name),
        done.applied.get(name),
    )
    outcomes = Counter(applied.outcomes if applied else {})
    error = done.failed.get(name) or (applied.error if applied else None)
    return OfConnection(
        cards=sum(one.card.connection == name for one in done.judged),
        changed=pulled.changed if pulled else 0,
        writes=sum(write.target.connection == name for write in done.plan.writes),
        done=outcomes[Outcome.DONE],
        refused=_sum(outcomes, (Outcome.REFUSED, Outcome.CHANGED, Outcome.GONE)),
        left=applied.left if applied else 0,
        requests=counts.total,
        waited=round(counts.waited, 1),
        error=str(error) if error else "",
        findings=tuple(f"{one.where}: {one.what}; {one.todo}" for one in pulled.findings)
        if pulled
        else (),
    )


def _incomplete(done: Cycle) -> int:
    return sum(
        any(flag.severity is Severity.REQUIRED for flag in one.verdict.flags)
        for one in done.judged
        if one.verdict.place is not None
    )


def _sum(outcomes: Counter[str], names: Iterable[str]) -> int:
    return sum(outcomes[name] for name in names)


def line_of(summary: Summary, verb: str) -> str:
    """The one line of a run, for logs of cron and CI."""
    names = ", ".join(
        f"{name} {one.cards} cards" + (" FAILED" if one.error else "")
        for name, one in summary.connections.items()
    )
    parts = [
        f"{verb}: {names}",
        f"{summary.incomplete} incomplete",
        f"{summary.written} of {summary.planned} writes done",
    ]
    if summary.waiting:
        parts.append(f"{summary.waiting} first remarks wait for the next run")
    if summary.left:
        parts.append(f"{summary.left} writes left")
    if summary.exit_code == Exit.SAFETY:
        parts.append(
            f"STOPPED: {summary.changed} of {summary.known} cards would change, "
            "more than safety.changed_cards allows"
        )
    return "; ".join(parts)
