from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from connectors.card import Card, Link
from enrichment.case import Case
from enrichment.checks import check
from enrichment.context import Context
from enrichment.models import MODELS
from enrichment.models.base import log_points
from enrichment.packs.model import ModelName, Scales
from enrichment.reading.slots import (
    Effect,
    EffectKind,
    Effort,
    Kind,
    Metric,
    MetricRole,
    Origin,
    Period,
    Reading,
    Slot,
)
from enrichment.weigh import weigh

Lay = Callable[..., Case]
Read = Callable[..., Reading]
MakeCard = Callable[..., Card]

MONTHLY = Effect(EffectKind.MONEY, 200_000, 400_000, "RUB", period=Period.MONTH)


def shown(case: Case) -> tuple[Any, ...]:
    """Value, range, the working of the base, and what is unknown."""
    score = weigh(case, check(case))
    note = score.parts[0].note.replace("\xa0", " ")
    return score.value, (score.low, score.high), note, score.unknown


def test_growth_shows_the_whole_calculation(case: Lay, reading: Read) -> None:
    said = reading(effects=(MONTHLY,), effort=Effort(8, "day"), evidence="отчёт аналитики")
    assert shown(case(said)) == snapshot(
        (
            50.5,
            (36.9, 57.5),
            "200–400 тыс. ₽ × 12 = 2,4–4,8 млн ₽ в год; × 0,7 (данные) ÷ 8 чел.-дн. = 315 тыс. ₽ на чел.-день",
            (),
        )
    )


def test_growth_without_a_number_gets_the_default_of_its_lane(case: Lay, reading: Read) -> None:
    assert shown(case(reading())) == snapshot(
        (
            20.0,
            (0.0, 60.0),
            "главной цифры нет, взято значение по умолчанию",
            ("эффект числом", "трудозатраты: оценки нет, взято 10 чел.-дн."),
        )
    )


def test_growth_in_a_foreign_currency_has_a_scale_of_its_own(case: Lay, reading: Read) -> None:
    effect = Effect(EffectKind.MONEY, 1e5, 1e5, "EUR", period=Period.YEAR)
    known = reading(effects=(effect,), effort=Effort(8, "day"))
    assert shown(case(known, by=Context())) == snapshot(
        (
            49.7,
            (26.7, 64.8),
            "100 тыс. € в год; × 0,25 (без доказательств) ÷ 8 чел.-дн. = 3,12 тыс. € на чел.-день",
            (),
        )
    )
    strange = reading(effects=(Effect(EffectKind.MONEY, 1, 1, "XXX"),), effort=Effort(8, "day"))
    assert shown(case(strange, by=Context()))[3] == snapshot(
        ("эффект в XXX: в context.yaml нет курса",)
    )


def test_a_duty_is_pressed_by_its_latest_start_and_its_price(case: Lay, reading: Read) -> None:
    fine = Effect(EffectKind.RISK, 500_000, 500_000, "RUB", period=Period.ONCE)
    said = reading(
        Kind.MANDATORY, effects=(fine,), effort=Effort(10, "day"), deadline=date(2027, 1, 1)
    )
    assert shown(case(said)) == snapshot(
        (
            56.2,
            (56.2, 56.2),
            "срок 01.01.2027, начать не позже 18.12.2026; 500 тыс. ₽ разово; срочность 62,1 × 0,7 + ущерб 42,5 × 0,3",
            (),
        )
    )


def test_a_duty_takes_date_and_penalty_from_the_context(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    said = reading(Kind.MANDATORY, effort=Effort(10, "day"))
    assert shown(case(said, card("Новый кассовый чек"))) == snapshot(
        (
            40.9,
            (40.9, 40.9),
            "срок 01.03.2027, начать не позже 15.02.2027; 1 млн ₽; срочность 37 × 0,7 + ущерб 50 × 0,3",
            (),
        )
    )


def test_a_nearer_duty_stands_higher(case: Lay, reading: Read) -> None:
    days = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 3, 1), date(2028, 1, 1)]
    values = [shown(case(reading(Kind.MANDATORY, deadline=day)))[0] for day in days]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 4


def test_a_bet_weighs_what_its_goal_weighs(case: Lay, reading: Read, card: MakeCard) -> None:
    said = reading(Kind.STRATEGIC, evidence="отчёт аналитики")
    assert shown(case(said, card("Повторные заказы из регионов"))) == snapshot(
        (42.5, (32.5, 50.0), "цель «Вторые заказы»: 50 из 100; × (1 + 0,7 (данные)) ÷ 2", ())
    )
    assert shown(case(said, card("Офис")))[3] == snapshot(
        ("вес цели: карточка не называет ни одной цели из context.yaml",)
    )
    assert shown(case(said, by=Context()))[3] == snapshot(("вес цели: в context.yaml нет целей",))


def test_clients_are_counted_by_heads(case: Lay, reading: Read, card: MakeCard) -> None:
    assert shown(case(reading(Kind.CLIENT), card("Дата доставки в корзине"))) == snapshot(
        (
            33.2,
            (8.0, 68.0),
            "«когда приедет заказ», разных клиентов за год: 300 × 0,25 (без доказательств) = 75",
            (),
        )
    )
    assert shown(case(reading(Kind.CLIENT))) == snapshot(
        (
            20.0,
            (0.0, 60.0),
            "главной цифры нет, взято значение по умолчанию",
            ("сколько разных клиентов об этом говорят",),
        )
    )


