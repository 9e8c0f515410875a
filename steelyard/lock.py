"""One run at a time on a database; a lock left by a killed process frees itself."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(Exception):
    """Another run holds the lock: its file, and who that is, as far as it said."""

    def __init__(self, path: Path, holder: str) -> None:
        """Name the lock's file and its holder."""
        super().__init__(path, holder)
        self.path, self.holder = path, holder


@contextmanager
def only_run(database: str, now: datetime) -> Iterator[None]:
    """Hold the lock of `database` (its address), or raise Busy at once."""
    path = _lock_file(database)
    note = path.with_name(path.name + ".holder")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Busy(path, _read(note)) from error
    try:
        note.write_text(f"process {os.getpid()}, since {now:%Y-%m-%d %H:%M:%S} UTC")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _read(note: Path) -> str:
    try:
        return note.read_text()
    except OSError:
        return "just started"


def _lock_file(database: str) -> Path:
    """Beside an SQLite file; for a server, in this machine's folder for temporary files."""
    if database.startswith("sqlite:///"):
        file = database.removeprefix("sqlite:///").partition("?")[0]
        return Path(f"{file}.lock")
    name = hashlib.blake2b(database.encode(), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"steelyard-{os.getuid()}-{name}.lock"
