"""What setting up and checking ask of a tracker; the daily run needs none of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from connectors.card import Stage
from connectors.protocol import Surface


class Account(msgspec.Struct, frozen=True):
    """Whom the credentials belong to. `personal` accounts are people's; others are bots."""

    id: str
    name: str
    personal: bool = True


class Place(msgspec.Struct, frozen=True):
    """A project, board or data source; `id` is what the configuration calls it."""

    id: str
    name: str


class Seen(msgspec.Struct, frozen=True):
    """A field of the tracker that could answer a slot; `type` is the tracker's own word."""

    id: str
    name: str
    type: str


class Status(msgspec.Struct, frozen=True):
    """A status, list or option; `stage` is what its category or group says of it, if any."""

    name: str
    stage: Stage | None = None


class Outline(msgspec.Struct, frozen=True):
    """What a mapping is chosen from: fields, statuses, and the ids of a few recent cards."""

    fields: tuple[Seen, ...]
    statuses: tuple[Status, ...]
    recent: tuple[str, ...]


class Lack(StrEnum):
    """Why the score field cannot be made through the API."""

    ADMIN = "admin"
    """Jira: only its administrators make fields."""
    POWER_UP = "power-up"
    """Trello: the board does not use Custom Fields."""
    WRITE = "write"
    """The account or its token may not write there."""


class Right(StrEnum):
    """What the account needs to be allowed at a place."""

    READ = "read"
    EDIT = "edit"
    COMMENT = "comment"
    EDIT_COMMENT = "edit own comments"


class Grant(msgspec.Struct, frozen=True):
    """Whether a right is held at a place; None where the tracker does not tell without a write."""

    place: str
    right: Right
    held: bool | None


class Part(StrEnum):
    """Our own surfaces, which are looked at like fields of slots."""

    SCORE = "score"
    LABELS = "labels"


class Reach(msgspec.Struct, frozen=True):
    """A mapped field at one place and for one type of card.

    `part` is a slot or a `Part`. `editable` is None where the tracker does not tell.
    """

    part: str
    name: str
    id: str
    place: str
    kind: str = ""
    present: bool = True
    editable: bool | None = None


class Headroom(msgspec.Struct, frozen=True):
    """What the tracker's last answer told of a limit; `seconds` is its window, if told."""

    limit: str
    left: int
    most: int
    seconds: float | None = None


class Footing(msgspec.Struct, frozen=True, kw_only=True):
    """What a connection stands on.

    `product` is what answered, `told` whether it says when the credentials end; `expires` is
    that moment, None for never. `by_category` are statuses that only their category places.
    `custom_fields` and `comments` are None where the tracker has no such switch. `fresh` is how
    many cards the look at them brought, at most a page. `left_out` counts places not looked at.
    """

    product: str
    told: bool = False
    expires: datetime | None = None
    grants: tuple[Grant, ...] = ()
    reaches: tuple[Reach, ...] = ()
    by_category: tuple[str, ...] = ()
    custom_fields: Mapping[str, bool | None] | None = None
    comments: Mapping[str, bool | None] | None = None
    fresh: int = 0
    left_out: int = 0


class Surveyor(Protocol):
    """Looks at a tracker behind the gate; every method may raise `ConnectorError`."""

    def account(self) -> Account:
        """Whom the credentials belong to; Denied when they are dead."""
        ...

    def places(self) -> Sequence[Place]:
        """Every project, board or data source the account can see."""
        ...

    def outline(self) -> Outline:
        """The fields and statuses of the places named in the access, and a few recent cards."""
        ...

    def footing(self, surface: Surface) -> Footing:
        """Rights, fields and capabilities, found without a write."""
        ...

    def headroom(self) -> Sequence[Headroom]:
        """What the last answer told of the limits."""
        ...

    def lack(self, surface: Surface) -> Lack | None:
        """Why the score field cannot be made; None when nothing speaks against trying."""
        ...

    def make_score(self, surface: Surface) -> None:
        """Make the score field wherever it is missing. Needs a gate that lets writes through."""
        ...
