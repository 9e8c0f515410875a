"""Reading the loopback Trello: nested resources, caps, actions, batches, refusals."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.limits import Meter
from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.service import TrelloService, trello
from steelyard.loopback.trello.state import TrelloState
from tests.support.seconds import Seconds

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Shop:
    """A board of two lists and a clock that stands still until moved."""

    def __init__(self) -> None:
        self.now = NOON
        self.state = TrelloState(clock=lambda: self.now)
        self.anna = self.state.add_member("Анна Петрова", "anna")
        self.board = self.state.add_board("Магазин", ["Идеи", "Готово"], [self.anna])
        self.header = (
            f'OAuth oauth_consumer_key="{self.state.key}", oauth_token="{self.state.token}"'
        )


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def service(shop: Shop) -> TrelloService:
    return trello(shop.state, limits=False)


@pytest.fixture
def server(service: TrelloService) -> Iterator[Loopback]:
    with Loopback(service) as running:
        yield running


@pytest.fixture
def client(shop: Shop, server: Loopback) -> Iterator[httpx.Client]:
    headers = {"Authorization": shop.header}
    with httpx.Client(base_url=server.url + "/1", headers=headers) as made:
        yield made


def test_one_request_brings_the_whole_board(shop: Shop, client: httpx.Client) -> None:
    shop.state.add_field(shop.board, "Effect", "text")
    shop.state.add_card(
        shop.board, "Идеи", "Поиск", "Текст", labels=["hot"], members=[shop.anna],
        fields={"Effect": "+5%"}, checklists={"Готовность": [("данные", True)]},
        comments=[(shop.anna, "Да")],
    )  # fmt: skip
    asked = {
        "fields": "name", "lists": "all", "cards": "all", "card_fields": "name,idLabels",
        "card_customFieldItems": "true", "customFields": "true", "members": "all",
        "labels": "all", "checklists": "all", "actions": "commentCard",
    }  # fmt: skip
    board = client.get(f"/boards/{shop.board.short_link}", params=asked).json()
    (card,) = board["cards"]
    assert (board["id"], board["name"]) == (shop.board.id, "Магазин")
    assert "dateLastActivity" not in board
    assert [item["name"] for item in board["lists"]] == ["Идеи", "Готово"]
    assert card.keys() == {"id", "name", "idLabels", "customFieldItems"}
    assert card["idLabels"] == [board["labels"][0]["id"]]
    assert card["customFieldItems"][0]["idCustomField"] == board["customFields"][0]["id"]
    assert card["customFieldItems"][0]["value"] == {"text": "+5%"}
    assert board["checklists"][0]["checkItems"][0]["state"] == "complete"
    assert [member["fullName"] for member in board["members"]] == ["Steelyard", "Анна Петрова"]
    assert board["actions"][0]["data"]["text"] == "Да"
    assert board["actions"][0]["memberCreator"]["id"] == shop.anna.id


def test_cards_beyond_a_thousand_are_left_out_without_a_word(
    shop: Shop, client: httpx.Client
) -> None:
    for at in range(1003):
        shop.state.add_card(shop.board, "Идеи", str(at))
    board = client.get(
        f"/boards/{shop.board.id}", params={"cards": "all", "card_fields": "name"}
    ).json()
    assert len(board["cards"]) == 1000
    asked: dict[str, Any] = {"limit": 1000, "fields": "name"}
    newest = client.get(f"/boards/{shop.board.id}/cards/all", params=asked).json()
    oldest_id = min(card["id"] for card in newest)
    rest = client.get(
        f"/boards/{shop.board.id}/cards/all", params=asked | {"before": oldest_id}
    ).json()
    assert {card["name"] for card in newest + rest} == {str(at) for at in range(1003)}
    assert (len(newest), len(rest)) == (1000, 3)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [("all", {"a", "b", "c"}), ("open", {"a", "c"}), ("closed", {"b"}), ("visible", {"a"})],
)
def test_an_archived_list_hides_cards_that_are_not_archived_themselves(
    shop: Shop, client: httpx.Client, wanted: str, names: set[str]
) -> None:
    shop.state.add_list(shop.board, "Архив", closed=True)
    shop.state.add_card(shop.board, "Идеи", "a")
    shop.state.add_card(shop.board, "Идеи", "b", closed=True)
    shop.state.add_card(shop.board, "Архив", "c")
    found = client.get(f"/boards/{shop.board.id}/cards/{wanted}").json()
    assert {card["name"] for card in found} == names


def test_actions_come_newest_first_fifty_at_a_time_before_and_since(
    shop: Shop, client: httpx.Client
) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "Поиск")
    for at in range(120):
        shop.now += timedelta(minutes=1)
        shop.state.comment(card, shop.anna, str(at))
    path = f"/boards/{shop.board.id}/actions"
    first = client.get(path, params={"filter": "commentCard"}).json()
    texts = [action["data"]["text"] for action in first]
    assert (len(texts), texts[0], texts[-1]) == (50, "119", "70")
    older = client.get(path, params={"filter": "commentCard", "before": first[-1]["id"]}).json()
    assert older[0]["data"]["text"] == "69"
    since = client.get(path, params={"since": first[1]["id"]}).json()
    assert [action["data"]["text"] for action in since] == ["119"]
    moment = (shop.now - timedelta(seconds=90)).isoformat()
    assert len(client.get(path, params={"since": moment}).json()) == 2
    assert len(client.get(path, params={"limit": 1000}).json()) == 121
    assert client.get(path, params={"limit": 1001}).status_code == 400


def test_an_edit_by_a_person_moves_the_board_and_leaves_an_action(
    shop: Shop, client: httpx.Client
) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "Поиск", "old")
    last = client.get(f"/boards/{shop.board.id}/actions").json()[0]["id"]
    shop.now += timedelta(hours=1)
    shop.state.edit(card, desc="new", by=shop.anna)
    shop.state.move(card, "Готово", by=shop.anna)
    board = client.get(f"/boards/{shop.board.id}", params={"fields": "dateLastActivity"}).json()
    assert board == {"id": shop.board.id, "dateLastActivity": "2026-11-21T10:00:00.000Z"}
    found = client.get(f"/boards/{shop.board.id}/actions", params={"since": last}).json()
    assert [action["type"] for action in found] == ["updateCard", "updateCard"]
    assert found[1]["data"]["old"] == {"desc": "old"}
    assert found[0]["data"]["card"]["id"] == card.id
    assert client.get(f"/cards/{card.id}").json()["dateLastActivity"] == "2026-11-21T10:00:00.000Z"


def test_a_deleted_card_leaves_only_its_id(shop: Shop, client: httpx.Client) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "Поиск", comments=[(shop.anna, "Да")])
    shop.state.delete_card(card)
    (action,) = client.get(f"/boards/{shop.board.id}/actions").json()
    assert action["type"] == "deleteCard"
    assert action["data"]["card"] == {"id": card.id, "idShort": 1}
    gone = client.get(f"/cards/{card.id}")
    assert (gone.status_code, gone.text) == (404, "The requested resource was not found.")
    assert gone.headers["Content-Type"].startswith("text/plain")


def test_ids_begin_with_the_time_they_were_made(shop: Shop) -> None:
    card = shop.state.add_card(shop.board, "Идеи", "Поиск", created=NOON - timedelta(days=30))
    assert len(card.id) == 24
    assert int(card.id[:8], 16) == int((NOON - timedelta(days=30)).timestamp())


def test_without_the_power_up_there_are_no_fields(shop: Shop, client: httpx.Client) -> None:
    shop.state.add_field(shop.board, "Score", "number")
    card = shop.state.add_card(shop.board, "Идеи", "Поиск", fields={"Score": "1"})
    shop.board.power_up = False
    asked = {"customFields": "true", "cards": "all", "card_customFieldItems": "true"}
    board = client.get(f"/boards/{shop.board.id}", params=asked).json()
    assert board["customFields"] == []
    assert board["cards"][0]["customFieldItems"] == []
    path = f"/cards/{card.id}/customField/{shop.board.fields[0].id}/item"
    assert client.put(path, json={"value": {"number": "2"}}).status_code == 403


def test_a_batch_of_ten_answers_each_part_by_itself(
    shop: Shop, server: Loopback, client: httpx.Client
) -> None:
    urls = f"/boards/{shop.board.id}?fields=name,/boards/{'0' * 24},/members/me?fields=username"
    first, second, third = client.get("/batch", params={"urls": urls}).json()
    assert first == {"200": {"id": shop.board.id, "name": "Магазин"}}
    assert second == {"404": "The requested resource was not found."}
    assert third["200"]["username"] == "steelyard"
    assert len(server.log) == 1
    many = ",".join(["/members/me"] * 11)
    assert client.get("/batch", params={"urls": many}).status_code == 400


@pytest.mark.parametrize(
    ("key", "token", "text"),
    [
        ("bad", "trello-token", "invalid key"),
        ("trello-key", "bad", "invalid token"),
        ("trello-key", "", "unauthorized permission requested"),
    ],
)
def test_bad_credentials_are_refused_in_plain_text(
    server: Loopback, key: str, token: str, text: str
) -> None:
    asked = {"key": key, "token": token}
    answer = httpx.get(server.url + "/1/members/me", params=asked)
    assert (answer.status_code, answer.text) == (401, text)


def test_key_and_token_are_taken_from_the_query_too(shop: Shop, server: Loopback) -> None:
    asked = {"key": shop.state.key, "token": shop.state.token}
    assert httpx.get(server.url + "/1/members/me", params=asked).json()["id"] == shop.state.me.id


def test_a_board_without_access_and_an_id_that_is_none(shop: Shop, client: httpx.Client) -> None:
    shop.board.readable = False
    closed = client.get(f"/boards/{shop.board.id}")
    assert (closed.status_code, closed.text) == (401, "unauthorized permission requested")
    bad = client.get("/boards/no-board")
    assert (bad.status_code, bad.text) == (400, "invalid id")
    assert client.get("/members/me/boards").json() == []


def test_a_token_has_a_hundred_requests_in_ten_seconds(
    service: TrelloService, client: httpx.Client
) -> None:
    seconds = Seconds()
    service.limits, service.meter = True, Meter(seconds)
    answers = [client.get("/batch", params={"urls": "/members/me"}) for _ in range(101)]
    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
    assert answers[0].headers["x-rate-limit-api-token-remaining"] == "99"
    assert answers[0].headers["x-rate-limit-api-key-remaining"] == "299"
    assert answers[100].json() == {
        "error": "API_TOKEN_LIMIT_EXCEEDED",
        "message": "Rate limit exceeded",
    }
    assert "Retry-After" not in answers[100].headers
    assert service.meter.exceeded == {"API_TOKEN_LIMIT_EXCEEDED": 1}
    seconds.now = 10
    assert client.get("/batch", params={"urls": "/members/me"}).status_code == 200


def test_a_key_that_does_not_stop_is_refused_for_the_rest_of_the_window(
    service: TrelloService, client: httpx.Client
) -> None:
    seconds = Seconds()
    service.limits, service.meter = True, Meter(seconds)
    for _ in range(301):
        last = client.get("/batch", params={"urls": "/members/me"})
    assert last.json()["error"] == "API_KEY_LIMIT_EXCEEDED"
    assert service.meter.exceeded == {"API_TOKEN_LIMIT_EXCEEDED": 200, "API_KEY_LIMIT_EXCEEDED": 1}
    seconds.now = 10
    assert client.get("/batch", params={"urls": "/members/me"}).status_code == 200


def test_members_have_a_hundred_requests_in_fifteen_minutes(
    service: TrelloService, client: httpx.Client
) -> None:
    seconds = Seconds()
    service.limits, service.meter = True, Meter(seconds)
    for at in range(100):
        seconds.now = at
        assert client.get("/members/me").status_code == 200
    seconds.now = 899
    assert client.get("/members/me").status_code == 429
    assert client.get("/boards/none").status_code == 400
    seconds.now = 900
    assert client.get("/members/me").status_code == 200
