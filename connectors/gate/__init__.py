"""The one way to a tracker: timeouts, limits, retries, the read-only guard, redaction."""

from connectors.gate.clients import JiraBridge, TrelloService, httpx_client
from connectors.gate.clock import Clock, SystemClock
from connectors.gate.gate import Counts, Gate
from connectors.gate.limits import Books, Spent
from connectors.gate.policy import Policy, Window, account, everything, retry_after
from connectors.gate.redact import Redactor

__all__ = [
    "Books",
    "Clock",
    "Counts",
    "Gate",
    "JiraBridge",
    "Policy",
    "Redactor",
    "Spent",
    "SystemClock",
    "TrelloService",
    "Window",
    "account",
    "everything",
    "httpx_client",
    "retry_after",
]
