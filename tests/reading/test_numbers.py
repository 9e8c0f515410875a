"""Amounts in sentences: bounds, currency or unit, period."""

import pytest

from enrichment.reading.amount import Amount
from enrichment.reading.numbers import amounts
from enrichment.reading.stems import lower
from enrichment.reading.words import Words


def scan(text: str, words: Words) -> list[Amount]:
    return amounts(lower(text), words.marks(text), words, [])


MONEY = [
    ("+3,2 млн ₽ выручки в месяц", (3_200_000, 3_200_000, "RUB", "month")),
    ("1,2 млн ₽ в год", (1_200_000, 1_200_000, "RUB", "year")),
    ("5,3млн. рублей", (5_300_000, 5_300_000, "RUB", None)),
    ("$40k ARR", (40_000, 40_000, "USD", "year")),
    ("$40–50k per year", (40_000, 50_000, "USD", "year")),
    ("£1.5m annually", (1_500_000, 1_500_000, "GBP", "year")),
    ("€12k per month", (12_000, 12_000, "EUR", "month")),
    ("USD 20,000 per quarter", (20_000, 20_000, "USD", "quarter")),
    ("1.200.000 EUR", (1_200_000, 1_200_000, "EUR", None)),
    ("двести тысяч рублей в месяц", (200_000, 200_000, "RUB", "month")),
    ("двести пятьдесят тысяч рублей", (250_000, 250_000, "RUB", None)),
    ("полтора миллиона рублей", (1_500_000, 1_500_000, "RUB", None)),
    ("до 500 тыс. руб. штрафа", (None, 500_000, "RUB", None)),
    ("up to $1M", (None, 1_000_000, "USD", None)),
    ("от 300 т.р. в год", (300_000, None, "RUB", "year")),
    ("не менее 2 млн руб./мес", (2_000_000, None, "RUB", "month")),
    ("от 2 до 4 млн руб.", (2_000_000, 4_000_000, "RUB", None)),
    ("200–300 тыс. руб. в квартал", (200_000, 300_000, "RUB", "quarter")),
    ("экономия в год — 1,2 млн руб.", (1_200_000, 1_200_000, "RUB", "year")),
    ("monthly revenue +$40k", (40_000, 40_000, "USD", "month")),
    ("10 000 тенге в неделю", (10_000, 10_000, "KZT", "week")),
    ("1--2M PLN", (1_000_000, 2_000_000, "PLN", None)),
    ("порядка 3 млн руб. в год", (3_000_000, 3_000_000, "RUB", "year")),
    ("in the region of $70k a month", (70_000, 70_000, "USD", "month")),
    ("600 т.р./мес", (600_000, 600_000, "RUB", "month")),
    ("пара лямов рублей", (2_000_000, 2_000_000, "RUB", None)),
    ("три миллиона двести тысяч рублей", (3_200_000, 3_200_000, "RUB", None)),
    ("двадцать одна тысяча рублей", (21_000, 21_000, "RUB", None)),
    ("четверть миллиона рублей в квартал", (250_000, 250_000, "RUB", "quarter")),
    ("half a million dollars a year", (500_000, 500_000, "USD", "year")),
    ("тысяч 40 рублей за неделю", (40_000, 40_000, "RUB", "week")),
    ("SEK 4m ARR", (4_000_000, 4_000_000, "SEK", "year")),
    ("A$15k per week", (15_000, 15_000, "AUD", "week")),
    ("7 млн белорусских рублей", (7_000_000, 7_000_000, "BYN", None)),
    ("20 млн тенге в мес", (20_000_000, 20_000_000, "KZT", "month")),
    ("1'500'000 CHF", (1_500_000, 1_500_000, "CHF", None)),
    ("between €0.4m and €0.6m p.a.", (400_000, 600_000, "EUR", "year")),
    ("no less than 2m USD", (2_000_000, None, "USD", None)),
    ("£3k p/w", (3_000, 3_000, "GBP", "week")),
    ("€3k/m", (3_000, 3_000, "EUR", "month")),
    ("€50k one-off", (50_000, 50_000, "EUR", "once")),
    ("3 млн руб. за первые двенадцать месяцев", (3_000_000, 3_000_000, "RUB", "year")),
    ("$90k in year one", (90_000, 90_000, "USD", "year")),
    ("2 млн ₽ за набор", (2_000_000, 2_000_000, "RUB", "once")),
    ("up to £900 per cancelled event", (None, 900, "GBP", "once")),
    ("300 тыс. ₽ с кампании", (300_000, 300_000, "RUB", "once")),
    ("60 тыс. ₽ с одной рассылки", (60_000, 60_000, "RUB", "once")),
    ("one hundred thousand euros", (100_000, 100_000, "EUR", None)),
    ("two hundred and forty thousand dollars", (240_000, 240_000, "USD", None)),
    ("a couple of hundred thousand zloty", (200_000, 200_000, "PLN", None)),
    ("three quarters of a million pounds", (750_000, 750_000, "GBP", None)),
    ("a third of a million dollars", (333_333, 333_333, "USD", None)),
    ("two and a half million euros", (2_500_000, 2_500_000, "EUR", None)),
    ("a million roubles a day", (1_000_000, 1_000_000, "RUB", "day")),
    ("ten to fifteen thousand pounds", (10_000, 15_000, "GBP", None)),
    ("пара сотен тысяч рублей", (200_000, 200_000, "RUB", None)),
    ("три с половиной миллиона рублей", (3_500_000, 3_500_000, "RUB", None)),
    ("две трети миллиона рублей", (666_666, 666_666, "RUB", None)),
    ("до миллиона рублей", (None, 1_000_000, "RUB", None)),
    ("миллион триста в месяц", (1_300_000, 1_300_000, "", "month")),
    ("7 тысяч 400 рублей", (7_400, 7_400, "RUB", None)),
    ("тысяча двести рублей", (1_200, 1_200, "RUB", None)),
    ("минимум 3 млн ₽, максимум 4 млн ₽ в год", (3_000_000, 4_000_000, "RUB", "year")),
    ("at least $5k, at most $8k a month", (5_000, 8_000, "USD", "month")),
    ("up to AED 60k weekly", (None, 60_000, "AED", "week")),
    ("₹1,40,000 a year", (140_000, 140_000, "INR", "year")),
    ("₹2,15,00,000", (21_500_000, 21_500_000, "INR", None)),
    ("до 3-х млн руб.", (None, 3_000_000, "RUB", None)),
    ("9.750,50 € a year", (9_750.5, 9_750.5, "EUR", "year")),
    ("640.000 руб. в год", (640_000, 640_000, "RUB", "year")),
    ("1.125 млн ₽", (1_125_000, 1_125_000, "RUB", None)),
    ("1,125 млн ₽", (1_125_000, 1_125_000, "RUB", None)),
    ("0.4-0.9m EUR", (400_000, 900_000, "EUR", None)),
    ("$1,250k", (1_250_000, 1_250_000, "USD", None)),
    ("1’500’000 CHF", (1_500_000, 1_500_000, "CHF", None)),
    ("EUR35k–EUR45k monthly", (35_000, 45_000, "EUR", "month")),
    ("USD 35k - USD 45k", (35_000, 45_000, "USD", None)),
    ("3 тыс. у.е. в месяц", (3_000, 3_000, "USD", "month")),
]


