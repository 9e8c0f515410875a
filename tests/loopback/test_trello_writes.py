"""Writing to the loopback Trello: attributes, labels, custom fields, comments."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.model import CustomField
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState


class Shop:
    """A board with one card and a field of every type."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
        self.state = TrelloState(clock=lambda: self.now)
        self.anna = self.state.add_member("Анна", "anna")
        self.board = self.state.add_board("Магазин", ["Идеи"], [self.anna])
        for kind in ("text", "number", "date", "checkbox"):
            self.state.add_field(self.board, kind, kind)
        self.state.add_field(self.board, "list", "list", ["High", "Low"])
        self.card = self.state.add_card(self.board, "Идеи", "Поиск", "Текст")

    def field(self, name: str) -> CustomField:
        return next(field for field in self.board.fields if field.name == name)


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    header = f'OAuth oauth_consumer_key="{shop.state.key}", oauth_token="{shop.state.token}"'
    with (
        Loopback(trello(shop.state, limits=False)) as server,
        httpx.Client(base_url=server.url + "/1", headers={"Authorization": header}) as made,
    ):
        yield made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", {"text": "+5%"}),
        ("number", {"number": "42.5"}),
        ("checkbox", {"checked": "true"}),
        ("date", {"date": "2026-12-31T00:00:00.000Z"}),
    ],
)
def test_a_field_takes_its_value_as_a_string_and_is_cleared(
    shop: Shop, client: httpx.Client, name: str, value: dict[str, Any]
) -> None:
    path = f"/cards/{shop.card.id}/customField/{shop.field(name).id}/item"
    assert client.put(path, json={"value": value}).json()["value"] == value
    (item,) = client.get(f"/cards/{shop.card.id}/customFieldItems").json()
    assert (item["idCustomField"], item["value"]) == (shop.field(name).id, value)
    assert client.put(path, json={"value": "", "idValue": ""}).status_code == 200
    assert client.get(f"/cards/{shop.card.id}/customFieldItems").json() == []


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("number", {"value": {"number": 42}}),
        ("number", {"value": {"number": "many"}}),
        ("number", {"value": {"text": "42"}}),
        ("checkbox", {"value": {"checked": True}}),
        ("date", {"value": {"date": "soon"}}),
        ("list", {"idValue": "0" * 24}),
    ],
)
def test_a_value_of_another_type_is_refused(
    shop: Shop, client: httpx.Client, name: str, item: dict[str, Any]
) -> None:
    path = f"/cards/{shop.card.id}/customField/{shop.field(name).id}/item"
    answer = client.put(path, json=item)
    assert (answer.status_code, answer.text) == (400, "Invalid value for custom field type.")
    assert shop.card.values == {}


def test_many_fields_are_set_at_once_or_none(shop: Shop, client: httpx.Client) -> None:
    path = f"/cards/{shop.card.id}/customFields"
    option = next(iter(shop.field("list").options))
    good = [
        {"idCustomField": shop.field("number").id, "value": {"number": "7"}},
        {"idCustomField": shop.field("list").id, "idValue": option},
    ]
    bad = [{"idCustomField": shop.field("text").id, "value": {"number": "7"}}]
    assert client.put(path, json={"customFieldItems": good + bad}).status_code == 400
    assert shop.card.values == {}
    assert client.put(path, json={"customFieldItems": good}).status_code == 200
    items = client.get(f"/cards/{shop.card.id}/customFieldItems").json()
    assert [(item["value"], item["idValue"]) for item in items] == [
        ({"number": "7"}, None),
        (None, option),
    ]


def test_a_field_of_a_card_leaves_an_action_and_not_a_date(
    shop: Shop, client: httpx.Client
) -> None:
    before = shop.card.active
    shop.now += timedelta(hours=1)
    path = f"/cards/{shop.card.id}/customField/{shop.field('number').id}/item"
    client.put(path, json={"value": {"number": "7"}})
    assert shop.card.active == before
    assert shop.board.actions[-1].type == "updateCustomFieldItem"
    assert shop.board.active == shop.now


