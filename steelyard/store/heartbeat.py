"""The worker's heartbeat: what it keeps so that others see when things ran and will run."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
import sqlalchemy as sa

from steelyard.store.database import Database
from steelyard.store.moments import aware, maybe_aware, maybe_naive, naive
from steelyard.store.tables import beats, worker

_THE_WORKER = 1


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """One connection's runs by the worker.

    `tried` and `succeeded` are when the last run, and the last good one, began. `failures` counts
    those in a row that failed, `error` is why the last one did. `due` is the next run.
    """

    schedule: str
    due: datetime | None = None
    tried: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    error: str = ""


class Pulse(msgspec.Struct, frozen=True):
    """The worker: when it started, was seen alive last, and was told to stop, if it was."""

    started: datetime
    seen: datetime
    stopped: datetime | None = None


class Heartbeat:
    """The worker's part of the store. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        """Work on the database of the store."""
        self._database = database

    def keep(self, pulse: Pulse, known: Mapping[str, Beat]) -> None:
        """Note that the worker lives, and what it knows of every connection it runs."""
        row = {
            "id": _THE_WORKER,
            "started": naive(pulse.started),
            "seen": naive(pulse.seen),
            "stopped": maybe_naive(pulse.stopped),
        }
        rows = list(_rows(known.items()))
        with self._database.begin() as db:
            db.execute(self._database.upsert(worker, ("started", "seen", "stopped")), [row])
            db.execute(beats.delete())
            if rows:
                db.execute(beats.insert(), rows)

    def pulse(self) -> Pulse | None:
        """The worker that was seen last; None when there never was one."""
        row = self._database.one(sa.select(worker))
        if row is None:
            return None
        return Pulse(aware(row.started), aware(row.seen), maybe_aware(row.stopped))

    def beats(self) -> Mapping[str, Beat]:
        """The runs of every connection the worker runs, by name."""
        return {row.connection: _beat(row) for row in self._database.all(sa.select(beats))}


def _rows(known: Iterable[tuple[str, Beat]]) -> Iterable[dict[str, object]]:
    for name, beat in known:
        yield {
            "connection": name,
            "schedule": beat.schedule,
            "due": maybe_naive(beat.due),
            "tried": maybe_naive(beat.tried),
            "succeeded": maybe_naive(beat.succeeded),
            "failures": beat.failures,
            "error": beat.error,
        }


def _beat(row: sa.Row[tuple[object, ...]]) -> Beat:
    return Beat(
        schedule=row.schedule,
        due=maybe_aware(row.due),
        tried=maybe_aware(row.tried),
        succeeded=maybe_aware(row.succeeded),
        failures=row.failures,
        error=row.error,
    )
