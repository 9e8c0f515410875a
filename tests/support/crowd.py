"""A larger sample: the demo's backlog with every open card a second time or more."""

from datetime import date
from functools import cache

from connectors.card import Stage
from steelyard.demo.backlog import Backlog, Board, load_backlog


@cache
def crowd(today: date, extra: int) -> Backlog:
    """The sample backlog as of `today`, and `extra` more cards on each of its boards."""
    sample = load_backlog(today)
    boards = {"jira": sample.jira, "trello": sample.trello, "notion": sample.notion}
    return sample.model_copy(update={name: _larger(board, extra) for name, board in boards.items()})


def _larger(board: Board, extra: int) -> Board:
    open_ = [
        card
        for card in board.cards
        if not card.archived and board.statuses[card.status] is not Stage.DONE
    ]
    more = [
        open_[number % len(open_)].model_copy(
            update={
                "key": f"{board.key}-more-{number}",
                "title": f"{open_[number % len(open_)].title} ({number + 2})",
            }
        )
        for number in range(extra)
    ]
    return board.model_copy(update={"cards": (*board.cards, *more)})
