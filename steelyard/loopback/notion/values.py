"""Property values: what a request may set, what simple Python makes, what an answer shows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from steelyard.loopback.notion import text
from steelyard.loopback.notion.model import Json, Property

LISTS = frozenset({"title", "rich_text", "people", "relation"})
"""Types whose values the page object cuts after 25 entries."""
READ_ONLY = frozenset(
    {
        "formula", "rollup", "created_time", "created_by", "last_edited_time", "last_edited_by",
        "unique_id", "button", "verification",
    }
)  # fmt: skip
EMPTY_CONFIG = frozenset(
    {
        "title", "rich_text", "people", "checkbox", "url", "email", "phone_number", "date",
        "files", "created_time", "created_by", "last_edited_time", "last_edited_by", "button",
    }
)  # fmt: skip
RUN_LIMIT, ITEM_LIMIT, SHORT_LIMIT = 2000, 100, 200


class InvalidError(ValueError):
    """A value Notion does not take; the text goes into the message."""


def empty(kind: str) -> Any:
    """The value of a property nobody filled."""
    if kind in LISTS or kind in ("multi_select", "files"):
        return []
    return False if kind == "checkbox" else None


def option_of(prop: Property, name: str, *, create: bool) -> Json:
    """The option of this name; made when there is none and `create` allows it."""
    options: list[Json] = prop.config.setdefault("options", [])
    for option in options:
        if name in (option["name"], option["id"]):
            return option
    if not create:
        raise InvalidError(
            f'Invalid {prop.type} option. {prop.type.title()} option "{name}" does not exist'
        )
    if "," in name or not name:
        raise InvalidError(f"Invalid {prop.type} option, commas not allowed: {name}")
    option = {"id": str(uuid5(NAMESPACE_OID, prop.id + name)), "name": name, "color": "default"}
    options.append({**option, "description": None})
    return options[-1]


def simple(prop: Property, value: Any) -> Any:
    """The stored value for plain Python: text, number, names of options, ids of users."""
    make = _SIMPLE.get(prop.type)
    if value is None:
        return empty(prop.type)
    return make(prop, value) if make else value


def _simple_text(_: Property, value: Any) -> Any:
    return text.rich(value) if isinstance(value, str) else value


def _simple_option(prop: Property, value: str) -> Any:
    return {"name": option_of(prop, value, create=True)["name"]}


def _simple_options(prop: Property, value: Iterable[str]) -> Any:
    return [_simple_option(prop, name) for name in value]


def _simple_ids(_: Property, value: Iterable[str]) -> Any:
    return [{"id": entry} for entry in value]


def _simple_date(_: Property, value: Any) -> Any:
    return {"start": value, "end": None, "time_zone": None} if isinstance(value, str) else value


_SIMPLE: Mapping[str, Callable[[Property, Any], Any]] = {
    "title": _simple_text, "rich_text": _simple_text, "select": _simple_option,
    "status": _simple_option, "multi_select": _simple_options, "people": _simple_ids,
    "relation": _simple_ids, "date": _simple_date,
}  # fmt: skip


def checked(prop: Property, value: Any) -> Any:
    """The stored value for the value of a request; raises InvalidError."""
    if prop.type in READ_ONLY:
        raise InvalidError(f"{prop.name} is a {prop.type} property and cannot be updated.")
    return _CHECKS[prop.type](prop, value)


def rich_text(value: Any, where: str = "rich_text") -> list[Json]:
    """Rich text of a request within the limits; raises InvalidError."""
    if not isinstance(value, list):
        raise InvalidError(
            f"body.{where} should be an array, instead was `{type(value).__name__}`."
        )
    if len(value) > ITEM_LIMIT:
        raise InvalidError(
            f"body.{where}.length should be ≤ `{ITEM_LIMIT}`, instead was `{len(value)}`."
        )
    for at, item in enumerate(value):
        content = (item.get("text") or {}).get("content", "") if isinstance(item, dict) else None
        if content is None or not item.keys() & {"text", "mention", "equation"}:
            raise InvalidError(f"body.{where}[{at}] should be a text, mention or equation.")
        if len(content) > RUN_LIMIT:
            raise InvalidError(
                f"body.{where}[{at}].text.content.length should be ≤ `{RUN_LIMIT}`, "
                f"instead was `{len(content)}`."
            )
    return [text.complete(item) for item in value]


def _rich(prop: Property, value: Any) -> Any:
    return rich_text(value if value is not None else [], f"properties.{prop.name}.{prop.type}")


def _number(prop: Property, value: Any) -> Any:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise InvalidError(f"body.properties.{prop.name}.number should be a number or `null`.")
    return value


def _named(value: Any, prop: Property) -> str:
    name = value.get("name", value.get("id")) if isinstance(value, dict) else None
    if not isinstance(name, str):
        raise InvalidError(f"body.properties.{prop.name}.{prop.type}.name should be a string.")
    return name


def _select(prop: Property, value: Any) -> Any:
    if value is None:
        return None
    return {"name": option_of(prop, _named(value, prop), create=prop.type == "select")["name"]}


def _multi(prop: Property, value: Any) -> Any:
    if not isinstance(value, list) or len(value) > ITEM_LIMIT:
        raise InvalidError(f"body.properties.{prop.name}.multi_select should be an array of ≤ 100.")
    names = [_named(item, prop) for item in value]
    return [{"name": option_of(prop, name, create=True)["name"]} for name in names]


def _date(prop: Property, value: Any) -> Any:
    if value is None:
        return None
    for moment in (value.get("start"), value.get("end")):
        try:
            datetime.fromisoformat(moment or "2026-01-01")
        except ValueError as error:
            raise InvalidError(f"body.properties.{prop.name}.date.start should be a valid ISO 8601 date string.") from error  # fmt: skip
    return {"start": value["start"], "end": value.get("end"), "time_zone": value.get("time_zone")}


def _ids(prop: Property, value: Any) -> Any:
    if not isinstance(value, list) or len(value) > ITEM_LIMIT:
        raise InvalidError(f"body.properties.{prop.name}.{prop.type} should be an array of ≤ 100.")
    return [{"id": item["id"]} for item in value]


def _flag(prop: Property, value: Any) -> Any:
    if not isinstance(value, bool):
        raise InvalidError(f"body.properties.{prop.name}.checkbox should be a boolean.")
    return value


def _short(prop: Property, value: Any) -> Any:
    limit = RUN_LIMIT if prop.type == "url" else SHORT_LIMIT
    if value is not None and (not isinstance(value, str) or len(value) > limit):
        raise InvalidError(
            f"body.properties.{prop.name}.{prop.type} should be a string of ≤ {limit}."
        )
    return value


def _files(_: Property, value: Any) -> Any:
    return value


_CHECKS: Mapping[str, Callable[[Property, Any], Any]] = {
    "title": _rich, "rich_text": _rich, "number": _number, "select": _select,
    "status": _select, "multi_select": _multi, "date": _date, "people": _ids,
    "relation": _ids, "checkbox": _flag, "url": _short, "email": _short,
    "phone_number": _short, "files": _files,
}  # fmt: skip

KINDS = frozenset(_CHECKS) | READ_ONLY
"""Every type a property may have."""
