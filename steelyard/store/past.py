"""Earlier verdicts, kept so that people can be told what moved since last time, and why."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from enrichment.verdict import Verdict
from steelyard.store.database import Database
from steelyard.store.moments import aware
from steelyard.store.scales import placed
from steelyard.store.tables import cards, past, places, runs, verdicts

LAST_TIME = timedelta(hours=20)
"""What moved is told since a moment at least so long ago: a nightly run's last night.

A worker that runs every ten minutes would otherwise have nothing to tell.
"""

_RECENT, _EARLIER = 1, 0


class Earlier(msgspec.Struct, frozen=True):
    """The verdicts of an earlier run, and the hash of each card's human content then."""

    judged: datetime
    verdicts: Mapping[tuple[str, str], Verdict]
    hashes: Mapping[tuple[str, str], str]


class Past:
    """Two sets of earlier verdicts, whatever the number of runs; both methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        """Work on the database of the store."""
        self._database = database

    def keep(self, db: sa.Connection, now: datetime) -> None:
        """Lay the verdicts aside that a run is about to replace, unless recent ones are."""
        recent = _judged(db, _RECENT)
        made = db.execute(_last_judging).scalar()
        if made is None or (recent is not None and now - recent < LAST_TIME):
            return
        db.execute(past.delete().where(past.c.slot == _EARLIER))
        db.execute(past.update().values(slot=_EARLIER))
        same = (cards.c.connection == verdicts.c.connection) & (cards.c.id == verdicts.c.id)
        there = (places.c.connection == verdicts.c.connection) & (places.c.id == verdicts.c.id)
        old = (
            sa.select(
                sa.literal(_RECENT),
                verdicts.c.connection,
                verdicts.c.id,
                cards.c.hash,
                verdicts.c.data,
                sa.literal(made),
                places.c.data,
            )
            .join_from(verdicts, cards, same)
            .outerjoin(places, there)
        )
        db.execute(past.insert().from_select(list(past.c), old))

    def since(self, now: datetime) -> Earlier | None:
        """The verdicts of last time; the oldest there are while the database is young."""
        with self._database.begin() as db:
            recent, earlier = _judged(db, _RECENT), _judged(db, _EARLIER)
            old_enough = recent is not None and now - recent >= LAST_TIME
            slot, judged = (_EARLIER, earlier) if earlier and not old_enough else (_RECENT, recent)
            if judged is None:
                return None
            rows = db.execute(sa.select(past).where(past.c.slot == slot)).all()
        return Earlier(
            judged,
            {(row.connection, row.id): placed(row.data, row.place) for row in rows},
            {(row.connection, row.id): row.hash for row in rows},
        )


_last_judging = sa.select(sa.func.max(runs.c.started)).where(
    runs.c.ended.is_not(None), runs.c.command != "apply"
)
"""When the verdicts were made; `apply` makes none."""


def _judged(db: sa.Connection, slot: int) -> datetime | None:
    moment = db.execute(sa.select(past.c.judged).where(past.c.slot == slot).limit(1)).scalar()
    return aware(moment) if moment else None
