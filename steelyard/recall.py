"""After a run that did not live to note its last write: whether it was done all the same."""

from connectors.protocol import Surface
from enrichment.hands import remembered
from steelyard.memory import recalled
from steelyard.world import World


def recall(world: World, name: str, surface: Surface, read: int) -> None:
    """Remember the write a former run was at, when its card shows it as done.

    Writes are done one after another and each is noted before the next begins, so only the first
    that has no answer may have been done. Its card is read again by id: no index lags behind that.
    """
    todo = world.store.outbox.todo(name)
    if not todo:
        return
    write = todo[0][1]
    fresh = world.connectors[name].reread(surface, [write.target.id]).get(write.target.id)
    if fresh is None:
        return
    world.store.save_cards(name, [fresh], read)
    before = world.store.outbox.written().get((name, fresh.id))
    after = recalled(fresh, write, before or remembered(fresh.shown), world.clock.now())
    if after != before:
        world.store.outbox.recall(fresh, after)
