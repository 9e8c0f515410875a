from collections.abc import Callable

import pytest

from connectors.card import Card
from enrichment.arithmetic import contradiction
from enrichment.case import Case
from enrichment.context import Context
from enrichment.reading.slots import Effect, EffectKind, Metric, Period, Reading

Lay = Callable[..., Case]
Read = Callable[..., Reading]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Бюджет 100 тыс. ₽, берём 1000 лидов по 500 ₽", "1 000 × 500 = 500 000 ≠ 100 000"),
        ("Бюджет 100 000 ₽: 200 лидов по 500 ₽", ""),
        ("2 000 заказов × 40 ₽ = 120 тыс. ₽ в месяц", "2 000 × 40 = 80 000 ≠ 120 000"),
        ("2 000 заказов × 40 ₽ = 80 тыс. ₽ в месяц", ""),
        ("1,5 млн × 12 = 18 млн", ""),
        ("1,5 млн × 12 = 15 млн", "1 500 000 × 12 = 18 000 000 ≠ 15 000 000"),
        ("30 % × 1 000 = 300", ""),
        ("10 × 20 × 3 = 600", ""),
        ("10 × 20 × 3 = 60", "10 × 20 × 3 = 600 ≠ 60"),
        ("(1 + 2) × 3 = 9", ""),
        ("5 + 2 × 3 = 11", ""),
        ("1,6–2,4 млн × 12 = 24 млн", ""),
        ("бюджет 100 тыс. ₽", ""),
        ("a = b × c", ""),
        ("", ""),
    ],
)
def test_a_sum_that_does_not_come_out_is_shown(text: str, shown: str) -> None:
    assert plain(contradiction(text, "ru")) == shown


def test_a_comma_parts_thousands_in_english() -> None:
    assert contradiction("2,000 orders × $40 = $80,000", "en") == ""
    assert contradiction("2,000 orders × $40 = $90,000", "en") == "2,000 × 40 = 80,000 ≠ 90,000"


def test_more_than_a_step_loses_is_beyond_the_funnel(
    case: Lay, reading: Read, card: Callable[..., Card]
) -> None:
    def beyond(millions: float, title: str) -> str:
        effect = Effect(EffectKind.MONEY, millions * 1e6, millions * 1e6, "RUB", period=Period.YEAR)
        return plain(case(reading(effects=(effect,)), card(title)).figures.claims.beyond_funnel)

    assert beyond(400, "Новая корзина") == ""
    assert beyond(700, "Новая корзина") == (
        "на этом шаге теряют 180 000 заказов в год × 3,4 тыс. ₽ = 612 млн ₽, а обещано 700 млн ₽"
    )
    assert beyond(700, "Подарки").startswith("весь магазин: 180 000 заказов в год")


def test_a_saving_or_a_fine_does_not_come_through_the_funnel(case: Lay, reading: Read) -> None:
    fine = Effect(EffectKind.RISK, 1e12, 1e12, "RUB", period=Period.YEAR)
    assert case(reading(effects=(fine,))).figures.claims.beyond_funnel == ""


def test_without_a_funnel_nothing_is_beyond_it(case: Lay, reading: Read) -> None:
    effect = Effect(EffectKind.MONEY, 1e12, 1e12, "RUB", period=Period.YEAR)
    assert case(reading(effects=(effect,)), by=Context()).figures.claims.beyond_funnel == ""


@pytest.mark.parametrize(
    ("told", "unit", "confused"),
    [(0.3, "%", True), (12.5, "%", False), (0.3, "pp", False), (5.0, "%", False)],
)
def test_percent_that_are_points_are_told(
    case: Lay, reading: Read, told: float, unit: str, confused: bool
) -> None:
    metric = Metric("конверсия", baseline=2.4, target=2.7, unit="%")
    effect = Effect(EffectKind.CONVERSION, told, told, unit=unit)
    shown = case(reading(metrics=(metric,), effects=(effect,))).figures.claims.points
    assert shown == ("2,4 % → 2,7 % — это +0,3 п.п., или 12,5 %" if confused else "")
