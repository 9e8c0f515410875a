"""What is asked of Trello to read boards and cards, and whether an answer is whole.

Nested resources take prefixed parameters; `actions` is always named, for the default of a board
is all of them. Trello cuts lists off without a word: at 1000, or at 50 where a limit is not
honoured. An answer that may have been cut is asked for again by pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.errors import Denied, Refused
from connectors.trello.client import PAGE, Call, Client
from connectors.trello.comments import COMMENTS

_DEFINITIONS = {
    "fields": "id,name,dateLastActivity",
    "lists": "all",
    "customFields": "true",
    "members": "all",
    "member_fields": "fullName,username",
    "labels": "all",
}
_NEWEST = {"actions": "all", "actions_limit": "1"}
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
    """A board without its cards, with its pulse."""
    return Call(f"boards/{board}", {**_DEFINITIONS, "cards": "none", **_NEWEST})


def pulse(board: str) -> Call:
    """The time of a board's last activity and its newest action."""
    query = {"fields": "id,dateLastActivity", "lists": "none", **_NEWEST}
    return Call(f"boards/{board}", query)


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
        raw = {**client.get(*definitions(board)), "cards": None, "actions": None}
    cards = raw.get("cards")
    if cards is None or not _surely_all_cards(client, path, cards):
        cards = client.every(f"{path}/cards/all", _CARD)
    return {**raw, "cards": cards, "actions": _comments(client, path, raw, cards)}


def with_all_comments(client: Client, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A card read alone, its comments completed where the answer was cut off."""
    return {**raw, "actions": _comments(client, f"cards/{raw['id']}", raw, [raw])}


def comments_of(client: Client, identity: str) -> list[Any]:
    """Every comment of a card as it is now."""
    return client.every(f"cards/{identity}/actions", {"filter": ",".join(COMMENTS)})


def ids_of(client: Client, board: str) -> list[str]:
    """The ids of all cards of a board, archived ones included."""
    return [each["id"] for each in client.every(f"boards/{board}/cards/all", {"fields": "id"})]


def _surely_all_cards(client: Client, path: str, cards: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a nested list was not cut off.

    A board may have exactly 1000 cards. Then they are the newest 1000 and there is no older one,
    which is one request to find out and not a second reading of everything.
    """
    if len(cards) != PAGE:
        return len(cards) < PAGE
    ids = {each["id"] for each in cards}
    ask = {"fields": "id", "limit": str(PAGE)}
    newest, older = client.many(
        [Call(f"{path}/cards/all", ask), Call(f"{path}/cards/all", {**ask, "before": min(ids)})]
    )
    return not older and {each["id"] for each in newest or ()} == ids


def _comments(
    client: Client, path: str, raw: Mapping[str, Any], cards: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The comments that came along, with those an answer of 1000 left out.

    They are asked for anew where limit or filter seem not to have been honoured, or where they
    are fewer than the cards' badges count.
    """
    nested: Sequence[Mapping[str, Any]] = raw.get("actions") or ()
    query = {"filter": ",".join(COMMENTS)}
    counted = sum((each.get("badges") or {}).get("comments") or 0 for each in cards)
    if raw.get("actions") is not None and _as_asked(nested):
        cut = len(nested) >= PAGE
        found = client.every(f"{path}/actions", query, nested) if cut else nested
        if len(found) >= counted:
            return found
    return client.every(f"{path}/actions", query)


def _as_asked(actions: Sequence[Mapping[str, Any]]) -> bool:
    return len(actions) != _UNLIMITED and all(each.get("type") in COMMENTS for each in actions)
