import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Card, Stage
from connectors.errors import SetupError
from connectors.known import Known
from connectors.notion.exports import (
    cards_from_json,
    cards_from_tree,
    recognise_json,
    recognise_tree,
)
from connectors.notion.table import day_in
from tests.connectors.notion.conftest import KNOWN_FIELDS, Ideas

KNOWN = Known(
    stages={"в работе": Stage.IN_PROGRESS, "done": Stage.DONE, "идеи": Stage.BACKLOG},
    fields=KNOWN_FIELDS,
)
A, B, C = (
    "1f2e3d4c5b6a49880123456789abcdef",
    "a" * 12 + "4aaa8" + "a" * 15,
    "b" * 12 + "4bbb8" + "b" * 15,
)


def test_a_saved_query_gives_the_cards_the_connector_reads(ideas: Ideas) -> None:
    ideas.page("Подарок", Проблема="Бросают", Владелец=[ideas.anna.id], Статус="В работе")
    ideas.page("Оплата", Эффект=5)
    ideas.connect().discover()
    connector = ideas.connect(level="report")
    list(connector.pull(connector.discover(), None))
    answers = [json.loads(each.answer or b"") for each in ideas.server.log]
    query = next(each for each in answers if each.get("type") == "page_or_data_source")

    gift, payment = cards_from_json(query, "ideas.json", KNOWN)

    assert (gift.title, gift.stage, gift.group) == ("Подарок", Stage.IN_PROGRESS, "ideas.json")
    assert [person.name for person in gift.assignees] == ["Анна"]
    assert payment.field("effect")
    assert {card.title for card in cards_from_json(answers, "ideas.json", KNOWN)} == {
        "Подарок",
        "Оплата",
    }


def test_recorded_calls_are_unwrapped_and_content_finds_its_page() -> None:
    calls = [
        call(f"/v1/pages/{A}", page(A, "Первое")),
        call(f"/v1/pages/{A}", page(A, "Второе")),
        call(f"/v1/pages/{A}/markdown", {"object": "page_markdown", "id": A, "markdown": "Слова"}),
    ]

    (card,) = cards_from_json(calls, "calls", KNOWN)

    assert (card.title, card.body) == ("Второе", "Слова")


@pytest.mark.parametrize(
    ("data", "is_notion"),
    [
        ({"object": "list", "results": []}, True),
        ({"object": "error", "status": 404}, True),
        ([{"object": "page", "id": A}], True),
        ({"type": "mention", "mention": {}}, True),
        ([], False),
        ({"issues": []}, False),
        ({"id": "5f", "lists": [], "cards": []}, False),
        ([{"type": "commentCard", "data": {}}], False),
        ("page", False),
    ],
)
def test_notion_json_is_told_from_other_trackers(data: object, is_notion: bool) -> None:
    assert recognise_json(data) is is_notion


def test_every_recorded_answer_is_recognised_and_read(shared: Path) -> None:
    files = sorted((shared / "fixtures" / "notion").glob("*.json"))
    assert files
    count = 0
    for file in files:
        data = json.loads(file.read_text())
        assert recognise_json(data), file.name
        cards = cards_from_json(data, file.stem, KNOWN)
        text = json.dumps(data)
        assert bool(cards) == ('"object": "page"' in text and '"properties"' in text), file.name
        assert all(card.id for card in cards)
        count += len(cards)
    assert count > 200


EXPORT = {
    f"Export/Идеи {A}.csv": "\ufeffИдея,Статус\nПодарок,В работе\n",
    f"Export/Идеи {A}_all.csv": (
        "\ufeffИдея,Статус,Владелец,Эффект,Срок,Теги,Created time,Связь\n"
        'Подарок,В работе,"Анна, Олег","₽1,200,000","January 15, 2027","корзина, чек",'
        '"November 3, 2026 2:05 PM","Скидка (https://www.notion.so/x-1?pvs=21)"\n'
        "Без страницы,Идеи,,,,,,\n"
    ),
    f"Export/Идеи/Подарок {B}.md": (
        "# Подарок\n\nСтатус: В работе\nВладелец: Анна, Олег\nЭффект: ₽1,200,000\n\n"
        "## Почему\n\nБросают корзину.\n"
    ),
    f"Export/Идеи/Подарок {B}/Подстраница {C}.md": "# Подстраница\n\nСлова\n",
}


def test_a_markdown_and_csv_export_gives_a_card_for_each_row() -> None:
    gift, bare = tree(EXPORT)

    assert (gift.title, gift.status, gift.stage) == ("Подарок", "В работе", Stage.IN_PROGRESS)
    assert gift.id.replace("-", "") == B
    assert gift.body == "## Почему\n\nБросают корзину."
    assert gift.group == "Идеи"
    assert [person.name for person in gift.assignees] == ["Анна", "Олег"]
    assert gift.labels == ("корзина", "чек")
    assert gift.due == date(2027, 1, 15)
    assert gift.created == datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    assert {field.name: field.text for field in gift.fields} == {
        "Владелец": "Анна, Олег",
        "Срок": "2027-01-15",
        "Эффект": "₽1,200,000",
        "Связь": "Скидка",
    }
    assert (bare.title, bare.stage, bare.body) == ("Без страницы", Stage.BACKLOG, "")


