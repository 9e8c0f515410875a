"""Cards as they are now: ten a request, or the whole boards when that is less."""

from collections.abc import Mapping, Sequence

from connectors.card import Card
from connectors.protocol import Access, Surface
from connectors.trello.boards import board_of
from connectors.trello.cards import cards_of
from connectors.trello.client import Client
from connectors.trello.lens import lens_of
from connectors.trello.pull import boards_of, read_board
from connectors.trello.reads import card, definitions, with_all_comments

_FEW = 20
"""So many cards a board are cheaper in batches of ten than with their whole boards."""


def reread(
    access: Access, client: Client, surface: Surface, ids: Sequence[str]
) -> Mapping[str, Card]:
    """The cards of `ids` by id; one that is gone, or moved to a board that is not ours, lacks."""
    boards = boards_of(access, surface)
    if len(ids) > _FEW * len(boards):
        cards = [each for board in boards for each in read_board(access, client, surface, board)[1]]
    else:
        cards = _one_by_one(access, client, surface, ids)
    wanted = set(ids)
    return {each.id: each for each in cards if each.id in wanted}


def _one_by_one(access: Access, client: Client, surface: Surface, ids: Sequence[str]) -> list[Card]:
    answers = client.many([card(each) for each in dict.fromkeys(ids)])
    raws = [with_all_comments(client, raw) for raw in answers if raw is not None]
    ours = boards_of(access, surface)
    homes = [board for board in ours if any(raw.get("idBoard") == board for raw in raws)]
    cards: list[Card] = []
    for home in client.many([definitions(board) for board in homes]):
        if home is not None:
            board = board_of(home)
            there = [raw for raw in raws if raw.get("idBoard") == board.id]
            cards += cards_of(there, board, lens_of(access, surface, board))
    return cards
