"""Which cards there are, and why one of them is not there any more."""

from connectors.protocol import Absence
from tests.connectors.trello.shop import Shop, cards


def test_a_census_is_a_request_a_board_and_counts_archived_cards_too(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Идеи"])
    kept = shop.state.add_card(shop.board, "Идеи", "первая")
    archived = shop.state.add_card(shop.board, "Идеи", "старая", closed=True)
    second = shop.state.add_card(other, "Идеи", "вторая")
    connector = shop.connect(cards={"boards": (shop.board.id, other.id)})
    surface = connector.discover()
    shop.asked()

    ids = connector.census(surface)

    assert ids == {kept.id, archived.id, second.id}
    assert sorted(shop.asked()) == sorted(
        f"GET /boards/{board.id}/cards/all" for board in (shop.board, other)
    )


def test_more_cards_than_a_request_brings_are_all_counted(shop: Shop) -> None:
    for number in range(1001):
        shop.state.add_card(shop.board, "Идеи", f"{number}")
    connector = shop.connect()

    assert len(connector.census(connector.discover())) == 1001


def test_deleted_moved_and_hidden_cards_are_told_apart(shop: Shop) -> None:
    elsewhere, closed = (shop.state.add_board(name, ["Идеи"]) for name in ("Касса", "Сейф"))
    titles = ("удалена", "перенесена", "скрыта", "на месте")
    deleted, moved, hidden, _ = (shop.state.add_card(shop.board, "Идеи", each) for each in titles)
    connector = shop.connect()
    surface = connector.discover()
    known = cards(connector, surface)
    shop.state.delete_card(deleted)
    shop.state.move_to_board(moved, elsewhere, "Идеи")
    shop.state.move_to_board(hidden, closed, "Идеи")
    closed.readable = False

    why = connector.whereabouts(surface, list(known.values()))

    assert {title: why.get(known[title].id) for title in titles} == {
        "удалена": Absence.DELETED,
        "перенесена": Absence.MOVED,
        "скрыта": Absence.HIDDEN,
        "на месте": None,
    }
