"""One cycle: pull -> read -> weigh -> rank -> plan -> apply -> remember."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import msgspec

from connectors.errors import ConnectorError
from connectors.protocol import Access, Level, Surface
from connectors.write import Plan
from enrichment.judge import Judged
from enrichment.plan import Draft, Limits, Subject, Terms, plan
from steelyard.apply import Applied, apply
from steelyard.pull import Pulled, pull
from steelyard.tell import Failed, Progress, Step, Tell, nobody
from steelyard.world import World

T = TypeVar("T")


class Cycle(msgspec.Struct, frozen=True):
    """What a cycle did. `applied` is empty when the run was to plan only, or stopped for safety."""

    pulled: Mapping[str, Pulled]
    failed: Mapping[str, ConnectorError]
    judged: Sequence[Judged]
    draft: Draft
    plan: Plan
    applied: Mapping[str, Applied]

    @property
    def errors(self) -> Sequence[ConnectorError]:
        """Every failure of a connection, in the order of the configuration."""
        late = [one.error for one in self.applied.values() if one.error]
        return [*self.failed.values(), *late]


def cycle(world: World, read: int, tell: Tell = nobody, *, write: bool = True) -> Cycle:
    """Do one whole cycle; `read` is the number of the run. A connection that fails stops alone."""
    pulled, failed = pull_all(world, read, tell)
    judged = judge(world, tell)
    draft = draft_of(world, judged, ready=set(pulled))
    made = Plan(world.clock.now(), draft.writes)
    may = write and not draft.too_many
    applied = apply_all(world, made, judged, tell, ready=set(pulled)) if may else {}
    return Cycle(pulled, failed, judged, draft, made, applied)


def pull_all(
    world: World, read: int, tell: Tell
) -> tuple[Mapping[str, Pulled], Mapping[str, ConnectorError]]:
    """Pull every connection, each in its own thread."""
    with world.reading():
        outcomes = _side_by_side(world.connectors, lambda name: _pull(world, name, read, tell))
    pulled = {name: one for name, one in outcomes.items() if isinstance(one, Pulled)}
    failed = {name: one for name, one in outcomes.items() if isinstance(one, ConnectorError)}
    return pulled, failed


def judge(world: World, tell: Tell) -> Sequence[Judged]:
    """Read, weigh and rank every card of the store, and keep the verdicts."""
    cards = [card for card in world.store.cards() if card.connection in world.connectors]
    judged = world.rulebook.judge(cards, world.today, world.settings.language)
    world.store.save_verdicts(((one.card.connection, one.card.id), one.verdict) for one in judged)
    tell(Progress(Step.JUDGE, "", len(judged), len(judged)))
    return judged


def draft_of(world: World, judged: Sequence[Judged], ready: set[str]) -> Draft:
    """Plan the writes for connections that are `ready`: read without a failure in this run."""
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
    limits = Limits(safety.remarks_per_run, safety.changed_cards, quiet)
    return plan(subjects, limits, world.clock.now(), world.rulebook.lane_names)


def apply_all(
    world: World, made: Plan, judged: Sequence[Judged] | None, tell: Tell, *, ready: set[str]
) -> Mapping[str, Applied]:
    """Queue a plan and do it, a thread a connection; without `judged` cards are read again.

    It takes the place of what was queued for the connections `ready`.
    """
    world.store.outbox.queue(ready, made.writes)
    writes = {write.target.connection for write in made.writes}
    cards = {(one.card.connection, one.card.id): one.card for one in judged or ()}

    def one(name: str) -> Applied:
        known = {ref[1]: card for ref, card in cards.items() if ref[0] == name}
        return apply(world, name, known if judged is not None else None, tell)

    return _side_by_side([name for name in world.connectors if name in writes], one)


def _pull(world: World, name: str, read: int, tell: Tell) -> Pulled | ConnectorError:
    try:
        return pull(world, name, read, tell)
    except ConnectorError as error:
        tell(Failed(name, error))
        return error


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
