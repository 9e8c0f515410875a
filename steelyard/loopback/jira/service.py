"""A Jira site over HTTP: credentials, limits, routes."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from math import ceil

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map
from werkzeug.wrappers import Request, Response

from steelyard.loopback.jira import comments, edit, meta, properties, rights, search
from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.search import Searches
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.jira.view import View
from steelyard.loopback.limits import Bucket, Meter, Window
from steelyard.loopback.service import Handler, Refuse, json_response, match, routes

PER_ISSUE = (
    Window("jira-per-issue-on-write", 20, 2),
    Window("jira-per-issue-on-write", 100, 30),
)
BURST = "jira-burst-based"
_RATES = {"GET": 100, "POST": 100, "PUT": 50, "DELETE": 50}
_FAST = frozenset({search.issue, search.approximate_count})
_FOR_STRANGERS = frozenset({meta.server_info, meta.myself, meta.fields, search.search_jql,
                            search.search_server})  # fmt: skip
"""Answered without credentials; all but serverInfo and myself with nothing in them."""


@dataclass(frozen=True, slots=True)
class _Site:
    """What the credentials of a request are compared with, and how its paths begin."""

    version: int
    known: Callable[[Request, JiraState], bool]


class JiraService:
    """One site behind one API version; `meter.exceeded` counts refusals by their reason."""

    def __init__(self, state: JiraState, site: _Site, table: Map, *, limits: bool) -> None:
        """Use `jira_cloud` or `jira_server` instead."""
        self.state, self.limits, self.meter = state, limits, Meter()
        self._site, self._routes = site, table

    def answer(self, request: Request) -> Response:
        """Handle one request whole, alone with the state."""
        with self.state.lock:
            try:
                return self._handle(request)
            except Refuse as refusal:
                return refusal.response

    def _handle(self, request: Request) -> Response:
        try:
            handler, args = match(self._routes, request)
        except MethodNotAllowed:
            return Response(status=405)
        except HTTPException:
            return Response("<html><body>Oops, you've found a dead link.</body></html>", 404,
                            content_type="text/html;charset=UTF-8")  # fmt: skip
        known = self.state.alive and self._site.known(request, self.state)
        view = View(self.state, self._site.version, request.root_url.rstrip("/"))
        call = Call(request, self.state, view, known)
        if not known and _plain(handler) not in _FOR_STRANGERS:
            refuse(401, "Client must be authenticated to access this resource.")
        if not self.limits:
            return handler(call, **args)
        bucket = Bucket(BURST, 150 if _plain(handler) in _FAST else _RATES[request.method])
        endpoint = (_plain(handler), request.method)
        over = self.meter.spend((endpoint, bucket), *self._per_issue(request, args))
        if over is not None:
            return self._too_many(over.limit.name, over.wait)
        response = handler(call, **args)
        response.headers.update(self._figures(endpoint, bucket))
        return response

    def _per_issue(
        self, request: Request, args: Mapping[str, str]
    ) -> Iterator[tuple[Hashable, Window]]:
        key = args.get("key")
        if request.method == "GET" or key is None:
            return
        issue = self.state.find(key)
        for window in PER_ISSUE:
            yield (issue.id if issue else key), window

    def _figures(self, endpoint: Hashable, bucket: Bucket) -> dict[str, str]:
        left = int(self.meter.tokens(endpoint, bucket))
        return {
            "X-RateLimit-Limit": str(int(bucket.rate)),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-NearLimit": str(left < bucket.rate / 5).lower(),
        }

    def _too_many(self, reason: str, wait: float) -> Response:
        reset = self.state.clock() + timedelta(seconds=wait)
        return json_response(
            {"errorMessages": ["Rate limit exceeded."], "errors": {}},
            429,
            {
                "Retry-After": str(ceil(wait)),
                "X-RateLimit-Reset": reset.strftime("%Y-%m-%dT%H:%MZ"),
                "RateLimit-Reason": reason,
            },
        )


def jira_cloud(state: JiraState, *, limits: bool = True) -> JiraService:
    """The site as Cloud shows it: REST v3, e-mail and API token."""
    site = _Site(3, _knows_email)
    return JiraService(state, site, _routes("/rest/api/3", cloud=True), limits=limits)


def jira_server(state: JiraState) -> JiraService:
    """The site as Data Center shows it: REST v2, a personal access token or name and password.

    The administrator sets the limits there; as delivered there are none.
    """
    return JiraService(
        state, _Site(2, _knows_bearer), _routes("/rest/api/2", cloud=False), limits=False
    )


def _knows_email(request: Request, state: JiraState) -> bool:
    return _basic(request) == (state.email, state.token)


def _knows_bearer(request: Request, state: JiraState) -> bool:
    return request.headers.get("Authorization") == f"Bearer {state.token}" or _basic(request) == (
        state.me.name,
        state.token,
    )


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (Base64Error, UnicodeDecodeError):
        return None
    return name, secret


def _plain(handler: Handler) -> Handler:
    return handler.func if isinstance(handler, partial) else handler


def _routes(base: str, *, cloud: bool) -> Map:
    searches = Searches()
    search_jql = partial(search.search_jql, searches=searches)
    search_server = partial(search.search_server, searches=searches)
    count = partial(search.approximate_count, searches=searches)
    shared: list[tuple[str, str, Handler]] = [
        ("GET", "/myself", meta.myself),
        ("GET", "/serverInfo", meta.server_info),
        ("GET", "/field", meta.fields),
        ("POST", "/field", meta.create_field),
        ("GET", "/status", meta.statuses),
        ("GET", "/project/<key>", meta.project),
        ("GET", "/project/<key>/statuses", rights.statuses),
        ("GET", "/mypermissions", rights.my_permissions),
        ("GET", "/issue/createmeta/<key>/issuetypes", rights.types),
        ("GET", "/issue/createmeta/<key>/issuetypes/<number>", rights.fields),
        ("GET", "/issue/<key>", search.issue),
        ("PUT", "/issue/<key>", edit.put_issue),
        ("GET", "/issue/<key>/editmeta", edit.edit_meta),
        ("GET", "/issue/<key>/transitions", edit.transitions),
        ("GET", "/issue/<key>/comment", comments.page),
        ("POST", "/issue/<key>/comment", comments.create),
        ("GET", "/issue/<key>/comment/<number>", comments.one),
        ("PUT", "/issue/<key>/comment/<number>", comments.update),
        ("DELETE", "/issue/<key>/comment/<number>", comments.delete),
        ("GET", "/issue/<key>/properties", properties.issue_keys),
        ("GET", "/issue/<key>/properties/<name>", properties.issue_get),
        ("PUT", "/issue/<key>/properties/<name>", properties.issue_put),
        ("DELETE", "/issue/<key>/properties/<name>", properties.issue_delete),
        ("GET", "/comment/<number>/properties", properties.comment_keys),
        ("GET", "/comment/<number>/properties/<name>", properties.comment_get),
        ("PUT", "/comment/<number>/properties/<name>", properties.comment_put),
        ("DELETE", "/comment/<number>/properties/<name>", properties.comment_delete),
    ]
    only_cloud: list[tuple[str, str, Handler]] = [
        ("GET", "/search/jql", search_jql),
        ("POST", "/search/jql", search_jql),
        ("POST", "/search/approximate-count", count),
        ("POST", "/issue/bulkfetch", search.bulk_fetch),
        ("POST", "/comment/list", comments.by_ids),
        ("GET", "/project/search", meta.search_projects),
        ("GET", "/search", _gone),
        ("POST", "/search", _gone),
    ]
    only_server: list[tuple[str, str, Handler]] = [
        ("GET", "/search", search_server),
        ("POST", "/search", search_server),
        ("GET", "/project", meta.all_projects),
    ]
    table = shared + (only_cloud if cloud else only_server)
    return routes((method, base + path, handler) for method, path, handler in table)


def _gone(_: Call) -> Response:
    """The old search of Cloud, removed by CHANGE-2046."""
    refuse(
        410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
    )
