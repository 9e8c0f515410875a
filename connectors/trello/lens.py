"""What was resolved once (`Surface.pins`), applied to a board as it is now.

Pins of Trello: `board:GIVEN` -> board id, `score:BOARD` -> field id, `field:SLOT:BOARD` -> field
id, `list:LIST` -> the name in `stages` the list bore when it was found.
"""

from collections.abc import Iterator

from connectors.card import Stage
from connectors.known import Known
from connectors.names import plain
from connectors.protocol import Access, Finding, Surface
from connectors.trello.boards import Board, Column
from connectors.trello.cards import Lens


def lens_of(access: Access, surface: Surface, board: Board) -> Lens:
    """How the cards of `board` are looked at by this connection."""
    pinned = ((slot, surface.pins.get(field_pin(slot, board.id))) for slot in slots(access))
    return Lens(
        connection=access.name,
        me=surface.me,
        score=surface.pins.get(f"score:{board.id}"),
        slots={field: slot for slot, field in pinned if field},
        stages={
            column.id: stage_of(access, column, surface.pins.get(f"list:{column.id}", ""))
            for column in board.columns.values()
        },
    )


def slots(access: Access) -> list[str]:
    """Every slot a field may answer; what the file maps comes last and so wins."""
    return [*(slot for slot in access.known_fields if slot not in access.fields), *access.fields]


def field_pin(slot: str, board: str) -> str:
    """The pin that holds the field of `slot` on `board`."""
    return f"field:{slot}:{board}"


def configured(access: Access, column: Column) -> str | None:
    """The name under `stages` that means this list: its id or its name."""
    meant = {plain(column.id), plain(column.name)}
    return next((name for name in access.stages if plain(name) in meant), None)


def stage_of(access: Access, column: Column, pinned: str = "") -> Stage | None:
    """The stage of a list: pinned, then by what the file says, then by common names."""
    name = pinned if pinned in access.stages else configured(access, column)
    if name is not None:
        return access.stages[name]
    return Known(stages=access.known_stages).stage_of(column.name)


def unmapped(access: Access, board: Board) -> Iterator[tuple[Column, Finding]]:
    """The open lists of a board that stand for no stage, each with what to do about it."""
    for column in board.columns.values():
        if not column.closed and stage_of(access, column) is None:
            what = f"list {column.name!r} of board {board.name!r} stands for no stage"
            todo = f"name {column.name!r} under one of the `stages` of this connection"
            yield column, Finding(access.name, what, todo, "stages")


def changed_names(access: Access, surface: Surface, board: Board) -> Iterator[Finding]:
    """Fields named in the file that were renamed or taken away since they were found."""
    by_id = {field.id: field for field in board.fields}
    wanted = [(name, field_pin(slot, board.id)) for slot, name in access.fields.items()]
    for name, pin in [(access.score, f"score:{board.id}"), *wanted]:
        pinned = surface.pins.get(pin)
        if pinned is None:
            continue
        if pinned not in by_id:
            what = f"field {name!r} is no longer on board {board.name!r}"
            yield Finding(access.name, what, "add it again, or take it out of the configuration")
        elif plain(name) not in {plain(by_id[pinned].name), plain(pinned)}:
            what = f"field {name!r} of board {board.name!r} is now called {by_id[pinned].name!r}"
            yield Finding(access.name, what, "put the new name into the configuration")
