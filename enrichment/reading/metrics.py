"""Named indicators that should change, and what each is worth as a proof."""

import re
from typing import Final

from enrichment.reading.answers import empty, filled, unanswered, worst
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import (
    ARROW,
    BASELINE,
    COMPLAINT,
    COUNTED,
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
from enrichment.reading.indicators import SHARE, named, unlisted
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import (
    IN_TITLE,
    Empty,
    Metric,
    Slot,
)

Metrics = tuple[Metric, ...]
_PROMISING: Final = frozenset({"", "goal", "effect", "change", "reason", "success", "metric"})
_MANY: Final = 12
_SHORT: Final = 9  # words of a clause that only says where an indicator stands
_TITLE: Final = 12  # words of an indicator's name with its bound
_BOUND: Final = re.compile(r"[≥≤=<>]")
_HEAD: Final = 2  # characters before a number that begins its clause
_OTHERWISE: Final = FAILING | COMPLAINT | NEGATIVE | SPEND | TERMS | PAST
_AIMING: Final = frozenset({"goal", "effect"})
_KNOWN: Final = METRIC | VAGUE_METRIC
_RAISED: Final = RAISING | PROMISE
_TOLD: Final = _KNOWN | GAUGING | BASELINE
_EMPTY: Final = VAGUE_METRIC | JUDGEMENT | RAISING | WISH
_FEW: Final = 4  # words of a vague name
_NAMED: Final = SUCCESS | METRIC | VAGUE_METRIC | GAUGING | ARROW | TARGET | BASELINE


def read_metrics(said: Said) -> Slot[Metrics]:
    """Every indicator the card names as one to move; those asked for by name come first.

    Without one the slot says why the words found do not count.
    """
    asked: list[Slot[Metrics]] = []
    told: list[Slot[Metrics]] = []
    empties: list[Slot[Metrics]] = []
    for clause in said.where("metric", "goal", "effect", "success", groups=_NAMED):
        slot = _read(clause)
        if slot is None:
            continue
        if slot.empty is not None:
            empties.append(slot)
        elif clause.slot == "metric":
            asked.append(slot)
        else:
            told.append(slot)
    return _together(asked + told) if asked or told else worst(empties)


def _together(told: list[Slot[Metrics]]) -> Slot[Metrics]:
    """The metrics of several clauses as one slot, each name once, quoted where the first stands."""
    found: dict[str, Metric] = {}
    for slot in told:
        for metric in slot.value or ():
            found.setdefault(metric.name.casefold(), metric)
    return Slot(tuple(found.values())[:_MANY], told[0].quote, None)


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
    found = named(clause)
    if found:
        return filled(found, clause)
    if clause.turn and not clause.amounts:
        return None  # after the answer other things are told
    if not _measured(clause) and _vague(clause):
        return empty(clause, Empty.VAGUE)
    return filled((unlisted(clause),), clause)


def _measured(clause: Clause) -> bool:
    """Whether one of its numbers has a unit, or changes."""
    for one in clause.amounts:  # noqa: SIM110 - a generator costs more than all it looks at
        if one.unit or one.to is not None:
            return True
    return False


def _vague(clause: Clause) -> bool:
    """Whether hardly more is named than «продажи», «порядок в каталоге», "developer happiness"."""
    words = clause.length
    if words - clause.marked.covered(_EMPTY) <= 1 + words // 4:
        return True
    heads = {mark.first for mark in clause.marks(VAGUE_METRIC)}
    return words <= _FEW and not heads.isdisjoint({0, words - 1})


def _promised(clause: Clause) -> Slot[Metrics] | None:
    """In other places a metric counts when the clause says that it should change."""
    mask = clause.mask
    aiming = clause.slot in _AIMING
    if not mask & (_TOLD | COUNTED if aiming else _TOLD | ARROW):
        return None
    if clause.place == IN_TITLE and not (mask & _KNOWN and _moved(clause)):
        return None
    if mask & METRIC and _meant(clause, aiming=aiming) and (found := named(clause)):
        return filled(found, clause)
    if _shown(clause, aiming=aiming):
        if not clause.amounts and _vague(clause):
            return empty(clause, Empty.VAGUE)
        return filled(named(clause) or (unlisted(clause),), clause)
    vague = mask & VAGUE_METRIC and mask & _RAISED
    return empty(clause, Empty.VAGUE) if vague else None


def _meant(clause: Clause, *, aiming: bool) -> bool:
    """Whether an indicator should change: some word says so, or a number beside it does."""
    if clause.mask & _RAISED:
        return True
    if not clause.amounts:
        return False
    return aiming or bool(clause.mask & TARGET) or _moved(clause) or _stands(clause)


def _moved(clause: Clause) -> bool:
    for one in clause.amounts:  # noqa: SIM110 - as above
        if one.sign or one.to is not None:
            return True
    return False


def _stands(clause: Clause) -> bool:
    """Whether a short clause says nothing but where an indicator is, or should be."""
    said = clause.mask & (BASELINE | WISH) and clause.length <= _SHORT
    return bool(said) and clause.begins(METRIC, within=1)


def _shown(clause: Clause, *, aiming: bool) -> bool:
    """Whether its form shows an indicator where no word says that one should change."""
    mask = clause.mask
    if mask & METRIC and (_bounded(clause) or _titled(clause)):
        return True
    if mask & GAUGING and _judged(clause):
        return True
    return bool(mask & COUNTED) and _shifted(clause, aiming=aiming)


def _judged(clause: Clause) -> bool:
    """Whether the clause begins by saying what is watched: «следим за долей обращений»."""
    gauge = clause.first(GAUGING)
    return gauge is not None and gauge.first <= 1 and clause.length > gauge.last + 1


def _titled(clause: Clause) -> bool:
    """Whether the whole clause is an indicator's name with its bound: «доля дублей ≤ 1 %»."""
    if clause.mask & _OTHERWISE or clause.length > _TITLE or clause.place == IN_TITLE:
        return False
    if not clause.begins(METRIC):
        return False
    return (
        bool(clause.mask & (BASELINE | TARGET | WISH | ARROW)) or _share(clause) or _bound(clause)
    )


def _share(clause: Clause) -> bool:
    """Whether the first indicator is a share of something."""
    payload = clause.marked.phrases(METRIC)[0].payload
    return isinstance(payload, Metered) and payload.id == SHARE


def _bounded(clause: Clause) -> bool:
    """Whether a condition of success sets a bound to an indicator: "sessions ≥ 99,7 %"."""
    successful = clause.slot == "success" or clause.mask & SUCCESS
    return bool(successful and clause.amounts) and _bound(clause)


def _bound(clause: Clause) -> bool:
    return _BOUND.search(clause.text) is not None


def _shifted(clause: Clause, *, aiming: bool) -> bool:
    """Whether something nobody listed goes from one number to another, or should."""
    mask = clause.mask
    changing = aiming or mask & ARROW
    both = mask & BASELINE and (mask & WISH or (mask & TARGET and not mask & FAILING))
    if not (changing or both) or mask & (SPEND | TERMS):
        return False
    amounts = clause.amounts
    if not amounts or amounts[0].start < _HEAD:
        return False
    if changing:
        for one in amounts:
            if one.to is not None:
                return True
    return bool(both) and len([one for one in amounts if not one.horizon]) > 1
