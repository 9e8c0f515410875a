"""Verdicts against what the trackers show now: the writes that are needed, or none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

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

    writes: tuple[Write, ...]
    waiting: int
    changed: int
    known: int
    dropped: tuple[tuple[str, str], ...]
    too_many: bool


def plan(
    subjects: Sequence[Subject], limits: Limits, now: datetime, names: Mapping[str, Texts]
) -> Draft:
    """Every write the verdicts call for, most valuable first; equal inputs give equal plans.

    `names` are the lanes' names by id.
    """
    open_ = [subject for subject in subjects if _may_touch(subject)]
    remarks = [
        (subject, write)
        for subject in sorted(open_, key=_value)
        for write in _remarks(subject, limits, now, names)
    ]
    first = [pair for pair in remarks if _is_first(pair[1])]
    late = {id(write) for _, write in first[limits.remarks :]}
    kept = [pair for pair in remarks if id(pair[1]) not in late]
    spoken = {_ref(subject) for subject, write in kept if isinstance(write, PutComment)}
    fields = [pair for one in open_ for pair in _fields(one, speaks=_ref(one) in spoken)]
    known = {_ref(subject) for subject in open_ if is_known(subject)}
    changed = {_ref(subject) for subject, write in (*fields, *kept) if _alters(write)}
    return Draft(
        writes=tuple(write for _, write in _in_order(fields, kept)),
        waiting=len(late),
        changed=len(changed),
        known=len(known),
        dropped=tuple(_ref(subject) for subject in open_ if was_dropped(subject)),
        too_many=len(changed) > max(_ALWAYS, limits.changed_share * len(known)),
    )


def _may_touch(subject: Subject) -> bool:
    """Whether the card is ours to write to: at work, or finished with our words still on it."""
    card = subject.card
    if card.archived or IGNORE_LABEL in card.labels:
        return False
    return card.stage is not Stage.DONE or is_known(subject)


Planned = tuple[Subject, Write]


def _in_order(fields: Sequence[Planned], remarks: Sequence[Planned]) -> Sequence[Planned]:
    """Fields before remarks; but a label that says "commented" only after the comment."""
    after = [pair for pair in fields if is_unseen(pair[0])]
    return [*(pair for pair in fields if not is_unseen(pair[0])), *remarks, *after]


def _fields(subject: Subject, *, speaks: bool) -> Iterator[Planned]:
    """The write of score and labels; `speaks` when a remark is planned for the card as well."""
    terms, shown = subject.terms, subject.card.shown
    if not terms.fields:
        return
    kept = kept_score(subject)
    score = _score(subject, kept)
    labels = tuple(sorted(_labels(subject) | _marks(subject, kept, speaks=speaks)))
    labels = labels if terms.labels else ()
    if not _shows(shown, score, labels):
        target = _target(subject.card)
        yield subject, SetFields(target, score, labels, shown.score, shown.labels, kept is not None)


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
    if not subject.terms.comments or was_dropped(subject):
        return
    known = subject.card.shown.comments or ()
    if len(known) > 1:
        extra = tuple(comment.id for comment in known[1:])
        yield WithdrawComment(_target(subject.card), extra)
    if in_conversation(subject, limits.quiet, now):
        return
    kept = kept_score(subject)
    remark = compose(subject.verdict, subject.language, names, kept)
    if remark.digest != shown_digest(subject):
        yield PutComment(
            _target(subject.card),
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


def _ref(subject: Subject) -> tuple[str, str]:
    return subject.card.connection, subject.card.id


def _target(card: Card) -> Target:
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))
