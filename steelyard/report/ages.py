"""How long open cards have waited, and how long nobody touched them."""

from collections.abc import Sequence
from dataclasses import dataclass

from steelyard.report.rows import Row

BOUNDS = (7, 30, 90, 180, 365)
"""Days; the last band has no end."""

OLDEST = 5


@dataclass(frozen=True, slots=True)
class Band:
    """Cards of one age. `value` is its number; `still` of them nobody touched for so long."""

    value: int
    rows: Sequence[Row]
    share: float
    still: int
    still_share: float


@dataclass(frozen=True, slots=True)
class Ages:
    """The bands from young to old, the usual age in days, and the cards untouched for longest."""

    bands: Sequence[Band]
    median: int
    oldest: Sequence[Row]


def band_of(days: int) -> int:
    """The number of the band these days fall into."""
    return sum(days >= bound for bound in BOUNDS)


def ages_of(queue: Sequence[Row]) -> Ages:
    """The open cards by age."""
    count = len(queue) or 1
    bands = []
    for value in range(len(BOUNDS) + 1):
        rows = [row for row in queue if band_of(row.age) == value]
        still = sum(band_of(row.still) == value for row in queue)
        bands.append(Band(value, rows, len(rows) / count, still, still / count))
    ages = sorted(row.age for row in queue)
    oldest = sorted(queue, key=lambda row: -row.still)[:OLDEST]
    return Ages(bands, ages[len(ages) // 2] if ages else 0, oldest)
