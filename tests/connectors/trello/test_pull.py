"""Boards are read in the fewest requests, whole, and only when something happened."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors.card import CheckItem, Checklist, Comment, Person, Stage, human_hash
from connectors.errors import RateLimited, SetupError, TrackerError
from connectors.remark import mark_of
from steelyard.loopback.faults import Fault, Reply, Truncate
from tests.connectors.trello.shop import Shop, cards, last, put, set_fields

TOO_MANY = {"error": "API_TOO_MANY_CARDS_REQUESTED", "message": "Too many cards requested"}


def test_a_card_arrives_with_everything_on_it(shop: Shop) -> None:
    state, board = shop.state, shop.board
    for name, kind in (
        ("Метрика", "text"),
        ("Дни", "number"),
        ("Старт", "date"),
        ("Ок", "checkbox"),
    ):
        state.add_field(board, name, kind)
    state.add_field(board, "Риск", "list", ["низкий", "высокий"])
    state.add_label(board, "рост", "green")
    state.add_label(board, "", "red")
    values = {"Метрика": "CR", "Дни": "10", "Старт": "2026-12-01T09:00:00.000Z", "Ок": "true", "Риск": "высокий"}  # fmt: skip
    made = state.add_card(
        board,
        "В работе",
        "Пустая выдача",
        "**Проблема:** 12% поисков пусты",
        labels=["рост", ""],
        members=[shop.anna],
        fields=values,
        checklists={"Приёмка": [("событие", True), ("отчёт", False)]},
        comments=[(shop.anna, "смотрели в сентябре")],
        due=datetime(2026, 12, 10, 9, tzinfo=UTC),
    )
    made.attachments.append({"id": "a" * 24, "name": "отчёт", "url": "https://docs.example/1"})
    connector = shop.connect(fields={"metric": "Метрика"})
    (page,) = connector.pull(connector.discover(), None)
    (card,) = page.cards
    anna = Person(shop.anna.id, "Анна")
    assert (card.id, card.key, card.title) == (made.id, made.short_link, "Пустая выдача")
    assert card.body == "**Проблема:** 12% поисков пусты"
    assert (card.status, card.stage, card.group) == ("В работе", Stage.IN_PROGRESS, "Витрина")
    assert card.labels == ("red", "рост")
    assert (card.members, card.assignees) == ((anna,), ())
    assert card.checklists == (
        Checklist("Приёмка", (CheckItem("событие", done=True), CheckItem("отчёт"))),
    )
    assert {field.name: field.text for field in card.fields} == {
        "Метрика": "CR", "Дни": "10", "Старт": "2026-12-01", "Ок": "✓", "Риск": "высокий",
    }  # fmt: skip
    by_name = {field.name: field for field in card.fields}
    assert by_name["Метрика"].slot == "metric"
    assert by_name["Дни"].number == 10.0
    assert str(by_name["Старт"].day) == str(card.due)[:8] + "01"
    assert [(said.author, said.text) for said in card.comments] == [(anna, "смотрели в сентябре")]
    assert [(link.kind, link.target) for link in card.links] == [
        ("attachment", "https://docs.example/1")
    ]
    assert card.created == shop.clock.now()


def test_what_is_ours_is_shown_and_not_human(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "Наша")
    connector = shop.connect()
    surface = connector.discover()
    before = cards(connector, surface)["Наша"]
    connector.apply(surface, set_fields(before, 71.5, "steelyard:missing-metric"), before)
    connector.apply(surface, put(before, "Какая метрика?"), before)
    after = cards(connector, surface)["Наша"]
    assert after.shown.score == 71.5
    assert after.shown.labels == ("steelyard:missing-metric",)
    assert after.shown.comments is not None
    assert len(after.shown.comments) == 1
    assert (after.labels, after.fields, after.comments) == ((), (), ())
    assert human_hash(after) == human_hash(before)


def test_a_mark_quoted_by_a_person_stays_a_persons_comment(shop: Shop) -> None:
    said = f"это что?\n\n_{mark_of('0123456789ab')}_"
    shop.state.add_card(shop.board, "Идеи", "Спор", comments=[(shop.anna, said)])
    shop.state.add_label(shop.board, "steelyard:ignore")
    shop.state.set_labels(next(iter(shop.board.cards.values())), [shop.board.labels[0].id])
    connector = shop.connect()
    card = cards(connector, connector.discover())["Спор"]
    assert card.shown.comments == ()
    assert [type(comment) for comment in card.comments] == [Comment]
    assert (card.labels, card.shown.labels) == (("steelyard:ignore",), ())


def test_archived_is_the_card_or_its_list(shop: Shop) -> None:
    shop.state.add_list(shop.board, "Архив", closed=True)
    shop.state.add_card(shop.board, "Идеи", "живая")
    shop.state.add_card(shop.board, "Идеи", "закрыта", closed=True)
    shop.state.add_card(shop.board, "Архив", "в закрытом списке")
    connector = shop.connect()
    found = cards(connector, connector.discover())
    assert {name: card.archived for name, card in found.items()} == {
        "живая": False, "закрыта": True, "в закрытом списке": True,
    }  # fmt: skip


def test_a_board_is_one_request_the_first_time(shop: Shop) -> None:
    for number in range(40):
        shop.state.add_card(shop.board, "Идеи", f"{number}", comments=[(shop.anna, "да")] * 2)
    connector = shop.connect()
    surface = connector.discover()
    shop.asked()
    (page,) = connector.pull(surface, None)
    assert (len(page.cards), page.complete) == (40, True)
    assert sum(len(card.comments) for card in page.cards) == 80
    assert len(shop.asked()) == 1


def test_an_idle_pull_is_one_request_and_no_cards(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "тихая")
    connector = shop.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    shop.asked()
    (page,) = connector.pull(surface, cursor)
    assert (page.cards, page.cursor, page.complete) == ((), cursor, False)
    assert len(shop.asked()) == 1


def test_twelve_quiet_boards_take_two_requests(shop: Shop) -> None:
    boards = [shop.state.add_board(f"Доска {number}", ["Идеи"]) for number in range(12)]
    connector = shop.connect(cards={"boards": tuple(board.id for board in boards)})
    surface = connector.discover()
    pages = list(connector.pull(surface, None))
    assert [page.complete for page in pages] == [False] * 11 + [True]
    shop.asked()
    (page,) = connector.pull(surface, pages[-1].cursor)
    assert page.cards == ()
    assert shop.asked() == ["GET /batch", "GET /batch"]


@pytest.mark.parametrize("change", ["field", "comment", "edit", "delete"])
def test_every_change_is_found_even_one_that_leaves_the_times_alone(
    shop: Shop, change: str
) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "старое имя", comments=[(shop.anna, "да")])
    shop.state.add_field(shop.board, "Метрика", "text")
    connector = shop.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    match change:
        case "field":
            shop.state.set_value(card, shop.board.fields[-1], {"value": {"text": "CR"}}, shop.anna)
        case "comment":
            shop.state.comment(card, shop.anna, "ещё")
        case "edit":
            shop.state.edit(card, name="новое имя")
        case "delete":
            shop.state.delete_card(card)
    (page,) = connector.pull(surface, cursor)
    assert page.complete
    assert page.cursor != cursor
    assert len(page.cards) == (change != "delete")


def test_only_the_board_that_changed_is_read(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Идеи"])
    shop.state.add_card(shop.board, "Идеи", "первая")
    card = shop.state.add_card(other, "Идеи", "вторая")
    connector = shop.connect(cards={"boards": (shop.board.id, other.id)})
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    shop.state.edit(card, name="изменена")
    (page,) = connector.pull(surface, cursor)
    assert [card.title for card in page.cards] == ["изменена"]
    assert not page.complete


def test_a_read_that_stopped_half_way_goes_on_with_the_boards_that_are_left(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Идеи"])
    shop.state.add_card(shop.board, "Идеи", "первая")
    shop.state.add_card(other, "Идеи", "вторая")
    connector = shop.connect(cards={"boards": (shop.board.id, other.id)})
    surface = connector.discover()
    first = next(iter(connector.pull(surface, None)))
    (page,) = connector.pull(surface, first.cursor)
    assert ([card.title for card in page.cards], page.complete) == (["вторая"], True)
    assert not page.census  # this read alone did not see the first board


def test_more_than_a_thousand_cards_are_all_read(shop: Shop) -> None:
    for number in range(2_100):
        shop.state.add_card(shop.board, "Идеи", f"{number}")
    connector = shop.connect()
    surface = connector.discover()
    shop.asked()
    (page,) = connector.pull(surface, None)
    assert len({card.id for card in page.cards}) == 2_100
    assert [each.split("/")[-1] for each in shop.asked()] == [shop.board.id, "batch", *["all"] * 3]


def test_a_board_of_exactly_a_thousand_cards_is_not_read_twice(shop: Shop) -> None:
    for number in range(1_000):
        shop.state.add_card(shop.board, "Идеи", f"{number}", comments=[(shop.anna, "да")])
    connector = shop.connect()
    (page,) = connector.pull(connector.discover(), None)
    assert sum(len(card.comments) for card in page.cards) == len(page.cards) == 1_000
    assert len(shop.asked()) == 5


def test_a_cycle_after_our_own_writes_takes_two_requests_and_changes_nothing(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "наша")
    connector = shop.connect()
    surface = connector.discover()
    first = last(connector.pull(surface, None))
    (card,) = first.cards
    connector.apply(surface, set_fields(card, 50, "steelyard:a"), card)
    shop.asked()
    second = last(connector.pull(surface, first.cursor))
    assert [human_hash(each) for each in second.cards] == [human_hash(card)]
    assert len(shop.asked()) == 2
    assert last(connector.pull(surface, second.cursor)).cards == ()


@pytest.mark.parametrize("status", [403, 413])
def test_a_board_too_large_for_one_answer_is_read_by_pages(shop: Shop, status: int) -> None:
    shop.state.add_card(shop.board, "Идеи", "с чек-листом", checklists={"а": [("б", False)]}, comments=[(shop.anna, "да")])  # fmt: skip
    connector = shop.connect()
    surface = connector.discover()
    shop.server.faults.add(Fault(Reply(status, TOO_MANY), path="/boards/"))
    card = cards(connector, surface)["с чек-листом"]
    assert [said.text for said in card.comments] == ["да"]
    assert [checklist.name for checklist in card.checklists] == ["а"]


@pytest.mark.parametrize("number", [50, 1_000, 1_300])
def test_comments_that_may_have_been_cut_off_are_read_by_pages(shop: Shop, number: int) -> None:
    for start in range(0, number, 50):
        said = [(shop.anna, f"{start + index}") for index in range(50)]
        shop.state.add_card(shop.board, "Идеи", f"{start}", comments=said)
    connector = shop.connect()
    found = cards(connector, connector.discover())
    assert sum(len(card.comments) for card in found.values()) == number


def test_comments_the_badges_count_and_the_answer_lacks_are_fetched(shop: Shop) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "обсуждение", comments=[(shop.anna, "а"), (shop.anna, "б")])  # fmt: skip
    connector = shop.connect()
    surface = connector.discover()
    card.comments = 3
    shop.asked()
    cards(connector, surface)
    assert shop.asked()[-1] == f"GET /boards/{shop.board.id}/actions"


def test_an_answer_cut_short_is_asked_for_again(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "целая")
    connector = shop.connect()
    surface = connector.discover()
    shop.server.faults.add(Fault(Truncate(0.5), path="/boards/"))
    assert list(cards(connector, surface)) == ["целая"]


def test_a_pull_that_breaks_raises_and_never_looks_complete(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    shop.server.faults.add(Fault(Reply(500, "<html>oops"), path="/boards/", times=None))
    with pytest.raises(TrackerError):
        list(connector.pull(surface, None))


def test_a_rate_limit_waits_for_the_window_to_pass(shop: Shop) -> None:
    connector = shop.connect()
    surface = connector.discover()
    limited = Reply(429, {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})
    shop.server.faults.add(Fault(limited, path="/boards/"))
    list(connector.pull(surface, None))
    assert sum(shop.clock.slept) >= 10.0
    shop.server.faults.add(Fault(limited, path="/boards/", times=None))
    with pytest.raises(RateLimited, match="API_TOKEN_LIMIT_EXCEEDED"):
        list(connector.pull(surface, None))


def test_a_board_that_vanished_says_what_to_do(shop: Shop) -> None:
    connector = shop.connect()
    surface = connector.discover()
    del shop.state.boards[shop.board.id]
    with pytest.raises(SetupError) as error:
        list(connector.pull(surface, None))
    assert "is not there any more" in error.value.what


def test_a_board_added_to_the_configuration_has_to_be_looked_up_first(shop: Shop) -> None:
    surface = shop.connect().discover()
    other = shop.state.add_board("Касса")
    connector = shop.connect(cards={"boards": (other.id,)})
    with pytest.raises(SetupError, match="has not been looked up yet"):
        list(connector.pull(surface, None))


def test_an_edited_comment_keeps_its_date_and_tells_of_the_edit(shop: Shop) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "правка")
    said = shop.state.comment(card, shop.anna, "было")
    made = shop.clock.now()
    shop.clock.sleep(3600)
    shop.state.edit_comment(said, "стало")
    connector = shop.connect()
    (comment,) = cards(connector, connector.discover())["правка"].comments
    assert (comment.text, comment.created) == ("стало", made)
    assert comment.edited == made + timedelta(hours=1)
