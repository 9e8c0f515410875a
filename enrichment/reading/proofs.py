"""Evidence: what is in hand, what it is worth, and what the card says is not known."""

from collections.abc import Iterable
from datetime import date

from enrichment.reading.answers import best, empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import (
    ABSENT,
    COMPLAINT,
    COUNTED,
    DISTINCT,
    HINT,
    PENALTY,
    PLACEHOLDER,
    PROMISE,
    SOURCE,
    TARGET,
    TERMS,
    WISH,
)
from enrichment.reading.problem import fact
from enrichment.reading.slots import Empty, Grade, Place, Proof, Slot

_GIVEN = frozenset({"effect", "metric", "effort", "deadline", "success", "stop", "change", "risk"})
_TELLING = frozenset({"", "problem", "reason", "evidence"})
_HEADS = frozenset({"clients", "people"})
_FEW = 10
_SHORT = 3  # words
_MANY = 12


def read_evidence(said: Said) -> Slot[str]:
    """Data in hand: a field or section, else a source with a number, else a counted fact."""
    asked: Slot[str] = best(_asked, said.where("evidence"))
    if asked.empty is None:
        return asked
    told = best(_told, said.where(groups=COUNTED))
    return told if told.empty is None else asked


def _asked(clause: Clause) -> Slot[str]:
    if reason := unanswered(clause):
        return empty(clause, reason)
    return filled(clause.text, clause)


def _told(clause: Clause) -> Slot[str] | None:
    running = clause.slot in ("", "problem", "reason") or clause.turn > 0
    if not running or clause.slot in _GIVEN:
        return None
    if clause.mask & SOURCE and not clause.mask & WISH and clause.amounts:
        return filled(clause.text, clause)
    if not clause.mask & (WISH | PROMISE | TARGET | PENALTY | TERMS) and _share(clause):
        return filled(clause.text, clause)
    proven = not clause.mask & PENALTY and fact(clause) and _weighty(clause)
    return filled(clause.text, clause) if proven else None


def _share(clause: Clause) -> bool:
    return any(one.unit == "%" and one.sign != "+" for one in clause.amounts)


def _weighty(clause: Clause) -> bool:
    """Whether a fact is counted: money, time, or more than a few of something."""
    return any(
        one.currency or one.unit or (one.noun and one.value >= _FEW) for one in clause.amounts
    )


def read_proofs(said: Said, evidence: Slot[str], written: date) -> Slot[tuple[Proof, ...]]:
    """The evidence piece by piece, each with its grade and, where one is named, its day."""
    if evidence.empty is not None:
        return Slot(None, evidence.quote, evidence.empty)
    clauses = [
        clause
        for clause in said.where("evidence", groups=SOURCE)
        if clause.slot in _TELLING and _proves(clause)
    ]
    proofs = dict.fromkeys(_proof(clause, written) for clause in clauses)
    if not proofs:
        proofs = {Proof(evidence.value or "", Grade.DATA): None}
    return Slot(tuple(proofs)[:_MANY], evidence.quote, None)


def _proves(clause: Clause) -> bool:
    """Whether a clause is a piece of evidence: in talk only what is counted, no gaps."""
    talked = clause.place is Place.COMMENT and not clause.amounts
    lacking = clause.mask & ABSENT or unanswered(clause)
    return not (clause.place is Place.TITLE or talked or lacking)


def _proof(clause: Clause, written: date) -> Proof:
    """The best source a clause names; a claim without source or number is an opinion."""
    grades = [Grade(str(one.payload)) for one in clause.marked.phrases(SOURCE) if one.payload]
    bare = Grade.DATA if clause.amounts else Grade.OPINION
    grade = min(grades, key=list(Grade).index, default=bare)
    days = (one.day for one in clause.days if one.day <= written)
    return Proof(clause.text, grade, next(days, None))


def read_unknown(clause: Clause) -> Slot[str] | None:
    """What the card itself says is not known yet: a section, or «нет данных по айфонам»."""
    if clause.slot == "unknown":
        kept = clause.mask & (PLACEHOLDER | HINT) or not clause.length
        return empty(clause, Empty.PLACEHOLDER) if kept else filled(clause.text, clause)
    telling = clause.slot in _TELLING and clause.place is not Place.COMMENT
    lacking = clause.mask & ABSENT and clause.length > _SHORT
    return filled(clause.text, clause) if lacking and telling else None


def read_customers(clauses: Iterable[Clause]) -> Slot[int]:
    """The most customers counted as heads: «128 разных клиентов», never messages."""
    heads = [
        (int(one.low), clause)
        for clause in clauses
        if clause.slot in _TELLING and clause.mask & (DISTINCT | COMPLAINT | SOURCE)
        for one in clause.amounts
        if one.unit in _HEADS and one.low is not None and not one.sign
    ]
    if not heads:
        return Slot()
    count, clause = max(heads, key=lambda pair: pair[0])
    return Slot(count, clause.quote, None)
