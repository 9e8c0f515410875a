"""Effects turned into money a year, through the unit economics, with the calculation shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from enrichment.context import Context
from enrichment.reading.slots import Effect, EffectKind, Period
from enrichment.wording import Texts, money, number, say

A_YEAR: Mapping[Period, float] = {
    Period.YEAR: 1,
    Period.QUARTER: 4,
    Period.MONTH: 12,
    Period.WEEK: 52,
    Period.DAY: 365,
    Period.HOUR: 8760,
    Period.ONCE: 1,
}
"""How often a year; an amount without a period is taken for a year's, which is the least it can be."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """Money a year in `currency`. `note` shows the calculation in the card's language."""

    low: float
    high: float
    currency: str
    note: str

    @property
    def mid(self) -> float:
        """The figure that is reckoned with."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why an effect could not be turned into money, in the card's language."""

    why: str


def yearly(
    effects: tuple[Effect, ...], step: str, context: Context, language: str
) -> Yearly | Unknown | None:
    """Weigh the effect that is worth most; None when no effect has a number.

    Effects of one card are not added up: they are usually one effect told twice, in conversion
    and in money.
    """
    weighed = [_weigh(effect, step, context, language) for effect in effects if _numbered(effect)]
    amounts = [amount for amount in weighed if isinstance(amount, Yearly)]
    if amounts:
        return max(amounts, key=lambda amount: amount.mid)
    return weighed[0] if weighed else None


def _numbered(effect: Effect) -> bool:
    return effect.low is not None or effect.high is not None


def _bounds(effect: Effect) -> tuple[float, float]:
    """Give both ends: «up to X» begins at nothing, «from X» promises no more than X."""
    high = effect.high if effect.high is not None else effect.low or 0.0
    low = effect.low if effect.low is not None else 0.0
    return min(low, high), high


def _weigh(effect: Effect, step: str, context: Context, language: str) -> Yearly | Unknown:
    if effect.currency or effect.kind is EffectKind.MONEY:
        return _amount(effect, context, language)
    convert = _CONVERSIONS.get(effect.kind)
    if convert is None:
        return Unknown(say(_NO_FORMULA, language))
    return convert(effect, step, context, language)


def _amount(effect: Effect, context: Context, language: str) -> Yearly:
    """Bring an amount to a year, and to the context's currency where the rate is known."""
    stated = effect.currency or context.currency
    rate = 1.0 if stated == context.currency else context.rates.get(stated, 0.0)
    currency, factor = (context.currency, rate) if rate else (stated, 1.0)
    times = A_YEAR[effect.period or Period.YEAR]
    low, high = (bound * times * factor for bound in _bounds(effect))
    working = [_between(*_bounds(effect), lambda bound: money(bound, stated, language))]
    working += [f"× {number(times, language)}"] if times != 1 else []
    working += [f"× {number(factor, language, 4)}"] if factor != 1 else []
    return _shown(low, high, currency, " ".join(working), language)


def _conversion(effect: Effect, step: str, context: Context, language: str) -> Yearly | Unknown:
    """Percent: of the orders there are. Points: of those who come to the step, on to the order."""
    orders, order_worth = _orders(context), _order_worth(context)
    if orders is None or order_worth is None:
        return Unknown(say(_NO_ECONOMICS, language))
    base = _entering(step, context) if effect.unit == "pp" else orders
    return _share_of(effect, base, order_worth, context, language)


def _retention(effect: Effect, _: str, context: Context, language: str) -> Yearly | Unknown:
    """Percent: of repeat orders. Points: of clients, each with the repeat orders of a year."""
    orders, order_worth = _orders(context), _order_worth(context)
    per_client = context.economics.orders_per_client_year
    if orders is None or order_worth is None or per_client is None or per_client <= 1:
        return Unknown(say(_NO_ECONOMICS, language))
    repeat = orders * (per_client - 1) / per_client
    base = orders if effect.unit == "pp" else repeat
    return _share_of(effect, base, order_worth, context, language)


