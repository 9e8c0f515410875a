"""What holds for every card, whatever it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Card, Comment, Stage
from enrichment.case import Case
from enrichment.checks import check
from enrichment.context import Context
from enrichment.decide import decide
from enrichment.judge import Judged, verdict_of
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
from enrichment.verdict import Decision, Score, Verdict
from enrichment.weigh import weigh

Lay = Callable[..., Case]
Read = Callable[..., Reading]
MakeCard = Callable[..., Card]

KINDS = st.sampled_from(Kind)
PERIODS = st.sampled_from(Period) | st.none()
AMOUNTS = st.floats(0, 1e10)
GRADES = ("", "слова коллеги", "опрос покупателей", "отчёт аналитики", "A/B-тест")
"""Evidence from the weakest grade of the pack to the strongest."""


def slot(value: Any) -> Slot[Any]:
    return Slot(value, None, None) if value else Slot()


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    kind = draw(st.sampled_from(EffectKind))
    currency = draw(st.sampled_from(("", "RUB", "USD", "XXX")))
    unit = draw(st.sampled_from(("", "%", "pp", "h", "orders")))
    open_low, open_high = draw(st.booleans()), draw(st.booleans())
    return Effect(
        kind, None if open_low else low, None if open_high else high, currency, unit, draw(PERIODS)
    )


@st.composite
def efforts(draw: st.DrawFn) -> Effort:
    units = ("sp", "hour", "day", "week", "month", "sprint", "tshirt", "?")
    low, more = draw(st.floats(0, 500)), draw(st.floats(0, 500))
    return Effort(low, draw(st.sampled_from(units)), low + more, draw(st.sampled_from("SML?")))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    texts = st.sampled_from(("", "корзина", "кассовый чек", "доставка", "прибыль"))
    metrics = st.builds(Metric, st.just("ctr"), st.sampled_from(MetricRole))
    return Reading(
        language=draw(st.sampled_from(("ru", "en"))),
        problem=slot(draw(texts)),
        change=slot(draw(texts)),
        metrics=slot(tuple(draw(st.lists(metrics, max_size=2)))),
        effects=slot(tuple(draw(st.lists(effects(), max_size=3)))),
        effort=slot(draw(efforts() | st.none())),
        deadline=slot(draw(st.dates(date(2020, 1, 1), date(2035, 1, 1)) | st.none())),
        evidence=slot(draw(st.sampled_from(GRADES))),
        kind=slot(draw(KINDS)),
        origin=slot(draw(st.sampled_from(Origin))),
        urgent=slot(draw(st.sampled_from(("", "СРОЧНО")))),
        stop=slot(draw(texts)),
        success=slot(draw(texts)),
    )


def tenths(points: float) -> int:
    assert round(points, 1) == points
    return round(points * 10)


def score_of(case: Case) -> Score:
    return weigh(case, check(case))


@given(said=readings(), known=st.booleans())
def test_parts_sum_to_the_score_exactly_and_it_lies_in_its_range(
    *, said: Reading, known: bool, case: Lay, shop: Context
) -> None:
    score = score_of(case(said, by=shop if known else Context()))
    assert sum(tenths(part.points) for part in score.parts) == tenths(score.value)
    assert 0 <= score.low <= score.value <= score.high <= 100
    assert 0 <= score.confidence <= 1


@given(said=readings())
def test_without_context_a_card_is_weighed_all_the_same(said: Reading, case: Lay) -> None:
    verdict = verdict_of(case(said, by=Context()))
    if verdict.kind in {Kind.STRATEGIC, Kind.CLIENT}:
        assert verdict.score.unknown


@given(amount=st.floats(1, 1e9), times=st.floats(1, 1e3), days=st.floats(0.1, 300))
def test_a_larger_effect_never_lowers_a_growth_score(
    amount: float, times: float, days: float, case: Lay, reading: Read
) -> None:
    def score(money: float) -> Score:
        effect = Effect(EffectKind.MONEY, money, money, "RUB", period=Period.YEAR)
        return score_of(case(reading(effects=(effect,), effort=Effort(days, "day"))))

    small, large = score(amount), score(amount * times)
    assert (small.low, small.value, small.high) <= (large.low, large.value, large.high)
    assert small.value <= large.value


@given(amount=st.floats(1, 1e9), days=st.floats(0.1, 300), times=st.floats(1, 100))
def test_a_larger_effort_never_raises_a_growth_score(
    amount: float, days: float, times: float, case: Lay, reading: Read
) -> None:
    effect = Effect(EffectKind.MONEY, amount, amount, "RUB", period=Period.YEAR)

    def score(effort: float) -> Score:
        return score_of(case(reading(effects=(effect,), effort=Effort(effort, "day"))))

    assert score(days * times).value <= score(days).value


@given(said=readings(), weaker=st.integers(0, 4), stronger=st.integers(0, 4))
def test_weaker_evidence_never_narrows_a_range(
    said: Reading, weaker: int, stronger: int, case: Lay
) -> None:
    weaker, stronger = sorted((weaker, stronger))

    def width(grade: int) -> float:
        evidence = slot(GRADES[grade])
        score = score_of(case(msgspec.structs.replace(said, evidence=evidence)))
        return round(score.high - score.low, 1)

    assert width(weaker) >= width(stronger)


LOUD = st.sampled_from(("", "СРОЧНО", "горит!!!", "🔥🔥🔥"))


@given(said=readings(), loud=LOUD, comments=st.integers(0, 20), shout=st.booleans())
def test_loudness_moves_nothing(
    *, said: Reading, loud: str, comments: int, shout: bool, case: Lay, card: MakeCard
) -> None:
    def visible(verdict: Verdict) -> object:
        score = verdict.score
        return score.value, score.low, score.high, score.provisional, verdict.advice

    title = "Новая корзина"
    talk = tuple(
        Comment(str(at), None, "когда уже?!", datetime(2026, 11, 2, tzinfo=UTC))
        for at in range(comments)
    )
    calm = card(title)
    noisy = card(
        f"{loud} {title.upper() if shout else title}!!!", comments=talk, priority="Highest"
    )
    pressed = msgspec.structs.replace(said, urgent=slot(loud))
    quiet = msgspec.structs.replace(said, urgent=slot(""))
    assert visible(verdict_of(case(pressed, noisy))) == visible(verdict_of(case(quiet, calm)))


@given(said=readings(), stage=st.sampled_from(Stage))
def test_a_card_that_lacks_answers_is_never_launched(
    said: Reading, stage: Stage, case: Lay, card: MakeCard
) -> None:
    laid = case(said, card(stage=stage))
    verdict = verdict_of(laid)
    if verdict.score.provisional or (
        said.origin.value is Origin.COMPETITOR and said.own_value.missing
    ):
        assert verdict.advice.decision is not Decision.LAUNCH


@given(said=st.lists(readings(), max_size=12), order=st.randoms(use_true_random=False))
def test_equal_cards_get_equal_places_whatever_order_they_come_in(
    said: list[Reading],
    order: Any,
    card: MakeCard,
    judged: Callable[..., list[Judged]],
) -> None:
    cards = [(card(id=str(at)), one) for at, one in enumerate(said)]
    shuffled = list(cards)
    order.shuffle(shuffled)
    places = {one.card.id: one.verdict for one in judged(cards)}
    assert {one.card.id: one.verdict for one in judged(shuffled)} == places


@given(
    duties=st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=5),
    first=effects(),
    second=effects(),
)
def test_an_experiment_never_reorders_the_mandatory_lane(
    *,
    duties: list[date],
    first: Effect,
    second: Effect,
    card: MakeCard,
    reading: Read,
    judged: Callable[..., list[Judged]],
) -> None:
    def mandatory(effect: Effect) -> list[tuple[str, object]]:
        lawful = [
            (card(id=str(at)), reading(Kind.MANDATORY, deadline=day))
            for at, day in enumerate(duties)
        ]
        growth = (card(id="growth"), reading(effects=(effect,)))
        return [
            (one.card.id, (one.verdict.score, one.verdict.place and one.verdict.place.in_lane))
            for one in judged([*lawful, growth])
            if one.verdict.kind is Kind.MANDATORY
        ]

    assert mandatory(first) == mandatory(second)


def test_a_pack_that_launches_everything_still_cannot_launch_a_copy(
    case: Lay, reading: Read
) -> None:
    laid = case(reading(Kind.GROWTH, origin=Origin.COMPETITOR))
    pack = laid.setting.pack
    rules, conditions = pack.decisions
    always = pack.judging.together(
        [(rule.id, pack.judging.compile("true", "bool")) for rule in rules]
    )
    eager = tuple(
        replace(rule, decision=Decision.DEFER if rule is rules[-1] else Decision.LAUNCH)
        for rule in rules
    )
    assert len(conditions.rules) == len(eager)
    setting = replace(laid.setting, pack=replace(pack, decisions=(eager, always)))
    other = Case(laid.card, laid.reading, setting, laid.figures, laid.grade)
    advice = decide(other, (), score_of(laid))
    assert advice.decision is Decision.DEFER
