"""Values of custom fields and times, pure: numbers and ticks are strings on the wire."""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.card import Field
from connectors.text.markdown import tidy
from connectors.trello.boards import CustomField

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time nobody tells."""


def moment(value: str | None) -> datetime | None:
    """A time as Trello writes it (ISO 8601, UTC), aware; None for nothing or for no time."""
    try:
        read = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def born(identity: str) -> datetime | None:
    """When an object was made: the first 8 hex digits of an id are Unix seconds."""
    try:
        return datetime.fromtimestamp(int(identity[:8], 16), UTC) if len(identity) == 24 else None
    except ValueError:
        return None


def values_of(
    raw: Mapping[str, Any], fields: Iterable[CustomField]
) -> list[tuple[CustomField, Mapping[str, Any]]]:
    """The fields that hold a value on this card, in the order of their ids."""
    items = {item.get("idCustomField"): item for item in raw.get("customFieldItems") or ()}
    ordered = sorted(fields, key=lambda field: field.id)
    return [(field, items[field.id]) for field in ordered if _text(field, items.get(field.id))]


def field_of(field: CustomField, item: Mapping[str, Any], slot: str | None) -> Field:
    """A field with its value, typed as the tracker types it."""
    value = item.get("value") or {}
    day = moment(value.get("date")) if field.type == "date" else None
    return Field(
        id=field.id,
        name=field.name,
        text=_text(field, item),
        slot=slot,
        number=number_of(item),
        day=day.date() if day else None,
    )


def _text(field: CustomField, item: Mapping[str, Any] | None) -> str:
    """The value as people see it; an empty text stands for no value."""
    if not item:
        return ""
    value = item.get("value") or {}
    if field.type == "list":
        return field.options.get(item.get("idValue") or "", "")
    if field.type == "checkbox":
        return "✓" if str(value.get("checked")).casefold() == "true" else ""
    if field.type == "date":
        day = moment(value.get("date"))
        return day.date().isoformat() if day else ""
    return tidy(str(value.get(field.type, "")))


def number_of(item: Mapping[str, Any]) -> float | None:
    """The number of a number field, a string on the wire."""
    try:
        number = float((item.get("value") or {}).get("number", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
