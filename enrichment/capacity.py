"""Capacity: what each lane was promised of it, and what it takes (domain S24)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from connectors.card import Stage
from enrichment.case import Setting
from enrichment.effort import days_of
from enrichment.judge import Judged, shares
from enrichment.rank import USUAL_DAYS

WORKED_ON = frozenset({Stage.IN_PROGRESS, Stage.TEST})


@dataclass(frozen=True, slots=True)
class Load:
    """Cards and the person-days they take; `guessed` of the cards bear no estimate."""

    cards: int
    days: float
    guessed: int


@dataclass(frozen=True, slots=True)
class Share:
    """A lane's share of capacity: as planned, and as it is now, both as fractions of one.

    `work` is what people work on, `queue` what stands above the cut line.
    """

    lane: str
    planned: float
    work: Load
    worked: float
    queue: Load
    queued: float


def capacity_shares(judged: Iterable[Judged], setting: Setting) -> Sequence[Share]:
    """Set each lane's share of capacity against its share of the work, the largest plan first.

    A card nobody estimated counts as `USUAL_DAYS`, as it does in the queue.
    """
    planned = shares(setting)
    whole = sum(planned.values()) or 1.0
    alive = [one for one in judged if not one.card.archived]
    work = [one for one in alive if one.card.stage in WORKED_ON]
    queue = [one for one in alive if one.verdict.place and one.verdict.place.fits]
    in_work = {lane: _load(work, lane, setting) for lane in planned}
    in_queue = {lane: _load(queue, lane, setting) for lane in planned}
    of_work = _parts(in_work.values())
    of_queue = _parts(in_queue.values())
    made = [
        Share(
            lane,
            planned[lane] / whole,
            in_work[lane],
            of_work(in_work[lane]),
            in_queue[lane],
            of_queue(in_queue[lane]),
        )
        for lane in planned
    ]
    return sorted(made, key=lambda share: -share.planned)


def _load(cards: Iterable[Judged], lane: str, setting: Setting) -> Load:
    mine = [one for one in cards if one.verdict.lane == lane]
    days = [days_of(one.reading.effort.value, setting.context) for one in mine]
    return Load(
        cards=len(mine),
        days=sum(one.mid if one else USUAL_DAYS for one in days),
        guessed=sum(one is None for one in days),
    )


def _parts(loads: Iterable[Load]) -> Callable[[Load], float]:
    whole = sum(load.days for load in loads) or 1.0
    return lambda load: load.days / whole
