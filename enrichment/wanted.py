"""What one card should show of ours, and the writes that bring it there, or none."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from connectors.card import OWN_PREFIX, Card, Shown, human_hash, score_label
from connectors.remark import Remark
from connectors.write import PutComment, SetFields, Target, WithdrawComment, Write
from enrichment.comment import compose
from enrichment.hands import (
    BY_HAND,
    COMMENTED,
    NO_COMMENT,
    comment_id,
    has_spoken,
    in_conversation,
    is_unseen,
    kept_score,
    shown_digest,
    was_dropped,
    was_made,
)
from enrichment.subject import Subject
from enrichment.verdict import Severity, Verdict
from enrichment.wording import Texts

Fields = tuple[float | None, tuple[str, ...]]
"""The score and the labels a card should show."""


def writes_for(
    subject: Subject, quiet: timedelta, now: datetime, names: Mapping[str, Texts], *, speaks: bool
) -> list[Write]:
    """Fields, then comments too many, then the remark; each only where it would change something.

    Without `speaks` the card's comments are left as they are. `quiet` is how long a person's
    answer keeps us silent, `names` are the lanes' names by id.
    """
    kept = kept_score(subject)
    extra: tuple[str, ...] = ()
    remark: Remark | None = None
    if speaks and may_speak(subject):
        extra = _extra(subject)
        if not in_conversation(subject, quiet, now):
            remark = _remark(subject, kept, names)
    fields = _fields(subject, kept, commented=remark is not None)
    if fields is None and remark is None and not extra:
        return []  # most cards of most runs; only a card to write to is hashed

    shown, target = subject.card.shown, target_of(subject.card)
    writes: list[Write] = []
    if fields is not None:
        by_hand = kept is not None
        writes.append(SetFields(target, *fields, shown.score, shown.labels, by_hand))
    if extra:
        writes.append(WithdrawComment(target, extra))
    if remark is not None:
        since = now - quiet if is_unseen(subject) else None
        known, made = comment_id(subject), was_made(subject)
        writes.append(PutComment(target, remark, known, made=made, quiet_since=since))
    return writes


def target_of(card: Card) -> Target:
    """The card as a write names it."""
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))


def may_speak(subject: Subject) -> bool:
    """Whether comments are ours to write here, and nobody deleted the one we wrote."""
    return subject.terms.comments and not was_dropped(subject)


def _extra(subject: Subject) -> tuple[str, ...]:
    """Comments of ours beyond the one that lives."""
    known = subject.card.shown.comments or ()
    return tuple([comment.id for comment in known[1:]])


def _remark(subject: Subject, kept: float | None, names: Mapping[str, Texts]) -> Remark | None:
    """The remark, unless the card says the same already."""
    remark = compose(subject.verdict, subject.language, names, kept)
    return None if remark.digest == shown_digest(subject) else remark


def _fields(subject: Subject, kept: float | None, *, commented: bool) -> Fields | None:
    """Score and labels, unless the card shows them; `commented` when a remark is planned as well."""
    terms = subject.terms
    if not terms.fields:
        return None
    score = _score(subject, kept)
    labels: tuple[str, ...] = ()
    if terms.labels:
        labels = tuple(sorted(_labels(subject) | _marks(subject, kept, commented=commented)))
    return None if _shows(subject.card.shown, score, labels) else (score, labels)


def _shows(shown: Shown, score: float | None, labels: tuple[str, ...]) -> bool:
    """Whether a card shows this already; a label may carry a score whose field is off the screen."""
    if set(labels) == set(shown.labels):
        return score == shown.score
    if score is None or shown.score is not None or not shown.labels:
        return False
    return {*labels, score_label(score)} == set(shown.labels)


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
    verdict, required = subject.verdict, Severity.REQUIRED
    labels = {OWN_PREFIX + flag.rule for flag in verdict.flags if flag.severity is required}
    labels.add(OWN_PREFIX + verdict.advice.decision)
    if _is_top(verdict):
        labels.add(OWN_PREFIX + "top-10")
    if not subject.terms.score_field:
        labels.add(score_label(verdict.score.value))
    return labels


def _is_top(verdict: Verdict) -> bool:
    place = verdict.place
    return place is not None and place.band == "top 10" and not verdict.score.provisional


def _marks(subject: Subject, kept: float | None, *, commented: bool) -> set[str]:
    """What has to be known of the card even when memory is lost."""
    marks = set()
    if kept is not None:
        marks.add(BY_HAND)
    if subject.terms.comments:
        if was_dropped(subject):
            marks.add(NO_COMMENT)
        if is_unseen(subject) and (commented or has_spoken(subject)):
            marks.add(COMMENTED)
    return marks
