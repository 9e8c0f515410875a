"""Who we are, and ids for every configured name, in two requests for up to ten boards."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

import msgspec

from connectors.errors import Denied, SetupError, all_or_faults
from connectors.names import plain
from connectors.protocol import Access, Finding, Surface
from connectors.trello.boards import Board, CustomField, board_of
from connectors.trello.client import Client
from connectors.trello.lens import configured, field_pin, unmapped
from connectors.trello.reads import definitions

_BOARD_URL = re.compile(r"^https?://[^/]+/(?:.*/)?b/([^/?#]+)")


def discover(access: Access, client: Client, now: datetime) -> Surface:
    """Raises SetupError for a board or field that is not there, or a name two fields bear."""
    me = client.get("members/me", {"fields": "id,username"})
    boards = _boards(access, client, me.get("username") or me["id"])
    return _surface(access, me["id"], boards, now)


def _boards(access: Access, client: Client, account: str) -> dict[str, Board]:
    """The configured boards by how they are called in the file."""
    given = list(dict.fromkeys(access.cards.get("boards", ())))
    if not given:
        raise SetupError(access.name, "no boards are named", "list them under `cards.boards`")
    try:
        answers = client.many([definitions(address_of(name)) for name in given])
    except Denied as denied:  # we just proved that the token lives
        raise SetupError(access.name, denied.what, f"invite {account!r} to the board") from None
    missing = [name for name, raw in zip(given, answers, strict=True) if raw is None]
    if missing:
        what = f"no such board, or {account!r} may not see it: {', '.join(missing)}"
        todo = "check `cards.boards`: the id, or what stands after /b/ in the board's address"
        raise SetupError(access.name, what, todo)
    return {name: board_of(raw) for name, raw in zip(given, answers, strict=True)}


def address_of(given: str) -> str:
    """The id or short link in what people paste."""
    pasted = _BOARD_URL.match(given.strip())
    return pasted[1] if pasted else given.strip()


def _surface(access: Access, me: str, named: Mapping[str, Board], now: datetime) -> Surface:
    boards = list({board.id: board for board in named.values()}.values())
    pins = {f"board:{given}": board.id for given, board in named.items()}
    pins |= _field_pins(access, boards)
    scores = _score_pins(access, boards)
    pins |= scores
    for column in (column for board in boards for column in board.columns.values()):
        stage = configured(access, column)
        if stage is not None:
            pins[f"list:{column.id}"] = stage
    return Surface(
        me=me,
        score=next(iter(scores.values()), None),
        labels=access.labels,
        comments=True,
        pins=pins,
        extra={f"pulse:{board.id}": msgspec.json.encode(board.pulse).decode() for board in boards},
        findings=tuple(_findings(access, boards, pins)),
        resolved=now,
    )


def _field_pins(access: Access, boards: Sequence[Board]) -> dict[str, str]:
    """Fields by slot and board; a configured one must be on some board, a known one may be."""
    pins: dict[str, str] = {}
    tries = {slot: partial(_somewhere, access, boards, slot) for slot in access.fields}
    for slot, found in all_or_faults(tries).items():
        pins |= {field_pin(slot, board): field.id for board, field in found.items() if field}
    for slot, names in access.known_fields.items():
        if slot in access.fields:
            continue
        wanted = set(map(plain, names))
        for board in boards:
            alike = [field for field in board.fields if plain(field.name) in wanted]
            if len(alike) == 1:
                pins[field_pin(slot, board.id)] = alike[0].id
    return pins


def _somewhere(access: Access, boards: Sequence[Board], slot: str) -> dict[str, CustomField | None]:
    """The field configured for `slot` on each board; an error when no board has it."""
    name, at = access.fields[slot], access.at("fields", slot)
    found = {board.id: _one(access, board, name) for board in boards}
    if not any(found.values()):
        raise SetupError(access.name, f"{at}no board has a field {name!r}", _close(name, boards))
    return found


def _score_pins(access: Access, boards: Sequence[Board]) -> dict[str, str]:
    """The score field of every board; none at all when one board lacks it.

    A connection shows its scores in one way: a field here and a label there could not be
    compared with what is planned.
    """
    pins: dict[str, str] = {}
    for board in boards:
        field = _one(access, board, access.score)
        if field and field.type != "number":
            what = f"field {access.score!r} of board {board.name!r} holds {field.type}, not numbers"
            todo = "make it a number field, or name another in `write.score`"
            raise SetupError(access.name, what, todo)
        if field:
            pins[f"score:{board.id}"] = field.id
    return pins if len(pins) == len(boards) else {}


def _one(access: Access, board: Board, name: str) -> CustomField | None:
    """The field of this id or name; two of one name are an error that lists their ids."""
    by_id = next((field for field in board.fields if field.id == name), None)
    if by_id:
        return by_id
    named = [field for field in board.fields if plain(field.name) == plain(name)]
    if len(named) > 1:
        ids = ", ".join(field.id for field in named)
        what = f"board {board.name!r} has {len(named)} fields called {name!r}: {ids}"
        raise SetupError(access.name, what, "put the id of the right one into the configuration")
    return named[0] if named else None


def _close(name: str, boards: Sequence[Board]) -> str:
    there = sorted({field.name for board in boards for field in board.fields})
    if not there:
        return "add the field in the Custom Fields Power-Up of the board"
    close = difflib.get_close_matches(name, there, n=3) or there
    return f"did you mean {' or '.join(map(repr, close[:10]))}?"


def _findings(
    access: Access, boards: Sequence[Board], pins: Mapping[str, str]
) -> Iterator[Finding]:
    without = [board.name for board in boards if f"score:{board.id}" not in pins]
    if without:
        yield _no_score(
            access, [board for board in boards if not _one(access, board, access.score)]
        )
    for slot, name in access.fields.items():
        for board in boards:
            if field_pin(slot, board.id) not in pins and len(name) != 24:
                what = f"board {board.name!r} has no field {name!r} for `{slot}`"
                yield Finding(access.name, what, "its cards are read without it")
    yield from _stages_nobody_has(access, boards, pins)
    for board in boards:
        yield from (finding for _, finding in unmapped(access, board))


def _no_score(access: Access, without: Sequence[Board]) -> Finding:
    names = ", ".join(repr(board.name) for board in without)
    what = f"no number field {access.score!r} on board {names}: the score goes into a label"
    if not access.labels:
        what = (
            f"no number field {access.score!r} on board {names}: only the comment shows the score"
        )
    todo = f"to see it as a number, add a field {access.score!r} in the Custom Fields Power-Up"
    return Finding(access.name, what, todo, "score")


def _stages_nobody_has(
    access: Access, boards: Sequence[Board], pins: Mapping[str, str]
) -> Iterator[Finding]:
    named = {name for pin, name in pins.items() if pin.startswith("list:")}
    found = {stage for name, stage in access.stages.items() if name in named}
    there = sorted({column.name for board in boards for column in board.columns.values()})
    for name, stage in access.stages.items():
        if stage not in found:
            close = difflib.get_close_matches(name, there, n=3) or there[:10]
            todo = f"the boards have {', '.join(map(repr, close))}"
            what = f"{access.at('stages', name)}no list is called {name!r} (`stages`)"
            yield Finding(access.name, what, todo, "stages")
