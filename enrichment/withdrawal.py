"""The way back: writes that take score, labels and comment of ours off every card."""

from collections.abc import Iterable, Iterator

from connectors.write import SetFields, WithdrawComment, Write
from enrichment.hands import comment_id, has_spoken, kept_score
from enrichment.subject import Subject
from enrichment.wanted import target_of


def withdrawal(subjects: Iterable[Subject]) -> Iterator[Write]:
    """What takes all of ours away, finished and silenced cards included.

    A score that a person set stays. Comments go first: a label may be all that tells of one.
    """
    for subject in subjects:
        if (comments := _comments(subject)) is not None:
            yield WithdrawComment(target_of(subject.card), comments)
        shown, kept = subject.card.shown, kept_score(subject)
        if shown.labels or shown.score != kept:
            target, by_hand = target_of(subject.card), kept is not None
            yield SetFields(target, kept, (), shown.score, shown.labels, by_hand)


def _comments(subject: Subject) -> tuple[str, ...] | None:
    """Our comments on a card; an empty tuple for all there are, None where there is none."""
    shown = subject.card.shown.comments
    if shown is not None:
        return tuple(comment.id for comment in shown) or None
    if not has_spoken(subject):
        return None
    known = comment_id(subject)
    return (known,) if known else ()
