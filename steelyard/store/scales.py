"""What lies on the scales: readings, verdicts and places, so many cards at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from connectors.card import Card
from enrichment.reading.slots import Reading
from enrichment.subject import Written
from enrichment.verdict import Flag, Part, Place, Verdict
from steelyard.store.database import Database
from steelyard.store.tables import cards, places, readings, verdicts, written

_AT_ONCE = 200
"""Cards held at a time, with all that is known of them."""

_ROWS_AT_ONCE = 5000
_pack = msgspec.msgpack.Encoder().encode
_card = msgspec.msgpack.Decoder(Card).decode
_reading = msgspec.msgpack.Decoder(Reading).decode
_verdict = msgspec.msgpack.Decoder(Verdict).decode
_place = msgspec.msgpack.Decoder(Place).decode
_written = msgspec.msgpack.Decoder(Written).decode


class Known(NamedTuple):
    """A card, the reading that was kept of it while it holds, and its last verdict as kept.

    `key` names the human content and the reader; a reading of another key is none.
    """

    card: Card
    key: str
    reading: Reading | None
    verdict: bytes | None


class Weighed(NamedTuple):
    """What came of one card: its reading, and the verdict but for its place."""

    known: Known
    reading: Reading
    verdict: Verdict


def placed(verdict: bytes, place: bytes | None) -> Verdict:
    """A verdict as it was kept, with the place that was kept apart."""
    made = _verdict(verdict)
    return msgspec.structs.replace(made, place=_place(place)) if place else made


class Scales:
    """The judging part of the store; every method raises StoreError.

    Cards come by connection and id, and only those that are there.
    """

    def __init__(self, database: Database) -> None:
        """Work on the database of the store."""
        self._database = database

    def cards(self, names: Iterable[str], reader: str) -> Iterator[Sequence[Known]]:
        """All cards of these connections, some at a time; `reader` names who would read them."""
        query = _with(readings, verdicts).add_columns(
            cards.c.hash,
            readings.c.key,
            readings.c.data.label("reading"),
            verdicts.c.data.label("verdict"),
        )
        for rows in self._pages(query, names):
            yield [_known(row, reader) for row in rows]

    def keep(self, weighed: Sequence[Weighed]) -> None:
        """Keep readings and verdicts, where they are not those that are kept."""
        read = [_row(one, _pack(one.reading)) | {"key": one.known.key} for one in weighed
                if one.known.reading is None]  # fmt: skip
        made = [
            _row(one, data) for one in weighed if (data := _pack(one.verdict)) != one.known.verdict
        ]
        with self._database.begin() as db:
            if read:
                db.execute(self._database.upsert(readings, ("key", "data")), read)
            if made:
                db.execute(self._database.upsert(verdicts, ("data",)), made)

    def settle(self, names: Collection[str], ranked: Mapping[str, Place]) -> None:
        """Keep the places of all cards, by `key_of` them, and let go of cards that left."""
        rows = (_placed_row(key, place) for key, place in ranked.items())
        with self._database.begin() as db:
            for table in (readings, verdicts):
                db.execute(
                    table.delete().where(_left(table) | table.c.connection.not_in(list(names)))
                )
            db.execute(places.delete())
            while part := list(islice(rows, _ROWS_AT_ONCE)):
                db.execute(places.insert(), part)

    def judged(
        self, names: Iterable[str], reader: str
    ) -> Iterator[tuple[Card, Reading | None, Verdict]]:
        """Cards and their verdicts, with the readings that are kept."""
        query = _with(readings, places, verdicts, needed=verdicts).add_columns(
            cards.c.hash,
            readings.c.key,
            readings.c.data.label("reading"),
            verdicts.c.data.label("verdict"),
            places.c.data.label("place"),
        )
        for rows in self._pages(query, names):
            for row in rows:
                known = _known(row, reader)
                yield known.card, known.reading, placed(row.verdict, row.place)

    def last(self, names: Iterable[str]) -> "Bare":
        """The verdicts as they are now, to be compared with others once they are replaced."""
        query = _with(places, verdicts, needed=verdicts).add_columns(
            cards.c.connection,
            verdicts.c.data.label("verdict"),
            places.c.data.label("place"),
        )
        rows = (row for page in self._pages(query, names) for row in page)
        return Bare(((row.connection, row.id), placed(row.verdict, row.place)) for row in rows)

    def verdicts(self, names: Iterable[str]) -> Iterator[tuple[Card, Verdict, Written | None]]:
        """Cards and their verdicts, with what was written on them."""
        query = _with(places, written, verdicts, needed=verdicts).add_columns(
            verdicts.c.data.label("verdict"),
            places.c.data.label("place"),
            written.c.data.label("memory"),
        )
        for rows in self._pages(query, names):
            for row in rows:
                memory = _written(row.memory) if row.memory else None
                yield _card(row.data), placed(row.verdict, row.place), memory

    def _pages(self, query: sa.Select[Any], names: Iterable[str]) -> Iterator[Sequence[Any]]:
        """Some rows at a time, each time asked for anew: no reader is open in between."""
        for name in sorted(names):
            of_name = query.where(cards.c.connection == name, cards.c.present)
            page, last = of_name.order_by(cards.c.id).limit(_AT_ONCE), ""
            while rows := self._database.all(page.where(cards.c.id > last)):
                yield rows
                last = rows[-1].id


class Bare(Mapping[tuple[str, str], Verdict]):
    """Verdicts by card without their texts, packed: a fortieth of what they take unpacked."""

    def __init__(self, verdicts: Iterable[tuple[tuple[str, str], Verdict]]) -> None:
        """Keep them."""
        self._packed = {ref: _pack(_bare(verdict)) for ref, verdict in verdicts}

    def __getitem__(self, ref: tuple[str, str]) -> Verdict:
        return _verdict(self._packed[ref])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _bare(verdict: Verdict) -> Verdict:
    score, replace = verdict.score, msgspec.structs.replace
    return replace(
        verdict,
        flags=tuple(Flag(flag.rule, flag.severity, "", "") for flag in verdict.flags),
        score=replace(
            score, parts=tuple(Part(part.rule, part.points, "") for part in score.parts), unknown=()
        ),
        advice=replace(verdict.advice, why=""),
    )


def _with(*tables: sa.Table, needed: sa.Table | None = None) -> sa.Select[Any]:
    """Cards beside what `tables` hold of them; those without a row in `needed` are left out."""
    joined: sa.FromClause = cards
    for table in tables:
        same = (table.c.connection == cards.c.connection) & (table.c.id == cards.c.id)
        joined = joined.join(table, same, isouter=table is not needed)
    return sa.select(cards.c.id, cards.c.data).select_from(joined)


def _left(table: sa.Table) -> sa.ColumnElement[bool]:
    same = (cards.c.connection == table.c.connection) & (cards.c.id == table.c.id)
    return ~sa.exists().where(same, cards.c.present)


def _known(row: Any, reader: str) -> Known:
    key = f"{row.hash}-{reader}"
    reading = _reading(row.reading) if row.key == key else None
    return Known(_card(row.data), key, reading, row.verdict)


def _row(one: Weighed, data: bytes) -> dict[str, Any]:
    return {"connection": one.known.card.connection, "id": one.known.card.id, "data": data}


def _placed_row(key: str, place: Place) -> dict[str, Any]:
    connection, _, card = key.partition(":")
    return {"connection": connection, "id": card, "data": _pack(place)}
