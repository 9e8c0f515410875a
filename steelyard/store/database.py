"""Transactions and queries on an engine, with failures said as StoreError."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from steelyard.store.engine import loudly


class Database:
    """What every part of the store works with."""

    def __init__(self, engine: sa.Engine) -> None:
        """Work on an engine whose schema is current (`open_engine`)."""
        self.engine = engine
        self.where = engine.url.render_as_string(hide_password=True)
        self._writing = RLock()

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A transaction: all of it, or nothing when an exception leaves it.

        One at a time: threads that write together would wait longer for a file's lock.
        """
        with self._writing, loudly(self.where), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A look that no writer waits for."""
        with loudly(self.where), self.engine.connect() as connection:
            yield connection

    def all(self, query: sa.Select[Any]) -> Sequence[Any]:
        """Every row of a query."""
        with self.reading() as connection:
            return list(connection.execute(query).all())

    def one(self, query: sa.Select[Any]) -> Any:
        """The first row of a query, or None."""
        return next(iter(self.all(query)), None)

    def upsert(self, table: sa.Table, update: Sequence[str]) -> Any:
        """An insert that replaces the columns `update` where the row is there already."""
        dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
        insert = dialect.insert(table)
        values = {name: insert.excluded[name] for name in update}
        return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
