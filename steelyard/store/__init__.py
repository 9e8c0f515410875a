"""What Steelyard remembers between runs, in one database."""

from steelyard.store.engine import StoreError
from steelyard.store.heartbeat import Beat, Heartbeat, Pulse
from steelyard.store.outbox import Outbox, Ref
from steelyard.store.past import Earlier
from steelyard.store.store import Connection, Run, Store, open_store

__all__ = [
    "Beat",
    "Connection",
    "Earlier",
    "Heartbeat",
    "Outbox",
    "Pulse",
    "Ref",
    "Run",
    "Store",
    "StoreError",
    "open_store",
]