def test_a_board_gets_a_new_field(shop: Shop, client: httpx.Client) -> None:
    asked = {"idModel": shop.board.id, "modelType": "board", "name": "Score", "type": "number"}
    made = client.post("/customFields", json=asked | {"pos": "bottom"}).json()
    assert made["id"] in {
        f["id"] for f in client.get(f"/boards/{shop.board.id}/customFields").json()
    }
    assert client.post("/customFields", json=asked | {"type": "money"}).status_code == 400
    shop.board.power_up = False
    assert client.post("/customFields", json=asked).status_code == 403


def test_labels_are_made_added_and_taken_away(shop: Shop, client: httpx.Client) -> None:
    asked = {"name": "steelyard:x", "color": "sky"}
    label = client.post(f"/boards/{shop.board.id}/labels", params=asked).json()["id"]
    path = f"/cards/{shop.card.id}/idLabels"
    assert client.post(path, params={"value": label}).json() == [label]
    twice = client.post(path, params={"value": label})
    assert (twice.status_code, twice.text) == (400, "that label is already on the card")
    assert client.get(f"/cards/{shop.card.id}").json()["labels"][0]["name"] == "steelyard:x"
    assert client.delete(f"{path}/{label}").status_code == 200
    assert client.delete(f"{path}/{label}").status_code == 400
    assert client.put(f"/cards/{shop.card.id}", json={"idLabels": label}).json()["idLabels"] == [
        label
    ]
    no_color = {"name": "x"}
    assert client.post(f"/boards/{shop.board.id}/labels", params=no_color).status_code == 400


def test_a_comment_lives_its_whole_life(shop: Shop, client: httpx.Client) -> None:
    path = f"/cards/{shop.card.id}/actions"
    made = client.post(f"{path}/comments", json={"text": "Why?"}).json()
    assert (made["idMemberCreator"], made["data"]["text"]) == (shop.state.me.id, "Why?")
    shop.now += timedelta(hours=1)
    changed = client.put(f"/actions/{made['id']}", json={"text": "How?"}).json()
    assert changed["date"] == made["date"]
    assert changed["data"]["dateLastEdited"] == "2026-11-21T10:00:00.000Z"
    (listed,) = client.get(path, params={"filter": "commentCard"}).json()
    assert listed["data"]["text"] == "How?"
    assert client.get(f"/cards/{shop.card.id}").json()["badges"]["comments"] == 1
    assert shop.card.active == shop.now
    assert client.delete(f"{path}/{made['id']}/comments").status_code == 200
    assert client.get(f"/actions/{made['id']}").status_code == 404
    assert client.get(path).json() == []


def test_the_comments_of_others_stay_as_they_are(shop: Shop, client: httpx.Client) -> None:
    theirs = shop.state.comment(shop.card, shop.anna, "Да")
    assert client.put(f"/actions/{theirs.id}", json={"text": "Нет"}).status_code == 401
    assert theirs.data["text"] == "Да"


def test_text_has_a_limit(shop: Shop, client: httpx.Client) -> None:
    path = f"/cards/{shop.card.id}"
    assert client.post(f"{path}/actions/comments", json={"text": "x" * 16_385}).status_code == 400
    assert client.post(f"{path}/actions/comments", json={"text": "x" * 16_384}).status_code == 200
    assert client.put(path, json={"desc": "x" * 16_385}).status_code == 400
    assert shop.card.desc == "Текст"


def test_a_person_moves_a_card_to_another_board(shop: Shop, client: httpx.Client) -> None:
    other = shop.state.add_board("Другая", ["Новое"])
    shop.state.move_to_board(shop.card, other, "Новое")
    assert client.get(f"/cards/{shop.card.id}").json()["idBoard"] == other.id
    assert client.get(f"/boards/{shop.board.id}/cards/all").json() == []
    assert shop.board.actions[-1].type == "moveCardFromBoard"
    assert other.actions[-1].type == "moveCardToBoard"
