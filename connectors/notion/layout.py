"""Which property of a data source plays which part: names become ids here, once."""

from collections.abc import Mapping, Sequence

import msgspec

from connectors.card import Stage
from connectors.errors import SetupError
from connectors.known import Known
from connectors.names import plain
from connectors.notion.schema import Property, find
from connectors.protocol import Access

SCORE, FLAGS = "Steelyard score", "Steelyard flags"

STATUS = {"status", "статус", "stage", "стадия", "этап", "состояние", "state"}
TAGS = {"tags", "tag", "теги", "тег", "labels", "label", "метки", "метка", "ярлыки"}
ASSIGNEES = {"assignee", "assignees", "assigned to", "assign", "исполнитель", "исполнители"}
_NEVER_ASKED = {"title", "status", "button", "created_time", "created_by", "last_edited_time"}
_NEVER_ASKED |= {"last_edited_by", "unique_id", "verification", "place"}
"""Types that answer no slot by their name alone."""


class Names(msgspec.Struct, frozen=True):
    """What the configuration calls things, and what is known without it."""

    stages: Mapping[str, Stage] = {}
    fields: Mapping[str, str] = {}
    known: Known = Known()
    score: str = SCORE
    flags: str = FLAGS

    def stage_of(self, option: str, name: str) -> Stage | None:
        """The stage of a status option by its id or name; None when no one says."""
        for wanted, stage in self.stages.items():
            if wanted in {option, name} or plain(wanted) == plain(name):
                return stage
        return self.known.stage_of(name)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """A data source with every part resolved to a property id.

    `slots` gives the slot a property answers, `names` the name each pinned property had,
    `groups` the stage of a status option by its group, `formats` how a number is shown.
    """

    id: str
    name: str
    status: str | None = None
    groups: Mapping[str, Stage] = {}
    slots: Mapping[str, str] = {}
    assignees: str | None = None
    score: str | None = None
    flags: str | None = None
    tags: str | None = None
    formats: Mapping[str, str] = {}
    names: Mapping[str, str] = {}

    def of_slot(self, slot: str) -> str | None:
        """The id of the property mapped to `slot`."""
        return next((prop for prop, mapped in self.slots.items() if mapped == slot), None)


def names_of(access: Access) -> Names:
    """The names one connection goes by."""
    return Names(
        stages=access.stages,
        fields=access.fields,
        known=Known(stages=access.known_stages, fields=access.known_fields),
        score=access.score,
        flags=access.flags,
    )


def layout_of(
    source: str, title: str, properties: Sequence[Property], names: Names, where: str
) -> Layout:
    """Every part of one data source; SetupError for a name that two properties bear.

    What the configuration names and this data source lacks is left out: whether that is a
    mistake depends on the others (see `discover`).
    """
    score = _own(properties, names.score, "number", where, title)
    flags = _own(properties, names.flags, "multi_select", where, title)
    status = _first(properties, "status", STATUS) or _named(properties, "select", STATUS)
    tags = _named(properties, "multi_select", TAGS)
    taken = {prop.id for prop in (score, flags, status) if prop}
    slots = _configured(properties, names.fields, where, title)
    free = [prop for prop in properties if prop.id not in taken | set(slots)]
    slots |= _quiet(free, names.known.fields, set(names.fields))
    assignees = _assignees(properties, slots)
    parts = {_id(part) for part in (score, flags, status, tags)} | {assignees, *slots}
    return Layout(
        id=source,
        name=title,
        status=_id(status),
        groups=status.groups if status else {},
        slots=slots,
        assignees=assignees,
        score=_id(score),
        flags=_id(flags),
        tags=_id(tags),
        formats={prop.id: prop.format for prop in properties if prop.format},
        names={prop.id: prop.name for prop in properties if prop.id in parts},
    )


def _own(
    properties: Sequence[Property], name: str, kind: str, where: str, title: str
) -> Property | None:
    found = find(properties, name, where, title)
    if found and found.type != kind:
        what = f"the property {found.name!r} of {title!r} is of type {found.type}, not {kind}"
        raise SetupError(where, what, f"name a property of type {kind} or change its type")
    return found


def _configured(
    properties: Sequence[Property], fields: Mapping[str, str], where: str, title: str
) -> dict[str, str]:
    slots: dict[str, str] = {}
    for slot, name in fields.items():
        prop = find(properties, name, where, title)
        if prop and prop.id in slots:
            what = f"{prop.name!r} of {title!r} is named for both {slots[prop.id]} and {slot}"
            raise SetupError(where, what, "name one property for each slot")
        if prop:
            slots[prop.id] = slot
    return slots


def _quiet(
    properties: Sequence[Property], known: Mapping[str, tuple[str, ...]], taken: set[str]
) -> dict[str, str]:
    """Slots answered by well-known names, only where exactly one property bears one of them."""
    slots: dict[str, str] = {}
    asked = [prop for prop in properties if prop.type not in _NEVER_ASKED]
    for slot, names in known.items():
        forms = {plain(name) for name in names}
        found = [prop for prop in asked if plain(prop.name) in forms]
        if slot not in taken and len(found) == 1 and found[0].id not in slots:
            slots[found[0].id] = slot
    return slots


def _assignees(properties: Sequence[Property], slots: Mapping[str, str]) -> str | None:
    people = [prop for prop in properties if prop.type == "people"]
    owner = [prop.id for prop in people if slots.get(prop.id) == "owner"]
    named = [prop.id for prop in people if plain(prop.name) in ASSIGNEES]
    return next(iter(owner + named), None)


def _first(properties: Sequence[Property], kind: str, names: set[str]) -> Property | None:
    """The property of this type, the well-named one when there are several."""
    of_kind = [prop for prop in properties if prop.type == kind]
    return _named(of_kind, kind, names) or next(iter(of_kind), None)


def _named(properties: Sequence[Property], kind: str, names: set[str]) -> Property | None:
    fitting = (prop for prop in properties if prop.type == kind and plain(prop.name) in names)
    return next(fitting, None)


def _id(prop: Property | None) -> str | None:
    return prop.id if prop else None
