"""What a property's value says: its text as people see it, and its number, day or people."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from connectors.card import Person, PersonKind
from connectors.text.notion import property_to_text
from connectors.text.notion_rich import members

_SIGNS = {
    "ruble": "₽",
    "dollar": "$",
    "euro": "€",
    "pound": "£",
    "yen": "¥",
    "yuan": "CN¥",
    "rupee": "₹",
    "won": "₩",
    "lira": "₺",
    "shekel": "₪",
    "real": "R$",
    "canadian_dollar": "CA$",
    "australian_dollar": "A$",
    "franc": "CHF",
    "zloty": "zł",
    "krona": "kr",
    "koruna": "Kč",
    "forint": "Ft",
    "dirham": "AED",
    "riyal": "SAR",
}
"""Notion's number formats that are currencies, and how people write these."""

_PLAIN = {"", "number", "number_with_commas"}
_COMPUTED = {"formula", "rollup"}
_HUGE = 1e300
"""No number people write; an integer of this size cannot become a float."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text_of(value: Mapping[str, Any], shown_as: str = "") -> str:
    """The value as people see it, Markdown; `shown_as` is the number format of the property."""
    number = value.get("number") if value.get("type") == "number" else None
    if isinstance(number, int | float) and shown_as not in _PLAIN:
        return _formatted(number, shown_as)
    return property_to_text(value).strip()


def number_of(value: Mapping[str, Any]) -> float | None:
    """The number of a number property, or the one a formula or rollup came to."""
    inner = _computed(value)
    number = inner.get("number")
    return float(number) if isinstance(number, int | float) and abs(number) < _HUGE else None


def day_of(value: Mapping[str, Any]) -> date | None:
    """The day a date starts, or the one a formula or rollup came to."""
    inner = _computed(value).get("date")
    start = inner.get("start") if isinstance(inner, dict) else None
    return _day(start) if isinstance(start, str) else None


def people_of(value: Mapping[str, Any]) -> tuple[Person, ...]:
    """The people, groups and bots of a people property."""
    return tuple(person(user) for user in members(value.get("people")) if user.get("id"))


def person(user: Mapping[str, Any]) -> Person:
    """A user object as a person; a partial one has an id and no name."""
    group = user.get("object") == "group"
    kind = PersonKind.BOT if user.get("type") == "bot" else PersonKind.PERSON
    return Person(
        id=str(user.get("id") or ""),
        name=str(user.get("name") or ""),
        kind=PersonKind.GROUP if group else kind,
    )


def options_of(value: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The names of a multi-select's chosen options."""
    options = members((value or {}).get("multi_select"))
    return tuple(str(option["name"]) for option in options if option.get("name"))


def moment(text: object) -> datetime:
    """A time of Notion, aware, in UTC; 1970 when there is none that can be read."""
    try:
        read = datetime.fromisoformat(text) if isinstance(text, str) else _EPOCH
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _EPOCH


def _computed(value: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = value.get(str(value.get("type")))
    return inner if isinstance(inner, dict) and value.get("type") in _COMPUTED else value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _formatted(number: float, shown_as: str) -> str:
    if shown_as == "percent":
        return f"{_short(number * 100)}%"
    sign = _SIGNS.get(shown_as, shown_as.replace("_", " "))
    return f"{_short(number)} {sign}"


def _short(number: float) -> str:
    """Without a needless fraction, never in powers of ten."""
    return f"{round(number, 10):f}".rstrip("0").rstrip(".")
