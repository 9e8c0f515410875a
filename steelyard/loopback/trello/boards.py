"""Reading boards: one request with nested resources, or each resource by itself."""

from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.actions import is_id, nested, of_card, shown_actions
from steelyard.loopback.trello.call import Call, count, moment, refuse, truth
from steelyard.loopback.trello.fields import shown_definitions
from steelyard.loopback.trello.model import Board, Card
from steelyard.loopback.trello.view import Json

CARDS_AT_ONCE = 1000
"""More cards than this are left out of an answer without a word."""
COLORS = view.COLORS


def board(call: Call, key: str) -> Response:
    """GET /boards/{id} with the nested resources asked for."""
    item, asked = call.board(key), call.params()
    fields = asked.get("fields", view.BOARD_FIELDS)
    shown = view.chosen(view.board(item, call.site), fields)
    if asked.get("lists", "none") != "none":
        shown["lists"] = view.each(_lists(item, asked["lists"]), asked.get("list_fields"))
    if asked.get("cards", "none") != "none":
        shown["cards"] = _cards(call, item, asked["cards"], asked, prefix="card_")
    if asked.get("members", "none") != "none":
        shown["members"] = _members(call, item, asked.get("member_fields", view.MEMBER_FIELDS))
    if asked.get("labels", "none") != "none":
        limit = count(asked, "labels_limit", 50)
        shown["labels"] = view.each(map(view.label, item.labels[:limit]), asked.get("label_fields"))
    if asked.get("checklists", "none") != "none":
        entries = [entry for card in item.cards.values() for entry in card.checklists]
        shown["checklists"] = [view.checklist(entry, item.id) for entry in entries]
    if truth(asked.get("customFields", "")):
        shown["customFields"] = shown_definitions(item)
    if asked.get("actions", "none") != "none":
        shown["actions"] = shown_actions(call, item.actions, nested(asked))
    return json_response(shown)


def my_boards(call: Call, member: str) -> Response:
    """GET /members/{id}/boards."""
    if member not in ("me", call.state.me.id, call.state.me.username):
        refuse(404, "model not found")
    asked = call.params()
    wanted = asked.get("filter", "all")
    found = [
        item for item in call.state.boards.values()
        if item.readable and (wanted != "open" or not item.closed)
    ]  # fmt: skip
    return json_response(
        [view.chosen(view.board(item, call.site), asked.get("fields")) for item in found]
    )


def cards(call: Call, key: str, wanted: str = "visible") -> Response:
    """GET /boards/{id}/cards and /boards/{id}/cards/{filter}."""
    asked = call.params()
    wanted = asked.get("filter", wanted)
    if wanted not in ("all", "open", "closed", "visible", "none"):
        refuse(400, "invalid value for filter")
    return json_response(_cards(call, call.board(key), wanted, asked))


def lists(call: Call, key: str, wanted: str = "open") -> Response:
    """GET /boards/{id}/lists and /boards/{id}/lists/{filter}."""
    asked = call.params()
    found = _lists(call.board(key), asked.get("filter", wanted))
    return json_response(view.each(found, asked.get("fields")))


def members(call: Call, key: str) -> Response:
    """GET /boards/{id}/members."""
    fields = call.params().get("fields", view.MEMBER_FIELDS)
    return json_response(_members(call, call.board(key), fields))


def labels(call: Call, key: str) -> Response:
    """GET /boards/{id}/labels: 50 unless `limit` says more."""
    asked = call.params()
    found = call.board(key).labels[: count(asked, "limit", 50)]
    return json_response(view.each(map(view.label, found), asked.get("fields")))


def add_label(call: Call, key: str | None = None) -> Response:
    """POST /boards/{id}/labels and POST /labels."""
    asked = call.params()
    name, color = asked.get("name"), asked.get("color") or None
    if not isinstance(name, str) or "color" not in asked:
        refuse(
            400,
            "invalid value for name" if not isinstance(name, str) else "invalid value for color",
        )
    if color not in (None, "null", *COLORS):
        refuse(400, "invalid value for color")
    item = call.board(key or str(asked.get("idBoard", "")))
    made = call.state.add_label(item, name, None if color == "null" else color)
    return json_response({**view.label(made), "limits": {}})


def checklists(call: Call, key: str) -> Response:
    """GET /boards/{id}/checklists."""
    item = call.board(key)
    entries = [entry for card in item.cards.values() for entry in card.checklists]
    return json_response([view.checklist(entry, item.id) for entry in entries])


def _lists(item: Board, wanted: str) -> list[Json]:
    return [
        view.column(entry)
        for entry in item.lists
        if wanted == "all" or entry.closed is (wanted == "closed")
    ]


def _members(call: Call, item: Board, fields: str) -> list[Json]:
    people = [call.state.members[member] for member in item.members]
    return [view.chosen(view.member(person), fields) for person in people]


def _cards(
    call: Call, item: Board, wanted: str, asked: dict[str, Any], prefix: str = ""
) -> list[Json]:
    if wanted == "none":
        return []
    closed_lists = {entry.id for entry in item.lists if entry.closed}
    found = [card for card in item.cards.values() if _visible(card, wanted, closed_lists)]
    found = _window(found, asked) if not prefix else found[:CARDS_AT_ONCE]
    return [card_json(call, card, asked, prefix) for card in found]


def _visible(card: Card, wanted: str, closed_lists: set[str]) -> bool:
    match wanted:
        case "all":
            return True
        case "closed":
            return card.closed
        case "visible":
            return not card.closed and card.column not in closed_lists
    return not card.closed


def _window(found: list[Card], asked: dict[str, Any]) -> list[Card]:
    """Cards made before and since, newest first when they are paged."""
    if not asked.keys() & {"limit", "before", "since"}:
        return found[:CARDS_AT_ONCE]
    before, since = asked.get("before"), asked.get("since")
    kept = [
        card for card in found
        if (before is None or card.id < _bound(before)) and (since is None or card.id > _bound(since))
    ]  # fmt: skip
    kept.sort(key=lambda card: card.id, reverse=True)
    return kept[: count(asked, "limit", CARDS_AT_ONCE)]


def _bound(text: str) -> str:
    """An id to compare with, for an id or an ISO date."""
    if is_id(text):
        return text
    return f"{int(moment(text).timestamp()):08x}"


def card_json(call: Call, card: Card, asked: dict[str, Any], prefix: str = "") -> Json:
    """A card with the nested resources asked for; `prefix` is `card_` inside a board."""
    fields = asked.get("card_fields" if prefix else "fields")
    shown = view.chosen(view.card(call.state, card, call.site), fields)
    if truth(asked.get(prefix + "customFieldItems", "")):
        powered = call.state.boards[card.board].power_up
        shown["customFieldItems"] = view.values(card) if powered else []
    if truth(asked.get(prefix + "attachments", "")):
        shown["attachments"] = card.attachments
    if asked.get(prefix + "checklists", "none") not in ("none", "false"):
        shown["checklists"] = [view.checklist(entry, card.board) for entry in card.checklists]
    if truth(asked.get(prefix + "members", "")):
        people = [call.state.members[member] for member in card.members]
        wanted = asked.get("member_fields", view.MEMBER_FIELDS)
        shown["members"] = [view.chosen(view.member(person), wanted) for person in people]
    if not prefix and asked.get("actions", "none") != "none":
        shown["actions"] = of_card(call, card, nested(asked))
    return shown
