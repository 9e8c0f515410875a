"""Named indicators that should change, and what each is worth as a proof."""

import re

from enrichment.reading.answers import covered, empty, filled, unanswered, worst
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import (
    ARROW,
    BASELINE,
    COMPLAINT,
    FAILING,
    GAUGING,
    HINT,
    JUDGEMENT,
    METRIC,
    NEGATIVE,
    PAST,
    PROMISE,
    RAISING,
    SPEND,
    SUCCESS,
    TARGET,
    TERMS,
    VAGUE_METRIC,
    WISH,
)
from enrichment.reading.indicators import named, unlisted
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import Empty, Metric, Place, Slot

Metrics = tuple[Metric, ...]
_PROMISING = frozenset({"", "goal", "effect", "change", "reason", "success", "metric"})
_MANY = 12
_SHORT = 9  # words of a clause that only says where an indicator stands
_TITLE = 12  # words of an indicator's name with its bound
_BOUND = re.compile(r"[≥≤=<>]")
_BROKEN = FAILING | COMPLAINT | NEGATIVE
_FEW = 4  # words of a vague name
_NAMED = SUCCESS | METRIC | VAGUE_METRIC | GAUGING | ARROW | TARGET | BASELINE


def read_metrics(said: Said) -> Slot[Metrics]:
    """Every indicator the card names as one to move; those asked for by name come first.

    Without one the slot says why the words found do not count.
    """
    clauses = said.where("metric", "goal", "effect", "success", groups=_NAMED)
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


def _asked(clause: Clause) -> Slot[Metrics] | None:
    """Under the heading «Метрика» any name that is not a vague one counts."""
    if reason := unanswered(clause):
        return empty(clause, reason)
    found = tuple(named(clause))
    if found:
        return filled(found, clause)
    changed = any(one.to is not None or one.unit for one in clause.amounts)
    if clause.turn and not clause.amounts:
        return None  # after the answer other things are told
    if not changed and _vague(clause):
        return empty(clause, Empty.VAGUE)
    return filled((unlisted(clause),), clause)


def _vague(clause: Clause) -> bool:
    """Whether hardly more is named than «продажи», «порядок в каталоге», "developer happiness"."""
    words = clause.length
    if words - covered(clause, VAGUE_METRIC | JUDGEMENT | RAISING | WISH) <= 1 + words // 4:
        return True
    heads = {mark.first for mark in clause.marks(VAGUE_METRIC)}
    return words <= _FEW and not heads.isdisjoint({0, words - 1})


def _promised(clause: Clause) -> Slot[Metrics] | None:
    """In other places a metric counts when the clause says that it should change."""
    aiming = clause.slot in ("goal", "effect")
    known = clause.mask & (METRIC | VAGUE_METRIC)
    raised = clause.mask & (RAISING | PROMISE)
    moved = any(one.to is not None or one.sign for one in clause.amounts)
    aimed = bool(clause.amounts) and (aiming or clause.mask & TARGET or _stands(clause))
    if clause.place is Place.TITLE and not (moved and known):
        return None
    if (aiming or known) and (moved or aimed or raised) and (found := tuple(named(clause))):
        return filled(found, clause)
    if _bounded(clause) or _judged(clause) or _titled(clause) or _shifted(clause, aiming=aiming):
        if not clause.amounts and _vague(clause):
            return empty(clause, Empty.VAGUE)
        return filled(tuple(named(clause)) or (unlisted(clause),), clause)
    return empty(clause, Empty.VAGUE) if raised and clause.mask & VAGUE_METRIC else None


def _stands(clause: Clause) -> bool:
    """Whether a short clause says nothing but where an indicator is, or should be."""
    said = clause.mask & (BASELINE | WISH) and clause.length <= _SHORT
    first = clause.first(METRIC)
    return bool(said) and first is not None and first.first <= 1


def _judged(clause: Clause) -> bool:
    """Whether the clause begins by saying what is watched: «следим за долей обращений»."""
    gauge = clause.first(GAUGING)
    return gauge is not None and gauge.first <= 1 and clause.length > gauge.last + 1


def _titled(clause: Clause) -> bool:
    """Whether the whole clause is an indicator's name with its bound: «доля дублей ≤ 1 %»."""
    if clause.mask & (_BROKEN | SPEND | TERMS | PAST) or clause.length > _TITLE:
        return False
    first = clause.first(METRIC)
    if first is None or first.first or clause.place is Place.TITLE:
        return False
    counted = isinstance(first.payload, Metered) and first.payload.id == "share"
    return counted or bool(clause.mask & (BASELINE | TARGET | WISH | ARROW)) or _bound(clause)


def _bounded(clause: Clause) -> bool:
    """Whether a condition of success sets a bound to an indicator: "sessions ≥ 99,7 %"."""
    successful = clause.slot == "success" or clause.mask & SUCCESS
    return bool(successful and clause.mask & METRIC and clause.amounts) and _bound(clause)


def _bound(clause: Clause) -> bool:
    return _BOUND.search(clause.text) is not None


def _shifted(clause: Clause, *, aiming: bool) -> bool:
    """Whether something nobody listed goes from one number to another, or should."""
    changes = [one for one in clause.amounts if one.to is not None]
    if clause.mask & (SPEND | TERMS) or (clause.amounts and clause.amounts[0].start < 2):
        return False
    if changes and (aiming or clause.mask & ARROW):
        return True
    if clause.mask & FAILING and not clause.mask & WISH:
        return False
    counted = [one for one in clause.amounts if not one.horizon]
    both = clause.mask & BASELINE and clause.mask & (TARGET | WISH)
    return len(counted) > 1 and bool(both)
