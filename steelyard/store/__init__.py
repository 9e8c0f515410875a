"""What Steelyard remembers between runs, in one database."""

from steelyard.store.store import Connection, Store, Written, open_store

__all__ = ["Connection", "Store", "Written", "open_store"]
