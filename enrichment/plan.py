"""Verdicts against what the trackers show now: the writes of a run, in their order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

import msgspec

from connectors.card import IGNORE_LABEL, Stage
from connectors.write import PutComment, SetFields, Write
from enrichment.hands import (
    has_spoken,
    in_conversation,
    is_known,
    is_unseen,
    was_dropped,
)
from enrichment.subject import Subject
from enrichment.wanted import may_speak, writes_for
from enrichment.wording import Texts

Ref = tuple[str, str]
"""A card's address: connection and id."""

_ALWAYS = 5
"""So many cards may change in any run: a quarter of a small backlog is no accident."""


class Limits(msgspec.Struct, frozen=True):
    """What one run may do at most (`safety` of the configuration)."""

    remarks: int
    changed_share: float
    quiet: timedelta


class Draft(msgspec.Struct, frozen=True):
    """The writes of a run, and what was left out of it on purpose.

    `waiting` counts first remarks left for later runs; `changed` of `known` cards that already
    carry a verdict would show another one; `dropped` are cards whose remark a person deleted.
    """

    writes: Collection[Write]
    waiting: int
    changed: int
    known: int
    dropped: tuple[tuple[str, str], ...]
    too_many: bool


class Planned(NamedTuple):
    """A write, and where it stands among the others: its turn, then the value of its card."""

    turn: int
    value: int
    write: Write


def in_order(planned: Iterable[Planned]) -> Collection[Write]:
    """The writes as they are to be done; those of one card in the order they came."""
    return tuple(one.write for one in sorted(planned, key=itemgetter(0, 1)))


def plan(
    subjects: Iterable[Subject],
    limits: Limits,
    now: datetime,
    names: Mapping[str, Texts],
    gather: Callable[[Iterable[Planned]], Collection[Write]] = in_order,
) -> Draft:
    """Every write the verdicts call for, most valuable first; equal inputs give equal plans.

    `subjects` are gone through twice. `names` are the lanes' names by id. `gather` puts the writes
    in order, and may keep them elsewhere than in memory.
    """
    speakers, waiting = _first_speakers(subjects, limits, now)
    tally = _Tally()

    def planned() -> Iterator[Planned]:
        for subject in filter(_may_touch, subjects):
            writes = _writes(subject, speakers, limits, now, names)
            tally.count(subject, writes)
            yield from writes

    writes = gather(planned())
    return Draft(
        writes=writes,
        waiting=waiting,
        changed=tally.changed,
        known=tally.known,
        dropped=tuple(tally.dropped),
        too_many=tally.changed > max(_ALWAYS, limits.changed_share * tally.known),
    )


class _Tally:
    """Counts while the plan is made what is to be known of it as a whole."""

    def __init__(self) -> None:
        self.known = self.changed = 0
        self.dropped: list[Ref] = []

    def count(self, subject: Subject, planned: Sequence[Planned]) -> None:
        """One more card, and what is planned for it."""
        self.known += is_known(subject)
        self.changed += any(_alters(one.write) for one in planned)
        if was_dropped(subject):
            self.dropped.append(_ref(subject))


def _first_speakers(
    subjects: Iterable[Subject], limits: Limits, now: datetime
) -> tuple[AbstractSet[Ref], int]:
    """The most valuable cards that get their first remark in this run, and how many wait."""
    silent = [_value(one) for one in subjects if _may_touch(one) and _is_silent(one, limits, now)]
    first = nsmallest(limits.remarks, silent)
    return {(connection, card) for _, connection, card in first}, len(silent) - len(first)


def _is_silent(subject: Subject, limits: Limits, now: datetime) -> bool:
    """Whether a remark on the card would be the first."""
    return (
        may_speak(subject)
        and not has_spoken(subject)
        and not in_conversation(subject, limits.quiet, now)
    )


def _may_touch(subject: Subject) -> bool:
    """Whether the card is ours to write to: at work, or finished with our words still on it."""
    card = subject.card
    if card.archived or IGNORE_LABEL in card.labels:
        return False
    return card.stage is not Stage.DONE or is_known(subject)


def _writes(
    subject: Subject,
    speakers: AbstractSet[Ref],
    limits: Limits,
    now: datetime,
    names: Mapping[str, Texts],
) -> list[Planned]:
    """Fields before remarks; but a label that says "commented" only after the comment."""
    speaks = has_spoken(subject) or _ref(subject) in speakers
    turn, place = _LAST if is_unseen(subject) else _FIRST, _place(subject)
    return [
        Planned(turn if isinstance(one, SetFields) else _BETWEEN, place, one)
        for one in writes_for(subject, limits.quiet, now, names, speaks=speaks)
    ]


_FIRST, _BETWEEN, _LAST = range(3)


def _is_first(write: Write) -> bool:
    return isinstance(write, PutComment) and write.comment is None and not write.made


def _alters(write: Write) -> bool:
    """Whether people see something else than we told them before."""
    match write:
        case SetFields():
            had = write.had_score
            return (had is not None and had != write.score) or bool(write.had_labels)
        case PutComment():
            return not _is_first(write)
    return True


def _value(subject: Subject) -> tuple[int, str, str]:
    """Most valuable first: the place in the queue, then the card's address."""
    return (_place(subject), *_ref(subject))


def _place(subject: Subject) -> int:
    place = subject.verdict.place
    return place.in_queue if place else 1 << 30


def _ref(subject: Subject) -> Ref:
    return subject.card.connection, subject.card.id
