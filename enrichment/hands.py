"""Whose hand wrote what stands on a card: ours or a person's, by memory and by our marks.

Memory may be lost; what people decided then still stands on the card, in labels of ours.
"""

from datetime import datetime, timedelta
from typing import Final

from connectors.card import OWN_PREFIX, Shown
from enrichment.subject import Subject, Written

BY_HAND = OWN_PREFIX + "score-by-hand"
"""The score in our field is a person's."""

NO_COMMENT = OWN_PREFIX + "no-comment"
"""A person deleted our comment."""

COMMENTED = OWN_PREFIX + "commented"
"""We have commented; only where a read does not show comments (Notion hides resolved ones)."""

_NOTHING: Final = Written()


def is_known(subject: Subject) -> bool:
    """Whether the card already carries a verdict of ours, by memory or by what it shows."""
    shown, written = subject.card.shown, subject.written
    return bool(shown.comments or shown.labels) or (
        written is not None and (written.score is not None or written.comment is not None)
    )


def remembered(shown: Shown) -> Written:
    """What memory would hold of a card that shows this, had it not been lost.

    A score beside our marks is ours, unless our label says whose it is.
    """
    if not (shown.comments or shown.labels):
        return _NOTHING
    own = shown.comments[0] if shown.comments else None
    return Written(
        score=None if BY_HAND in shown.labels else shown.score,
        labels=shown.labels,
        comment=own.id if own else None,
        digest=own.digest if own else "",
        dropped=NO_COMMENT in shown.labels,
        at=own.edited if own else None,
    )


def kept_score(subject: Subject) -> float | None:
    """The score a person set in our field; it stays. None when the score there is ours."""
    shown, written = subject.card.shown.score, _memory(subject)
    ours = {None, written.score, subject.verdict.score.value}
    return None if shown in ours else shown


def was_dropped(subject: Subject) -> bool:
    """Whether a person deleted our comment: we wrote one, and a whole read shows none."""
    written = _memory(subject)
    return written.dropped or (written.comment is not None and subject.card.shown.comments == ())


def is_unseen(subject: Subject) -> bool:
    """Whether the read could not tell what comments the card has."""
    return subject.card.shown.comments is None


def was_made(subject: Subject) -> bool:
    """Whether a comment of ours was made that neither memory nor the read can name."""
    lost = is_unseen(subject) and subject.written is None
    return lost and COMMENTED in subject.card.shown.labels


def has_spoken(subject: Subject) -> bool:
    """Whether a comment of ours is known to have been made."""
    return comment_id(subject) is not None or was_made(subject)


def in_conversation(subject: Subject, quiet: timedelta, now: datetime) -> bool:
    """Whether a person has answered after our remark, and lately: then we stay quiet."""
    own = subject.card.shown.comments
    since = own[0].edited if own else None
    since = since or _memory(subject).at
    if since is None:
        return False
    times = [comment.created for comment in subject.card.comments]
    return any(since < time and now - time < quiet for time in times)


def shown_digest(subject: Subject) -> str:
    """The digest of the remark on the card; memory helps where the read could not tell."""
    shown = subject.card.shown.comments
    if shown is None:
        return _memory(subject).digest
    return shown[0].digest if shown else ""


def comment_id(subject: Subject) -> str | None:
    """The comment to edit, by what the card shows, else by memory."""
    shown = subject.card.shown.comments
    return shown[0].id if shown else _memory(subject).comment


def _memory(subject: Subject) -> Written:
    return subject.written or remembered(subject.card.shown)
