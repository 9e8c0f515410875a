"""Reading the loopback Notion: queries, pages, content, comments, versions, limits."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.limits import Meter, Window
from steelyard.loopback.notion.model import Block
from steelyard.loopback.notion.service import NotionService, notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from tests.support.seconds import Seconds

SCHEMA = {
    "Name": "title", "Effect": "rich_text", "Score": "number", "Tags": "multi_select",
    "Status": "status", "Owner": "people", "Related": "relation",
}  # fmt: skip


class Ideas:
    """A data source and a clock that stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, 45, tzinfo=UTC)
        self.state = NotionState(clock=lambda: self.now)
        self.anna = self.state.add_user("Анна", "anna@shop.example")
        self.source = self.state.add_database("Идеи", SCHEMA)

    def headers(self, version: str = "2025-09-03") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.state.token}", "Notion-Version": version}


@pytest.fixture
def ideas() -> Ideas:
    return Ideas()


@pytest.fixture
def service(ideas: Ideas) -> NotionService:
    return notion(ideas.state, budget=None)


@pytest.fixture
def server(service: NotionService) -> Iterator[Loopback]:
    with Loopback(service) as running:
        yield running


@pytest.fixture
def client(ideas: Ideas, server: Loopback) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url + "/v1", headers=ideas.headers()) as made:
        yield made


def _titles(client: httpx.Client, ideas: Ideas, **asked: Any) -> list[str]:
    answer = client.post(f"/data_sources/{ideas.source.id}/query", json=asked)
    assert answer.status_code == 200, answer.text
    return [
        page["properties"]["Name"]["title"][0]["plain_text"] for page in answer.json()["results"]
    ]


def test_a_query_pages_by_cursor(ideas: Ideas, client: httpx.Client) -> None:
    for at in range(250):
        ideas.state.add_page(ideas.source, {"Name": str(at)})
    path = f"/data_sources/{ideas.source.id}/query"
    asked: dict[str, Any] = {"sorts": [{"timestamp": "created_time", "direction": "ascending"}]}
    sizes, found = [], []
    while True:
        page = client.post(path, json=asked).json()
        sizes.append(len(page["results"]))
        found += [item["id"] for item in page["results"]]
        if not page["has_more"]:
            break
        asked["start_cursor"] = page["next_cursor"]
    assert sizes == [100, 100, 50]
    assert found == list(ideas.state.pages)
    assert "request_status" not in page
    assert client.post(path, json={"page_size": 101}).status_code == 400


def test_a_query_ends_at_ten_thousand_rows_and_only_the_status_says_so(
    ideas: Ideas, client: httpx.Client
) -> None:
    for at in range(10_001):
        ideas.state.add_page(ideas.source, {"Name": str(at)})
    path = f"/data_sources/{ideas.source.id}/query"
    ids = list(ideas.state.pages)
    asked = {"sorts": [{"timestamp": "created_time", "direction": "ascending"}]}
    last = client.post(path, json=asked | {"start_cursor": ids[9_950]}).json()
    assert (len(last["results"]), last["has_more"], last["next_cursor"]) == (50, False, None)
    assert last["request_status"] == {
        "type": "incomplete",
        "incomplete_reason": "query_result_limit_reached",
    }


def test_times_are_rounded_down_to_the_minute_and_compared_so(
    ideas: Ideas, client: httpx.Client
) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"})
    ideas.now += timedelta(minutes=10)
    ideas.state.edit(page, Score=1)
    shown = client.get(f"/pages/{page.id}").json()
    assert shown["created_time"] == "2026-11-21T09:00:00.000Z"
    assert shown["last_edited_time"] == "2026-11-21T09:10:00.000Z"
    for verb, moment, titles in (
        ("on_or_after", "2026-11-21T09:10:00Z", ["a"]),
        ("after", "2026-11-21T09:10:00Z", []),
        ("on_or_after", "2026-11-21T09:11:00Z", []),
    ):
        since = {"timestamp": "last_edited_time", "last_edited_time": {verb: moment}}
        assert _titles(client, ideas, filter=since) == titles


