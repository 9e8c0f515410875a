"""One run at a time on a database; a lock left by a killed process frees itself."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(Exception):
    """Another run holds the lock; `path` is its file."""

    def __init__(self, path: Path) -> None:
        """Name the lock's file."""
        super().__init__(path)
        self.path = path


@contextmanager
def only_run(database: str) -> Iterator[None]:
    """Hold the lock of `database` (its address), or raise Busy at once."""
    path = _lock_file(database)
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout as error:
        raise Busy(path) from error


def _lock_file(database: str) -> Path:
    """Beside an SQLite file; for a server, in this machine's folder for temporary files."""
    if database.startswith("sqlite:///"):
        return Path(database.removeprefix("sqlite:///") + ".lock")
    name = hashlib.blake2b(database.encode(), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"steelyard-{os.getuid()}-{name}.lock"
