"""Growth: expected money a year for a person-day, on a fixed logarithmic scale."""

from enrichment.case import Case
from enrichment.models.base import (
    Base,
    days_note,
    days_or_usual,
    grade_note,
    known_money,
    log_points,
    without_figure,
)
from enrichment.packs.model import Scales
from enrichment.wording import Texts, money, say


def value_per_day(case: Case, scales: Scales) -> Base:
    """Weigh effect x evidence / effort.

    The range goes from the least effect, at the worst the evidence allows and the greatest
    effort, to the greatest effect exactly as claimed at the least effort: weaker evidence lowers
    the near end only, so it never narrows the range.
    """
    least, usual, most, unknown = days_or_usual(case, scales)
    known = known_money(case, scales)
    if isinstance(known, str):
        return without_figure(case, scales, (known, *unknown))
    yearly, scale = known
    grade = case.grade.entry
    per_day = yearly.mid * grade.weight / usual
    result = say(_A_DAY, case.language, money=money(per_day, yearly.currency, case.language))
    return Base(
        value=log_points(per_day, *scale),
        low=log_points(yearly.low * grade.worst / most, *scale),
        high=log_points(yearly.high / least, *scale),
        certainty=grade.weight,
        note=f"{yearly.note}; × {grade_note(case)} ÷ {days_note(case, usual)} = {result}",
        unknown=unknown,
    )


_A_DAY: Texts = {"ru": "{money} на чел.-день", "en": "{money} a person-day"}
