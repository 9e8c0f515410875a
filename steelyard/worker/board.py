"""What the loop shows to whoever asks over HTTP: one value, replaced as a whole."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from connectors.card import Tracker
from steelyard.store import Beat


class Line(msgspec.Struct, frozen=True):
    """A connection: its beat, from when its next run is overdue, and whether it runs now."""

    tracker: Tracker
    beat: Beat
    late: datetime
    busy: bool = False


class Snapshot(msgspec.Struct, frozen=True):
    """The worker at one moment.

    `turned` is when the loop last turned, `moved` when the slowest of the running cycles last
    moved (None: nothing runs), both monotonic. `database` is why the database cannot be used,
    `problems` what is wrong with the files that changed, `waiting` who holds the lock.
    """

    turned: float
    moved: float | None = None
    lines: Mapping[str, Line] = {}
    database: str = ""
    problems: tuple[str, ...] = ()
    waiting: str = ""


class Board:
    """Where the snapshot hangs."""

    def __init__(self, first: Snapshot) -> None:
        """Show `first` until the loop turns."""
        self.shown = first
