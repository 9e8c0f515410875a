"""The worker's turn at the database: its lock and an open store while any cycle runs."""

from contextlib import ExitStack
from datetime import datetime

from steelyard.lock import only_run
from steelyard.store import Store, open_store


class Turn:
    """Taken for every cycle, let go when the last of them ended; used by one thread alone.

    A file lock belongs to the thread that took it.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held: dict[str, tuple[int, Store, ExitStack]] = {}

    def take(self, database: str, now: datetime) -> Store:
        """The store of `database`; raises Busy when another process is at work, StoreError."""
        if database in self._held:
            count, store, stack = self._held[database]
            self._held[database] = count + 1, store, stack
            return store
        with ExitStack() as opening:
            opening.enter_context(only_run(database, now))
            store = opening.enter_context(open_store(database))
            self._held[database] = 1, store, opening.pop_all()
        return store

    def let_go(self, database: str) -> None:
        """One cycle ended."""
        count, store, stack = self._held.pop(database)
        if count > 1:
            self._held[database] = count - 1, store, stack
        else:
            stack.close()
