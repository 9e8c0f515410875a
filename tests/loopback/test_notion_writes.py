"""Writing to the loopback Notion: properties, schema, comments, capabilities."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback

SCHEMA = {
    "Name": "title", "Note": "rich_text", "Score": "number", "Tags": "multi_select",
    "Kind": "select", "Status": "status", "Made": "created_time",
}  # fmt: skip


def _words(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": {"content": text}}]


class Ideas:
    """A page and a clock that stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
        self.state = NotionState(clock=lambda: self.now)
        self.anna = self.state.add_user("Анна")
        self.source = self.state.add_database("Идеи", SCHEMA)
        values = {"Name": "Поиск", "Status": "Backlog", "Tags": ["ours"]}
        self.page = self.state.add_page(self.source, values)


@pytest.fixture
def ideas() -> Ideas:
    return Ideas()


@pytest.fixture
def client(ideas: Ideas) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {ideas.state.token}", "Notion-Version": "2026-03-11"}
    with (
        Loopback(notion(ideas.state, budget=None)) as server,
        httpx.Client(base_url=server.url + "/v1", headers=headers) as made,
    ):
        yield made


def _set(client: httpx.Client, ideas: Ideas, **properties: Any) -> httpx.Response:
    return client.patch(f"/pages/{ideas.page.id}", json={"properties": properties})


def test_properties_are_set_by_name_or_id_and_move_the_time(
    ideas: Ideas, client: httpx.Client
) -> None:
    ideas.now += timedelta(hours=1)
    score = next(p.id for p in ideas.source.properties.values() if p.name == "Score")
    tags = [{"name": "ours"}, {"name": "steelyard:x"}]
    answer = client.patch(
        f"/pages/{ideas.page.id}",
        json={"properties": {score: {"number": 7.5}, "Tags": {"multi_select": tags}}},
    ).json()
    assert answer["properties"]["Score"]["number"] == 7.5
    assert [tag["name"] for tag in answer["properties"]["Tags"]["multi_select"]] == [
        "ours",
        "steelyard:x",
    ]
    assert answer["last_edited_time"] == "2026-11-21T10:00:00.000Z"
    assert answer["last_edited_by"]["id"] == ideas.state.me.id
    assert (
        _set(client, ideas, Score={"number": None}).json()["properties"]["Score"]["number"] is None
    )


