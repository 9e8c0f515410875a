"""Duties: how near the latest responsible start is, and the price of not doing."""

from collections.abc import Sequence
from datetime import date, timedelta

from enrichment.case import Case
from enrichment.context import Duty
from enrichment.models.base import Base, days_or_usual, known_money, log_points
from enrichment.packs.model import Scales
from enrichment.wording import Texts, money, number, say

WORKDAYS_TO_CALENDAR = 7 / 5
AT_START = 90.0
"""Urgency on the day of the latest responsible start; what is above is for days lost since."""
HALF = (20.0, 50.0, 80.0)
"""Lowest, middle and highest points of what is not known."""

Points = tuple[float, float, float]


def deadline(case: Case, scales: Scales) -> Base:
    """Weigh urgency and damage in the proportion of the lane. A day that has passed is urgent."""
    urgency, when, no_day = urgency_of(case, scales)
    damage, price, no_price = _damage(case, scales)
    share = scales.damage
    low, value, high = (
        (1 - share) * pressing + share * costly
        for pressing, costly in zip(urgency, damage, strict=True)
    )
    figures = (urgency[1], 1 - share, damage[1], share)
    pressing, kept, costly, part = (number(figure, case.language, 1) for figure in figures)
    working = say(_WORKING, case.language, pressing=pressing, kept=kept, costly=costly, part=part)
    return Base(value, low, high, 1.0, f"{when}; {price}; {working}", (*no_day, *no_price))


def urgency_of(case: Case, scales: Scales) -> tuple[Points, str, tuple[str, ...]]:
    """Give how pressing a date is at its least, middle and most, the working, and what is unknown."""
    least, usual, most, unknown = days_or_usual(case, scales)
    day = case.reading.deadline.value or _earliest(case.figures.ties.duties)
    if day is None:
        return HALF, say(_NO_DAY_NOTE, case.language), (say(_NO_DAY, case.language), *unknown)
    left = (day - case.setting.today).days
    pressing = tuple(
        _pressing(left - days * WORKDAYS_TO_CALENDAR, scales.horizon)
        for days in (least, usual, most)
    )
    start = day - timedelta(days=round(usual * WORKDAYS_TO_CALENDAR))
    note = say(_START, case.language, day=_written(day, case), start=_written(start, case))
    return (pressing[0], pressing[1], pressing[2]), note, unknown


def _pressing(slack: float, horizon: float) -> float:
    """Rise hyperbolically to AT_START at the latest start, and on to 100 when it has passed."""
    if slack >= 0:
        return AT_START * horizon / (horizon + 3 * slack)
    return min(100.0, AT_START + (100 - AT_START) * -slack / horizon)


def _earliest(duties: Sequence[Duty]) -> date | None:
    return min((duty.day for duty in duties), default=None)


def _damage(case: Case, scales: Scales) -> tuple[Points, str, tuple[str, ...]]:
    """Price the refusal: by the card's own figure, or by the penalty the context names."""
    known = known_money(case, scales)
    if not isinstance(known, str):
        yearly, scale = known
        ends = (yearly.low, yearly.mid, yearly.high)
        low, value, high = (log_points(amount, *scale) for amount in ends)
        return (low, value, high), yearly.note, ()
    penalty = max((duty.penalty or 0.0 for duty in case.figures.ties.duties), default=0.0)
    context = case.setting.context
    own_scale = scales.money.get(context.currency)
    if penalty and own_scale:
        points = log_points(penalty, *own_scale)
        return (points, points, points), money(penalty, context.currency, case.language), ()
    return HALF, say(_NO_PRICE_NOTE, case.language), (say(_NO_PRICE, case.language),)


def _written(day: date, case: Case) -> str:
    return f"{day:%d.%m.%Y}" if case.language == "ru" else day.isoformat()


_START: Texts = {
    "ru": "срок {day}, начать не позже {start}",
    "en": "due {day}, start by {start}",
}
_WORKING: Texts = {
    "ru": "срочность {pressing} × {kept} + ущерб {costly} × {part}",
    "en": "urgency {pressing} × {kept} + damage {costly} × {part}",
}
_NO_DAY: Texts = {"ru": "дата, к которой обязаны успеть", "en": "the day the duty begins"}
_NO_DAY_NOTE: Texts = {"ru": "срок неизвестен", "en": "no date is known"}
_NO_PRICE: Texts = {"ru": "цена невыполнения", "en": "the price of not doing it"}
_NO_PRICE_NOTE: Texts = {
    "ru": "цена невыполнения неизвестна",
    "en": "the price of not doing is not known",
}
