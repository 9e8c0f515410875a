"""Everything a run works with, built once by `main` and handed on."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date

import msgspec

from connectors.gate import Books, Clock, Gate, Policy, Redactor
from connectors.protocol import Access, Connector, Level
from connectors.registry import TRACKERS
from steelyard.budget import Budget
from steelyard.rulebook import Rulebook
from steelyard.settings import Settings
from steelyard.store import Store, StoreError
from steelyard.today import today_in

_log = logging.getLogger(__name__)


class World(msgspec.Struct, frozen=True):
    """Settings, store, clock, rules, and a connector with its gate for every connection.

    `census` asks for a comparison of all ids, due or not. `waits` is how long, in seconds,
    connections that were read wait for the others to be weighed together. `due` are those that
    are read and written in this run; the others are weighed as they were read last. None: all.
    """

    settings: Settings
    store: Store
    clock: Clock
    rulebook: Rulebook
    connectors: Mapping[str, Connector]
    gates: Mapping[str, Gate]
    books: Books
    census: bool = False
    waits: float = 120.0
    due: frozenset[str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The connections this run reads and writes."""
        return tuple(name for name in self.connectors if self.due is None or name in self.due)

    @property
    def today(self) -> date:
        """The day it is where the team works."""
        return today_in(self.settings.timezone, self.clock)

    @property
    def patience(self) -> float | None:
        """Seconds to wait for slow connections; None for all, when the run's own time ends them."""
        ends = isinstance(self.clock, Budget) and self.due is None
        return None if ends else self.waits

    def reading(self) -> AbstractContextManager[None]:
        """The part of a run's time that reading may take; all of it when nobody set an end."""
        return self.clock.reading() if isinstance(self.clock, Budget) else nullcontext()

    def close(self) -> None:
        """Let every connection to a tracker go, and keep what their accounts have used up."""
        for gate in self.gates.values():
            gate.close()
        self.books.end(self.store.save_spent, self.clock)

    def scope(self, name: str) -> str:
        """What a connection's cursor belongs to: other cards or names start a read anew."""
        return scope_of(self.connectors[name].access)


def open_world(  # noqa: PLR0913 - the parts of a world, each by name
    settings: Settings,
    store: Store,
    clock: Clock,
    rulebook: Rulebook,
    *,
    read_only: bool,
    census: bool = False,
    books: Books | None = None,
) -> World:
    """Connect nothing yet: build what a run needs. `read_only` lets no write through any gate.

    Runs that share `books` keep the limits of an account together, and one after another; the
    first begins with what the last process has used up. What they use up themselves is kept as
    they go, as any of them may be killed. Raises StoreError.
    """
    books = books or Books()
    books.reckon_with(store.spent(), clock)
    redact = Redactor(settings.secrets)
    gates = open_gates(
        settings.accesses,
        clock,
        redact,
        read_only=read_only,
        books=books,
        keep=_keeper(books, store, clock),
    )
    connectors = {
        access.name: TRACKERS[access.tracker].connect(access, gates[access.name])
        for access in settings.accesses
    }
    books.begin(store.save_spent, clock)
    return World(settings, store, clock, rulebook, connectors, gates, books, census)


def _keeper(books: Books, store: Store, clock: Clock) -> Callable[[], None]:
    """Keeps the books, in a transaction of its own: no store transaction waits for a tracker.

    A store that fails just then is no reason to lose what a request brought: the next keeping,
    that of the end at the latest, holds the same, or fails for all to see.
    """

    def keep() -> None:
        try:
            books.keep(store.save_spent, clock)
        except StoreError as error:
            _log.info("what the accounts have used up could not be kept: %s", error)

    return keep


def scope_of(access: Access) -> str:
    """A text that changes when a connection is pointed at other cards or maps other names."""
    parts = (access.url, access.cards, access.stages, access.fields, access.score, access.flags)
    return msgspec.json.encode((access.tracker, access.version, *parts), order="sorted").decode()


def open_gates(  # noqa: PLR0913 - what all gates share, each by name
    accesses: Iterable[Access],
    clock: Clock,
    redact: Redactor,
    *,
    read_only: bool,
    books: Books | None = None,
    keep: Callable[[], None] = lambda: None,
) -> dict[str, Gate]:
    """A gate for every connection; those to one account keep its limits together.

    `keep` is to save the books for the next process.
    """
    books = books or Books()
    return {
        access.name: Gate(
            access.name,
            policy,
            clock,
            redact=redact,
            read_only=read_only or access.level is Level.REPORT,
            books=books,
            keep=keep,
        )
        for access, policy in _policies(list(accesses))
    }


def _policies(accesses: Sequence[Access]) -> Iterator[tuple[Access, Policy]]:
    """How each tracker wants to be talked to; connections of one account keep the slowest pace."""
    paces: dict[str, float] = {}
    for access in accesses:
        account = TRACKERS[access.tracker].policy(access).account
        if access.pace is not None:
            paces[account] = min(access.pace, paces.get(account, access.pace))
    for access in accesses:
        policy = TRACKERS[access.tracker].policy
        pace = paces.get(policy(access).account)
        yield access, policy(msgspec.structs.replace(access, pace=pace))
