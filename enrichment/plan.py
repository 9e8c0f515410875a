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
from enrichment.verdict import Severity, Verdict
from enrichment.wording import Texts

_ALWAYS = 5
"""So many cards may change in any run: a quarter of a small backlog is no accident."""


class Written(msgspec.Struct, frozen=True):
    """What Steelyard last left on a card, to tell its own hand from a person's.

    `dropped` says that a person deleted our comment; it does not come back.
    """

    score: float | None = None
    labels: tuple[str, ...] = ()
    comment: str | None = None
    digest: str = ""
    dropped: bool = False
    at: datetime | None = None


class Terms(msgspec.Struct, frozen=True):
    """What may be written on one connection, and on which surfaces."""

    fields: bool
    comments: bool
    score_field: bool
    labels: bool


class Subject(msgspec.Struct, frozen=True):
    """One card with all that a plan needs to know of it."""

    card: Card
    verdict: Verdict
    terms: Terms
    language: str
    written: Written | None = None


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
    fields = [(subject, write) for subject in open_ for write in _fields(subject)]
    remarks = [
        (subject, write)
        for subject in sorted(open_, key=_value)
        for write in _remarks(subject, limits, now, names)
    ]
    first = [pair for pair in remarks if _is_first(pair[1])]
    late = {id(write) for _, write in first[limits.remarks :]}
    kept = [pair for pair in remarks if id(pair[1]) not in late]
    known = {_ref(subject) for subject in open_ if _is_known(subject)}
    changed = {_ref(subject) for subject, write in (*fields, *kept) if _alters(write)}
    return Draft(
        writes=tuple(write for _, write in (*fields, *kept)),
        waiting=len(late),
        changed=len(changed),
        known=len(known),
        dropped=tuple(_ref(subject) for subject in open_ if _was_dropped(subject)),
        too_many=len(changed) > max(_ALWAYS, limits.changed_share * len(known)),
    )


def _may_touch(subject: Subject) -> bool:
    """Whether the card is ours to write to: at work, or finished with our words still on it."""
    card = subject.card
    if card.archived or IGNORE_LABEL in card.labels:
        return False
    return card.stage is not Stage.DONE or _is_known(subject)


def _is_known(subject: Subject) -> bool:
    """Whether the card already carries a verdict of ours, by memory or by what it shows."""
    shown, written = subject.card.shown, subject.written
    return bool(shown.comments or shown.labels) or (
        written is not None and (written.score is not None or written.comment is not None)
    )


def _fields(subject: Subject) -> Iterator[SetFields]:
    terms, shown = subject.terms, subject.card.shown
    if not terms.fields:
        return
    score = _score(subject)
    labels = _labels(subject) if terms.labels else ()
    if not _shows(shown, score, labels):
        kept = _kept(subject) is not None
        yield SetFields(_target(subject.card), score, labels, shown.score, shown.labels, kept)


def _shows(shown: Shown, score: float | None, labels: tuple[str, ...]) -> bool:
    """Whether a card shows this already; a label may carry a score whose field is off the screen."""
    if set(labels) == set(shown.labels):
        return score == shown.score
    carried = shown.score is None and score is not None
    return carried and {*labels, score_label(score or 0.0)} == set(shown.labels)


def _score(subject: Subject) -> float | None:
    """The score for the field: ours, or the one a person put there instead, which stays."""
    if not subject.terms.score_field:
        return None
    kept = _kept(subject)
    return subject.verdict.score.value if kept is None else kept


def _kept(subject: Subject) -> float | None:
    """The score a person set in our field: not the one we wrote, on a card we know or never saw."""
    shown, written = subject.card.shown.score, subject.written
    ours = written.score if written else None
    ours_by_marks = written is None and _is_known(subject)
    if shown is None or shown == ours or ours_by_marks or shown == subject.verdict.score.value:
        return None
    return shown


def _labels(subject: Subject) -> tuple[str, ...]:
    """Required answers that lack, the advice, the top of the queue: what people filter by.

    The rest stands in the comment; ten labels on a card would be noise. They say what the
    verdict says: one that a person takes away or adds is set right again, where the ignore label
    is the way to silence us.
    """
    verdict = subject.verdict
    required = Severity.REQUIRED
    flags = {OWN_PREFIX + flag.rule for flag in verdict.flags if flag.severity is required}
    extra = {OWN_PREFIX + verdict.advice.decision}
    if verdict.place is not None and verdict.place.band == "top 10":
        extra.add(OWN_PREFIX + "top-10")
    if not subject.terms.score_field:
        extra.add(score_label(verdict.score.value))
    return tuple(sorted(flags | extra))


def _remarks(
    subject: Subject, limits: Limits, now: datetime, names: Mapping[str, Texts]
) -> Iterator[PutComment | WithdrawComment]:
    if not subject.terms.comments or _was_dropped(subject):
        return
    known = subject.card.shown.comments or ()
    if len(known) > 1:
        extra = tuple(comment.id for comment in known[1:])
        yield WithdrawComment(_target(subject.card), extra)
    if _in_conversation(subject, limits, now):
        return
    kept = _kept(subject)
    remark = compose(subject.verdict, subject.language, names, kept)
    if remark.digest != _shown_digest(subject):
        yield PutComment(_target(subject.card), remark, _comment_id(subject))


def _was_dropped(subject: Subject) -> bool:
    """Whether a person deleted our comment: we wrote one, and a whole read shows none."""
    written = subject.written
    if written is None:
        return False
    return written.dropped or (written.comment is not None and subject.card.shown.comments == ())


def _in_conversation(subject: Subject, limits: Limits, now: datetime) -> bool:
    """Whether a person has answered after our remark, and lately: then we stay quiet."""
    own, written = subject.card.shown.comments, subject.written
    edited = own[0].edited if own else None
    since = edited or (written.at if written else None)
    if since is None:
        return False
    times = [comment.created for comment in subject.card.comments]
    return any(since < time and now - time < limits.quiet for time in times)


def _shown_digest(subject: Subject) -> str:
    """The digest of the remark on the card; memory helps where the read could not tell."""
    shown, written = subject.card.shown.comments, subject.written
    if shown is None:
        return written.digest if written else ""
    return shown[0].digest if shown else ""


def _comment_id(subject: Subject) -> str | None:
    shown, written = subject.card.shown.comments, subject.written
    if shown:
        return shown[0].id
    return written.comment if written else None


def _is_first(write: Write) -> bool:
    return isinstance(write, PutComment) and write.comment is None


def _alters(write: Write) -> bool:
    """Whether people see something else than we told them before."""
    match write:
        case SetFields():
            had = write.had_score
            return (had is not None and had != write.score) or bool(write.had_labels)
        case PutComment():
            return write.comment is not None
    return True


def _value(subject: Subject) -> tuple[int, str, str]:
    """Most valuable first: the place in the queue, then the card's address."""
    place = subject.verdict.place
    return (place.in_queue if place else 1 << 30, *_ref(subject))


def _ref(subject: Subject) -> tuple[str, str]:
    return subject.card.connection, subject.card.id


def _target(card: Card) -> Target:
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))
