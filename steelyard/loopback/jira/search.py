"""Finding issues: `search/jql` of Cloud, `search` of Data Center, reading by id."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.jira import jql
from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.model import Issue
from steelyard.loopback.jira.view import COMMENTS_IN_SEARCH, Json
from steelyard.loopback.service import json_response

PAGE_WITH_FIELDS = 100
PAGE_OF_IDS = 5000
PAGE_OF_SERVER = 1000
"""`jira.search.views.default.max` of Data Center as it is delivered."""
RECONCILED = 50
TOKEN_LIFE = timedelta(days=7)
_TOKENS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class _Scroll:
    """Where a paged search stands."""

    ids: list[int]
    at: int
    made: datetime


class Searches:
    """Results kept between pages, so that a page costs its own length only."""

    def __init__(self) -> None:
        """Nothing searched yet."""
        self._found: dict[tuple[str, int], list[int]] = {}
        self._scrolls: dict[str, _Scroll] = {}

    def ids(self, call: Call, text: str, *, must_be_bounded: bool = True) -> list[int]:
        """Ids that match the JQL, in order; a 400 for JQL the site does not take."""
        index = call.state.index()
        key = (text, call.state.seen.version)
        if key in self._found:
            return self._found[key]
        try:
            query = jql.parse(text, call.state)
        except jql.JqlError as error:
            refuse(400, str(error))
        if must_be_bounded and not query.bounded:
            refuse(400, "Unbounded JQL queries are not allowed here. Please add a search "
                        "restriction to your query.")  # fmt: skip
        found = query.run(index)
        if not query.relative:
            self._found = {key: found}
        return found

    def resume(self, call: Call, token: str) -> _Scroll:
        """Where the token leads; a 400 for one that is unknown or older than a week."""
        scroll = self._scrolls.get(token)
        if scroll is None or call.state.clock() - scroll.made > TOKEN_LIFE:
            refuse(400, "Invalid or expired nextPageToken.")
        return scroll

    def pause(self, ids: list[int], at: int, made: datetime) -> str:
        """A token that leads to the rest."""
        if len(self._scrolls) >= _TOKENS_KEPT:
            del self._scrolls[next(iter(self._scrolls))]
        token = secrets.token_urlsafe(24)
        self._scrolls[token] = _Scroll(ids, at, made)
        return token


def search_jql(call: Call, searches: Searches) -> Response:
    """GET and POST /search/jql: a page and the token of the next; nothing to a stranger."""
    if not call.known:
        return json_response({"issues": [], "isLast": True})
    asked = call.body() if call.request.method == "POST" else _from_query(call)
    names, size = asked.get("fields") or ["id"], asked.get("maxResults", 50)
    wanted = call.fields(names)
    size = min(size, PAGE_WITH_FIELDS if wanted else PAGE_OF_IDS)
    _reconcile(call, asked.get("reconcileIssues") or [])
    scroll = _start(call, searches, asked)
    page = scroll.ids[scroll.at : scroll.at + size]
    answer: Json = {}
    index = call.state.index()
    properties = _properties(asked)
    answer["issues"] = [
        _found(call, index[number], names, wanted, properties) for number in page if number in index
    ]
    after = scroll.at + size
    answer["isLast"] = after >= len(scroll.ids)
    if not answer["isLast"]:
        answer["nextPageToken"] = searches.pause(scroll.ids, after, scroll.made)
    return json_response(answer)


def _start(call: Call, searches: Searches, asked: Mapping[str, Any]) -> _Scroll:
    if token := asked.get("nextPageToken"):
        return searches.resume(call, token)
    return _Scroll(searches.ids(call, asked.get("jql") or ""), 0, call.state.clock())


def _reconcile(call: Call, numbers: list[int]) -> None:
    """Search sees these issues as they are now: up to 50 by number."""
    if len(numbers) > RECONCILED:
        refuse(400, f"At most {RECONCILED} issues can be reconciled.")
    call.state.settle({int(number) for number in numbers})


def _from_query(call: Call) -> dict[str, Any]:
    args = call.request.args
    return {
        "jql": args.get("jql"),
        "nextPageToken": args.get("nextPageToken"),
        "maxResults": call.number("maxResults", 50),
        "fields": call.listed("fields"),
        "properties": call.listed("properties"),
        "reconcileIssues": call.listed("reconcileIssues"),
    }


def _properties(asked: Mapping[str, Any]) -> list[str]:
    keys = [key for text in asked.get("properties") or [] for key in text.split(",")]
    if len(keys) > 5:
        refuse(400, "The maximum number of properties that can be requested is 5.")
    return keys


def _found(
    call: Call, issue: Issue, names: list[str], wanted: list[Any], properties: list[str]
) -> Json:
    shown = call.view.issue(issue, wanted, comments=COMMENTS_IN_SEARCH)
    if names == ["id"]:
        shown = {"id": shown["id"]}
    if properties:
        shown["properties"] = _chosen(issue, properties)
    return shown


def _chosen(issue: Issue, keys: list[str]) -> Json:
    return {key: issue.properties[key] for key in keys if key in issue.properties}


def approximate_count(call: Call, searches: Searches) -> Response:
    """POST /search/approximate-count."""
    return json_response({"count": len(searches.ids(call, call.body().get("jql") or ""))})


def bulk_fetch(call: Call) -> Response:
    """POST /issue/bulkfetch: up to 100 issues as they are now; what is not there is not named."""
    asked = call.body()
    keys = asked.get("issueIdsOrKeys") or []
    if not 0 < len(keys) <= 100:
        refuse(400, "The number of issues to fetch must be between 1 and 100.")
    wanted = call.fields(asked.get("fields") or ["*navigable"])
    properties = _properties(asked)
    found = {issue.id: issue for key in keys if (issue := call.state.find(str(key)))}
    shown = []
    for number in sorted(found):
        item = call.view.issue(found[number], wanted, comments=COMMENTS_IN_SEARCH)
        if properties:
            item["properties"] = _chosen(found[number], properties)
        shown.append(item)
    return json_response({"issues": shown, "issueErrors": []})


def search_server(call: Call, searches: Searches) -> Response:
    """GET and POST /rest/api/2/search: offset paging with a total."""
    asked = call.body() if call.request.method == "POST" else _from_query(call)
    start = asked.get("startAt", call.number("startAt", 0))
    size = min(asked.get("maxResults", 50), PAGE_OF_SERVER)
    ids = searches.ids(call, asked.get("jql") or "", must_be_bounded=False) if call.known else []
    wanted = call.fields(asked.get("fields") or ["*navigable"])
    index = call.state.index()
    properties = _properties(asked)
    page = [index[number] for number in ids[start : start + size]]
    shown = [_found(call, issue, [], wanted, properties) for issue in page]
    return json_response(
        {
            "expand": "schema,names",
            "startAt": start,
            "maxResults": size,
            "total": len(ids),
            "issues": shown,
        }
    )


def issue(call: Call, key: str) -> Response:
    """GET /issue/{idOrKey}: as it is now, whatever search sees."""
    found = call.issue(key)
    wanted = call.fields(call.listed("fields") or ["*all"])
    shown = call.view.issue(found, wanted, comments=COMMENTS_IN_SEARCH if call.view.cloud else None)
    if properties := call.listed("properties"):
        keys = list(found.properties) if "*all" in properties else properties
        shown["properties"] = _chosen(found, keys)
    return json_response(shown)
