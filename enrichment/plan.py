"""Verdicts against what the trackers show now: the writes that are needed, or none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

import msgspec

from connectors.card import (
    IGNORE_LABEL,
    OWN_PREFIX,
    Card,
    Shown,
    Stage,
    human_hash,
    score_label,
)
from connectors.write import PutComment, SetFields, Target, WithdrawComment, Write
from enrichment.comment import compose
from enrichment.hands import (
    BY_HAND,
    COMMENTED,
    NO_COMMENT,
    Subject,
    comment_id,
    has_spoken,
    in_conversation,
    is_known,
    is_unseen,
    kept_score,
    shown_digest,
    was_dropped,
    was_made,
)
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
            writes = list(_writes(subject, speakers, limits, now, names))
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
        _may_speak(subject)
        and not has_spoken(subject)
        and not in_conversation(subject, limits.quiet, now)
    )


def _may_speak(subject: Subject) -> bool:
    return subject.terms.comments and not was_dropped(subject)


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
) -> Iterator[Planned]:
    """Fields before remarks; but a label that says "commented" only after the comment."""
    value, *_ = _value(subject)
    late = not has_spoken(subject) and _ref(subject) not in speakers
    remarks = [] if late else list(_remarks(subject, limits, now, names))
    speaks = any(isinstance(one, PutComment) for one in remarks)
    turn = _LAST if is_unseen(subject) else _FIRST
    yield from (Planned(turn, value, one) for one in _fields(subject, speaks=speaks))
    yield from (Planned(_BETWEEN, value, one) for one in remarks)


_FIRST, _BETWEEN, _LAST = range(3)


def _fields(subject: Subject, *, speaks: bool) -> Iterator[SetFields]:
    """The write of score and labels; `speaks` when a remark is planned for the card as well."""
    terms, shown = subject.terms, subject.card.shown
    if not terms.fields:
        return
    kept = kept_score(subject)
    score = _score(subject, kept)
    labels = tuple(sorted(_labels(subject) | _marks(subject, kept, speaks=speaks)))
    labels = labels if terms.labels else ()
    if not _shows(shown, score, labels):
        target = target_of(subject.card)
        yield SetFields(target, score, labels, shown.score, shown.labels, kept is not None)


def _shows(shown: Shown, score: float | None, labels: tuple[str, ...]) -> bool:
    """Whether a card shows this already; a label may carry a score whose field is off the screen."""
    if set(labels) == set(shown.labels):
        return score == shown.score
    carried = shown.score is None and score is not None
    return carried and {*labels, score_label(score or 0.0)} == set(shown.labels)


def _score(subject: Subject, kept: float | None) -> float | None:
    """The score for the field: ours, or the one a person put there instead, which stays."""
    if not subject.terms.score_field:
        return None
    return subject.verdict.score.value if kept is None else kept


def _labels(subject: Subject) -> set[str]:
    """Required answers that lack, the advice, the top of the queue: what people filter by.

    The rest stands in the comment; ten labels on a card would be noise. They say what the
    verdict says: one that a person takes away or adds is set right again, where the ignore label
    is the way to silence us.
    """
    verdict = subject.verdict
    flags = {OWN_PREFIX + flag.rule for flag in verdict.required}
    extra = {OWN_PREFIX + verdict.advice.decision}
    ready = not verdict.score.provisional
    if ready and verdict.place is not None and verdict.place.band == "top 10":
        extra.add(OWN_PREFIX + "top-10")
    if not subject.terms.score_field:
        extra.add(score_label(verdict.score.value))
    return flags | extra


def _marks(subject: Subject, kept: float | None, *, speaks: bool) -> set[str]:
    """What has to be known of the card even when memory is lost."""
    marks = {
        BY_HAND: kept is not None,
        NO_COMMENT: subject.terms.comments and was_dropped(subject),
        COMMENTED: subject.terms.comments
        and is_unseen(subject)
        and (speaks or has_spoken(subject)),
    }
    return {label for label, holds in marks.items() if holds}


def _remarks(
    subject: Subject, limits: Limits, now: datetime, names: Mapping[str, Texts]
) -> Iterator[PutComment | WithdrawComment]:
    if not _may_speak(subject):
        return
    known = subject.card.shown.comments or ()
    if len(known) > 1:
        extra = tuple(comment.id for comment in known[1:])
        yield WithdrawComment(target_of(subject.card), extra)
    if in_conversation(subject, limits.quiet, now):
        return
    kept = kept_score(subject)
    remark = compose(subject.verdict, subject.language, names, kept)
    if remark.digest != shown_digest(subject):
        yield PutComment(
            target_of(subject.card),
            remark,
            comment_id(subject),
            made=was_made(subject),
            quiet_since=now - limits.quiet if is_unseen(subject) else None,
        )


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
    place = subject.verdict.place
    return (place.in_queue if place else 1 << 30, *_ref(subject))


def _ref(subject: Subject) -> Ref:
    return subject.card.connection, subject.card.id


def target_of(card: Card) -> Target:
    """The card as a write names it."""
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))
