"""Reading and changing one card: attributes, labels, custom fields, comments."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.boards import card_json, of_card
from steelyard.loopback.trello.call import NOT_FOUND, Call, moment, refuse, truth
from steelyard.loopback.trello.model import Action, Board, Card, CustomField
from steelyard.loopback.trello.view import Json

TEXT_LIMIT = 16_384
_WRONG_VALUE = "Invalid value for custom field type."


def get_card(call: Call, key: str) -> Response:
    """GET /cards/{id}."""
    return json_response(card_json(call, call.card(key), call.params()))


def put_card(call: Call, key: str) -> Response:
    """PUT /cards/{id}: parameters in the query or in a JSON body."""
    card, asked = call.card(key), call.params()
    changes = {
        _ATTRIBUTES[name][0]: _ATTRIBUTES[name][1](call, card, value)
        for name, value in asked.items()
        if name in _ATTRIBUTES
    }
    labels = _labels(call, card, asked["idLabels"]) if "idLabels" in asked else card.labels
    if labels != card.labels:
        call.state.set_labels(card, labels)
    if changes:
        call.state.edit(card, **changes)
    return json_response(view.card(call.state, card, call.site))


def _name(_: Call, __: Card, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= TEXT_LIMIT:
        refuse(400, "invalid value for name")
    return value


def _desc(_: Call, __: Card, value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        refuse(400, "invalid value for desc")
    return value


def _due(_: Call, __: Card, value: Any) -> datetime | None:
    return moment(value) if value not in (None, "", "null") else None


def _flag(_: Call, __: Card, value: Any) -> bool:
    return truth(value)


def _column(call: Call, card: Card, value: Any) -> str:
    if value not in {entry.id for entry in call.state.boards[card.board].lists}:
        refuse(400, "invalid value for idList")
    return str(value)


def _labels(call: Call, card: Card, value: Any) -> list[str]:
    known = {entry.id for entry in call.state.boards[card.board].labels}
    if not known.issuperset(_ids(value)):
        refuse(400, "invalid value for idLabels")
    return _ids(value)


def _ids(value: Any) -> list[str]:
    return value if isinstance(value, list) else [part for part in str(value).split(",") if part]


_ATTRIBUTES: Mapping[str, tuple[str, Callable[[Call, Card, Any], Any]]] = {
    "name": ("name", _name),
    "desc": ("desc", _desc),
    "due": ("due", _due),
    "dueComplete": ("due_complete", _flag),
    "closed": ("closed", _flag),
    "idList": ("column", _column),
    "idMembers": ("members", lambda _, __, value: _ids(value)),
}


def delete_card(call: Call, key: str) -> Response:
    """DELETE /cards/{id}."""
    call.state.delete_card(call.card(key))
    return json_response({"limits": {}})


def add_label(call: Call, key: str) -> Response:
    """POST /cards/{id}/idLabels: the ids the card has afterwards."""
    card, label = call.card(key), str(call.params().get("value", ""))
    if label in card.labels:
        refuse(400, "that label is already on the card")
    if label not in {entry.id for entry in call.state.boards[card.board].labels}:
        refuse(400, "invalid value for value")
    call.state.set_labels(card, [*card.labels, label])
    return json_response(list(card.labels))


def remove_label(call: Call, key: str, label: str) -> Response:
    """DELETE /cards/{id}/idLabels/{idLabel}."""
    card = call.card(key)
    if label not in card.labels:
        refuse(400, "that label is not on the card")
    call.state.set_labels(card, [entry for entry in card.labels if entry != label])
    return json_response({"_value": None})


def comments(call: Call, key: str) -> Response:
    """GET /cards/{id}/actions: comments and moves, 50 unless `limit` says more."""
    asked = {"filter": "commentCard,updateCard", **call.params()}
    return json_response(of_card(call, call.card(key), asked))


def add_comment(call: Call, key: str) -> Response:
    """POST /cards/{id}/actions/comments: the new action."""
    card, text = call.card(key), call.params().get("text")
    made = call.state.comment(card, call.state.me, _text(text))
    shown = view.action(made, call.state.members)
    return json_response({**shown, "display": _display(call, card, made), "entities": []})


def _display(call: Call, card: Card, made: Action) -> Json:
    me = call.state.me
    return {
        "translationKey": "action_comment_on_card",
        "entities": {
            "contextOn": {"type": "translatable", "translationKey": "action_on",
                          "hideIfContext": True, "idContext": card.id},
            "card": {"type": "card", "hideIfContext": True, "id": card.id,
                     "shortLink": card.short_link, "text": card.name},
            "comment": {"type": "comment", "text": made.data["text"]},
            "memberCreator": {"type": "member", "id": me.id, "username": me.username,
                              "text": me.full_name},
        },
    }  # fmt: skip


def put_comment(call: Call, key: str, action: str) -> Response:
    """PUT /cards/{id}/actions/{idAction}/comments."""
    call.card(key)
    return put_action(call, action)


def put_action(call: Call, key: str) -> Response:
    """PUT /actions/{id}: only our own comments."""
    found = call.comment(key)
    if found.author != call.state.me.id:
        refuse(401, "unauthorized permission requested")
    call.state.edit_comment(found, _text(call.params().get("text")))
    return json_response(view.action(found, call.state.members))


def delete_comment(call: Call, key: str, action: str) -> Response:
    """DELETE /cards/{id}/actions/{idAction}/comments."""
    call.card(key)
    return delete_action(call, action)


def delete_action(call: Call, key: str) -> Response:
    """DELETE /actions/{id}: our own, or anybody's for the board's first member."""
    found = call.comment(key)
    board = call.state.boards[call.state.cards[str(found.card)].board]
    if call.state.me.id not in (found.author, board.members[0]):
        refuse(401, "unauthorized permission requested")
    call.state.delete_comment(found)
    return json_response({"_value": None})


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= TEXT_LIMIT:
        refuse(400, "invalid value for text")
    return value


# -- custom fields -------------------------------------------------------------------------------


def field_items(call: Call, key: str) -> Response:
    """GET /cards/{id}/customFieldItems."""
    return json_response(view.values(call.card(key)))


def put_field(call: Call, key: str, field: str) -> Response:
    """PUT /cards/{idCard}/customField/{idCustomField}/item: one field (singular path)."""
    card = call.card(key)
    _set(call, card, field, call.params())
    shown = next((item for item in view.values(card) if item["idCustomField"] == field), None)
    return json_response(shown if shown is not None else {})


def put_fields(call: Call, key: str) -> Response:
    """PUT /cards/{idCard}/customFields: many at once, all or none."""
    card, items = call.card(key), call.params().get("customFieldItems")
    if not isinstance(items, list):
        refuse(400, "invalid value for customFieldItems")
    for item in items:
        _checked(_field(call, card, str(item.get("idCustomField"))), item)
    for item in items:
        _set(call, card, str(item["idCustomField"]), item)
    return json_response(view.values(card))


def add_field(call: Call) -> Response:
    """POST /customFields: a new field of a board."""
    asked = call.params()
    board = call.board(str(asked.get("idModel", "")))
    _powered(board)
    kind, name = asked.get("type"), asked.get("name")
    if kind not in _WIRE or asked.get("modelType") != "board" or not name:
        refuse(400, "invalid value for type")
    options = [entry["value"]["text"] for entry in asked.get("options") or []]
    made = call.state.add_field(board, str(name), str(kind), options)
    return json_response(view.custom_field(made))


def _powered(board: Board) -> None:
    if not board.power_up:
        refuse(403, "Custom Fields Power-Up is not enabled on this board.")


def _field(call: Call, card: Card, key: str) -> CustomField:
    board = call.state.boards[card.board]
    _powered(board)
    found = next((field for field in board.fields if field.id == key), None)
    if found is None:
        refuse(404, NOT_FOUND)
    return found


def _set(call: Call, card: Card, key: str, item: Mapping[str, Any]) -> None:
    field = _field(call, card, key)
    call.state.set_value(card, field, _checked(field, item))


_WIRE = {"text": "text", "number": "number", "date": "date", "checkbox": "checked", "list": ""}


def _checked(field: CustomField, item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The stored item for a value of the wire; None clears. Numbers must be strings."""
    value, option = item.get("value"), item.get("idValue")
    if field.type == "list":
        if not option:
            return None
        if option not in field.options:
            refuse(400, _WRONG_VALUE)
        return {"value": None, "idValue": option}
    if value in ("", None, {}):
        return None
    text = value.get(_WIRE[field.type]) if isinstance(value, dict) else None
    if not isinstance(text, str) or not _fits(field.type, text):
        refuse(400, _WRONG_VALUE)
    return {"value": {_WIRE[field.type]: text}, "idValue": None}


def _fits(kind: str, text: str) -> bool:
    try:
        match kind:
            case "number":
                float(text)
            case "date":
                datetime.fromisoformat(text)
            case "checkbox":
                return text in ("true", "false")
    except ValueError:
        return False
    return True
