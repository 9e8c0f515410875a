"""Looking over Trello: boards to choose from, what token and membership allow, Custom Fields."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.errors import AnswerLost, ConnectorError, Denied, Refused, Stopped
from connectors.gate import Gate
from connectors.names import plain
from connectors.protocol import Access, Surface
from connectors.survey import (
    Account,
    Footing,
    Grant,
    Headroom,
    Lack,
    Outline,
    Part,
    Place,
    Reach,
    Right,
    Seen,
    Status,
)
from connectors.trello.boards import Board, board_of
from connectors.trello.client import Call, Client
from connectors.trello.discover import address_of
from connectors.trello.lens import field_pin, slots
from connectors.trello.pull import boards_of
from connectors.trello.reads import definitions

CUSTOM_FIELDS = "56d5e249a98895a9797bebb9"
"""The id of the Custom Fields Power-Up, the same on every board (developer docs, Custom Fields)."""

_RECENT = 20
_WRITERS = {"admin", "normal"}


class TrelloSurvey:
    """The boards of one token, looked over; see `connectors.survey.Surveyor`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Every request goes through `gate`."""
        self._access, self._gate = access, gate
        self._client = Client(access, gate)

    def account(self) -> Account:
        """The token's member."""
        me = self._client.get("members/me", {"fields": "id,username,fullName"})
        return Account(me["id"], me.get("fullName") or me.get("username") or me["id"])

    def places(self) -> Sequence[Place]:
        """The open boards, by short link."""
        boards = self._client.get("members/me/boards", {"filter": "open"})
        return [
            Place(each.get("shortLink") or each["id"], each.get("name") or each["id"])
            for each in boards
            if not each.get("closed")
        ]

    def outline(self) -> Outline:
        """Fields and lists of the boards, and the cards changed last."""
        boards = [board for board in self._boards() if board is not None]
        fields = {plain(one.name): one for board in boards for one in board.fields}
        columns = {
            plain(one.name): one
            for board in boards
            for one in board.columns.values()
            if not one.closed
        }
        return Outline(
            tuple(Seen(one.id, one.name, one.type) for one in fields.values()),
            tuple(Status(one.name) for one in columns.values()),
            tuple(each["id"] for each in self._latest([board.id for board in boards])[:_RECENT]),
        )

    def footing(self, surface: Surface) -> Footing:
        """What token and memberships allow, and the fields of each board."""
        boards = [board for board in self._boards() if board is not None]
        token = self._token()
        parts = [self._circumstances(board.id) for board in boards]
        writes = _token_writes(token)
        told = zip(boards, parts, strict=True)
        return Footing(
            product="Trello REST 1",
            told=token is not None and "dateExpires" in token,
            expires=_moment((token or {}).get("dateExpires")),
            grants=tuple(
                grant for board, part in told for grant in _grants(board, part, surface.me, writes)
            ),
            reaches=tuple(
                reach
                for board in boards
                for reach in _reaches(self._access, surface, board, writes)
            ),
            custom_fields={
                board.name: _powered(board, part.get("boardPlugins"))
                for board, part in zip(boards, parts, strict=True)
            },
            comments={
                board.name: _commented(part.get("prefs"))
                for board, part in zip(boards, parts, strict=True)
            },
            fresh=len(self._latest([board.id for board in boards])),
        )

    def headroom(self) -> Sequence[Headroom]:
        """The windows of token and key, as undocumented headers tell them."""
        return tuple(_headroom(self._gate.told))

    def lack(self, surface: Surface) -> Lack | None:
        """Why a field cannot be made on some board."""
        writes = _token_writes(self._token())
        for board in self._without_score(surface):
            part = self._circumstances(board.id)
            if _powered(board, part.get("boardPlugins")) is False:
                return Lack.POWER_UP
            held = _grants(board, part, surface.me, writes)
            if any(grant.right is Right.EDIT and grant.held is False for grant in held):
                return Lack.WRITE
        return None

    def make_score(self, surface: Surface) -> None:
        """A number field of the configured name on every board that lacks it."""
        for board in self._without_score(surface):
            body = {
                "idModel": board.id,
                "modelType": "board",
                "name": self._access.score,
                "type": "number",
                "pos": "bottom",
                "display_cardFront": True,
            }
            try:
                self._client.send("POST", "customFields", body)
            except AnswerLost:
                made = self._client.get(f"boards/{board.id}/customFields", {})
                if all(field.get("name") != self._access.score for field in made):
                    raise

    def _without_score(self, surface: Surface) -> list[Board]:
        boards = boards_of(self._access, surface)
        found = self._client.many([definitions(board) for board in boards])
        return [
            board
            for board in (board_of(raw) for raw in found if raw is not None)
            if all(plain(field.name) != plain(self._access.score) for field in board.fields)
        ]

    def _boards(self) -> list[Board | None]:
        given = dict.fromkeys(self._access.cards["boards"])
        found = self._client.many([definitions(address_of(name)) for name in given])
        return [board_of(raw) if raw is not None else None for raw in found]

    def _latest(self, boards: Sequence[str]) -> list[dict[str, Any]]:
        query = {"fields": "id,dateLastActivity", "limit": "100"}
        calls = [Call(f"boards/{board}/cards/open", query) for board in boards]
        cards = [each for found in self._client.many(calls) for each in found or ()]
        return sorted(cards, key=lambda each: str(each.get("dateLastActivity")), reverse=True)

    def _token(self) -> Mapping[str, Any] | None:
        """What Trello tells of the token; None when it does not. The address holds the token."""
        path = f"tokens/{self._access.token.get_secret_value()}"
        try:
            found = self._client.get(path, {})
        except Stopped:
            raise
        except ConnectorError:  # its text names the address; other requests tell whether we may in
            return None
        return found if isinstance(found, dict) else None

    def _circumstances(self, board: str) -> Mapping[str, Any]:
        """Memberships, Power-Ups and preferences of a board, those that Trello tells us."""
        return {
            "memberships": self._told(f"boards/{board}/memberships", {}),
            "boardPlugins": self._told(f"boards/{board}/boardPlugins", {}),
            "prefs": (self._told(f"boards/{board}", {"fields": "prefs"}) or {}).get("prefs"),
        }

    def _told(self, path: str, query: Mapping[str, str]) -> Any:
        try:
            return self._client.get(path, query)
        except (Denied, Refused):  # told to some accounts only
            return None


