import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.demo.backlog import Backlog, load_backlog
from steelyard.demo.seed import Seeded, seed
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    backlog: Backlog
    seeded: Seeded
    jira: httpx.Client
    trello: httpx.Client
    notion: httpx.Client


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    states = JiraState(), TrelloState(), NotionState()
    backlog = load_backlog(NOW.date())
    seeded = seed(backlog, *states, NOW)
    jira_state, trello_state, notion_state = states
    headers = {
        "Authorization": f"Bearer {notion_state.token}",
        "Notion-Version": "2025-09-03",
    }
    with (
        Loopback(jira_cloud(jira_state)) as one,
        Loopback(trello(trello_state)) as two,
        Loopback(notion(notion_state)) as three,
        httpx.Client(
            base_url=f"{one.url}/rest/api/3", auth=(jira_state.email, jira_state.token)
        ) as jira_client,
        httpx.Client(
            base_url=f"{two.url}/1", params={"key": trello_state.key, "token": trello_state.token}
        ) as trello_client,
        httpx.Client(base_url=f"{three.url}/v1", headers=headers) as notion_client,
    ):
        yield World(backlog, seeded, jira_client, trello_client, notion_client)


def _read(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def _issue(world: World, key: str) -> Any:
    return _read(world.jira.get(f"/issue/{key}"))["fields"]


def _custom(world: World, fields: Any, name: str) -> Any:
    known = {field["name"]: field["id"] for field in _read(world.jira.get("/field"))}
    return fields[known[name]]


def test_every_card_has_an_id_in_its_tracker(world: World) -> None:
    assert world.seeded.cards.keys() == {card.key for card in world.backlog.cards}
    assert len(set(world.seeded.cards.values())) == 60


def test_jira_issues_keep_the_keys_of_the_sample(world: World) -> None:
    assert all(world.seeded.cards[card.key] == card.key for card in world.backlog.jira.cards)


def test_jira_answers_an_issue_with_its_russian_fields(world: World) -> None:
    fields = _issue(world, "SHOP-1")

    assert fields["summary"] == "Заказ без регистрации"
    assert (fields["status"]["name"], fields["status"]["statusCategory"]["key"]) == (
        "К выполнению",
        "new",
    )
    assert _custom(world, fields, "Владелец")["displayName"] == "Катя Ветрова"
    assert _custom(world, fields, "Story Points") == 8
    assert _custom(world, fields, "Ожидаемый эффект") == "+1,6–2,4 млн ₽ выручки в месяц"
    assert _custom(world, fields, "Steelyard score") is None
    assert fields["description"]["content"][-1]["type"] == "taskList"


def test_jira_comments_are_dated_one_after_another(world: World) -> None:
    fields = _issue(world, "SHOP-10")
    moments = [
        datetime.fromisoformat(comment["created"]) for comment in fields["comment"]["comments"]
    ]

    assert moments == sorted(set(moments))
    assert datetime.fromisoformat(fields["created"]) < moments[0]
    assert moments[-1] <= datetime.fromisoformat(fields["updated"]) == NOW - timedelta(days=1)


def test_jira_shows_the_hostile_text_unharmed(world: World) -> None:
    fields = _issue(world, "SHOP-22")

    assert "<script>alert('фикус')</script>" in fields["summary"]
    assert "звонок \\u0007, забой \\b" in json.dumps(fields["description"], ensure_ascii=False)


def test_jira_dates_a_duty_from_now(world: World) -> None:
    assert _issue(world, "SHOP-2")["duedate"] == "2027-03-02"


def _trello_cards(world: World) -> dict[str, Any]:
    path = f"/boards/{world.seeded.board}/cards"
    params = {"filter": "all", "customFieldItems": "true", "checklists": "all", "fields": "all"}
    return {card["name"]: card for card in _read(world.trello.get(path, params=params))}


def test_trello_answers_the_board_with_custom_fields_and_checklists(world: World) -> None:
    cards = _trello_cards(world)
    fields = _read(world.trello.get(f"/boards/{world.seeded.board}/customFields"))

    assert {field["name"]: field["type"] for field in fields} == {
        "Эффект": "text",
        "Steelyard score": "number",
    }
    [item] = cards["Предлагать горшок и грунт прямо в корзине"]["customFieldItems"]
    assert item["value"] == {"text": "450 тыс. ₽ выручки в месяц, средний чек +4%"}
    [checklist] = cards["Брошенная корзина: письмо через час, а не через сутки"]["checklists"]
    assert [item["state"] for item in checklist["checkItems"]] == [
        "complete", "incomplete", "complete",
    ]  # fmt: skip


def test_trello_closes_the_archived_card_alone(world: World) -> None:
    assert [name for name, card in _trello_cards(world).items() if card["closed"]] == [
        "Акция к 8 марта (прошлогодняя)"
    ]


def test_trello_comments_are_in_order_and_by_their_people(world: World) -> None:
    card = world.seeded.cards["growth-20"]
    actions = _read(world.trello.get(f"/cards/{card}/actions", params={"filter": "commentCard"}))

    assert [action["memberCreator"]["username"] for action in reversed(actions)] == [
        "krylova", "polyakova", "krylova", "polyakova",
    ]  # fmt: skip
    assert actions[0]["date"].startswith("2026-11-20")


def _notion_pages(world: World) -> dict[str, Any]:
    answer = _read(world.notion.post(f"/data_sources/{world.seeded.data_source}/query", json={}))
    return {page["id"]: page for page in answer["results"]}


def test_notion_answers_pages_with_their_properties(world: World) -> None:
    page = _notion_pages(world)[world.seeded.cards["idea-8"]]["properties"]

    assert page["Название"]["title"][0]["plain_text"].startswith("Сквозная аналитика")
    assert page["Статус"]["status"]["name"] == "В работе"
    assert page["Сложность"]["select"]["name"] == "L"
    assert page["Теги"]["multi_select"][0]["name"] == "данные"
    assert page["Владелец"]["people"][0]["id"].endswith("b2")
    assert page["Steelyard score"]["number"] is None
    assert page["Steelyard flags"]["multi_select"] == []


def test_notion_keeps_the_archived_page_in_the_trash(world: World) -> None:
    shown = _notion_pages(world)

    assert len(shown) == 15
    assert world.seeded.cards["idea-12"] not in shown


def test_notion_groups_its_statuses_by_stage(world: World) -> None:
    source = _read(world.notion.get(f"/data_sources/{world.seeded.data_source}"))
    status = source["properties"]["Статус"]["status"]
    names = {option["id"]: option["name"] for option in status["options"]}

    assert {
        group["name"]: [names[option] for option in group["option_ids"]]
        for group in status["groups"]
    } == {"To-do": ["Идеи"], "In progress": ["В работе", "Пилот"], "Complete": ["Готово"]}


def test_notion_answers_a_page_s_blocks_and_comments(world: World) -> None:
    page = world.seeded.cards["idea-6"]
    blocks = _read(world.notion.get(f"/blocks/{page}/children"))["results"]
    comments = _read(world.notion.get("/comments", params={"block_id": page}))["results"]

    assert [block["type"] for block in blocks].count("heading_2") == 4
    assert [block["type"] for block in blocks].count("bulleted_list_item") == 5
    assert [comment["rich_text"][0]["plain_text"][:9] for comment in comments] == [
        "Читаю с и", "Not me, I",
    ]  # fmt: skip
