"""Every answer of the loopback Notion is one the vendor's document describes."""

from pathlib import Path

import httpx

from steelyard.loopback.notion.model import DataSource, Page
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from tests.support.vendors import notion_document

SCHEMA = {
    "Name": "title", "Effect": "rich_text", "Score": "number", "Flags": "multi_select",
    "Kind": "select", "Status": "status", "Owner": "people", "Due": "date", "Done": "checkbox",
    "Link": "url", "Mail": "email", "Made": "created_time", "By": "created_by",
    "Changed": "last_edited_time", "Phone": "phone_number",
}  # fmt: skip
CONTENT = """# Problem
Search **finds** nothing
- one
  - two
1. first
- [x] done
> quoted
---
"""


def _reading(client: httpx.Client, source: DataSource, page: Page) -> None:
    for path in ("users/me", "users", f"databases/{source.database}", f"data_sources/{source.id}",
                 f"pages/{page.id}", f"pages/{page.id}/markdown", f"blocks/{page.id}/children",
                 f"comments?block_id={page.id}", "pages/not-a-uuid", f"pages/{source.id}"):  # fmt: skip
        client.get(f"/{path}")
    for prop in source.properties:
        client.get(f"/pages/{page.id}/properties/{prop}")
    since = {
        "timestamp": "last_edited_time",
        "last_edited_time": {"on_or_after": "2026-01-01T00:00:00Z"},
    }
    asked = {"filter": since, "sorts": [{"timestamp": "last_edited_time", "direction": "ascending"}],
             "page_size": 1}  # fmt: skip
    first = client.post(f"/data_sources/{source.id}/query", json=asked).json()
    more = asked | {"start_cursor": first["next_cursor"]}
    client.post(
        f"/data_sources/{source.id}/query", params={"filter_properties": "title"}, json=more
    )
    client.post(
        "/search", json={"filter": {"property": "object", "value": "data_source"}, "page_size": 10}
    )
    client.post("/search", json={"query": "Поиск"})


def _writing(client: httpx.Client, source: DataSource, page: Page) -> None:
    number = {
        "Impact": {"number": {"format": "number"}},
        "Marks": {"multi_select": {"options": []}},
    }
    client.patch(f"/data_sources/{source.id}", json={"properties": number})
    values = {"Score": {"number": 7.5}, "Flags": {"multi_select": [{"name": "steelyard:x"}]}}
    client.patch(f"/pages/{page.id}", json={"properties": values})
    client.patch(f"/pages/{page.id}", json={"properties": {"Nothing": {"number": 1}}})
    words = [{"type": "text", "text": {"content": "Why?"}}]
    parent = {"page_id": page.id}
    made = client.post("/comments", json={"parent": parent, "rich_text": words}).json()
    client.get(f"/comments/{made['id']}")
    client.get("/comments", params={"block_id": page.id, "page_size": 1})
    client.patch(f"/comments/{made['id']}", json={"rich_text": words})
    client.delete(f"/comments/{made['id']}")


def test_every_request_and_answer_is_in_the_document_of_notion(shared: Path) -> None:
    state = NotionState()
    anna = state.add_user("Анна", "anna@shop.example")
    source = state.add_database("Идеи", SCHEMA)
    values = {
        "Name": "Поиск", "Effect": "x" * 2100, "Score": 3, "Flags": ["a"], "Kind": "growth",
        "Status": "Backlog", "Owner": [anna.id], "Due": "2026-12-01", "Done": True,
        "Link": "https://shop.example", "Mail": "a@shop.example", "Phone": "1",
    }  # fmt: skip
    page = state.add_page(source, values, CONTENT, author=anna, comments=[(anna, "Да")])
    state.add_page(source, {"Name": "Пусто"})
    headers = {"Authorization": f"Bearer {state.token}", "Notion-Version": "2026-03-11"}
    with (
        Loopback(notion(state, budget=None), keep_answers=True) as server,
        httpx.Client(base_url=server.url + "/v1", headers=headers) as client,
    ):
        _reading(client, source, page)
        _writing(client, source, page)
    assert {record.status for record in server.log} == {200, 400, 404}
    assert notion_document(shared).report(server.log) == ""
