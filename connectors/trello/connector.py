"""Trello behind the protocol."""

from collections.abc import Iterator, Mapping, Sequence

from connectors.card import Card
from connectors.gate import Gate
from connectors.protocol import Absence, Access, Page, Surface
from connectors.trello.census import census, whereabouts
from connectors.trello.client import Client
from connectors.trello.discover import discover
from connectors.trello.labels import Labels
from connectors.trello.pull import boards_of, pull
from connectors.trello.reread import reread
from connectors.trello.write import Desk, apply
from connectors.write import Receipt, Write


class TrelloConnector:
    """The boards of one connection; see `connectors.protocol.Connector`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Every request goes through `gate`."""
        self._access, self._clock = access, gate.clock
        self._client = Client(access, gate)
        self._labels: Labels | None = None
        self._posted: set[str] = set()

    @property
    def access(self) -> Access:
        """The configuration this connector was made from."""
        return self._access

    def discover(self) -> Surface:
        """Who we are, and ids for every name; two requests for up to ten boards."""
        self._labels = None
        return discover(self._access, self._client, self._clock.now())

    def pull(self, surface: Surface, cursor: str | None) -> Iterator[Page]:
        """A page a changed board; one request when nothing changed on up to ten boards."""
        return pull(self._access, self._client, surface, cursor)

    def census(self, surface: Surface) -> frozenset[str]:
        """The ids of all cards, archived ones included; a thousand a request."""
        return census(self._client, boards_of(self._access, surface))

    def whereabouts(self, surface: Surface, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why these cards are on none of the boards any more; a request each."""
        return whereabouts(self._client, boards_of(self._access, surface), cards)

    def reread(self, surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards as they are now."""
        return reread(self._access, self._client, surface, ids)

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do one write to `card`."""
        if self._labels is None:
            self._labels = Labels(self._client, self._clock, boards_of(self._access, surface))
        desk = Desk(self._client, self._labels, self._posted)
        return apply(desk, surface, write, card)
