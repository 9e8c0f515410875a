"""Connections read side by side and given out as they are done: a slow one holds up no other."""

from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from connectors.errors import ConnectorError
from steelyard.pull import Pulled, pull
from steelyard.tell import Failed, Tell
from steelyard.world import World

Wave = tuple[Mapping[str, Pulled], Mapping[str, ConnectorError]]
"""What came of reading some connections, and why others could not be read."""


def pull_in_waves(world: World, read: int, tell: Tell) -> Iterator[Wave]:
    """Pull the connections of this run, each in its own thread; all at once, or slow ones after the others.

    The cards of all connections stand in one queue, so a wave waits for `world.patience` seconds
    for more to be done. `read` is the number of the run.
    """
    with ThreadPoolExecutor(max_workers=max(1, len(world.names))) as pool:
        reading = {pool.submit(_pull, world, name, read, tell): name for name in world.names}
        while True:
            with world.reading():
                done = _some(set(reading), world.patience)
            yield _wave({reading.pop(one): one.result() for one in done})
            if not reading:
                return


def _wave(found: Mapping[str, Pulled | ConnectorError]) -> Wave:
    pulled = {name: one for name, one in found.items() if isinstance(one, Pulled)}
    failed = {name: one for name, one in found.items() if isinstance(one, ConnectorError)}
    return pulled, failed


def _some(
    reading: set[Future[Pulled | ConnectorError]], patience: float | None
) -> set[Future[Pulled | ConnectorError]]:
    """Those that are done after some patience; at least one, where there is any."""
    done, _ = wait(reading, timeout=patience)
    return done or wait(reading, return_when=FIRST_COMPLETED).done


def _pull(world: World, name: str, read: int, tell: Tell) -> Pulled | ConnectorError:
    try:
        return pull(world, name, read, tell)
    except ConnectorError as error:
        tell(Failed(name, error))
        return error
