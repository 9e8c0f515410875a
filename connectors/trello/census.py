"""Which cards there are, by id alone, and why one is not among them any more."""

from collections.abc import Mapping, Sequence

from connectors.ahead import side_by_side
from connectors.card import Card
from connectors.errors import Denied, NotFound
from connectors.protocol import Absence
from connectors.trello.client import Client
from connectors.trello.reads import ids_of

THREADS = 4


def census(client: Client, boards: Sequence[str]) -> frozenset[str]:
    """The ids of all cards of these boards, archived ones included; a thousand a request."""
    found = side_by_side(lambda board: ids_of(client, board), boards, THREADS)
    return frozenset(identity for ids in found for identity in ids)


def whereabouts(
    client: Client, boards: Sequence[str], cards: Sequence[Card]
) -> Mapping[str, Absence]:
    """Why these cards are on none of the boards."""
    told = ((card.id, _of(client, boards, card.id)) for card in cards)
    return {identity: why for identity, why in told if why}


def _of(client: Client, boards: Sequence[str], identity: str) -> Absence | None:
    """A deleted card is not found; one on a board we may not read is unauthorized."""
    try:
        card = client.get(f"cards/{identity}", {"fields": "idBoard"})
    except NotFound:
        return Absence.DELETED
    except Denied:
        return Absence.HIDDEN
    return None if card.get("idBoard") in boards else Absence.MOVED