def _grants(board: Board, part: Mapping[str, Any], me: str, writes: bool | None) -> Iterator[Grant]:
    """A board that was read may be read; writing takes a scope of the token and a membership."""
    edits = _both(writes, _member_writes(part.get("memberships"), me))
    commented = _commented(part.get("prefs"))
    yield Grant(board.name, Right.READ, held=True)
    yield Grant(board.name, Right.EDIT, edits)
    yield Grant(board.name, Right.COMMENT, _both(edits, commented))


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return one if one is None else other


def _member_writes(memberships: object, me: str) -> bool | None:
    """Whether our membership allows edits: observers only look."""
    listed = memberships if isinstance(memberships, list) else []
    if not all(isinstance(one, dict) and "idMember" in one for one in listed) or not listed:
        return None
    mine = [one for one in listed if one["idMember"] == me]
    if not mine:
        return None  # admins of the workspace may write without being members
    if mine[0].get("deactivated") is True:
        return False
    kind = mine[0].get("memberType")
    return kind in _WRITERS if isinstance(kind, str) else None


def _token_writes(token: Mapping[str, Any] | None) -> bool | None:
    """Whether the token's scopes hold write for boards."""
    permissions = (token or {}).get("permissions")
    if not isinstance(permissions, list):
        return None
    boards = [one for one in permissions if one.get("modelType") == "board"]
    return any(one.get("write") is True for one in boards) if boards else None


def _powered(board: Board, plugins: object) -> bool | None:
    """Whether Custom Fields are on: there are some, or the Power-Up is listed."""
    if board.fields:
        return True
    if not isinstance(plugins, list) or not all("idPlugin" in one for one in plugins):
        return None
    return any(one["idPlugin"] == CUSTOM_FIELDS for one in plugins)


def _commented(prefs: object) -> bool | None:
    """Whether anybody may comment on the board."""
    said = prefs.get("comments") if isinstance(prefs, dict) else None
    return said != "disabled" if isinstance(said, str) else None


def _reaches(
    access: Access, surface: Surface, board: Board, writes: bool | None
) -> Iterator[Reach]:
    names = {field.id: field.name for field in board.fields}
    for slot in slots(access):
        ident = surface.pins.get(field_pin(slot, board.id))
        if ident is not None or slot in access.fields:
            name = names.get(ident or "", access.fields.get(slot, ""))
            yield Reach(slot, name, ident or "", board.name, "", ident is not None, writes)
    score = surface.pins.get(f"score:{board.id}")
    if score is not None:
        yield Reach(Part.SCORE, access.score, score, board.name, "", present=True, editable=writes)


def _headroom(told: Mapping[str, str]) -> Iterator[Headroom]:
    for whose in ("token", "key"):
        head = f"x-rate-limit-api-{whose}-"
        left, most = told.get(f"{head}remaining", ""), told.get(f"{head}max", "")
        if left.isdigit() and most.isdigit():
            window = told.get(f"{head}interval-ms", "")
            yield Headroom(
                whose, int(left), int(most), int(window) / 1000 if window.isdigit() else None
            )


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
