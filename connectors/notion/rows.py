"""Every row of a data source, however many there are."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from connectors.errors import TrackerError
from connectors.notion.api import Cursors, Json, NotionApi, results

MOST = 10_000
"""Rows one query gives; then it ends and says `request_status: incomplete`."""

Order = Literal["created_time", "last_edited_time"]


def rows(
    api: NotionApi, source: str, by: Order, since: str | None, columns: Sequence[str] = ()
) -> Iterator[list[Json]]:
    """Pages of a data source in the order of `by`, from `since` on, each page object once.

    `columns` are the ids of the properties to give, all when none is named. A query that stops at its limit is asked again from the last time it gave. Trash is left out.
    """
    seen: set[str] = set()
    while True:
        before, last, full = len(seen), since, False
        for answer, ended_early in _query(api, source, by, since, columns):
            full = ended_early
            fresh = [row for row in results(answer, api.where) if _is_new_page(row, seen)]
            if fresh:
                seen.update(str(row["id"]) for row in fresh)
                last = next((str(row[by]) for row in reversed(fresh) if row.get(by)), last)
                yield fresh
        if not full:
            return
        if len(seen) == before or last == since:
            what = f"Notion gives no more than {MOST} pages of one minute ({last})"
            raise TrackerError(api.where, what, "split the data source; the run reads the others")
        since = last


def _query(
    api: NotionApi, source: str, by: Order, since: str | None, columns: Sequence[str]
) -> Iterator[tuple[Json, bool]]:
    """The answers of one query; the last says whether the query hit its limit."""
    asked: dict[str, Any] = {"sorts": [{"timestamp": by, "direction": "ascending"}]}
    if since:
        asked["filter"] = {"timestamp": by, by: {"on_or_after": since}}
    if columns:
        asked["filter_properties"] = list(columns)
    follow, given = Cursors(api.where), 0
    cursor: str | None = None
    while True:
        answer = api.query(source, start_cursor=cursor, **asked)
        given += len(results(answer, api.where))
        cursor = follow.next(answer)
        yield answer, cursor is None and (_incomplete(answer) or given >= MOST)
        if cursor is None:
            return


def _incomplete(answer: Json) -> bool:
    status = answer.get("request_status")
    return isinstance(status, dict) and status.get("type") == "incomplete"


def _is_new_page(row: Json, seen: set[str]) -> bool:
    """Wikis list data sources among their pages."""
    return row.get("object") == "page" and str(row.get("id")) not in seen
