"""The shop every Trello test may use."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from connectors.card import Stage, Tracker
from connectors.protocol import Access
from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState
from tests.connectors.trello.shop import Shop
from tests.support.clock import FakeClock


@pytest.fixture
def shop() -> Iterator[Shop]:
    clock = FakeClock()
    state = TrelloState(clock=clock.now)
    anna = state.add_member("Анна", "anna")
    board = state.add_board("Витрина", ["Идеи", "В работе", "Готово"], [anna])
    board.power_up = True
    score = state.add_field(board, "Steelyard score", "number")
    with Loopback(trello(state), keep_answers=True) as server:
        access = Access(
            name="growth",
            tracker=Tracker.TRELLO,
            url=server.url,
            cards={"boards": (board.short_link,)},
            token=SecretStr(state.token),
            key=SecretStr(state.key),
            stages={"идеи": Stage.BACKLOG, "в работе": Stage.IN_PROGRESS, "готово": Stage.DONE},
        )
        shop = Shop(state, server, clock, board, anna, score, access)
        yield shop
        for gate in shop.gates:
            gate.close()
