"""Names of the configuration become ids, or a clear message."""

import pytest

from connectors.card import Stage
from connectors.errors import Denied, SetupError
from tests.connectors.trello.shop import Shop, cards


def test_two_requests_resolve_a_board_its_score_field_and_its_lists(shop: Shop) -> None:
    surface = shop.connect().discover()
    assert surface.me == shop.state.me.id
    assert surface.score == shop.score.id
    assert surface.pins[f"board:{shop.board.short_link}"] == shop.board.id
    assert surface.pins[f"list:{shop.board.lists[0].id}"] == "идеи"
    assert surface.findings == ()
    assert shop.asked() == ["GET /members/me", f"GET /boards/{shop.board.short_link}"]


@pytest.mark.parametrize("given", ["{id}", "{link}", "https://trello.com/b/{link}/vitrina"])
def test_a_board_is_given_by_id_short_link_or_address(shop: Shop, given: str) -> None:
    name = given.format(id=shop.board.id, link=shop.board.short_link)
    surface = shop.connect(cards={"boards": (name,)}).discover()
    assert surface.pins[f"board:{name}"] == shop.board.id


def test_ten_boards_are_looked_up_in_one_batch(shop: Shop) -> None:
    boards = [shop.board, *(shop.state.add_board(f"Доска {n}", ["Идеи"]) for n in range(9))]
    access = {"boards": tuple(board.short_link for board in boards)}
    surface = shop.connect(cards=access).discover()
    assert {pin for pin in surface.pins if pin.startswith("board:")} == {
        f"board:{board.short_link}" for board in boards
    }
    assert shop.asked() == ["GET /members/me", "GET /batch"]


def test_a_board_that_is_not_there_says_where_to_look(shop: Shop) -> None:
    boards = {"boards": (shop.board.short_link, "Zzzzzzz1", "Zzzzzzz2")}
    with pytest.raises(SetupError) as error:
        shop.connect(cards=boards).discover()
    assert error.value.what == "no such board, or 'steelyard' may not see it: Zzzzzzz1, Zzzzzzz2"
    assert "what stands after /b/" in error.value.todo


def test_a_board_the_account_may_not_read_asks_for_an_invitation(shop: Shop) -> None:
    shop.board.readable = False
    with pytest.raises(SetupError) as error:
        shop.connect().discover()
    assert not isinstance(error.value, Denied)
    assert error.value.todo == "invite 'steelyard' to the board"


def test_a_dead_token_is_denied_and_never_printed(shop: Shop) -> None:
    shop.state.alive = False
    with pytest.raises(Denied) as error:
        shop.connect().discover()
    assert "invalid token" in error.value.what
    assert shop.state.token not in str(error.value)
    assert "key and token" in error.value.todo


def test_a_missing_key_is_said_before_the_first_request(shop: Shop) -> None:
    with pytest.raises(SetupError, match="set `key`"):
        shop.connect(key=None)
    assert shop.asked() == []


def test_no_board_at_all_is_a_setup_error(shop: Shop) -> None:
    with pytest.raises(SetupError, match="list them under"):
        shop.connect(cards={}).discover()


def test_two_fields_of_one_name_list_their_ids_when_the_name_is_used(shop: Shop) -> None:
    twins = [shop.state.add_field(shop.board, "Эффект", "text") for _ in range(2)]
    shop.connect().discover()
    with pytest.raises(SetupError) as error:
        shop.connect(fields={"effect": "эффект"}).discover()
    assert f"{twins[0].id}, {twins[1].id}" in error.value.what
    by_id = shop.connect(fields={"effect": twins[1].id}).discover()
    assert by_id.pins[f"field:effect:{shop.board.id}"] == twins[1].id


def test_a_field_nobody_has_names_close_ones(shop: Shop) -> None:
    shop.state.add_field(shop.board, "Ожидаемый эффект", "text")
    with pytest.raises(SetupError) as error:
        shop.connect(fields={"effect": "Ожидаемый эфект"}).discover()
    assert error.value.todo == "did you mean 'Ожидаемый эффект'?"


