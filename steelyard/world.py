"""Everything a run works with, built once by `main` and handed on."""

from collections.abc import Mapping
from datetime import date

import msgspec

from connectors.gate import Clock, Gate, Redactor
from connectors.protocol import Access, Connector, Level
from connectors.registry import TRACKERS
from steelyard.rulebook import Rulebook
from steelyard.settings import Settings
from steelyard.store import Store
from steelyard.today import today_in


class World(msgspec.Struct, frozen=True):
    """Settings, store, clock, rules, and a connector with its gate for every connection."""

    settings: Settings
    store: Store
    clock: Clock
    rulebook: Rulebook
    connectors: Mapping[str, Connector]
    gates: Mapping[str, Gate]

    @property
    def today(self) -> date:
        """The day it is where the team works."""
        return today_in(self.settings.timezone, self.clock)

    def close(self) -> None:
        """Let every connection to a tracker go."""
        for gate in self.gates.values():
            gate.close()

    def scope(self, name: str) -> str:
        """What a connection's cursor belongs to: other cards or names start a read anew."""
        return scope_of(self.connectors[name].access)


def open_world(
    settings: Settings, store: Store, clock: Clock, rulebook: Rulebook, *, read_only: bool
) -> World:
    """Connect nothing yet: build what a run needs. `read_only` lets no write through any gate."""
    redact = Redactor(settings.secrets)
    gates = {
        access.name: _gate(access, clock, redact, read_only=read_only)
        for access in settings.accesses
    }
    connectors = {
        access.name: TRACKERS[access.tracker].connect(access, gates[access.name])
        for access in settings.accesses
    }
    return World(settings, store, clock, rulebook, connectors, gates)


def scope_of(access: Access) -> str:
    """A text that changes when a connection is pointed at other cards or maps other names."""
    parts = (access.url, access.cards, access.stages, access.fields, access.score, access.flags)
    return msgspec.json.encode((access.tracker, access.version, *parts), order="sorted").decode()


def _gate(access: Access, clock: Clock, redact: Redactor, *, read_only: bool) -> Gate:
    policy = TRACKERS[access.tracker].policy(access)
    read_only = read_only or access.level is Level.REPORT
    return Gate(access.name, policy, clock, redact=redact, read_only=read_only)
