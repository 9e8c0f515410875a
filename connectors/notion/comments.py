"""The one living comment of a page: found by author and mark, edited in place, never doubled.

Notion has no bulk read of comments and shows open discussions only: a resolved one is not in
the list, so a comment known by its id is edited by that id first.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from connectors.card import OwnComment
from connectors.errors import AnswerLost, NotFound, Refused
from connectors.notion.api import Json, NotionApi
from connectors.notion.ids import same
from connectors.notion.values import moment
from connectors.remark import Remark
from connectors.text.mark import find_mark
from connectors.text.notion_rich import plain as words
from connectors.text.to_notion import remark_to_rich_text
from connectors.write import Outcome, PutComment, Receipt

NO_EDIT = "this Notion does not let comments be edited"
NO_DELETE = "this Notion does not let comments be deleted"

_TAKEN = "somebody took the comment away; it does not come back"
_NO_CALL = {"invalid_request_url", "invalid_request"}


class Comments:
    """Our comments on pages; `me` is our own user."""

    def __init__(self, api: NotionApi, me: str) -> None:
        """Nothing is sent yet."""
        self._api, self._me = api, me

    def put(self, page: str, write: PutComment) -> Receipt:
        """Let the page's living comment say what `write` says.

        The page is looked at first: a read of pages shows no comments at all.
        """
        said = list(self._api.comments(page))
        own = [comment for comment in map(self._own, said) if comment]
        if write.quiet_since and self._are_talking(said, own, write.quiet_since):
            return Receipt(Outcome.WAITS, detail="people are talking under the page")
        if write.comment:
            return self._edit_known(own, write.remark, write.comment, page)
        if own:
            return self._keep_one(page, own, write.remark)
        return (
            Receipt(Outcome.GONE, detail=_TAKEN) if write.made else self._create(page, write.remark)
        )

    def _are_talking(
        self, said: Sequence[Json], own: Sequence[OwnComment], since: datetime
    ) -> bool:
        """Whether a person spoke after our comment, and since `since`.

        Notion rounds to the minute: a word in the minute of ours counts as after it.
        """
        ours = own[0].edited if own else None
        if ours is None:
            return False
        times = [moment(one.get("created_time")) for one in said if not self._own(one)]
        return any(time >= max(ours, since) for time in times)

    def withdraw(self, page: str, comments: tuple[str, ...]) -> Receipt:
        """Take these comments of ours away, all there are when none is named.

        One that is gone already is as good.
        """
        done = Outcome.ALREADY
        for comment in comments or [own.id for own in self.own(page)]:
            try:
                self._api.delete_comment(comment)
                done = Outcome.DONE
            except NotFound:
                continue
            except Refused as refusal:
                if _lacks_call(refusal):
                    return Receipt(Outcome.REFUSED, comment, NO_DELETE)
                raise
        return Receipt(done)

    def own(self, page: str) -> list[OwnComment]:
        """Our marked comments in the page's open discussions, oldest first."""
        found = (self._own(comment) for comment in self._api.comments(page))
        return [comment for comment in found if comment]

    def _own(self, comment: Json) -> OwnComment | None:
        author = comment.get("created_by") or {}
        digest = find_mark(words(comment.get("rich_text")))
        if not digest or not same(str(author.get("id") or ""), self._me):
            return None
        edited = moment(comment.get("last_edited_time"))
        return OwnComment(id=str(comment["id"]), digest=digest, edited=edited)

    def _edit_known(self, own: list[OwnComment], remark: Remark, known: str, page: str) -> Receipt:
        if any(same(one.id, known) and one.digest == remark.digest for one in own):
            return Receipt(Outcome.ALREADY, known)
        try:
            return self._edit(known, remark)
        except NotFound:
            pass  # gone, or this Notion has no such call: the list tells
        if any(same(comment.id, known) for comment in own):
            return Receipt(Outcome.REFUSED, known, NO_EDIT)  # it is there: the call is not
        if own:
            return self._keep_one(page, own, remark)
        return Receipt(Outcome.GONE, known, _TAKEN)

    def _keep_one(self, page: str, own: list[OwnComment], remark: Remark) -> Receipt:
        """Edit the oldest and take away what a lost answer may have doubled."""
        first, *doubles = own
        if doubles:
            self.withdraw(page, tuple(comment.id for comment in doubles))
        if first.digest == remark.digest:
            return Receipt(Outcome.ALREADY, first.id)
        try:
            return self._edit(first.id, remark)
        except NotFound:
            return Receipt(Outcome.REFUSED, first.id, NO_EDIT)

    def _edit(self, comment: str, remark: Remark) -> Receipt:
        try:
            self._api.edit_comment(comment, remark_to_rich_text(remark))
        except NotFound:
            raise
        except Refused as refusal:
            if _lacks_call(refusal):
                return Receipt(Outcome.REFUSED, comment, NO_EDIT)
            raise
        return Receipt(Outcome.DONE, comment)

    def _create(self, page: str, remark: Remark) -> Receipt:
        try:
            return self._post(page, remark)
        except AnswerLost:
            own = self.own(page)
        return Receipt(Outcome.DONE, own[0].id) if own else self._post(page, remark)

    def _post(self, page: str, remark: Remark) -> Receipt:
        made = self._api.add_comment(page, remark_to_rich_text(remark))
        return Receipt(Outcome.DONE, msgspec.convert(made.get("id"), str | None))


def _lacks_call(refusal: Refused) -> bool:
    return refusal.status == 405 or refusal.code in _NO_CALL
