"""After a run that did not live to note its last writes: whether they were done all the same."""

from connectors.protocol import Surface
from enrichment.hands import remembered
from steelyard.memory import recalled
from steelyard.world import World


def recall(world: World, name: str, surface: Surface, read: int) -> None:
    """Remember the writes a former run was at, where their cards show them as done.

    Each write is noted before it is sent and when it was answered, so only those between the two
    may have been done. Their cards are read again by id: no index lags behind that.
    """
    begun = world.store.outbox.begun(name)
    if not begun:
        return
    ids = [write.target.id for write in begun]
    fresh = world.connectors[name].reread(surface, ids)
    world.store.save_cards(name, list(fresh.values()), read)
    written = dict(world.store.outbox.written(name, ids))
    for write in begun:
        card = fresh.get(write.target.id)
        if card is None:
            continue
        before = written.get(card.id)
        after = recalled(card, write, before or remembered(card.shown), world.clock.now())
        if after != before:
            world.store.outbox.recall(card, after)
            written[card.id] = after
