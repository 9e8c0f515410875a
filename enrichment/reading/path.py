"""Which part of the shop a card is about: its area, and the step of the customer's path."""

from enum import StrEnum
from typing import Final, TypeVar

from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import AREA, STEP
from enrichment.reading.phrases import Payload
from enrichment.reading.slots import Area, Place, Slot, Step

T = TypeVar("T", bound=StrEnum)

_AREAS: Final = tuple(Area)
_STEPS: Final = tuple(Step)
_PLACED: Final = {Place.TITLE: 3, Place.COMMENT: 0}
_SLOTTED: Final = (
    dict.fromkeys(("problem", "change", "goal", "metric"), 2)  # the aim of the card
    | dict.fromkeys(("owner", "effort", "deadline", "aside", "stop", "success", "origin"), 0)
)


def read_area(said: Said) -> Slot[Area]:
    """Traffic, site, assortment or service: the one most words point to, the title's first."""
    return _most(said, AREA, _AREAS)


def read_step(said: Said) -> Slot[Step]:
    """The step most words point to; of two equal ones the earlier on the path."""
    return _most(said, STEP, _STEPS)


def _most(said: Said, group: int, choice: tuple[T, ...]) -> Slot[T]:
    pointed: dict[Payload, _Pointed] = {}
    for clause in said.where(groups=group):
        weight = _weight(clause)
        if not weight:
            continue
        for one in clause.marked.phrases(group):
            known = pointed.get(one.payload)
            if known is None:
                pointed[one.payload] = _Pointed(clause, weight)
            elif known.last is not clause:
                known.last = clause
                known.points += weight
    most = 0
    found: Slot[T] = Slot()
    for meant in choice:
        known = pointed.get(meant)
        if known is not None and known.points > most:
            most, found = known.points, Slot(meant, known.first.quote, None)
    return found


class _Pointed:
    """How much words speak for one answer: each counts once a clause."""

    __slots__ = ("first", "last", "points")

    def __init__(self, clause: Clause, weight: int) -> None:
        """Begin with the first clause that has such a word."""
        self.first = self.last = clause
        self.points = weight


def _weight(clause: Clause) -> int:
    placed = _PLACED.get(clause.place)
    return _SLOTTED.get(clause.slot, 1) if placed is None else placed