@pytest.mark.parametrize(
    ("rule", "titles"),
    [
        ({"property": "Score", "number": {"greater_than": 1}}, ["b"]),
        ({"property": "Tags", "multi_select": {"contains": "hot"}}, ["b"]),
        ({"property": "Status", "status": {"equals": "Backlog"}}, ["a"]),
        ({"property": "Effect", "rich_text": {"is_empty": True}}, ["b", "c"]),
        ({"or": [{"property": "Name", "title": {"equals": "a"}},
                 {"property": "Name", "title": {"equals": "c"}}]}, ["a", "c"]),
        ({"and": [{"property": "Score", "number": {"is_not_empty": True}},
                  {"property": "Score", "number": {"less_than": 2}}]}, ["a"]),
    ],
)  # fmt: skip
def test_filters_find_what_they_say(
    ideas: Ideas, client: httpx.Client, rule: dict[str, Any], titles: list[str]
) -> None:
    ideas.state.add_page(
        ideas.source, {"Name": "a", "Score": 1, "Effect": "+5%", "Status": "Backlog"}
    )
    ideas.state.add_page(ideas.source, {"Name": "b", "Score": 2, "Tags": ["hot"]})
    ideas.state.add_page(ideas.source, {"Name": "c"})
    sorts = [{"property": "Name", "direction": "ascending"}]
    assert _titles(client, ideas, filter=rule, sorts=sorts) == titles


@pytest.mark.parametrize(
    "rule",
    [
        {"property": "Nothing", "number": {"equals": 1}},
        {"property": "Score", "rich_text": {"equals": "1"}},
        {"property": "Score", "number": {"near": 1}},
        {"timestamp": "last_edited_time", "last_edited_time": {"on_or_after": "soon"}},
        {"score": 1},
    ],
)
def test_a_filter_that_makes_no_sense_is_a_validation_error(
    ideas: Ideas, client: httpx.Client, rule: dict[str, Any]
) -> None:
    answer = client.post(f"/data_sources/{ideas.source.id}/query", json={"filter": rule})
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_error")
    assert answer.json()["request_id"]


def test_filter_properties_cut_the_answer(ideas: Ideas, client: httpx.Client) -> None:
    ideas.state.add_page(ideas.source, {"Name": "a", "Score": 1})
    score = next(p.id for p in ideas.source.properties.values() if p.name == "Score")
    path = f"/data_sources/{ideas.source.id}/query"
    asked = {"filter_properties": ["title", score]}
    (page,) = client.post(path, params=asked, json={}).json()["results"]
    assert page["properties"].keys() == {"Name", "Score"}
    assert client.post(path, params={"filter_properties": "zzz"}, json={}).status_code == 400


def test_a_page_object_shows_twenty_five_references_and_the_property_all(
    ideas: Ideas, client: httpx.Client
) -> None:
    others = [ideas.state.add_page(ideas.source, {"Name": str(at)}).id for at in range(130)]
    page = ideas.state.add_page(ideas.source, {"Name": "a", "Related": others})
    shown = client.get(f"/pages/{page.id}").json()["properties"]["Related"]
    assert (len(shown["relation"]), shown["has_more"]) == (25, True)
    path = f"/pages/{page.id}/properties/{shown['id']}"
    first = client.get(path).json()
    assert (len(first["results"]), first["has_more"]) == (100, True)
    rest = client.get(path, params={"start_cursor": first["next_cursor"]}).json()
    both = first["results"] + rest["results"]
    assert [item["relation"]["id"] for item in both] == others


def test_trashed_pages_are_absent_from_queries_and_there_by_id(
    ideas: Ideas, client: httpx.Client
) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"})
    ideas.state.trash(page)
    assert _titles(client, ideas) == []
    assert _titles(client, ideas, in_trash=True) == ["a"]
    assert client.get(f"/pages/{page.id}").json()["in_trash"] is True


