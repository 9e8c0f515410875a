"""The first step: cards that changed since the cursor, page by page, into the store."""

from datetime import datetime, timedelta
from math import inf

import msgspec

from connectors.errors import Stopped
from connectors.protocol import Finding, Page, Surface
from steelyard.census import Counted, refuse_emptiness, said, settle
from steelyard.recall import recall
from steelyard.store import Connection
from steelyard.tell import Found, Progress, Step, Tell
from steelyard.world import World

NAMES = timedelta(days=1)
"""How long names resolved to ids are trusted."""

CENSUS = timedelta(days=1)
"""How often ids are compared on a connection where nothing happens ..."""

CENSUS_AT_WORK = timedelta(hours=1)
"""... and on one where people are at work. An idle cycle asks for nothing more."""

WHOLE = timedelta(days=7)
"""How often everything is read again: a renamed option, say, changes cards without a trace."""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull brought: cards delivered, cards whose human content changed, findings.

    `gone` counts the cards that left. No card was read before `began`, in monotonic seconds: a
    read that went on where an earlier one was broken off has cards from nobody knows when.
    """

    cards: int
    changed: int
    findings: tuple[Finding, ...]
    gone: int = 0
    began: float = -inf


def pull(world: World, name: str, read: int, tell: Tell) -> Pulled:
    """Bring one connection's cards into the store; `read` is the number of the run.

    Raises ConnectorError, StoreError. May be called again after any failure: whole pages stay,
    and a read that was broken off goes on behind them.
    """
    began = world.clock.monotonic()
    known = world.store.connection(name, world.scope(name))
    surface = _surface(world, name, known)
    if known.complete and not _is_fresh(known.complete, WHOLE, world.clock.now()):
        world.store.start_over(name)
        known = msgspec.structs.replace(known, cursor=None)
    if known.cursor and not known.complete:
        began = -inf
    reading = _Reading(world, name, surface, read, tell)
    reading.pages(known.cursor)
    counted = reading.count(known.census)
    recall(world, name, surface, read)
    findings = (*surface.findings, *reading.findings, *said(name, counted))
    for finding in findings:
        tell(Found(name, finding))
    changed = reading.changed + counted.changed
    return Pulled(reading.cards, changed, findings, len(counted.gone), began)


class _Reading:
    """One read of one connection, and what its pages brought so far."""

    def __init__(self, world: World, name: str, surface: Surface, read: int, tell: Tell) -> None:
        self._world, self._name, self._surface = world, name, surface
        self._run, self._tell = read, tell
        self._ids: set[str] = set()
        self._has_all = False
        self.cards = self.changed = 0
        self.findings: list[Finding] = []

    def pages(self, cursor: str | None) -> None:
        """Keep every page with its cursor."""
        total: int | None = None
        try:
            for page in self._world.connectors[self._name].pull(self._surface, cursor):
                total = page.total
                self._keep(page)
                self._tell(Progress(Step.PULL, self._name, self.cards, total))
        except Stopped:
            what = f"reading was stopped after {self.cards}{f' of {total}' if total else ''} cards"
            raise Stopped(self._name, what, "the next run goes on from there") from None

    def count(self, before: datetime | None) -> Counted:
        """A census, when one is due; a whole read in one go is one by itself."""
        if self._has_all:
            return settle(self._world, self._name, self._surface, self._ids, self._run)
        often = CENSUS_AT_WORK if self.changed else CENSUS
        if _is_fresh(before, often, self._world.clock.now()) and not self._world.census:
            return Counted()
        there = self._world.connectors[self._name].census(self._surface)
        return settle(self._world, self._name, self._surface, there, self._run)

    def _keep(self, page: Page) -> None:
        self.cards += len(page.cards)
        self._ids |= {card.id for card in page.cards}
        self.findings += page.findings
        self._has_all = page.census
        if page.census and not self._ids:
            refuse_emptiness(self._world, self._name)
        now = self._world.clock.now()
        self.changed += self._world.store.save_page(self._name, page, self._run, now)


def _surface(world: World, name: str, known: Connection) -> Surface:
    if known.surface and _is_fresh(known.surface.resolved, NAMES, world.clock.now()):
        return known.surface
    surface = world.connectors[name].discover()
    world.store.save_surface(name, world.scope(name), surface)
    return surface


def _is_fresh(moment: datetime | None, lasts: timedelta, now: datetime) -> bool:
    return moment is not None and now - moment < lasts
