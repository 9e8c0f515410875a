"""Named indicators that should change, and what each is worth as a proof."""

from collections.abc import Iterable

from enrichment.reading.answers import covered, empty, filled, unanswered, worst
from enrichment.reading.clause import Clause
from enrichment.reading.groups import (
    HINT,
    JUDGEMENT,
    METRIC,
    PROMISE,
    RAISING,
    TARGET,
    VAGUE_METRIC,
    WISH,
)
from enrichment.reading.indicators import named, unlisted
from enrichment.reading.slots import Empty, Metric, Place, Slot

Metrics = tuple[Metric, ...]
_PROMISING = frozenset({"", "goal", "effect", "change", "reason", "success", "metric"})
_MANY = 12


def read_metrics(clauses: Iterable[Clause]) -> Slot[Metrics]:
    """Every indicator the card names as one to move; those asked for by name come first.

    Without one the slot says why the words found do not count.
    """
    slots = [(clause.slot != "metric", slot) for clause in clauses if (slot := _read(clause))]
    told = sorted((pair for pair in slots if pair[1].value), key=lambda pair: pair[0])
    if not told:
        return worst(slot for _, slot in slots)
    found: dict[str, Metric] = {}
    for _, slot in told:
        for metric in slot.value or ():
            found.setdefault(metric.name.casefold(), metric)
    return Slot(tuple(found.values())[:_MANY], told[0][1].quote, None)


def _read(clause: Clause) -> Slot[Metrics] | None:
    if clause.mask & HINT:
        return empty(clause, Empty.PLACEHOLDER) if clause.slot == "metric" else None
    if clause.slot == "metric":
        return _asked(clause)
    if clause.slot not in _PROMISING and clause.turn == 0:
        return None
    return _promised(clause)


def _asked(clause: Clause) -> Slot[Metrics]:
    """Under the heading «Метрика» any name that is not a vague one counts."""
    if reason := unanswered(clause):
        return empty(clause, reason)
    found = tuple(named(clause))
    if found:
        return filled(found, clause)
    changed = any(one.to is not None or one.unit for one in clause.amounts)
    words = clause.length
    if (
        not changed
        and words - covered(clause, VAGUE_METRIC | JUDGEMENT | RAISING | WISH) <= 1 + words // 4
    ):
        return empty(clause, Empty.VAGUE)
    return filled((unlisted(clause),), clause)


def _promised(clause: Clause) -> Slot[Metrics] | None:
    """In other places a metric counts when the clause says that it should change."""
    aiming = clause.slot in ("goal", "effect")
    if not (aiming or clause.mask & (METRIC | VAGUE_METRIC)):
        return None
    raised = clause.mask & (RAISING | PROMISE)
    moved = any(one.to is not None or one.sign for one in clause.amounts)
    aimed = (aiming or clause.mask & TARGET) and bool(clause.amounts)
    if not (moved or aimed or raised) or (clause.place is Place.TITLE and not moved):
        return None
    found = tuple(named(clause))
    if found:
        return filled(found, clause)
    if aiming and any(one.to is not None for one in clause.amounts):
        return filled((unlisted(clause),), clause)
    if raised and clause.mask & VAGUE_METRIC:
        return empty(clause, Empty.VAGUE)
    return None
