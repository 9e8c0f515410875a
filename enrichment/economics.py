"""The unit economics of the context: what a share of the funnel, an order or an hour is worth."""

from collections.abc import Mapping

from enrichment.context import Context
from enrichment.reading.slots import Period
from enrichment.wording import Texts

A_YEAR: Mapping[Period, float] = {
    Period.YEAR: 1,
    Period.QUARTER: 4,
    Period.MONTH: 12,
    Period.WEEK: 52,
    Period.DAY: 365,
    Period.HOUR: 8760,
    Period.ONCE: 1,
}
"""How often a year each period comes."""


class Missing(Exception):
    """The context does not hold what a conversion needs; `what` says it in both languages."""

    def __init__(self, what: Texts) -> None:
        """Keep what is missing."""
        super().__init__(what)
        self.what = what


def orders_at(step: str | None, context: Context) -> float:
    """Orders a year if all who come to a step passed it; the orders there are for None.

    One point of conversion at the step is a hundredth of them. The order itself is passed by those
    who come to the step before; a step nobody knows ("") is the first, a visit.
    """
    steps = context.funnel.steps
    if not steps:
        raise Missing(_NO_FUNNEL)
    times = A_YEAR[context.funnel.period]
    if step is None:
        return steps[-1].count * times
    ids = [entry.id for entry in steps[:-1]]
    if step not in ids:
        return (steps[-2] if step == steps[-1].id and ids else steps[0]).count * times
    here = ids.index(step)
    onward = min(1.0, steps[-1].count / steps[here + 1].count)
    return steps[here].count * times * onward


def repeat_orders(context: Context) -> float:
    """Orders a year that are not a client's first."""
    per_client = context.economics.orders_per_client_year
    if per_client is None:
        raise Missing(_NO_ECONOMICS)
    return orders_at(None, context) * max(0.0, 1 - 1 / per_client)


def order_worth(context: Context, *, marketplace: bool) -> float:
    """What the business keeps of an average order."""
    if context.economics.average_order is None:
        raise Missing(_NO_ECONOMICS)
    return context.economics.average_order * kept_share(context, marketplace=marketplace)


def kept_share(context: Context, *, marketplace: bool) -> float:
    """What the business keeps of what a client pays: the margin, less a marketplace's cut."""
    economics = context.economics
    if economics.margin is None:
        raise Missing(_NO_ECONOMICS)
    return max(0.0, economics.margin - (economics.commission if marketplace else 0.0))


def hours_worth(context: Context) -> float:
    """What an hour of work costs."""
    if context.economics.hour_cost is None:
        raise Missing(_NO_HOURS)
    return context.economics.hour_cost


_NO_FUNNEL: Texts = {
    "ru": "эффект в деньгах: в context.yaml нет воронки",
    "en": "the effect in money: context.yaml has no funnel",
}
_NO_ECONOMICS: Texts = {
    "ru": "эффект в деньгах: в context.yaml нет среднего чека, маржи или частоты заказов",
    "en": "the effect in money: context.yaml has no average order, margin or order frequency",
}
_NO_HOURS: Texts = {
    "ru": "экономия времени в деньгах: в context.yaml нет стоимости часа",
    "en": "the time saved in money: context.yaml has no cost of an hour",
}
