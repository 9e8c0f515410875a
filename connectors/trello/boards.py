"""A board's definitions, pure: lists, custom fields, people and labels from raw JSON.

A nested read, a board export and recorded answers have the same shape; all but `id` may lack.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from connectors.card import Person


class Column(msgspec.Struct, frozen=True):
    """A Trello list; "list" is taken in Python."""

    id: str
    name: str
    closed: bool = False


class CustomField(msgspec.Struct, frozen=True):
    """A custom field of one board; `options` maps option ids of a list field to their texts."""

    id: str
    name: str
    type: str
    options: Mapping[str, str] = {}


class Pulse(msgspec.Struct, frozen=True):
    """The time of a board's last activity and the id of its newest action, whatever it was.

    Both, for it is not documented that setting a custom field moves the time.
    """

    activity: str = ""
    newest: str = ""


class Board(msgspec.Struct, frozen=True):
    """What the cards of one board refer to by id."""

    id: str
    name: str
    pulse: Pulse = Pulse()
    columns: Mapping[str, Column] = {}
    fields: tuple[CustomField, ...] = ()
    people: Mapping[str, Person] = {}
    labels: Mapping[str, str] = {}

    def person(self, identity: str) -> Person:
        """A member by id; one who left the board has no name there any more."""
        return self.people.get(identity) or Person(id=identity, name="", active=False)


def board_of(raw: Mapping[str, Any]) -> Board:
    """The definitions in a board as the API or an export gives it."""
    columns = (_column(each) for each in raw.get("lists") or ())
    people = (person_of(each) for each in raw.get("members") or ())
    return Board(
        id=raw["id"],
        name=raw.get("name") or "",
        pulse=Pulse(
            activity=raw.get("dateLastActivity") or "",
            newest=max((each["id"] for each in raw.get("actions") or ()), default=""),
        ),
        columns={column.id: column for column in columns},
        fields=tuple(map(_custom_field, raw.get("customFields") or ())),
        people={person.id: person for person in people},
        labels={label["id"]: label_name(label) for label in raw.get("labels") or ()},
    )


def person_of(raw: Mapping[str, Any]) -> Person:
    """A member; names may be withheld, the id never is."""
    return Person(id=raw["id"], name=raw.get("fullName") or raw.get("username") or "")


def label_name(raw: Mapping[str, Any]) -> str:
    """What people call a label: its name, or its colour when it has none."""
    return raw.get("name") or raw.get("color") or ""


def _column(raw: Mapping[str, Any]) -> Column:
    return Column(id=raw["id"], name=raw.get("name") or "", closed=bool(raw.get("closed")))


def _custom_field(raw: Mapping[str, Any]) -> CustomField:
    display = raw.get("display") or {}
    options = raw.get("options") or display.get("options") or ()
    return CustomField(
        id=raw["id"],
        name=raw.get("name") or display.get("name") or "",
        type=raw.get("type") or "text",
        options={option["id"]: (option.get("value") or {}).get("text", "") for option in options},
    )
