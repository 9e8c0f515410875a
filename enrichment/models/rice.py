"""RICE: reach x impact x confidence / effort, each from what the card and the context say."""

from enrichment.case import Case
from enrichment.context import Step
from enrichment.models.base import Base, days_note, days_or_usual, grade_note, log_points
from enrichment.models.ice import impact_of
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

MOST = 1_000_000.0
"""Reach x impact x confidence for a person-day that is worth 100 points; 1 is worth none."""

USUAL_REACH = 1_000.0
UNSURE_REACH = 10.0
"""A reach nobody counted may be so many times smaller or larger than the usual one."""


def rice(case: Case, scales: Scales) -> Base:
    """Weigh on a logarithmic scale; reach is clients, or who comes to the card's step a month."""
    (few, usual_reach, many), unreached = _reach(case)
    (small, impact, great), unknown = impact_of(case, scales)
    least, usual, most, unestimated = days_or_usual(case, scales)
    grade = case.grade.entry
    reached, felt = number(usual_reach, case.language), number(impact, case.language, 1)
    working = f"{reached} × {felt} × {grade_note(case)} ÷ {days_note(case, usual)}"
    return Base(
        value=log_points(usual_reach * impact * grade.weight / usual, 1, MOST),
        low=log_points(few * small * grade.worst / most, 1, MOST),
        high=log_points(many * great / least, 1, MOST),
        certainty=grade.weight,
        note=say(_WORKING, case.language, working=working),
        unknown=(*unreached, *unknown, *unestimated),
    )


def _reach(case: Case) -> tuple[tuple[float, float, float], tuple[str, ...]]:
    counts = [step.count for step in _steps(case)]
    if case.figures.clients is not None:
        counts.append(float(case.figures.clients))
    if counts:
        most = max(counts)
        return (most, most, most), ()
    unsure = (USUAL_REACH / UNSURE_REACH, USUAL_REACH, USUAL_REACH * UNSURE_REACH)
    return unsure, (say(_NO_REACH, case.language),)


def _steps(case: Case) -> list[Step]:
    return [step for step in case.setting.context.funnel.steps if step.id == case.figures.step]


_WORKING: Texts = {
    "ru": "охват × влияние × уверенность ÷ усилия: {working}",
    "en": "reach × impact × confidence ÷ effort: {working}",
}
_NO_REACH: Texts = {
    "ru": "охват: ни шага воронки, ни числа клиентов",
    "en": "the reach: neither a step of the funnel nor a number of clients",
}
