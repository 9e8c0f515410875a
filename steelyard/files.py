"""Files that people are left with: whole or not at all, and a failure that says what to do."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from steelyard.errors import UserError
from steelyard.exits import Exit

PRIVATE = 0o600
READABLE = 0o644


def replace_file(path: Path, text: str | Iterator[str], mode: int = PRIVATE) -> None:
    """Write beside `path` and move it there; a file that stands there is left or replaced whole.

    Parts of a text are written as they come.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        os.fchmod(handle, mode)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines([text] if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def writing(path: Path, what: str) -> Iterator[None]:
    """Raise UserError when `what` (a report, a plan) cannot be written to `path`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "unknown reason"
        todo = "choose a folder that exists and can be written to"
        raise UserError(
            str(path), f"the {what} cannot be written ({reason})", todo, Exit.CONFIGURATION
        ) from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let an interrupt wait until the files that belong together are written."""
    stops = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
