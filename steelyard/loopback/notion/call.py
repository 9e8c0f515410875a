"""One request to Notion: ids, pages of a list, and how Notion says no."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

import msgspec
from werkzeug.wrappers import Request, Response

from steelyard.loopback.notion.model import DataSource, Json, Page
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.notion.view import View
from steelyard.loopback.service import Refuse, json_body, json_response

PAGE = 100
REQUEST_LIMIT = 500 * 1024
_ID = re.compile(
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[1-8][0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}", re.IGNORECASE
)


def refuse(
    status: int,
    code: str,
    message: str,
    *,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> NoReturn:
    """End the request with an error in Notion's form."""
    body = {"object": "error", "status": status, "code": code, "message": message}
    if more:
        body["additional_data"] = dict(more)
    raise Refuse(json_response({**body, "request_id": REQUEST_ID}, status, headers))


REQUEST_ID = "00000000-0000-4000-8000-00000000004d"
"""Every answer carries one; here it is always the same."""


def invalid(message: str) -> NoReturn:
    """400 validation_error."""
    refuse(400, "validation_error", message)


def done(value: Json) -> Response:
    """A 200 with the request id."""
    return json_response({**value, "request_id": REQUEST_ID})


@dataclass(frozen=True, slots=True)
class Call:
    """A request with the workspace it is for."""

    request: Request
    state: NotionState
    view: View

    def body(self) -> Json:
        """The JSON object in the body; a 400 for anything else."""
        if len(self.request.get_data()) > REQUEST_LIMIT:
            refuse(413, "validation_error", "The request body is too large.")
        try:
            value = json_body(self.request)
        except msgspec.DecodeError:
            refuse(400, "invalid_json", "Error parsing JSON body.")
        if value is None:
            return {}
        if not isinstance(value, dict):
            invalid("body failed validation: body should be an object.")
        return value

    def identity(self, raw: Any, where: str) -> str:
        """An id with dashes, from one with or without; a 400 for what is no UUID."""
        if not isinstance(raw, str) or _ID.fullmatch(raw) is None:
            invalid(f'{where} should be a valid uuid, instead was `"{raw}"`.')
        return str(UUID(raw))

    def page(self, raw: str) -> Page:
        """The page of the path; a 404 when it is not there or not shared."""
        identity = self.identity(raw, "path failed validation: path.page_id")
        found = self.state.pages.get(identity)
        if found is None or not found.shared:
            self.absent("page", identity)
        return found

    def source(self, raw: str) -> DataSource:
        """The data source of the path; a 404 when it is not there or not shared."""
        identity = self.identity(raw, "path failed validation: path.data_source_id")
        found = self.state.sources.get(identity)
        if found is None or not found.shared:
            self.absent("data_source", identity)
        return found

    def absent(self, kind: str, identity: str) -> NoReturn:
        """404 object_not_found: not existing and not shared look alike."""
        refuse(
            404,
            "object_not_found",
            f"Could not find {kind} with ID: {identity}. Make sure the relevant pages and databases "
            f'are shared with your integration "{self.state.me.name}".',
        )

    def listed(
        self, kind: str, items: Sequence[Json], asked: Mapping[str, Any], more: Json | None = None
    ) -> Response:
        """A page of a list that is small enough to build whole; cursors are ids of its items."""
        start, size = self.window([item["id"] for item in items], asked)
        page = list(items[start : start + size])
        after = items[start + size]["id"] if start + size < len(items) else None
        return done({**list_of(kind, page, after), **(more or {})})

    def window(self, ids: Sequence[str], asked: Mapping[str, Any]) -> tuple[int, int]:
        """Where the asked page starts and how long it may be."""
        size = self.size(asked)
        cursor = asked.get("start_cursor")
        if cursor is None:
            return 0, size
        if cursor not in ids:
            invalid(f"The start_cursor provided is invalid: {cursor}")
        return ids.index(cursor), size

    def size(self, asked: Mapping[str, Any]) -> int:
        """`page_size`: 1 to 100."""
        text = str(asked.get("page_size", PAGE))
        if not text.isdigit() or not 0 < int(text) <= PAGE:
            invalid(
                f"body failed validation: body.page_size should be ≤ `{PAGE}`, instead was `{text}`."
            )
        return int(text)


def list_of(kind: str, results: Sequence[Json], after: str | None) -> Json:
    """The frame of every list."""
    return {
        "object": "list",
        "results": list(results),
        "next_cursor": after,
        "has_more": after is not None,
        "type": kind,
        kind: {},
    }
