"""Writes kept before they are done, and the memory of what was done, in one transaction each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa

from connectors.card import Card
from connectors.write import Outcome, Write
from enrichment.plan import Planned
from enrichment.subject import Written
from steelyard.store.database import Database
from steelyard.store.tables import cards, drafts, outbox, written

Ref = tuple[str, str]
"""A card's address: connection and id."""

Numbered = tuple[int, Write]
"""A write with its own number in the outbox."""

_AT_ONCE = 500
_CARDS_AT_ONCE = 200
_pack = msgspec.msgpack.Encoder().encode
_write = msgspec.msgpack.Decoder(Write).decode
_written = msgspec.msgpack.Decoder(Written).decode


class Outbox:
    """The writes of the last plan of every connection. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        """Work on the database of the store."""
        self._database = database

    def draft(self, names: Collection[str], planned: Iterable[Planned]) -> "Drafts":
        """Keep a plan for the connections `names` in the place of their last one."""
        rows = (_draft(one) for one in planned)
        with self._database.begin() as db:
            db.execute(drafts.delete().where(drafts.c.connection.in_(list(names))))
        while part := list(islice(rows, _AT_ONCE)):
            with self._database.begin() as db:
                db.execute(drafts.insert(), part)
        return Drafts(self._database, names)

    def queue(self, names: Iterable[str], writes: Iterable[Write]) -> None:
        """Keep what is to be done before the first of it is.

        It takes the place of all earlier writes of the connections `names`.
        """
        rows = ({**_target(one), "id": one.target.id} for one in writes)
        with self._database.begin() as db:
            db.execute(outbox.delete().where(outbox.c.connection.in_(list(names))))
            while part := list(islice(rows, _AT_ONCE)):
                db.execute(outbox.insert(), part)

    def todo(self, name: str) -> Iterator[Mapping[str, Sequence[Numbered]]]:
        """What a connection's writes are that have no answer yet: by card, so many cards at a time.

        The cards come in the order of their first writes, each once with all of its own.
        """
        open_ = (outbox.c.connection == name) & outbox.c.outcome.is_(None)
        first = sa.select(outbox.c.number, outbox.c.id).where(open_).order_by(outbox.c.number)
        given, last = set[str](), 0
        while rows := self._database.all(first.where(outbox.c.number > last).limit(_CARDS_AT_ONCE)):
            last = rows[-1].number
            ids = dict.fromkeys(row.id for row in rows if row.id not in given)
            given.update(ids)
            if ids:
                yield self._writes_of(open_ & outbox.c.id.in_(list(ids)), ids)

    def begin(self, number: int) -> None:
        """Note that a write may be done from now on, answered or not."""
        with self._database.begin() as db:
            db.execute(outbox.update().where(outbox.c.number == number).values(begun=True))

    def begun(self, name: str) -> Sequence[Write]:
        """The writes of a connection that were begun and have no answer: at most one a card."""
        query = sa.select(outbox.c.data).where(
            outbox.c.connection == name, outbox.c.begun, outbox.c.outcome.is_(None)
        )
        return [_write(row.data) for row in self._database.all(query)]

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

    def written(self, name: str, ids: Collection[str]) -> Mapping[str, Written]:
        """What Steelyard has written on these cards of a connection, by id."""
        query = sa.select(written.c.id, written.c.data)
        query = query.where(written.c.connection == name, written.c.id.in_(list(ids)))
        return {row.id: _written(row.data) for row in self._database.all(query)}

    def _writes_of(
        self, wanted: sa.ColumnElement[bool], ids: Iterable[str]
    ) -> Mapping[str, Sequence[Numbered]]:
        query = sa.select(outbox).where(wanted).order_by(outbox.c.number)
        found: dict[str, list[Numbered]] = {one: [] for one in ids}
        for row in self._database.all(query):
            found[row.id].append((row.number, _write(row.data)))
        return found

    def _keep(self, db: sa.Connection, card: Card, what: Written) -> None:
        row = {"connection": card.connection, "id": card.id, "data": _pack(what)}
        same = (cards.c.connection == card.connection) & (cards.c.id == card.id)
        db.execute(self._database.upsert(written, ("data",)), [row])
        db.execute(cards.update().where(same).values(data=_pack(card)))


class Drafts(Collection[Write]):
    """The writes of a plan in their order, however many: they stay in the database."""

    def __init__(self, database: Database, names: Iterable[str]) -> None:
        """The last plans of the connections `names`."""
        self._database, self._names = database, frozenset(names)

    def __contains__(self, write: object) -> bool:
        return any(one == write for one in self)

    def __iter__(self) -> Iterator[Write]:
        query = sa.select(drafts.c.data).where(self._ours)
        query = query.order_by(drafts.c.turn, drafts.c.value, drafts.c.number)
        query = query.execution_options(yield_per=_AT_ONCE)
        with self._database.reading() as db, db.execute(query) as rows:
            yield from (_write(row.data) for row in rows)

    def __len__(self) -> int:
        query = sa.select(sa.func.count().label("n")).where(self._ours)
        return int(self._database.one(query).n)

    @property
    def _ours(self) -> sa.ColumnElement[bool]:
        return drafts.c.connection.in_(list(self._names))


def _draft(one: Planned) -> dict[str, Any]:
    return {**_target(one.write), "turn": one.turn, "value": one.value}


def _target(write: Write) -> dict[str, Any]:
    return {"connection": write.target.connection, "data": _pack(write)}


def _note(db: sa.Connection, number: int, outcome: Outcome) -> None:
    db.execute(outbox.update().where(outbox.c.number == number).values(outcome=str(outcome)))
