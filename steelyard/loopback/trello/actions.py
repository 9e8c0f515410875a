"""The history of a board: newest first, before and since an id or a date."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.call import NOT_FOUND, Call, count, moment, refuse
from steelyard.loopback.trello.model import Action, Card
from steelyard.loopback.trello.view import Json


def of_board(call: Call, key: str) -> Response:
    """GET /boards/{id}/actions: newest first, 50 unless `limit` says more."""
    return json_response(shown_actions(call, call.board(key).actions, call.params()))


def one(call: Call, key: str) -> Response:
    """GET /actions/{id}."""
    found = call.state.history.actions.get(key)
    if found is None:
        refuse(404, NOT_FOUND)
    return json_response(view.action(found, call.state.members))


def shown_actions(call: Call, found: Sequence[Action], asked: dict[str, Any]) -> list[Json]:
    """Newest first, as `filter`, `since`, `before` and `limit` say."""
    if (since := asked.get("since")) is not None:
        found = found[_after(found, str(since)) :]
    if (before := asked.get("before")) is not None:
        found = found[: _before(found, str(before))]
    found = _of_types(found, str(asked.get("filter", "all")))
    limit = count(asked, "limit", 50)
    newest = found[len(found) - min(limit, len(found)) :]
    return [view.action(entry, call.state.members) for entry in reversed(newest)]


def of_card(call: Call, card: Card, asked: dict[str, Any]) -> list[Json]:
    """The actions of one card, newest first, 50 unless `limit` says more."""
    actions = call.state.boards[card.board].actions
    return shown_actions(call, [entry for entry in actions if entry.card == card.id], asked)


def nested(asked: dict[str, Any]) -> dict[str, Any]:
    """The parameters of nested actions as if they were asked for by themselves."""
    inner = ("limit", "since", "before")
    found = {name: asked["actions_" + name] for name in inner if "actions_" + name in asked}
    return {**found, "filter": asked["actions"]}


def _of_types(found: Sequence[Action], wanted: str) -> Sequence[Action]:
    if wanted == "all":
        return found
    types = set(wanted.split(","))
    return [entry for entry in found if entry.type in types]


def is_id(text: str) -> bool:
    """Whether this is an id and not a date."""
    return len(text) == 24 and "-" not in text


def _after(found: Sequence[Action], text: str) -> int:
    if is_id(text):
        return bisect_right(found, text, key=lambda entry: entry.id)
    return bisect_right(found, moment(text), key=_date)


def _before(found: Sequence[Action], text: str) -> int:
    if is_id(text):
        return bisect_left(found, text, key=lambda entry: entry.id)
    return bisect_left(found, moment(text), key=_date)


def _date(entry: Action) -> datetime:
    return entry.date.astimezone(UTC)
