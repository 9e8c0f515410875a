"""What Trello holds. Boards, cards and the rest change in place, under the state's lock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Member:
    """An account."""

    id: str
    username: str
    full_name: str


@dataclass(slots=True)
class Label:
    """A label of one board; `color` may be None."""

    id: str
    board: str
    name: str
    color: str | None


@dataclass(slots=True)
class TrelloList:
    """A column of a board."""

    id: str
    board: str
    name: str
    pos: float
    closed: bool = False


@dataclass(slots=True)
class CustomField:
    """A custom field of a board: `text`, `number`, `date`, `checkbox` or `list`."""

    id: str
    board: str
    name: str
    type: str
    pos: float
    options: dict[str, str] = field(default_factory=dict)
    """Text of each option by its id."""


@dataclass(slots=True)
class CheckItem:
    """A line of a checklist."""

    id: str
    name: str
    pos: float
    done: bool = False


@dataclass(slots=True)
class Checklist:
    """A list of things to tick on a card."""

    id: str
    card: str
    name: str
    pos: float
    items: list[CheckItem] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """A card. `values` are custom field items by field id: id, value and idValue."""

    id: str
    board: str
    column: str
    """The list it is in, by id."""
    name: str
    desc: str
    number: int
    short_link: str
    pos: float
    active: datetime
    due: datetime | None = None
    due_complete: bool = False
    closed: bool = False
    members: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    comments: int = 0


@dataclass(slots=True)
class Action:
    """Something that happened on a board; a comment is one too."""

    id: str
    type: str
    date: datetime
    author: str
    card: str | None
    data: dict[str, Any]


@dataclass(slots=True)
class Board:
    """A board; `power_up` says whether Custom Fields is enabled."""

    id: str
    name: str
    short_link: str
    active: datetime
    power_up: bool = True
    closed: bool = False
    readable: bool = True
    counter: int = 0
    comments: str = "members"
    """Who may comment, or `disabled`."""
    members: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    """Memberships other than the usual: `admin`, `normal` or `observer` by member."""
    lists: list[TrelloList] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    fields: list[CustomField] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    """Oldest first."""
