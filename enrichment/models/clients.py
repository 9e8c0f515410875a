"""Client requests: how many distinct clients are behind it, never how many messages."""

from enrichment.case import Case
from enrichment.models.base import Base, log_points, without_figure
from enrichment.models.risk import risk
from enrichment.money import Yearly
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

SILENT = 3.0
"""For each client who speaks up there may be so many who just leave (domain S34)."""


def clients(case: Case, scales: Scales) -> Base:
    """Weigh distinct clients by the voice of the customer; the money when nobody was counted."""
    counts = [voice.clients for voice in case.voices]
    if not counts:
        return _by_money(case, scales)
    count = max(counts)
    topic = next(voice.topic for voice in case.voices if voice.clients == count)
    points = log_points(count, 1, scales.clients)
    amount = number(count, case.language)
    return Base(
        value=points,
        low=points,
        high=log_points(count * SILENT, 1, scales.clients),
        certainty=1.0,
        note=say(_COUNTED, case.language, count=amount, topic=topic),
    )


def _by_money(case: Case, scales: Scales) -> Base:
    uncounted = say(_UNCOUNTED, case.language)
    if not isinstance(case.figures.yearly, Yearly):
        return without_figure(case, scales, (uncounted,))
    base = risk(case, scales)
    return Base(
        base.value, base.low, base.high, base.certainty, base.note, (uncounted, *base.unknown)
    )


_COUNTED: Texts = {
    "ru": "разных клиентов за год: {count} («{topic}»)",
    "en": "distinct clients in a year: {count} ({topic})",
}
_UNCOUNTED: Texts = {
    "ru": "сколько разных клиентов об этом говорят",
    "en": "how many distinct clients speak of it",
}
