"""Which cards left and which appeared unseen: the ids of the tracker against those of the store.

An incremental read never shows a deletion, and a card that became visible does not count as
changed. A census finds both; no other answer of a tracker ever means that a card is gone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec

from connectors.errors import TrackerError
from connectors.protocol import Absence, Finding, Surface
from steelyard.world import World

_ASKED = 100
"""So many missing cards are looked for by id; when more are missing at once, the first tell enough."""


class Counted(msgspec.Struct, frozen=True):
    """What a census came to: cards that left and why, and cards whose content is new to us."""

    gone: Mapping[str, Absence] = {}
    changed: int = 0

    @property
    def words(self) -> str:
        """`3 deleted, 1 moved`; empty when none left."""
        counts = Counter(self.gone.values()).most_common()
        return ", ".join(f"{count} {why}" for why, count in counts)


def settle(world: World, name: str, surface: Surface, there: Collection[str], read: int) -> Counted:
    """Retire what is not among the ids `there`, and read what the store does not show of them.

    Raises TrackerError where nothing at all is there any more, and ConnectorError.
    """
    known = world.store.ids(name)
    if not there:
        refuse_emptiness(world, name)
    missing = [one for one, present in known.items() if present and one not in there]
    strangers = [one for one in there if not known.get(one)]
    gone = _why(world, name, surface, missing)
    found = world.connectors[name].reread(surface, strangers) if strangers else {}
    changed = world.store.save_cards(name, list(found.values()), read)
    world.store.save_census(name, gone, world.clock.now())
    return Counted(gone, changed)


def refuse_emptiness(world: World, name: str) -> None:
    """An empty answer never means that everything was deleted."""
    if before := world.store.counts().get(name, 0):
        what = f"the tracker suddenly shows no cards, where {before} were known"
        raise TrackerError(
            name, what, "check the rights of the account and `cards`; nothing was lost"
        )


def said(name: str, counted: Counted) -> tuple[Finding, ...]:
    """What a person should know of cards that left; nothing when none did."""
    if not counted.gone:
        return ()
    what = f"{len(counted.gone)} cards left ({counted.words})"
    return (Finding(name, what, "what was known of them is kept, should they come back"),)


def _why(world: World, name: str, surface: Surface, missing: Sequence[str]) -> dict[str, Absence]:
    """Why each card is missing; one that is there by its id is left out."""
    asked = world.store.some_cards(name, missing[:_ASKED])
    told = world.connectors[name].whereabouts(surface, asked)
    return {**told, **dict.fromkeys(missing[_ASKED:], Absence.UNSEEN)}
