"""Which goals the open cards serve, and with how much of the work (domain S179, S180)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enrichment.case import Setting, goals_of
from enrichment.context import Goal
from enrichment.effort import days_of
from enrichment.judge import Judged
from enrichment.rank import USUAL_DAYS


@dataclass(frozen=True, slots=True)
class Served:
    """A goal and the cards that name it or one under it; None stands for no goal at all.

    Cards stand in the order given. `depth` counts the goals above it; `share` is of the person-days
    of all cards. A card may serve several goals, so the shares need not make the whole.
    """

    goal: Goal | None
    depth: int
    cards: tuple[Judged, ...]
    days: float
    share: float


def coverage(queue: Sequence[Judged], setting: Setting) -> Sequence[Served]:
    """Set the goals, those of the context from the top of the tree down, beside the cards.

    The heaviest goal comes first, each followed by those that stand under it.
    """
    above = {goal.id: tuple(_up(goal, setting.context.goals)) for goal in setting.context.goals}
    named = [
        {
            serving.id
            for goal in goals_of(one.card, one.reading, setting)
            for serving in above[goal.id]
        }
        for one in queue
    ]
    days = [_days(one, setting) for one in queue]
    whole = sum(days) or 1.0

    def served(goal: Goal | None, depth: int) -> Served:
        mine = [at for at, goals in enumerate(named) if (goal.id in goals if goal else not goals)]
        taken = sum(days[at] for at in mine)
        return Served(goal, depth, tuple(queue[at] for at in mine), taken, taken / whole)

    return [served(*one) for one in (*_down(setting.context.goals, "", 0), (None, 0))]


def _down(goals: Sequence[Goal], parent: str, depth: int) -> Iterator[tuple[Goal, int]]:
    under = [goal for goal in goals if goal.parent == parent and goal.id != parent]
    for goal in sorted(under, key=lambda one: -one.weight):
        yield goal, depth
        yield from _down(goals, goal.id, depth + 1)


def _up(goal: Goal, goals: Sequence[Goal]) -> Iterator[Goal]:
    """Give a goal and those above it, each once, though they stand in a ring."""
    known = {one.id: one for one in goals}
    seen: dict[str, Goal] = {}
    at: Goal | None = goal
    while at is not None and at.id not in seen:
        seen[at.id] = at
        at = known.get(at.parent)
    yield from seen.values()


def _days(one: Judged, setting: Setting) -> float:
    days = days_of(one.reading.effort.value, setting.context)
    return days.mid if days else USUAL_DAYS
