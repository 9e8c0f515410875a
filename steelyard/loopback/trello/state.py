"""Trello in memory: made and edited by plain calls, read by the service beside it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from steelyard.loopback.service import Guarded, utc_now
from steelyard.loopback.trello.history import History, on_the_wire
from steelyard.loopback.trello.ids import Ids, stamp
from steelyard.loopback.trello.model import (
    Action,
    Board,
    Card,
    CheckItem,
    Checklist,
    CustomField,
    Label,
    Member,
    TrelloList,
)

_STEP = 16384.0


class TrelloState(Guarded):
    """All boards one token can see. `me` is the token's member.

    Clear `alive` to let the token expire; `board.readable = False` takes a board's access away.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = utc_now,
        key: str = "trello-key",
        token: str = "trello-token",  # noqa: S107 - made up, for a server that is only local
    ) -> None:
        """Nothing but the token's own member."""
        super().__init__()
        self.clock, self.key, self.token, self.alive = clock, key, token, True
        self.expires: datetime | None = None
        """When the token ends; None for never."""
        self.scopes = {"read", "write"}
        self.members: dict[str, Member] = {}
        self.boards: dict[str, Board] = {}
        self.cards: dict[str, Card] = {}
        self.ids = Ids(clock)
        self.history = History(self.ids, self.boards)
        self.me = self.add_member("Steelyard", "steelyard")

    # -- boards ----------------------------------------------------------------------------------

    def add_member(self, full_name: str, username: str) -> Member:
        """An account."""
        with self.lock:
            member = Member(self.ids.new(), username, full_name)
            self.members[member.id] = member
            return member

    def add_board(
        self, name: str, lists: Iterable[str] = (), members: Iterable[Member] = ()
    ) -> Board:
        """A board with these lists; `me` is always a member of it."""
        with self.lock:
            identity = self.ids.new()
            board = Board(identity, name, self.ids.short_link(identity), self.clock())
            board.members = [self.me.id, *(member.id for member in members)]
            self.boards[identity] = board
            for title in lists:
                self.add_list(board, title)
            return board

    def add_list(self, board: Board, name: str, *, closed: bool = False) -> TrelloList:
        """A column at the right end of the board."""
        with self.lock:
            pos = _STEP * (len(board.lists) + 1)
            board.lists.append(TrelloList(self.ids.new(), board.id, name, pos, closed))
            return board.lists[-1]

    def add_label(self, board: Board, name: str, color: str | None = None) -> Label:
        """A label of the board."""
        with self.lock:
            board.labels.append(Label(self.ids.new(), board.id, name, color))
            return board.labels[-1]

    def add_field(
        self, board: Board, name: str, kind: str, options: Iterable[str] = ()
    ) -> CustomField:
        """A custom field of the board."""
        with self.lock:
            texts = {self.ids.new(): text for text in options}
            pos = _STEP * (len(board.fields) + 1)
            board.fields.append(CustomField(self.ids.new(), board.id, name, kind, pos, texts))
            return board.fields[-1]

    def board_at(self, id_or_link: str) -> Board | None:
        """A board by id or short link."""
        return self.boards.get(self.ids.of_link(id_or_link))

    def card_at(self, id_or_link: str) -> Card | None:
        """A card by id or short link."""
        return self.cards.get(self.ids.of_link(id_or_link))

    # -- cards -----------------------------------------------------------------------------------

    def add_card(  # noqa: PLR0913 - a card has that many parts, all named
        self,
        board: Board,
        list_name: str,
        name: str,
        desc: str = "",
        *,
        labels: Iterable[str] = (),
        members: Iterable[Member] = (),
        fields: Mapping[str, str] | None = None,
        checklists: Mapping[str, Iterable[tuple[str, bool]]] | None = None,
        comments: Iterable[tuple[Member, str]] = (),
        due: datetime | None = None,
        created: datetime | None = None,
        closed: bool = False,
    ) -> Card:
        """A new card in the list of this name.

        Labels go by name (made when the board lacks them), fields by name with the value as
        text, a list field's as its option; checklists as name -> (line, done).
        """
        with self.lock:
            at = created or self.clock()
            column = next(item for item in board.lists if item.name == list_name)
            board.counter += 1
            identity = self.ids.new(at)
            card = Card(
                identity, board.id, column.id, name, desc, board.counter,
                self.ids.short_link(identity), _STEP * board.counter, at, due, closed=closed,
                members=[member.id for member in members],
                labels=[self._label_named(board, label).id for label in labels],
            )  # fmt: skip
            board.cards[identity] = self.cards[identity] = card
            for title, lines in (checklists or {}).items():
                card.checklists.append(self._checklist(card, title, lines))
            for title, text in (fields or {}).items():
                field = next(item for item in board.fields if item.name == title)
                card.values[field.id] = self._item(field, text)
            self.history.record(card, "createCard", {}, self.me, at)
            for member, text in comments:
                self.comment(card, member, text, at)
            return card

    def _label_named(self, board: Board, name: str) -> Label:
        found = next((label for label in board.labels if label.name == name), None)
        return found or self.add_label(board, name)

    def _checklist(self, card: Card, name: str, lines: Iterable[tuple[str, bool]]) -> Checklist:
        pos = _STEP * (len(card.checklists) + 1)
        items = [
            CheckItem(self.ids.new(), text, _STEP * (at + 1), done)
            for at, (text, done) in enumerate(lines)
        ]
        return Checklist(self.ids.new(), card.id, name, pos, items)

    def _item(self, field: CustomField, text: str) -> dict[str, Any]:
        if field.type == "list":
            option = next(i for i, shown in field.options.items() if shown == text)
            return {"id": self.ids.new(), "value": None, "idValue": option}
        wire = {"checkbox": "checked"}.get(field.type, field.type)
        return {"id": self.ids.new(), "value": {wire: text}}

    def edit(self, card: Card, *, by: Member | None = None, **changes: Any) -> None:
        """Somebody changes attributes of a card (`name=`, `desc=`, `due=`, `closed=`, `column=`)."""
        with self.lock:
            old = {name: getattr(card, name) for name in changes}
            for name, value in changes.items():
                setattr(card, name, value)
            card.active = self.clock()
            self._happened(card, "updateCard", {"old": on_the_wire(old)}, by or self.me)

    def move(self, card: Card, list_name: str, *, by: Member | None = None) -> None:
        """Somebody drags a card to another list of its board."""
        board = self.boards[card.board]
        column = next(item for item in board.lists if item.name == list_name)
        self.edit(card, by=by, column=column.id)

    def move_to_board(self, card: Card, board: Board, list_name: str) -> None:
        """Somebody moves a card to another board; its labels and fields stay behind."""
        with self.lock:
            source = self.boards[card.board]
            column = next(item for item in board.lists if item.name == list_name)
            self._happened(card, "moveCardFromBoard", {}, self.me)
            del source.cards[card.id]
            card.board, card.column, card.labels, card.values = board.id, column.id, [], {}
            board.cards[card.id] = card
            card.active = self.clock()
            self._happened(card, "moveCardToBoard", {}, self.me)

    def set_value(
        self, card: Card, field: CustomField, item: dict[str, Any] | None, by: Member | None = None
    ) -> None:
        """Somebody sets a custom field (value and idValue as on the wire), or clears it.

        The card's time of activity stays where it is: that it moves is not confirmed anywhere.
        """
        with self.lock:
            if item is None:
                card.values.pop(field.id, None)
            else:
                kept = card.values.get(field.id, {"id": self.ids.new()})
                card.values[field.id] = {"id": kept["id"], **item}
            data = {"customField": {"id": field.id, "name": field.name, "type": field.type}}
            self._happened(card, "updateCustomFieldItem", data, by or self.me)

    def set_labels(self, card: Card, labels: Iterable[str], by: Member | None = None) -> None:
        """Somebody leaves exactly these labels (by id) on a card."""
        with self.lock:
            wanted = list(labels)
            for kind, changed in (
                ("addLabelToCard", [label for label in wanted if label not in card.labels]),
                ("removeLabelFromCard", [label for label in card.labels if label not in wanted]),
            ):
                for label in changed:
                    card.active = self.clock()
                    self._happened(card, kind, {"label": {"id": label}}, by or self.me)
            card.labels = wanted

    def delete_card(self, card: Card) -> None:
        """Somebody deletes a card; its comments go with it."""
        with self.lock:
            board = self.boards[card.board]
            self.history.forget(card)
            del board.cards[card.id], self.cards[card.id]
            last = self._happened(card, "deleteCard", {}, self.me)
            last.data["card"] = {"id": card.id, "idShort": card.number}

    # -- comments --------------------------------------------------------------------------------

    def comment(self, card: Card, author: Member, text: str, at: datetime | None = None) -> Action:
        """Somebody writes under a card."""
        with self.lock:
            when = at or self.clock()
            card.active = max(card.active, when)
            card.comments += 1
            return self.history.record(card, "commentCard", {"text": text}, author, when)

    def edit_comment(self, action: Action, text: str) -> None:
        """The author rewrites a comment; its date stays."""
        with self.lock:
            now = self.clock()
            action.data |= {"text": text, "dateLastEdited": stamp(now)}
            card = self.cards[str(action.card)]
            card.active = now
            self._happened(card, "updateComment", {"action": {"id": action.id}}, self.me)

    def delete_comment(self, action: Action) -> None:
        """Somebody deletes a comment, perhaps ours."""
        with self.lock:
            card = self.cards[str(action.card)]
            self.history.remove(action, card)
            card.comments -= 1
            card.active = self.clock()
            self._happened(card, "deleteComment", {"action": {"id": action.id}}, self.me)

    def comments_of(self, card: Card) -> list[Action]:
        """A card's comments, oldest first."""
        return self.history.comments_of(card)

    def _happened(self, card: Card, kind: str, data: Mapping[str, Any], author: Member) -> Action:
        return self.history.record(card, kind, data, author, self.clock())
