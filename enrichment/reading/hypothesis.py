"""A hypothesis of five parts: problem, change, effect, metric, and how it is measured."""

from typing import Any

from enrichment.reading.slots import Hypothesis, Slot


def read_hypothesis(
    problem: Slot[str], change: Slot[str], effect: Slot[Any], metric: Slot[Any], method: Slot[str]
) -> Slot[Hypothesis]:
    """The five parts in the card's words; a hypothesis has a change and something it should do."""
    if change.value is None or (effect.value is None and metric.value is None):
        return Slot()
    told = Hypothesis(
        _words(problem), _words(change), _words(effect), _words(metric), _words(method)
    )
    return Slot(told, change.quote, None)


def _words(slot: Slot[Any]) -> str:
    quote = slot.quote
    return "" if quote is None or slot.value is None else quote.text
