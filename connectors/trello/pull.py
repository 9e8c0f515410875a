"""Reading boards: all of one in a request, or nothing when nothing happened on it.

Trello has no "cards changed since". The pulse of a board tells whether to read it again.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from connectors.ahead import side_by_side
from connectors.card import Card
from connectors.errors import NotFound, SetupError
from connectors.protocol import Access, Finding, Page, Surface
from connectors.trello.boards import Board, Pulse, board_of
from connectors.trello.cards import cards_of
from connectors.trello.client import Client
from connectors.trello.lens import changed_names, lens_of, unmapped
from connectors.trello.reads import pulse, whole_board
from connectors.trello.values import born

THREADS = 4
"""Boards read at once; the gate keeps the pace."""


def boards_of(access: Access, surface: Surface) -> list[str]:
    """The ids of the configured boards, each once."""
    given = access.cards.get("boards", ())
    missing = [name for name in given if f"board:{name}" not in surface.pins]
    if missing:
        what = f"board {missing[0]!r} has not been looked up yet"
        raise SetupError(access.name, what, "run again; names are looked up anew")
    return list(dict.fromkeys(surface.pins[f"board:{name}"] for name in given))


def pull(access: Access, client: Client, surface: Surface, cursor: str | None) -> Iterator[Page]:
    """A page a board that changed since `cursor`, or one page without cards.

    A read that breaks off goes on with the boards it did not come to.
    """
    boards = boards_of(access, surface)
    before = msgspec.json.decode(cursor, type=dict[str, Pulse]) if cursor else {}
    pulses = _pulses(access, client, boards) if cursor else _at_discovery(surface, boards)
    seen = {board: before[board] for board in pulses if board in before}
    changed = [board for board, now in pulses.items() if seen.get(board) != now]
    every = len(changed) == len(pulses)
    whole = every or any(board not in seen for board in pulses)
    if not changed:
        yield Page(cards=(), cursor=_cursor(seen))
    read = side_by_side(lambda each: read_board(access, client, surface, each), changed, THREADS)
    for board, (known, cards) in zip(changed, read, strict=True):
        seen[board] = pulses[board]
        yield Page(
            cards=cards,
            cursor=_cursor(seen),
            complete=whole and board == changed[-1],
            census=every and board == changed[-1],
            findings=tuple(_findings(access, surface, known)),
        )


def read_board(
    access: Access, client: Client, surface: Surface, board: str
) -> tuple[Board, tuple[Card, ...]]:
    """A board and all its cards as they are now, archived ones included."""
    try:
        raw = whole_board(client, board)
    except NotFound:
        raise _gone(access, board) from None
    known = board_of(raw)
    lens = lens_of(access, surface, known)
    checklists = raw.get("checklists") or ()
    return known, cards_of(raw["cards"], known, lens, checklists, raw["actions"])


def _pulses(access: Access, client: Client, boards: Sequence[str]) -> dict[str, Pulse]:
    """Taken before the cards are read: what happens in between is found the next time."""
    answers = client.many([pulse(board) for board in boards])
    pulses: dict[str, Pulse] = {}
    for board, raw in zip(boards, answers, strict=True):
        if raw is None:
            raise _gone(access, board)
        pulses[board] = board_of(raw).pulse
    return pulses


def _at_discovery(surface: Surface, boards: Sequence[str]) -> dict[str, Pulse]:
    """For a first read these will do: an old pulse costs one more reading later, no change."""
    known = ((board, surface.extra.get(f"pulse:{board}")) for board in boards)
    return {
        board: msgspec.json.decode(seen, type=Pulse) if seen else Pulse() for board, seen in known
    }


def _gone(access: Access, board: str) -> SetupError:
    todo = "take it out of `cards.boards`, or have it shared with this account again"
    return SetupError(access.name, f"board {board} is not there any more", todo)


def _findings(access: Access, surface: Surface, board: Board) -> Iterator[Finding]:
    """What changed since names were resolved: renamed fields, lists made later."""
    yield from changed_names(access, surface, board)
    for column, finding in unmapped(access, board):
        made = born(column.id)
        if made and made > surface.resolved:
            yield finding


def _cursor(seen: Mapping[str, Pulse]) -> str:
    return msgspec.json.encode(seen, order="sorted").decode()
