"""Whether the worker lives, and whether it does what it should: pure, with the reasons.

Nothing of a card and no word of a tracker is in an answer; `steelyard status` has those.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from steelyard.worker.board import Line, Snapshot

TURNS = 60.0
"""The loop turns every few seconds; after so many without a turn it is stuck."""

MOVES = 1800.0
"""A request with its retries and the pauses trackers ask for takes a quarter of an hour at most."""


class Health(msgspec.Struct, frozen=True):
    """An answer: good or not, why not, and what is known of every connection."""

    ok: bool
    problems: tuple[str, ...] = ()
    connections: dict[str, dict[str, object]] = {}


def alive(shown: Snapshot, monotonic: float) -> Health:
    """Whether the loop turns and the running cycles get on; restarting mends what is not so."""
    problems = []
    if monotonic - shown.turned > TURNS:
        problems.append(f"the loop has not turned for {monotonic - shown.turned:.0f} s")
    if shown.moved is not None and monotonic - shown.moved > MOVES:
        problems.append(f"a cycle has not moved for {monotonic - shown.moved:.0f} s")
    return Health(not problems, tuple(problems))


def ready(shown: Snapshot, now: datetime) -> Health:
    """Whether files are valid, the database answers, and every connection ran when it should."""
    problems = tuple(_problems(shown, now))
    return Health(not problems, problems, {name: _told(one) for name, one in shown.lines.items()})


def _problems(shown: Snapshot, now: datetime) -> Iterator[str]:
    yield from shown.problems
    if shown.database:
        yield f"the database cannot be used: {shown.database}"
    for name, line in shown.lines.items():
        if now > line.late:
            yield f"{name}: no successful run {_since(line)}; steelyard status tells why"


def _since(line: Line) -> str:
    last = line.beat.succeeded
    return f"since {last.isoformat(timespec='seconds')}" if last else "since the worker started"


def _told(line: Line) -> dict[str, object]:
    beat = line.beat
    return {
        "schedule": beat.schedule,
        "last_success": beat.succeeded,
        "next_run": beat.due,
        "failures": beat.failures,
        "running": line.busy,
    }
