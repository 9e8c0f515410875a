"""The living comment on an issue: posted once, found again by its mark, edited, withdrawn."""

from collections.abc import Callable

import msgspec

from connectors.card import Card, OwnComment
from connectors.errors import AnswerLost, NotFound, Refused
from connectors.jira.cards import PROPERTY, own_comments
from connectors.jira.client import JiraApi, Json
from connectors.jira.legend import ourselves
from connectors.protocol import Access, Surface
from connectors.remark import Paragraph, Remark, Span
from connectors.text.to_adf import remark_to_adf
from connectors.text.to_wiki import remark_to_wiki
from connectors.write import Outcome, PutComment, Receipt, WithdrawComment

_LENGTH = ("exceed", "too long", "too large", "limit", "слишком", "превыш")
"""What Jira's words about a comment that is too long hold, in its two languages."""


class Remarks:
    """Writes remarks as comments of our account.

    A comment is ours by its author and its mark; on Cloud a comment property repeats the mark
    where people do not see it. No issue property is kept: it would cost a third write a card.
    """

    def __init__(self, access: Access, api: JiraApi) -> None:
        """Send nothing yet."""
        self._access, self._api = access, api

    def put(self, surface: Surface, write: PutComment, card: Card) -> Receipt:
        """Make our one comment say this: post it, edit it, or find that it says so already."""
        shown = card.shown.comments
        own = self._look(surface, card) if shown is None else shown
        known = _known(write, own)
        if known is None:
            return self._create(surface, write.remark, card)
        if any(one.id == known and one.digest == write.remark.digest for one in own):
            return Receipt(Outcome.ALREADY, known)
        try:
            return self._edit(card, known, write.remark)
        except NotFound:
            others = [one.id for one in self._look(surface, card) if one.id != known]
            if not others:
                return Receipt(Outcome.GONE, known, "the comment was deleted")
            return self._edit(card, others[0], write.remark)

    def _create(self, surface: Surface, remark: Remark, card: Card) -> Receipt:
        """Post the comment; after a lost answer look for it before posting a second time."""
        lost: AnswerLost | None = None
        for _ in range(2):
            try:
                made = self._fitting(remark, lambda body: self._api.add_comment(card.id, body))
            except AnswerLost as error:
                lost = error
            else:
                return Receipt(Outcome.DONE, made)
            own = self._look(surface, card)
            if own:
                return Receipt(Outcome.ALREADY, own[0].id)
        assert lost is not None  # noqa: S101 - both turns ended in it  # nosec B101
        raise lost

    def _edit(self, card: Card, comment: str, remark: Remark) -> Receipt:
        def send(body: Json) -> str:
            self._api.edit_comment(card.id, comment, body)
            return comment

        return Receipt(Outcome.DONE, self._fitting(remark, send))

    def withdraw(self, write: WithdrawComment, card: Card) -> Receipt:
        """Delete comments of ours; what the card does not show as ours is left alone."""
        ours = {one.id for one in card.shown.comments or ()}
        done = [
            comment for comment in write.comments if comment in ours and self._gone(card, comment)
        ]
        return Receipt(Outcome.DONE if done else Outcome.ALREADY)

    def _gone(self, card: Card, comment: str) -> bool:
        try:
            self._api.delete_comment(card.id, comment)
        except NotFound:
            return False
        return True

    def _look(self, surface: Surface, card: Card) -> tuple[OwnComment, ...]:
        """Our comments on the card as they are now, oldest first."""
        comments: list[Json] = []
        while True:
            page = self._api.comments(card.id, len(comments))
            comments += page["comments"]
            if not page["comments"] or len(comments) >= int(page.get("total") or 0):
                return own_comments(comments, ourselves(surface))

    def _fitting(self, remark: Remark, send: Callable[[Json], str]) -> str:
        """Send the remark, and once more shortened when this site finds it too long."""
        try:
            return send(self._body(remark))
        except Refused as error:
            if not _too_long(error):
                raise
            return send(self._body(_shortened(remark)))

    def _body(self, remark: Remark) -> Json:
        if self._access.datacenter:
            return {"body": remark_to_wiki(remark)}
        mark = {"key": PROPERTY, "value": {"digest": remark.digest}}
        return {"body": remark_to_adf(remark), "properties": [mark]}


def _known(write: PutComment, own: tuple[OwnComment, ...]) -> str | None:
    """The comment to edit: the one the plan names, else the oldest the card shows as ours."""
    ids = [one.id for one in own]
    if write.comment in ids or not ids:
        return write.comment
    return ids[0]


def _too_long(error: Refused) -> bool:
    words = error.what.casefold()
    return error.status == 413 or (error.status == 400 and any(word in words for word in _LENGTH))


def _shortened(remark: Remark) -> Remark:
    half = remark.blocks[: max(1, len(remark.blocks) // 2)]
    return msgspec.structs.replace(remark, blocks=(*half, Paragraph((Span("…"),))))
