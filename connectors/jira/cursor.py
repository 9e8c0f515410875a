"""Up to when a connection was read, as the string the store keeps between runs."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from connectors.card import Card
from connectors.jira.cards import Legend
from connectors.protocol import Access

OVERLAP = 10
"""Minutes read again each time: the search index lags behind writes, minutes in bulk cases."""

_SETTLED = timedelta(minutes=OVERLAP / 2)
"""A look through the whole window is due this often; in between, the newest are enough."""

_RECENT = timedelta(minutes=3 * OVERLAP)
"""How far back cards may come again; longer than the overlap, for clocks that differ."""


_TICK = timedelta(seconds=2)
"""Some Data Centers keep whole seconds: a card may change again within the second it was read."""


class Reading(msgspec.Struct, frozen=True):
    """A whole read that is not at its end: when it began, and the last issue of `count` it brought.

    What changed since it began is read afterwards, so it may be broken off for days.
    """

    began: datetime
    after: str = ""
    count: int = 0


class Cursor(msgspec.Struct, frozen=True):
    """What the last read saw.

    `at` is when the last look through the whole window began, None while no read has finished;
    `reading` is then how far the first one came.
    `recent` are the cards the overlap will show again, by id, with their time of change. Another
    `scope` (a new JQL, another mapped field or stage) asks for everything again.
    """

    scope: str
    at: datetime | None = None
    recent: Mapping[str, datetime] = {}
    reading: Reading | None = None

    @property
    def text(self) -> str:
        """The cursor as the store keeps it."""
        return msgspec.json.encode(self).decode()

    def minutes(self, now: datetime) -> int:
        """How far back to read, overlap included."""
        passed = (now - self.at).total_seconds() if self.at else 0.0
        return max(0, math.ceil(passed / 60)) + OVERLAP

    def is_fresh(self, now: datetime) -> bool:
        """Whether the whole window was looked through a moment ago."""
        return self.at is not None and now - self.at < _SETTLED

    def knows(self, ident: str, updated: datetime | None) -> bool:
        """Whether this very state of a card was read already."""
        return updated is not None and self.recent.get(ident) == updated

    def moved(self, to: datetime, now: datetime, read: Mapping[str, datetime]) -> "Cursor":
        """The cursor after all changes up to `to` were seen and `read` was brought."""
        return Cursor(self.scope, to, _latest({**self.recent, **read}, now))

    def behind(self, reading: Reading, now: datetime, read: Mapping[str, datetime]) -> "Cursor":
        """The cursor in the middle of a whole read."""
        return Cursor(self.scope, None, _latest({**self.recent, **read}, now), reading)


def latest(cards: Iterable[Card], now: datetime) -> dict[str, datetime]:
    """The cards that may come again within the overlap, by id, with their time of change."""
    sure = (card for card in cards if card.updated.microsecond or card.updated <= now - _TICK)
    return _latest({card.id: card.updated for card in sure}, now)


def _latest(times: Mapping[str, datetime], now: datetime) -> dict[str, datetime]:
    return {ident: when for ident, when in times.items() if when >= now - _RECENT}


def cursor(text: str | None, scope: str) -> Cursor:
    """What `text` remembers of this scope; a start from nothing when it is of another."""
    try:
        read = msgspec.json.decode(text or "", type=Cursor)
    except msgspec.DecodeError:
        return Cursor(scope)
    return read if read.scope == scope else Cursor(scope)


def scope(access: Access, condition: str, legend: Legend) -> str:
    """A name for what is read and how: 16 hex digits."""
    stages = sorted((name, stage.value) for name, stage in access.stages.items())
    said = [condition, [[field.id, field.slot] for field in legend.fields], legend.score, stages]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()
