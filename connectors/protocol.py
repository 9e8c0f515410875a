"""What the program asks of a tracker: one protocol, one module per tracker behind it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec
from pydantic import SecretStr

from connectors.card import Card, Stage, Tracker
from connectors.write import Receipt, Write


class Level(StrEnum):
    """How much may be written; grows with trust."""

    REPORT = "report"
    FIELDS = "fields"
    COMMENTS = "comments"


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One configured access to one tracker, as the settings hand it over.

    `url` is what stands before `/rest` (Jira), `/1` (Trello) and `/v1` (Notion). `cards` says
    which cards: `{"jql": [..]}`, `{"boards": [..]}`, `{"data_sources": [..]}`. `stages` maps a
    casefolded status or list name to its stage; `fields` maps a slot to the field's name or id.
    `known_stages` and `known_fields` are the names recognised out of the box, used where the
    file maps nothing. `score` and `flags` name the field for the score and, on Notion, the
    multi-select for our labels.
    """

    name: str
    tracker: Tracker
    url: str
    cards: Mapping[str, tuple[str, ...]]
    token: SecretStr
    email: str | None = None
    key: SecretStr | None = None
    datacenter: bool = False
    version: str = "2025-09-03"
    """Notion-Version; other trackers ignore it."""
    pace: float | None = None
    """Requests a second, when the tracker's plan allows another pace than the published one."""
    stages: Mapping[str, Stage] = {}
    fields: Mapping[str, str] = {}
    known_stages: Mapping[str, Stage] = {}
    known_fields: Mapping[str, tuple[str, ...]] = {}
    level: Level = Level.REPORT
    score: str = "Steelyard score"
    flags: str = "Steelyard flags"
    labels: bool = True
    places: Mapping[str, str] = {}
    """Where names stand: `fields.effect`, `stages.бэклог`, `write.score` -> `file:line:column`."""

    def at(self, *way: str) -> str:
        """Where a name of the configuration stands, to begin a message with; empty if unknown."""
        place = self.places.get(".".join(way))
        return f"{place}: " if place else ""


class Finding(msgspec.Struct, frozen=True):
    """Something about a connection a person should know; the run goes on.

    `topic` is `score` or `stages` where it is about those, for whoever tells of them in words of
    its own.
    """

    where: str
    what: str
    todo: str
    topic: str = ""


class Surface(msgspec.Struct, frozen=True, kw_only=True):
    """What a connection offers, names resolved to ids once and remembered between runs.

    `me` is our own account's id. `score` is the id of the score field, None where the label has
    to carry it. `pins` maps what the configuration names (`field:effect`, `status:Backlog`) to
    ids; `extra` is for the connector alone. `resolved` is when this was found out. `lags` says
    that a read may miss what was written a moment ago (a search index behind its data): cards
    are then read again by id before a first comment.
    """

    me: str
    score: str | None
    labels: bool
    comments: bool
    pins: Mapping[str, str] = {}
    extra: Mapping[str, str] = {}
    findings: tuple[Finding, ...] = ()
    resolved: datetime
    lags: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Cards that came together, and the cursor to commit with them.

    A read may be broken off behind any page and go on from its cursor. `complete` is True on the
    last page of a read that, with those it went on from, saw every card of the connection.
    `census` is True there when this read alone brought every card, so that what it did not bring
    is gone. `total` is how many cards the whole read will bring, when the tracker tells.
    """

    cards: tuple[Card, ...]
    cursor: str
    complete: bool = False
    census: bool = False
    total: int | None = None
    findings: tuple[Finding, ...] = ()


class Absence(StrEnum):
    """Why a card is not among the cards of its connection any more."""

    ARCHIVED = "archived"
    """Archived, or in the trash."""
    MOVED = "moved"
    """It is there, and no longer among the configured cards."""
    HIDDEN = "access lost"
    DELETED = "deleted"
    UNSEEN = "deleted or access lost"
    """The tracker does not tell these apart."""


class Connector(Protocol):
    """A tracker behind the gate. Every method may raise `connectors.errors.ConnectorError`."""

    @property
    def access(self) -> Access:
        """The configuration this connector was made from."""
        ...

    def discover(self) -> Surface:
        """Find out who we are and resolve every configured name to an id.

        Raises SetupError for a name that is not there or that two things bear.
        """
        ...

    def pull(self, surface: Surface, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; all of them when it is None.

        A read that changes nothing yields one page without cards and with the new cursor.
        """
        ...

    def census(self, surface: Surface) -> frozenset[str]:
        """The ids of all cards there are now, in the fewest requests; raises rather than miss one.

        Just made cards may lack where the tracker's own index lags.
        """
        ...

    def whereabouts(self, surface: Surface, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why these cards are in no census, by id; one that is there after all is missing."""
        ...

    def reread(self, surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards as they are now, in as few requests as possible; absent ones are missing."""
        ...

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do one write to `card`, as it was just read. Safe to call again after any failure."""
        ...
