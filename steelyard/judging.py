"""Read, weigh and rank: every card of the store, a few at a time."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from enrichment.case import Setting, prepare
from enrichment.judge import Judged, judge_alone, places_of
from enrichment.rank import Standing
from steelyard.rulebook import spoken
from steelyard.store.scales import Known, Weighed
from steelyard.tell import Progress, Step, Tell
from steelyard.world import World


class Judgements(Collection[Judged]):
    """What was judged, brought from the store anew each time it is gone through.

    `counts` tells how many cards by connection; `incomplete` counts open cards that lack a
    required answer.
    """

    def __init__(self, world: World, counts: Mapping[str, int], incomplete: int) -> None:
        """Nothing is brought yet."""
        self._world, self.counts, self.incomplete = world, counts, incomplete

    def __contains__(self, judged: object) -> bool:
        return any(one == judged for one in self)

    def __iter__(self) -> Iterator[Judged]:
        book, names = self._world.rulebook, self._world.connectors
        for card, kept, verdict in self._world.store.scales.judged(names, book.reader):
            reading = kept or book.read(card)
            yield Judged(card, spoken(reading, self._world.settings.language), verdict)

    def __len__(self) -> int:
        return sum(self.counts.values())


def judge(world: World, tell: Tell) -> Judgements:
    """Judge every card of the store and keep what came of it. Raises Problems, StoreError.

    A reading is kept while the card's human content, the words and the reader are the same. Of
    each card only what its place depends on stays in memory.
    """
    with world.store.judging:
        return _judge(world, tell)


def _judge(world: World, tell: Tell) -> Judgements:
    setting = prepare(world.rulebook.pack, world.rulebook.context, world.today)
    total = sum(count for name, count in world.store.counts().items() if name in world.connectors)
    standing, counts = list[Standing](), Counter[str]()
    for known in world.store.scales.cards(world.connectors, world.rulebook.reader):
        weighed = list(_weighed(world, known, setting, standing))
        world.store.scales.keep(weighed)
        counts.update(one.known.card.connection for one in weighed)
        tell(Progress(Step.JUDGE, "", counts.total(), total))
    world.store.scales.settle(world.connectors, places_of(standing, setting))
    return Judgements(world, counts, sum(one.provisional for one in standing))


def _weighed(
    world: World, batch: Iterable[Known], setting: Setting, standing: list[Standing]
) -> Iterator[Weighed]:
    """Readings and verdicts of some cards; those that wait in the queue are added to `standing`."""
    book, language = world.rulebook, world.settings.language
    for known in batch:
        reading = known.reading or book.read(known.card)
        verdict, waiting = judge_alone(known.card, spoken(reading, language), setting)
        if waiting:
            standing.append(waiting)
        yield Weighed(known, reading, verdict)
