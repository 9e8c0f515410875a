"""Every request the connector sends is one Trello's own document describes."""

import re
from pathlib import Path

from connectors.write import WithdrawComment
from tests.connectors.trello.shop import Shop, cards, last, put, set_fields, target
from tests.support.vendors import trello_document

OURS_TO_EXPLAIN = {
    r"GET /members/\{id\}: query fields": "The enum of member fields lists `id` alone.",
    r"GET /cards/\{id\}: query attachments": "Its own words: `true`, `false`, or `cover`.",
    r"/item: body at value: '' is not": "Clearing takes an empty string: contracts section 3.4.",
    r"PUT /cards/\{id\}: body idLabels": "Described as one id; several are divided by commas.",
}


def test_a_whole_life_of_requests_is_in_the_document(shop: Shop, shared: Path) -> None:
    for number in range(3):
        shop.state.add_card(shop.board, "Идеи", f"{number}", comments=[(shop.anna, "да")])
    connector = shop.connect(cards={"boards": (shop.board.id,)})
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    card = cards(connector, surface)["0"]
    connector.apply(surface, set_fields(card, 71.5, "steelyard:a"), card)
    comment = str(connector.apply(surface, put(card, "Зачем?"), card).comment)
    card = connector.reread(surface, [card.id])[card.id]
    connector.apply(surface, put(card, "Кому?", comment), card)
    connector.apply(surface, WithdrawComment(target(card), (comment,)), card)
    connector.apply(surface, set_fields(card, None), card)
    list(connector.pull(surface, cursor))
    found = trello_document(shared).report(shop.server.log).splitlines()
    known = re.compile("|".join(OURS_TO_EXPLAIN))
    assert [line for line in found if not known.search(line)] == []
