"""The day by which the work is due, or from which a duty holds."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connectors.card import Card
from enrichment.reading.answers import empty, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import CONDITION, CONDITIONAL, DATED, HALT
from enrichment.reading.slots import Place, Quote, Slot

_HISTORY: Final = frozenset({"evidence", "learning", "stop"})


def read_deadline(card: Card, said: Said) -> Slot[date]:
    """The due date of the tracker, of a mapped field, of a section, or a day still to come.

    A day before the card was made is a part of its story. Whether a deadline has passed since is
    a question of today, and not answered here.
    """
    asked = said.where("deadline")
    for clause in asked:
        if clause.field is not None and clause.field.day is not None:
            return Slot(clause.field.day, clause.quote, None)
    if card.due is not None:
        return Slot(card.due, Quote(card.due.isoformat(), Place.FIELD, "due"), None)
    written = card.created.date()
    return _asked(asked, written) or _mentioned(said, written) or _unset(asked)


def _asked(asked: Iterable[Clause], written: date) -> Slot[date] | None:
    for clause in asked:
        for one in clause.days:
            if one.day >= written:
                return Slot(one.day, clause.quote, None)
    return None


def _mentioned(said: Said, written: date) -> Slot[date] | None:
    """A day to come in any other sentence: one after «до» or "by" before any other."""
    found: Slot[date] | None = None
    for clause in said.where("deadline", groups=DATED):
        if clause.slot in _HISTORY or not clause.days or _conditional(clause):
            continue
        for one in clause.days:
            if one.bare or one.day < written:
                continue
            if one.due:
                return Slot(one.day, clause.quote, None)
            if found is None and clause.slot != "aside":
                found = Slot(one.day, clause.quote, None)
    return found


def _conditional(clause: Clause) -> bool:
    """«Если к 8 марта продаж не будет»: a day on which to look again."""
    halting = clause.mask & HALT and clause.mask & CONDITION
    return bool(halting) or clause.begins(CONDITIONAL)


def _unset(asked: Iterable[Clause]) -> Slot[date]:
    for clause in asked:
        if reason := unanswered(clause):
            return empty(clause, reason)
    return Slot()
