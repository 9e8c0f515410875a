"""Effects as money a year, with the calculation shown."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from enrichment.context import Context
from enrichment.economics import (
    A_YEAR,
    Missing,
    hours_worth,
    kept_share,
    order_worth,
    orders_at,
    repeat_orders,
)
from enrichment.levers import Lever
from enrichment.reading.slots import Effect, EffectKind, Period
from enrichment.wording import Texts, money, money_between, number, say

_MONEY: Final = EffectKind.MONEY
_ONE_TIME: Final = Period.ONCE


class Yearly(msgspec.Struct, frozen=True):
    """Money a year in `currency`. `note` shows the calculation in the card's language."""

    low: float
    high: float
    currency: str
    note: str

    @property
    def mid(self) -> float:
        """The figure that is reckoned with."""
        return (self.low + self.high) / 2


class Unknown(msgspec.Struct, frozen=True):
    """Why an effect could not be turned into money, in the card's language."""

    why: str


class Terms(msgspec.Struct, frozen=True):
    """What a conversion rests on.

    `marketplace` says that a commission is taken off, `basket` that the card moves the average
    order: money without a period is then money an order. `lever` is the parameter of the shop of
    which one percent is worth most, None where nobody can tell.
    """

    context: Context
    language: str
    step: str = ""
    marketplace: bool = False
    basket: bool = False
    lever: Lever | None = None


def yearly(effects: tuple[Effect, ...], terms: Terms) -> Yearly | Unknown | None:
    """Weigh the effect that is worth most; None when no effect has a number.

    Effects of one card are not added up: they are usually one effect told twice, in conversion
    and in money. An amount without a period is taken for a year's, the least it can be.
    """
    weighed = [_weigh(effect, terms) for effect in effects if _numbered(effect)]
    amounts = [amount for amount in weighed if isinstance(amount, Yearly)]
    if amounts:
        return max(amounts, key=lambda amount: amount.mid)
    return weighed[0] if weighed else None


def _weigh(effect: Effect, terms: Terms) -> Yearly | Unknown:
    try:
        return _formula(effect, terms)(effect, terms)
    except Missing as missing:
        return Unknown(say(missing.what, terms.language))


def _formula(effect: Effect, terms: Terms) -> Callable[[Effect, Terms], Yearly]:
    kind = effect.kind
    if kind is _MONEY and effect.unit == "%":
        return _conversion  # revenue grows as orders do
    if kind is _MONEY and effect.period is None and terms.basket:
        return _basket
    if kind is _MONEY or effect.currency:
        return _amount
    return _CONVERSIONS.get(kind, _no_formula)


def _basket(effect: Effect, terms: Terms) -> Yearly:
    """Money an order: what the margin leaves of it, on every order."""
    context, language = terms.context, terms.language
    if effect.currency not in {"", context.currency}:
        raise Missing(_NO_FORMULA)
    orders, kept = orders_at(None, context), kept_share(context, marketplace=terms.marketplace)
    amount = money_between(*_bounds(effect), context.currency, language)
    working = f"{amount} × {number(orders, language)} × {number(kept * 100, language, 1)} %"
    return _yearly(effect, orders * kept, context.currency, working, language)


def _amount(effect: Effect, terms: Terms) -> Yearly:
    """Bring an amount to a year, and to the context's currency where the rate is known."""
    own = terms.context.currency
    stated = effect.currency or own
    rate = 1.0 if stated == own else terms.context.rates.get(stated, 0.0)
    currency, rate = (own, rate) if rate else (stated, 1.0)
    times = A_YEAR[effect.period or Period.YEAR]
    working = money_between(*_bounds(effect), stated, terms.language)
    if times == 1 and currency == stated:
        return Yearly(*_bounds(effect), currency, f"{working} {_often(effect, terms.language)}")
    working += f" × {number(times, terms.language)}" if times != 1 else ""
    working += f" × {number(rate, terms.language, 4)}" if rate != 1 else ""
    return _yearly(effect, times * rate, currency, working, terms.language)


