"""The day by which the work is due, or from which a duty holds."""

from datetime import date

from connectors.card import Card
from enrichment.reading.answers import empty, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import CONDITION, CONDITIONAL, DATED, HALT
from enrichment.reading.slots import Place, Quote, Slot

_HISTORY = frozenset({"evidence", "learning", "stop"})


def read_deadline(card: Card, said: Said) -> Slot[date]:
    """The due date of the tracker, of a mapped field, of a section, or a day still to come.

    A day before the card was made is a part of its story. Whether a deadline has passed since is
    a question of today, and not answered here.
    """
    for clause in said.where("deadline"):
        if clause.field is not None and clause.field.day is not None:
            return Slot(clause.field.day, clause.quote, None)
    if card.due is not None:
        return Slot(card.due, Quote(card.due.isoformat(), Place.FIELD, "due"), None)
    written = card.created.date()
    return _asked(said, written) or _mentioned(said, written) or _unset(said)


def _asked(said: Said, written: date) -> Slot[date] | None:
    for clause in said.where("deadline"):
        for one in clause.days:
            if one.day >= written:
                return Slot(one.day, clause.quote, None)
    return None


def _mentioned(said: Said, written: date) -> Slot[date] | None:
    """A day to come in any other sentence: one after «до» or "by" before any other."""
    found = [
        (not one.due, clause, one)
        for clause in said.where("deadline", groups=DATED)
        if clause.slot not in _HISTORY and not _conditional(clause)
        for one in clause.days
        if one.day >= written and not one.bare and (one.due or clause.slot != "aside")
    ]
    if not found:
        return None
    _, clause, one = min(found, key=lambda entry: entry[0])
    return Slot(one.day, clause.quote, None)


def _conditional(clause: Clause) -> bool:
    """«Если к 8 марта продаж не будет»: a day on which to look again."""
    first = clause.first(CONDITIONAL)
    leading = first is not None and first.first == 0
    return leading or bool(clause.mask & HALT and clause.mask & CONDITION)


def _unset(said: Said) -> Slot[date]:
    for clause in said.where("deadline"):
        if reason := unanswered(clause):
            return empty(clause, reason)
    return Slot()
