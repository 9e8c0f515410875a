"""Raw Trello JSON to cards, pure: the connector and the export reader share it.

The order of everything in a card is its own (by id or name), so that a card read with its board
and the same card read alone are equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from connectors.card import (
    Card,
    CheckItem,
    Checklist,
    Comment,
    Link,
    OwnComment,
    Person,
    Shown,
    Stage,
    Tracker,
    is_own_label,
)
from connectors.text.mark import find_mark
from connectors.text.markdown import clean, tidy
from connectors.trello.boards import Board, Column, label_name, person_of
from connectors.trello.values import field_of, moment, number_of, values_of

COMMENTS = ("commentCard", "copyCommentCard")
"""The actions that are comments."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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
    created = born(raw["id"]) or moment(raw.get("dateLastActivity")) or _EPOCH
    labels = _labels(raw, board)
    values = values_of(raw, board.fields)
    comments, own = _comments(actions, board, lens)
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
        members=tuple(_known(board, each) for each in sorted(set(raw.get("idMembers") or ()))),
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


def born(identity: str) -> datetime | None:
    """When an object was made: the first 8 hex digits of an id are Unix seconds."""
    try:
        return datetime.fromtimestamp(int(identity[:8], 16), UTC) if len(identity) == 24 else None
    except ValueError:
        return None


def _key(raw: Mapping[str, Any]) -> str:
    return raw.get("shortLink") or (f"#{raw['idShort']}" if raw.get("idShort") else raw["id"])


def _url(raw: Mapping[str, Any]) -> str:
    short = raw.get("shortLink")
    return (
        raw.get("url") or raw.get("shortUrl") or (f"https://trello.com/c/{short}" if short else "")
    )


def _labels(raw: Mapping[str, Any], board: Board) -> list[str]:
    """Names of a card's labels; old exports give only ids, very old ones only colours."""
    inline = raw.get("labels") or ()
    names = {label_name(label) for label in inline if isinstance(label, Mapping)}
    names |= {board.labels.get(each, "") for each in raw.get("idLabels") or () if not inline}
    return sorted(names - {""})


def _known(board: Board, member: str) -> Person:
    """A member by id; one who left the board has no name there any more."""
    return board.people.get(member) or Person(id=member, name="", active=False)


def _author(
    raw: Mapping[str, Any], board: Board, actions: Iterable[Mapping[str, Any]]
) -> Person | None:
    """Who made the card, where the answer or an export's history tells."""
    made = (each for each in actions if each.get("type") == "createCard")
    maker = next((each.get("idMemberCreator") for each in made), None)
    maker = raw.get("idMemberCreator") or maker
    return _known(board, maker) if maker else None


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


def _comments(
    actions: Iterable[Mapping[str, Any]], board: Board, lens: Lens
) -> tuple[tuple[Comment, ...], tuple[OwnComment, ...]]:
    """Comments of people, and ours, each in the order they were made."""
    once = {each["id"]: each for each in actions if each.get("type") in COMMENTS}
    theirs: list[Comment] = []
    ours: list[OwnComment] = []
    for key, action in sorted(once.items()):
        data = action.get("data") or {}
        text, edited = data.get("text") or "", moment(data.get("dateLastEdited"))
        digest = find_mark(text)
        if digest and lens.me in {None, action.get("idMemberCreator")}:
            said = edited or moment(action.get("date"))
            ours.append(OwnComment(id=key, digest=digest, edited=said))
        else:
            created = moment(action.get("date")) or born(key) or _EPOCH
            theirs.append(Comment(key, _speaker(action, board), tidy(text), created, edited))
    return tuple(theirs), tuple(ours)


def _speaker(action: Mapping[str, Any], board: Board) -> Person | None:
    """Who said it; a deleted account leaves no member object."""
    if action.get("memberCreator"):
        return person_of(action["memberCreator"])
    creator = action.get("idMemberCreator")
    return _known(board, creator) if creator else None
