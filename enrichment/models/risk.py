"""Infrastructure: likelihood x damage a year, and what the card unblocks."""

from enrichment.case import Case
from enrichment.models.base import Base, grade_note, known_money, log_points, without_figure
from enrichment.packs.model import Scales
from enrichment.wording import Texts, money, number, say

A_BLOCKED_CARD = 3.0
MOST_FOR_BLOCKED = 15.0

_BLOCKS = frozenset({"blocks", "блокирует"})


def risk(case: Case, scales: Scales) -> Base:
    """Weigh the loss avoided by how likely the evidence makes it; blocked cards add to it."""
    blocked = _blocked(case)
    added = blocked_points(case)
    damage = _damage(case, scales)
    working = say(_UNBLOCKS, case.language, count=len(blocked), points=number(added, case.language))
    return Base(
        value=min(100.0, damage.value + added),
        low=min(100.0, damage.low + added),
        high=min(100.0, damage.high + added),
        certainty=damage.certainty,
        note=f"{damage.note}; {working}" if blocked else damage.note,
        unknown=damage.unknown,
    )


def blocked_points(case: Case) -> float:
    """Give the points for the cards that wait for this one."""
    return min(MOST_FOR_BLOCKED, A_BLOCKED_CARD * len(_blocked(case)))


def _blocked(case: Case) -> frozenset[str]:
    links = case.card.links
    return frozenset(link.target for link in links if link.kind.casefold() in _BLOCKS)


def _damage(case: Case, scales: Scales) -> Base:
    known = known_money(case, scales)
    if isinstance(known, str):
        return without_figure(case, scales, (known,))
    yearly, scale = known
    grade = case.grade.entry
    expected = money(yearly.mid * grade.weight, yearly.currency, case.language)
    return Base(
        value=log_points(yearly.mid * grade.weight, *scale),
        low=log_points(yearly.low * grade.worst, *scale),
        high=log_points(yearly.high, *scale),
        certainty=grade.weight,
        note=f"{yearly.note}; × {grade_note(case)} = {expected}",
    )


_UNBLOCKS: Texts = {
    "ru": "ждут карточек: {count}, +{points}",
    "en": "cards that wait for it: {count}, +{points}",
}
