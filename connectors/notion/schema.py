"""The properties of a data source, and finding one by what people call it."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from connectors.card import Stage
from connectors.errors import SetupError
from connectors.names import plain
from connectors.text.notion_rich import members

_GROUPS = {
    "to-do": Stage.BACKLOG,
    "to do": Stage.BACKLOG,
    "in progress": Stage.IN_PROGRESS,
    "complete": Stage.DONE,
}
_IN_ORDER = (Stage.BACKLOG, Stage.IN_PROGRESS, Stage.DONE)
"""The three groups of a status, always in this order, whatever they are called."""


class Property(msgspec.Struct, frozen=True):
    """A property as the schema has it. `options` are ids and names, `groups` id and stage."""

    id: str
    name: str
    type: str
    format: str = ""
    options: Mapping[str, str] = {}
    groups: Mapping[str, Stage] = {}


def properties_of(schema: Mapping[str, Any]) -> list[Property]:
    """The properties of a data source, or those a page shows of it."""
    return [_property(name, raw) for name, raw in schema.items() if isinstance(raw, dict)]


def _property(name: str, raw: Mapping[str, Any]) -> Property:
    kind = str(raw.get("type") or "")
    detail = raw.get(kind)
    detail = detail if isinstance(detail, dict) else {}
    options = members(detail.get("options"))
    return Property(
        id=str(raw.get("id") or name),
        name=name,
        type=kind,
        format=str(detail.get("format") or "") if kind == "number" else "",
        options={str(option.get("id")): str(option.get("name")) for option in options},
        groups=_groups(detail.get("groups")),
    )


def _groups(listed: object) -> dict[str, Stage]:
    """The stage of each status option by its group."""
    groups = members(listed)
    found: dict[str, Stage] = {}
    for index, group in enumerate(groups):
        by_place = _IN_ORDER[index] if len(groups) == len(_IN_ORDER) else None
        stage = _GROUPS.get(plain(str(group.get("name"))), by_place)
        options = group.get("option_ids")
        if stage is not None and isinstance(options, list):
            found |= {str(option): stage for option in options}
    return found


def find(properties: Iterable[Property], name: str, where: str, title: str) -> Property | None:
    """The one property of this id or name; SetupError when two bear it, None when none does."""
    known = list(properties)
    ways: list[Callable[[Property], bool]] = [
        lambda prop: prop.id == name,
        lambda prop: prop.name == name,
        lambda prop: plain(prop.name) == plain(name) != "",
    ]
    for matches in ways:
        found = [prop for prop in known if matches(prop)]
        if len(found) > 1:
            listed = ", ".join(f"{prop.name!r} ({prop.id})" for prop in found)
            what = f"{len(found)} properties of {title!r} answer to {name!r}: {listed}"
            raise SetupError(where, what, "put the id of the one you mean into the configuration")
        if found:
            return found[0]
    return None


def close(name: str, known: Iterable[str]) -> str:
    """A hint «did you mean», empty when nothing is near."""
    forms = {plain(each): each for each in known}
    near = get_close_matches(plain(name), forms, n=3, cutoff=0.6)
    return "did you mean " + ", ".join(repr(forms[each]) for each in near) + "?" if near else ""
