"""The last steps: do the writes of a plan, and remember each one once it was done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from connectors.card import Card, OwnComment, human_hash
from connectors.errors import ConnectorError
from connectors.protocol import Connector, Surface
from connectors.write import Outcome, PutComment, Receipt, SetFields, WithdrawComment, Write
from enrichment.plan import Written
from steelyard.store import Store
from steelyard.tell import Failed, Progress, Step, Tell, Wrote
from steelyard.world import World

Cards = Mapping[str, Card]
"""Cards of one connection by id."""


class Applied(msgspec.Struct, frozen=True):
    """What became of one connection's writes: counts by outcome, and how many were not tried."""

    outcomes: Mapping[str, int]
    left: int
    error: ConnectorError | None = None


def apply(
    world: World, name: str, writes: Sequence[Write], cards: Cards | None, tell: Tell
) -> Applied:
    """Do the writes of one connection in their order; a failure of the tracker ends it there.

    `cards` are the cards as just read; None reads them again, and refuses the writes of those
    that people changed since the plan was made.
    """
    desk = _Desk(world, name, tell)
    outcomes: dict[str, int] = {}
    try:
        current = dict(desk.reread(writes) if cards is None else desk.refreshed(cards, writes))
        for index, write in enumerate(writes):
            receipt = desk.do(write, current)
            outcomes[receipt.outcome] = outcomes.get(receipt.outcome, 0) + 1
            tell(Progress(Step.APPLY, name, index + 1, len(writes)))
    except ConnectorError as error:
        tell(Failed(name, error))
        return Applied(outcomes, len(writes) - sum(outcomes.values()), error)
    return Applied(outcomes, 0)


class _Desk:
    """One connection's writing desk: the connector, its surface, and the memory."""

    def __init__(self, world: World, name: str, tell: Tell) -> None:
        self._name, self._tell, self._clock = name, tell, world.clock
        self._store: Store = world.store
        self._connector: Connector = world.connectors[name]
        known = world.store.connection(name, world.scope(name)).surface
        self._surface: Surface = known or self._connector.discover()
        self._written = dict(world.store.written())

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

    def do(self, write: Write, current: dict[str, Card]) -> Receipt:
        """Do one write to its card, and keep in `current` and in memory what it left there."""
        card = current.get(write.target.id)
        receipt = self._receipt(write, card)
        if card is not None and receipt.outcome in {Outcome.DONE, Outcome.ALREADY, Outcome.GONE}:
            current[card.id] = self._remember(card, write, receipt)
        target = write.target
        kind = type(write).__struct_config__.tag
        self._tell(Wrote(self._name, target.key, str(kind), receipt.outcome, receipt.detail))
        return receipt

    def _receipt(self, write: Write, card: Card | None) -> Receipt:
        if card is None:
            return Receipt(Outcome.GONE, detail="the card is not there any more, or not visible")
        if human_hash(card) != write.target.seen:
            return Receipt(Outcome.CHANGED, detail="people changed the card since the plan")
        return self._connector.apply(self._surface, write, card)

    def _remember(self, card: Card, write: Write, receipt: Receipt) -> Card:
        ref = (card.connection, card.id)
        before = self._written.get(ref, Written())
        after = _memory(before, write, receipt, self._clock.now())
        changed = _with_own(card, write, receipt, after)
        self._store.remember(changed, after)
        self._written[ref] = after
        return changed


def _memory(before: Written, write: Write, receipt: Receipt, now: datetime) -> Written:
    replace = msgspec.structs.replace
    gone = receipt.outcome is Outcome.GONE
    match write:
        case SetFields() if not gone:
            ours = None if write.kept else write.score
            return replace(before, score=ours, labels=write.labels, at=now)
        case PutComment() if gone and write.comment:
            return replace(before, comment=None, dropped=True)
        case PutComment() if not gone:
            comment = receipt.comment or write.comment
            return replace(before, comment=comment, digest=write.remark.digest, at=now)
    return before


def _with_own(card: Card, write: Write, receipt: Receipt, memory: Written) -> Card:
    """The card as it looks with the write done; its human content is the same."""
    replace, shown = msgspec.structs.replace, card.shown
    if receipt.outcome is Outcome.GONE:
        return card
    match write:
        case SetFields():
            shown = replace(shown, score=write.score, labels=write.labels)
        case PutComment() if memory.comment is not None:
            own = OwnComment(memory.comment, memory.digest, memory.at)
            shown = replace(shown, comments=(own,))
        case WithdrawComment():
            kept = tuple(one for one in shown.comments or () if one.id not in write.comments)
            shown = replace(shown, comments=kept)
    return replace(card, shown=shown)
