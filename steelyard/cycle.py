"""One cycle: pull -> read -> weigh -> rank -> plan -> apply -> remember."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from connectors.card import Card
from connectors.protocol import Access, Level, Surface
from connectors.write import Plan
from enrichment.hands import Subject, Terms
from enrichment.judge import Judged
from enrichment.plan import Draft, Limits, plan
from steelyard.apply import Applied, apply
from steelyard.done import Cycle, joined
from steelyard.tell import Progress, Step, Tell, nobody
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
        draft = draft_of(world, judged, set(pulled), said=done.remarks if done else 0)
        made = Plan(world.clock.now(), draft.writes)
        may = write and not draft.too_many
        applied = apply_all(world, made, judged, tell, ready=set(pulled)) if may else {}
        done = joined(done, Cycle(pulled, failed, judged, draft, made, applied))
    assert done is not None  # noqa: S101 - there is one wave at least  # nosec B101
    return done


def judge(world: World, tell: Tell) -> Sequence[Judged]:
    """Read, weigh and rank every card of the store, and keep the verdicts."""
    cards = list(world.store.cards(world.connectors))
    judged = world.rulebook.judge(cards, world.today, world.settings.language)
    world.store.save_verdicts(((one.card.connection, one.card.id), one.verdict) for one in judged)
    tell(Progress(Step.JUDGE, "", len(judged), len(judged)))
    return judged


def draft_of(world: World, judged: Sequence[Judged], ready: set[str], said: int = 0) -> Draft:
    """Plan the writes for connections that are `ready`: read without a failure in this run.

    `said` counts the first remarks this run has planned already.
    """
    written, safety = world.store.outbox.written(), world.settings.safety
    terms = {name: _terms(world, name) for name in ready}
    subjects = [
        Subject(
            one.card,
            one.verdict,
            terms[one.card.connection],
            one.verdict.language,
            written.get((one.card.connection, one.card.id)),
        )
        for one in judged
        if one.card.connection in ready
    ]
    quiet = timedelta(days=safety.quiet_days)
    remarks = max(0, safety.remarks_per_run - said)
    limits = Limits(remarks, safety.changed_cards, quiet)
    return plan(subjects, limits, world.clock.now(), world.rulebook.lane_names)


def apply_all(
    world: World, made: Plan, judged: Sequence[Judged] | None, tell: Tell, *, ready: set[str]
) -> Mapping[str, Applied]:
    """Queue a plan and do it, a thread a connection; without `judged` cards are read again.

    It takes the place of what was queued for the connections `ready`.
    """
    world.store.outbox.queue(ready, made.writes)
    writes = {write.target.connection for write in made.writes}
    cards: dict[str, dict[str, Card]] = {name: {} for name in writes}
    for judgement in judged or ():
        cards.get(judgement.card.connection, {})[judgement.card.id] = judgement.card

    def one(name: str) -> Applied:
        return apply(world, name, cards[name] if judged is not None else None, tell)

    return _side_by_side([name for name in world.connectors if name in writes], one)


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