def _conversion(effect: Effect, terms: Terms) -> Yearly:
    """Percent: of the orders there are. Points: of those who come to the step."""
    step = terms.step if effect.unit == "pp" else None
    return _share(effect, orders_at(step, terms.context), terms)


def _retention(effect: Effect, terms: Terms) -> Yearly:
    """Percent: of the repeat orders there are. Points: of all orders, each to be repeated."""
    repeated = repeat_orders(terms.context)
    base = orders_at(None, terms.context) if effect.unit == "pp" else repeated
    return _share(effect, base, terms)


def _share(effect: Effect, base: float, terms: Terms) -> Yearly:
    if effect.unit not in {"pp", "%"}:
        raise Missing(_NO_FORMULA)
    context, language = terms.context, terms.language
    worth = order_worth(context, marketplace=terms.marketplace)
    unit = say(_POINTS, language) if effect.unit == "pp" else "%"
    share = _between(effect, lambda bound: number(bound, language, 2))
    price = money(worth, context.currency, language)
    working = f"{share} {unit} × {number(base, language)} × {price}"
    return _yearly(effect, base * worth / 100, context.currency, working, language)


def _time(effect: Effect, terms: Terms) -> Yearly:
    """Hours saved, at what an hour costs."""
    context, language = terms.context, terms.language
    if effect.unit not in {"h", "hour"} or effect.period is None:
        raise Missing(_NO_PERIOD)
    cost, times = hours_worth(context), A_YEAR[effect.period]
    hours = _between(effect, lambda bound: number(bound, language, 1))
    price = money(cost, context.currency, language)
    working = f"{hours} {say(_HOURS, language)} × {number(times, language)} × {price}"
    return _yearly(effect, times * cost, context.currency, working, language)


def _no_formula(_: Effect, __: Terms) -> Yearly:
    raise Missing(_NO_FORMULA)


_CONVERSIONS: Mapping[EffectKind, Callable[[Effect, Terms], Yearly]] = {
    EffectKind.CONVERSION: _conversion,
    EffectKind.RETENTION: _retention,
    EffectKind.TIME: _time,
}


def _numbered(effect: Effect) -> bool:
    return effect.low is not None or effect.high is not None


def _bounds(effect: Effect) -> tuple[float, float]:
    """Give both ends: «up to X» begins at nothing, «from X» promises no more than X."""
    high = effect.high if effect.high is not None else effect.low or 0.0
    low = effect.low if effect.low is not None else 0.0
    return min(low, high), high


def _between(effect: Effect, write: Callable[[float], str]) -> str:
    low, high = _bounds(effect)
    return write(low) if low == high else f"{write(low)}–{write(high)}"


def _yearly(effect: Effect, factor: float, currency: str, working: str, language: str) -> Yearly:
    low, high = (bound * factor for bound in _bounds(effect))
    total = money_between(low, high, currency, language)
    shown = total if working == total else f"{working} = {total}"
    return Yearly(low, high, currency, f"{shown} {_often(effect, language)}")


def _often(effect: Effect, language: str) -> str:
    return say(_ONCE if effect.period is _ONE_TIME else _PER_YEAR, language)


_PER_YEAR: Texts = {"ru": "в год", "en": "a year"}
_ONCE: Texts = {"ru": "разово", "en": "once"}
_POINTS: Texts = {"ru": "п.п.", "en": "pp"}
_HOURS: Texts = {"ru": "ч", "en": "h"}
_NO_FORMULA: Texts = {
    "ru": "эффект в деньгах: формулы для такого эффекта нет",
    "en": "the effect in money: there is no formula for an effect of this sort",
}
_NO_PERIOD: Texts = {
    "ru": "экономия времени в деньгах: не сказано, за какой период",
    "en": "the time saved in money: its period is not given",
}
