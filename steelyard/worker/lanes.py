"""What the worker knows of one connection, and how that changes; pure."""

from datetime import datetime

import msgspec

from connectors.card import Tracker
from steelyard.store import Beat
from steelyard.worker.board import Line
from steelyard.worker.one import Part
from steelyard.worker.schedule import Rhythm


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A connection on its way through time.

    `apart` says that its last run failed or took too long: it then runs in cycles of its own, so
    that it holds up no other.
    """

    tracker: Tracker
    rhythm: Rhythm
    due: datetime
    tried: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    error: str = ""
    busy: bool = False
    apart: bool = False

    @property
    def beat(self) -> Beat:
        """As the store keeps it."""
        return Beat(
            schedule=str(self.rhythm.schedule),
            due=self.due,
            tried=self.tried,
            succeeded=self.succeeded,
            failures=self.failures,
            error=self.error,
        )

    @property
    def line(self) -> Line:
        """As the board shows it."""
        base = max(self.succeeded or self.rhythm.start, self.rhythm.start)
        return Line(self.tracker, self.beat, self.rhythm.late(base), self.busy)


def new_lane(tracker: Tracker, rhythm: Rhythm, known: Beat | None, now: datetime) -> Lane:
    """A connection as the worker starts, or finds it new in its file."""
    if known is None:
        return Lane(tracker=tracker, rhythm=rhythm, due=max(now, rhythm.first(None)))
    return Lane(
        tracker=tracker,
        rhythm=rhythm,
        due=max(now, rhythm.first(known.tried)),
        tried=known.tried,
        succeeded=known.succeeded,
        failures=known.failures,
        error=known.error,
        apart=known.failures > 0,
    )


def reordered(lane: Lane, rhythm: Rhythm, now: datetime) -> Lane:
    """The connection under a schedule that may have changed."""
    if rhythm.schedule == lane.rhythm.schedule and rhythm.zone == lane.rhythm.zone:
        return lane
    return msgspec.structs.replace(lane, rhythm=rhythm, due=rhythm.after(now))


def begun(lane: Lane, now: datetime) -> Lane:
    """It runs."""
    return msgspec.structs.replace(lane, busy=True, tried=now)


def ended(lane: Lane, part: Part, now: datetime) -> Lane:
    """It ran; ticks that were missed meanwhile are one with the next.

    Work that was cut for its time is no failure: it goes on at the next tick, apart.
    """
    known = msgspec.structs.replace(lane, busy=False)
    if part.summary.unfinished:
        return msgspec.structs.replace(known, apart=True, due=lane.rhythm.after(now))
    if not part.error:
        return msgspec.structs.replace(
            known,
            succeeded=lane.tried,
            failures=0,
            error="",
            apart=False,
            due=lane.rhythm.after(now),
        )
    failures = lane.failures + 1
    due = lane.rhythm.again(now, failures, part.asked)
    return msgspec.structs.replace(known, failures=failures, error=part.error, apart=True, due=due)