def _time(effect: Effect, _: str, context: Context, language: str) -> Yearly | Unknown:
    """Hours saved, at what an hour costs."""
    cost = context.economics.hour_cost
    if cost is None or effect.unit not in {"h", "hour", "hours"} or effect.period is None:
        return Unknown(say(_NO_HOURS, language))
    times = A_YEAR[effect.period]
    low, high = _bounds(effect)
    hours = _between(low, high, lambda bound: number(bound, language, 1))
    price = money(cost, context.currency, language)
    working = f"{hours} {say(_HOURS, language)} × {number(times, language)} × {price}"
    return _shown(low * times * cost, high * times * cost, context.currency, working, language)


_CONVERSIONS: Mapping[EffectKind, Callable[[Effect, str, Context, str], Yearly | Unknown]] = {
    EffectKind.CONVERSION: _conversion,
    EffectKind.RETENTION: _retention,
    EffectKind.TIME: _time,
}


def _share_of(
    effect: Effect, base: float, worth: float, context: Context, language: str
) -> Yearly | Unknown:
    if effect.unit not in {"pp", "%"}:
        return Unknown(say(_NO_FORMULA, language))
    low, high = _bounds(effect)
    share = _between(low, high, lambda bound: number(bound, language, 2))
    unit = say(_POINTS, language) if effect.unit == "pp" else "%"
    working = (
        f"{share} {unit} × {number(base, language)} × {money(worth, context.currency, language)}"
    )
    factor = base * worth / 100
    return _shown(low * factor, high * factor, context.currency, working, language)


def _orders(context: Context) -> float | None:
    """Orders a year: those who reach the last step of the funnel."""
    if not context.funnel.steps:
        return None
    return context.funnel.steps[-1].count * A_YEAR[context.funnel.period]


def _entering(step: str, context: Context) -> float:
    """How many of those a year who come to `step` would order, if all passed it.

    One point of conversion at the step is one hundredth of them. Without a step: all visits.
    """
    steps = context.funnel.steps
    ids = [entry.id for entry in steps]
    here = ids.index(step) if step in ids else 0
    onward = 1.0
    if step in ids and here + 1 < len(steps):
        onward = min(1.0, steps[-1].count / steps[here + 1].count)
    return steps[here].count * A_YEAR[context.funnel.period] * onward


def _order_worth(context: Context) -> float | None:
    """What the business keeps of an average order: its margin after commission."""
    economics = context.economics
    if economics.average_order is None or economics.margin is None:
        return None
    return economics.average_order * max(0.0, economics.margin - economics.commission)


def _between(low: float, high: float, write: Callable[[float], str]) -> str:
    return write(low) if low == high else f"{write(low)}–{write(high)}"


def _shown(low: float, high: float, currency: str, working: str, language: str) -> Yearly:
    total = _between(low, high, lambda bound: money(bound, currency, language))
    return Yearly(low, high, currency, f"{working} = {total} {say(_PER_YEAR, language)}")


_PER_YEAR: Texts = {"ru": "в год", "en": "a year"}
_POINTS: Texts = {"ru": "п.п.", "en": "pp"}
_HOURS: Texts = {"ru": "ч", "en": "h"}
_NO_FORMULA: Texts = {
    "ru": "эффект не в деньгах: формулы для его пересчёта нет",
    "en": "the effect is not in money and there is no formula to convert it",
}
_NO_ECONOMICS: Texts = {
    "ru": "эффект в деньгах: в context.yaml нет воронки, среднего чека или маржи",
    "en": "the effect in money: context.yaml has no funnel, average order or margin",
}
_NO_HOURS: Texts = {
    "ru": "экономия времени в деньгах: нет периода или стоимости часа в context.yaml",
    "en": "the time saved in money: no period, or no cost of an hour in context.yaml",
}
