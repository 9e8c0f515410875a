"""Leaving files whole or not at all: a new text takes the place of the old in one step."""

import os
import re
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PRIVATE = 0o600
_NAME = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_PLAIN = re.compile(r"[\w.@:/+=-]+")


def merged(env: str, values: Mapping[str, str]) -> str:
    """The text of a `.env` with these variables set; every other line stays as it stands."""
    kept = [line for line in env.splitlines() if _named(line) not in values]
    added = [f"{name}={_quoted(value)}" for name, value in values.items()]
    return "\n".join([*kept, *added]) + "\n"


def names_in(env: str) -> set[str]:
    """The variables a `.env` sets."""
    return {name for line in env.splitlines() if (name := _named(line))}


def replace_file(path: Path, text: str, mode: int = _PRIVATE) -> None:
    """Write beside `path` and move it there; a file that stands there is left or replaced whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        os.fchmod(handle, mode)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let an interrupt wait until the files that belong together are written."""
    stops = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _named(line: str) -> str:
    found = _NAME.match(line)
    return found[1] if found else ""


def _quoted(value: str) -> str:
    """As python-dotenv reads it back."""
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
