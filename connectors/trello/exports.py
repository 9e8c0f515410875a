"""Trello as people hand it over in files: a board's JSON export, or cards as the API gives them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.card import Card
from connectors.known import Known
from connectors.names import plain
from connectors.trello.boards import Board, board_of
from connectors.trello.cards import Lens, cards_of

_ACTIONS = 1000
"""Trello puts no more of a board's history into an export; comments are part of it."""

_SCORE = plain("Steelyard score")
"""The name our score field has unless the configuration gives it another."""


def recognise_json(data: Any) -> bool:
    """Whether this is a board with its cards, a list of cards, or one card."""
    return _is_board(data) or (bool(data) and all(map(_is_card, _listed(data))))


def cards_from_json(data: Any, name: str, known: Known) -> list[Card]:
    """The cards of what `recognise_json` knows; `name` stands for the connection."""
    if _is_board(data):
        return _of_board(data, data["cards"], name, known)
    boards: dict[str, list[Mapping[str, Any]]] = {}
    for raw in _listed(data):
        boards.setdefault(raw.get("idBoard") or "", []).append(raw)
    return [
        card
        for board, raws in boards.items()
        for card in _of_board(_around(board, raws), raws, name, known)
    ]


def shortfalls(data: Any) -> list[str]:
    """What the file cannot tell and the tracker could."""
    if _is_board(data) and len(data.get("actions") or ()) >= _ACTIONS:
        return [f"an export holds the last {_ACTIONS} actions: older comments are missing"]
    return []


def _is_board(data: Any) -> bool:
    return (
        isinstance(data, Mapping)
        and isinstance(data.get("id"), str)
        and isinstance(data.get("cards"), list)
        and isinstance(data.get("lists"), list)
    )


def _is_card(data: Any) -> bool:
    return isinstance(data, Mapping) and {"id", "name", "idList"} <= data.keys()


def _listed(data: Any) -> Sequence[Any]:
    return data if isinstance(data, list) else [data]


def _of_board(
    raw: Mapping[str, Any], cards: Sequence[Mapping[str, Any]], name: str, known: Known
) -> list[Card]:
    board = board_of(raw)
    lens = _lens(board, name, known)
    return list(cards_of(cards, board, lens, raw.get("checklists") or (), raw.get("actions") or ()))


def _lens(board: Board, name: str, known: Known) -> Lens:
    slots = {field.id: known.slot_of(field.name) for field in board.fields}
    times = Counter(slots.values())
    scores = (
        field.id for field in board.fields if field.type == "number" and plain(field.name) == _SCORE
    )
    return Lens(
        connection=name,
        score=next(scores, None),
        slots={field: slot for field, slot in slots.items() if slot and times[slot] == 1},
        stages={key: known.stage_of(column.name) for key, column in board.columns.items()},
    )


def _around(board: str, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The board, as far as cards read one by one with nested resources tell of it."""
    names = (card["board"].get("name") for card in cards if card.get("board"))
    return {
        "id": board,
        "name": next(names, "") or "",
        "lists": [card["list"] for card in cards if card.get("list")],
        "members": [member for card in cards for member in card.get("members") or ()],
    }