def test_an_unknown_option_is_made_for_a_select_and_refused_for_a_status(
    ideas: Ideas, client: httpx.Client
) -> None:
    assert _set(client, ideas, Kind={"select": {"name": "growth"}}).status_code == 200
    schema = client.get(f"/data_sources/{ideas.source.id}").json()["properties"]
    assert [option["name"] for option in schema["Kind"]["select"]["options"]] == ["growth"]
    refused = _set(client, ideas, Status={"status": {"name": "Nowhere"}})
    assert refused.status_code == 400
    assert "Nowhere" in refused.json()["message"]
    assert _set(client, ideas, Status={"status": {"name": "Backlog"}}).status_code == 200


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ({"Nothing": {"number": 1}}, "Nothing is not a property that exists."),
        ({"Score": {"number": "7"}}, "body.properties.Score.number should be a number or `null`."),
        ({"Score": {"rich_text": []}}, "Score is expected to be number."),
        ({"Tags": {"multi_select": [{"name": "a,b"}]}}, "Invalid multi_select option, commas"),
        ({"Made": {"created_time": "2026-01-01"}}, "Made is a created_time property"),
        ({"Note": {"rich_text": _words("x" * 2001)}}, "body.properties.Note.rich_text[0].text.content.length should be ≤ `2000`"),
        ({"Note": {"rich_text": _words("x") * 101}}, "body.properties.Note.rich_text.length should be ≤ `100`"),
        ({"Tags": {"multi_select": [{"name": str(at)} for at in range(101)]}}, "body.properties.Tags.multi_select"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(
    ideas: Ideas, client: httpx.Client, properties: dict[str, Any], why: str
) -> None:
    before = dict(ideas.page.values)
    answer = _set(client, ideas, **({"Kind": {"select": {"name": "growth"}}} | properties))
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_error")
    assert answer.json()["message"].startswith(why)
    assert ideas.page.values == before


def test_a_page_in_the_trash_takes_no_values_until_it_is_back(
    ideas: Ideas, client: httpx.Client
) -> None:
    ideas.state.trash(ideas.page)
    assert _set(client, ideas, Score={"number": 1}).status_code == 400
    assert client.patch(f"/pages/{ideas.page.id}", json={"in_trash": False}).status_code == 200
    assert _set(client, ideas, Score={"number": 1}).status_code == 200


def test_a_column_is_added_renamed_and_dropped(ideas: Ideas, client: httpx.Client) -> None:
    path = f"/data_sources/{ideas.source.id}"
    number = {"properties": {"Impact": {"number": {"format": "number"}}}}
    made = client.patch(path, json=number).json()["properties"]["Impact"]
    assert made["type"] == "number"
    assert _set(client, ideas, Impact={"number": 3}).status_code == 200
    renamed = client.patch(path, json={"properties": {made["id"]: {"name": "Effect"}}}).json()
    assert renamed["properties"]["Effect"]["id"] == made["id"]
    dropped = client.patch(path, json={"properties": {"Effect": None}}).json()
    assert "Effect" not in dropped["properties"]


def test_a_comment_lives_its_whole_life_and_moves_no_time(
    ideas: Ideas, client: httpx.Client
) -> None:
    ideas.now += timedelta(hours=1)
    parent = {"page_id": ideas.page.id}
    made = client.post("/comments", json={"parent": parent, "rich_text": _words("Why?")}).json()
    assert made["created_by"]["id"] == ideas.state.me.id
    changed = client.patch(f"/comments/{made['id']}", json={"rich_text": _words("How?")}).json()
    assert changed["discussion_id"] == made["discussion_id"]
    (listed,) = client.get("/comments", params={"block_id": ideas.page.id}).json()["results"]
    assert listed["rich_text"][0]["plain_text"] == "How?"
    assert client.delete(f"/comments/{made['id']}").status_code == 200
    assert client.get(f"/comments/{made['id']}").status_code == 404
    shown = client.get(f"/pages/{ideas.page.id}").json()
    assert shown["last_edited_time"] == "2026-11-21T09:00:00.000Z"


def test_an_answer_joins_its_discussion_and_a_resolved_one_is_not_listed(
    ideas: Ideas, client: httpx.Client
) -> None:
    theirs = ideas.state.comment(ideas.page, ideas.anna, "Да")
    asked = {"discussion_id": theirs.discussion, "rich_text": _words("Why?")}
    assert client.post("/comments", json=asked).json()["discussion_id"] == theirs.discussion
    path = {"block_id": ideas.page.id}
    assert len(client.get("/comments", params=path).json()["results"]) == 2
    ideas.state.resolve(theirs)
    assert client.get("/comments", params=path).json()["results"] == []
    assert len(ideas.state.comments_of(ideas.page)) == 2


def test_comments_page_by_hundred(ideas: Ideas, client: httpx.Client) -> None:
    for at in range(120):
        ideas.state.comment(ideas.page, ideas.anna, str(at))
    asked = {"block_id": ideas.page.id}
    first = client.get("/comments", params=asked).json()
    rest = client.get("/comments", params=asked | {"start_cursor": first["next_cursor"]}).json()
    assert (len(first["results"]), len(rest["results"]), rest["has_more"]) == (100, 20, False)


@pytest.mark.parametrize(
    ("capability", "method", "path"),
    [
        ("read_comments", "GET", "/comments?block_id={page}"),
        ("insert_comments", "POST", "/comments"),
        ("update_content", "PATCH", "/pages/{page}"),
        ("update_content", "PATCH", "/data_sources/{source}"),
    ],
)
def test_a_missing_capability_is_a_restricted_resource(
    ideas: Ideas, client: httpx.Client, capability: str, method: str, path: str
) -> None:
    setattr(ideas.state.capabilities, capability, False)
    place = path.format(page=ideas.page.id, source=ideas.source.id)
    answer = client.request(method, place, json=None if method == "GET" else {})
    assert (answer.status_code, answer.json()["code"]) == (403, "restricted_resource")


def test_only_comments_of_the_connection_can_be_changed(ideas: Ideas, client: httpx.Client) -> None:
    theirs = ideas.state.comment(ideas.page, ideas.anna, "Да")
    path = f"/comments/{theirs.id}"
    assert client.patch(path, json={"rich_text": _words("Нет")}).status_code == 403
    assert client.delete(path).status_code == 403
    assert theirs.id in ideas.state.comments


def test_an_older_service_cannot_edit_comments(ideas: Ideas, client: httpx.Client) -> None:
    ideas.state.comment_edits = False
    ours = ideas.state.comment(ideas.page, ideas.state.me, "Why?")
    answer = client.patch(f"/comments/{ours.id}", json={"rich_text": _words("How?")})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request_url")
