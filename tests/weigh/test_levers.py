from collections.abc import Callable

import msgspec
import pytest

from enrichment.case import Case
from enrichment.context import Context, Economics
from enrichment.levers import levers
from enrichment.reading.slots import Effect, EffectKind, Period, Reading

Lay = Callable[..., Case]
Read = Callable[..., Reading]


def test_one_percent_of_each_parameter_is_worth_what_the_unit_economics_say(shop: Context) -> None:
    economics = shop.economics.model_copy(update={"acquisition_cost": 690.0})
    found = levers(shop.model_copy(update={"economics": economics}))
    assert [(one.name["en"], round(one.worth)) for one in found] == [
        ("conversion or the average order", 2325600),  # 180,000 orders × 3,400 × 38 % × 1 %
        ("repeat orders", 1162800),  # half of the orders are no client's first
        ("the acquisition cost", 621000),  # 90,000 new clients × 690 × 1 %
    ]


def test_what_the_context_cannot_tell_is_left_out(shop: Context) -> None:
    economics = Economics(average_order=3400, margin=0.38)
    found = levers(shop.model_copy(update={"economics": economics}))
    assert [one.name["ru"] for one in found] == ["конверсии или среднего чека"]
    assert levers(Context()) == []


@pytest.mark.parametrize(("monthly", "much"), [(3.8e6, False), (4e6, True)])
def test_a_promise_of_more_than_twenty_percents_of_a_lever_is_much(
    monthly: float, much: bool, case: Lay, reading: Read
) -> None:
    effect = Effect(EffectKind.MONEY, monthly, monthly, "RUB", period=Period.MONTH)
    saving = msgspec.structs.replace(effect, kind=EffectKind.COST)

    assert bool(case(reading(effects=(effect,))).figures.claims.much) is much
    assert not case(reading(effects=(saving,))).figures.claims.much


def test_a_promise_is_shown_beside_the_lever(case: Lay, reading: Read) -> None:
    effect = Effect(EffectKind.MONEY, 6e6, 6e6, "RUB", period=Period.MONTH)
    assert case(reading(effects=(effect,))).figures.claims.much == (
        "1 % (конверсии или среднего чека) даёт 2,33\xa0млн\xa0₽ в год, "
        "а обещано 72\xa0млн\xa0₽: столько же, сколько 31 %"
    )
