"""Comments out of a history of actions, pure: those of people, and our own by their mark."""

from collections.abc import Iterable, Mapping
from typing import Any

from connectors.card import Comment, OwnComment, Person
from connectors.text.mark import find_mark
from connectors.text.markdown import tidy
from connectors.trello.boards import Board, person_of
from connectors.trello.values import EPOCH, born, moment

COMMENTS = ("commentCard", "copyCommentCard")
"""The actions that are comments."""


def comments_in(
    actions: Iterable[Mapping[str, Any]], board: Board, me: str | None
) -> tuple[tuple[Comment, ...], tuple[OwnComment, ...]]:
    """Comments of people, and ours, each in the order they were made.

    Ours bear the mark and our account's id; `me` is None where nobody knows it, as in an export.
    """
    once = {each["id"]: each for each in actions if each.get("type") in COMMENTS}
    theirs: list[Comment] = []
    ours: list[OwnComment] = []
    for key, action in sorted(once.items()):
        data = action.get("data") or {}
        text, edited = data.get("text") or "", moment(data.get("dateLastEdited"))
        digest = find_mark(text)
        if digest and me in {None, action.get("idMemberCreator")}:
            said = edited or moment(action.get("date"))
            ours.append(OwnComment(id=key, digest=digest, edited=said))
        else:
            created = moment(action.get("date")) or born(key) or EPOCH
            theirs.append(Comment(key, _speaker(action, board), tidy(text), created, edited))
    return tuple(theirs), tuple(ours)


def _speaker(action: Mapping[str, Any], board: Board) -> Person | None:
    """Who said it; a deleted account leaves no member object."""
    if action.get("memberCreator"):
        return person_of(action["memberCreator"])
    creator = action.get("idMemberCreator")
    return board.person(creator) if creator else None
