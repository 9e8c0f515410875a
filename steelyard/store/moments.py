"""Moments as the database keeps them: in UTC, without saying so."""

from datetime import UTC, datetime


def naive(moment: datetime) -> datetime:
    """An aware moment as it is kept."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """A kept moment as the program has it."""
    return moment.replace(tzinfo=UTC)


def maybe_naive(moment: datetime | None) -> datetime | None:
    """As `naive`, for what may not have happened yet."""
    return naive(moment) if moment else None


def maybe_aware(moment: datetime | None) -> datetime | None:
    """As `aware`, for what may not have happened yet."""
    return aware(moment) if moment else None
