from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.card import Card, human_hash
from connectors.notion import NotionConnector
from connectors.protocol import Surface
from connectors.write import Outcome
from tests.connectors.notion.conftest import Ideas, fields, serve

STEPS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2)),
    st.tuples(st.just("rewrite"), st.integers(0, 2)),
    st.tuples(st.just("score"), st.integers(0, 2)),
    st.tuples(st.just("label"), st.integers(0, 2)),
    st.tuples(st.just("wait"), st.sampled_from([5, 40, 70, 200])),
    st.tuples(st.just("pull"), st.just(0)),
)


class Store:
    """What the program keeps of one connection: cards, and the cursor of the last page."""

    def __init__(self, ideas: Ideas) -> None:
        self.ideas, self.connector = ideas, ideas.connect()
        self.surface = self.connector.discover()
        self.cards: dict[str, Card] = {}
        self.cursor: str | None = None

    def pull(self) -> int:
        """How many cards came."""
        came = 0
        for page in self.connector.pull(self.surface, self.cursor):
            self.cards |= {card.id: card for card in page.cards}
            self.cursor, came = page.cursor, came + len(page.cards)
        return came

    def score(self, page: str, value: float) -> None:
        """As the cycle does: read again, compare, write."""
        known = self.cards.get(page)
        fresh = self.connector.reread(self.surface, [page])[page]
        if known and human_hash(known) == human_hash(fresh):
            receipt = self.connector.apply(self.surface, fields(fresh, value), fresh)
            assert receipt.outcome in {Outcome.DONE, Outcome.ALREADY}


def truth(connector: NotionConnector, surface: Surface) -> dict[str, str]:
    cards = [card for page in connector.pull(surface, None) for card in page.cards]
    return {card.id: human_hash(card) for card in cards}


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_whatever_people_and_we_do_in_whatever_minute_nothing_is_lost(
    steps: list[tuple[str, Any]],
) -> None:
    with contextmanager(serve)() as ideas:
        pages = [ideas.page(f"Идея {number}", "Слова") for number in range(3)]
        store = Store(ideas)
        for turn, (step, what) in enumerate(steps):
            match step:
                case "edit":
                    ideas.state.edit(pages[what], by=ideas.anna, Проблема=f"Боль {turn}")
                case "rewrite":
                    ideas.state.write(pages[what], f"Слова {turn}", by=ideas.anna)
                case "label":
                    ideas.state.edit(pages[what], by=ideas.anna, Теги=[f"метка {turn}"])
                case "score":
                    store.score(pages[what].id, turn)
                case "wait":
                    ideas.clock.sleep(what)
                case _:
                    store.pull()

        store.pull()
        ideas.clock.sleep(180)
        store.pull()

        kept = {key: human_hash(card) for key, card in store.cards.items()}
        assert kept == truth(store.connector, store.surface)
        ideas.clock.sleep(60)
        assert store.pull() == 0


@pytest.mark.parametrize("written", [0, 3])
def test_an_idle_cycle_after_any_run_is_one_request(written: int) -> None:
    with contextmanager(serve)() as ideas:
        pages = [ideas.page(f"Идея {number}", "Слова") for number in range(3)]
        store = Store(ideas)
        store.pull()
        for page in pages[:written]:
            store.score(page.id, 50)
        ideas.requests()

        assert store.pull() == 0
        assert len(ideas.requests()) == 1
