"""What Steelyard remembers between runs, in one database."""

from steelyard.store.engine import StoreError
from steelyard.store.store import Connection, Ref, Run, Store, open_store

__all__ = ["Connection", "Ref", "Run", "Store", "StoreError", "open_store"]
