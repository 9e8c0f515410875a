"""Places: in the lane by score, in the one queue by the lanes' shares of capacity."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

from enrichment.verdict import Place

USUAL_DAYS = 5.0
"""Person-days a card takes of its lane's capacity when nobody estimated it."""

TOP = 10


class Standing(msgspec.Struct, frozen=True, gc=False):
    """A card that waits in the queue, and no more of it than its place depends on.

    `key` is unique; `value` is its score, `days` are its person-days, if known.
    """

    key: str
    lane: str
    value: float
    provisional: bool
    days: float | None


def rank(
    cards: Sequence[Standing], shares: Mapping[str, float], capacity: float | None
) -> Mapping[str, Place]:
    """Give every card its place, by key; equal inputs give equal order.

    `shares` are fractions of capacity by lane, `capacity` the person-days of a sprint. Without
    capacity the cut line stands below the first ten. Cards whose questions are open come after
    all ready ones, in the queue as in the lane: nobody can start them yet.
    """
    ordered = sorted(cards, key=_order)
    lanes = _lanes(ordered)
    ready = [card for card in ordered if not card.provisional]
    asked = [card for card in ordered if card.provisional]
    queue = [*_interleaved(_lanes(ready), shares), *_interleaved(_lanes(asked), shares)]
    fitting = _fitting(queue, capacity)
    in_lane = {card.key: at for lane in lanes.values() for at, card in enumerate(lane, 1)}
    return {
        card.key: Place(
            lane=card.lane,
            in_lane=in_lane[card.key],
            of_lane=len(lanes[card.lane]),
            in_queue=at,
            of_queue=len(queue),
            band=band(at, len(queue)),
            fits=at <= fitting,
        )
        for at, card in enumerate(queue, 1)
    }


def band(place: int, of: int) -> str:
    """Name the band of a place: `top 10`, then `decile 1` to `decile 10` of the queue."""
    return "top 10" if place <= TOP else f"decile {-(-10 * place // of)}"


def _order(card: Standing) -> tuple[str, bool, float, str]:
    return card.lane, card.provisional, -card.value, card.key


def _lanes(ordered: Sequence[Standing]) -> Mapping[str, list[Standing]]:
    grouped = groupby(ordered, lambda card: card.lane)
    return {lane: list(members) for lane, members in grouped}


def _interleaved(
    lanes: Mapping[str, list[Standing]], shares: Mapping[str, float]
) -> list[Standing]:
    """Merge the lanes: the next card comes from the lane that has had least of its share.

    A lane without a share comes when the others are empty. Only effort and order inside the lane
    matter here, never the raw score: lanes are not compared by it.
    """
    waiting = {lane: iter(cards) for lane, cards in lanes.items()}
    heads = {lane: next(cards) for lane, cards in waiting.items()}
    used = dict.fromkeys(lanes, 0.0)

    def turn(lane: str) -> tuple[bool, float, float, str]:
        share = shares.get(lane, 0.0)
        return share == 0, used[lane] / share if share else 0.0, -share, lane

    queue = []
    while heads:
        lane = min(heads, key=turn)
        queue.append(heads[lane])
        used[lane] += _days(heads[lane])
        following = next(waiting[lane], None)
        if following is None:
            del heads[lane]
        else:
            heads[lane] = following
    return queue


def _fitting(queue: Sequence[Standing], capacity: float | None) -> int:
    """Count the cards above the cut line."""
    if capacity is None:
        return TOP
    spent = 0.0
    for at, card in enumerate(queue):
        spent += _days(card)
        if spent > capacity:
            return at
    return len(queue)


def _days(card: Standing) -> float:
    return USUAL_DAYS if card.days is None else card.days
