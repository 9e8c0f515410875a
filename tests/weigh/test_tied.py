"""What a card touches, as `explain` tells it."""

from collections.abc import Callable

from connectors.card import Card
from enrichment.case import Case
from enrichment.context import Context, Funnel, Step
from enrichment.reading.slots import Reading
from enrichment.yamlplaces import parse, validate
from steelyard.commands.tied import step_line, tied_lines
from steelyard.language import Language
from steelyard.speech import Speech

HOUSE = """
funnel:
  steps:
    - {id: visit, count: 1000, words: [визит]}
    - {id: cart, count: 100, words: [корзин]}
    - {id: order, count: 50, words: [оплат]}
  slices:
    - {device: mobile, counts: {cart: 60, order: 20}}
    - {channel: поиск, counts: {visit: 500}}
departments: [{id: logistics, name: Логистика, words: [доставк], lead: Ольга Ким}]
goals: [{id: profit, name: Прибыль, words: [прибыл]}]
channels: [{id: pickup, name: самовывоз, words: [самовывоз]}]
voice: [{topic: когда приедет, words: [доставк], clients: 10}]
regulatory: [{id: cash, day: 2027-03-01, words: [кассов]}]
"""
RU, EN = Speech(Language.RU), Speech(Language.EN)


def house() -> Context:
    return validate(parse(HOUSE, "context.yaml"), Context)


def test_a_step_is_told_with_the_figures_it_has_now_by_channel_and_device() -> None:
    funnel = house().funnel
    assert step_line("cart", funnel, EN) == "cart, 100 → 50 (all 50%, mobile 33%)"
    assert step_line("order", funnel, EN) == "order"
    assert step_line("", Funnel(steps=(Step(id="visit", count=1),)), EN) == ""


def test_what_a_card_touches_is_told_with_whom_to_ask(
    case: Callable[..., Case], reading: Callable[..., Reading], card: Callable[..., Card]
) -> None:
    title = "Прибыль корзины: доставка, самовывоз и кассовый чек"
    told = list(tied_lines(case(reading(), card(title), house()), RU))
    assert [line.replace("\xa0", " ") for line in told] == [
        "шаг: cart, 100 → 50 (все 50 %, mobile 33 %)",
        "цели: Прибыль",
        "отделы: Логистика (Ольга Ким)",
        "обязанности: cash (2027-03-01)",
        "голос клиента: когда приедет",
        "способы получения: самовывоз",
    ]


def test_a_card_that_touches_nothing_has_no_line(
    case: Callable[..., Case], reading: Callable[..., Reading], card: Callable[..., Card]
) -> None:
    assert list(tied_lines(case(reading(), card("Разное"), house()), RU)) == []
