"""Indicators no dictionary lists: told by change, by bound, by what is watched, by tables."""

import pytest

from enrichment.reading.read import read
from enrichment.reading.slots import Empty
from enrichment.reading.words import Words
from tests.reading.conftest import make_card

NAMED = [
    "Будем следить за долей звонков без перезвона.",
    "Смотрим на число писем без ответа.",
    "Judged by how many drafts reach the printer.",
    "North star here is net dollar retention, 94% now.",
    "Листов на одну накладную: 5 → 2.",
    "Minutes at the gate 52 -> 15",
    "Фото есть сейчас у 7% лотов, надо 25%",
    "MTTR currently 5.5h; want 2h",
    "Доля лотов с фото ≥ 80 %",
    "Done when lost-parcel rate is < 1 %",
    "Сократить время согласования отпуска до 1 дня",
    "|  | было | станет |\n|---|---|---|\n| лотов с фото | 9 | 25 |",
    "|| Что || сейчас || хотим ||\n| ожидание у ворот, мин | 52 | 15 |",
]
NOT_NAMED = [
    "Upgrade the cluster 12 → 16",
    "Обращений 61.",
    "Done when the deleted user is gone within 72 h.",
    "Магазин работает с 10 до 22.",
]


@pytest.mark.parametrize("text", NAMED)
def test_what_should_change_is_a_metric_whoever_listed_it(words: Words, text: str) -> None:
    assert not read(make_card(text), words).metrics.missing


@pytest.mark.parametrize("text", NOT_NAMED)
def test_numbers_that_only_describe_are_no_metric(words: Words, text: str) -> None:
    title, _, body = text.partition("Upgrade")
    card = make_card("", title=text) if body else make_card(title)

    assert read(card, words).metrics.missing


@pytest.mark.parametrize(
    "text", ["Метрика: порядок в каталоге", "Metric: developer happiness", "KPI: wow-эффект"]
)
def test_a_name_nobody_can_count_is_vague(words: Words, text: str) -> None:
    assert read(make_card(text), words).metrics.empty is Empty.VAGUE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Минуты у ворот 52 -> 15", "Минуты у ворот"),
        ("Минуты у ворот с 52 до 15", "Минуты у ворот"),
        ("Минуты у ворот — с 52 до 15", "Минуты у ворот"),
        ("Минуты у ворот, пик: с 52 до 15", "Минуты у ворот"),
        ("Wait at the gate from 52 to 15 min", "Wait at the gate"),
        ("Wait at the gate (peak): 52 to 15 min", "Wait at the gate"),
    ],
)
def test_a_name_ends_before_its_number_and_the_word_that_leads_it_in(
    words: Words, text: str, name: str
) -> None:
    metrics = read(make_card(f"## Метрика\n{text}"), words).metrics.value

    assert metrics is not None
    assert metrics[0].name == name
