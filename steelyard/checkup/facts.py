"""A fact of a check, and what all of them come to."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from connectors.gate import Redactor
from connectors.mask import mask
from enrichment.yamlplaces import Problems
from steelyard.exits import Exit
from steelyard.harmless import printable


class State(StrEnum):
    """How a fact stands."""

    OK = "ok"
    NOTE = "note"
    """Worth a look; runs work."""
    FAULT = "fault"
    """The configuration is wrong."""
    FAILED = "failed"
    """A connection cannot do what it is set to."""


class Fact(msgspec.Struct, frozen=True):
    """One line of a check: what it is about, how it stands, and what to do.

    `about` is `configuration`, `rules`, `context`, `database` or the name of a connection;
    `topic` says which side of a connection.
    """

    about: str
    topic: str
    state: State
    text: str
    todo: str = ""


def faults(about: str, problems: Problems) -> list[Fact]:
    """A fact for every problem of a file."""
    return [Fact(about, "", State.FAULT, str(one)) for one in problems.problems]


def fit_for_all(facts: Iterable[Fact], redact: Redactor) -> list[Fact]:
    """The facts as anybody may read them: no secret, no personal data, nothing that steers."""

    def clean(text: str) -> str:
        return mask(redact(printable(text)))

    return [
        msgspec.structs.replace(one, text=clean(one.text), todo=clean(one.todo)) for one in facts
    ]


def exit_of(facts: Iterable[Fact]) -> Exit:
    """Usable, a fault of the configuration, or a connection that fails; the first wrong is told first."""
    states = {one.state for one in facts}
    if State.FAULT in states:
        return Exit.CONFIGURATION
    return Exit.PARTIAL if State.FAILED in states else Exit.DONE
