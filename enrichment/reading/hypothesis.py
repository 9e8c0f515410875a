"""A hypothesis of five parts: problem, change, effect, metric, and how it is measured."""

from typing import Any

from enrichment.reading.slots import Hypothesis, Slot


def read_hypothesis(
    problem: Slot[str], change: Slot[str], effect: Slot[Any], metric: Slot[Any], method: Slot[str]
) -> Slot[Hypothesis]:
    """The five parts in the card's words; a hypothesis has a change and something it should do."""
    if change.missing or (effect.missing and metric.missing):
        return Slot()
    parts = (problem, change, effect, metric, method)
    return Slot(Hypothesis(*map(_words, parts)), change.quote, None)


def _words(slot: Slot[Any]) -> str:
    return slot.quote.text if slot.quote is not None and not slot.missing else ""
