"""Boards, cards and actions as the JSON of REST v1."""

from collections.abc import Iterable, Mapping
from typing import Any

from steelyard.loopback.trello.ids import stamp
from steelyard.loopback.trello.model import (
    Action,
    Board,
    Card,
    Checklist,
    CustomField,
    Label,
    Member,
    TrelloList,
)
from steelyard.loopback.trello.state import TrelloState

Json = dict[str, Any]
BOARD_FIELDS = (
    "name,desc,descData,closed,idOrganization,idEnterprise,pinned,url,shortUrl,prefs,labelNames"
)
MEMBER_FIELDS = "fullName,username"
AUTHOR_FIELDS = (
    "activityBlocked,avatarHash,avatarUrl,fullName,idMemberReferrer,initials,nonPublic,"
    "nonPublicAvailable,username"
)
COLORS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")


def chosen(shown: Json, fields: str | None) -> Json:
    """Only these members (comma-separated, or `all`) and the id, which always comes."""
    if fields in (None, "all"):
        return shown
    wanted = str(fields).split(",")
    return {name: value for name, value in shown.items() if name == "id" or name in wanted}


def board(item: Board, site: str) -> Json:
    """A board without nested resources."""
    return {
        "id": item.id, "name": item.name, "desc": "", "descData": None, "closed": item.closed,
        "idOrganization": None, "idEnterprise": None, "pinned": False, "starred": False,
        "shortLink": item.short_link, "dateLastActivity": stamp(item.active), "dateLastView": stamp(item.active),
        "url": f"{site}/b/{item.short_link}/board", "shortUrl": f"{site}/b/{item.short_link}",
        "prefs": {"permissionLevel": "private", "voting": "disabled", "comments": item.comments},
        "labelNames": dict.fromkeys(COLORS, ""), "subscribed": False, "memberships": memberships(item),
    }  # fmt: skip


def memberships(item: Board) -> list[Json]:
    """Who is on a board, and as what."""
    return [
        {
            "id": f"{at:024x}",
            "idMember": member,
            "memberType": item.roles.get(member, "admin" if at == 0 else "normal"),
            "unconfirmed": False,
            "deactivated": False,
        }
        for at, member in enumerate(item.members)
    ]


def card(state: TrelloState, item: Card, site: str) -> Json:
    """A card with every field of its own; custom field items come only when asked for."""
    labels = {entry.id: entry for entry in state.boards[item.board].labels}
    lines = [line for entry in item.checklists for line in entry.items]
    due = stamp(item.due) if item.due else None
    return {
        "id": item.id, "address": None, "checkItemStates": [], "closed": item.closed,
        "coordinates": None, "creationMethod": None, "dateLastActivity": stamp(item.active),
        "desc": item.desc, "descData": {"emoji": {}}, "due": due,
        "dueComplete": item.due_complete, "dueReminder": None, "start": None, "email": None,
        "idBoard": item.board, "idChecklists": [entry.id for entry in item.checklists],
        "idLabels": list(item.labels), "idList": item.column, "idMembers": list(item.members),
        "idMembersVoted": [], "idShort": item.number, "idAttachmentCover": None,
        "labels": [label(labels[entry]) for entry in item.labels if entry in labels],
        "manualCoverAttachment": False, "name": item.name, "pos": item.pos,
        "shortLink": item.short_link, "shortUrl": f"{site}/c/{item.short_link}",
        "subscribed": False, "url": f"{site}/c/{item.short_link}/{item.number}-card",
        "cover": {"idAttachment": None, "color": None, "idUploadedBackground": None,
                  "size": "normal", "brightness": "light"},
        "isTemplate": False, "cardRole": None,
        "badges": {
            "attachmentsByType": {"trello": {"board": 0, "card": 0}}, "location": False,
            "votes": 0, "viewingMemberVoted": False, "subscribed": False, "fogbugz": "",
            "checkItems": len(lines), "checkItemsChecked": sum(line.done for line in lines),
            "checkItemsEarliestDue": None, "comments": item.comments,
            "attachments": len(item.attachments), "description": bool(item.desc),
            "due": due, "start": None, "dueComplete": item.due_complete,
        },
    }  # fmt: skip


def values(item: Card) -> list[Json]:
    """A card's custom field items; a field without a value has none."""
    return [
        {"id": entry["id"], "value": entry.get("value"), "idValue": entry.get("idValue"),
         "idCustomField": field, "idModel": item.id, "modelType": "card"}
        for field, entry in item.values.items()
    ]  # fmt: skip


def custom_field(item: CustomField) -> Json:
    """A field definition; a list field with its options."""
    shown: Json = {
        "id": item.id, "idModel": item.board, "modelType": "board", "fieldGroup": item.id * 2,
        "display": {"cardFront": True}, "name": item.name, "pos": item.pos, "type": item.type,
    }  # fmt: skip
    if item.type == "list":
        shown["options"] = [
            {"id": option, "idCustomField": item.id, "value": {"text": text}, "color": "none",
             "pos": 16384 * (at + 1)}
            for at, (option, text) in enumerate(item.options.items())
        ]  # fmt: skip
    return shown


def label(item: Label) -> Json:
    """A label."""
    return {"id": item.id, "idBoard": item.board, "name": item.name, "color": item.color}


def column(item: TrelloList) -> Json:
    """A list."""
    return {
        "id": item.id, "name": item.name, "closed": item.closed, "idBoard": item.board,
        "pos": item.pos, "subscribed": False, "softLimit": None,
    }  # fmt: skip


def member(item: Member) -> Json:
    """An account as other members see it."""
    initials = "".join(part[0] for part in item.full_name.split()).upper()
    return {
        "id": item.id, "username": item.username, "fullName": item.full_name,
        "initials": initials, "activityBlocked": False, "avatarHash": None, "avatarUrl": None,
        "idMemberReferrer": None, "nonPublic": {}, "nonPublicAvailable": True,
        "memberType": "normal", "confirmed": True, "bio": "",
        "url": f"https://trello.com/{item.username}",
    }  # fmt: skip


def checklist(item: Checklist, board_id: str) -> Json:
    """A checklist with its lines."""
    return {
        "id": item.id, "name": item.name, "idBoard": board_id, "idCard": item.card,
        "pos": item.pos, "checkItems": [
            {"id": line.id, "name": line.name, "nameData": None, "pos": line.pos, "due": None,
             "state": "complete" if line.done else "incomplete", "idMember": None,
             "idChecklist": item.id}
            for line in item.items
        ],
    }  # fmt: skip


def action(item: Action, members: Mapping[str, Member]) -> Json:
    """An action with its author."""
    author = members[item.author]
    shown = {
        "id": item.id, "idMemberCreator": item.author, "data": item.data, "type": item.type,
        "date": stamp(item.date), "appCreator": None, "limits": {},
    }  # fmt: skip
    return {**shown, "memberCreator": chosen(member(author), AUTHOR_FIELDS)}


def each(items: Iterable[Json], fields: str | None) -> list[Json]:
    """`chosen` for a list."""
    return [chosen(item, fields) for item in items]
