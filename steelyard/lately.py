"""Cards right before they are written: as the run has read them, or anew where that was long ago."""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from threading import Lock

from connectors.card import Card, Tracker
from connectors.gate import Clock

FRESH = 5.0
"""Seconds for which a card is taken as it was read; people may have been at an older one since."""

TOGETHER: Mapping[Tracker, int] = {Tracker.JIRA: 100, Tracker.TRELLO: 10, Tracker.NOTION: 1}
"""How many cards one request reads again; more would be old before their turn to be written."""

NEVER = -inf
"""When a card was read that has to be read in any case."""


class Lately:
    """Cards that are read again together; many threads may ask, each for cards of its own."""

    def __init__(
        self,
        cards: Mapping[str, Card],
        moments: Mapping[str, float],
        reread: Callable[[Sequence[str]], Mapping[str, Card]],
        clock: Clock,
    ) -> None:
        """`moments` says of each card when it was read, in the clock's monotonic seconds."""
        self._cards, self._moments = dict(cards), dict(moments)
        self._reread, self._clock = reread, clock
        self._reading = Lock()

    def take(self, card: str) -> Card | None:
        """A card no older than `FRESH`, with what else is too old; None when it is not there.

        Each card is taken once. Raises ConnectorError.
        """
        with self._reading:
            now = self._clock.monotonic()
            if now - self._moments[card] > FRESH:
                old = [one for one, read in self._moments.items() if now - read > FRESH]
                fresh = self._reread(old)
                for one in old:
                    self._cards.pop(one, None)
                self._cards |= fresh
                self._moments |= dict.fromkeys(old, now)
            del self._moments[card]
            return self._cards.get(card)