def test_a_page_whose_row_is_filtered_out_is_a_card_too() -> None:
    files = {key: text for key, text in EXPORT.items() if "_all" not in key and C not in key}
    files[f"Export/Идеи/Оплата {C}.md"] = "# Оплата\n\nСтатус: Done\n\nСлова"

    assert [(card.title, card.stage) for card in tree(files)] == [
        ("Подарок", Stage.IN_PROGRESS),
        ("Оплата", Stage.DONE),
    ]


def test_two_pages_of_one_title_go_to_the_rows_they_agree_with() -> None:
    one, two = tree(
        {
            f"Ideas {A}.csv": "Name,Status\nGift,Done\nGift,В работе\n",
            f"Ideas/Gift {B}.md": "# Gift\n\nStatus: В работе\n\nsecond",
            f"Ideas/Gift {C}.md": "# Gift\n\nStatus: Done\n\nfirst",
        }
    )

    assert (one.body, two.body) == ("first", "second")


def test_words_that_only_look_like_properties_stay_content() -> None:
    (card,) = tree(
        {
            f"Ideas {A}.csv": "Name,Status\nGift,Done\n",
            f"Ideas/Gift {B}.md": "# Gift\n\nMetric: conversion\n\nMore",
        }
    )

    assert card.body == "Metric: conversion\n\nMore"


def test_pages_without_a_table_are_cards_and_their_subpages_are_not() -> None:
    (card,) = tree(
        {
            f"Gift {B}.md": "# Gift\n\nOwner: Anna\nProblem: they leave\n\nWhy",
            f"Gift {B}/Sub {C}.md": "# Sub\n\nWords",
        }
    )

    assert card.title == "Gift"
    assert card.assignees[0].name == "Anna"
    assert card.field("problem")
    assert card.body == "Why"


def test_a_table_that_is_none_is_one_clear_message() -> None:
    with pytest.raises(SetupError, match="no table"):
        cards_from_tree({f"Ideas {A}.csv": b'Name,"Status\nGift'}, "export.zip", KNOWN)


@pytest.mark.parametrize(
    ("names", "is_notion"),
    [
        ([f"Ideas {A}.csv"], True),
        ([f"Export/Ideas {A}_all.csv", "image.png"], True),
        (["issues.csv", "README.md"], False),
        ([], False),
    ],
)
def test_an_export_is_known_by_the_ids_in_its_names(names: list[str], is_notion: bool) -> None:
    assert recognise_tree(names) is is_notion


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("November 21, 2026 10:00 AM", date(2026, 11, 21)),
        ("21 ноября 2026 г.", date(2026, 11, 21)),
        ("5 мая 2026", date(2026, 5, 5)),
        ("5 марта 2026", date(2026, 3, 5)),
        ("2026/11/21 → 2026/12/01", date(2026, 11, 21)),
        ("21.11.2026", date(2026, 11, 21)),
        ("11/21/2026", date(2026, 11, 21)),
        ("21/11/2026", date(2026, 11, 21)),
        ("03/04/2026", None),
        ("32.13.2026", None),
        ("скоро", None),
    ],
)
def test_days_are_read_in_every_form_and_never_guessed(text: str, day: date | None) -> None:
    assert day_in(text) == day


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["object", "id", "properties", "results", "type", "title", "Имя"])
            | st.text(max_size=3),
            inner | st.sampled_from(["page", "list", "title", "people", "status"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_crashes_the_reader(data: object) -> None:
    recognise_json(data)
    cards_from_json(data, "file", KNOWN)
    cards_from_json({"object": "page", "id": A, "properties": {"Имя": data}}, "file", KNOWN)


@given(st.binary(max_size=60))
def test_no_page_crashes_the_reader(data: bytes) -> None:
    assert cards_from_tree({f"Gift {B}.md": data}, "export", KNOWN)


def tree(files: dict[str, str]) -> list[Card]:
    return cards_from_tree({path: text.encode() for path, text in files.items()}, "export", KNOWN)


def page(identity: str, title: str) -> dict[str, Any]:
    words = {"id": "title", "type": "title", "title": [{"plain_text": title}]}
    return {"object": "page", "id": identity, "properties": {"Name": words}}


def call(path: str, body: dict[str, Any]) -> dict[str, Any]:
    request = {"method": "GET", "url": f"https://api.notion.com{path}"}
    return {"request": request, "response": {"status": 200, "body": body}}
