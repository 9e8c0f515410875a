"""Trello over HTTP: credentials, limits, routes, batches."""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from steelyard.loopback.limits import Meter, Over, Window
from steelyard.loopback.service import Handler, Refuse, json_response, match, routes, text_response
from steelyard.loopback.trello import actions, boards, cards, comments, fields, rights, view
from steelyard.loopback.trello.call import NOT_FOUND, Call, refuse
from steelyard.loopback.trello.state import TrelloState

PER_TOKEN = Window("API_TOKEN_LIMIT_EXCEEDED", 100, 10)
PER_KEY = Window("API_KEY_LIMIT_EXCEEDED", 300, 10)
PER_MEMBERS = Window("API_TOKEN_LIMIT_EXCEEDED", 100, 900)
"""All of `/1/members/`, however it was reached."""
PER_REFUSALS = Window("API_KEY_LIMIT_EXCEEDED", 200, 10)
"""After so many refusals the key is refused altogether for the rest of the window."""
BATCH_LIMIT = 10
_HEADER = re.compile(r'oauth_(consumer_key|token)="([^"]*)"')


class TrelloService:
    """Trello behind its limits; `meter.exceeded` counts refusals by the limit's name."""

    def __init__(self, state: TrelloState, *, limits: bool) -> None:
        """Use `trello` instead."""
        self.state, self.limits, self.meter = state, limits, Meter()
        self._routes = _routes(self)

    def answer(self, request: Request) -> Response:
        """Handle one request whole, alone with the state."""
        with self.state.lock:
            try:
                response = self._handle(request)
            except Refuse as refusal:
                response = refusal.response
            response.headers.update(self._figures())
            return response

    def _handle(self, request: Request) -> Response:
        key, token = _credentials(request)
        if key != self.state.key:
            refuse(401, "invalid key")
        if (over := self._spend(request)) is not None:
            return json_response({"error": over.limit.name, "message": "Rate limit exceeded"}, 429)
        if not token:
            refuse(401, "unauthorized permission requested")
        if token != self.state.token or not self.state.alive:
            refuse(401, "invalid token")
        if request.method != "GET" and "write" not in self.state.scopes:
            refuse(401, "unauthorized permission requested")
        return self.dispatch(request)

    def dispatch(self, request: Request) -> Response:
        """Answer an admitted request."""
        try:
            handler, args = match(self._routes, request)
        except HTTPException:
            return text_response(NOT_FOUND, 404)
        return handler(Call(request, self.state, request.root_url.rstrip("/")), **args)

    def batch(self, call: Call) -> Response:
        """GET /batch: up to ten GETs, each with its own status."""
        urls = [url for url in call.request.args.get("urls", "").split(",") if url]
        if not 0 < len(urls) <= BATCH_LIMIT:
            refuse(400, "invalid value for urls")
        return json_response([self._part(call, url) for url in urls])

    def _part(self, call: Call, url: str) -> dict[str, Any]:
        part = Request(EnvironBuilder(path="/1" + url, base_url=call.site).get_environ())
        try:
            response = self.dispatch(part)
        except Refuse as refusal:
            response = refusal.response
        value = response.get_json() if response.is_json else response.get_data(as_text=True)
        return {str(response.status_code): value}

    def _spend(self, request: Request) -> Over | None:
        if not self.limits:
            return None
        if self.meter.left("refused", PER_REFUSALS) == 0:
            self.meter.exceeded[PER_REFUSALS.name] += 1
            return Over(PER_REFUSALS, PER_REFUSALS.seconds)
        limits = [("key", PER_KEY), ("token", PER_TOKEN)]
        if request.path.startswith("/1/members/"):
            limits.append(("members", PER_MEMBERS))
        over = self.meter.spend(*limits)
        if over is not None:
            self.meter.spend(("refused", PER_REFUSALS))
        return over

    def _figures(self) -> Mapping[str, str]:
        """The undocumented `x-rate-limit-api-*` headers of every recorded answer."""
        found: dict[str, str] = {}
        for name, window in (("token", PER_TOKEN), ("key", PER_KEY)):
            left = self.meter.left(name, window)
            found[f"x-rate-limit-api-{name}-interval-ms"] = str(int(window.seconds * 1000))
            found[f"x-rate-limit-api-{name}-max"] = str(window.count)
            found[f"x-rate-limit-api-{name}-remaining"] = str(left)
        return found


def trello(state: TrelloState, *, limits: bool = True) -> TrelloService:
    """Trello over this state."""
    return TrelloService(state, limits=limits)


def _credentials(request: Request) -> tuple[str, str]:
    header = dict(_HEADER.findall(request.headers.get("Authorization", "")))
    return (
        header.get("consumer_key") or request.args.get("key", ""),
        header.get("token") or request.args.get("token", ""),
    )


def _member(call: Call, member: str) -> Response:
    """GET /members/{id}: `me`, an id or a user name."""
    found = call.state.me if member == "me" else None
    for person in call.state.members.values():
        if member in (person.id, person.username):
            found = person
    if found is None:
        refuse(404, "model not found")
    return json_response(view.chosen(view.member(found), call.params().get("fields")))


def _routes(service: TrelloService) -> Map:
    table: list[tuple[str, str, Handler]] = [
        ("GET", "/members/<member>", _member),
        ("GET", "/members/<member>/boards", boards.my_boards),
        ("GET", "/batch", service.batch),
        ("GET", "/boards/<key>", boards.board),
        ("GET", "/boards/<key>/cards", boards.cards),
        ("GET", "/boards/<key>/cards/<wanted>", boards.cards),
        ("GET", "/boards/<key>/lists", boards.lists),
        ("GET", "/boards/<key>/lists/<wanted>", boards.lists),
        ("GET", "/boards/<key>/members", boards.members),
        ("GET", "/boards/<key>/labels", boards.labels),
        ("POST", "/boards/<key>/labels", boards.add_label),
        ("GET", "/boards/<key>/customFields", fields.definitions),
        ("GET", "/boards/<key>/memberships", rights.memberships),
        ("GET", "/boards/<key>/boardPlugins", rights.plugins),
        ("GET", "/tokens/<secret>", rights.token),
        ("GET", "/boards/<key>/checklists", boards.checklists),
        ("GET", "/boards/<key>/actions", actions.of_board),
        ("GET", "/actions/<key>", actions.one),
        ("PUT", "/actions/<key>", comments.put_action),
        ("DELETE", "/actions/<key>", comments.delete_action),
        ("POST", "/labels", boards.add_label),
        ("POST", "/customFields", fields.create),
        ("GET", "/cards/<key>", cards.get_card),
        ("PUT", "/cards/<key>", cards.put_card),
        ("DELETE", "/cards/<key>", cards.delete_card),
        ("GET", "/cards/<key>/actions", comments.listed),
        ("POST", "/cards/<key>/actions/comments", comments.create),
        ("PUT", "/cards/<key>/actions/<action>/comments", comments.update),
        ("DELETE", "/cards/<key>/actions/<action>/comments", comments.delete),
        ("POST", "/cards/<key>/idLabels", cards.add_label),
        ("DELETE", "/cards/<key>/idLabels/<label>", cards.remove_label),
        ("GET", "/cards/<key>/customFieldItems", fields.values),
        ("PUT", "/cards/<key>/customField/<field>/item", fields.put_one),
        ("PUT", "/cards/<key>/customFields", fields.put_many),
    ]
    return routes((method, "/1" + path, handler) for method, path, handler in table)