def test_known_names_are_tried_quietly(shop: Shop) -> None:
    field = shop.state.add_field(shop.board, "Владелец", "text")
    known = {"owner": ("owner", "владелец"), "effect": ("effect",)}
    surface = shop.connect(known_fields=known).discover()
    assert surface.pins[f"field:owner:{shop.board.id}"] == field.id
    assert surface.findings == ()
    shop.state.add_field(shop.board, "Owner", "text")
    assert f"field:owner:{shop.board.id}" not in shop.connect(known_fields=known).discover().pins


def test_without_the_power_up_the_score_goes_into_a_label_and_that_is_said(shop: Shop) -> None:
    shop.board.power_up = False
    surface = shop.connect().discover()
    assert surface.score is None
    (finding,) = surface.findings
    assert finding.what == (
        "no number field 'Steelyard score' on board 'Витрина': the score goes into a label"
    )
    (finding,) = shop.connect(labels=False).discover().findings
    assert "only the comment shows the score" in finding.what


def test_one_board_without_the_field_sends_all_scores_into_labels(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Идеи"])
    boards = {"boards": (shop.board.id, other.id)}
    surface = shop.connect(cards=boards).discover()
    assert surface.score is None
    assert "'Касса'" in surface.findings[0].what


def test_a_score_field_of_another_type_is_a_setup_error(shop: Shop) -> None:
    shop.state.add_field(shop.board, "Вес", "text")
    with pytest.raises(SetupError, match="holds text, not numbers"):
        shop.connect(score="Вес").discover()


def test_an_unmapped_list_and_a_stage_without_a_list_are_findings(shop: Shop) -> None:
    stages = {"идеи": Stage.BACKLOG, "в роботе": Stage.IN_PROGRESS}
    known = {"готово": Stage.DONE}
    findings = shop.connect(stages=stages, known_stages=known).discover().findings
    assert [finding.what for finding in findings] == [
        "no list is called 'в роботе' (`stages`)",
        "list 'В работе' of board 'Витрина' stands for no stage",
    ]
    assert findings[0].todo == "the boards have 'В работе'"


def test_a_renamed_field_is_still_read_and_reported(shop: Shop) -> None:
    field = shop.state.add_field(shop.board, "Эффект", "text")
    shop.state.add_card(shop.board, "Идеи", "Карточка", fields={"Эффект": "+2 п. п."})
    connector = shop.connect(fields={"effect": "Эффект"})
    surface = connector.discover()
    field.name = "Польза"
    (page,) = connector.pull(surface, None)
    effect = page.cards[0].field("effect")
    assert effect is not None
    assert (effect.name, effect.text) == ("Польза", "+2 п. п.")
    assert [finding.what for finding in page.findings] == [
        "field 'Эффект' of board 'Витрина' is now called 'Польза'"
    ]


def test_a_renamed_list_keeps_its_stage_and_a_new_one_is_reported(shop: Shop) -> None:
    shop.state.add_card(shop.board, "В работе", "Карточка")
    connector = shop.connect()
    surface = connector.discover()
    shop.board.lists[1].name = "Делаем"
    shop.clock.sleep(60)
    shop.state.add_list(shop.board, "Заморожено")
    (page,) = connector.pull(surface, None)
    assert (page.cards[0].status, page.cards[0].stage) == ("Делаем", Stage.IN_PROGRESS)
    assert [finding.what for finding in page.findings] == [
        "list 'Заморожено' of board 'Витрина' stands for no stage"
    ]


def test_a_field_taken_away_is_reported(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "Карточка")
    connector = shop.connect()
    surface = connector.discover()
    shop.board.fields.clear()
    (page,) = connector.pull(surface, None)
    assert page.findings[0].what == "field 'Steelyard score' is no longer on board 'Витрина'"
    assert cards(connector, surface)["Карточка"].shown.score is None
