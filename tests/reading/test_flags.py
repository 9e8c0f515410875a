"""Problem, metric, effect and owner: what answers, and what does not."""

import pytest

from connectors.card import Person, PersonKind
from enrichment.reading.read import read
from enrichment.reading.slots import EffectKind, Empty, MetricRole, OwnerKind, Period, Place
from enrichment.reading.words import Words
from tests.reading.conftest import make_card

PROBLEMS = [
    "**Проблема:** покупатели бросают анкету на третьем шаге",
    "## Problem\nShoppers abandon the form at step three",
    "Проблема\nкурьеры ищут подъезд по 10 минут",
    "| Проблема | 9% чеков печатаются дважды |",
    "🔥 Боль: операторы перебивают адреса из почты",
    "Какую проблему решаем? Покупатели не видят остаток по складам",
    "Заказы из приложения дублируются, и люди платят два раза.",
    "Клиенты не находят кнопку оплаты и звонят в поддержку.",
    "Фильтра по росту нет, листают десять страниц и уходят.",
    "Payment webhooks get lost when the queue restarts.",
    "The invoice cannot be downloaded on iOS.",
    "Менеджеры вручную сводят остатки каждое утро, на это уходит 3 часа.",
    "17% писем возвращаются с ошибкой.",
]


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_fact_or_a_consequence_is_a_problem(words: Words, text: str) -> None:
    slot = read(make_card(text), words).problem

    assert slot.value
    assert slot.quote is not None
    assert slot.quote.text in text


NO_PROBLEMS = [
    ("Проблема: TBD", Empty.PLACEHOLDER),
    ("Проблема: —", Empty.PLACEHOLDER),
    ("Проблема: (опишите проблему)", Empty.PLACEHOLDER),
    ("## Проблема\n\n## Решение\nНовый экран", Empty.PLACEHOLDER),
    ("Проблема: нет сторис", Empty.VAGUE),
    ("Проблема: неудобно", Empty.VAGUE),
    ("Problem: the footer is outdated", Empty.VAGUE),
    ("Проблема: надо сделать новый экран оплаты", Empty.VAGUE),
    ("Сделать экран оплаты как у всех.", Empty.ABSENT),
    ("Как клиент, я хочу список желаний.", Empty.ABSENT),
    ("Добавить вход по номеру телефона, чтобы не терять покупателей", Empty.ABSENT),
    ("", Empty.ABSENT),
]


@pytest.mark.parametrize(("text", "reason"), NO_PROBLEMS)
def test_a_wish_a_verdict_or_a_dash_is_no_problem(words: Words, text: str, reason: Empty) -> None:
    assert read(make_card(text), words).problem.empty is reason


METRICS = [
    ("Метрика: конверсия корзины с 41% до 46%", MetricRole.MAIN, 41, 46),
    ("KPI — zero-result rate: 11% -> 5%", MetricRole.PROXY, 11, 5),
    ("Что измеряем: NPS, сейчас 31, цель 40", MetricRole.PROXY, 31, 40),
    ("**Metric**\nopen rate 14% → 20%", MetricRole.UPPER, 14, 20),
    ("Как измерить? Доля возвратов", MetricRole.COUNTER, None, None),
    ("Хотим поднять средний чек на 5%", MetricRole.MAIN, None, None),
    ("Эффект: +1,5 п.п. конверсии", MetricRole.MAIN, None, None),
]


@pytest.mark.parametrize(("text", "role", "baseline", "target"), METRICS)
def test_a_named_indicator_is_a_metric(
    words: Words, text: str, role: MetricRole, baseline: float | None, target: float | None
) -> None:
    metrics = read(make_card(text), words).metrics.value

    assert metrics is not None
    assert (metrics[0].role, metrics[0].baseline, metrics[0].target) == (role, baseline, target)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Метрика: TBD", Empty.PLACEHOLDER),
        ("Метрика: не знаем", Empty.NEGATED),
        ("Metric: no metric yet", Empty.NEGATED),
        ("Метрика: продажи", Empty.VAGUE),
        ("Metric: engagement", Empty.VAGUE),
        ("Чтобы увеличить вовлечённость", Empty.VAGUE),
        ("Конверсия на этой странице нас не волнует", Empty.ABSENT),
        ("У конкурентов конверсия выросла на 12%", Empty.ABSENT),
    ],
)
def test_a_mention_or_a_vague_word_is_no_metric(words: Words, text: str, reason: Empty) -> None:
    assert read(make_card(text), words).metrics.empty is reason


