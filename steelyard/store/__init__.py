"""What Steelyard remembers between runs, in one database."""

from steelyard.store.engine import StoreError
from steelyard.store.outbox import Outbox, Ref
from steelyard.store.store import Connection, Run, Store, open_store

__all__ = ["Connection", "Outbox", "Ref", "Run", "Store", "StoreError", "open_store"]
