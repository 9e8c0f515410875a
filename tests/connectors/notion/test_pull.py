from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.card import IGNORE_LABEL, Card, Shown, Stage, human_hash
from connectors.errors import Denied, TrackerError
from connectors.notion import NotionConnector
from connectors.protocol import Page, Surface
from steelyard.loopback.faults import Fault, Reply
from steelyard.loopback.notion import query
from steelyard.loopback.notion.model import Block
from tests.connectors.notion.conftest import FULL, Ideas, changed, fields, last, serve

Everything = Callable[[NotionConnector, Surface], list[Card]]


@pytest.fixture(params=["2025-09-03", "2026-03-11"])
def ideas(request: pytest.FixtureRequest) -> Iterator[Ideas]:
    yield from serve(request.param)


def test_a_page_is_a_card_with_every_part_in_its_place(
    ideas: Ideas, everything: Everything
) -> None:
    ideas.page(
        "Подарок к заказу",
        "## Почему\n\nКорзину **бросают**",
        **FULL,
        Владелец=[ideas.anna.id],
        Срок="2027-01-15",
        Статус="На проверке",
        Теги=["корзина", IGNORE_LABEL],
        **{"Steelyard score": 72, "Steelyard flags": ["steelyard:no-metric"]},
    )
    connector = ideas.connect()

    (card,) = everything(connector, connector.discover())

    assert card.title == "Подарок к заказу"
    assert card.body == ""
    assert (card.status, card.stage) == ("На проверке", Stage.TEST)
    assert card.labels == ("корзина", IGNORE_LABEL)
    assert [person.name for person in card.assignees] == ["Анна"]
    assert card.due == date(2027, 1, 15)
    assert card.group == "Идеи магазина"
    assert {field.slot: field.text for field in card.fields} == {
        "problem": "Корзину бросают",
        "metric": "Конверсия",
        "effect": "1200000",
        "owner": "Анна",
        "deadline": "2027-01-15",
    }
    assert card.shown == Shown(score=72, labels=("steelyard:no-metric",), comments=None)
    assert card.created == datetime(2026, 11, 19, 12, tzinfo=UTC)
    assert card.author
    assert card.author.id == ideas.anna.id


def test_content_is_read_only_where_the_properties_leave_a_question(
    ideas: Ideas, everything: Everything
) -> None:
    answered = ideas.page("Полная", "Ещё слова", **FULL, Владелец=[ideas.anna.id])
    asking = ideas.page("Без метрики", "Метрика: конверсия", Проблема="Бросают")
    unsure = ideas.page("С прочерком", "Слова", **{**FULL, "Метрика": "—"})
    connector = ideas.connect()
    surface = connector.discover()
    ideas.requests()

    cards = everything(connector, surface)

    asked = [line for line in ideas.requests("GET") if "markdown" in line]
    assert sorted(asked) == sorted(f"GET /pages/{page.id}/markdown" for page in (asking, unsure))
    assert {card.title: card.body for card in cards} == {
        "Полная": "",
        "Без метрики": "Метрика: конверсия",
        "С прочерком": "Слова",
    }
    assert answered.id in {card.id for card in cards}


def test_a_full_read_takes_the_fewest_requests_and_ends_complete(ideas: Ideas) -> None:
    for number in range(250):
        ideas.page(f"Идея {number}", **FULL, Владелец=[ideas.anna.id])
    connector = ideas.connect()
    surface = connector.discover()
    ideas.requests()

    pages = list(connector.pull(surface, None))

    assert len(ideas.requests()) == 3
    assert len({card.id for page in pages for card in page.cards}) == 250
    assert [page.complete for page in pages] == [False] * 10 + [True]
    assert max(len(page.cards) for page in pages) == 25


