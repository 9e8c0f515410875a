"""Every answer of the loopback Trello is one the vendor's document describes."""

from pathlib import Path

import httpx

from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.model import Board
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState
from tests.support.vendors import trello_document

NESTED = {
    "fields": "name,dateLastActivity", "lists": "all", "cards": "all", "card_fields": "all",
    "card_customFieldItems": "true", "customFields": "true", "members": "all", "labels": "all",
    "labels_limit": "1000", "checklists": "all", "actions": "commentCard", "actions_limit": "1000",
}  # fmt: skip


def _reading(client: httpx.Client, state: TrelloState, board: Board) -> None:
    client.get("/members/me")
    client.get("/members/me/boards", params={"fields": "name", "filter": "open"})
    client.get(f"/boards/{board.id}", params=NESTED)
    client.get(f"/boards/{board.short_link}")
    client.get(
        f"/boards/{board.id}/cards/all", params={"limit": "1000", "customFieldItems": "true"}
    )
    client.get(
        f"/boards/{board.id}/actions", params={"filter": "commentCard,updateCard", "limit": "1000"}
    )
    client.get(f"/tokens/{state.token}")
    client.get(f"/boards/{board.id}", params={"fields": "prefs"})
    for part in ("lists", "customFields", "labels", "members", "checklists", "cards",
                 "memberships", "boardPlugins"):  # fmt: skip
        client.get(f"/boards/{board.id}/{part}")
    client.get("/batch", params={"urls": f"/boards/{board.id}/lists,/members/me"})
    client.get("/boards/000000000000000000000000")
    client.get(f"/cards/{next(iter(state.cards))}", params={"customFieldItems": "true"})


def _writing(client: httpx.Client, board: Board) -> None:
    card = next(iter(board.cards.values()))
    fields = {field.type: field for field in board.fields}
    client.put(f"/cards/{card.id}", json={"desc": "longer", "dueComplete": True})
    client.put(
        f"/cards/{card.id}/customField/{fields['number'].id}/item", json={"value": {"number": "42"}}
    )
    option = next(iter(fields["list"].options))
    items = [{"idCustomField": fields["text"].id, "value": {"text": "x"}},
             {"idCustomField": fields["list"].id, "idValue": option, "value": ""}]  # fmt: skip
    client.put(f"/cards/{card.id}/customFields", json={"customFieldItems": items})
    client.put(f"/cards/{card.id}/customFields", json={"customFieldItems": [{"idCustomField": fields["text"].id, "value": "", "idValue": ""}]})  # fmt: skip
    client.get(f"/cards/{card.id}/customFieldItems")
    label = client.post(
        f"/boards/{board.id}/labels", params={"name": "steelyard:x", "color": "sky"}
    ).json()
    client.post(f"/cards/{card.id}/idLabels", params={"value": label["id"]})
    client.delete(f"/cards/{card.id}/idLabels/{label['id']}")
    made = client.post(f"/cards/{card.id}/actions/comments", params={"text": "Why?"}).json()
    client.put(f"/cards/{card.id}/actions/{made['id']}/comments", params={"text": "Why now?"})
    client.put(f"/actions/{made['id']}", params={"text": "Why ever?"})
    client.get(f"/actions/{made['id']}")
    client.get(f"/cards/{card.id}/actions")
    client.delete(f"/cards/{card.id}/actions/{made['id']}/comments")
    client.post("/customFields", json={"idModel": board.id, "modelType": "board", "name": "Score",
                                       "type": "number", "pos": "bottom"})  # fmt: skip


def test_every_request_and_answer_is_in_the_document_of_trello(shared: Path) -> None:
    state = TrelloState()
    anna = state.add_member("Анна", "anna")
    board = state.add_board("Магазин", ["Идеи", "Готово"], [anna])
    for kind in ("number", "text", "date", "checkbox"):
        state.add_field(board, kind, kind)
    state.add_field(board, "choice", "list", ["High", "Low"])
    values = {
        "number": "1",
        "text": "x",
        "date": "2026-12-01T00:00:00.000Z",
        "checkbox": "true",
        "choice": "High",
    }
    lists = {"Готовность": [("данные", True), ("дизайн", False)]}
    state.add_card(board, "Идеи", "Поиск", "Текст", labels=["a"], members=[anna], fields=values,
                   checklists=lists, comments=[(anna, "Да")], due=state.clock())  # fmt: skip
    header = f'OAuth oauth_consumer_key="{state.key}", oauth_token="{state.token}"'
    with (
        Loopback(trello(state, limits=False), keep_answers=True) as server,
        httpx.Client(base_url=server.url + "/1", headers={"Authorization": header}) as client,
    ):
        _reading(client, state, board)
        _writing(client, board)
    assert {record.status for record in server.log} == {200, 404}
    assert trello_document(shared).report(server.log) == ""
