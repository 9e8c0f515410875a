"""The store: cards as last read, verdicts as last made, and what was written where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from connectors.card import Card, human_hash
from connectors.protocol import Page, Surface
from enrichment.plan import Written
from enrichment.verdict import Verdict
from steelyard.store.engine import loudly, open_engine
from steelyard.store.tables import cards, connections, runs, verdicts, written

Ref = tuple[str, str]
"""A card's address: connection and id."""

_AT_ONCE = 500
"""Cards held as bytes while reading them all."""

_pack = msgspec.msgpack.Encoder().encode
_card = msgspec.msgpack.Decoder(Card).decode
_surface = msgspec.msgpack.Decoder(Surface).decode
_verdict = msgspec.msgpack.Decoder(Verdict).decode
_written = msgspec.msgpack.Decoder(Written).decode


class Connection(msgspec.Struct, frozen=True):
    """What is known of a connection; everything is None before its first read."""

    cursor: str | None = None
    surface: Surface | None = None
    pulled: datetime | None = None
    complete: datetime | None = None


class Run(msgspec.Struct, frozen=True):
    """One run of a command; `summary` holds its counts."""

    id: int
    command: str
    started: datetime
    ended: datetime | None
    exit_code: int | None
    summary: Mapping[str, Any]


class Store:
    """All reads and writes of the database. Every method raises StoreError when it fails."""

    def __init__(self, engine: sa.Engine) -> None:
        """Work on an engine whose schema is current (`open_store`)."""
        self._engine = engine
        self._where = engine.url.render_as_string(hide_password=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def connection(self, name: str, scope: str) -> Connection:
        """What is known of `name`; nothing when it was pointed at something else meanwhile."""
        row = self._one(sa.select(connections).where(connections.c.name == name))
        if row is None or row.scope != scope:
            return Connection()
        surface = _surface(row.surface) if row.surface else None
        return Connection(row.cursor, surface, _maybe(row.pulled), _maybe(row.complete))

    def connections(self) -> Mapping[str, Connection]:
        """Every connection that was ever read."""
        return {
            row.name: Connection(row.cursor, None, _maybe(row.pulled), _maybe(row.complete))
            for row in self._all(sa.select(connections).order_by(connections.c.name))
        }

    def save_surface(self, name: str, scope: str, surface: Surface) -> None:
        """Remember names resolved to ids; a changed scope forgets the cursor."""
        known = self.connection(name, scope)
        row = {"name": name, "scope": scope, "cursor": known.cursor, "surface": _pack(surface)}
        with self._begin() as db:
            db.execute(self._upsert(connections, ("scope", "cursor", "surface")), [row])

    def save_page(self, name: str, page: Page, read: int, at: datetime, *, last: bool) -> int:
        """Keep a page of cards; the last one with the cursor. Returns how many changed.

        All in one transaction: a killed run keeps whole pages and reads the rest again. After a
        complete read the cards it did not bring are no longer present.
        """
        with self._begin() as db:
            changed = self._save_cards(db, name, page.cards, read)
            if last:
                row = {"cursor": page.cursor, "pulled": _naive(at)}
                row |= {"complete": _naive(at)} if page.complete else {}
                db.execute(connections.update().where(connections.c.name == name).values(row))
            if last and page.complete:
                gone = (cards.c.connection == name) & (cards.c.seen != read)
                db.execute(cards.update().where(gone).values(present=False))
        return changed

    def cards(self) -> Iterator[Card]:
        """Every card that is there, in a stable order."""
        query = sa.select(cards.c.data).where(cards.c.present)
        query = query.order_by(cards.c.connection, cards.c.id)
        with loudly(self._where), self._engine.connect() as db:
            rows = db.execute(query.execution_options(yield_per=_AT_ONCE))
            yield from (_card(row.data) for row in rows)

    def counts(self) -> Mapping[str, int]:
        """How many cards are there, by connection."""
        count = sa.select(cards.c.connection, sa.func.count().label("n"))
        query = count.where(cards.c.present).group_by(cards.c.connection)
        return {row.connection: row.n for row in self._all(query)}

    def save_verdicts(self, made: Iterable[tuple[Ref, Verdict]]) -> None:
        """Replace all verdicts."""
        rows = [{"connection": ref[0], "id": ref[1], "data": _pack(one)} for ref, one in made]
        with self._begin() as db:
            db.execute(verdicts.delete())
            if rows:
                db.execute(verdicts.insert(), rows)

    def verdicts(self) -> Mapping[Ref, Verdict]:
        """The last verdict of every card."""
        rows = self._all(sa.select(verdicts))
        return {(row.connection, row.id): _verdict(row.data) for row in rows}

    def written(self) -> Mapping[Ref, Written]:
        """What Steelyard has written, by card."""
        rows = self._all(sa.select(written))
        return {(row.connection, row.id): _written(row.data) for row in rows}

    def remember(self, card: Card, what: Written) -> None:
        """Keep what was written to `card`, and the card as it looks with it; one transaction."""
        row = {"connection": card.connection, "id": card.id, "data": _pack(what)}
        same = (cards.c.connection == card.connection) & (cards.c.id == card.id)
        with self._begin() as db:
            db.execute(self._upsert(written, ("data",)), [row])
            db.execute(cards.update().where(same).values(data=_pack(card)))

    def begin_run(self, command: str, at: datetime) -> int:
        """Note that a run began; returns its number."""
        with self._begin() as db:
            values = {"command": command, "started": _naive(at)}
            return int(db.execute(runs.insert().values(values).returning(runs.c.id)).scalar_one())

    def end_run(self, run: int, at: datetime, code: int, summary: Mapping[str, Any]) -> None:
        """Note how a run ended."""
        values = {"ended": _naive(at), "exit_code": code, "summary": _pack(summary)}
        with self._begin() as db:
            db.execute(runs.update().where(runs.c.id == run).values(values))

    def last_runs(self, count: int) -> Sequence[Run]:
        """The newest runs first."""
        query = sa.select(runs).order_by(runs.c.id.desc()).limit(count)
        return [_run(row) for row in self._all(query)]

    def _save_cards(self, db: sa.Connection, name: str, pulled: Sequence[Card], read: int) -> int:
        if not pulled:
            return 0
        hashes = {card.id: human_hash(card) for card in pulled}
        query = sa.select(cards.c.id, cards.c.hash).where(
            cards.c.connection == name, cards.c.id.in_(hashes)
        )
        before = {row.id: row.hash for row in db.execute(query)}
        rows = [_row(card, hashes[card.id], read) for card in pulled]
        db.execute(self._upsert(cards, ("key", "hash", "data", "seen", "present")), rows)
        return sum(before.get(one) != digest for one, digest in hashes.items())

    def _upsert(self, table: sa.Table, update: Sequence[str]) -> Any:
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        insert = dialect.insert(table)
        values = {name: insert.excluded[name] for name in update}
        return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        with loudly(self._where), self._engine.begin() as db:
            yield db

    def _all(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._begin() as db:
            return list(db.execute(query).all())

    def _one(self, query: sa.Select[Any]) -> Any:
        return next(iter(self._all(query)), None)


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
    }


def _run(row: Any) -> Run:
    summary = msgspec.msgpack.decode(row.summary) if row.summary else {}
    ended = _maybe(row.ended)
    return Run(row.id, row.command, _aware(row.started), ended, row.exit_code, summary)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _maybe(moment: datetime | None) -> datetime | None:
    return _aware(moment) if moment else None
