"""The value of a Notion property as people see it."""

from collections.abc import Callable, Mapping
from typing import Any

from connectors.text.markdown import clean
from connectors.text.notion_rich import inner, line, members, word

_HUGE = 1e300  # infinities and what is beyond a double are no figures of a card
_DEEP = 5  # a rollup of formulas of rollups; Notion itself allows fewer


def property_to_text(prop: Any) -> str:
    """A property value or property item as text, empty when nothing is set; never raises.

    People read as names (never as e-mail addresses), files as names, relations as page ids.
    """
    return clean(_text(prop, 0))


def _text(prop: Any, depth: int) -> str:
    kind = word(prop, "type")
    if depth > _DEEP or not kind:
        return ""
    value = inner(prop, kind)
    if kind in ("formula", "rollup"):
        return _text(value, depth + 1)
    if kind == "array":
        parts = (_text(item, depth + 1) for item in members(value))
        return ", ".join(part for part in parts if part)
    return _READ.get(kind, _any)(value)


def _any(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return line(value) or _names(value)
    return word(value, "name") or word(value, "plain_text")


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if not -_HUGE < value < _HUGE:
        return ""
    return str(int(value)) if value == int(value) else str(value)


def _date(value: Any) -> str:
    start, end = word(value, "start"), word(value, "end")
    return f"{start} → {end}" if end else start


def _checkbox(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""


def _person(value: Any) -> str:
    return word(value, "name") or word(value, "id")


def _names(value: Any) -> str:
    return ", ".join(name for name in map(_person, members(value)) if name)


def _unique_id(value: Any) -> str:
    prefix, number = word(value, "prefix"), _number(inner(value, "number"))
    return f"{prefix}-{number}" if prefix and number else number


def _place(value: Any) -> str:
    return ", ".join(part for part in (word(value, "name"), word(value, "address")) if part)


def _rich(value: Any) -> str:
    """A list on a page; one object in an answer about the property itself."""
    return line([value] if isinstance(value, Mapping) else value)


def _people(value: Any) -> str:
    return _names([value] if isinstance(value, Mapping) else value)


_READ: dict[str, Callable[[Any], str]] = {
    "title": _rich,
    "rich_text": _rich,
    "number": _number,
    "date": _date,
    "checkbox": _checkbox,
    "boolean": _checkbox,
    "people": _people,
    "relation": _people,
    "created_by": _person,
    "last_edited_by": _person,
    "unique_id": _unique_id,
    "verification": lambda value: word(value, "state"),
    "place": _place,
    "button": lambda _: "",
}
