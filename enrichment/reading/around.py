"""One number with what stands around it."""

from typing import Final

from enrichment.reading.amount import TIMES, Amount
from enrichment.reading.fronts import front
from enrichment.reading.tails import tail
from enrichment.reading.words import Words

_MULTIPLY: Final = frozenset("xх×")


def amount_at(text: str, start: int, end: int, value: float, words: Words) -> Amount:
    """The number that stands from `start` to `end` of a text in lower case, as an amount."""
    sign, before, bound, begin, lead = front(text, start, words)
    factor, currency, unit, noun, stop = tail(text, end, words)
    if lead.unit and not (unit or currency or before):
        unit = lead.unit  # «месяцев 5»: about that many
    if factor != 1:
        value = round(value * factor, 9)
    elif lead.scale:  # «тысяч 90»
        factor = lead.scale
        value *= factor
    if start and text[start - 1] in _MULTIPLY:  # «x2»
        unit = "x"
    return Amount(
        low=None if bound == "high" else value,
        high=None if bound == "low" else value,
        currency=before or currency,
        unit=unit,
        noun=noun,
        sign=sign,
        start=begin,
        begin=start,
        end=stop,
        lead=lead.word,
        scaled=factor > 1,
        horizon=lead.horizon and unit in TIMES,
        delta=lead.delta,
        factor=factor,
    )
