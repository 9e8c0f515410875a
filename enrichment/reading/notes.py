"""The slots that hold a sentence: change, evidence, success, stop, own value, learning, urgency."""

from enrichment.reading.answers import empty, filled, unanswered
from enrichment.reading.clauses import Clause
from enrichment.reading.groups import (
    CONDITION,
    HALT,
    LEARNING,
    OWN_VALUE,
    PENALTY,
    PROMISE,
    SOURCE,
    SUCCESS,
    TARGET,
    TERMS,
    WISH,
)
from enrichment.reading.problem import fact
from enrichment.reading.slots import Slot

_RUNNING = frozenset({"", "success", "stop", "effect", "metric", "reason", "problem"})
_GIVEN = frozenset({"effect", "metric", "effort", "deadline", "success", "stop", "change", "risk"})
_FEW = 10


def read_change(clause: Clause) -> Slot[str] | None:
    """What is proposed: a section, or a sentence that wants something."""
    if clause.slot == "change":
        return _section(clause)
    wish = clause.first(WISH)
    if clause.slot or wish is None or wish.first > 3 or clause.length < 3:
        return None
    return filled(clause.text, clause)


def read_evidence(clause: Clause) -> Slot[str] | None:
    """Data in hand: a section, or a sentence with a source and a number, or a counted fact."""
    if clause.slot == "evidence":
        return _section(clause)
    running = clause.slot in ("", "problem", "reason") or clause.turn > 0
    if not running or clause.slot in _GIVEN or not clause.amounts:
        return None
    if clause.mask & SOURCE and not clause.mask & WISH:
        return filled(clause.text, clause)
    share = any(one.unit == "%" and one.sign != "+" for one in clause.amounts)
    if share and not clause.mask & (WISH | PROMISE | TARGET | PENALTY | TERMS):
        return filled(clause.text, clause)
    told = fact(clause) and _weighty(clause) and not clause.mask & PENALTY
    return filled(clause.text, clause) if told else None


def _weighty(clause: Clause) -> bool:
    """Whether a fact is counted: money, time, or more than a few of something."""
    return any(
        one.currency or one.unit or (one.noun and one.value >= _FEW) for one in clause.amounts
    )


def read_success(clause: Clause) -> Slot[str] | None:
    """A condition under which the work counts as a success."""
    if clause.slot == "success":
        return None if clause.mask & HALT else _section(clause)
    if clause.slot in _RUNNING and clause.mask & SUCCESS and (clause.amounts or clause.length > 3):
        return filled(clause.text, clause)
    return None


def read_stop(clause: Clause) -> Slot[str] | None:
    """A condition under which the work is stopped or rolled back."""
    if clause.slot == "stop":
        return _section(clause)
    if (
        clause.slot in _RUNNING
        and clause.mask & HALT
        and (clause.mask & CONDITION or clause.amounts)
    ):
        return filled(clause.text, clause)
    return None


def read_own_value(clause: Clause) -> Slot[str] | None:
    """Why an idea from the market is worth anything to this shop."""
    if clause.slot == "own_value":
        return _section(clause)
    if clause.slot in ("", "reason", "effect") and clause.mask & OWN_VALUE and clause.length > 4:
        return filled(clause.text, clause)
    return None


def read_learning(clause: Clause) -> Slot[str] | None:
    """What was learnt, on a card whose experiment is over."""
    if clause.slot == "learning":
        return _section(clause)
    if clause.slot in ("", "success") and clause.mask & LEARNING:
        return filled(clause.text, clause)
    return None


def read_urgent(clause: Clause) -> Slot[str] | None:
    """Words that press, wherever they stand."""
    return filled(clause.text, clause)


def _section(clause: Clause) -> Slot[str]:
    if reason := unanswered(clause):
        return empty(clause, reason)
    return filled(clause.text, clause)
