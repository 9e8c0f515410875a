"""The last steps: do the writes of the outbox, and remember each one once it was done."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from connectors.card import Card, human_hash
from connectors.errors import ConnectorError
from connectors.protocol import Connector, Surface
from connectors.write import Outcome, PutComment, Receipt, SetFields, Write
from enrichment.hands import remembered
from steelyard.memory import card_after, memory_after
from steelyard.store import Outbox
from steelyard.tell import Failed, Progress, Step, Tell, Wrote
from steelyard.world import World

Cards = Mapping[str, Card]
"""Cards of one connection by id."""


class Applied(msgspec.Struct, frozen=True):
    """What became of one connection's writes: counts by outcome, and how many were not tried."""

    outcomes: Mapping[str, int]
    left: int
    error: ConnectorError | None = None


def apply(world: World, name: str, cards: Cards | None, tell: Tell) -> Applied:
    """Do what the outbox holds for one connection; a failure of the tracker ends it there.

    `cards` are the cards as just read; None reads them again, and refuses the writes of those
    that people changed since the plan was made.
    """
    todo = world.store.outbox.todo(name)
    desk, writes = _Desk(world, name, tell), [write for _, write in todo]
    outcomes: dict[str, int] = {}
    try:
        current = dict(desk.reread(writes) if cards is None else desk.refreshed(cards, writes))
        for done, (number, write) in enumerate(todo, 1):
            receipt = desk.do(number, write, current)
            outcomes[receipt.outcome] = outcomes.get(receipt.outcome, 0) + 1
            tell(Progress(Step.APPLY, name, done, len(todo)))
    except ConnectorError as error:
        tell(Failed(name, error))
        return Applied(outcomes, len(writes) - sum(outcomes.values()), error)
    return Applied(outcomes, 0)


class _Rights:
    """What the account turned out not to be allowed: after some denials in a row, no more tries.

    Each run tries anew, so that a right that is given works at once.
    """

    TRIES = 3

    def __init__(self) -> None:
        self._denied: dict[type[Write], int] = {}

    def lacking(self, write: Write) -> bool:
        """Whether a write of this kind need not be tried any more."""
        return self._denied.get(type(write), 0) >= self.TRIES

    def learn(self, write: Write, receipt: Receipt) -> None:
        """Count a denial; anything else that was answered shows that the right is there."""
        self._denied[type(write)] = self._denied.get(type(write), 0) + 1 if receipt.denied else 0


class _Desk:
    """One connection's writing desk: the connector, its surface, and the memory."""

    def __init__(self, world: World, name: str, tell: Tell) -> None:
        self._name, self._tell, self._clock = name, tell, world.clock
        self._outbox: Outbox = world.store.outbox
        self._connector: Connector = world.connectors[name]
        known = world.store.connection(name, world.scope(name)).surface
        self._surface: Surface = known or self._connector.discover()
        self._written = dict(self._outbox.written())
        self._rights = _Rights()

    def reread(self, writes: Iterable[Write]) -> Cards:
        """The cards of `writes` as they are now."""
        ids = list(dict.fromkeys(write.target.id for write in writes))
        return self._connector.reread(self._surface, ids)

    def refreshed(self, cards: Cards, writes: Sequence[Write]) -> Cards:
        """`cards`, read again where a lagging read could hide a comment we already wrote."""
        first = [one for one in writes if isinstance(one, PutComment) and one.comment is None]
        if not self._surface.lags or not first:
            return cards
        stale = {write.target.id for write in first}
        return {id_: card for id_, card in cards.items() if id_ not in stale} | dict(
            self.reread(first)
        )

    def do(self, number: int, write: Write, current: dict[str, Card]) -> Receipt:
        """Do one write to its card, and keep in `current` and in memory what it left there.

        `number` is the write's own in the outbox.
        """
        card = current.get(write.target.id)
        receipt = self._receipt(write, card)
        if card is not None and receipt.outcome in {Outcome.DONE, Outcome.ALREADY, Outcome.GONE}:
            current[card.id] = self._remember(number, card, write, receipt)
        else:
            self._outbox.answer(number, receipt.outcome)
        target = write.target
        kind = type(write).__struct_config__.tag
        self._tell(Wrote(self._name, target.key, str(kind), receipt.outcome, receipt.detail))
        return receipt

    def _receipt(self, write: Write, card: Card | None) -> Receipt:
        if card is None:
            return Receipt(Outcome.GONE, detail="the card is not there any more, or not visible")
        if human_hash(card) != write.target.seen:
            return Receipt(Outcome.CHANGED, detail="people changed the card since the plan")
        if _is_overtaken(write, card):
            return Receipt(Outcome.CHANGED, detail="the score was changed since the plan")
        if self._rights.lacking(write):
            detail = "not tried: the account may not do this, as the refusals before say"
            return Receipt(Outcome.REFUSED, detail=detail)
        receipt = self._connector.apply(self._surface, write, card)
        self._rights.learn(write, receipt)
        return receipt

    def _remember(self, number: int, card: Card, write: Write, receipt: Receipt) -> Card:
        ref = (card.connection, card.id)
        before = self._written.get(ref) or remembered(card.shown)
        after = memory_after(before, write, receipt, self._clock.now())
        changed = card_after(card, write, receipt, after)
        self._outbox.remember(changed, after, number, receipt.outcome)
        self._written[ref] = after
        return changed


def _is_overtaken(write: Write, card: Card) -> bool:
    """Whether the score field holds neither what the plan saw nor what it would set."""
    if not isinstance(write, SetFields):
        return False
    return card.shown.score not in {write.had_score, write.score}
