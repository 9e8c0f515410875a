"""Which part of the shop a card is about: its area, and the step of the customer's path."""

from enum import StrEnum
from typing import Final, TypeVar

from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import AREA, STEP
from enrichment.reading.slots import Area, Place, Slot, Step

T = TypeVar("T", bound=StrEnum)

_AREAS: Final = tuple(Area)
_STEPS: Final = tuple(Step)
_PLACED: Final = {Place.TITLE: 3.0, Place.COMMENT: 0.0}
_SLOTTED: Final = (
    dict.fromkeys(("problem", "change", "goal", "metric"), 2.0)  # the aim of the card
    | dict.fromkeys(("owner", "effort", "deadline", "aside", "stop", "success", "origin"), 0.0)
)


def read_area(said: Said) -> Slot[Area]:
    """Traffic, site, assortment or service: the one most words point to, the title's first."""
    return _most(said, AREA, _AREAS)


def read_step(said: Said) -> Slot[Step]:
    """The step most words point to; of two equal ones the earlier on the path."""
    return _most(said, STEP, _STEPS)


def _most(said: Said, group: int, choice: tuple[T, ...]) -> Slot[T]:
    type_ = type(choice[0])
    points: dict[T, float] = {}
    first: dict[T, Clause] = {}
    last: dict[T, Clause] = {}
    for clause in said.where(groups=group):
        weight = _weight(clause)
        if not weight:
            continue
        for one in clause.marked.phrases(group):
            meant = one.payload
            if isinstance(meant, type_) and last.get(meant) is not clause:  # once a clause
                last[meant] = clause
                first.setdefault(meant, clause)
                points[meant] = points.get(meant, 0.0) + weight
    if not points:
        return Slot()
    most = max(points.values())
    found = next(one for one in choice if points.get(one) == most)
    return Slot(found, first[found].quote, None)


def _weight(clause: Clause) -> float:
    placed = _PLACED.get(clause.place)
    return _SLOTTED.get(clause.slot, 1.0) if placed is None else placed
