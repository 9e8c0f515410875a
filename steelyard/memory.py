"""What a write leaves behind: in our memory of a card, and in what the card shows. Pure."""

from datetime import datetime

import msgspec

from connectors.card import Card, OwnComment
from connectors.write import Outcome, PutComment, Receipt, SetFields, WithdrawComment, Write
from enrichment.subject import Written


def memory_after(before: Written, write: Write, receipt: Receipt, now: datetime) -> Written:
    """What is to be remembered of a card once `write` was answered with `receipt`."""
    replace = msgspec.structs.replace
    gone = receipt.outcome is Outcome.GONE
    match write:
        case SetFields() if not gone:
            ours = None if write.kept else write.score
            return replace(before, score=ours, labels=write.labels)
        case PutComment() if gone and (receipt.comment or write.made):
            return replace(before, comment=None, dropped=True)
        case PutComment() if not gone:
            comment = receipt.comment or write.comment
            return replace(before, comment=comment, digest=write.remark.digest, at=now)
        case WithdrawComment(comments=taken) if not taken or before.comment in taken:
            return replace(before, comment=None, digest="", at=None)
    return before


def card_after(card: Card, write: Write, receipt: Receipt, memory: Written) -> Card:
    """The card as a read would show it with the write done; its human content is the same.

    Where a read shows no comments, memory alone knows of ours.
    """
    replace, shown = msgspec.structs.replace, card.shown
    if receipt.outcome is Outcome.GONE:
        return card
    match write:
        case SetFields():
            shown = replace(shown, score=write.score, labels=write.labels)
        case PutComment() if memory.comment is not None and shown.comments is not None:
            own = OwnComment(memory.comment, memory.digest, memory.at)
            shown = replace(shown, comments=(own,))
        case WithdrawComment():
            kept = tuple(one for one in shown.comments or () if one.id not in write.comments)
            shown = replace(shown, comments=kept)
    return replace(card, shown=shown)


def recalled(card: Card, write: Write, before: Written, now: datetime) -> Written:
    """Memory with `write` in it, when the card shows it as done.

    A run planned it and did not live to note what became of it. Without this its score would
    look like one a person set.
    """
    receipt = _shown(card, write)
    return memory_after(before, write, receipt, now) if receipt else before


def _shown(card: Card, write: Write) -> Receipt | None:
    shown = card.shown
    match write:
        case SetFields(score=score) if score is not None and score == shown.score:
            return Receipt(Outcome.ALREADY)
        case PutComment(remark=remark):
            found = (one for one in shown.comments or () if one.digest == remark.digest)
            own = next(found, None)
            return Receipt(Outcome.ALREADY, own.id) if own else None
    return None
