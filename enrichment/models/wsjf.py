"""WSJF: the cost of delay (value, urgency, risk removed and work unblocked) over the effort."""

from enrichment.case import Case
from enrichment.models.base import Base, days_note, days_or_usual, log_points
from enrichment.models.deadline import urgency_of
from enrichment.models.ice import impact_of
from enrichment.models.risk import MOST_FOR_BLOCKED, blocked_points
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

UNPRESSED = 1.0
"""Urgency of 0 to 10 of a card without a date."""
MOST = 30.0
"""Three parts of 0 to 10 each for one person-day are worth 100 points."""
LEAST = 0.05


def wsjf(case: Case, scales: Scales) -> Base:
    """Weigh on a logarithmic scale; the evidence discounts the value."""
    (small, value, great), unknown = impact_of(case, scales)
    pressed = _urgency(case, scales)
    freed = 10 * blocked_points(case) / MOST_FOR_BLOCKED
    least, usual, most, unestimated = days_or_usual(case, scales)
    grade = case.grade.entry
    delay = value * grade.weight + pressed[1] + freed
    figures = (value * grade.weight, pressed[1], freed)
    shown = " + ".join(number(figure, case.language, 1) for figure in figures)
    return Base(
        value=log_points(delay / usual, LEAST, MOST),
        low=log_points((small * grade.worst + pressed[0] + freed) / most, LEAST, MOST),
        high=log_points((great + pressed[2] + freed) / least, LEAST, MOST),
        certainty=grade.weight,
        note=say(_WORKING, case.language, delay=shown, days=days_note(case, usual)),
        unknown=(*unknown, *unestimated),
    )


def _urgency(case: Case, scales: Scales) -> tuple[float, float, float]:
    """Give urgency of 0 to 10; a card without a date is under no pressure, which is no gap."""
    if case.reading.deadline.value is None and not case.figures.ties.duties:
        return UNPRESSED, UNPRESSED, UNPRESSED
    low, middle, high = urgency_of(case, scales)[0]
    ends = sorted((low, middle, high))
    return ends[0] / 10, middle / 10, ends[2] / 10


_WORKING: Texts = {
    "ru": "цена задержки ({delay}) ÷ {days}: ценность, срочность, снятый риск",
    "en": "cost of delay ({delay}) ÷ {days}: value, urgency, risk removed",
}
