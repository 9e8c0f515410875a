"""Cards are read again when they have grown old before their turn, several in one request."""

from collections.abc import Sequence
from datetime import UTC, datetime

from connectors.card import Card, Tracker
from steelyard.lately import FRESH, NEVER, Lately
from tests.support.clock import FakeClock

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Board:
    """A tracker that notes which cards are asked for; cards in `gone` are not there."""

    def __init__(self) -> None:
        self.asked = list[list[str]]()
        self.gone = set[str]()

    def reread(self, ids: Sequence[str]) -> dict[str, Card]:
        self.asked.append(list(ids))
        return {one: card(one, "new") for one in ids if one not in self.gone}


def card(ident: str, title: str) -> Card:
    return Card(
        connection="growth", tracker=Tracker.TRELLO, id=ident, key=ident, url="", title=title,
        created=LONG_AGO, updated=LONG_AGO,
    )  # fmt: skip


def lately(board: Board, clock: FakeClock, **read: float) -> Lately:
    return Lately({one: card(one, "old") for one in read}, read, board.reread, clock)


def test_a_fresh_card_is_taken_as_it_was_read() -> None:
    board, clock = Board(), FakeClock()
    cards = lately(board, clock, a=0.0, b=0.0)
    clock.sleep(FRESH)

    assert cards.take("a") == card("a", "old")
    assert board.asked == []


def test_cards_that_grow_old_before_their_turn_are_read_again_together() -> None:
    board, clock = Board(), FakeClock()
    cards = lately(board, clock, a=0.0, b=0.0, c=0.0)
    cards.take("a")
    clock.sleep(FRESH + 1)

    assert [cards.take("b"), cards.take("c")] == [card("b", "new"), card("c", "new")]
    assert board.asked == [["b", "c"]]


def test_and_once_more_when_writing_takes_long() -> None:
    board, clock = Board(), FakeClock()
    cards = lately(board, clock, a=NEVER, b=NEVER)
    cards.take("a")
    clock.sleep(FRESH + 1)
    cards.take("b")

    assert board.asked == [["a", "b"], ["b"]]


def test_only_what_is_old_is_read_again() -> None:
    board, clock = Board(), FakeClock()
    cards = lately(board, clock, a=NEVER, b=0.0)
    cards.take("a")

    assert cards.take("b") == card("b", "old")
    assert board.asked == [["a"]]


def test_a_card_that_is_not_there_any_more_is_none() -> None:
    board, clock = Board(), FakeClock()
    board.gone.add("a")

    assert lately(board, clock, a=NEVER).take("a") is None
