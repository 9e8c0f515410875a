"""A loopback Jira and a real connector on it, for the tests of this folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from pydantic import SecretStr

from connectors.card import Card, Tracker
from connectors.gate import Gate, Redactor
from connectors.jira import JiraConnector, policy
from connectors.protocol import Access, Page, Surface
from connectors.write import Receipt, Target, Write
from steelyard.loopback.jira.service import jira_cloud, jira_server
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback, Record
from tests.support.clock import FakeClock

LONG_AGO = datetime(2026, 10, 1, 9, tzinfo=UTC)


@dataclass
class World:
    """One site, its server, and a connector that talks to it through a real gate."""

    clock: FakeClock
    state: JiraState
    server: Loopback
    access: Access
    gate: Gate
    jira: JiraConnector
    others: "list[World]" = field(default_factory=list)

    def again(self, **changes: Any) -> "World":
        """The same site met by a new process, perhaps with another configuration."""
        access = msgspec.structs.replace(self.access, **changes)
        self.others.append(_world(self.clock, self.state, self.server, access))
        return self.others[-1]

    def close(self) -> None:
        self.gate.close()
        for other in self.others:
            other.close()

    def surface(self) -> Surface:
        return self.jira.discover()

    def read(self, cursor: str | None = None) -> list[Page]:
        return list(self.jira.pull(self.surface(), cursor))

    def cards(self) -> list[Card]:
        return [card for page in self.read() for card in page.cards]

    def card(self, key: str) -> Card:
        ident = str(self.state.issue(key).id)
        return self.jira.reread(self.surface(), [ident])[ident]

    def apply(self, write: Write) -> Receipt:
        return self.jira.apply(self.surface(), write, self.card(write.target.key))

    def sent(self, since: int = 0) -> list[str]:
        """Method and path of what the server saw, without the API's base."""
        return [call(record) for record in self.server.log[since:]]

    def written(self) -> list[Record]:
        reads = ("search", "search/jql", "bulkfetch")
        return [
            record
            for record in self.server.log
            if record.method != "GET" and not record.path.endswith(reads)
        ]


def call(record: Record) -> str:
    return f"{record.method} {record.path.partition('/rest/api/')[2][2:]}"


def target(card: Card) -> Target:
    return Target(card.connection, card.id, card.key, card.title, "")


@contextmanager
def world(
    *, datacenter: bool = False, limits: bool = True, whole_seconds: bool = False, **site: Any
) -> Iterator[World]:
    """A site with one project SHOP and nothing in it, Cloud or Data Center."""
    clock = FakeClock(datetime(2026, 11, 21, 12, 0, 0, 123_000, tzinfo=UTC))
    coarse = lambda: clock.now().replace(microsecond=0)  # noqa: E731
    state = JiraState(clock=coarse if whole_seconds else clock.now, **site)
    state.add_project("SHOP", "Магазин")
    service = jira_server(state) if datacenter else jira_cloud(state, limits=limits)
    with Loopback(service, prefix="/jira", keep_answers=True) as server:
        access = Access(
            name="shop",
            tracker=Tracker.JIRA,
            url=server.url,
            cards={"jql": ("project = SHOP",)},
            email=None if datacenter else state.email,
            token=SecretStr(state.token),
            datacenter=datacenter,
        )
        made = _world(clock, state, server, access)
        yield made
        made.close()


def _world(clock: FakeClock, state: JiraState, server: Loopback, access: Access) -> World:
    redact = Redactor([access.token.get_secret_value()])
    gate = Gate(access.name, policy(access), clock, redact=redact, read_only=False)
    return World(clock, state, server, access, gate, JiraConnector(access, gate))


def filled(world: World, count: int, **issue: Any) -> None:
    """`count` issues nobody touched for weeks."""
    for number in range(count):
        world.state.add_issue("SHOP", f"Идея {number}", created=LONG_AGO, updated=LONG_AGO, **issue)
