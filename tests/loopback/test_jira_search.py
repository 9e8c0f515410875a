"""Searching the loopback Jira: pages, tokens, JQL, lag and truncation."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Site:
    """A site whose clock stands still until moved."""

    def __init__(self) -> None:
        self.now = NOON
        self.state = JiraState(clock=lambda: self.now, time_zone="Europe/Moscow")
        self.state.add_project("SHOP", "Shop")
        self.state.add_project("OPS", "Operations")

    def fill(self, count: int, **more: Any) -> list[str]:
        return [self.state.add_issue("SHOP", f"Issue {at}", **more) for at in range(count)]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    auth = (site.state.email, site.state.token)
    service = jira_cloud(site.state, limits=False)
    with (
        Loopback(service) as server,
        httpx.Client(base_url=server.url + "/rest/api/3", auth=auth) as made,
    ):
        yield made


def _keys(client: httpx.Client, jql: str, **more: Any) -> list[str]:
    answer = client.post("/search/jql", json={"jql": jql, "fields": ["key"], **more})
    assert answer.status_code == 200, answer.text
    return [issue["key"] for issue in answer.json()["issues"]]


def test_pages_follow_each_other_by_token_and_the_last_has_none(
    site: Site, client: httpx.Client
) -> None:
    keys = site.fill(250)
    asked: dict[str, Any] = {
        "jql": "project = SHOP ORDER BY key",
        "fields": ["summary"],
        "maxResults": 5000,
    }
    pages = []
    while True:
        page = client.post("/search/jql", json=asked).json()
        pages.append([issue["key"] for issue in page["issues"]])
        assert "total" not in page
        if page["isLast"]:
            break
        asked["nextPageToken"] = page["nextPageToken"]
    assert "nextPageToken" not in page
    assert [len(found) for found in pages] == [100, 100, 50]
    assert [key for found in pages for key in found] == keys


def test_ids_alone_come_in_thousands_and_are_the_default(site: Site, client: httpx.Client) -> None:
    site.fill(300)
    answer = client.post("/search/jql", json={"jql": "project = SHOP", "maxResults": 5000}).json()
    assert len(answer["issues"]) == 300
    assert answer["isLast"] is True
    assert answer["issues"][0].keys() == {"id"}


def test_a_page_token_expires_after_a_week(site: Site, client: httpx.Client) -> None:
    site.fill(2)
    asked = {"jql": "project = SHOP", "maxResults": 1}
    token = client.post("/search/jql", json=asked).json()["nextPageToken"]
    site.now += timedelta(days=8)
    assert client.post("/search/jql", json=asked | {"nextPageToken": token}).status_code == 400
    assert client.post("/search/jql", json=asked | {"nextPageToken": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("jql", "keys"),
    [
        ("project = SHOP", ["SHOP-1", "SHOP-2"]),
        ("project in (SHOP, 'OPS')", ["SHOP-1", "SHOP-2", "OPS-1"]),
        ("(project = shop) AND labels = hot", ["SHOP-2"]),
        ("project = SHOP AND NOT labels in (hot, cold)", ["SHOP-1"]),
        ("project = SHOP AND labels is EMPTY", ["SHOP-1"]),
        ("project = OPS OR key = SHOP-1", ["SHOP-1", "OPS-1"]),
        ("id in (10001, 99999)", ["SHOP-1"]),
        ('project in (SHOP, OPS) AND updated >= "2026-11-21 12:00"', ["OPS-1"]),
        ('project in (SHOP, OPS) AND updated >= "2026/11/21 11:50"', ["SHOP-2", "OPS-1"]),
        ("project in (SHOP, OPS) AND updated >= -15m", ["SHOP-2", "OPS-1"]),
        (f"updated >= {int(NOON.timestamp() * 1000)}", ["OPS-1"]),
        ("project = SHOP AND summary ~ 'корзин'", ["SHOP-2"]),
        ('status = "In Progress"', ["OPS-1"]),
    ],
)
def test_jql_finds_what_it_says(
    site: Site, client: httpx.Client, jql: str, keys: list[str]
) -> None:
    site.now = NOON - timedelta(hours=1)
    site.state.add_issue("SHOP", "Поиск")
    site.now = NOON - timedelta(minutes=10)
    site.state.add_issue("SHOP", "Корзина", labels=["hot"])
    site.now = NOON
    site.state.add_issue("OPS", "Склад", status="In Progress")
    assert _keys(client, jql + " ORDER BY updated ASC, key ASC") == keys
    count = client.post("/search/approximate-count", json={"jql": jql}).json()
    assert count == {"count": len(keys)}


@pytest.mark.parametrize(
    ("jql", "message"),
    [
        ("", "Unbounded JQL"),
        ("order by created", "Unbounded JQL"),
        ("project = NONE", "The value 'NONE' does not exist for the field 'project'."),
        ("colour = red", "Field 'colour' does not exist"),
        ("project = SHOP ORDER BY colour", "Not able to sort using field 'colour'"),
        ("project = SHOP and", "Error in the JQL Query"),
        ("project = SHOP SHOP", "Error in the JQL Query: Expecting either 'OR' or 'AND'"),
        ("project = SHOP AND updated >= yesterday", "Date value 'yesterday'"),
        ("project > SHOP", "The operator '>' is not supported by the 'project' field."),
        ("key = SHOP-9", "An issue with key 'SHOP-9' does not exist"),
    ],
)
def test_jql_the_site_does_not_take_is_a_400_with_a_message(
    client: httpx.Client, jql: str, message: str
) -> None:
    answer = client.post("/search/jql", json={"jql": jql})
    assert answer.status_code == 400
    assert answer.json()["errorMessages"][0].startswith(message)


def test_search_sees_a_change_after_the_lag_and_reading_by_id_at_once(
    site: Site, client: httpx.Client
) -> None:
    (key,) = site.fill(1)
    site.state.index_lag = 30
    site.now += timedelta(minutes=5)
    site.state.edit(key, summary="New")
    asked = {"jql": "project = SHOP", "fields": ["summary"]}
    found = client.post("/search/jql", json=asked).json()["issues"][0]["fields"]["summary"]
    by_id = client.get(f"/issue/{key}").json()["fields"]["summary"]
    bulk = client.post(
        "/issue/bulkfetch", json={"issueIdsOrKeys": [key], "fields": ["summary"]}
    ).json()
    assert (found, by_id, bulk["issues"][0]["fields"]["summary"]) == ("Issue 0", "New", "New")
    site.now += timedelta(seconds=31)
    assert client.post("/search/jql", json=asked).json()["issues"][0]["fields"]["summary"] == "New"


def test_reconciled_issues_are_searched_as_they_are_now(site: Site, client: httpx.Client) -> None:
    first, second = site.fill(2)
    site.state.index_lag = 30
    site.state.edit(first, labels=["hot"])
    site.state.edit(second, labels=["hot"])
    number = site.state.issue(first).id
    assert _keys(client, "labels = hot") == []
    assert _keys(client, "labels = hot", reconcileIssues=[number]) == [first]


def test_a_search_keeps_the_newest_hundred_comments_and_tells_the_true_number(
    site: Site, client: httpx.Client
) -> None:
    (key,) = site.fill(1)
    for at in range(120):
        site.state.add_comment(key, site.state.me, str(at))
    asked = {"jql": "project = SHOP", "fields": ["comment"]}
    field = client.post("/search/jql", json=asked).json()["issues"][0]["fields"]["comment"]
    assert (len(field["comments"]), field["total"]) == (100, 120)
    assert field["comments"][0]["body"]["content"][0]["content"][0]["text"] == "20"
    rest = client.get(f"/issue/{key}/comment", params={"startAt": 100, "maxResults": 500}).json()
    assert (len(rest["comments"]), rest["total"], rest["maxResults"]) == (20, 120, 100)


def test_properties_ride_along_with_a_search(site: Site, client: httpx.Client) -> None:
    (key,) = site.fill(1)
    before = site.state.issue(key).updated
    site.now += timedelta(hours=1)
    assert client.put(f"/issue/{key}/properties/mark", json={"d": 1}).status_code == 201
    asked = {"jql": "project = SHOP", "fields": ["summary"], "properties": ["mark", "none"]}
    issue = client.post("/search/jql", json=asked).json()["issues"][0]
    assert issue["properties"] == {"mark": {"d": 1}}
    assert site.state.issue(key).updated == before


def test_bulk_fetch_follows_moved_keys_and_leaves_out_what_is_not_there(
    site: Site, client: httpx.Client
) -> None:
    first, second, third = site.fill(3)
    moved = site.state.move(first, "OPS")
    site.state.delete(third)
    asked = {"issueIdsOrKeys": [second, first, third, "NO-1"], "fields": ["summary"]}
    answer = client.post("/issue/bulkfetch", json=asked).json()
    assert [issue["key"] for issue in answer["issues"]] == [moved, second]
    assert answer["issueErrors"] == []
    many = {"issueIdsOrKeys": [str(at) for at in range(101)]}
    assert client.post("/issue/bulkfetch", json=many).status_code == 400


def test_archived_and_deleted_issues_are_not_found(site: Site, client: httpx.Client) -> None:
    kept, archived, deleted = site.fill(3)
    site.state.archive(archived)
    site.state.delete(deleted)
    assert _keys(client, "project = SHOP") == [kept]
    assert client.get(f"/issue/{deleted}").status_code == 404


def test_times_are_in_the_zone_of_the_account(site: Site, client: httpx.Client) -> None:
    (key,) = site.fill(1)
    fields = client.get(f"/issue/{key}", params={"fields": "created,updated"}).json()["fields"]
    assert fields == {
        "created": "2026-11-21T12:00:00.000+0300",
        "updated": "2026-11-21T12:00:00.000+0300",
    }


def test_a_dead_token_sees_an_empty_site_and_is_told_so_by_myself_only(
    site: Site, client: httpx.Client
) -> None:
    site.fill(1)
    site.state.alive = False
    assert client.post("/search/jql", json={"jql": "project = SHOP"}).json() == {
        "issues": [],
        "isLast": True,
    }
    assert client.get("/field").json() == []
    assert client.get("/myself").status_code == 401
    assert client.get("/issue/SHOP-1").status_code == 401


def test_the_old_search_is_gone(client: httpx.Client) -> None:
    assert client.get("/search", params={"jql": "project = SHOP"}).status_code == 410
