"""Which part of the shop a card is about: its area, and the step of the customer's path."""

from collections import defaultdict
from enum import StrEnum
from typing import TypeVar

from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import AREA, STEP
from enrichment.reading.slots import Area, Place, Quote, Slot, Step

T = TypeVar("T", bound=StrEnum)

_TITLE = 3.0
_AIMS = frozenset({"problem", "change", "goal", "metric"})
_AIM = 2.0
_IDLE = frozenset({"owner", "effort", "deadline", "aside", "stop", "success", "origin"})


def read_area(said: Said) -> Slot[Area]:
    """Traffic, site, assortment or service: the one most words point to, the title's first."""
    return _most(said, AREA, Area)


def read_step(said: Said) -> Slot[Step]:
    """The step most words point to; of two equal ones the earlier on the path."""
    return _most(said, STEP, Step)


def _most(said: Said, group: int, choice: type[T]) -> Slot[T]:
    points: dict[T, float] = defaultdict(float)
    quotes: dict[T, Quote] = {}
    for clause in said.where(groups=group):
        weight = _weight(clause)
        for payload in {one.payload for one in clause.marked.phrases(group)} if weight else ():
            meant = choice(str(payload))
            points[meant] += weight
            quotes.setdefault(meant, clause.quote)
    if not points:
        return Slot()
    found = max(choice, key=lambda one: points[one])
    return Slot(found, quotes[found], None)


def _weight(clause: Clause) -> float:
    if clause.place is Place.TITLE:
        return _TITLE
    if clause.place is Place.COMMENT or clause.slot in _IDLE:
        return 0.0
    return _AIM if clause.slot in _AIMS else 1.0
