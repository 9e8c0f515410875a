"""A card as the team sees it in its tracker: score, labels and the conversation under it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from connectors.text.adf import adf_to_markdown
from connectors.text.notion import rich_text_to_markdown
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.trello.state import TrelloState

SCORE, FLAGS = "Steelyard score", "Steelyard flags"


class Face(msgspec.Struct, frozen=True):
    """What stands on a card now; comments are Markdown, oldest first."""

    tracker: str
    title: str
    score: float | None
    labels: tuple[str, ...]
    comments: tuple[str, ...]


def jira_face(state: JiraState, key: str) -> Face:
    """The face of an issue by its key."""
    issue = next(issue for issue in state.issues.values() if issue.key == key)
    score = next(field.id for field in state.fields.values() if field.name == SCORE)
    return Face(
        "Jira",
        issue.values["summary"],
        issue.values.get(score),
        tuple(issue.values.get("labels") or ()),
        tuple(adf_to_markdown(comment.body) for comment in issue.comments),
    )


def trello_face(state: TrelloState, card_id: str) -> Face:
    """The face of a card by its id."""
    card = state.cards[card_id]
    board = state.boards[card.board]
    score = next(field.id for field in board.fields if field.name == SCORE)
    names = {label.id: label.name or label.color or "" for label in board.labels}
    number = (card.values.get(score, {}).get("value") or {}).get("number")
    return Face(
        "Trello",
        card.name,
        float(number) if number else None,
        tuple(names[label] for label in card.labels),
        tuple(action.data["text"] for action in state.comments_of(card)),
    )


def notion_face(state: NotionState, page_id: str) -> Face:
    """The face of a page by its id."""
    page = state.pages[page_id]
    values = {
        state.sources[page.source].properties[one].name: it for one, it in page.values.items()
    }
    title = state.sources[page.source].properties["title"].name
    return Face(
        "Notion",
        rich_text_to_markdown(values[title]),
        values.get(SCORE),
        tuple(_names(values.get(FLAGS))),
        tuple(rich_text_to_markdown(comment.rich_text) for comment in state.comments_of(page)),
    )


def _names(options: Any) -> list[str]:
    return [option["name"] if isinstance(option, Mapping) else option for option in options or ()]


Look = Callable[[], Face]
