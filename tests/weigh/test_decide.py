from collections.abc import Callable

import pytest

from connectors.card import Card, Field, Stage
from enrichment.case import Case
from enrichment.judge import Judged, verdict_of
from enrichment.reading.slots import Effect, EffectKind, Effort, Origin, Period, Reading
from enrichment.verdict import Decision

Lay = Callable[..., Case]
Read = Callable[..., Reading]
MakeCard = Callable[..., Card]


@pytest.fixture
def strong(reading: Read) -> Reading:
    worth = Effect(EffectKind.MONEY, 5e6, 5e6, "RUB", period=Period.MONTH)
    return reading(effects=(worth,), effort=Effort(5, "day"), evidence="отчёт аналитики")


def test_a_strong_ready_card_is_launched_with_the_reason(case: Lay, strong: Reading) -> None:
    advice = verdict_of(case(strong)).advice
    assert (advice.decision, advice.rule, advice.human) == (Decision.LAUNCH, "strong", None)
    assert advice.why.startswith("Эффект, доказательства")


@pytest.mark.parametrize(
    ("label", "decision"),
    [
        ("Отложено", Decision.DEFER),
        ("✋ стоп", Decision.STOP),
        ("Запускаем!", Decision.LAUNCH),
        ("pilot", Decision.PILOT),
        ("backend", None),
    ],
)
def test_a_label_tells_what_people_decided(
    case: Lay, strong: Reading, card: MakeCard, label: str, decision: Decision | None
) -> None:
    advice = verdict_of(case(strong, card(labels=("web", label)))).advice
    assert (advice.human, advice.decision) == (decision, Decision.LAUNCH)


def test_the_decision_field_outranks_a_label(case: Lay, strong: Reading, card: MakeCard) -> None:
    field = Field(id="f1", name="Решение команды", text="Пилот", slot="decision")
    advice = verdict_of(case(strong, card(labels=("стоп",), fields=(field,)))).advice
    assert advice.human is Decision.PILOT


def test_an_idea_from_the_market_waits_for_own_value(
    case: Lay, reading: Read, strong: Reading
) -> None:
    told = {"effects": strong.effects.value, "effort": strong.effort.value}
    copied = verdict_of(case(reading(origin=Origin.COMPETITOR, **told))).advice
    assert copied.rule == "own-value-first"
    owned = reading(origin=Origin.COMPETITOR, own_value="Доставляем за два часа", **told)
    assert verdict_of(case(owned)).advice.rule != "own-value-first"


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({}, True),
        ({"stage": None}, True),
        ({"stage": Stage.DONE}, False),
        ({"archived": True}, False),
        ({"labels": ("стоп",)}, False),
        ({"labels": ("отложено",)}, True),
    ],
)
def test_finished_archived_and_stopped_cards_stand_in_no_queue(
    judged: Callable[..., list[Judged]],
    card: MakeCard,
    strong: Reading,
    told: dict[str, object],
    stands: bool,
) -> None:
    (one,) = judged([(card(**told), strong)])
    assert (one.verdict.place is not None) is stands
