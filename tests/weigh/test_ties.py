"""What of the context a card names, and what follows from that."""

from collections.abc import Callable
from datetime import date

import pytest

from connectors.card import Card, Person
from enrichment.case import Case
from enrichment.context import Context
from enrichment.packs.told import told_ties
from enrichment.reading.slots import Area, Grade, Proof, Reading
from enrichment.yamlplaces import parse, validate

Lay = Callable[..., Case]
Read = Callable[..., Reading]
MakeCard = Callable[..., Card]

ANNA, PAVEL = Person("a", "Анна"), Person("p", "Павел")

HOUSE = """
departments:
  - {id: marketing, name: Маркетинг, areas: [traffic], feeds: [logistics, sales]}
  - {id: logistics, name: Логистика, words: [доставк], lead: Ольга Ким}
  - {id: sales, name: Продажи, words: [оптов]}
people:
  - {name: Анна, ids: {shop: a}, department: marketing}
  - {name: Павел, department: logistics}
goals:
  - {id: profit, name: Прибыль, words: [прибыл]}
  - {id: returns, name: Доля возвратов, words: [возврат], department: logistics}
funnel:
  steps:
    - {id: visit, count: 1000, words: [визит], phase: acquisition}
    - {id: cart, count: 100, words: [корзин]}
    - {id: order, count: 50, words: [оплат]}
  slices:
    - {device: mobile, words: [телефон], counts: {visit: 700, cart: 60, order: 20}}
    - {device: desktop, counts: {visit: 300, cart: 40, order: 30}}
activation:
  - {product: приложение, words: [активац], action: первый заказ, brought: 9000, activated: 2100}
channels:
  - {id: pickup, name: самовывоз, words: [самовывоз], share: 45%}
  - {id: courier, name: курьер, words: [курьер]}
outages:
  - {name: сбой счётчика, start: 2026-10-05, end: 2026-10-07}
"""


@pytest.fixture(scope="module")
def house() -> Context:
    return validate(parse(HOUSE, "context.yaml"), Context)


@pytest.fixture
def told(case: Lay, reading: Read, card: MakeCard, house: Context) -> Callable[..., object]:
    """Tell a tie of a card in words; nothing where there is none."""

    def tell(name: str, title: str, *people: Person, body: str = "", **slots: object) -> object:
        slots = {"owner": None} | slots
        laid = case(reading(**slots), card(title, body=body, assignees=people), house)
        return told_ties(laid.figures.ties, "ru").get(name)

    return tell


def test_a_department_takes_part_by_its_words_or_its_area(
    case: Lay, reading: Read, card: MakeCard, house: Context
) -> None:
    laid = case(reading(area=Area.TRAFFIC), card("Доставка день в день"), house)
    assert [one.id for one in laid.figures.ties.departments] == ["marketing", "logistics"]


def test_departments_without_anybody_on_the_card_are_named_with_whom_to_ask(
    told: Callable[..., object],
) -> None:
    assert told("absent", "Доставка день в день", ANNA) == "Логистика (Ольга Ким)"
    assert told("absent", "Доставка день в день", PAVEL) is None


def test_where_nobody_on_the_card_is_known_one_department_alone_is_not_absent(
    told: Callable[..., object],
) -> None:
    stranger = Person("s", "Сева")
    assert told("absent", "Доставка день в день", stranger) is None
    assert told("absent", "Доставка оптовых заказов", stranger) == "Логистика (Ольга Ким), Продажи"


def test_departments_that_go_on_from_the_result_are_named_unless_they_take_part(
    told: Callable[..., object],
) -> None:
    assert told("fed", "Подборка к весне", ANNA) == "Логистика (Ольга Ким), Продажи"
    assert told("fed", "Подборка оптовых товаров", ANNA) == "Логистика (Ольга Ким)"
    assert told("fed", "Подборка к весне", PAVEL) is None


@pytest.mark.parametrize(
    ("body", "harmed"),
    [
        ("Побочный эффект: вырастут возвраты.", "Доля возвратов (Логистика)"),
        ("Побочный эффект: письма станут длиннее. Возвраты считаем отдельно.", None),
        ("Возвраты снизятся.", None),
    ],
)
def test_a_goal_named_where_a_side_effect_is_told_may_be_hurt(
    body: str, harmed: str | None, told: Callable[..., object]
) -> None:
    assert told("harmed", "Рост прибыли с корзины", body=body) == harmed


def test_the_card_s_own_goal_is_none_it_hurts(told: Callable[..., object]) -> None:
    body = "Побочный эффект: вырастут возвраты."
    assert told("harmed", "Снизить возвраты", body=body) is None


def test_who_passes_the_step_worst_is_told_unless_the_card_names_a_device(
    told: Callable[..., object],
) -> None:
    assert told("weak_slice", "Корзина без регистрации") == "mobile — 33,3 %, в среднем 50 %"
    assert told("weak_slice", "Корзина на телефоне") is None
    assert told("weak_slice", "Письмо после визита") is None


def test_activation_is_told_with_its_share(told: Callable[..., object]) -> None:
    assert told("activation", "Активация новичков") == (
        "приложение: первый заказ, 2\N{NO-BREAK SPACE}100 из 9\N{NO-BREAK SPACE}000 = 23,3 %"
    )


def test_the_share_of_a_channel_is_told_when_it_is_the_only_one(
    told: Callable[..., object],
) -> None:
    assert told("channel_share", "Самовывоз за час") == "самовывоз: 45 %"
    assert told("channel_share", "Самовывоз или курьер") is None
    assert told("channel_share", "Курьер за час") is None


def test_evidence_counted_in_an_outage_is_told(told: Callable[..., object]) -> None:
    def outage(day: date) -> object:
        return told("outage", "Корзина", evidence="отчёт", proofs=(Proof("о", Grade.DATA, day),))

    assert outage(date(2026, 10, 6)) == "сбой счётчика"
    assert outage(date(2026, 10, 8)) is None


def test_the_phase_is_that_of_the_step(
    case: Lay, reading: Read, card: MakeCard, house: Context
) -> None:
    phases = [case(reading(), card(t), house).figures.phase for t in ("Больше визитов", "Корзина")]
    assert phases == ["acquisition", ""]


def test_the_purpose_of_a_story_ties_the_card_to_a_goal(
    case: Lay, reading: Read, card: MakeCard, house: Context
) -> None:
    body = "Как закупщик, я хочу видеть маржу товара, чтобы прибыль не падала."
    laid = case(reading(), card("Маржа в карточке товара", body=body), house)
    assert [goal.id for goal in laid.figures.ties.goals] == ["profit"]
