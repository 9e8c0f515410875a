"""The day by which the work is due, or from which a duty holds."""

from datetime import date

from connectors.card import Card
from enrichment.reading.answers import empty, unanswered
from enrichment.reading.clauses import Clause
from enrichment.reading.slots import Place, Quote, Slot

_HISTORY = frozenset({"evidence", "learning", "aside"})


def read_deadline(card: Card, clauses: tuple[Clause, ...]) -> Slot[date]:
    """The due date of the tracker, of a mapped field, of a section, or a day still to come.

    A day before the card was made is a part of its story. Whether a deadline has passed since is
    a question of today, and not answered here.
    """
    for clause in clauses:
        if clause.slot == "deadline" and clause.field is not None and clause.field.day is not None:
            return Slot(clause.field.day, clause.quote, None)
    if card.due is not None:
        return Slot(card.due, Quote(card.due.isoformat(), Place.FIELD, "due"), None)
    written = card.created.date()
    return _asked(clauses, written) or _mentioned(clauses, written) or _unset(clauses)


def _asked(clauses: tuple[Clause, ...], written: date) -> Slot[date] | None:
    for clause in clauses:
        if clause.slot == "deadline":
            for one in clause.days:
                if one.day >= written:
                    return Slot(one.day, clause.quote, None)
    return None


def _mentioned(clauses: tuple[Clause, ...], written: date) -> Slot[date] | None:
    """A day to come in any other sentence: one after «до» or "by" before any other."""
    found = [
        (not one.due, clause, one)
        for clause in clauses
        if clause.days and clause.slot not in _HISTORY
        for one in clause.days
        if one.day >= written and not one.bare
    ]
    if not found:
        return None
    _, clause, one = min(found, key=lambda entry: entry[0])
    return Slot(one.day, clause.quote, None)


def _unset(clauses: tuple[Clause, ...]) -> Slot[date]:
    for clause in clauses:
        if clause.slot == "deadline" and (reason := unanswered(clause)):
            return empty(clause, reason)
    return Slot()
