"""One cycle: pull -> read -> weigh -> rank -> plan -> apply -> remember."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TypeVar

from connectors.protocol import Access, Level, Surface
from connectors.write import Plan
from enrichment.plan import Draft, Limits, plan
from enrichment.subject import Subject, Terms
from enrichment.withdrawal import withdrawal
from steelyard.apply import Applied, apply
from steelyard.done import Cycle, joined
from steelyard.judging import judge
from steelyard.tell import Tell, nobody
from steelyard.waves import pull_in_waves
from steelyard.world import World

T = TypeVar("T")


def cycle(world: World, read: int, tell: Tell = nobody, *, write: bool = True) -> Cycle:
    """Do one whole cycle; `read` is the number of the run.

    A connection that fails stops alone, and one that is slow is weighed and written later.
    """
    done: Cycle | None = None
    for pulled, failed in pull_in_waves(world, read, tell):
        judged = judge(world, tell)
        draft = draft_of(world, set(pulled), said=done.remarks if done else 0)
        made = Plan(world.clock.now(), draft.writes)
        may = write and not draft.too_many
        since = {name: one.began for name, one in pulled.items()}
        applied = apply_all(world, made, tell, since) if may else {}
        done = joined(done, Cycle(pulled, failed, judged, draft, made, applied))
    assert done is not None  # noqa: S101 - there is one wave at least  # nosec B101
    return done


def draft_of(world: World, ready: set[str], said: int = 0) -> Draft:
    """Plan the writes for connections that are `ready`: read without a failure in this run.

    `said` counts the first remarks this run has planned already.
    """
    safety = world.settings.safety
    limits = Limits(
        remarks=max(0, safety.remarks_per_run - said),
        changed_share=safety.changed_cards,
        quiet=timedelta(days=safety.quiet_days),
    )
    return plan(
        _Subjects(world, ready),
        limits,
        world.clock.now(),
        world.rulebook.lane_names,
        partial(world.store.outbox.draft, ready),
    )


def withdrawal_of(world: World, ready: set[str]) -> Plan:
    """Plan to take everything of ours off the cards of these connections."""
    return Plan(world.clock.now(), tuple(withdrawal(_Subjects(world, ready))))


def apply_all(
    world: World, made: Plan, tell: Tell, since: Mapping[str, float]
) -> Mapping[str, Applied]:
    """Queue a plan and do it, a thread a connection; it takes the place of what was queued there.

    `since` says for each connection when the reading of its cards began, in monotonic seconds.
    """
    world.store.outbox.queue(since, made.writes)
    left = world.store.outbox.left()
    names = [name for name in world.connectors if name in since and name in left]
    return _side_by_side(names, lambda name: apply(world, name, tell, since[name]))


class _Subjects(Iterable[Subject]):
    """All that a plan needs to know of each judged card, brought anew each time."""

    def __init__(self, world: World, names: Iterable[str]) -> None:
        self._world = world
        self._terms = {name: _terms(world, name) for name in names}

    def __iter__(self) -> Iterator[Subject]:
        for card, verdict, written in self._world.store.scales.verdicts(self._terms):
            terms = self._terms[card.connection]
            yield Subject(card, verdict, terms, verdict.language, written)


def _side_by_side(
    names: Sequence[str] | Mapping[str, object], do: Callable[[str], T]
) -> dict[str, T]:
    with ThreadPoolExecutor(max_workers=max(1, len(names))) as pool:
        return dict(zip(names, pool.map(do, names), strict=True))


def _terms(world: World, name: str) -> Terms:
    access: Access = world.connectors[name].access
    surface: Surface | None = world.store.connection(name, world.scope(name)).surface
    return Terms(
        fields=access.level is not Level.REPORT,
        comments=access.level is Level.COMMENTS and (surface is None or surface.comments),
        score_field=surface is not None and surface.score is not None,
        labels=access.labels and surface is not None and surface.labels,
    )
