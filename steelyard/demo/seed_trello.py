"""The sample board in the loopback Trello, with Custom Fields enabled."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from connectors.card import Tracker
from steelyard.demo import moments
from steelyard.demo.backlog import Backlog, FieldKind, SampleCard
from steelyard.loopback.trello.model import Board, Member
from steelyard.loopback.trello.state import TrelloState

_TYPES: Mapping[FieldKind, str] = {FieldKind.TEXT: "text", FieldKind.NUMBER: "number"}


def seed_trello(
    backlog: Backlog, state: TrelloState, now: datetime
) -> tuple[Board, dict[str, str]]:
    """Fill a fresh account; the board, and the id of every sample card by its sample key."""
    sample = backlog.trello
    with state.lock:
        members = _members(backlog)
        state.members |= {member.id: member for member in members.values()}
        board = state.add_board(sample.place, sample.statuses, members.values())
        for name, kind in sample.fields.items():
            state.add_field(board, name, _TYPES[kind])
        return board, {card.key: _add(state, board, card, members, now) for card in sample.cards}


def _members(backlog: Backlog) -> dict[str, Member]:
    return {
        key: Member(
            person.accounts[Tracker.TRELLO], key, person.names.get(Tracker.TRELLO, person.name)
        )
        for key, person in backlog.people.items()
        if Tracker.TRELLO in person.accounts
    }


def _add(
    state: TrelloState, board: Board, card: SampleCard, members: Mapping[str, Member], now: datetime
) -> str:
    made = state.add_card(
        board,
        card.status,
        card.title,
        card.body,
        labels=card.labels,
        members=[members[key] for key in card.members],
        fields={name: str(value) for name, value in card.fields.items()},
        checklists={
            checklist.name: [(item.text, item.done) for item in checklist.items]
            for checklist in card.checklists
        },
        due=None if card.due is None else now + timedelta(days=card.due),
        created=moments.created(card, now),
        closed=card.archived,
    )
    for comment, at in zip(card.comments, moments.said(card.comments, now), strict=True):
        state.comment(made, members[comment.author], comment.text, at)
    creation = next(action for action in board.actions if action.card == made.id)
    creation.author = members[card.author].id
    made.active = moments.updated(card, now)
    return made.id
