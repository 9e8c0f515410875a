"""The same site as Data Center shows it: REST v2."""

from collections.abc import Iterator

import httpx
import pytest

from steelyard.loopback.jira.adf import of_text
from steelyard.loopback.jira.service import jira_server
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback


@pytest.fixture
def state() -> JiraState:
    state = JiraState(token="pat")
    state.add_project("SHOP", "Shop")
    return state


@pytest.fixture
def client(state: JiraState) -> Iterator[httpx.Client]:
    headers = {"Authorization": "Bearer pat"}
    with (
        Loopback(jira_server(state), prefix="/jira") as server,
        httpx.Client(base_url=server.url + "/rest/api/2", headers=headers) as made,
    ):
        yield made


def test_search_pages_by_offset_up_to_the_cap_and_tells_the_total(
    state: JiraState, client: httpx.Client
) -> None:
    keys = [state.add_issue("SHOP", str(at)) for at in range(1100)]
    asked = {"jql": "project = SHOP ORDER BY key", "maxResults": 5000, "fields": ["summary"]}
    first = client.post("/search", json=asked).json()
    assert (first["startAt"], first["maxResults"], first["total"]) == (0, 1000, 1100)
    rest = client.post("/search", json=asked | {"startAt": 1000}).json()
    assert [issue["key"] for issue in first["issues"] + rest["issues"]] == keys


def test_text_is_wiki_markup_and_people_go_by_name(state: JiraState, client: httpx.Client) -> None:
    anna = state.add_user("Анна")
    key = state.add_issue("SHOP", "Search", of_text("One\nTwo"), assignee=anna)
    state.edit(key, environment="h2. Where\n* here")
    fields = client.get(f"/issue/{key}").json()["fields"]
    assert fields["description"] == "One\nTwo"
    assert fields["environment"] == "h2. Where\n* here"
    assert fields["assignee"]["name"] == anna.name
    assert "accountId" not in fields["assignee"]


def test_comments_come_all_at_once_unless_a_page_is_asked_for(
    state: JiraState, client: httpx.Client
) -> None:
    comments = [(state.me, str(at)) for at in range(150)]
    key = state.add_issue("SHOP", "Search", comments=comments)
    assert len(client.get(f"/issue/{key}/comment").json()["comments"]) == 150
    assert (
        len(client.get(f"/issue/{key}/comment", params={"maxResults": 20}).json()["comments"]) == 20
    )
    assert len(client.get(f"/issue/{key}").json()["fields"]["comment"]["comments"]) == 150


def test_a_comment_is_a_string(state: JiraState, client: httpx.Client) -> None:
    key = state.add_issue("SHOP", "Search")
    made = client.post(f"/issue/{key}/comment", json={"body": "*Why?*"})
    assert (made.status_code, made.json()["body"]) == (201, "*Why?*")
    assert client.post(f"/issue/{key}/comment", json={"body": of_text("Why?")}).status_code == 400


def test_it_is_a_server_without_the_calls_of_cloud(client: httpx.Client) -> None:
    assert client.get("/serverInfo").json()["deploymentType"] == "Server"
    assert client.post("/search/jql", json={"jql": "project = SHOP"}).status_code in (404, 405)
    assert client.post("/issue/bulkfetch", json={"issueIdsOrKeys": ["SHOP-1"]}).status_code in (
        404,
        405,
    )


@pytest.mark.parametrize(
    ("header", "status"),
    [({"Authorization": "Bearer pat"}, 200), ({"Authorization": "Bearer other"}, 401), ({}, 401)],
)
def test_a_personal_access_token_opens_it(
    state: JiraState, header: dict[str, str], status: int
) -> None:
    with Loopback(jira_server(state)) as server:
        assert httpx.get(server.url + "/rest/api/2/myself", headers=header).status_code == status
        basic = httpx.get(server.url + "/rest/api/2/myself", auth=(state.me.name, "pat"))
    assert basic.status_code == 200
