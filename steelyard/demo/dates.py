"""Dates inside the sample texts, told as days from today so that the demo never goes stale."""

import re
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

_BLANK = re.compile(r"\{\{(date|iso):([+-]\d+)d\}\}")


def dated(text: str, today: date, language: str = "ru") -> str:
    """Fill `{{date:+45d}}` as people write it and `{{iso:+45d}}` as 2027-01-05.

    People write 05.01.2027 in `ru`, January 5, 2027 in `en`.
    """

    def written(blank: re.Match[str]) -> str:
        day = today + timedelta(days=int(blank[2]))
        if blank[1] == "iso":
            return day.isoformat()
        return format_date(day, "long", "en") if language == "en" else f"{day:%d.%m.%Y}"

    return _BLANK.sub(written, text)


def all_dated(value: Any, today: date, language: str = "ru") -> Any:
    """Fill the dates in every text of plain data (mappings, lists, scalars)."""
    match value:
        case str():
            return dated(value, today, language)
        case list():
            return [all_dated(item, today, language) for item in value]
        case dict():
            return {key: all_dated(item, today, language) for key, item in value.items()}
        case _:
            return value
