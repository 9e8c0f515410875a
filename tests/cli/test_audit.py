"""`audit` and `report` as people type them; what exports look like is tested beside the readers."""

import json
import re
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
    assert "board.json: Trello JSON, 1 card\n" in ran.out
    assert "Гостевой заказ" in ran.out
    zones, risks, steps = (
        ran.out.index(part)
        for part in (
            "Zones that need attention",
            "Main risks and limits",
            "Recommended first steps",
        )
    )
    assert zones < risks < steps
    assert "No answer: metric — 1 card of 1 (100%)" in ran.out[zones:risks]
    assert "No answer: problem" not in ran.out
    assert "A limit: the capacity is not known" in ran.out[risks:steps]
    assert "1. Answer the questions of the most promising cards — 1 card" in ran.out[steps:]
    page = (tmp_path / "page.html").read_text()
    assert all(f'id="{name}"' in page for name in ("audit", "queue", "missing"))
    HTMLParser().feed((tmp_path / "page.html").read_text())


def test_what_cannot_be_read_is_said_and_the_rest_is_judged(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text(json.dumps(BOARD), encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"cards": [', encoding="utf-8")

    mixed = steelyard(tmp_path, {}, "audit", ".", "--json")
    alone = steelyard(tmp_path, {}, "audit", "broken.json", "nowhere.csv")

    assert mixed.code == 3
    assert [one["title"] for one in mixed.json["cards"]] == ["Гостевой заказ"]
    assert "broken.json" in mixed.err
    assert mixed.json["audit"]["open"] == 1
    (missing, *_) = mixed.json["audit"]["zones"]
    assert (missing["id"], missing["cards"], missing["share"]) == ("unanswered", 1, 1.0)
    assert missing["card_keys"] == [mixed.json["cards"][0]["key"]]
    assert alone.code == 2
    assert "nowhere.csv" in alone.err
    assert "Traceback" not in mixed.err + alone.err


def test_nothing_in_a_folder_is_left_out_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "board.json").write_text(json.dumps(BOARD), encoding="utf-8")
    (folder / "README.txt").write_text("Выгрузки за ноябрь", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    harmless = steelyard(tmp_path, {}, "audit", "exports", "--json")
    (folder / "sheet.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (folder / "gone.json").symlink_to(folder / "nowhere.json")
    mixed = steelyard(tmp_path, {}, "audit", "exports", "--json")

    assert harmless.code == 0, harmless.err
    (told,) = harmless.json["passed_over"]
    assert "README.txt, photo.png" in told
    assert told in harmless.err
    assert mixed.code == 3
    assert [one.split(":")[0] for one in mixed.json["problems"]] == [
        "exports/sheet.csv",
        "exports/gone.json",
    ]


def test_an_audit_speaks_the_language_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text(json.dumps(BOARD), encoding="utf-8")

    asked = steelyard(tmp_path, {}, "--language", "ru", "audit", "board.json").out
    by_locale = steelyard(tmp_path, {"LC_ALL": "ru_RU.UTF-8"}, "audit", "board.json").out
    named = steelyard(tmp_path, {"STEELYARD_LANGUAGE": "ru"}, "audit", "board.json").out

    assert asked == by_locale == named
    assert "board.json: Trello JSON, 1 карточка" in asked
    assert "Зоны, требующие внимания" in asked
    assert "Нет ответа: метрика — 1 карточка из 1 (100 %)" in asked.replace("\xa0", " ")
    assert re.search(r"[1-4] вопрос", asked)


def test_the_report_of_a_backlog_is_one_page(house: House) -> None:
    before = house.steelyard("report")
    house.steelyard("plan")
    ran = house.steelyard("report", "--out", "page.html")

    assert before.code == 2
    assert "steelyard plan" in before.err
    assert ran.code == 0, ran.err
    first = (house.folder / "page.html").read_text()
    assert "Заказ без регистрации" in first
    assert "после второго запуска" in first

    house.steelyard("plan")
    house.steelyard("--language", "en", "report", "--out", "page.html")
    second = (house.folder / "page.html").read_text()
    assert '<html lang="en">' in second
    assert "Nothing has moved since last time." in second
