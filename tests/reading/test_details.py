"""Slots beside the four flags: proofs, heads, methods, gaps, places on the path."""

from datetime import date

import pytest

from enrichment.reading.read import read
from enrichment.reading.slots import Area, Empty, Grade, MetricRole, Origin, Period, Place, Step
from enrichment.reading.words import Words
from tests.reading.conftest import make_card


def test_proofs_have_a_grade_and_a_day(words: Words) -> None:
    body = "## Данные\n- A/B-тест от 12.03.2026: +1,2 п.п.\n- 14 интервью\n- логи за месяц\n- нам так кажется"

    proofs = read(make_card(body), words).proofs.value

    assert proofs is not None
    grades = [Grade.TEST, Grade.RESEARCH, Grade.DATA, Grade.OPINION]
    assert [proof.grade for proof in proofs] == grades
    assert [proof.day for proof in proofs] == [date(2026, 3, 12), None, None, None]


def test_a_field_of_evidence_outranks_a_share_in_the_problem(words: Words) -> None:
    card = make_card("**Проблема:** 30% заявок теряются", fields={"evidence": "опрос 40 клиентов"})

    assert read(card, words).evidence.value == "опрос 40 клиентов"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("За месяц 90 обращений от 61 разных клиентов: «где чек?»", 61),
        ("Опрос 240 покупателей: 80 ждут дольше часа", 240),
        ("212 обращений за месяц", None),
        ("Хотим 500 новых клиентов", None),
    ],
)
def test_customers_are_counted_by_heads(words: Words, text: str, heads: int | None) -> None:
    assert read(make_card(text), words).customers.value == heads


@pytest.mark.parametrize(
    "text", ["## Чего не знаем\nсколько стоит курьер", "Данных по айфонам нет данных отдельно"]
)
def test_what_is_not_known_is_said(words: Words, text: str) -> None:
    assert read(make_card(text), words).unknown.value


def test_success_stop_and_change_of_approach_are_kept_apart(words: Words) -> None:
    body = (
        "## Success, stop, change\n- success: 250 orders a month\n"
        "- stop: under 80 orders\n- change: if pots outsell plants, drop plants"
    )

    reading = read(make_card(body), words)

    assert reading.success.value == "250 orders a month"
    assert reading.stop.value == "under 80 orders"
    assert reading.shift.value == "if pots outsell plants, drop plants"
    assert reading.change.missing


def test_a_hypothesis_names_the_parts_it_does_not_say(words: Words) -> None:
    body = "Проблема: люди бросают анкету\nРешение: короче\nМетрика: конверсия анкеты 20% → 30%"

    hypothesis = read(make_card(body), words).hypothesis.value

    assert hypothesis is not None
    assert hypothesis.unsaid == ("effect", "method")


@pytest.mark.parametrize(
    ("title", "area", "step"),
    [
        ("Рассылка по брошенным корзинам", Area.TRAFFIC, Step.CART),
        ("Фильтры в каталоге", Area.SITE, Step.SEARCH),
        ("Courier calls before delivery", Area.SERVICE, Step.DELIVERY),
    ],
)
def test_a_card_stands_somewhere_on_the_path(
    words: Words, title: str, area: Area, step: Step
) -> None:
    reading = read(make_card(title=title), words)

    assert (reading.area.value, reading.step.value) == (area, step)


@pytest.mark.parametrize(
    ("text", "low", "period"),
    [
        ("Эффект, тыс. ₽/мес: 300", 300_000, Period.MONTH),
        ("Эффект в месяц: 300 тыс. ₽", 300_000, Period.MONTH),
        ("Impact ($k/year): 45", 45_000, Period.YEAR),
    ],
)
def test_a_heading_may_name_the_unit_of_a_bare_number(
    words: Words, text: str, low: float, period: Period
) -> None:
    effects = read(make_card(text), words).effects.value

    assert effects is not None
    assert (effects[0].low, effects[0].period) == (low, period)


def test_a_metric_section_outranks_an_effect_that_names_one(words: Words) -> None:
    card = make_card(
        "## Метрика\nДоля оплат с первого раза: 84% → 88%. Контрметрика: возвраты.",
        fields={"effect": "+2 млн ₽ выручки в месяц"},
    )

    slot = read(card, words).metrics

    assert slot.quote is not None
    assert slot.quote.place is Place.SECTION
    assert slot.value is not None
    assert slot.value[0].target == 88
    assert [metric.role for metric in slot.value if metric.name == "возвраты"] == [
        MetricRole.COUNTER
    ]


HINTS = [
    "<Что болит? У кого и как часто?>",
    "(опишите проблему)",
    "что не работает и у кого",
    "what is broken, and for whom?",
]


@pytest.mark.parametrize("hint", HINTS)
def test_an_untouched_template_is_a_placeholder(words: Words, hint: str) -> None:
    reading = read(make_card(f"## Проблема\n{hint}\n\n## Метрика\n{hint}"), words)

    assert reading.problem.empty is Empty.PLACEHOLDER
    assert reading.metrics.empty is Empty.PLACEHOLDER


FORMS = [
    "**Эффект.** {}",
    "**Эффект** {}",
    "_Эффект_: {}",
    "h3. Эффект\n{}",
    "|*Эффект*|{}|",
    "[Эффект] {}",
    "Эффект → {}",
    "Какой эффект ждём? {}",
    "## Итог\n- Решение: форма\n- Эффект: {}",
]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_is_found_however_its_heading_is_set(words: Words, form: str) -> None:
    effects = read(make_card(form.format("300 тыс. ₽ в месяц")), words).effects.value

    assert effects is not None
    assert effects[0].low == 300_000


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Клиенты просят курьера к вечеру", Origin.CUSTOMER),
        ("Подсмотрели у конкурентов", Origin.COMPETITOR),
        ("По логам 12% запросов падают", Origin.DATA),
        ("- [ ] Модерация отзывов клиентов", Origin.UNCLEAR),
    ],
)
def test_what_is_built_is_no_origin(words: Words, text: str, origin: Origin) -> None:
    assert read(make_card(text), words).origin.value is origin
