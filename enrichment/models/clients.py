"""Client requests: how many distinct clients are behind it, never how many messages."""

from msgspec.structs import replace

from enrichment.case import Case
from enrichment.models.base import Base, grade_note, log_points, without_figure
from enrichment.models.risk import risk
from enrichment.money import Yearly
from enrichment.packs.model import Scales
from enrichment.wording import Texts, number, say

SILENT = 3.0
"""For each client who speaks up there may be so many who just leave (domain S34)."""


def clients(case: Case, scales: Scales) -> Base:
    """Weigh distinct clients, or the money where that is more.

    Clients who said nothing never lower a card: what it is worth without them is its least.
    """
    silent = _without_clients(case, scales)
    count = case.figures.clients
    if count is None:
        return replace(silent, unknown=(say(_UNCOUNTED, case.language), *silent.unknown))
    spoken = _counted(case, scales, count)
    telling = spoken if spoken.value >= silent.value else silent
    low, high = max(spoken.low, silent.low), max(spoken.high, silent.high)
    return replace(telling, low=low, high=high)


def _counted(case: Case, scales: Scales, count: int) -> Base:
    """Weigh the clients a change will help: as many as the evidence makes likely."""
    grade = case.grade.entry
    topics = [voice.topic for voice in case.figures.ties.voices if voice.clients == count]
    amount, helped = (number(n, case.language) for n in (count, count * grade.weight))
    note = say(_COUNTED, case.language, count=amount, grade=grade_note(case), helped=helped)
    return Base(
        value=log_points(count * grade.weight, *scales.clients),
        low=log_points(count * grade.worst, *scales.clients),
        high=log_points(count * SILENT, *scales.clients),
        certainty=grade.weight,
        note=f"«{topics[0]}», {note}" if topics else note,
    )


def _without_clients(case: Case, scales: Scales) -> Base:
    if isinstance(case.figures.yearly, Yearly):
        return risk(case, scales)
    return without_figure(case, scales, ())


_COUNTED: Texts = {
    "ru": "разных клиентов за год: {count} × {grade} = {helped}",
    "en": "distinct clients in a year: {count} × {grade} = {helped}",
}
_UNCOUNTED: Texts = {
    "ru": "сколько разных клиентов об этом говорят",
    "en": "how many distinct clients speak of it",
}
