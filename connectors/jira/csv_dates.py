"""Dates as Jira's CSV export spells them: `12/Nov/21 3:14 PM`, `12.11.2021 15:14`, ISO."""

import re
from datetime import UTC, datetime

_DATE = re.compile(
    r"(?P<first>\d{1,4})[./\- ](?P<month>\d{1,2}|[^\W\d]{3,})\.?[./\- ](?P<last>\d{1,4})"
    r"(?:,?[\sT]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?|дп|пп)?)?",
    re.IGNORECASE,
)
_MONTHS = (
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
)
_MAY = "май"


def csv_moment(text: str) -> datetime | None:
    """The moment a cell spells, None when it spells none.

    The export names no time zone, so the time counts as UTC. Numbers are read day first, year
    first when the first has four digits, month first where only that makes a date.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    first, last, month = int(found["first"]), int(found["last"]), _month(found["month"])
    year, day = (first, last) if first > 31 else (last, first)
    if month > 12 and day <= 12:
        day, month = month, day
    hour = _hour(int(found["hour"] or 0), (found["half"] or "").casefold())
    try:
        return datetime(
            year + 2000 if year < 100 else year,
            month,
            day,
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None


def _month(text: str) -> int:
    """1..12; 0 for a word that is no month."""
    if text.isdigit():
        return int(text)
    start = text[:3].casefold().replace(_MAY, "мая")
    return next((names.index(start) + 1 for names in _MONTHS if start in names), 0)


def _hour(hour: int, half: str) -> int:
    if half.startswith(("p", "п")):
        return hour % 12 + 12
    return hour % 12 if half else hour
