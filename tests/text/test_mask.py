"""Personal data is masked where we quote; figures of the work are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mask import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("пишите ivan.petrov+shop@mail.example.ru!", "пишите [e-mail]!"),
        ("иван@почта.рф", "[e-mail]"),
        ("+7 912 345-67-89, звонить", "[phone], звонить"),
        ("8 (912) 345 67 89", "[phone]"),
        ("89123456789", "[phone]"),
        ("тел.+79123456789", "тел.[phone]"),
        ("8 800 555-35-35 бесплатно", "[phone] бесплатно"),
        ("+7 (8452) 12-34-56", "[phone]"),
        ("(495) 123-45-67", "[phone]"),
        ("+44 20 7946 0958", "[phone]"),
        ("+380501234567", "[phone]"),
        ("212-555-0123", "[phone]"),
        ("912 345-67-89", "[phone]"),
        ("+375 (29) 123-45-67", "[phone]"),
        ("карта 2202 2012 3456 7890", "карта [number]"),
        ("бонусная 2900001234567", "бонусная [number]"),
        ("карта 4111111111111111.", "карта [number]."),
        ("Amex 3782 822463 10005", "Amex [number]"),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "1 200 000 ₽",
        "1 200 000 000 000 ₽ за 2026",
        "8 912 345 678 рублей",
        "89 123 456 789 ₽",
        "+1 200 000 000 ₽ прибыли",
        "от 8 400 000–9 000 000 ₽",
        "2026-11-21 10:30:00",
        "01.02.2026-05.02.2026",
        "2021 2022 2023 2024",
        "2019-2020-2021-2022",
        "89123456789 ₽",
        "SHOP-1234, SHOP-1234567890123",
        "артикул 4601234567890",
        "SKU: 89123456789",
        "конверсия 12,3456789012345%",
        "30000 заказов, 15 000–20 000 визитов",
        "+5% и -10%, 3.14159265358979",
        "https://shop.example/p/4601234567890?id=1",
        "@ivan, версия 1.2.3.4",
        "12345678",
    ],
)
def test_figures_dates_and_ids_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789+-() .,@aя₽%[]", max_size=60))
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)
