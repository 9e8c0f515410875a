"""What a run tells while it works; a terminal draws it, a log writes it, nobody has to listen."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from connectors.errors import ConnectorError
from connectors.protocol import Finding


class Step(StrEnum):
    """The steps that take time."""

    PULL = "pull"
    JUDGE = "judge"
    APPLY = "apply"


class Progress(msgspec.Struct, frozen=True):
    """So much of a step is done; `total` is None while nobody knows."""

    step: Step
    connection: str
    done: int
    total: int | None = None


class Found(msgspec.Struct, frozen=True):
    """Something about a connection a person should know."""

    connection: str
    finding: Finding


class Wrote(msgspec.Struct, frozen=True):
    """One write was answered."""

    connection: str
    key: str
    write: str
    outcome: str
    detail: str = ""


class Failed(msgspec.Struct, frozen=True):
    """A connection stopped; the others go on."""

    connection: str
    error: ConnectorError


News = Progress | Found | Wrote | Failed
Tell = Callable[[News], None]


def nobody(_news: News) -> None:
    """A listener that does not listen."""
