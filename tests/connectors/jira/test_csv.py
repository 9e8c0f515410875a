"""Jira's CSV export, in the shapes people have it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Card, Link, Person, Stage
from connectors.errors import SetupError
from connectors.jira.csv_dates import csv_moment
from connectors.jira.exports import cards_from_csv, recognise_csv
from connectors.known import Known

KNOWN = Known(
    stages={"в работе": Stage.IN_PROGRESS},
    fields={"effect": ("ожидаемый эффект",), "effort": ("story points",), "deadline": ("запуск",)},
)
ENGLISH = """\
\ufeffSummary,Issue key,Issue id,Issue Type,Status,Status Category,Project name,Priority,Assignee,Assignee Id,Reporter,Created,Updated,Due date,Labels,Labels,Description,Comment,Comment,Custom field (Story Points),Custom field (Steelyard score),Outward issue link (Blocks)
Fast checkout,SHOP-1,10001,Story,Doing it,In Progress,Shop,High,Anna,5b10,Boris,12/Nov/21 3:14 PM,13/Nov/21 9:00 AM,01/Dec/21 12:00 AM,cart,steelyard:missing-metric,"h2. Problem
Buyers *leave*",12/Nov/21 3:20 PM;5b10;Agreed; really,"13/Nov/21 8:00 AM;77;Steelyard · 0123456789ab",5.0,71.0,SHOP-9
,,,,,,,,,,,,,,,,,,,,,
Short row,SHOP-2
"""
RUSSIAN = """\
Тема;Ключ проблемы;Тип задачи;Статус;Исполнитель;Автор;Создано;Метки;Описание;Комментарий;Пользовательское поле (Ожидаемый эффект);Пользовательское поле (Запуск);Пользовательское поле (Площадки);Пользовательское поле (Площадки)
Быстрый заказ;SHOP-1;История;В работе;Аня;Борис;12/нояб./21 3:14 PM;корзина заказ;*Боль*;Просто слова;1,5;01.12.2021;Сайт;Приложение
"""


def read(text: str, delimiter: str) -> list[Card]:
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    assert recognise_csv(rows[0])
    return cards_from_csv(rows, "export.csv", KNOWN)


def test_an_english_export_becomes_cards() -> None:
    card, short = read(ENGLISH, ",")

    assert (card.id, card.key, card.title) == ("10001", "SHOP-1", "Fast checkout")
    assert card.body == "## Problem\n\nBuyers **leave**"
    assert (card.status, card.stage, card.kind, card.priority) == (
        "Doing it", Stage.IN_PROGRESS, "Story", "High",
    )  # fmt: skip
    assert card.assignees == (Person("5b10", "Anna"),)
    assert card.author == Person("Boris", "Boris")
    assert card.created == datetime(2021, 11, 12, 15, 14, tzinfo=UTC)
    assert card.due == date(2021, 12, 1)
    assert card.links == (Link("Blocks", "SHOP-9"),)
    assert (short.key, short.title) == ("SHOP-2", "Short row")


def test_repeated_columns_are_all_read_and_ours_are_no_content() -> None:
    card, _ = read(ENGLISH, ",")

    assert card.labels == ("cart",)
    assert [(one.text, one.author) for one in card.comments] == [
        ("Agreed; really", Person("5b10", "5b10"))
    ]
    assert (card.shown.score, card.shown.labels) == (71.0, ("steelyard:missing-metric",))
    assert [one.digest for one in card.shown.comments or ()] == ["0123456789ab"]
    assert [(field.slot, field.number) for field in card.fields] == [("effort", 5.0)]


def test_a_russian_export_becomes_cards() -> None:
    (card,) = read(RUSSIAN, ";")

    assert (card.id, card.title, card.body) == ("SHOP-1", "Быстрый заказ", "**Боль**")
    assert (card.stage, card.labels) == (Stage.IN_PROGRESS, ("заказ", "корзина"))
    assert card.created == datetime(2021, 11, 12, 15, 14, tzinfo=UTC)
    assert [(one.text, one.author) for one in card.comments] == [("Просто слова", None)]
    fields = {field.name: field for field in card.fields}
    assert (fields["Ожидаемый эффект"].slot, fields["Ожидаемый эффект"].number) == ("effect", 1.5)
    assert (fields["Запуск"].slot, fields["Запуск"].day) == ("deadline", date(2021, 12, 1))
    assert fields["Площадки"].text == "Сайт, Приложение"


@pytest.mark.parametrize(
    "header",
    [[], ["Name", "Status"], ["Summary", "Status"], ["Card ID", "Card Name"], ["Тема", "Дата"]],
)
def test_other_tables_are_not_taken_for_jiras(header: list[str]) -> None:
    assert not recognise_csv(header)
    with pytest.raises(SetupError, match="no columns for an issue's key and summary"):
        cards_from_csv([header, ["a", "b"]], "export.csv")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12/Nov/21 3:14 PM", datetime(2021, 11, 12, 15, 14, tzinfo=UTC)),
        ("12/Nov/21 12:05 AM", datetime(2021, 11, 12, 0, 5, tzinfo=UTC)),
        ("05/мая/2021 10:00", datetime(2021, 5, 5, 10, 0, tzinfo=UTC)),
        ("05.май.21", datetime(2021, 5, 5, tzinfo=UTC)),
        ("12.11.2021 15:14", datetime(2021, 11, 12, 15, 14, tzinfo=UTC)),
        ("2021-11-12 15:14:09", datetime(2021, 11, 12, 15, 14, 9, tzinfo=UTC)),
        ("2021-11-12T15:14:09.0", datetime(2021, 11, 12, 15, 14, 9, tzinfo=UTC)),
        ("2021/11/12", datetime(2021, 11, 12, tzinfo=UTC)),
        ("11/25/2021 3:14 PM", datetime(2021, 11, 25, 15, 14, tzinfo=UTC)),
        ("31.02.2021", None),
        ("12/Foo/21", None),
        ("скоро", None),
        ("", None),
    ],
)
def test_dates_are_read_as_jira_spells_them(text: str, moment: datetime | None) -> None:
    assert csv_moment(text) == moment


@given(st.text(alphabet="0123456789/.-: APMновNOV", max_size=20))
def test_no_cell_breaks_the_dates(text: str) -> None:
    csv_moment(text)


@given(st.lists(st.lists(st.text(max_size=8), max_size=16), max_size=4))
def test_no_rows_break_the_reading(rows: list[list[str]]) -> None:
    header = next(csv.reader(io.StringIO(RUSSIAN), delimiter=";"))

    for card in cards_from_csv([header, *rows], "export.csv", KNOWN):
        assert card.id
