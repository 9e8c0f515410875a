"""Raw Trello JSON to cards, pure: the connector and the export reader share it.

The order of everything in a card is its own (by id or name), so that a card read with its board
and the same card read alone are equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from connectors.card import (
    Card,
    CheckItem,
    Checklist,
    Link,
    Person,
    Shown,
    Stage,
    Tracker,
    is_own_label,
)
from connectors.text.markdown import clean, tidy
from connectors.trello.boards import Board, Column, label_name
from connectors.trello.comments import comments_in
from connectors.trello.values import EPOCH, born, field_of, moment, number_of, values_of

_NOWHERE = Column(id="", name="")


class Lens(msgspec.Struct, frozen=True):
    """How the cards of one board are looked at.

    `me` is our own account's id, None in an export, where the mark alone tells our comments.
    `score` is the id of the board's score field. `slots` maps field ids, `stages` list ids.
    """

    connection: str
    me: str | None = None
    score: str | None = None
    slots: Mapping[str, str] = {}
    stages: Mapping[str, Stage | None] = {}


def cards_of(
    raw_cards: Iterable[Mapping[str, Any]],
    board: Board,
    lens: Lens,
    checklists: Iterable[Mapping[str, Any]] = (),
    actions: Iterable[Mapping[str, Any]] = (),
) -> tuple[Card, ...]:
    """Cards in the order of their ids, each once, with the checklists and comments that are theirs.

    Checklists and actions may also stand inside a raw card, as when it was read alone.
    """
    lists, said = defaultdict(list), defaultdict(list)
    for checklist in checklists:
        lists[checklist.get("idCard")].append(checklist)
    for action in actions:
        said[((action.get("data") or {}).get("card") or {}).get("id")].append(action)
    once = {raw["id"]: raw for raw in raw_cards}
    return tuple(
        _card(
            raw,
            board,
            lens,
            raw.get("checklists") or lists[key],
            raw.get("actions") or said[key],
        )
        for key, raw in sorted(once.items())
    )


def _card(
    raw: Mapping[str, Any],
    board: Board,
    lens: Lens,
    checklists: Iterable[Mapping[str, Any]],
    actions: Iterable[Mapping[str, Any]],
) -> Card:
    column = board.columns.get(raw.get("idList") or "", _NOWHERE)
    created = born(raw["id"]) or moment(raw.get("dateLastActivity")) or EPOCH
    labels = _labels(raw, board)
    values = values_of(raw, board.fields)
    comments, own = comments_in(actions, board, lens.me)
    due = moment(raw.get("due"))
    return Card(
        connection=lens.connection,
        tracker=Tracker.TRELLO,
        id=raw["id"],
        key=_key(raw),
        url=_url(raw),
        title=clean(raw.get("name") or ""),
        body=tidy(raw.get("desc") or ""),
        checklists=tuple(map(_checklist, sorted(checklists, key=_place))),
        fields=tuple(
            field_of(field, item, lens.slots.get(field.id))
            for field, item in values
            if field.id != lens.score
        ),
        labels=tuple(label for label in labels if not is_own_label(label)),
        status=column.name,
        stage=lens.stages.get(column.id),
        group=board.name,
        members=tuple(board.person(each) for each in sorted(set(raw.get("idMembers") or ()))),
        author=_author(raw, board, actions),
        comments=comments,
        links=tuple(sorted(_links(raw), key=lambda link: (link.target, link.title))),
        created=created,
        updated=moment(raw.get("dateLastActivity")) or created,
        due=due.date() if due else None,
        archived=bool(raw.get("closed")) or column.closed,
        shown=Shown(
            score=number_of(next((item for field, item in values if field.id == lens.score), {})),
            labels=tuple(label for label in labels if is_own_label(label)),
            comments=own,
        ),
    )


def _key(raw: Mapping[str, Any]) -> str:
    return raw.get("shortLink") or (f"#{raw['idShort']}" if raw.get("idShort") else raw["id"])


def _url(raw: Mapping[str, Any]) -> str:
    short = raw.get("shortLink")
    return (
        raw.get("url") or raw.get("shortUrl") or (f"https://trello.com/c/{short}" if short else "")
    )


def _labels(raw: Mapping[str, Any], board: Board) -> list[str]:
    """Names of a card's labels; some answers give ids alone, for which the board has the names."""
    labels = raw.get("labels") or raw.get("idLabels") or ()
    names = {
        label_name(label) if isinstance(label, Mapping) else board.labels.get(label, "")
        for label in labels
    }
    return sorted(names - {""})


def _author(
    raw: Mapping[str, Any], board: Board, actions: Iterable[Mapping[str, Any]]
) -> Person | None:
    """Who made the card, where the answer or an export's history tells."""
    made = (each for each in actions if each.get("type") == "createCard")
    maker = next((each.get("idMemberCreator") for each in made), None)
    maker = raw.get("idMemberCreator") or maker
    return board.person(maker) if maker else None


def _place(raw: Mapping[str, Any]) -> tuple[float, str]:
    """Where people put a checklist or an item of it."""
    position = raw.get("pos")
    return (position if isinstance(position, int | float) else 0.0, raw.get("id") or "")


def _checklist(raw: Mapping[str, Any]) -> Checklist:
    items = (
        CheckItem(text=tidy(item.get("name") or ""), done=item.get("state") == "complete")
        for item in sorted(raw.get("checkItems") or (), key=_place)
    )
    return Checklist(name=raw.get("name") or "", items=tuple(items))


def _links(raw: Mapping[str, Any]) -> set[Link]:
    return {
        Link(kind="attachment", target=each["url"], title=each.get("name") or "")
        for each in raw.get("attachments") or ()
        if each.get("url")
    }
