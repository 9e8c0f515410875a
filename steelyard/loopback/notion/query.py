"""Querying a data source: filters, sorts, the 10,000-row cap; and searching titles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from werkzeug.wrappers import Response

from steelyard.loopback.notion import text
from steelyard.loopback.notion.call import Call, done, invalid, list_of
from steelyard.loopback.notion.filters import minute_of, property_of, test_of
from steelyard.loopback.notion.model import DataSource, Json, Page

ROWS = 10_000
"""A query returns at most so many rows, then says `incomplete`."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of a query in order, and where each of them is."""

    ids: list[str]
    places: dict[str, int]


class Queries:
    """The last results by query, so that a page costs its own length only."""

    def __init__(self) -> None:
        """Nothing asked yet."""
        self._found: dict[tuple[str, bytes], tuple[int, _Found]] = {}

    def rows(self, call: Call, source: DataSource, asked: Mapping[str, Any]) -> _Found:
        """All rows that match, cut at 10,000."""
        question = {name: asked.get(name) for name in ("filter", "sorts", "in_trash")}
        key = (source.id, msgspec.json.encode(question, order="deterministic"))
        version, found = self._found.get(key, (-1, None))
        if found is not None and version == source.version:
            return found
        found = _run(call, source, asked)
        self._found = {key: (source.version, found)}
        return found


def query(call: Call, source_id: str, queries: Queries) -> Response:
    """POST /data_sources/{id}/query."""
    source, asked = call.source(source_id), call.body()
    found, size = queries.rows(call, source, asked), call.size(asked)
    start = 0
    if (cursor := asked.get("start_cursor")) is not None:
        if cursor not in found.places:
            invalid(f"The start_cursor provided is invalid: {cursor}")
        start = found.places[cursor]
    wanted = _wanted(call, source)
    end = min(start + size, ROWS)
    pages = [call.view.page(call.state.pages[i], wanted) for i in found.ids[start:end]]
    after = found.ids[end] if end < min(len(found.ids), ROWS) else None
    answer = list_of("page_or_data_source", pages, after)
    if after is None and len(found.ids) > ROWS:
        answer["request_status"] = {
            "type": "incomplete",
            "incomplete_reason": "query_result_limit_reached",
        }
    return done(answer)


def _wanted(call: Call, source: DataSource) -> list[str]:
    args = call.request.args
    names = [*args.getlist("filter_properties"), *args.getlist("filter_properties[]")]
    for name in names:
        if call.state.property_at(source, name) is None:
            invalid(f"The property id {name} in filter_properties does not exist.")
    return names


def _run(call: Call, source: DataSource, asked: Mapping[str, Any]) -> _Found:
    trash = bool(asked.get("in_trash", False))
    test = test_of(call.state, source, asked["filter"]) if asked.get("filter") else None
    rows = [
        page
        for page in call.state.by_source[source.id].values()
        if page.shared and page.in_trash is trash and (test is None or test(page))
    ]
    for sort in reversed(
        asked.get("sorts") or [{"timestamp": "created_time", "direction": "descending"}]
    ):
        rows.sort(key=_key(call, source, sort), reverse=sort.get("direction") == "descending")
    ids = [page.id for page in rows]
    return _Found(ids, {identity: at for at, identity in enumerate(ids)})


def _key(call: Call, source: DataSource, sort: Mapping[str, Any]) -> Callable[[Page], Any]:
    if (name := sort.get("timestamp")) is not None:
        return lambda page: minute_of(page, name)
    prop = property_of(call.state, source, str(sort.get("property")))
    return lambda page: _sortable(call.view.whole(page, prop))


def _sortable(value: Any) -> tuple[int, float, str]:
    """Numbers before words before nothing."""
    if isinstance(value, int | float):
        return (0, float(value), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("start")
    if isinstance(value, list):
        value = text.plain(value) if value and "plain_text" in value[0] else str(len(value))
    return (1, 0.0, str(value)) if value else (2, 0.0, "")


def search(call: Call) -> Response:
    """POST /search: titles only, newest first."""
    asked = call.body()
    words = str(asked.get("query", "")).casefold()
    kind = (asked.get("filter") or {}).get("value")
    found: list[tuple[datetime, Json]] = []
    if kind in (None, "data_source"):
        sources = [item for item in call.state.sources.values() if item.shared]
        found += [(s.edited, call.view.source(s)) for s in sources if words in s.title.casefold()]
    if kind in (None, "page"):
        pages = [p for p in call.state.pages.values() if p.shared and not p.in_trash]
        found += [(p.edited, call.view.page(p)) for p in pages if words in _title(p).casefold()]
    found.sort(key=lambda entry: entry[0], reverse=True)
    return call.listed("page_or_data_source", [item for _, item in found], asked)


def _title(page: Page) -> str:
    return text.plain(page.values.get("title", []))