Money = tuple[float | None, float | None, str, str | None]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_is_read_with_bounds_and_period(words: Words, text: str, expected: Money) -> None:
    one, *_ = scan(text, words)

    assert (one.low, one.high, one.currency, one.period) == expected


COUNTED = [
    ("+0,3 п.п. к конверсии", 0.3, "pp"),
    ("+3 % к конверсии", 3, "%"),
    ("3 percentage points", 3, "pp"),
    ("сэкономим 20 ч/нед", 20, "h"),
    ("доп. 350 заказов", 350, "orders"),
    ("вырастет втрое", 3, "x"),
    ("в два раза", 2, "x"),
    ("x2 orders", 2, "x"),
    ("полпроцента", 0.5, "%"),
    ("полтора процентных пункта", 1.5, "pp"),
    ("25 engineer hours each month", 25, "h"),
    ("80 курьеро-часов в неделю", 80, "h"),
    ("минус 40 звонков в день", 40, "calls"),
    ("0.5 FTE", 0.5, "fte"),
    ("a hundred and ten orders", 110, "orders"),
    ("two dozen tickets", 24, "tickets"),
    ("three and a half days", 3.5, "day"),
    ("5-ти заказов", 5, "orders"),
    ("минус четверть возвратов", 25, "%"),
]


@pytest.mark.parametrize(("text", "value", "unit"), COUNTED)
def test_other_amounts_say_what_they_count(
    words: Words, text: str, value: float, unit: str
) -> None:
    assert [(one.value, one.unit) for one in scan(text, words)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "to"),
    [
        ("с 2% до 2,4%", 2, 2.4),
        ("11% -> 5% by summer", 11, 5),
        ("с 9 дней до 3", 9, 3),
        ("0 → 25 млн ₽/мес", 0, 25_000_000),
    ],
)
def test_a_change_has_both_ends(words: Words, text: str, low: float, to: float) -> None:
    (one,) = scan(text, words)

    assert (one.low, one.to) == (low, to)


def test_a_product_is_computed_and_shows_its_working(words: Words) -> None:
    (one,) = scan("14 ₽ × 210 тыс. посылок/мес", words)

    assert (one.low, one.currency, one.period) == (2_940_000, "RUB", "month")
    assert one.working == "14 ₽ × 210 тыс. = 2 940 000"


PRODUCTS = [
    ("20 минут на заявку, 300 заявок в день", 6_000, "", "day"),
    ("£4 a call, 700 calls a month", 2_800, "GBP", "month"),
    ("2 pp × 10,000 orders × €5", 1_000, "EUR", None),
    ("50 рублей с доставки × ~4 тыс. доставок в мес", 200_000, "RUB", "month"),
]


@pytest.mark.parametrize(("text", "total", "currency", "period"), PRODUCTS)
def test_a_rate_and_a_volume_are_multiplied(
    words: Words, text: str, total: float, currency: str, period: str | None
) -> None:
    (one,) = scan(text, words)

    assert (one.low, one.currency, one.period) == (total, currency, period)
    assert one.working.startswith(text[:4].lower())


@pytest.mark.parametrize("text", ["Q1", "p75", "SHOP-12, A113", "в 18:00", "в 2027 году", "#554"])
def test_numbers_that_count_nothing_are_no_amounts(words: Words, text: str) -> None:
    assert [one for one in scan(text, words) if one.counted] == []


def test_a_span_of_time_is_a_horizon(words: Words) -> None:
    (one,) = scan("за 60 дней", words)

    assert one.horizon
