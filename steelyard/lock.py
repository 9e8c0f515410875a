"""One run at a time on a database; a lock left by a killed process frees itself."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from steelyard.store.engine import StoreError, engine_of, loudly

_SQLITE = "sqlite:///"
_LOCK = "of the database server"
_KEY = 0x57E1
"""Any number no other program of the team locks; advisory locks belong to one database."""

_NAME = 63
"""PostgreSQL keeps so much of a connection's name."""

_TRY = sa.text("SELECT pg_try_advisory_lock(:key)")
_HOLDER = sa.text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND objid = :key "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Busy(Exception):
    """Another run holds the lock: its file, and who that is, as far as it said."""

    def __init__(self, path: Path, holder: str) -> None:
        """Name the lock's file and its holder."""
        super().__init__(path, holder)
        self.path, self.holder = path, holder


@contextmanager
def only_run(database: str, now: datetime) -> Iterator[None]:
    """Hold the lock of `database` (its address), or raise Busy at once. Raises StoreError."""
    note = f"process {os.getpid()}, since {now:%Y-%m-%d %H:%M:%S} UTC"
    lock = _of_file if database.startswith(_SQLITE) else _of_server
    with lock(database, note):
        yield


@contextmanager
def _of_file(database: str, note: str) -> Iterator[None]:
    """Beside an SQLite file."""
    file = database.removeprefix(_SQLITE).partition("?")[0]
    path = Path(f"{file}.lock")
    told = path.with_name(path.name + ".holder")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Busy(path, _read(told)) from error
    except OSError as error:
        what = f"the lock beside the database cannot be made ({error.strerror or error})"
        todo = "make its folder writable, or name another under `database`"
        raise StoreError(str(path), what, todo) from error
    try:
        told.write_text(note)
        yield
    finally:
        told.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _of_server(database: str, note: str) -> Iterator[None]:
    """In the PostgreSQL database itself, for runs on any machine; it ends with its connection."""
    where = sa.make_url(database).render_as_string(hide_password=True)
    name = f"{note}, on {platform.node()}"[:_NAME]
    engine = engine_of(database, application_name=name)
    try:
        with loudly(where):
            connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            with loudly(where):
                free = connection.execute(_TRY, {"key": _KEY}).scalar()
                holder = None if free else connection.execute(_HOLDER, {"key": _KEY}).scalar()
            if not free:
                raise Busy(Path(_LOCK), holder or "just started")
            yield
    finally:
        engine.dispose()


def _read(note: Path) -> str:
    try:
        return note.read_text()
    except OSError:
        return "just started"
