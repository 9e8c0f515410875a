"""What can go wrong with a tracker; each error says where, what, and what to do next."""

from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")


class ConnectorError(Exception):
    """A failure of one connection; the others go on.

    The text never holds a secret: the gate redacts it.
    """

    def __init__(self, where: str, what: str, todo: str) -> None:
        """Name the place, the fact and the next step; all three are shown to the user."""
        super().__init__(where, what, todo)
        self.where, self.what, self.todo = where, what, todo

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        return f"{self.where}: {self.what}; {self.todo}"


class SetupError(ConnectorError):
    """The configuration or the rights are at fault; trying again will not help."""


class Denied(SetupError):
    """401 or 403: the credentials are dead, or may not do this."""

    def __init__(self, where: str, what: str, todo: str, *, status: int) -> None:
        """As `ConnectorError`, with the HTTP status."""
        super().__init__(where, what, todo)
        self.status = status


class TrackerError(ConnectorError):
    """The tracker or the way to it failed; another run may work."""


class Refused(TrackerError):
    """The tracker understood the request and said no (400, 409, 413, 422); `status` and `code`."""

    def __init__(self, where: str, what: str, todo: str, *, status: int, code: str = "") -> None:
        """As `ConnectorError`, with the HTTP status and the tracker's own error code."""
        super().__init__(where, what, todo)
        self.status, self.code = status, code


class NotFound(Refused):
    """404: not there, or not visible to us; no tracker tells these apart."""


class RateLimited(TrackerError):
    """The tracker asked for a longer pause than this run may wait; `seconds` of it."""

    def __init__(self, where: str, what: str, todo: str, *, seconds: float) -> None:
        """As `ConnectorError`, with the pause the tracker asked for."""
        super().__init__(where, what, todo)
        self.seconds = seconds


class AnswerLost(TrackerError):
    """A write was sent and its answer never came: look before doing it again."""


class WriteForbidden(ConnectorError):
    """Something tried to write during a read-only run; the gate let nothing through."""


class Stopped(ConnectorError):
    """The run was told to stop; nothing new is sent."""


def all_or_faults(tries: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """What every try gives, or one SetupError with all that is wrong, not the first alone."""
    results: dict[str, T] = {}
    faults: list[SetupError] = []
    for name, attempt in tries.items():
        try:
            results[name] = attempt()
        except SetupError as fault:
            faults.append(fault)
    if faults:
        todo = "; ".join(dict.fromkeys(fault.todo for fault in faults))
        raise SetupError(faults[0].where, "; ".join(fault.what for fault in faults), todo)
    return results
