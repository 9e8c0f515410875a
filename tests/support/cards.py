"""Cards and verdicts for tests that need many alike."""

from datetime import UTC, datetime
from typing import Any

from connectors.card import Card, Stage, Tracker
from enrichment.reading.slots import Kind
from enrichment.verdict import Advice, Decision, Part, Place, Score, Verdict

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_card(number: int = 1, **more: Any) -> Card:
    """A Trello card at work; `more` as in `Card`."""
    values: dict[str, Any] = {
        "connection": "growth",
        "tracker": Tracker.TRELLO,
        "id": f"{number:024x}",
        "key": f"card{number}",
        "url": "",
        "title": f"Card {number}",
        "body": "Проблема: теряем 31% заказов.",
        "stage": Stage.BACKLOG,
        "created": NOW,
        "updated": NOW,
    }
    return Card(**values | more)


def a_verdict(score: float = 50.0, at: int = 1, of: int = 100, **more: Any) -> Verdict:
    """A ready growth card at place `at` of the queue; `more` as in `Verdict`."""
    band = "top 10" if at <= 10 else f"decile {-(-10 * at // of)}"
    values: dict[str, Any] = {
        "kind": Kind.GROWTH,
        "lane": "growth",
        "flags": (),
        "score": Score(score, score, score, (Part("growth", score, "money"),), 0.5, False),
        "advice": Advice(Decision.PILOT, "pilot", "try it"),
        "place": Place("growth", at, of, at, of, band, at <= 10),
        "language": "en",
    }
    return Verdict(**values | more)
