"""One request to Trello: its parameters from wherever they came, and how Trello says no."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import msgspec
from werkzeug.wrappers import Request

from steelyard.loopback.service import Refuse, json_body, text_response
from steelyard.loopback.trello.model import Action, Board, Card
from steelyard.loopback.trello.state import TrelloState

TEXT_LIMIT = 16_384
"""Characters of a description or comment."""
NOT_FOUND = "The requested resource was not found."
_NESTED = re.compile(r"^(\w+)\[(\w+)\]$")


def refuse(status: int, text: str) -> NoReturn:
    """End the request with an error in plain text, as Trello does."""
    raise Refuse(text_response(text, status))


@dataclass(frozen=True, slots=True)
class Call:
    """A request with the state it is for. `site` is where the web pages would be."""

    request: Request
    state: TrelloState
    site: str

    def params(self) -> dict[str, Any]:
        """Query, form and JSON body as one: Trello takes any of them."""
        found: dict[str, Any] = {}
        for name, value in [*self.request.args.items(), *self.request.form.items()]:
            if match := _NESTED.match(name):
                found.setdefault(match[1], {})[match[2]] = value
            else:
                found[name] = value
        if self.request.mimetype == "application/json":
            found |= self._json()
        return found

    def _json(self) -> dict[str, Any]:
        try:
            value = json_body(self.request)
        except msgspec.DecodeError:
            refuse(400, "Invalid JSON")
        return value if isinstance(value, dict) else {}

    def board(self, id_or_link: str) -> Board:
        """The board of the path: 400, 404 or 401 when it cannot be had."""
        found = self.state.board_at(id_or_link)
        if found is None:
            refuse(*((404, NOT_FOUND) if _looks_like_id(id_or_link) else (400, "invalid id")))
        if not found.readable:
            refuse(401, "unauthorized permission requested")
        return found

    def card(self, id_or_link: str) -> Card:
        """The card of the path: 400, 404 or 401 when it cannot be had."""
        found = self.state.card_at(id_or_link)
        if found is None:
            refuse(*((404, NOT_FOUND) if _looks_like_id(id_or_link) else (400, "invalid id")))
        self.board(found.board)
        return found

    def comment(self, action_id: str) -> Action:
        """The comment of the path; a 404 when there is none."""
        found = self.state.history.actions.get(action_id)
        if found is None or found.type != "commentCard":
            refuse(404, NOT_FOUND)
        return found


def _looks_like_id(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{24}|[0-9A-Za-z]{8}", text) is not None


def truth(value: Any) -> bool:
    """Whether a parameter says yes."""
    return str(value).lower() in ("true", "1")


def count(params: dict[str, Any], name: str, default: int) -> int:
    """A limit of 0..1000; a 400 beyond."""
    text = str(params.get(name, default))
    if not text.isdigit() or int(text) > 1000:
        refuse(400, f"invalid value for {name}")
    return int(text)


def moment(text: str) -> datetime:
    """An ISO date of the query; a 400 for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        refuse(400, "invalid value for since")
    return found if found.tzinfo else datetime.fromisoformat(text + "+00:00")
