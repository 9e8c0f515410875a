"""When things of the sample happened, from their ages in days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from steelyard.demo.backlog import Comment, SampleCard


def created(card: SampleCard, now: datetime) -> datetime:
    """When the card was made: some hours before anything else of that day."""
    return now - timedelta(days=card.created, hours=6)


def updated(card: SampleCard, now: datetime) -> datetime:
    """When a person last changed the card."""
    return now - timedelta(days=card.updated)


def said(comments: Sequence[Comment], now: datetime) -> list[datetime]:
    """When each comment was made; those of one day follow each other by ten minutes."""
    last = len(comments)
    return [
        now - timedelta(days=comment.ago, minutes=10 * (last - at))
        for at, comment in enumerate(comments)
    ]
