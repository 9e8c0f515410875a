"""What every model gives, and the scales they share."""

import math

import msgspec

from enrichment.case import Case
from enrichment.money import Unknown, Yearly
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

UNSURE = 0.85
"""What is left of the confidence for each thing that could not be weighed."""

SPREAD = 3.0
"""An effort nobody estimated may be so many times smaller or larger than the one assumed."""


class Base(msgspec.Struct, frozen=True):
    """Points 0..100 with their range, `low` <= `value` <= `high`.

    `note` shows the working, `unknown` what could not be weighed, both in the card's language.
    `certainty` is 0..1: how far the figures themselves can be trusted.
    """

    value: float
    low: float
    high: float
    certainty: float
    note: str
    unknown: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """Certainty, less for each thing that could not be weighed."""
        return round(self.certainty * UNSURE ** len(self.unknown), 2)


def log_points(amount: float, zero: float, full: float) -> float:
    """Place an amount on the scale where `zero` is worth 0 points and `full` 100.

    The scale is logarithmic: ten times as much adds the same number of points everywhere.
    """
    if amount <= zero:
        return 0.0
    return min(100.0, 100 * math.log(amount / zero) / math.log(full / zero))


def known_money(case: Case, scales: Scales) -> tuple[Yearly, tuple[float, float]] | str:
    """Give the money a year and its scale, or say why there is none."""
    yearly = case.figures.yearly
    if isinstance(yearly, Unknown):
        return yearly.why
    if yearly is None:
        return say(_NO_EFFECT, case.language)
    scale = scales.money.get(yearly.currency)
    if scale is None:
        return say(_NO_RATE, case.language, currency=yearly.currency)
    return yearly, scale


def days_or_usual(case: Case, scales: Scales) -> tuple[float, float, float, tuple[str, ...]]:
    """Give the least, middle and greatest person-days, and what is unknown of them."""
    days = case.figures.days
    if days is not None:
        return days.low, days.mid, days.high, ()
    unknown = say(_NO_EFFORT, case.language, days=number(scales.days, case.language))
    return scales.days / SPREAD, scales.days, scales.days * SPREAD, (unknown,)


def without_figure(case: Case, scales: Scales, unknown: tuple[str, ...]) -> Base:
    """Give a card whose main figure cannot be weighed the points its lane sets aside for that.

    The range ends where the lane says that such cards end: from nothing to everything says nothing.
    """
    note = say(_NO_FIGURE, case.language)
    grade = case.grade.entry.weight
    return Base(scales.unknown, 0.0, scales.at_most, grade, note, unknown)


def grade_note(case: Case) -> str:
    """Name the evidence and its weight: «0,6 (данные)»."""
    name = getattr(case.grade.entry.name, "ru" if case.language == "ru" else "en")
    return f"{number(case.grade.entry.weight, case.language, 2)} ({name})"


def days_note(case: Case, days: float) -> str:
    """Write person-days."""
    return f"{number(days, case.language, 1)} {say(_DAYS, case.language)}"


_DAYS: Texts = {"ru": "чел.-дн.", "en": "person-days"}
_NO_FIGURE: Texts = {
    "ru": "главной цифры нет, взято значение по умолчанию",
    "en": "the main figure is not known, the default is taken",
}
_NO_EFFECT: Texts = {"ru": "эффект числом", "en": "the effect as a number"}
_NO_RATE: Texts = {
    "ru": "эффект в {currency}: в context.yaml нет курса",
    "en": "the effect in {currency}: context.yaml has no rate",
}
_NO_EFFORT: Texts = {
    "ru": "трудозатраты: оценки нет, взято {days} чел.-дн.",
    "en": "the effort: no estimate, {days} person-days are assumed",
}
