"""The slots that hold a sentence: change, success, stop, shift, method, own value, learning."""

from typing import Final

from enrichment.reading.answers import empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.groups import (
    CHANGING,
    CONDITION,
    CONDITIONAL,
    HALT,
    LEARNING,
    METHOD,
    OWN_VALUE,
    SUCCESS,
    WISH,
)
from enrichment.reading.slots import (
    IN_COMMENT,
    Slot,
)

_MEASURED: Final = frozenset({"", "metric", "change", "success", "goal", "reason"})
_SAID: Final = 3  # words
_WISHED: Final = 3  # words before one that wants something
_RUNNING: Final = frozenset({"", "success", "stop", "effect", "metric", "reason", "problem"})


def read_change(clause: Clause) -> Slot[str] | None:
    """What is proposed: a section, or a sentence that wants something."""
    if clause.slot == "change":
        return None if _conditional(clause) else _section(clause)
    if clause.slot or clause.length < _SAID or not clause.begins(WISH, within=_WISHED):
        return None
    return filled(clause.text, clause)


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


def read_shift(clause: Clause) -> Slot[str] | None:
    """A sign to change the approach, neither success nor stop."""
    if clause.slot == "shift" or (clause.slot == "change" and _conditional(clause)):
        return _section(clause)
    told = clause.mask & CHANGING and clause.mask & (CONDITIONAL | CONDITION)
    return filled(clause.text, clause) if told and clause.slot != "evidence" else None


def _conditional(clause: Clause) -> bool:
    """Whether the clause begins with «если»: "change: if pots outsell plants"."""
    return clause.begins(CONDITIONAL)


def read_method(clause: Clause) -> Slot[str] | None:
    """How the result will be measured: a section, or a test, groups, a comparison."""
    if clause.slot == "method":
        return _section(clause)
    told = clause.mask & METHOD and clause.slot in _MEASURED and clause.place is not IN_COMMENT
    return filled(clause.text, clause) if told and clause.length >= _SAID else None


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
