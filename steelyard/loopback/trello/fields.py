"""Custom fields: definitions of a board, values of a card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.call import NOT_FOUND, Call, refuse
from steelyard.loopback.trello.model import Board, Card, CustomField
from steelyard.loopback.trello.view import Json

_WRONG_VALUE = "Invalid value for custom field type."


def definitions(call: Call, key: str) -> Response:
    """GET /boards/{id}/customFields: nothing while the Power-Up is off."""
    return json_response(shown_definitions(call.board(key)))


def shown_definitions(item: Board) -> list[Json]:
    """The fields of a board whose Power-Up is on."""
    return [view.custom_field(field) for field in item.fields] if item.power_up else []


def values(call: Call, key: str) -> Response:
    """GET /cards/{id}/customFieldItems."""
    return json_response(view.values(call.card(key)))


def put_one(call: Call, key: str, field: str) -> Response:
    """PUT /cards/{idCard}/customField/{idCustomField}/item: one field (singular path)."""
    card = call.card(key)
    _set(call, card, field, call.params())
    shown = next((item for item in view.values(card) if item["idCustomField"] == field), None)
    return json_response(shown if shown is not None else {})


def put_many(call: Call, key: str) -> Response:
    """PUT /cards/{idCard}/customFields: many at once, all or none."""
    card, items = call.card(key), call.params().get("customFieldItems")
    if not isinstance(items, list):
        refuse(400, "invalid value for customFieldItems")
    for item in items:
        _checked(_field(call, card, str(item.get("idCustomField"))), item)
    for item in items:
        _set(call, card, str(item["idCustomField"]), item)
    return json_response(view.values(card))


def create(call: Call) -> Response:
    """POST /customFields: a new field of a board."""
    asked = call.params()
    board = call.board(str(asked.get("idModel", "")))
    if board.roles.get(call.state.me.id) == "observer":
        refuse(401, "unauthorized permission requested")
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
