"""Our labels on boards and cards: Trello labels belong to a board and go on cards by id.

What differs is told by a snapshot of the board that is at most `FRESH` seconds old. One label is
put on or taken off alone, which touches no other. Several are changed in one request, which
replaces all labels of the card: those of people are read right before it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import RLock

import msgspec

from connectors.card import is_own_label
from connectors.errors import AnswerLost, Refused
from connectors.gate import Clock
from connectors.trello.boards import label_name
from connectors.trello.client import PAGE, Client

FRESH = 5.0
_COLOR = "sky"
"""Quiet beside the colours teams give their own labels, and in the vendor's fixed set."""


class _Snapshot(msgspec.Struct):
    """The labels of a board by id, and of its cards, as they were at `taken` (monotonic)."""

    taken: float
    names: dict[str, str]
    cards: dict[str, list[str]]


class Labels:
    """The labels of the configured boards, read again when they are no longer fresh."""

    def __init__(self, client: Client, clock: Clock, boards: Sequence[str]) -> None:
        """Nothing is read before it is needed."""
        self._client, self._clock, self._boards = client, clock, boards
        self._snapshots: dict[str, _Snapshot] = {}
        self._looking = RLock()

    def board_of(self, card: str) -> str | None:
        """The board a card is on, None when it is on none of ours."""
        if len(self._boards) == 1:
            return self._boards[0]
        with self._looking:
            boards = self._likely(card)
            return next((board for board in boards if card in self._fresh(board).cards), None)

    def show(self, card: str, own: Iterable[str]) -> bool | None:
        """Leave exactly these own labels on a card beside those of people.

        False when they are there already, None when the card is on none of our boards.
        """
        with self._looking:  # one label of a name is made, whoever needs it first
            board = self.board_of(card)
            if board is None or card not in self._fresh(board).cards:
                return None
            wanted = [self._label(board, name) for name in own]
            now = self._fresh(board)
        shown = now.cards[card]
        after = [*_theirs(shown, now.names), *wanted]
        on, off = set(after) - set(shown), set(shown) - set(after)
        if not on and not off:
            return False
        changed = self._change(card, on, off)
        if changed is None:
            changed = self._replace(card, wanted, now.names)
        now.cards[card] = after
        return changed

    def _change(self, card: str, on: Collection[str], off: Collection[str]) -> bool | None:
        """Put one label on or take one off; None where more differ, or it may be so already."""
        if len(on) + len(off) != 1:
            return None
        path = f"cards/{card}/idLabels"
        try:
            for label in on:
                self._client.send("POST", path, query={"value": label})
            for label in off:
                self._client.send("DELETE", f"{path}/{label}")
        except (Refused, AnswerLost):
            return None
        return True

    def _replace(self, card: str, wanted: Iterable[str], names: Mapping[str, str]) -> bool:
        """Our labels and those people have on the card at this moment; False when they are these."""
        shown = self._client.get(f"cards/{card}", {"fields": "idLabels"})["idLabels"]
        after = [*_theirs(shown, names), *wanted]
        if set(after) == set(shown):
            return False
        self._client.send("PUT", f"cards/{card}", {"idLabels": ",".join(after)})
        return True

    def _likely(self, card: str) -> list[str]:
        """The boards, the one where the card was seen last first."""
        known = self._snapshots
        return sorted(
            self._boards, key=lambda each: not (each in known and card in known[each].cards)
        )

    def _fresh(self, board: str) -> _Snapshot:
        now = self._clock.monotonic()
        known = self._snapshots.get(board)
        if known is None or now - known.taken > FRESH:
            known = _Snapshot(now, self._names(board), self._cards(board))
            self._snapshots[board] = known
        return known

    def _names(self, board: str) -> dict[str, str]:
        found = self._client.get(f"boards/{board}/labels", {"limit": str(PAGE)})
        return {label["id"]: label_name(label) for label in found}

    def _cards(self, board: str) -> dict[str, list[str]]:
        found = self._client.every(f"boards/{board}/cards/all", {"fields": "id,idLabels"})
        return {card["id"]: card.get("idLabels") or [] for card in found}

    def _label(self, board: str, name: str) -> str:
        """The board's label of this name, made when there is none."""
        return self._known(board, name) or self._make(board, name)

    def _known(self, board: str, name: str) -> str | None:
        names = self._fresh(board).names
        return min((label for label, known in names.items() if known == name), default=None)

    def _make(self, board: str, name: str) -> str:
        """Making is no repeatable request: after a lost answer look before making another."""
        query = {"name": name, "color": _COLOR, "idBoard": board}
        try:
            made: str = self._client.send("POST", "labels", query=query)["id"]
        except AnswerLost:
            self._snapshots[board].names = self._names(board)
            found = self._known(board, name)
            if found is None:
                raise
            return found
        self._snapshots[board].names[made] = name
        return made


def _theirs(labels: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [label for label in labels if not is_own_label(names.get(label, ""))]
