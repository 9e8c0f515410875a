"""The figures worked out of a reading and the context."""

from dataclasses import dataclass

from enrichment.effort import Days
from enrichment.money import Unknown, Yearly


@dataclass(frozen=True, slots=True)
class Figures:
    """What rules and models reckon with.

    `yearly` is None when the card promises no number. `grade` is the id of the evidence's grade:
    a card without evidence has the lowest. `step` is an id of the funnel or empty.
    """

    days: Days | None
    yearly: Yearly | Unknown | None
    grade: str
    step: str
