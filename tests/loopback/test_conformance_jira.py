"""Every answer of the loopback Jira is one the vendor's document describes."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback
from tests.support.vendors import jira_document

API = "/rest/api/3"
TEXT: dict[str, Any] = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Why?"}]}],
}


def _conversation(client: httpx.Client, state: JiraState, key: str) -> None:
    score = state.field_named("Steelyard score").id
    issue = f"{API}/issue/{key}"
    for path in ("myself", "serverInfo", "field", "status", "project/search", "project/SHOP"):
        client.get(f"{API}/{path}")
    asked = {"jql": "project = SHOP", "fields": ["*all"], "maxResults": 1, "properties": ["mark"]}
    page = client.post(f"{API}/search/jql", json=asked).json()
    client.post(f"{API}/search/jql", json=asked | {"nextPageToken": page["nextPageToken"]})
    client.get(f"{API}/search/jql", params={"jql": "project = SHOP", "fields": "summary,comment"})
    client.post(f"{API}/search/jql", json={"jql": "order by created"})
    client.post(f"{API}/search/approximate-count", json={"jql": "project = SHOP"})
    client.post(
        f"{API}/issue/bulkfetch", json={"issueIdsOrKeys": [key, "SHOP-99"], "fields": ["*all"]}
    )
    client.get(issue, params={"fields": "*all", "properties": "*all"})
    client.get(f"{issue}/editmeta")
    rights = {"projectKey": "SHOP", "permissions": "BROWSE_PROJECTS,EDIT_ISSUES"}
    client.get(f"{API}/mypermissions", params=rights)
    client.get(f"{API}/mypermissions")
    client.get(f"{API}/mypermissions", params=rights | {"projectKey": "NONE"})
    client.get(f"{API}/project/SHOP/statuses")
    types = client.get(f"{API}/issue/createmeta/SHOP/issuetypes").json()["issueTypes"]
    client.get(f"{API}/issue/createmeta/SHOP/issuetypes/{types[0]['id']}")
    client.get(f"{issue}/transitions")
    client.put(issue, params={"notifyUsers": "false"}, json={"fields": {score: 7.5}, "update": {"labels": [{"add": "steelyard:x"}]}})  # fmt: skip
    client.put(issue, json={"fields": {score: "seven"}})
    client.put(issue, params={"returnIssue": "true"}, json={"fields": {"summary": "New"}})
    client.get(f"{API}/issue/SHOP-99")
    mark = {"key": "mark", "value": {"digest": "0"}}
    made = client.post(f"{issue}/comment", json={"body": TEXT, "properties": [mark]}).json()
    client.post(f"{issue}/comment", json={"body": {"type": "doc"}})
    client.get(f"{issue}/comment", params={"startAt": 0, "maxResults": 5, "orderBy": "created", "expand": "properties"})  # fmt: skip
    client.get(f"{issue}/comment/{made['id']}")
    client.put(
        f"{issue}/comment/{made['id']}", params={"notifyUsers": "false"}, json={"body": TEXT}
    )
    client.post(
        f"{API}/comment/list", params={"expand": "properties"}, json={"ids": [int(made["id"])]}
    )
    for owner in (issue, f"{API}/comment/{made['id']}"):
        client.put(f"{owner}/properties/mark", json={"digest": "1"})
        client.put(f"{owner}/properties/mark", json={"digest": "2"})
        client.get(f"{owner}/properties/mark")
        client.get(f"{owner}/properties")
        client.delete(f"{owner}/properties/mark")
        client.get(f"{owner}/properties/mark")
    client.delete(f"{issue}/comment/{made['id']}")
    kind = "com.atlassian.jira.plugin.system.customfieldtypes:float"
    client.post(f"{API}/field", json={"name": "Another", "type": kind})


@pytest.mark.parametrize("alive", [True, False])
def test_every_request_and_answer_is_in_the_document_of_jira(shared: Path, alive: bool) -> None:
    state = JiraState()
    anna = state.add_user("Анна", email="anna@shop.example")
    state.add_project("SHOP", "Магазин")
    state.add_field("Steelyard score", "float")
    state.add_field("Effort", "select", options=("S", "M"))
    state.add_field("People", "multiuserpicker")
    values = {"Effort": "M", "People": [anna.id], "Steelyard score": 3.0}
    key = state.add_issue("SHOP", "Поиск", "Текст", fields=values, assignee=anna, labels=["a"],
                          due="2026-12-01", comments=[(anna, "Да")])  # fmt: skip
    state.add_issue("SHOP", "Корзина", TEXT)
    service = jira_cloud(state, limits=False)
    with (
        Loopback(service, keep_answers=True) as server,
        httpx.Client(base_url=server.url, auth=(state.email, state.token)) as client,
    ):
        if alive:
            _conversation(client, state, key)
        else:
            state.alive = False
            for path in ("myself", "field", "issue/SHOP-1", "search/jql?jql=project=SHOP"):
                client.get(f"{API}/{path}")
    assert server.log
    assert jira_document(shared).report(server.log) == ""
