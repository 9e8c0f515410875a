"""The store: cards as last read, verdicts as last made, and what was written where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from connectors.card import Card, human_hash
from connectors.gate import Spent
from connectors.protocol import Absence, Page, Surface
from enrichment.verdict import Verdict
from steelyard.store.database import Database
from steelyard.store.engine import open_engine
from steelyard.store.heartbeat import Heartbeat
from steelyard.store.moments import aware, maybe_aware, naive
from steelyard.store.outbox import Outbox, Ref
from steelyard.store.past import Past
from steelyard.store.scales import Scales, placed
from steelyard.store.tables import cards, connections, places, runs, spending, verdicts

_AT_ONCE = 500
"""Cards held as bytes while reading them all."""

_THE_ROW = 1

KEPT_RUNS = 500
"""A worker runs for years; so many of its last runs are remembered."""

_pack = msgspec.msgpack.Encoder().encode
_spent = msgspec.msgpack.Decoder(Spent).decode
_card = msgspec.msgpack.Decoder(Card).decode
_surface = msgspec.msgpack.Decoder(Surface).decode


class Connection(msgspec.Struct, frozen=True):
    """What is known of a connection; everything is None before its first read."""

    cursor: str | None = None
    surface: Surface | None = None
    pulled: datetime | None = None
    complete: datetime | None = None
    census: datetime | None = None


class Run(msgspec.Struct, frozen=True):
    """One run of a command; `summary` holds its counts."""

    id: int
    command: str
    started: datetime
    ended: datetime | None
    exit_code: int | None
    summary: Mapping[str, Any]


class Store:
    """All reads and writes of the database.

    Those of writes are in `outbox`, of earlier verdicts in `past`, the worker's in `heartbeat`.
    Every method raises StoreError when it fails.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Work on an engine whose schema is current (`open_store`)."""
        self._database = Database(engine)
        self.outbox = Outbox(self._database)
        self.scales = Scales(self._database)
        self.past = Past(self._database)
        self.heartbeat = Heartbeat(self._database)
        self.judging = Lock()  # a worker's cycles judge all cards one after another

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.engine.dispose()

    def connection(self, name: str, scope: str) -> Connection:
        """What is known of `name`; nothing when it was pointed at something else meanwhile."""
        row = self._database.one(sa.select(connections).where(connections.c.name == name))
        if row is None or row.scope != scope:
            return Connection()
        return _connection(row, _surface(row.surface) if row.surface else None)

    def connections(self) -> Mapping[str, Connection]:
        """Every connection that was ever read."""
        return {
            row.name: _connection(row, None)
            for row in self._database.all(sa.select(connections).order_by(connections.c.name))
        }

    def save_surface(self, name: str, scope: str, surface: Surface) -> None:
        """Remember names resolved to ids; a changed scope forgets how far it was read."""
        known = self.connection(name, scope)
        row = {
            "name": name,
            "scope": scope,
            "cursor": known.cursor,
            "surface": _pack(surface),
            "complete": naive(known.complete) if known.complete else None,
            "census": naive(known.census) if known.census else None,
        }
        with self._database.begin() as db:
            db.execute(self._database.upsert(connections, tuple(row)[1:]), [row])

    def start_over(self, name: str) -> None:
        """Let the next read bring everything again."""
        forgotten = {"cursor": None, "complete": None}
        with self._database.begin() as db:
            db.execute(connections.update().where(connections.c.name == name).values(**forgotten))

    def save_page(self, name: str, page: Page, read: int, at: datetime) -> int:
        """Keep a page of cards with its cursor, in one transaction. Returns how many changed.

        A killed run keeps whole pages, and the next one goes on behind them. A card that had
        left is there again, with everything that is remembered of it.
        """
        row = {"cursor": page.cursor, "pulled": naive(at)}
        row |= {"complete": naive(at)} if page.complete else {}
        with self._database.begin() as db:
            changed = self._save_cards(db, name, page.cards, read)
            db.execute(connections.update().where(connections.c.name == name).values(row))
        return changed

    def save_cards(self, name: str, found: Sequence[Card], read: int) -> int:
        """Keep cards that were read by id; the cursor stays. Returns how many changed."""
        with self._database.begin() as db:
            return self._save_cards(db, name, found, read)

    def ids(self, name: str) -> Mapping[str, bool]:
        """Every card of a connection ever read, and whether it is there."""
        query = sa.select(cards.c.id, cards.c.present).where(cards.c.connection == name)
        return {row.id: row.present for row in self._database.all(query)}

    def save_census(self, name: str, gone: Mapping[str, Absence], at: datetime) -> None:
        """Note that all ids were compared, and retire the cards that are `gone`, with the reason.

        Nothing else that is known of them is forgotten.
        """
        named = (cards.c.connection == name) & (cards.c.id == sa.bindparam("card"))
        retire = cards.update().where(named).values(present=False, gone=sa.bindparam("why"))
        with self._database.begin() as db:
            if gone:
                db.execute(retire, [{"card": one, "why": why} for one, why in gone.items()])
            counted = connections.update().where(connections.c.name == name)
            db.execute(counted.values(census=naive(at)))

    def departures(self) -> Mapping[str, Mapping[str, int]]:
        """How many cards left each connection, by the reason."""
        count = sa.select(cards.c.connection, cards.c.gone, sa.func.count().label("n"))
        query = count.where(~cards.c.present).group_by(cards.c.connection, cards.c.gone)
        found: dict[str, dict[str, int]] = {}
        for row in self._database.all(query.order_by(sa.desc("n"))):
            why = row.gone or Absence.UNSEEN
            reasons = found.setdefault(row.connection, {})
            reasons[why] = reasons.get(why, 0) + row.n
        return found

    def absences(self, name: str) -> Mapping[str, str]:
        """The cards of a connection that left, and why."""
        query = sa.select(cards.c.id, cards.c.gone)
        query = query.where(cards.c.connection == name, ~cards.c.present)
        return {row.id: row.gone or Absence.UNSEEN for row in self._database.all(query)}

    def cards(self, of: Iterable[str] | None = None) -> Iterator[Card]:
        """Every card that is there, in a stable order; only those of the connections `of`, if given."""
        query = sa.select(cards.c.data).where(cards.c.present)
        if of is not None:
            query = query.where(cards.c.connection.in_(list(of)))
        query = query.order_by(cards.c.connection, cards.c.id)
        query = query.execution_options(yield_per=_AT_ONCE)
        with self._database.reading() as db, db.execute(query) as rows:
            yield from (_card(row.data) for row in rows)

    def some_cards(self, name: str, ids: Sequence[str]) -> Sequence[Card]:
        """These cards of a connection as last read, whether they are still there or not."""
        of_name = sa.select(cards.c.data).where(cards.c.connection == name)
        parts = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
        queries = (of_name.where(cards.c.id.in_(part)) for part in parts)
        return [_card(row.data) for query in queries for row in self._database.all(query)]

    def counts(self) -> Mapping[str, int]:
        """How many cards are there, by connection."""
        count = sa.select(cards.c.connection, sa.func.count().label("n"))
        query = count.where(cards.c.present).group_by(cards.c.connection)
        return {row.connection: row.n for row in self._database.all(query)}

    def verdicts(self) -> Mapping[Ref, Verdict]:
        """The last verdict of every card."""
        there = (places.c.connection == verdicts.c.connection) & (places.c.id == verdicts.c.id)
        query = sa.select(verdicts, places.c.data.label("place")).outerjoin(places, there)
        rows = self._database.all(query)
        return {(row.connection, row.id): placed(row.data, row.place) for row in rows}

    def spent(self) -> Spent:
        """What accounts have used up of their windows, as it was kept last."""
        row = self._database.one(sa.select(spending.c.data))
        return _spent(row.data) if row else Spent()

    def save_spent(self, spent: Spent) -> None:
        """Keep what accounts have used up."""
        row = {"id": _THE_ROW, "data": _pack(spent)}
        with self._database.begin() as db:
            db.execute(self._database.upsert(spending, ("data",)), [row])

    def begin_run(self, command: str, at: datetime) -> int:
        """Note that a run began, and keep what was thought before it; returns its number.

        The oldest runs are forgotten.
        """
        with self._database.begin() as db:
            self.past.keep(db, at)
            values = {"command": command, "started": naive(at)}
            run = int(db.execute(runs.insert().values(values).returning(runs.c.id)).scalar_one())
            db.execute(runs.delete().where(runs.c.id <= run - KEPT_RUNS))
        return run

    def end_run(self, run: int, at: datetime, code: int, summary: Mapping[str, Any]) -> None:
        """Note how a run ended."""
        values = {"ended": naive(at), "exit_code": code, "summary": _pack(summary)}
        with self._database.begin() as db:
            db.execute(runs.update().where(runs.c.id == run).values(values))

    def last_runs(self, count: int) -> Sequence[Run]:
        """The newest runs first."""
        query = sa.select(runs).order_by(runs.c.id.desc()).limit(count)
        return [_run(row) for row in self._database.all(query)]

    def _save_cards(self, db: sa.Connection, name: str, pulled: Sequence[Card], read: int) -> int:
        if not pulled:
            return 0
        hashes = {card.id: human_hash(card) for card in pulled}
        query = sa.select(cards.c.id, cards.c.hash).where(
            cards.c.connection == name, cards.c.id.in_(hashes)
        )
        before = {row.id: row.hash for row in db.execute(query)}
        rows = [_row(card, hashes[card.id], read) for card in pulled]
        db.execute(
            self._database.upsert(cards, ("key", "hash", "data", "seen", "present", "gone")), rows
        )
        return sum(before.get(one) != digest for one, digest in hashes.items())


def open_store(url: str) -> Store:
    """The store at a database address, brought up to date. Raises StoreError."""
    return Store(open_engine(url))


def _row(card: Card, digest: str, read: int) -> dict[str, Any]:
    return {
        "connection": card.connection,
        "id": card.id,
        "key": card.key,
        "hash": digest,
        "data": _pack(card),
        "seen": read,
        "present": True,
        "gone": None,
    }


def _connection(row: Any, surface: Surface | None) -> Connection:
    times = (maybe_aware(row.pulled), maybe_aware(row.complete), maybe_aware(row.census))
    return Connection(row.cursor, surface, *times)


def _run(row: Any) -> Run:
    summary = msgspec.msgpack.decode(row.summary) if row.summary else {}
    ended = maybe_aware(row.ended)
    return Run(row.id, row.command, aware(row.started), ended, row.exit_code, summary)
