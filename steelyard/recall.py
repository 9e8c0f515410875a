"""After a run that did not live to note its last writes: what of them was done all the same."""

from connectors.protocol import Surface
from connectors.write import Write
from enrichment.plan import Written
from steelyard.memory import recalled
from steelyard.world import World


def recall(world: World, name: str, surface: Surface, read: int) -> None:
    """Remember the writes of the outbox that a connection's cards show as done.

    Where a read may miss what was just written, the cards are read again by id first. Writes
    that were not done stay where they are: the next plan takes their place.
    """
    writes: dict[str, list[Write]] = {}
    for _, write in world.store.outbox.todo(name):
        writes.setdefault(write.target.id, []).append(write)
    if not writes:
        return
    if surface.lags:
        fresh = world.connectors[name].reread(surface, list(writes))
        world.store.save_cards(name, list(fresh.values()), read)
    memory, now = world.store.outbox.written(), world.clock.now()
    found = (
        (card, memory.get((name, card.id), Written()))
        for card in world.store.some_cards(name, list(writes))
    )
    known = [(card, before, recalled(card, writes[card.id], before, now)) for card, before in found]
    world.store.outbox.recall((card, after) for card, before, after in known if after != before)
