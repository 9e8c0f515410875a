"""The pack's words, and a card in one line."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.card import Card, Field, Person, Tracker
from enrichment.reading.words import Words, load_words

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = datetime(2026, 11, 21, tzinfo=UTC)

MakeCard = Callable[..., Card]


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(sorted((ROOT / "rules/ecommerce/words").glob("*.yaml")))


@pytest.fixture(scope="session")
def card() -> MakeCard:
    return make_card


def make_card(
    body: str = "",
    *,
    title: str = "Карточка",
    tracker: Tracker = Tracker.JIRA,
    assignee: str | Person | None = None,
    fields: dict[str, str] | None = None,
    labels: tuple[str, ...] = (),
) -> Card:
    person = Person(assignee, assignee) if isinstance(assignee, str) else assignee
    return Card(
        connection="shop",
        tracker=tracker,
        id="1",
        key="SHOP-1",
        url="",
        title=title,
        body=body,
        labels=labels,
        assignees=(person,) if person else (),
        fields=tuple(Field(slot, slot, text, slot) for slot, text in (fields or {}).items()),
        created=WRITTEN,
        updated=WRITTEN,
    )
