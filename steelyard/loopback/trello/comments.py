"""Comments of a card, which are actions of its board."""

from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.service import json_response
from steelyard.loopback.trello import view
from steelyard.loopback.trello.actions import of_card
from steelyard.loopback.trello.call import TEXT_LIMIT, Call, refuse
from steelyard.loopback.trello.model import Action, Card
from steelyard.loopback.trello.view import Json


def listed(call: Call, key: str) -> Response:
    """GET /cards/{id}/actions: comments and moves, 50 unless `limit` says more."""
    asked = {"filter": "commentCard,updateCard", **call.params()}
    return json_response(of_card(call, call.card(key), asked))


def create(call: Call, key: str) -> Response:
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


def update(call: Call, key: str, action: str) -> Response:
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


def delete(call: Call, key: str, action: str) -> Response:
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