def test_a_first_read_that_takes_long_tells_how_many_cards_it_will_bring(ideas: Ideas) -> None:
    for number in range(150):
        ideas.page(f"Идея {number}", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    ideas.requests()

    pages = list(connector.pull(surface, None))

    assert {page.total for page in pages} == {150}
    assert sum("query" in line for line in ideas.requests()) == 4
    assert {page.total for page in connector.pull(surface, pages[1].cursor)} == {100}


def test_an_idle_cycle_is_one_request(ideas: Ideas) -> None:
    for number in range(5):
        ideas.page(f"Идея {number}", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    ideas.requests()

    (page,) = connector.pull(surface, cursor)

    assert ideas.requests() == [f"POST /data_sources/{ideas.source.id}/query"]
    assert not page.cards
    assert not page.complete


def test_only_what_a_person_changed_comes(ideas: Ideas) -> None:
    ideas.page("Первая", "Слова")
    second = ideas.page("Вторая", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor

    ideas.state.edit(second, by=ideas.anna, Проблема="Бросают корзину")
    titles, cursor = changed(connector, surface, cursor)
    again, _ = changed(connector, surface, cursor)

    assert titles == ["Вторая"]
    assert again == []


def test_our_own_write_brings_nothing_back_and_costs_no_content(ideas: Ideas) -> None:
    ideas.page("Первая", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    card = ideas.only(connector, surface)
    connector.apply(surface, fields(card, 40), card)
    ideas.requests()

    titles, _ = changed(connector, surface, cursor)

    assert titles == []
    assert len(ideas.requests()) == 1


def test_a_person_who_edits_after_our_write_in_the_same_minute_is_heard(ideas: Ideas) -> None:
    page = ideas.page("Первая", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    card = ideas.only(connector, surface)
    connector.apply(surface, fields(card, 40), card)
    _, cursor = changed(connector, surface, cursor)

    ideas.state.write(page, "Метрика: конверсия", by=ideas.anna)
    (first, *_) = connector.pull(surface, cursor)

    assert [card.body for card in first.cards] == ["Метрика: конверсия"]


def test_an_edit_in_the_minute_of_the_last_read_is_not_lost(ideas: Ideas) -> None:
    page = ideas.page("Первая", "Слова")
    ideas.state.touch(page, ideas.anna)
    connector = ideas.connect()
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor

    ideas.state.write(page, "Другие слова", by=ideas.anna)
    ideas.clock.sleep(150)
    (first, *_), later = list(connector.pull(surface, cursor)), None
    later = changed(connector, surface, last(connector.pull(surface, cursor)).cursor)[0]

    assert [card.body for card in first.cards] == ["Другие слова"]
    assert later == []


def test_what_is_edited_while_a_long_read_runs_comes_next_time(ideas: Ideas) -> None:
    first = ideas.page("Первая", "Слова")
    for number in range(100):
        ideas.page(f"Идея {number}", **FULL, Владелец=[ideas.anna.id])
    connector = ideas.connect()
    surface = connector.discover()
    reading = connector.pull(surface, None)
    next(reading)

    ideas.state.edit(first, by=ideas.anna, Проблема="Бросают")
    ideas.clock.sleep(3600)
    ideas.state.touch(ideas.page("Новая", "Слова"), ideas.anna)
    cursor = last(reading).cursor

    assert changed(connector, surface, cursor)[0] == ["Первая"]


def test_a_first_read_that_was_broken_off_goes_on_behind_its_last_page(ideas: Ideas) -> None:
    for number in range(150):
        ideas.page(f"Идея {number}", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    first = next(connector.pull(surface, None))
    ideas.clock.sleep(3600)
    edited = ideas.state.pages[first.cards[3].id]
    ideas.state.edit(edited, by=ideas.anna, Проблема="Бросают корзину")
    ideas.requests()

    rest = list(connector.pull(surface, first.cursor))
    content = [line for line in ideas.requests() if "markdown" in line]
    news, _ = changed(connector, surface, rest[-1].cursor)

    ids = [card.id for page in (first, *rest) for card in page.cards]
    assert len(ids) == len(set(ids)) == 150
    assert len(content) == 125
    assert (rest[-1].complete, rest[-1].census) == (True, False)
    assert "Идея 3" in news


def test_what_was_read_before_a_failure_is_kept(ideas: Ideas) -> None:
    pages = [ideas.page(f"Идея {number}", "Слова") for number in range(12)]
    connector = ideas.connect()
    surface = connector.discover()
    denied = Reply(401, {"code": "unauthorized"})
    ideas.server.faults.add(Fault(denied, path=f"{pages[7].id}/markdown", times=None))
    came: list[Page] = []

    def read() -> None:
        for page in connector.pull(surface, None):
            came.append(page)  # noqa: PERF402 - what came before the failure is wanted

    with pytest.raises(Denied):
        read()
    ideas.server.faults.clear()

    rest = list(connector.pull(surface, came[-1].cursor))

    kept = [card.id for page in came for card in page.cards]
    assert len(kept) >= 4  # seven were read, and four are read at once
    ids = [*kept, *(card.id for page in rest for card in page.cards)]
    assert len(ids) == len(set(ids)) == 12


def test_content_of_one_minute_is_kept_bit_by_bit(ideas: Ideas) -> None:
    """Pages made by an import share their time: each attempt goes on within the minute."""
    made = ideas.clock.now() - timedelta(days=1)
    for number in range(60):
        ideas.state.add_page(
            ideas.source, {"Идея": f"Идея {number}"}, "Слова", author=ideas.anna, created=made
        )
    connector = ideas.connect()
    surface = connector.discover()
    cursor, seen = None, list[str]()
    for _ in range(3):
        page = next(connector.pull(surface, cursor))
        cursor, seen = page.cursor, [*seen, *(card.id for card in page.cards)]

    assert len(seen) == len(set(seen)) == 60


def test_another_mapping_reads_everything_anew(ideas: Ideas) -> None:
    ideas.page("Первая", "Слова")
    surface = ideas.connect().discover()
    cursor = last(ideas.connect().pull(surface, None)).cursor

    remapped = ideas.connect(fields={"change": "Метрика"})

    assert changed(remapped, remapped.discover(), cursor)[0] == ["Первая"]


def test_a_cursor_of_another_version_reads_everything(ideas: Ideas) -> None:
    ideas.page("Первая", "Слова")
    connector = ideas.connect()

    *_, page = connector.pull(connector.discover(), '["old"]')

    assert page.complete


def test_an_empty_data_source_is_read_and_its_first_card_is_noticed(ideas: Ideas) -> None:
    connector = ideas.connect()
    surface = connector.discover()
    page = last(connector.pull(surface, None))
    assert page.complete

    ideas.page("Первая", "Слова")

    assert changed(connector, surface, page.cursor)[0] == ["Первая"]


def test_more_rows_than_a_query_gives_are_all_read(
    ideas: Ideas, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "ROWS", 200)
    for number in range(450):
        page = ideas.page(f"Идея {number}", **FULL, Владелец=[ideas.anna.id])
        page.created += timedelta(minutes=number // 3)
    connector = ideas.connect()

    cards = everything(connector, connector.discover())

    assert len(cards) == len({card.id for card in cards}) == 450


def test_more_rows_of_one_minute_than_a_query_gives_are_an_error_and_no_end(
    ideas: Ideas, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "ROWS", 100)
    for number in range(120):
        ideas.page(f"Идея {number}", **FULL, Владелец=[ideas.anna.id])
    connector = ideas.connect()

    with pytest.raises(TrackerError, match="one minute"):
        everything(connector, connector.discover())


@pytest.mark.parametrize(
    "answer",
    [
        {"object": "list", "results": [], "has_more": True, "next_cursor": "again"},
        {"object": "list", "results": [], "has_more": True, "next_cursor": None},
        {"object": "list"},
        [],
    ],
)
def test_an_answer_that_cannot_end_is_an_error_and_no_loop(
    ideas: Ideas, everything: Everything, answer: object
) -> None:
    connector = ideas.connect()
    surface = connector.discover()
    ideas.server.faults.add(Fault(Reply(200, answer), path="/query$", times=None))

    with pytest.raises(TrackerError):
        everything(connector, surface)


def test_a_text_and_people_cut_at_25_are_made_whole(ideas: Ideas, everything: Everything) -> None:
    long = [{"type": "text", "text": {"content": f"{number} "}} for number in range(30)]
    team = [ideas.state.add_user(f"Имя {number}").id for number in range(30)]
    page = ideas.page("Длинная", Проблема="…", Метрика="Конверсия", Эффект=1, Владелец=team)
    prop = ideas.state.property_at(ideas.source, "Проблема")
    assert prop
    page.values[prop.id] = [{**item, "plain_text": item["text"]["content"]} for item in long]  # type: ignore[index]
    connector = ideas.connect()

    (card,) = everything(connector, connector.discover())

    problem = card.field("problem")
    assert problem
    assert problem.text.endswith("28 29")
    assert len(card.assignees) == 30


def test_a_service_without_markdown_is_read_block_by_block_and_asked_once(
    ideas: Ideas, everything: Everything
) -> None:
    ideas.state.markdown = False
    for number in range(3):
        ideas.page(f"Идея {number}", "## Почему\n\n- раз\n- два")
    connector = ideas.connect()
    surface = connector.discover()
    everything(connector, surface)
    ideas.requests()

    cards = everything(connector, surface)

    assert {card.body for card in cards} == {"## Почему\n\n- раз\n- два"}
    assert not [line for line in ideas.requests() if "markdown" in line]


def test_both_ways_of_reading_content_say_the_same(ideas: Ideas, everything: Everything) -> None:
    ideas.page("Идея", "## Почему\n\nСлова **важные**\n\n- [x] сделано\n- [ ] нет")
    connector = ideas.connect()
    (by_markdown,) = everything(connector, connector.discover())

    ideas.state.markdown = False
    older = ideas.connect()
    (by_blocks,) = everything(older, older.discover())

    def said(card: Card) -> list[str]:
        return [line for line in card.body.splitlines() if line]

    assert said(by_markdown) == said(by_blocks)
    assert said(by_blocks)[0] == "## Почему"


@pytest.mark.parametrize("alone", [True, False])
def test_content_notion_leaves_out_is_read_too(
    ideas: Ideas, everything: Everything, *, alone: bool
) -> None:
    page = ideas.page("Длинная", "\n\n".join(f"Абзац {number}" for number in range(6)))
    ideas.state.markdown_blocks = 3
    if not alone:
        refusal = Reply(404, {"object": "error", "code": "object_not_found", "message": "no"})
        others = f"/pages/(?!{page.id}).*/markdown$"
        ideas.server.faults.add(Fault(refusal, path=others, times=None))
    connector = ideas.connect()

    (card,) = everything(connector, connector.discover())

    lines = [line for line in card.body.splitlines() if line]
    assert lines == [f"Абзац {number}" for number in range(6)]


def test_a_block_left_out_is_asked_for_alone(ideas: Ideas, everything: Everything) -> None:
    page = ideas.page("Длинная", "Начало")
    left = ideas.state.new_id()
    whole = {"object": "page_markdown", "truncated": False, "unknown_block_ids": []}
    cut = {**whole, "markdown": "Начало", "truncated": True, "unknown_block_ids": [left]}
    ideas.server.faults.add(
        Fault(Reply(200, cut), path=f"{page.id}/markdown"),
        Fault(Reply(200, {**whole, "markdown": "Конец"}), path=f"{left}/markdown"),
    )
    connector = ideas.connect()

    (card,) = everything(connector, connector.discover())

    assert card.body == "Начало\n\nКонец"


def test_content_notion_keeps_back_is_said(ideas: Ideas) -> None:
    ideas.page("Длинная", "Начало")
    cut = {"object": "page_markdown", "markdown": "Начало", "truncated": True}
    ideas.server.faults.add(Fault(Reply(200, cut), path="/markdown"))
    connector = ideas.connect()

    *_, page = connector.pull(connector.discover(), None)

    assert "only a part" in page.findings[0].what


def test_a_renamed_property_is_still_read_and_the_rename_is_said(
    ideas: Ideas, everything: Everything
) -> None:
    ideas.page("Идея", "Слова", Проблема="Бросают")
    connector = ideas.connect()
    surface = connector.discover()
    prop = ideas.state.property_at(ideas.source, "Проблема")
    assert prop
    prop.name = "Что болит"

    *_, page = connector.pull(surface, None)
    (card,) = everything(connector, surface)

    assert card.field("problem")
    assert ["'Что болит'" in finding.what for finding in page.findings] == [True]


def test_a_page_that_goes_away_while_it_is_read_is_left_out(
    ideas: Ideas, everything: Everything
) -> None:
    ideas.page("Идея", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    gone = {"object": "error", "status": 404, "code": "object_not_found", "message": "gone"}
    ideas.server.faults.add(Fault(Reply(404, gone), path="/(markdown|children)$", times=None))

    assert everything(connector, surface) == []


def test_rereading_gives_the_same_card_and_leaves_out_what_is_gone(
    ideas: Ideas, everything: Everything
) -> None:
    page, gone = ideas.page("Идея", "Слова"), ideas.page("Другая", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    cards = {card.id: card for card in everything(connector, surface)}
    ideas.state.delete(gone)

    again = connector.reread(surface, [page.id, gone.id])

    assert {key: human_hash(card) for key, card in again.items()} == {
        page.id: human_hash(cards[page.id])
    }


def test_a_trashed_page_is_read_by_id_as_archived(ideas: Ideas) -> None:
    page = ideas.page("Идея", "Слова")
    connector = ideas.connect()
    surface = connector.discover()
    ideas.state.trash(page)

    assert ideas.only(connector, surface).archived


def test_unknown_blocks_are_walked(ideas: Ideas, everything: Everything) -> None:
    ideas.state.markdown = False
    words = [{"type": "text", "text": {"content": "внутри"}, "plain_text": "внутри"}]
    inner = Block(ideas.state.new_id(), "paragraph", {"rich_text": words})
    page = ideas.page("Идея")
    page.blocks.append(Block(ideas.state.new_id(), "hologram", {}, [inner]))
    connector = ideas.connect()

    (card,) = everything(connector, connector.discover())

    assert card.body == "внутри"


def test_the_pace_of_the_plan_is_kept(ideas: Ideas) -> None:
    for number in range(12):
        ideas.page(f"Идея {number}", "Слова")
    connector = ideas.connect(pace=2)
    list(connector.pull(connector.discover(), None))

    assert ideas.clock.monotonic() >= 6  # 15 requests at two a second
