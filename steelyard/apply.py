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
from enrichment.hands import remembered
from enrichment.subject import Written
from steelyard.lately import NEVER, TOGETHER, Lately
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
    """One card with its writes in their order: what the plan knew of it, and what we left on it.

    `lately` has it as it is now.
    """

    id: str
    lately: Lately
    writes: Sequence[Numbered]
    known: Card | None
    written: Written | None


def apply(world: World, name: str, tell: Tell, read: float) -> Applied:
    """Do what the outbox holds for one connection; a failure of the tracker ends it there.

    Cards are written side by side as far as the tracker's limits go, each card's writes one after
    another. They were read at `read` or later, in monotonic seconds; those for which that is long
    ago are read again. The writes of cards that people changed since the plan was made are refused.
    """
    count = world.store.outbox.left().get(name, 0)
    desk = _Desk(world, name, tell, read)
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

    def __init__(self, world: World, name: str, tell: Tell, read: float) -> None:
        self.outcomes = Counter[str]()
        self._name, self._tell, self._clock, self._read = name, tell, world.clock, read
        self._store: Store = world.store
        self._connector: Connector = world.connectors[name]
        known = world.store.connection(name, world.scope(name)).surface
        self._surface: Surface = known or self._connector.discover()
        self._rights, self._counting = Rights(), Lock()

    def tasks(self) -> Iterator[Task]:
        """What there is to do, card by card."""
        together = TOGETHER[self._connector.access.tracker]
        for batch in self._store.outbox.todo(self._name):
            ids = list(batch)
            known = {card.id: card for card in self._store.some_cards(self._name, ids)}
            written = self._store.outbox.written(self._name, ids)
            for start in range(0, len(ids), together):
                some = ids[start : start + together]
                lately = self._lately(some, batch, known)
                for card in some:
                    yield Task(card, lately, batch[card], known.get(card), written.get(card))

    def do(self, task: Task) -> None:
        """Do the writes of one card, and keep what each left there before the next.

        Once people turn out to have changed it, the rest is refused too: it does not know of that.
        """
        card, written = task.lately.take(task.id), task.written
        refusal = _refusal(task, card) if card else None
        for number, write in task.writes:
            receipt = refusal or self._receipt(number, write, card)
            refusal = receipt if receipt.outcome is Outcome.CHANGED else None
            done = receipt.outcome in {Outcome.DONE, Outcome.ALREADY, Outcome.GONE}
            if card is not None and done:
                before = written or remembered(card.shown)
                written = memory_after(before, write, receipt, self._clock.now())
                card = card_after(card, write, receipt, written)
                self._store.outbox.remember(card, written, number, receipt.outcome)
            else:
                self._store.outbox.answer(number, receipt.outcome)
            self._note(write, receipt)

    def _lately(
        self,
        ids: Sequence[str],
        writes: Mapping[str, Sequence[Numbered]],
        known: Mapping[str, Card],
    ) -> Lately:
        """The cards as read; in any case anew where a lagging read could hide a comment we wrote."""
        first = {one for one in ids if any(_is_first(write) for _, write in writes[one])}
        unseen = first if self._surface.lags else frozenset[str]()
        return Lately(
            {one: known[one] for one in ids if one in known},
            {one: NEVER if one in unseen else self._read for one in ids},
            lambda old: self._connector.reread(self._surface, old),
            self._clock,
        )

    def _note(self, write: Write, receipt: Receipt) -> None:
        with self._counting:
            self.outcomes[receipt.outcome] += 1
        kind, key = type(write).__struct_config__.tag, write.target.key
        self._tell(Wrote(self._name, key, str(kind), receipt.outcome, receipt.detail))

    def _receipt(self, number: int, write: Write, card: Card | None) -> Receipt:
        if card is None:
            return Receipt(Outcome.GONE, detail="the card is not there any more, or not visible")
        return self._rights.used(write, lambda: self._sent(number, write, card))

    def _sent(self, number: int, write: Write, card: Card) -> Receipt:
        self._store.outbox.begin(number)
        return self._connector.apply(self._surface, write, card)


def _is_first(write: Write) -> bool:
    return isinstance(write, PutComment) and write.comment is None


def _refusal(task: Task, card: Card) -> Receipt | None:
    """Why nothing is written to a card, as it is now: the plan does not know what people did."""
    now = human_hash(card)
    if any(write.target.seen != now for _, write in task.writes):
        return Receipt(Outcome.CHANGED, detail="people changed the card since the plan")
    scores = set(_scores(task))
    if scores and card.shown.score not in scores:
        return Receipt(Outcome.CHANGED, detail="the score was changed since the plan")
    return None


def _scores(task: Task) -> Iterator[float | None]:
    """What the score field may hold: what the plan saw or would set, and what we left there.

    None of these is known of a card that is not in the store and only gets a comment.
    """
    fields = [write for _, write in task.writes if isinstance(write, SetFields)]
    for write in fields:
        yield from (write.had_score, write.score)
    if task.known and not fields:
        yield task.known.shown.score
    if task.written:
        yield task.written.score
