"""What the evidence of a card is worth, and what takes from the confidence in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from enrichment.case import Case
from enrichment.checks import check
from enrichment.reading.slots import (
    Effect,
    EffectKind,
    Grade,
    Metric,
    MetricRole,
    Period,
    Proof,
    Reading,
)
from enrichment.verdict import Score
from enrichment.weigh import weigh

Lay = Callable[..., Case]
Read = Callable[..., Reading]

MONTHLY = Effect(EffectKind.MONEY, 3e5, 3e5, "RUB", period=Period.MONTH)


def score_of(laid: Case) -> Score:
    return weigh(laid, check(laid))


@pytest.mark.parametrize(
    ("evidence", "proof", "grade"),
    [
        ("61 пишет одно и то же", Proof("61 пишет", Grade.RESEARCH), "research"),
        ("Замерили секундомером: 11 секунд", Proof("Замерили: 11 секунд", Grade.TEST), "own-test"),
        ("13,5 % возвращают", Proof("В логах за октябрь 48 тыс. запросов", Grade.DATA), "data"),
        ("13,5 % возвращают", Proof("13,5 % возвращают", Grade.DATA), "mention"),
        ("A/B-тест в октябре", Proof("A/B-тест в октябре", Grade.OPINION), "own-test"),
    ],
)
def test_the_best_piece_of_evidence_says_what_it_is_worth(
    evidence: str, proof: Proof, grade: str, case: Lay, reading: Read
) -> None:
    assert case(reading(evidence=evidence, proofs=(proof,))).grade.id == grade


def test_better_proofs_narrow_the_range(case: Lay, reading: Read) -> None:
    def width(**told: Any) -> float:
        said = reading(evidence="11 секунд на строку", effects=(MONTHLY,), **told)
        return score_of(case(said)).high - score_of(case(said)).low

    assert width(proofs=(Proof("11 секунд на строку", Grade.TEST),)) < width()


def test_clicks_alone_are_trusted_less_and_the_card_says_so(case: Lay, reading: Read) -> None:
    told = {"evidence": "A/B-тест", "effects": (MONTHLY,)}
    surely = score_of(case(reading(metrics=(Metric("заказы", MetricRole.MAIN),), **told)))
    clicks = score_of(case(reading(metrics=(Metric("ctr", MetricRole.UPPER),), **told)))

    assert clicks.confidence == pytest.approx(surely.confidence * 0.7, abs=0.01)
    assert [part.note for part in clicks.parts if part.rule == "upper-funnel-metric"] == [
        "уверенность × 0,7"
    ]


def test_old_evidence_is_trusted_less(case: Lay, reading: Read) -> None:
    def confidence(day: date) -> float:
        proofs = (Proof("A/B-тест", Grade.TEST, day),)
        return score_of(case(reading(evidence="A/B-тест", proofs=proofs))).confidence

    assert confidence(date(2024, 10, 1)) < confidence(date(2026, 10, 1))
