"""Effort and deadlines."""

from datetime import date

import pytest
from msgspec.structs import replace

from enrichment.reading.read import read
from enrichment.reading.slots import Effort, Empty, Place
from enrichment.reading.words import Words
from tests.reading.conftest import make_card

EFFORTS = [
    ("SP: 13", Effort(13, "sp")),
    ("Оценка: 8 стори поинтов", Effort(8, "sp")),
    ("5 story points", Effort(5, "sp")),
    ("Трудозатраты: 80 ч", Effort(80, "hour")),
    ("Оценка: 3 чел/дн", Effort(3, "day")),
    ("40 человеко-часов", Effort(40, "hour")),
    ("Effort: 10 person-days", Effort(10, "day")),
    ("Трудозатраты — 2-3 дня", Effort(2, "day", 3)),
    ("Оценка: от 3 до 5 дней", Effort(3, "day", 5)),
    ("Срок разработки: 1,5 мес", Effort(1.5, "month")),
    ("Effort: two weeks", Effort(2, "week")),
    ("Оценка: неделя", Effort(1, "week")),
    ("Estimate: ~2 sprints", Effort(2, "sprint")),
    ("Размер: XL", Effort(0, "tshirt", size="XL")),
    ("| Оценка | M |", Effort(0, "tshirt", size="M")),
    ("Размер XL.", Effort(0, "tshirt", size="XL")),
    ("Ориентировочно M.", Effort(0, "tshirt", size="M")),
    ("Est 4d", Effort(4, "day")),
    ("Est. 5 pts", Effort(5, "sp")),
    ("Build ~ 3 sprints.", Effort(3, "sprint")),
    ("5 weeks.", Effort(5, "week")),
    ("~ две с половиной недели", Effort(2.5, "week")),
    ("Правка — три часа.", Effort(3, "hour")),
    ("Делает Семён, 4 месяца", Effort(4, "month")),
    ("Mia, 16 hours", Effort(16, "hour")),
    ("Half a day at most.", Effort(0.5, "day")),
    ("ИТ — полдня.", Effort(0.5, "day")),
    ("час-два", Effort(1, "hour", 2)),
    ("Месяцев восемь.", Effort(8, "month")),
    ("Оценивал Лев: недели три-четыре", Effort(3, "week", 4)),
    ("Estimate: somewhere between 3 and 6 days", Effort(3, "day", 6)),
    ("Days: 7 to 9", Effort(7, "day", 9)),
    ("Часы: 40", Effort(40, "hour")),
    ("Контент, 120 н/ч", Effort(120, "hour")),
    ("Два человека × 5 дней = 10 чел-дней", Effort(10, "day")),
    ("4 months w/ 3 people.", Effort(4, "month")),
    ("Сделаем за 2 спринта", Effort(2, "sprint")),
]


@pytest.mark.parametrize(("text", "effort"), EFFORTS)
def test_effort_is_read_as_written(words: Words, text: str, effort: Effort) -> None:
    assert read(make_card(text), words).effort.value == effort


@pytest.mark.parametrize(
    "text",
    [
        *("Бюджет: 300 000 ₽", "Доставляем 3 дня", "Каждая акция — 2 недели разработки"),
        *("Обратились 6 человек за 2 дня", "минус 40 чел-часов простоя еженедельно"),
        *("GMV: $150k / month", "Срок доставки, 5 дней"),
    ],
)
def test_money_and_time_of_the_problem_are_no_effort(words: Words, text: str) -> None:
    assert read(make_card(text), words).effort.missing


DAYS = [
    ("Срок: 15.02.2027", date(2027, 2, 15)),
    ("Дедлайн — 1 марта", date(2027, 3, 1)),
    ("Успеть к 8 марта", date(2027, 3, 8)),
    ("Нужно до 30.06.2027", date(2027, 6, 30)),
    ("Штраф с 1 сентября 2027", date(2027, 9, 1)),
    ("Ship it by March 1", date(2027, 3, 1)),
    ("by 2027-04-30", date(2027, 4, 30)),
    ("запустить до 01.03", date(2027, 3, 1)),
    ("к концу января", date(2027, 1, 31)),
    ("Срок: март 2027", date(2027, 3, 31)),
    ("by the end of June", date(2027, 6, 30)),
    ("Срок: 30.01", date(2027, 1, 30)),
    ("внедрить к 20.12.", date(2026, 12, 20)),
    ("Live by 1st of December", date(2026, 12, 1)),
    ("Must be ready 30 Nov", date(2026, 11, 30)),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_to_come_is_a_deadline(words: Words, text: str, day: date) -> None:
    assert read(make_card(text), words).deadline.value == day


@pytest.mark.parametrize(
    "text",
    [
        *("Срок: Q1", "за полгода", "12.05.2025 магазин упал", "до 1.5 млн", "в мае упало"),
        *("Клиент написал 3 ноября", "Funnel report 9 Nov", "с 1 ноября 40 жалоб"),
        *("В октябре 14 человек ушли", "Если к 8 марта продаж нет, откатываем"),
    ],
)
def test_quarters_history_and_numbers_are_no_deadline(words: Words, text: str) -> None:
    assert read(make_card(text), words).deadline.missing


def test_an_unset_deadline_says_so(words: Words) -> None:
    assert read(make_card("Срок: TBD"), words).deadline.empty is Empty.PLACEHOLDER


def test_the_due_date_of_the_tracker_outranks_the_text(words: Words) -> None:
    due = replace(make_card("Срок: 15.02.2027"), due=date(2027, 1, 9))
    slot = read(due, words).deadline

    assert slot.value == date(2027, 1, 9)
    assert slot.quote is not None
    assert slot.quote.place is Place.FIELD
