"""Ideas of the leadership: impact x confidence x ease, as for any hypothesis."""

from enrichment.case import Case
from enrichment.models.base import Base, days_or_usual, known_money, log_points
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

LONGEST = 120.0
"""Person-days at which ease is at its least."""
LEAST_EASE = 1.0
UNKNOWN_IMPACT = (1.0, 4.0, 7.0)


def ice(case: Case, scales: Scales) -> Base:
    """Multiply three figures of 0 to 10 each; a tenth of the product are the points."""
    (small, impact, great), unknown = impact_of(case, scales)
    least, usual, most, unestimated = days_or_usual(case, scales)
    grade = case.grade.entry
    figures = (impact, 10 * grade.weight, _ease(usual))
    shown = [number(figure, case.language, 1) for figure in figures]
    return Base(
        value=_points(*figures),
        low=_points(small, 10 * grade.worst, _ease(most)),
        high=_points(great, 10.0, _ease(least)),
        certainty=grade.weight,
        note=say(_WORKING, case.language, impact=shown[0], confidence=shown[1], ease=shown[2]),
        unknown=(*unknown, *unestimated),
    )


def impact_of(case: Case, scales: Scales) -> tuple[tuple[float, float, float], tuple[str, ...]]:
    """Give the impact of 0 to 10 at its least, middle and most, and what is unknown of it."""
    known = known_money(case, scales)
    if isinstance(known, str):
        return UNKNOWN_IMPACT, (known,)
    yearly, scale = known
    low, mid, high = (
        log_points(amount, *scale) / 10 for amount in (yearly.low, yearly.mid, yearly.high)
    )
    return (low, mid, high), ()


def _ease(days: float) -> float:
    return max(LEAST_EASE, 10 - log_points(days, 1, LONGEST) / 10)


def _points(impact: float, confidence: float, ease: float) -> float:
    return impact * confidence * ease / 10


_WORKING: Texts = {
    "ru": "влияние {impact} × уверенность {confidence} × лёгкость {ease} ÷ 10",
    "en": "impact {impact} × confidence {confidence} × ease {ease} ÷ 10",
}
