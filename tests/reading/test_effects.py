"""Effects people promise without a heading, and numbers that are no effect."""

import pytest

from enrichment.reading.read import read
from enrichment.reading.slots import Effect, EffectKind
from enrichment.reading.words import Words
from tests.reading.conftest import make_card

Told = tuple[float | None, float | None, str, str, str | None]

EFFECTS: list[tuple[str, Told]] = [
    ("Прикинули с финансами: порядка 4-5 млн в год", (4e6, 5e6, "RUB", "", "year")),
    ("Upside ~ $120k ARR once all accounts move.", (120e3, 120e3, "USD", "", "year")),
    ("P&L: plus £30k net sales a quarter", (30e3, 30e3, "GBP", "", "quarter")),
    ("Exposure – up to €90k per the memo.", (None, 90e3, "EUR", "", "once")),
    ("In euros: an additional €8k per campaign.", (8e3, 8e3, "EUR", "", "once")),
    ("Gives back ~12 engineer hours each month", (12, 12, "", "h", "month")),
    ("Losing the contract = £2m a year.", (2e6, 2e6, "GBP", "", "year")),
    ("План: оборот 30 млн тенге в мес через год", (30e6, 30e6, "KZT", "", "month")),
    ("Плюс 1,5 млн руб. прибыли за год", (1.5e6, 1.5e6, "RUB", "", "year")),
    ("Если возьмут 10 %, это +60 тыщ в мес", (60e3, 60e3, "RUB", "", "month")),
    ("Доп. заказы: 50–70 в неделю.", (50, 70, "", "orders", "week")),
    ("минимум 9 тыс. руб. в день", (9e3, None, "RUB", "", "day")),
    ("Effect: 3 pp × 20,000 × €5 ≈ €3,000 per month", (3e3, 3e3, "EUR", "", "month")),
    ("Эффект: −30 % рекламаций по 900 ₽ = 400 тыс. ₽ в год", (4e5, 4e5, "RUB", "", "year")),
    ("Сэкономим 12 % бюджета, это около 2 млн руб. в год", (2e6, 2e6, "RUB", "", "year")),
    ("Эффект: +900 клиентов за квартал, цена 300 ₽", (900, 900, "", "clients", "quarter")),
    ("Эффект: оборот 5 млн ₽ в месяц вырастет на 600 тыс. ₽", (6e5, 6e5, "RUB", "", "month")),
    ("Эффект: не платим штраф 80 тыс. ₽ за каждую партию", (8e4, 8e4, "RUB", "", "once")),
    ("If it recurs we pay a fine of 30,000 euros; avoid it.", (3e4, 3e4, "EUR", "", "once")),
    ("Эффект: разово 900 тыс. ₽ на остатках", (9e5, 9e5, "RUB", "", "once")),
    ("Эффект: 3 млн. EUR в год", (3e6, 3e6, "EUR", "", "year")),
    ("Each outage costs €2,000, so this avoids €31,000 a year.", (31e3, 31e3, "EUR", "", "year")),
    ("Модуль за 15 тыс. ₽ позволит экономить 80 тыс. ₽", (8e4, 8e4, "RUB", "", None)),
    ("We'd avoid fees of $20 each, $5k a month in total.", (5e3, 5e3, "USD", "", "month")),
    ("Дополнительно 2 тыс. заказов в квартал, чек 900 ₽", (2e3, 2e3, "", "orders", "quarter")),
    ("Окупится быстро за счёт +700 тыс. прибыли в месяц", (7e5, 7e5, "RUB", "", "month")),
    ("Снимет нагрузку с кладовщиков, минус 6 часов в день", (6, 6, "", "h", "day")),
    ("Хотим продать на 2 млн больше за праздники", (2e6, 2e6, "RUB", "", None)),
    ("Fewer lost boxes: 120 whole boxes at $18 each", (2160, 2160, "USD", "", None)),
    ("Повторные покупки вырастут, это +2 млн в год", (2e6, 2e6, "RUB", "", "year")),
    ("Avoid late fees, at least $30,000 yearly", (30e3, None, "USD", "", "year")),
]


@pytest.mark.parametrize(("text", "expected"), EFFECTS)
def test_a_promise_with_a_number_is_an_effect(words: Words, text: str, expected: Told) -> None:
    effects = read(make_card(text), words).effects.value

    assert effects is not None
    assert _told(effects[0]) == expected


def _told(one: Effect) -> Told:
    return one.low, one.high, one.currency, one.unit, one.period


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Экономия около 300 тыс. в месяц", EffectKind.COST),
        ("Перестанем платить 40 тыс. в месяц за старый сервис", EffectKind.COST),
        ("We no longer pay $900 a month for the plugin", EffectKind.COST),
        ("Второй склад (310 тыс. в месяц) больше не нужен", EffectKind.COST),
        ("Заработаем около 300 тыс. в месяц", EffectKind.MONEY),
    ],
)
def test_a_cost_that_ends_is_saved(words: Words, text: str, kind: EffectKind) -> None:
    effects = read(make_card(text), words).effects.value

    assert effects is not None
    assert effects[0].kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Снизить время согласования до 1 дня",
        "Only items with fewer than 3 photos are hidden, 40k of them",
        "Rivals sell it; they claim +15% conversion from it.",
        "Бюджет запуска 700 тыс. ₽",
        "Тратим 2 млн в месяц на щиты",
        "Выручка +20 % к прошлому году",
        "Сейчас оборот 40 млн в месяц",
        "Stop when: fewer than 30 bookings in the tenth week.",
        "Аналитики пишут, что рынок даёт +30 % к узнаваемости",
    ],
)
def test_targets_costs_and_the_past_are_no_effect(words: Words, text: str) -> None:
    assert not read(make_card(text), words).effects.value


def test_an_effect_that_was_asked_for_is_the_only_one(words: Words) -> None:
    told = "Это принесёт дополнительно 3 млн ₽ в год."
    effects = read(make_card(f"{told}\n\n## Эффект\n+2 млн ₽ в год"), words).effects.value
    unasked = read(make_card(f"{told}\n\n## Эффект\nпока не знаем"), words).effects.value

    assert effects is not None
    assert unasked is not None
    assert [one.low for one in effects] == [2_000_000]
    assert [one.low for one in unasked] == [3_000_000]
