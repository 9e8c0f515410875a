"""Opening the database: connection, waiting for locks, bringing an older schema up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

HEAD = "0006"
_WAIT = 30
"""Seconds to wait for another's write; `?timeout=5` behind the address of a file says otherwise."""


class StoreError(Exception):
    """The database cannot be used: where, what, what to do."""

    def __init__(self, where: str, what: str, todo: str) -> None:
        """Name the database, the fact and the next step."""
        super().__init__(where, what, todo)
        self.where, self.what, self.todo = where, what, todo

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: {self.what}; {self.todo}"


def open_engine(url: str, schema: str = HEAD) -> sa.Engine:
    """An engine whose schema is the one this program knows. Raises StoreError.

    An older `schema` is for the tests of its migration.
    """
    waits = _is_sqlite(url) and "timeout=" not in url
    engine = engine_of(url, **({"timeout": _WAIT} if waits else {}))
    where = engine.url.render_as_string(hide_password=True)
    if _is_sqlite(url):
        _keep_private(engine.url.database)
        sa.event.listen(engine, "connect", _tune)
    with loudly(where), engine.begin() as connection:
        _upgrade(connection, where, schema)
    return engine


def engine_of(url: str, **options: object) -> sa.Engine:
    """An engine for an address, not connected yet; `options` are the driver's. Raises StoreError."""
    try:
        return sa.create_engine(sa.make_url(url), connect_args=options)
    except ModuleNotFoundError as error:
        todo = "install it with: pip install 'steelyard[postgres]'"
        what = f"the driver of this database is not installed ({error.name})"
        raise StoreError("database", what, todo) from error
    except (ArgumentError, NoSuchModuleError) as error:
        todo = "write a database address such as sqlite:///steelyard.db"
        raise StoreError("database", "this is no database that can be opened", todo) from error


@contextmanager
def loudly(where: str) -> Iterator[None]:
    """Database failures (a full disk, a locked or broken file) as StoreError."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__)
        todo = "see that the disk has room and no other program holds the file; nothing was lost"
        raise StoreError(where, f"the database failed ({reason})", todo) from error


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _keep_private(database: str | None) -> None:
    """Cards are the team's business: a new file is readable by its owner alone."""
    if database and database != ":memory:" and Path(database).parent.is_dir():
        Path(database).touch(mode=0o600)


def _tune(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _upgrade(connection: sa.Connection, where: str, schema: str) -> None:
    version = _version(connection)
    if version == schema:
        return
    from alembic import command  # noqa: PLC0415 - a fifth of a second, for new databases only
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, schema)
    except CommandError as error:
        what = f"the database was written by a newer Steelyard (schema {version})"
        raise StoreError(where, what, "upgrade Steelyard, or name another database") from error


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