def test_infrastructure_is_damage_by_likelihood_and_what_waits_for_it(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    loss = Effect(EffectKind.COST, 1e6, 1e6, "RUB", period=Period.YEAR)
    said = reading(Kind.INFRASTRUCTURE, effects=(loss,), evidence="отчёт аналитики")
    links = tuple(Link("blocks", f"SHOP-{at}") for at in (2, 3, 3))
    assert shown(case(said, card(links=links))) == snapshot(
        (
            52.1,
            (42.9, 56.0),
            "1 млн ₽ в год; × 0,7 (данные) = 700 тыс. ₽; ждут карточек: 2, +6",
            (),
        )
    )
    assert shown(case(said, card()))[0] == pytest.approx(
        shown(case(said, card(links=links)))[0] - 6
    )


def test_an_idea_of_the_leadership_is_a_hypothesis(case: Lay, reading: Read) -> None:
    said = reading(Kind.LEADERSHIP, origin=Origin.EXECUTIVE, effort=Effort(5, "day"))
    assert shown(case(said)) == snapshot(
        (6.6, (0.2, 46.5), "влияние 4 × уверенность 2,5 × лёгкость 6,6 ÷ 10", ("эффект числом",))
    )


def test_layers_are_shown_each_with_its_points(case: Lay, reading: Read, card: MakeCard) -> None:
    said = reading(
        effects=(MONTHLY,),
        effort=Effort(8, "day"),
        metrics=(Metric("ctr", MetricRole.UPPER),),
        origin=Origin.EXECUTIVE,
    )
    laid = case(said, card("Новая корзина"))
    parts = [(part.rule, part.points) for part in weigh(laid, check(laid)).parts]
    assert parts == snapshot(
        [
            ("growth", 39.4),
            ("bottleneck", 8.0),
            ("upper-funnel-metric", -10.0),
            ("management-pressure", 0.0),
        ]
    )


def test_the_end_of_the_scale_is_a_part_of_its_own(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    huge = Effect(EffectKind.MONEY, 1e10, 1e10, "RUB", period=Period.YEAR)
    said = reading(effects=(huge,), effort=Effort(1, "day"))
    laid = case(said, card("Новая корзина"))
    parts = [(part.rule, part.points) for part in weigh(laid, check(laid)).parts]
    assert parts == snapshot([("growth", 100.0), ("bottleneck", 8.0), ("scale-end", -8.0)])


def test_ten_times_as_much_adds_the_same_anywhere_on_the_scale() -> None:
    steps = [log_points(10.0**power, 1, 1000) for power in range(4)]
    assert steps == pytest.approx([0, 100 / 3, 200 / 3, 100])
    assert log_points(0, 1, 1000) == 0
    assert log_points(1e9, 1, 1000) == 100


def test_rice_is_reach_by_impact_by_confidence_over_effort(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    said = reading(effects=(MONTHLY,), effort=Effort(8, "day"), evidence="отчёт аналитики")
    base = MODELS["rice"](case(said, card("Новая корзина")), Scales(money={"RUB": (1e4, 1e8)}))
    assert base.note == snapshot(
        "охват × влияние × уверенность ÷ усилия: 48\xa0000 × 6,4 × 0,7 (данные) ÷ 8 чел.-дн."
    )
    assert (round(base.value, 1), base.unknown) == snapshot((73.8, ()))
    blind = MODELS["rice"](case(reading(), by=Context()), Scales())
    assert blind.unknown == snapshot(
        (
            "охват: ни шага воронки, ни числа клиентов",
            "эффект числом",
            "трудозатраты: оценки нет, взято 10 чел.-дн.",
        )
    )


def test_wsjf_is_the_cost_of_delay_over_the_effort(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    scales = Scales(money={"RUB": (1e4, 1e8)})
    said = reading(effects=(MONTHLY,), effort=Effort(8, "day"), evidence="отчёт аналитики")
    calm = MODELS["wsjf"](case(said), scales)
    assert calm.note == snapshot(
        "цена задержки (4,5 + 1 + 0) ÷ 8 чел.-дн.: ценность, срочность, снятый риск"
    )
    due = msgspec.structs.replace(said, deadline=Slot(date(2026, 12, 1), None, None))
    links = (Link("blocks", "SHOP-2"),)
    assert MODELS["wsjf"](case(due), scales).value > calm.value
    assert MODELS["wsjf"](case(said, card(links=links)), scales).value > calm.value


@given(
    model=st.sampled_from(sorted(MODELS)),
    small=st.floats(1, 1e9),
    times=st.floats(1, 1e3),
    days=st.floats(0.5, 200),
    longer=st.floats(1, 50),
)
def test_in_every_model_more_effect_never_lowers_and_more_effort_never_raises(
    *,
    model: ModelName,
    small: float,
    times: float,
    days: float,
    longer: float,
    case: Lay,
    reading: Read,
) -> None:
    scales = Scales(money={"RUB": (1e4, 1e8)})

    def points(money: float, effort: float) -> float:
        effect = Effect(EffectKind.MONEY, money, money, "RUB", period=Period.YEAR)
        said = reading(effects=(effect,), effort=Effort(effort, "day"), evidence="отчёт")
        base = MODELS[model](case(said), scales)
        assert 0 <= base.low <= base.value <= base.high <= 100
        return base.value

    assert points(small * times, days) >= points(small, days)
    if model != "deadline":  # a duty that takes longer has to begin sooner
        assert points(small, days * longer) <= points(small, days)
