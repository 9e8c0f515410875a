"""How Jira wants to be talked to: published windows, harmless POSTs, its words in an error."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from connectors.gate.policy import SAFE, Policy, Window, everything
from connectors.protocol import Access

_READS = tuple(
    re.compile(rf"/rest/api/\d/{path}$")
    for path in (
        "search",
        "search/jql",
        "search/approximate-count",
        "issue/bulkfetch",
        "comment/list",
        "changelog/bulkfetch",
    )
)
_API = re.compile(r"/rest/api/\d/(?P<path>.*)$")
_ISSUE = re.compile(r"/rest/api/\d/issue/(?P<issue>[A-Za-z][A-Za-z0-9_]*-\d+|\d+)(?:/|$)")
_IDS = re.compile(r"(?<=/)(?:[A-Za-z][A-Za-z0-9_]*-\d+|\d+)(?=/|$)")

WRITERS = 16
"""Fifty edits a second are allowed, and as many comments beside them."""

DATACENTER_WRITERS = 2
"""A server of one's own has no published limits, and other people to serve."""

_BURST = "jira-burst-based"
_PER_ISSUE = "jira-per-issue-on-write"


def policy(access: Access) -> Policy:
    """The manners of one Jira site; `access.pace` stands in for the published burst windows.

    Windows of Cloud: developer.atlassian.com, "Rate limiting". A Data Center's limits are its
    administrator's, so there only the answers tell. A site counts all who talk to it together.
    """
    site = access.url.rstrip("/").casefold()
    return Policy(
        title="Jira",
        windows=tuple(msgspec.structs.replace(one, whose=site) for one in _windows(access)),
        account=site,
        reads=_READS,
        pause_scope=_pause_scope,
        waits_in=_waits_in,
        message=_message,
        code=_code,
        reset_header="X-RateLimit-Reset",
        writers=DATACENTER_WRITERS if access.datacenter else WRITERS,
        token_help="make a new token (Atlassian account, Security, API tokens; on Data Center: "  # noqa: S106 - advice  # nosec B106
        "Profile, Personal access tokens) and put it where the configuration reads it",
    )


def _windows(access: Access) -> tuple[Window, ...]:
    if access.pace is not None:
        limit = max(1, int(access.pace))
        return (Window(limit, limit / access.pace, everything),)
    if access.datacenter:
        return ()
    return (
        Window(100, 1.0, _burst("GET", "POST")),
        Window(50, 1.0, _burst("PUT", "DELETE")),
        Window(20, 2.0, _written_issue, shared=False),
        Window(100, 30.0, _written_issue, shared=False),
    )


def _burst(*methods: str) -> Callable[[str, str], str | None]:
    """Requests of these methods, a bucket for each endpoint."""
    return lambda method, path: _endpoint(method, path) if method in methods else None


def _endpoint(method: str, path: str) -> str:
    """Method and path with ids left out: `PUT issue/*/comment/*`."""
    found = _API.search(path)
    return f"{method} {_IDS.sub('*', '/' + (found['path'] if found else path))}"


def _written_issue(method: str, path: str) -> str | None:
    """The issue a write goes to."""
    found = _ISSUE.search(path) if method not in SAFE else None
    return found["issue"] if found else None


def _pause_scope(method: str, path: str, headers: Mapping[str, str]) -> str | None:
    """What a 429 holds back: one endpoint, one issue, or everything for any other reason."""
    reason = {name.lower(): value for name, value in headers.items()}.get("ratelimit-reason")
    if reason == _BURST:
        return _endpoint(method, path)
    return _written_issue(method, path) if reason == _PER_ISSUE else None


def _waits_in(method: str, path: str) -> tuple[str, ...]:
    """The endpoint's pause holds a request back, and that of the issue it writes to."""
    issue = _written_issue(method, path)
    return (_endpoint(method, path), *((issue,) if issue else ()))


def _message(body: bytes) -> str:
    """Jira's words: `errorMessages`, `errors` by field, `message` or `error`."""
    answer = _answer(body)
    if not isinstance(answer, dict):
        return body.decode("utf-8", "replace")
    words = [str(word) for word in _list(answer.get("errorMessages"))]
    words += [f"{field}: {word}" for field, word in _map(answer.get("errors")).items()]
    words += [str(answer[name]) for name in ("message", "error") if answer.get(name)]
    return "; ".join(words)


def _code(body: bytes) -> str:
    """The fields Jira found at fault, by id, separated by spaces."""
    answer = _answer(body)
    return " ".join(_map(answer.get("errors"))) if isinstance(answer, dict) else ""


def _answer(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
