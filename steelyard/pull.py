"""The first step: cards that changed since the cursor, page by page, into the store."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from connectors.errors import TrackerError
from connectors.protocol import Finding, Page, Surface
from steelyard.store import Connection
from steelyard.tell import Found, Progress, Step, Tell
from steelyard.world import World

FRESH = timedelta(days=1)
"""How long resolved names and a whole read are trusted before both are done again."""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull brought: cards delivered, cards whose human content changed, findings."""

    cards: int
    changed: int
    findings: tuple[Finding, ...]


def pull(world: World, name: str, read: int, tell: Tell) -> Pulled:
    """Bring one connection's cards into the store; `read` is the number of the run.

    Raises ConnectorError, StoreError. May be called again after any failure: whole pages stay,
    the cursor moves only when the read came to its end.
    """
    known = world.store.connection(name, world.scope(name))
    surface, found = _surface(world, name, known)
    cursor = known.cursor if _is_fresh(known.complete, world.clock.now()) else None
    cards = changed = 0
    findings = list(found)
    for page, last in _with_last(world.connectors[name].pull(surface, cursor)):
        cards += len(page.cards)
        findings += page.findings
        if last and page.complete and cards == 0:
            _refuse_emptiness(world, name)
        now = world.clock.now()
        changed += world.store.save_page(name, page, read, now, last=last)
        tell(Progress(Step.PULL, name, cards, page.total))
    for finding in findings:
        tell(Found(name, finding))
    return Pulled(cards, changed, tuple(findings))


def _surface(world: World, name: str, known: Connection) -> tuple[Surface, tuple[Finding, ...]]:
    if known.surface and _is_fresh(known.surface.resolved, world.clock.now()):
        return known.surface, known.surface.findings
    surface = world.connectors[name].discover()
    world.store.save_surface(name, world.scope(name), surface)
    return surface, surface.findings


def _is_fresh(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now - moment < FRESH


def _with_last(pages: Iterator[Page]) -> Iterator[tuple[Page, bool]]:
    """Each page, and whether it is the last one."""
    held = next(pages, None)
    while held is not None:
        following = next(pages, None)
        yield held, following is None
        held = following


def _refuse_emptiness(world: World, name: str) -> None:
    """An empty answer never means that everything was deleted."""
    if before := world.store.counts().get(name, 0):
        what = f"the tracker suddenly shows no cards, where {before} were known"
        raise TrackerError(
            name, what, "check the rights of the account and `cards`; nothing was lost"
        )
