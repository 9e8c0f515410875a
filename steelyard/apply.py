"""The last steps: do the writes of the outbox, and remember each one once it was done."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import NamedTuple

import msgspec

from connectors.ahead import side_by_side
from connectors.card import Card, human_hash
from connectors.errors import ConnectorError
from connectors.protocol import Connector, Surface
from connectors.write import Outcome, PutComment, Receipt, SetFields, Write
from enrichment.hands import Written, remembered
from steelyard.memory import card_after, memory_after
from steelyard.rights import Rights
from steelyard.store import Store
from steelyard.store.outbox import Numbered
from steelyard.tell import Failed, Progress, Step, Tell, Wrote
from steelyard.world import World


class Applied(msgspec.Struct, frozen=True):
    """What became of one connection's writes: counts by outcome, and how many were not tried."""

    outcomes: Mapping[str, int]
    left: int
    error: ConnectorError | None = None


class Task(NamedTuple):
    """One card, None when it is not there, with its writes in their order and what is remembered."""

    card: Card | None
    writes: Sequence[Numbered]
    written: Written | None


def apply(world: World, name: str, tell: Tell, *, again: bool) -> Applied:
    """Do what the outbox holds for one connection; a failure of the tracker ends it there.

    Cards are written side by side as far as the tracker's limits go, each card's writes one after
    another. They are taken as just read, or read `again`: then the writes of those that people
    changed since the plan was made are refused.
    """
    count = world.store.outbox.left().get(name, 0)
    desk = _Desk(world, name, tell, again=again)
    failure: ConnectorError | None = None
    try:
        for _ in side_by_side(desk.do, desk.tasks(), world.gates[name].policy.writers):
            tell(Progress(Step.APPLY, name, desk.outcomes.total(), count))
    except ConnectorError as error:
        tell(Failed(name, error))
        failure = error
    return Applied(dict(desk.outcomes), count - desk.outcomes.total(), failure)


class _Desk:
    """One connection's writing desk; many threads may work at it, each on a card of its own."""

    def __init__(self, world: World, name: str, tell: Tell, *, again: bool) -> None:
        self.outcomes = Counter[str]()
        self._name, self._tell, self._clock, self._again = name, tell, world.clock, again
        self._store: Store = world.store
        self._connector: Connector = world.connectors[name]
        known = world.store.connection(name, world.scope(name)).surface
        self._surface: Surface = known or self._connector.discover()
        self._rights, self._counting = Rights(), Lock()

    def tasks(self) -> Iterator[Task]:
        """What there is to do, card by card."""
        for batch in self._store.outbox.todo(self._name):
            cards, written = self._cards(batch), self._store.outbox.written(self._name, batch)
            for card, writes in batch.items():
                yield Task(cards.get(card), writes, written.get(card))

    def do(self, task: Task) -> None:
        """Do the writes of one card, and keep what each left there before the next."""
        card, written = task.card, task.written
        for number, write in task.writes:
            receipt = self._receipt(number, write, card)
            done = receipt.outcome in {Outcome.DONE, Outcome.ALREADY, Outcome.GONE}
            if card is not None and done:
                before = written or remembered(card.shown)
                written = memory_after(before, write, receipt, self._clock.now())
                card = card_after(card, write, receipt, written)
                self._store.outbox.remember(card, written, number, receipt.outcome)
            else:
                self._store.outbox.answer(number, receipt.outcome)
            self._note(write, receipt)

    def _cards(self, batch: Mapping[str, Sequence[Numbered]]) -> Mapping[str, Card]:
        """The cards as just read; anew where a lagging read could hide a comment we wrote."""
        ids = list(batch)
        if self._again:
            return self._connector.reread(self._surface, ids)
        kept = {card.id: card for card in self._store.some_cards(self._name, ids)}
        if not self._surface.lags:
            return kept
        first = [one for one, writes in batch.items() if any(_is_first(w) for _, w in writes)]
        fresh = self._connector.reread(self._surface, first) if first else {}
        return {one: card for one, card in kept.items() if one not in first} | dict(fresh)

    def _note(self, write: Write, receipt: Receipt) -> None:
        with self._counting:
            self.outcomes[receipt.outcome] += 1
        kind, key = type(write).__struct_config__.tag, write.target.key
        self._tell(Wrote(self._name, key, str(kind), receipt.outcome, receipt.detail))

    def _receipt(self, number: int, write: Write, card: Card | None) -> Receipt:
        if card is None:
            return Receipt(Outcome.GONE, detail="the card is not there any more, or not visible")
        if human_hash(card) != write.target.seen:
            return Receipt(Outcome.CHANGED, detail="people changed the card since the plan")
        if _is_overtaken(write, card):
            return Receipt(Outcome.CHANGED, detail="the score was changed since the plan")
        return self._rights.used(write, lambda: self._sent(number, write, card))

    def _sent(self, number: int, write: Write, card: Card) -> Receipt:
        self._store.outbox.begin(number)
        return self._connector.apply(self._surface, write, card)


def _is_first(write: Write) -> bool:
    return isinstance(write, PutComment) and write.comment is None


def _is_overtaken(write: Write, card: Card) -> bool:
    """Whether the score field holds neither what the plan saw nor what it would set."""
    if not isinstance(write, SetFields):
        return False
    return card.shown.score not in {write.had_score, write.score}
