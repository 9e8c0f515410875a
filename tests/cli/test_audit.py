"""`audit` and `report` as people type them; what exports look like is tested beside the readers."""

import json
from html.parser import HTMLParser
from pathlib import Path

from tests.support.house import House, steelyard

BOARD = {
    "id": "a" * 24,
    "name": "Рост",
    "lists": [{"id": "b" * 24, "name": "Идеи"}],
    "cards": [
        {
            "id": "c" * 24,
            "idList": "b" * 24,
            "shortLink": "aBcD1234",
            "name": "Гостевой заказ",
            "desc": "**Проблема:** на регистрации уходят 38% новых покупателей.",
        }
    ],
}


def test_an_export_is_judged_without_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text(json.dumps(BOARD), encoding="utf-8")

    ran = steelyard(tmp_path, {}, "audit", "board.json", "--report", "page.html")

    assert ran.code == 0, ran.err
    assert "board.json: Trello JSON, 1 cards" in ran.out
    assert "Гостевой заказ" in ran.out
    assert "missing-metric: 1 cards (100%)" in ran.out
    assert "missing-problem" not in ran.out
    HTMLParser().feed((tmp_path / "page.html").read_text())


def test_what_cannot_be_read_is_said_and_the_rest_is_judged(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text(json.dumps(BOARD), encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"cards": [', encoding="utf-8")

    mixed = steelyard(tmp_path, {}, "audit", ".", "--json")
    alone = steelyard(tmp_path, {}, "audit", "broken.json", "nowhere.csv")

    assert mixed.code == 3
    assert [one["title"] for one in mixed.json["cards"]] == ["Гостевой заказ"]
    assert "broken.json" in mixed.err
    assert alone.code == 2
    assert "nowhere.csv" in alone.err
    assert "Traceback" not in mixed.err + alone.err


def test_the_report_of_a_backlog_is_one_page(house: House) -> None:
    before = house.steelyard("report")
    house.steelyard("plan")
    ran = house.steelyard("report", "--out", "page.html")

    assert before.code == 2
    assert "steelyard plan" in before.err
    assert ran.code == 0, ran.err
    assert "Заказ без регистрации" in (house.folder / "page.html").read_text()
