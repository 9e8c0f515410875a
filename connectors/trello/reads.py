"""What is asked of Trello to read boards and cards, and whether an answer is whole.

Nested resources take prefixed parameters; `actions` is always named, for the default of a board
is all of them. Trello cuts lists off without a word: at 1000, or at 50 where a limit is not
honoured. An answer that may have been cut is asked for again by pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.errors import Denied, Refused
from connectors.trello.cards import COMMENTS
from connectors.trello.client import PAGE, Call, Client

_DEFINITIONS = {
    "fields": "id,name,shortLink,url,dateLastActivity",
    "lists": "all",
    "customFields": "true",
    "members": "all",
    "member_fields": "fullName,username",
    "labels": "all",
}
_CARD_FIELDS = (
    "id,name,desc,closed,due,dateLastActivity,idBoard,idList,idLabels,idMembers,idShort,labels,"
    "shortLink,shortUrl,url,badges"
)
_COMMENTS = {"actions": ",".join(COMMENTS), "actions_limit": str(PAGE)}
_CARD = {
    "fields": _CARD_FIELDS,
    "customFieldItems": "true",
    "checklists": "all",
    "attachments": "true",
    "attachment_fields": "name,url",
}
_WHOLE = {
    **_DEFINITIONS,
    **_COMMENTS,
    "cards": "all",
    "card_fields": _CARD_FIELDS,
    "card_customFieldItems": "true",
    "card_attachments": "true",
    "card_attachment_fields": "name,url",
    "checklists": "all",
}
_UNLIMITED = 50
"""What a list of actions is cut to where nobody sets a limit."""

_TOO_MANY = "API_TOO_MANY_CARDS_REQUESTED"


def definitions(board: str) -> Call:
    """A board without its cards."""
    return Call(f"boards/{board}", {**_DEFINITIONS, "cards": "none", "actions": "none"})


def pulse(board: str) -> Call:
    """The time of a board's last activity and its newest action, whatever it was.

    Both, for it is not documented that setting a custom field moves the time.
    """
    query = {"fields": "id,dateLastActivity", "lists": "none", "actions": "all"}
    return Call(f"boards/{board}", {**query, "actions_limit": "1"})


def card(identity: str) -> Call:
    """One card with its checklists, fields and comments."""
    return Call(f"cards/{identity}", {**_CARD, **_COMMENTS})


def whole_board(client: Client, board: str) -> Mapping[str, Any]:
    """A board with all its cards and comments, as a board export has them.

    One request while neither cards nor comments reach 1000.
    """
    path = f"boards/{board}"
    try:
        raw = client.get(path, _WHOLE)
    except (Refused, Denied) as error:
        if _TOO_MANY not in error.what:
            raise
        raw = client.get(*definitions(board))
    cards = raw.get("cards")
    if cards is None or len(cards) >= PAGE:
        cards = client.every(f"{path}/cards/all", _CARD)
    return {**raw, "cards": cards, "actions": _comments(client, path, raw, cards)}


def with_all_comments(client: Client, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A card read alone, its comments completed where the answer was cut off."""
    return {**raw, "actions": _comments(client, f"cards/{raw['id']}", raw, [raw])}


def comments_of(client: Client, identity: str) -> list[Any]:
    """Every comment of a card as it is now."""
    return client.every(f"cards/{identity}/actions", {"filter": ",".join(COMMENTS)})


def _comments(
    client: Client, path: str, raw: Mapping[str, Any], cards: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The comments that came along, or all pages of them when these may not be all."""
    nested: Sequence[Mapping[str, Any]] | None = raw.get("actions")
    if nested is not None and _surely_all(nested, cards):
        return nested
    return client.every(f"{path}/actions", {"filter": ",".join(COMMENTS)})


def _surely_all(actions: Sequence[Mapping[str, Any]], cards: Sequence[Mapping[str, Any]]) -> bool:
    counted = sum((each.get("badges") or {}).get("comments") or 0 for each in cards)
    return (
        len(actions) < PAGE
        and len(actions) != _UNLIMITED
        and len(actions) >= counted
        and all(each.get("type") in COMMENTS for each in actions)
    )
