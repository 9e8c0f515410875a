"""An amount: a number with what it counts and where it stands."""

from typing import Final

import msgspec

from enrichment.reading.slots import Period

TIMES: Final = frozenset({"h", "min", "s", "ms", "day", "week", "month"})
"""The units that are spans of time."""

SYMBOLS: Final = "$€£₽₸¥₹₴₺₼֏₾₩₪₫₱₦฿"
"""The signs of currencies."""


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A number with what it counts and where it stands.

    `low` and `high` are equal for one number; an open bound is None. `sign` is "+", "-" or "".
    `begin` is where the figure itself starts, `start` where its sign or currency does. `to` is
    the second number of a change («с 2% до 2,4%», "11% -> 5%"). `horizon` says that it is a span
    of time something should happen in («за 60 дней»), `delta` that it says by how much («на 5 %»),
    `noun` what is counted when no unit is known, `scaled` that it was written with «тыс» or "k".
    `working` is the calculation of an amount that was multiplied out. `factor` is what «тыс» or
    "k" stands for.
    """

    low: float | None
    high: float | None
    currency: str
    unit: str
    noun: str
    sign: str
    start: int
    begin: int
    end: int
    lead: str = ""
    scaled: bool = False
    horizon: bool = False
    delta: bool = False
    period: Period | None = None
    to: float | None = None
    working: str = ""
    factor: float = 1.0

    @property
    def counted(self) -> bool:
        """Whether the number says what it counts."""
        return bool(self.currency or self.unit or self.noun)

    @property
    def value(self) -> float:
        """The number itself; of a range the lower end."""
        return self.low if self.low is not None else self.high or 0.0