def test_what_is_not_shared_looks_as_if_it_were_not_there(
    ideas: Ideas, client: httpx.Client
) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"})
    ideas.state.unshare(page)
    answers = [client.get(f"/pages/{identity}") for identity in (page.id, ideas.state.new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert {answer.json()["code"] for answer in answers} == {"object_not_found"}
    assert _titles(client, ideas) == []


def test_ids_are_taken_without_dashes_and_must_be_uuids(ideas: Ideas, client: httpx.Client) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"})
    assert client.get(f"/pages/{page.id.replace('-', '')}").json()["id"] == page.id
    bad = client.get("/pages/12345678-1234-1234-1234-12345678zzzz")
    assert (bad.status_code, bad.json()["code"]) == (400, "validation_error")


def test_content_comes_as_markdown_in_one_request(ideas: Ideas, client: httpx.Client) -> None:
    text = "# Problem\nSearch finds **nothing**\n- one\n  - two\n- [x] done\n1. first\n> quoted"
    strange = Block(ideas.state.new_id(), "embed", {"url": "https://shop.example"})
    page = ideas.state.add_page(ideas.source, {"Name": "a"}, text, blocks=[strange])
    found = client.get(f"/pages/{page.id}/markdown").json()
    assert found["markdown"].startswith(text.replace("  - two", "\t- two"))
    assert (found["truncated"], found["unknown_block_ids"]) == (False, [strange.id])


def test_cut_content_names_the_blocks_that_are_missing(ideas: Ideas, client: httpx.Client) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"}, "one\ntwo\nthree\nfour")
    ideas.state.markdown_blocks = 2
    found = client.get(f"/pages/{page.id}/markdown").json()
    assert (found["markdown"], found["truncated"]) == ("one\ntwo", True)
    rest = [
        client.get(f"/pages/{i}/markdown").json()["markdown"] for i in found["unknown_block_ids"]
    ]
    assert rest == ["three", "four"]


def test_an_older_service_has_no_markdown_and_blocks_come_level_by_level(
    ideas: Ideas, client: httpx.Client
) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"}, "- one\n  - two\n" + "x\n" * 120)
    ideas.state.markdown = False
    old = client.get(f"/pages/{page.id}/markdown")
    assert (old.status_code, old.json()["code"]) == (400, "invalid_request_url")
    top = client.get(f"/blocks/{page.id}/children").json()
    assert (len(top["results"]), top["has_more"]) == (100, True)
    cursor = {"start_cursor": top["next_cursor"]}
    assert len(client.get(f"/blocks/{page.id}/children", params=cursor).json()["results"]) == 21
    first = top["results"][0]
    assert first["has_children"] is True
    (child,) = client.get(f"/blocks/{first['id']}/children").json()["results"]
    assert child["parent"] == {"type": "block_id", "block_id": first["id"]}
    assert child["bulleted_list_item"]["rich_text"][0]["plain_text"] == "two"


@pytest.mark.parametrize(("version", "archived"), [("2025-09-03", True), ("2026-03-11", False)])
def test_archived_is_gone_from_the_newer_version(
    ideas: Ideas, client: httpx.Client, version: str, archived: bool
) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "a"})
    headers = {"Notion-Version": version}
    shown = client.get(f"/pages/{page.id}", headers=headers).json()
    assert shown["in_trash"] is False
    assert ("archived" in shown) is archived
    answer = client.patch(f"/pages/{page.id}", headers=headers, json={"archived": True})
    assert answer.status_code == (200 if archived else 400)
    assert page.in_trash is archived


def test_the_version_header_is_required(ideas: Ideas, server: Loopback) -> None:
    bare = {"Authorization": f"Bearer {ideas.state.token}"}
    missing = httpx.get(server.url + "/v1/users/me", headers=bare)
    assert (missing.status_code, missing.json()["code"]) == (400, "missing_version")
    old = httpx.get(server.url + "/v1/users/me", headers=ideas.headers("2019-01-01"))
    assert (old.status_code, old.json()["code"]) == (400, "validation_error")


def test_a_revoked_token_is_unauthorized(ideas: Ideas, client: httpx.Client) -> None:
    ideas.state.alive = False
    answer = client.get("/users/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


def test_users_need_their_capability(ideas: Ideas, client: httpx.Client) -> None:
    names = [user["name"] for user in client.get("/users").json()["results"]]
    assert names == ["Steelyard", "Анна"]
    ideas.state.capabilities.user_information = False
    assert client.get("/users").json()["code"] == "restricted_resource"
    page = ideas.state.add_page(ideas.source, {"Name": "a", "Owner": [ideas.anna.id]})
    (owner,) = client.get(f"/pages/{page.id}").json()["properties"]["Owner"]["people"]
    assert (owner["name"], owner["person"]) == ("Анна", {})


def test_search_finds_data_sources_and_pages_by_title(ideas: Ideas, client: httpx.Client) -> None:
    page = ideas.state.add_page(ideas.source, {"Name": "Поиск"})
    only = {"filter": {"property": "object", "value": "data_source"}}
    assert [item["id"] for item in client.post("/search", json=only).json()["results"]] == [
        ideas.source.id
    ]
    assert [
        item["id"] for item in client.post("/search", json={"query": "поиск"}).json()["results"]
    ] == [page.id]
    database = client.get(f"/databases/{ideas.source.database}").json()
    assert database["data_sources"] == [{"id": ideas.source.id, "name": "Идеи"}]


def test_the_budget_of_a_window_is_kept(service: NotionService, client: httpx.Client) -> None:
    seconds = Seconds()
    service.budget, service.meter = Window("connection_rate_limit", 5, 60), Meter(seconds)
    assert [client.get("/users/me").status_code for _ in range(6)] == [200] * 5 + [429]
    seconds.now = 20.5
    refused = client.get("/users/me")
    assert refused.headers["Retry-After"] == "40"
    assert refused.json()["code"] == "rate_limited"
    assert refused.json()["additional_data"] == {"rate_limit_reason": "connection_rate_limit"}
    assert service.meter.exceeded == {"connection_rate_limit": 2}
    seconds.now = 60
    assert client.get("/users/me").status_code == 200
