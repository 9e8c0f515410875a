"""Writing: our score, our labels, our one comment; every write is safe to repeat."""

from collections.abc import Callable
from typing import NamedTuple

from connectors.card import Card
from connectors.errors import AnswerLost, Denied, NotFound, Refused
from connectors.protocol import Surface
from connectors.text.mark import find_mark
from connectors.text.to_markdown import remark_to_markdown
from connectors.trello.client import Client
from connectors.trello.labels import Labels
from connectors.trello.reads import comments_of
from connectors.write import Outcome, PutComment, Receipt, SetFields, WithdrawComment, Write

_ALREADY = Receipt(Outcome.ALREADY)
_DONE = Receipt(Outcome.DONE)
_GONE = Receipt(Outcome.GONE, detail="it is not there any more, or not visible")
_GRAVITY = (Outcome.ALREADY, Outcome.DONE, Outcome.REFUSED, Outcome.GONE)
"""Of two receipts for one write the later in this row counts."""


class Desk(NamedTuple):
    """What writes go through; `posted` are the cards on which a comment was posted, or tried."""

    client: Client
    labels: Labels
    posted: set[str]


def apply(desk: Desk, surface: Surface, write: Write, card: Card) -> Receipt:
    """Do one write to `card`. What this one card does not take is a receipt, not an exception."""
    client, labels, posted = desk
    match write:
        case SetFields():
            score = _tried(lambda: _score(client, labels, surface, write, card))
            shown = _tried(lambda: _labels(labels, write, card))
            return max(score, shown, key=lambda receipt: _GRAVITY.index(receipt.outcome))
        case PutComment():
            return _tried(lambda: _put(client, surface, write, card, posted))
        case WithdrawComment():
            return _tried(lambda: _withdraw(client, write))


def _tried(step: Callable[[], Receipt]) -> Receipt:
    try:
        return step()
    except NotFound:
        return _GONE
    except Denied as error:
        if error.status == 401:  # the token, or the whole board: no matter of one card
            raise
        return Receipt(Outcome.REFUSED, detail=error.what, denied=True)
    except Refused as error:
        return Receipt(Outcome.REFUSED, detail=error.what)


def _score(
    client: Client, labels: Labels, surface: Surface, write: SetFields, card: Card
) -> Receipt:
    """The number field. Setting takes the plural path, whose schema has no word for clearing."""
    if surface.score is None or write.kept or write.score == card.shown.score:
        return _ALREADY
    field = surface.pins.get(f"score:{labels.board_of(card.id)}")
    if field is None:
        return _GONE
    if write.score is None:
        path = f"cards/{card.id}/customField/{field}/item"
        client.send("PUT", path, {"value": "", "idValue": ""})
    else:
        item = {"idCustomField": field, "value": {"number": f"{write.score:.10g}"}}
        client.send("PUT", f"cards/{card.id}/customFields", {"customFieldItems": [item]})
    return _DONE


def _labels(labels: Labels, write: SetFields, card: Card) -> Receipt:
    if set(write.labels) == set(card.shown.labels):
        return _ALREADY
    changed = labels.show(card.id, write.labels)
    if changed is None:
        return _GONE
    return _DONE if changed else _ALREADY


def _put(
    client: Client, surface: Surface, write: PutComment, card: Card, posted: set[str]
) -> Receipt:
    """Edit our comment, or make one where there is none.

    A board is read with all its comments, so a card that shows none of ours has none, unless we
    have posted since: then it is looked at.
    """
    known = {comment.id: comment.digest for comment in card.shown.comments or ()}
    comment = write.comment or next(iter(known), None)
    if comment is None and (card.id in posted or card.shown.comments is None):
        known = _own_comments(client, surface, card)
        comment = next(iter(known), None)
    text = remark_to_markdown(write.remark)
    if comment is None:
        posted.add(card.id)
        return _create(client, surface, write, card, text)
    if known.get(comment) == write.remark.digest:
        return Receipt(Outcome.ALREADY, comment=comment)
    try:
        client.send("PUT", f"actions/{comment}", {"text": text})
    except NotFound:
        if comment not in _own_comments(client, surface, card):  # a card out of sight ends here
            return Receipt(Outcome.GONE, comment, "the comment was deleted")
        raise
    return Receipt(Outcome.DONE, comment=comment)


def _create(client: Client, surface: Surface, write: PutComment, card: Card, text: str) -> Receipt:
    """Post the comment. Trello has no idempotency key: after a lost answer look for the mark.

    It is posted a second time only when the first is certainly not there.
    """
    try:
        return _post(client, card, text)
    except AnswerLost:
        found = _own_comments(client, surface, card)
    same = (each for each, digest in found.items() if digest == write.remark.digest)
    comment = next(same, None)
    return Receipt(Outcome.DONE, comment=comment) if comment else _post(client, card, text)


def _post(client: Client, card: Card, text: str) -> Receipt:
    made = client.send("POST", f"cards/{card.id}/actions/comments", {"text": text})
    return Receipt(Outcome.DONE, comment=(made or {}).get("id"))


def _own_comments(client: Client, surface: Surface, card: Card) -> dict[str, str]:
    """Our comments on the card now, oldest first, with the digests their marks hold."""
    found = sorted(comments_of(client, card.id), key=lambda action: str(action["id"]))
    marks = {
        str(action["id"]): find_mark((action.get("data") or {}).get("text") or "")
        for action in found
        if action.get("idMemberCreator") == surface.me
    }
    return {comment: digest for comment, digest in marks.items() if digest}


def _withdraw(client: Client, write: WithdrawComment) -> Receipt:
    """Delete comments; one that is not there any more is withdrawn already."""
    gone = [comment for comment in write.comments if not _deleted(client, comment)]
    return _ALREADY if len(gone) == len(write.comments) else _DONE


def _deleted(client: Client, comment: str) -> bool:
    try:
        client.send("DELETE", f"actions/{comment}")
    except NotFound:
        return False
    return True
