"""An amount: a number with what it counts and where it stands."""

from typing import Any, Final

from enrichment.reading.slots import Period

TIMES: Final = frozenset({"h", "min", "s", "ms", "day", "week", "month"})
"""The units that are spans of time."""

SYMBOLS: Final = "$€£₽₸¥₹₴₺₼֏₾₩₪₫₱₦฿"
"""The signs of currencies."""


class Amount:
    """A number with what it counts and where it stands; nobody changes one that others have.

    `low` and `high` are equal for one number; an open bound is None. `sign` is "+", "-" or "".
    `begin` is where the figure itself starts, `start` where its sign or currency does. `to` is
    the second number of a change («с 2% до 2,4%», "11% -> 5%"). `horizon` says that it is a span
    of time something should happen in («за 60 дней»), `delta` that it says by how much («на 5 %»),
    `noun` what is counted when no unit is known, `scaled` that it was written with «тыс» or "k".
    `working` is the calculation of an amount that was multiplied out. `factor` is what «тыс» or
    "k" stands for.
    """

    __slots__ = (
        *("begin", "currency", "delta", "end", "factor", "high", "horizon", "lead", "low"),
        *("noun", "period", "scaled", "sign", "start", "to", "unit", "working"),
    )

    def __init__(  # noqa: PLR0913 - all that can be said of a number
        self,
        *,
        low: float | None,
        high: float | None,
        currency: str,
        unit: str,
        noun: str,
        sign: str,
        start: int,
        begin: int,
        end: int,
        lead: str,
        scaled: bool,
        horizon: bool,
        delta: bool,
        factor: float,
        period: Period | None = None,
        to: float | None = None,
        working: str = "",
    ) -> None:
        """Keep what was read."""
        self.low, self.high = low, high
        self.currency, self.unit, self.noun = currency, unit, noun
        self.sign, self.start, self.begin, self.end = sign, start, begin, end
        self.lead, self.horizon, self.delta = lead, horizon, delta
        self.scaled, self.factor = scaled, factor
        self.period, self.to, self.working = period, to, working

    @property
    def counted(self) -> bool:
        """Whether the number says what it counts."""
        return bool(self.currency or self.unit or self.noun)

    @property
    def value(self) -> float:
        """The number itself; of a range the lower end."""
        return self.low if self.low is not None else self.high or 0.0


def replace(one: Amount, **changes: Any) -> Amount:
    """The same amount but for what changes."""
    new = Amount(
        low=one.low,
        high=one.high,
        currency=one.currency,
        unit=one.unit,
        noun=one.noun,
        sign=one.sign,
        start=one.start,
        begin=one.begin,
        end=one.end,
        lead=one.lead,
        scaled=one.scaled,
        horizon=one.horizon,
        delta=one.delta,
        factor=one.factor,
        period=one.period,
        to=one.to,
        working=one.working,
    )
    for name, value in changes.items():
        setattr(new, name, value)
    return new
