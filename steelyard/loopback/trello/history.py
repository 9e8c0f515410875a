"""What happened on the boards: every change leaves an action, and a comment is one."""

from bisect import insort
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from steelyard.loopback.trello.ids import Ids, stamp
from steelyard.loopback.trello.model import Action, Board, Card, Member


class History:
    """The actions of all boards; `actions` finds one by id."""

    def __init__(self, ids: Ids, boards: Mapping[str, Board]) -> None:
        """Nothing happened yet on these boards."""
        self.actions: dict[str, Action] = {}
        self._ids, self._boards = ids, boards

    def record(
        self, card: Card, kind: str, data: Mapping[str, Any], author: Member, at: datetime
    ) -> Action:
        """Write an action into its board's history, in its place by id."""
        board = self._boards[card.board]
        identity = self._ids.new(at)
        action = Action(identity, kind, at, author.id, card.id, {**data, **_places(board, card)})
        insort(board.actions, action, key=lambda item: item.id)
        self.actions[action.id] = action
        board.active = max(board.active, at)
        return action

    def remove(self, action: Action, card: Card) -> None:
        """Take one action out of the history of the card's board."""
        self._boards[card.board].actions.remove(action)
        del self.actions[action.id]

    def forget(self, card: Card) -> None:
        """Take everything about a card out of the history."""
        board = self._boards[card.board]
        for action in board.actions:
            if action.card == card.id:
                del self.actions[action.id]
        board.actions = [action for action in board.actions if action.card != card.id]

    def comments_of(self, card: Card) -> list[Action]:
        """A card's comments, oldest first."""
        actions = self._boards[card.board].actions
        return [item for item in actions if item.type == "commentCard" and item.card == card.id]


def _places(board: Board, card: Card) -> dict[str, Any]:
    """Where it happened, as it was called then."""
    column = next((item for item in board.lists if item.id == card.column), None)
    return {
        "card": {
            "id": card.id,
            "name": card.name,
            "idShort": card.number,
            "shortLink": card.short_link,
        },
        "board": {"id": board.id, "name": board.name, "shortLink": board.short_link},
        "list": {"id": card.column, "name": column.name if column else ""},
    }


def on_the_wire(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a card under the names the API gives them."""
    names = {"column": "idList", "due_complete": "dueComplete"}
    return {
        names.get(name, name): stamp(value) if isinstance(value, datetime) else value
        for name, value in changes.items()
    }
