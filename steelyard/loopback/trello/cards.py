"""Reading and changing one card: attributes, labels, custom fields, comments."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.boards import card_json
from steelyard.loopback.trello.call import TEXT_LIMIT, Call, moment, refuse, truth
from steelyard.loopback.trello.model import Card


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
