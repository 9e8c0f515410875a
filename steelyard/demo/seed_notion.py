"""The sample data source in the loopback Notion."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.card import PersonKind, Stage, Tracker
from steelyard.demo import moments
from steelyard.demo.backlog import Backlog, Board, FieldKind, SampleCard
from steelyard.demo.notion_blocks import page_blocks
from steelyard.loopback.notion.model import DataSource, Page, User
from steelyard.loopback.notion.state import NotionState

TITLE, TAGS = "Название", "Теги"
_TYPES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "rich_text",
    FieldKind.NUMBER: "number",
    FieldKind.PERSON: "people",
    FieldKind.SELECT: "select",
    FieldKind.STATUS: "status",
    FieldKind.LABELS: "multi_select",
}
_GROUPS: Mapping[str, frozenset[Stage]] = {
    "To-do": frozenset({Stage.BACKLOG}),
    "In progress": frozenset({Stage.IN_PROGRESS, Stage.TEST}),
    "Complete": frozenset({Stage.DONE}),
}
"""Notion's own three groups of a status; their names are the same in every language."""


def seed_notion(
    backlog: Backlog, state: NotionState, now: datetime
) -> tuple[DataSource, dict[str, str]]:
    """Fill a fresh workspace; the data source, and the page id of every card by its sample key."""
    board = backlog.notion
    with state.lock:
        users = _users(backlog)
        state.users |= {user.id: user for user in users.values()}
        source = state.add_database(board.place, {TITLE: "title"})
        for name, kind in board.fields.items():
            config = _groups(board, state) if kind is FieldKind.STATUS else None
            state.add_property(source, name, _TYPES[kind], config)
        return source, {
            card.key: _add(state, source, card, board, users, now) for card in board.cards
        }


def _users(backlog: Backlog) -> dict[str, User]:
    return {
        key: User(
            person.accounts[Tracker.NOTION],
            person.names.get(Tracker.NOTION, person.name),
            bot=person.kind is PersonKind.BOT,
        )
        for key, person in backlog.people.items()
        if Tracker.NOTION in person.accounts
    }


def _groups(board: Board, state: NotionState) -> dict[str, Any]:
    ids = {name: state.new_id() for name in board.statuses}
    options = [
        {"id": ids[name], "name": name, "color": "default", "description": None} for name in ids
    ]
    groups = [
        {
            "id": state.new_id(),
            "name": group,
            "color": "default",
            "option_ids": [ids[name] for name, stage in board.statuses.items() if stage in stages],
        }
        for group, stages in _GROUPS.items()
    ]
    return {"options": options, "groups": groups}


def _add(  # noqa: PLR0913, PLR0917 - where, what and when of one card
    state: NotionState,
    source: DataSource,
    card: SampleCard,
    board: Board,
    users: Mapping[str, User],
    now: datetime,
) -> str:
    page = state.add_page(
        source,
        _properties(card, board, users),
        blocks=page_blocks(card.body, state.new_id),
        author=users[card.author],
        created=moments.created(card, now),
        edited=moments.updated(card, now),
    )
    page.in_trash = page.archived = card.archived
    _comment(state, page, card, users, now)
    return page.id


def _properties(card: SampleCard, board: Board, users: Mapping[str, User]) -> dict[str, Any]:
    status = next(name for name, kind in board.fields.items() if kind is FieldKind.STATUS)
    filled = {
        name: [users[str(value)].id] if board.fields[name] is FieldKind.PERSON else value
        for name, value in card.fields.items()
    }
    return {TITLE: card.title, status: card.status, TAGS: card.labels, **filled}


def _comment(
    state: NotionState, page: Page, card: SampleCard, users: Mapping[str, User], now: datetime
) -> None:
    for said, at in zip(card.comments, moments.said(card.comments, now), strict=True):
        comment = state.comment(page, users[said.author], said.text)
        comment.created = comment.edited = at
