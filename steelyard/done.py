"""What a cycle did, as one value."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from connectors.errors import ConnectorError, SetupError
from connectors.write import Plan, PutComment, Write
from enrichment.plan import Draft
from steelyard.apply import Applied
from steelyard.exits import Exit
from steelyard.judging import Judgements
from steelyard.pull import Pulled


class Cycle(msgspec.Struct, frozen=True):
    """What a cycle did. `applied` is empty when the run was to plan only, or stopped for safety."""

    pulled: Mapping[str, Pulled]
    failed: Mapping[str, ConnectorError]
    judged: Judgements
    draft: Draft
    plan: Plan
    applied: Mapping[str, Applied]

    @property
    def errors(self) -> Sequence[ConnectorError]:
        """Every failure of a connection: of reading first, then of writing."""
        late = [one.error for one in self.applied.values() if one.error]
        return [*self.failed.values(), *late]

    @property
    def remarks(self) -> int:
        """How many first remarks were planned."""
        return sum(isinstance(one, PutComment) and not one.comment for one in self.plan.writes)


def joined(one: Cycle | None, later: Cycle) -> Cycle:
    """What two waves of one cycle did, which concern different connections."""
    if one is None:
        return later
    draft = Draft(
        writes=_Both(one.draft.writes, later.draft.writes),
        waiting=one.draft.waiting + later.draft.waiting,
        changed=one.draft.changed + later.draft.changed,
        known=one.draft.known + later.draft.known,
        dropped=one.draft.dropped + later.draft.dropped,
        too_many=one.draft.too_many or later.draft.too_many,
    )
    return Cycle(
        pulled={**one.pulled, **later.pulled},
        failed={**one.failed, **later.failed},
        judged=later.judged,
        draft=draft,
        plan=Plan(later.plan.made, draft.writes),
        applied={**one.applied, **later.applied},
    )


class _Both(Collection[Write]):
    """The writes of one wave, then those of another."""

    def __init__(self, one: Collection[Write], other: Collection[Write]) -> None:
        self._parts = (one, other)

    def __contains__(self, write: object) -> bool:
        return any(write in part for part in self._parts)

    def __iter__(self) -> Iterator[Write]:
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        return sum(map(len, self._parts))


def exit_of(done: Cycle) -> Exit:
    """The exit code of a cycle.

    A connection that failed makes the run partial; a run in which nothing could be read because
    of wrong names, rights or credentials is a matter of configuration.
    """
    if done.draft.too_many:
        return Exit.SAFETY
    if not done.errors:
        return Exit.DONE
    if not done.pulled and all(isinstance(error, SetupError) for error in done.errors):
        return Exit.CONFIGURATION
    return Exit.PARTIAL
