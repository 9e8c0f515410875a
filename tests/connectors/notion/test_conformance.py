import logging
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.notion.ids import id_in
from connectors.write import WithdrawComment
from tests.connectors.notion.conftest import FULL, Ideas, changed, comment, fields, last, target
from tests.support.vendors import notion_document


def use_everything(ideas: Ideas) -> None:
    """One of each request the connector knows how to make."""
    page = ideas.page("Идея", "## Почему\n\n- раз\n- два", Теги=["корзина"])
    team = [ideas.state.add_user(f"Имя {number}").id for number in range(30)]
    ideas.page("Другая", **FULL, Владелец=team)
    connector = ideas.connect(cards={"data_sources": (ideas.source.database,)})
    surface = connector.discover()
    cursor = last(connector.pull(surface, None)).cursor
    ideas.state.edit(page, by=ideas.anna, Проблема="Бросают")
    changed(connector, surface, cursor)
    card = connector.reread(surface, [page.id])[page.id]
    connector.apply(surface, fields(card, 72, "steelyard:no-metric"), card)
    made = connector.apply(surface, comment(card, "Первое"), card)
    connector.apply(surface, comment(card, "Второе"), card)
    connector.apply(surface, WithdrawComment(target(card), (made.comment or "",)), card)
    ideas.state.markdown = False
    older = ideas.connect()
    older.reread(surface, [page.id])


def test_every_request_is_one_the_vendors_document_allows(ideas: Ideas, shared: Path) -> None:
    use_everything(ideas)

    document = notion_document(shared)

    asked = {(each.method, each.path.rpartition("/")[2]) for each in ideas.server.log}
    assert {("POST", "query"), ("GET", "markdown"), ("GET", "children")} <= asked
    requests = [replace(record, answer=None) for record in ideas.server.log]
    assert document.report(requests) == ""


def test_no_card_text_and_no_token_reaches_a_log(
    ideas: Ideas, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    use_everything(ideas)

    assert caplog.records
    assert not [word for word in ("Бросают", "Идея", ideas.state.token) if word in caplog.text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1f2e3d4c5b6a49880123456789abcdef", "1f2e3d4c-5b6a-4988-0123-456789abcdef"),
        ("1F2E3D4C-5B6A-4988-0123-456789ABCDEF", "1f2e3d4c-5b6a-4988-0123-456789abcdef"),
        (
            "https://app.notion.com/p/shop/deadbeef-1f2e3d4c5b6a49880123456789abcdef?v=a#b",
            "1f2e3d4c-5b6a-4988-0123-456789abcdef",
        ),
        ("Идея 1f2e3d4c5b6a49880123456789abcdef.md", "1f2e3d4c-5b6a-4988-0123-456789abcdef"),
        ("1f2e3d4c5b6a49880123456789abcde", None),
        ("https://www.notion.so/shop?v=1f2e3d4c5b6a49880123456789abcdef", None),
    ],
)
def test_ids_are_found_in_what_people_paste(text: str, found: str | None) -> None:
    assert id_in(text) == found
