"""What one percent of each parameter of the shop is worth a year (domain S99, S100).

The price is none of them: what a dearer price does to the orders no context knows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from enrichment.context import Context
from enrichment.economics import Missing, order_worth, orders_at, repeat_orders
from enrichment.wording import Texts


@dataclass(frozen=True, slots=True)
class Lever:
    """A parameter and the money a year, in the context's currency, of one percent of it."""

    name: Texts
    worth: float


def levers(context: Context) -> list[Lever]:
    """List what one percent is worth, the most first; what the context cannot tell is left out."""
    return sorted(_levers(context), key=lambda one: -one.worth)


def _levers(context: Context) -> Iterator[Lever]:
    for formula, name in _FORMULAS.items():
        try:
            yield Lever(name, formula(context) / 100)
        except Missing:
            continue


def _conversion(context: Context) -> float:
    return orders_at(None, context) * order_worth(context, marketplace=False)


def _repeated(context: Context) -> float:
    return repeat_orders(context) * order_worth(context, marketplace=False)


def _acquisition(context: Context) -> float:
    """Give what new clients cost."""
    economics = context.economics
    if economics.acquisition_cost is None:
        raise Missing(_NO_COST)
    first = orders_at(None, context) - repeat_orders(context)
    return first * economics.acquisition_cost


_FORMULAS: Mapping[Callable[[Context], float], Texts] = {
    _conversion: {"ru": "конверсии или среднего чека", "en": "conversion or the average order"},
    _repeated: {"ru": "повторных заказов", "en": "repeat orders"},
    _acquisition: {"ru": "стоимости привлечения", "en": "the acquisition cost"},
}

_NO_COST: Texts = {
    "ru": "стоимость привлечения: её нет в context.yaml",
    "en": "the acquisition cost: context.yaml has none",
}
