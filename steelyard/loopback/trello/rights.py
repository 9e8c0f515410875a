"""What the token may do, who is on a board, and its Power-Ups."""

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response, text_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.call import Call
from steelyard.loopback.trello.ids import stamp

_CUSTOM_FIELDS = "56d5e249a98895a9797bebb9"
"""Trello's own Power-Up, of this id on every board."""


def token(call: Call, secret: str) -> Response:
    """GET /tokens/{token}: about the token of the request; of others nothing is told."""
    state = call.state
    if secret != state.token:
        return text_response("invalid token", 400)
    held = {"read": "read" in state.scopes, "write": "write" in state.scopes}
    shown = {
        "id": "5da728c55235b443c5b97181",
        "identifier": "Steelyard",
        "idMember": state.me.id,
        "dateCreated": "2026-11-01T00:00:00.000Z",
        "dateExpires": stamp(state.expires) if state.expires else None,
        "permissions": [
            {"idModel": model, "modelType": kind, **held}
            for model, kind in ((state.me.id, "member"), ("*", "board"), ("*", "organization"))
        ],
    }
    return json_response(view.chosen(shown, call.params().get("fields")))


def memberships(call: Call, key: str) -> Response:
    """GET /boards/{id}/memberships."""
    return json_response(view.memberships(call.board(key)))


def plugins(call: Call, key: str) -> Response:
    """GET /boards/{id}/boardPlugins: the Power-Ups that are on."""
    board = call.board(key)
    enabled = [{"id": f"{1:024x}", "idBoard": board.id, "idPlugin": _CUSTOM_FIELDS}]
    return json_response(enabled if board.power_up else [])
