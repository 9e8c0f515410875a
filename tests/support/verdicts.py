"""Verdicts put into a store without judging anything."""

from collections.abc import Mapping

import msgspec

from connectors.card import Card
from enrichment.judge import key_of
from enrichment.reading.slots import Reading
from enrichment.verdict import Verdict
from steelyard.store import Store
from steelyard.store.scales import Weighed

READER = "reader"


def keep_verdicts(store: Store, made: Mapping[str, Verdict], name: str = "growth") -> None:
    """Give the cards of a connection these verdicts, by id, as a judgement of them all does."""
    known = {one.card.id: one for batch in store.scales.cards([name], READER) for one in batch}
    cards: dict[str, Card] = {one: known[one].card for one in made}
    store.scales.keep(
        [
            Weighed(
                known[one], Reading(language="en"), msgspec.structs.replace(verdict, place=None)
            )
            for one, verdict in made.items()
        ]
    )
    places = {key_of(cards[one]): verdict.place for one, verdict in made.items()}
    store.scales.settle([name], {key: place for key, place in places.items() if place})