EFFECTS = [
    ("Эффект: +3,2 млн ₽ в месяц", (EffectKind.MONEY, 3_200_000, "RUB", "", Period.MONTH)),
    ("Impact: $8k/month", (EffectKind.MONEY, 8_000, "USD", "", Period.MONTH)),
    ("Выгода: экономия 120 ч/мес операторов", (EffectKind.TIME, 120, "", "h", Period.MONTH)),
    ("Эффект: +0,4 п.п. к CR (с 2% до 2,4%)", (EffectKind.CONVERSION, 0.4, "", "pp", None)),
    ("Ожидаем +6 п.п. удержания", (EffectKind.RETENTION, 6, "", "pp", None)),
    ("Снизит долю возвратов на 15%", (EffectKind.QUALITY, 15, "", "%", None)),
    ("Expected saving: $40k per year", (EffectKind.COST, 40_000, "USD", "", Period.YEAR)),
    ("Штраф 500 тыс. руб. за каждый случай", (EffectKind.RISK, 500_000, "RUB", "", Period.ONCE)),
    ("Эффект: 800 тыс в месяц", (EffectKind.MONEY, 800_000, "RUB", "", Period.MONTH)),
]


@pytest.mark.parametrize(("text", "expected"), EFFECTS)
def test_a_number_with_a_unit_is_an_effect(
    words: Words, text: str, expected: tuple[EffectKind, float, str, str, Period | None]
) -> None:
    effects = read(make_card(text), words).effects.value

    assert effects is not None
    one = effects[0]
    assert (one.kind, one.low, one.currency, one.unit, one.period) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Эффект: TBD", Empty.PLACEHOLDER),
        ("Эффект: не считали", Empty.NEGATED),
        ("Эффект: вырастут продажи", Empty.VAGUE),
        ("Impact: better experience", Empty.VAGUE),
        ("Бюджет: 300 000 ₽", Empty.ABSENT),
        ("У конкурентов конверсия выросла на 12%", Empty.ABSENT),
        ("Проблема: теряем 200 тыс. ₽ в месяц на возвратах", Empty.ABSENT),
    ],
)
def test_promises_budgets_and_losses_are_no_effect(words: Words, text: str, reason: Empty) -> None:
    assert read(make_card(text), words).effects.empty is reason


OWNERS = [
    ("Владелец: Олег Гринько", OwnerKind.PERSON, "Олег Гринько"),
    ("DRI: Marta Kowalska", OwnerKind.PERSON, "Marta Kowalska"),
    ("Делает команда омни, отвечает Жанна Ли", OwnerKind.PERSON, "Жанна Ли"),
    ("Ответственный: Логистика (Вадим)", OwnerKind.PERSON, "Вадим"),
    ("Ответственный: Руслан Хабибуллин, срок 15.02.2027", OwnerKind.PERSON, "Руслан Хабибуллин"),
    ("Owner: Search squad", OwnerKind.TEAM, "Search squad"),
    ("владелец: отдел маркетинга", OwnerKind.TEAM, "отдел маркетинга"),
    ("Ответственный: менеджер по закупкам", OwnerKind.TEAM, "менеджер по закупкам"),
]


@pytest.mark.parametrize(("text", "kind", "name"), OWNERS)
def test_an_owner_is_a_person_or_a_team(
    words: Words, text: str, kind: OwnerKind, name: str
) -> None:
    owner = read(make_card(text), words).owner.value

    assert owner is not None
    assert (owner.kind, owner.name) == (kind, name)


@pytest.mark.parametrize(
    "text",
    ["Автор: Олег Гринько", "Заказчик: коммерческий директор", "Владелец: TBD", "Owner: nobody"],
)
def test_authors_customers_and_nobody_are_no_owners(words: Words, text: str) -> None:
    assert read(make_card(text), words).owner.missing


def test_a_name_in_the_text_outranks_the_assignee_and_a_person_outranks_a_team(
    words: Words,
) -> None:
    named = read(make_card("Владелец: Жанна Ли", assignee="Олег Гринько"), words).owner.value
    assigned = read(make_card("Владелец: маркетинг", assignee="Олег Гринько"), words).owner

    assert named is not None
    assert named.name == "Жанна Ли"
    assert assigned.value is not None
    assert assigned.value.name == "Олег Гринько"
    assert assigned.quote is not None
    assert assigned.quote.place is Place.FIELD


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        (Person("1", "Anna Z."), OwnerKind.PERSON),
        (Person("2", "Payments guild"), OwnerKind.TEAM),
        (Person("3", "Anna", PersonKind.GROUP), OwnerKind.TEAM),
        (Person("4", "Anna", PersonKind.BOT), None),
        (Person("5", "Deploy Bot"), None),
    ],
)
def test_accounts_of_groups_are_teams_and_machines_nobody(
    words: Words, person: Person, kind: OwnerKind | None
) -> None:
    owner = read(make_card(assignee=person), words).owner.value

    assert (owner.kind if owner else None) == kind


def test_a_mapped_field_outranks_a_section(words: Words) -> None:
    card = make_card("Эффект: 1 млн ₽ в год", fields={"effect": "2 млн ₽ в год"})
    slot = read(card, words).effects

    assert slot.value is not None
    assert slot.value[0].low == 2_000_000
    assert slot.quote is not None
    assert slot.quote.place is Place.FIELD
