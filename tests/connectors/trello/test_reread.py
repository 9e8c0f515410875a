"""A card read alone equals the same card read with its board."""

import pytest

from connectors.card import human_hash
from steelyard.loopback.faults import Fault, Reply
from tests.connectors.trello.shop import Shop, cards


def _fill(shop: Shop, number: int) -> None:
    shop.state.add_field(shop.board, "Метрика", "text")
    shop.state.add_label(shop.board, "рост")
    for index in range(number):
        shop.state.add_card(
            shop.board,
            "Идеи",
            f"{index}",
            "текст",
            labels=["рост"],
            members=[shop.anna],
            fields={"Метрика": "CR"},
            checklists={"а": [("1", True)], "б": [("2", False)]},
            comments=[(shop.anna, "раз"), (shop.anna, "два")],
        )


def test_a_dozen_cards_come_in_two_batches_and_one_board(shop: Shop) -> None:
    _fill(shop, 12)
    connector = shop.connect()
    surface = connector.discover()
    pulled = {card.id: card for card in cards(connector, surface).values()}
    shop.asked()
    assert connector.reread(surface, list(pulled)) == pulled
    assert shop.asked() == ["GET /batch", "GET /batch", f"GET /boards/{shop.board.id}"]


def test_many_cards_come_with_their_board(shop: Shop) -> None:
    _fill(shop, 30)
    connector = shop.connect()
    surface = connector.discover()
    pulled = {card.id: card for card in cards(connector, surface).values()}
    shop.asked()
    wanted = list(pulled)[:25]
    reread = connector.reread(surface, wanted)
    assert sorted(reread) == sorted(wanted)
    assert all(human_hash(reread[each]) == human_hash(pulled[each]) for each in wanted)
    assert shop.asked() == [f"GET /boards/{shop.board.id}"]


def test_cards_deleted_or_moved_away_are_missing(shop: Shop) -> None:
    _fill(shop, 3)
    elsewhere = shop.state.add_board("Чужая", ["Идеи"])
    connector = shop.connect()
    surface = connector.discover()
    found = cards(connector, surface)
    shop.state.delete_card(shop.state.cards[found["0"].id])
    shop.state.move_to_board(shop.state.cards[found["1"].id], elsewhere, "Идеи")
    ids = [card.id for card in found.values()]
    assert list(connector.reread(surface, ids)) == [found["2"].id]
    assert connector.reread(surface, []) == {}


def test_a_long_discussion_of_one_card_is_whole(shop: Shop) -> None:
    said = [(shop.anna, f"{index}") for index in range(1_100)]
    shop.state.add_card(shop.board, "Идеи", "спор", comments=said)
    connector = shop.connect()
    surface = connector.discover()
    (card,) = cards(connector, surface).values()
    assert len(card.comments) == 1_100
    assert human_hash(connector.reread(surface, [card.id])[card.id]) == human_hash(card)


def test_cards_of_two_boards_are_each_read_with_their_own_lists(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Готово"])
    shop.state.add_card(shop.board, "Идеи", "раз")
    shop.state.add_card(other, "Готово", "два")
    connector = shop.connect(cards={"boards": (shop.board.id, other.id)})
    surface = connector.discover()
    pulled = {card.id: card for card in cards(connector, surface).values()}
    assert connector.reread(surface, list(pulled)) == pulled


@pytest.mark.parametrize(
    "answer",
    [
        Reply(404, "no such route"),
        Reply(200, [{"200": {}}]),
        Reply(200, [{"500": "oops"}, {"429": "slow down"}]),
        Reply(200, [None, {"name": "Error", "message": "oops"}]),
    ],
)
def test_a_batch_that_fails_costs_requests_and_loses_nothing(shop: Shop, answer: Reply) -> None:
    _fill(shop, 2)
    connector = shop.connect()
    surface = connector.discover()
    pulled = {card.id: card for card in cards(connector, surface).values()}
    shop.server.faults.add(Fault(answer, path="/batch"))
    assert connector.reread(surface, list(pulled)) == pulled
