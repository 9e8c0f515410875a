"""Effort in person-days, whatever it was written in."""

import msgspec

from enrichment.context import Context
from enrichment.reading.slots import Effort

HOURS_A_DAY = 8
WORKDAYS_A_WEEK = 5
WORKDAYS_A_MONTH = 21

_TSHIRTS = {"XS": 1.0, "S": 3.0, "M": 8.0, "L": 20.0, "XL": 40.0, "XXL": 80.0}


class Days(msgspec.Struct, frozen=True):
    """Person-days: both ends and the middle of an estimate."""

    low: float
    high: float

    @property
    def mid(self) -> float:
        """The figure that is reckoned with."""
        return (self.low + self.high) / 2


def days_of(effort: Effort | None, context: Context) -> Days | None:
    """Convert an estimate; None when there is none, or its unit means nothing here."""
    if effort is None:
        return None
    if effort.unit == "tshirt":
        size = _TSHIRTS.get(effort.size.upper())
        return Days(size, size) if size else None
    unit = _unit_days(effort.unit, context)
    high = effort.value if effort.high is None else effort.high
    if unit is None or effort.value <= 0:
        return None
    return Days(effort.value * unit, max(effort.value, high) * unit)


def _unit_days(unit: str, context: Context) -> float | None:
    units = {
        "sp": context.sprint.point_days,
        "hour": 1 / HOURS_A_DAY,
        "day": 1.0,
        "week": WORKDAYS_A_WEEK,
        "month": WORKDAYS_A_MONTH,
        "sprint": context.sprint.days * WORKDAYS_A_WEEK / 7,
    }
    return units.get(unit)
