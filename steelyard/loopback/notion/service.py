"""Notion over HTTP: credentials, versions, limits, routes."""

from functools import partial
from math import ceil

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map
from werkzeug.wrappers import Request, Response

from steelyard.loopback.limits import Meter, Window
from steelyard.loopback.notion import comments, pages
from steelyard.loopback.notion.call import Call, refuse
from steelyard.loopback.notion.query import Queries, query, search
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.notion.view import View
from steelyard.loopback.service import Handler, Refuse, match, routes

VERSIONS = ("2025-09-03", "2026-03-11")
BUDGET = Window("connection_rate_limit", 180, 60)
"""Three requests a second on average over the window the current page describes."""


class NotionService:
    """A workspace behind its budget; `meter.exceeded` counts refusals by their reason."""

    def __init__(self, state: NotionState, budget: Window | None) -> None:
        """Use `notion` instead."""
        self.state, self.budget, self.meter = state, budget, Meter()
        self._routes = _routes()

    def answer(self, request: Request) -> Response:
        """Handle one request whole, alone with the state."""
        with self.state.lock:
            try:
                return self._handle(request)
            except Refuse as refusal:
                return refusal.response

    def _handle(self, request: Request) -> Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != self.state.token or not self.state.alive:
            refuse(401, "unauthorized", "API token is invalid.")
        self._spend()
        version = _version(request)
        try:
            handler, args = match(self._routes, request)
        except HTTPException:
            refuse(400, "invalid_request_url", "Invalid request URL.")
        return handler(Call(request, self.state, View(self.state, version)), **args)

    def _spend(self) -> None:
        over = self.meter.spend(("connection", self.budget)) if self.budget else None
        if over is not None:
            refuse(
                429,
                "rate_limited",
                "You have been rate limited. Please try again in a few minutes.",
                more={"rate_limit_reason": over.limit.name},
                headers={"Retry-After": str(ceil(over.wait))},
            )


def notion(state: NotionState, *, budget: Window | None = BUDGET) -> NotionService:
    """Notion over this workspace; `budget` None switches the limit off."""
    return NotionService(state, budget)


def _version(request: Request) -> str:
    version = request.headers.get("Notion-Version")
    if version is None:
        refuse(
            400,
            "missing_version",
            "Notion-Version header failed validation: Notion-Version header should be defined, "
            "instead was `undefined`.",
        )
    if version not in VERSIONS:
        refuse(400, "validation_error", f"Notion-Version header failed validation: {version}")
    return version


def _routes() -> Map:
    table: list[tuple[str, str, Handler]] = [
        ("GET", "/users/me", pages.me),
        ("GET", "/users", pages.users),
        ("GET", "/users/<user_id>", pages.user),
        ("GET", "/databases/<database_id>", pages.database),
        ("GET", "/data_sources/<source_id>", pages.source),
        ("PATCH", "/data_sources/<source_id>", pages.patch_source),
        ("POST", "/data_sources/<source_id>/query", partial(query, queries=Queries())),
        ("GET", "/pages/<page_id>", pages.page),
        ("PATCH", "/pages/<page_id>", pages.patch_page),
        ("GET", "/pages/<page_id>/properties/<property_id>", pages.page_property),
        ("GET", "/pages/<page_id>/markdown", pages.markdown),
        ("GET", "/blocks/<block_id>/children", pages.children),
        ("GET", "/comments", comments.listed),
        ("POST", "/comments", comments.create),
        ("GET", "/comments/<comment_id>", comments.one),
        ("PATCH", "/comments/<comment_id>", comments.update),
        ("DELETE", "/comments/<comment_id>", comments.delete),
        ("POST", "/search", search),
    ]
    return routes((method, "/v1" + path, handler) for method, path, handler in table)
