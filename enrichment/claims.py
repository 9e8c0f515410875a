"""What a card claims against what can be: its figures among each other and beside the funnel."""

from typing import Final

import msgspec

from enrichment.arithmetic import contradiction
from enrichment.context import Context
from enrichment.economics import Missing, orders_at
from enrichment.money import Terms, Unknown, Yearly, yearly
from enrichment.reading.slots import Effect, EffectKind, Metric, Reading
from enrichment.wording import Texts, money, number, say

_GAINS: Final = frozenset({EffectKind.MONEY, EffectKind.CONVERSION, EffectKind.RETENTION})
_ALIKE = 0.2
"""Percent and points that differ by less of themselves are not told apart."""


class Claims(msgspec.Struct, frozen=True):
    """Figures that do not hold, each as its calculation; empty when there is nothing to say."""

    beyond_funnel: str = ""
    much: str = ""
    contradiction: str = ""
    points: str = ""


def claims_of(reading: Reading, text: str, terms: Terms, worth: Yearly | Unknown | None) -> Claims:
    """Check what a card claims; `worth` is what its effects come to a year."""
    effects = reading.effects.value or ()
    beyond = _beyond_funnel(effects, terms, worth) if effects else ""
    return Claims(
        beyond_funnel=beyond,
        much=_much(effects, terms, worth) if effects and not beyond else "",
        contradiction=contradiction(text, terms.language),
        points=_points(effects, reading.metrics.value or (), terms.language) if effects else "",
    )


def _beyond_funnel(
    effects: tuple[Effect, ...], terms: Terms, worth: Yearly | Unknown | None
) -> str:
    """Compare a gain with all the orders that are lost at its step, at the whole average order.

    Where the step is not known, with the orders there are: few changes double a shop.
    """
    order = terms.context.economics.average_order
    if order is None:
        return ""
    gains = tuple(effect for effect in effects if effect.kind in _GAINS)
    gain = worth if len(gains) == len(effects) else yearly(gains, terms)
    if not isinstance(gain, Yearly) or gain.currency != terms.context.currency:
        return ""
    try:
        lost = _lost_orders(terms.step, terms.context)
    except Missing:
        return ""
    if gain.high <= lost * order:
        return ""
    language, currency = terms.language, terms.context.currency
    return say(
        _KNOWN_STEP if terms.step else _UNKNOWN_STEP,
        language,
        lost=number(lost, language),
        order=money(order, currency, language),
        most=money(lost * order, currency, language),
        claimed=money(gain.high, currency, language),
    )


def _much(effects: tuple[Effect, ...], terms: Terms, worth: Yearly | Unknown | None) -> str:
    """Compare a gain with what one percent of the best lever of the shop is worth (domain S100)."""
    if not isinstance(worth, Yearly) or [one for one in effects if one.kind not in _GAINS]:
        return ""
    context, language, best = terms.context, terms.language, terms.lever
    if best is None or worth.currency != context.currency or worth.mid <= _MUCH * best.worth:
        return ""
    return say(
        _PERCENTS,
        language,
        lever=say(best.name, language),
        worth=money(best.worth, context.currency, language),
        claimed=money(worth.mid, context.currency, language),
        times=number(worth.mid / best.worth, language),
    )


def _lost_orders(step: str, context: Context) -> float:
    now = orders_at(None, context)
    return orders_at(step, context) - now if step else now


def _points(effects: tuple[Effect, ...], metrics: tuple[Metric, ...], language: str) -> str:
    """Find percent that equal the metric's change in points: +0,3 % for 2,4 % → 2,7 %."""
    for metric in metrics:
        start, end = metric.baseline, metric.target
        if metric.unit != "%" or not start or end is None or start == end:
            continue
        points, share = abs(end - start), abs(end - start) / abs(start) * 100
        if any(_confused(effect, points, share) for effect in effects):
            written = [number(figure, language, 2) for figure in (start, end, points, share)]
            return say(_POINTS, language).format(*written)
    return ""


def _confused(effect: Effect, points: float, share: float) -> bool:
    told = effect.high if effect.high is not None else effect.low
    if effect.unit != "%" or effect.kind not in _GAINS or not told:
        return False
    return _near(told, points) and not _near(told, share)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(one, other)


_MUCH = 20
"""Percents of the best lever that one card seldom moves."""

_PERCENTS: Texts = {
    "ru": "1 % ({lever}) даёт {worth} в год, а обещано {claimed}: столько же, сколько {times} %",
    "en": "1% of {lever} is worth {worth} a year, and {claimed} is promised: as much as {times}%",
}
_KNOWN_STEP: Texts = {
    "ru": "на этом шаге теряют {lost} заказов в год × {order} = {most}, а обещано {claimed}",
    "en": "the step loses {lost} orders a year × {order} = {most}, and {claimed} is promised",
}
_UNKNOWN_STEP: Texts = {
    "ru": "весь магазин: {lost} заказов в год × {order} = {most}, а обещано {claimed}",
    "en": "the whole shop: {lost} orders a year × {order} = {most}, and {claimed} is promised",
}
_POINTS: Texts = {
    "ru": "{} % → {} % — это +{} п.п., или {} %",
    "en": "{}% → {}% is {} percentage points, or {}%",
}
