"""The sample project in the loopback Jira: a Russian-speaking company's site."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from connectors.card import PersonKind, Stage, Tracker
from steelyard.demo import moments
from steelyard.demo.adf import document
from steelyard.demo.backlog import Backlog, Board, Colleague, FieldKind, SampleCard
from steelyard.loopback.jira.model import User
from steelyard.loopback.jira.state import JiraState

_CATEGORIES: Mapping[Stage, str] = {
    Stage.BACKLOG: "new",
    Stage.IN_PROGRESS: "indeterminate",
    Stage.TEST: "indeterminate",
    Stage.DONE: "done",
}
_TYPES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "textfield",
    FieldKind.NUMBER: "float",
    FieldKind.PERSON: "userpicker",
}


def seed_jira(backlog: Backlog, state: JiraState, now: datetime) -> dict[str, str]:
    """Fill a fresh site; the issue key of every sample card, by its sample key."""
    board = backlog.jira
    with state.lock:
        users = {key: _user(key, person) for key, person in _with_account(backlog)}
        state.users |= {user.id: user for user in users.values()}
        state.add_project(board.key, board.place)
        for name, stage in board.statuses.items():
            state.add_status(name, _CATEGORIES[stage])
        for name, kind in board.fields.items():
            state.add_field(name, _TYPES[kind])
        return {card.key: _add(state, board, card, users, now) for card in board.cards}


def _with_account(backlog: Backlog) -> list[tuple[str, Colleague]]:
    return [pair for pair in backlog.people.items() if Tracker.JIRA in pair[1].accounts]


def _user(key: str, person: Colleague) -> User:
    return User(
        id=person.accounts[Tracker.JIRA],
        name=key,
        shown=person.names.get(Tracker.JIRA, person.name),
        active=person.active,
        app=person.kind is PersonKind.BOT,
    )


def _add(
    state: JiraState, board: Board, card: SampleCard, users: Mapping[str, User], now: datetime
) -> str:
    key = state.add_issue(
        board.key,
        card.title,
        document(card.body, card.checklists) if card.body or card.checklists else None,
        fields={name: _value(board.fields[name], raw, users) for name, raw in card.fields.items()},
        status=card.status,
        kind=card.type,
        priority=card.priority,
        assignee=users.get(card.assignee),
        reporter=users[card.author],
        labels=card.labels,
        due=None if card.due is None else f"{now + timedelta(days=card.due):%Y-%m-%d}",
        comments=[(users[comment.author], document(comment.text)) for comment in card.comments],
        created=moments.created(card, now),
        updated=moments.updated(card, now),
    )
    _date_comments(state, key, card, now)
    return key


def _value(kind: FieldKind, raw: str | int, users: Mapping[str, User]) -> Any:
    if kind is FieldKind.PERSON:
        return users[str(raw)].id
    return float(raw) if kind is FieldKind.NUMBER else raw


def _date_comments(state: JiraState, key: str, card: SampleCard, now: datetime) -> None:
    # A new issue's comments are as old as the issue; these were made later.
    issue = state.issue(key)
    dated = zip(issue.comments, moments.said(card.comments, now), strict=True)
    comments = tuple(replace(comment, created=at, updated=at) for comment, at in dated)
    state.put(replace(issue, comments=comments))
