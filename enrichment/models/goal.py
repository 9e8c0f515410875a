"""Strategic bets: the weight of the goal they serve."""

from enrichment.case import Case
from enrichment.models.base import Base, grade_note, without_figure
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say


def goal(case: Case, scales: Scales) -> Base:
    """Weigh the heaviest goal the card names against the heaviest of the context.

    Evidence moves the lower half: a bet on a main goal stays a bet.
    """
    everything = case.setting.context.goals
    if not everything:
        return without_figure(case, scales, (say(_NO_GOALS, case.language),))
    named = case.figures.ties.goals
    if not named:
        return without_figure(case, scales, (say(_UNNAMED, case.language),))
    served = max(named, key=lambda entry: entry.weight)
    heaviest = max(entry.weight for entry in everything)
    points = 100 * served.weight / heaviest if heaviest else 0.0
    grade = case.grade.entry
    weight = number(points, case.language)
    return Base(
        value=points * (1 + grade.weight) / 2,
        low=points * (1 + grade.worst) / 2,
        high=points,
        certainty=grade.weight,
        note=say(_SERVES, case.language, goal=served.name, weight=weight, grade=grade_note(case)),
    )


_SERVES: Texts = {
    "ru": "цель «{goal}»: {weight} из 100; × (1 + {grade}) ÷ 2",
    "en": "goal “{goal}”: {weight} of 100; × (1 + {grade}) ÷ 2",
}
_NO_GOALS: Texts = {
    "ru": "вес цели: в context.yaml нет целей",
    "en": "the weight of the goal: context.yaml has no goals",
}
_UNNAMED: Texts = {
    "ru": "вес цели: карточка не называет ни одной цели из context.yaml",
    "en": "the weight of the goal: the card names no goal of context.yaml",
}
