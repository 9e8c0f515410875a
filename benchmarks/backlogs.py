"""Large backlogs for the loopback trackers, made of the sample's own cards."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import TypeVar

from connectors.card import Card, Stage, Tracker
from steelyard.demo.adf import document
from steelyard.demo.backlog import SampleCard, load_backlog
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.trello.state import TrelloState

T = TypeVar("T")

BATCH = 200
"""Cards a run holds at a time."""
SIZE = 1500
"""Bytes of a card's text in UTF-8: some 1,080 characters, half of them of two bytes."""
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """All items, so many at a time as a run holds."""
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def samples(count: int) -> Sequence[SampleCard]:
    """`count` sample cards, repeating."""
    return list(islice(cycle(load_backlog(datetime.now(UTC).date()).cards), count))


def jira_backlog(count: int) -> JiraState:
    """A site with one project of `count` issues."""
    state = JiraState()
    state.add_project("SHOP", "Shop")
    state.add_field("Steelyard score", "float")
    for card in samples(count):
        state.add_issue("SHOP", card.title, document(card.body))
    return state


def trello_backlog(count: int) -> tuple[TrelloState, str]:
    """A board of `count` cards, and its short link."""
    state = TrelloState()
    board = state.add_board("Growth", ["Ideas"])
    state.add_field(board, "Steelyard score", "number")
    for card in samples(count):
        state.add_card(board, "Ideas", card.title, card.body)
    return state, board.short_link


def notion_backlog(count: int) -> tuple[NotionState, str]:
    """A data source of `count` pages, and its id."""
    state = NotionState()
    columns = {"Name": "title", "Steelyard score": "number", "Steelyard flags": "multi_select"}
    source = state.add_database("Ideas", columns)
    now = datetime.now(UTC)
    for age, card in enumerate(samples(count), 1):
        edited = now - timedelta(minutes=age)  # people do not edit a thousand pages in a minute
        state.add_page(source, {"Name": card.title}, card.body, created=edited, edited=edited)
    return state, source.id


def card_of(number: int, sample: SampleCard) -> Card:
    """A card of `SIZE` bytes made of the sample's words; no two are alike."""
    body = sample.body
    text = (body + "\n\n" + body * (SIZE // max(1, len(body)) + 1)).encode()[:SIZE]
    return _card(number, sample.title, f"{text.decode(errors='ignore')}\n\n№ {number}")


def drawn_cards(count: int) -> list[Card]:
    """`count` cards of `SIZE` bytes of paragraphs drawn from the samples, the same in every run."""
    draw = random.Random(3)  # noqa: S311 - no secret: the same texts in every run
    backlog = load_backlog(NOW.date()).cards
    ru = [one for one in backlog if one.language == "ru"]
    en = [one for one in backlog if one.language == "en"]
    return [_drawn(number, ru if number % 3 else en, draw) for number in range(count)]


def _drawn(number: int, drawn: Sequence[SampleCard], draw: random.Random) -> Card:
    paragraphs = [part for one in drawn for part in one.body.split("\n\n") if part.strip()]
    text = ""
    while len(text.encode()) < SIZE:
        text += f"{draw.choice(paragraphs)}\n\n"
    body = text.encode()[:SIZE].decode(errors="ignore")
    return _card(number, drawn[number % len(drawn)].title, body)


def _card(number: int, title: str, body: str) -> Card:
    return Card(
        connection="bench",
        tracker=Tracker.TRELLO,
        id=f"{number:024x}",
        key=f"BENCH-{number}",
        url="",
        title=title,
        body=body,
        stage=Stage.BACKLOG,
        created=NOW - timedelta(days=30),
        updated=NOW,
    )
