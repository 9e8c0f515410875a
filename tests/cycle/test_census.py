"""Cards that leave: told apart, kept in memory, themselves again when they come back."""

from datetime import timedelta

from tests.support.house import House


def test_cards_that_left_are_counted_with_the_reason_and_come_back_as_themselves(
    house: House,
) -> None:
    house.steelyard("run")
    before = house.steelyard("run", "--json").json
    comments = house.living_comments()
    house.jira.delete("SHOP-1")
    page = house.notion.pages[house.seeded.cards["idea-1"]]
    house.notion.trash(page)
    card = house.trello.cards[house.seeded.cards["growth-1"]]
    board = house.trello.boards[card.board]
    house.trello.move_to_board(card, house.trello.add_board("Другая", ["Идеи"]), "Идеи")

    left = house.steelyard("run", "--census", "--json")

    assert left.code == 0, left.err
    parts = left.json["connections"]
    assert {name: one["gone"] for name, one in parts.items()} == {
        "shop": 1,
        "growth": 1,
        "ideas": 1,
    }
    assert left.json["cards"] == before["cards"] - 3
    assert any("deleted or access lost" in one for one in parts["shop"]["findings"])
    assert any("1 moved" in one for one in parts["growth"]["findings"])
    assert any("1 archived" in one for one in parts["ideas"]["findings"])

    house.trello.move_to_board(card, board, board.lists[0].name)
    house.notion.trash(page, in_trash=False)
    again = house.steelyard("run", "--census", "--json")

    assert again.json["cards"] == before["cards"] - 1
    assert {key: comments[key] for key in (card.id, page.id)} == {card.id: 1, page.id: 1}
    now = house.living_comments()
    assert {key: now[key] for key in (card.id, page.id)} == {card.id: 1, page.id: 1}


def test_a_card_that_became_visible_without_a_change_is_found_by_a_census(house: House) -> None:
    page = house.notion.pages[house.seeded.cards["idea-2"]]
    page.shared, page.edited = False, page.edited - timedelta(days=90)
    house.steelyard("run")
    page.shared = True
    house.notion.sources[page.source].version += 1

    assert house.steelyard("run", "--json").json["connections"]["ideas"]["changed"] == 0
    found = house.steelyard("run", "--census", "--json")

    assert found.json["connections"]["ideas"]["changed"] == 1
    assert house.living_comments()[page.id] == 1


def test_a_source_where_a_census_finds_nothing_retires_nothing(house: House) -> None:
    before = house.steelyard("run", "--json").json["connections"]["ideas"]["cards"]
    for page in house.notion.pages.values():
        page.shared = False
    house.notion.sources[house.seeded.data_source].version += 1

    ran = house.steelyard("run", "--census", "--json")

    assert ran.code == 3
    assert "suddenly shows no cards" in ran.err
    assert ran.json["connections"]["ideas"]["cards"] == before
