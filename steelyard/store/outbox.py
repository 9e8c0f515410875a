"""Writes kept before they are done, and the memory of what was done, in one transaction each."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from connectors.card import Card
from connectors.write import Outcome, Write
from enrichment.hands import Written
from steelyard.store.database import Database
from steelyard.store.tables import cards, outbox, written

Ref = tuple[str, str]
"""A card's address: connection and id."""

_pack = msgspec.msgpack.Encoder().encode
_write = msgspec.msgpack.Decoder(Write).decode
_written = msgspec.msgpack.Decoder(Written).decode


class Outbox:
    """The writes of the last plan of every connection. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        """Work on the database of the store."""
        self._database = database

    def queue(self, names: Iterable[str], writes: Sequence[Write]) -> None:
        """Keep a plan before the first of its writes is done.

        It takes the place of all earlier writes of the connections `names`.
        """
        rows = [
            {"connection": one.target.connection, "id": one.target.id, "data": _pack(one)}
            for one in writes
        ]
        with self._database.begin() as db:
            db.execute(outbox.delete().where(outbox.c.connection.in_(list(names))))
            if rows:
                db.execute(outbox.insert(), rows)

    def todo(self, name: str) -> Sequence[tuple[int, Write]]:
        """The writes of a connection that have no answer yet, by number, in their order."""
        query = sa.select(outbox).where(outbox.c.connection == name, outbox.c.outcome.is_(None))
        rows = self._database.all(query.order_by(outbox.c.number))
        return [(row.number, _write(row.data)) for row in rows]

    def answer(self, number: int, outcome: Outcome) -> None:
        """Note what became of a write that left nothing to remember."""
        with self._database.begin() as db:
            _note(db, number, outcome)

    def remember(self, card: Card, what: Written, number: int, outcome: Outcome) -> None:
        """Keep what write `number` left on `card`, and the card as it looks with it."""
        with self._database.begin() as db:
            self._keep(db, card, what)
            _note(db, number, outcome)

    def recall(self, card: Card, what: Written) -> None:
        """Keep what turned out to have been written by a run that did not live to note it."""
        with self._database.begin() as db:
            self._keep(db, card, what)

    def left(self) -> Mapping[str, int]:
        """How many writes have no answer, by connection."""
        count = sa.select(outbox.c.connection, sa.func.count().label("n"))
        query = count.where(outbox.c.outcome.is_(None)).group_by(outbox.c.connection)
        return {row.connection: row.n for row in self._database.all(query)}

    def written(self) -> Mapping[Ref, Written]:
        """What Steelyard has written, by card."""
        rows = self._database.all(sa.select(written))
        return {(row.connection, row.id): _written(row.data) for row in rows}

    def _keep(self, db: sa.Connection, card: Card, what: Written) -> None:
        row = {"connection": card.connection, "id": card.id, "data": _pack(what)}
        same = (cards.c.connection == card.connection) & (cards.c.id == card.id)
        db.execute(self._database.upsert(written, ("data",)), [row])
        db.execute(cards.update().where(same).values(data=_pack(card)))


def _note(db: sa.Connection, number: int, outcome: Outcome) -> None:
    db.execute(outbox.update().where(outbox.c.number == number).values(outcome=str(outcome)))
