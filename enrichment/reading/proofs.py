"""Evidence: what is in hand, what it is worth, and what the card says is not known."""

from collections.abc import Iterable
from datetime import date
from typing import Final

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
from enrichment.reading.slots import (
    IN_COMMENT,
    IN_TITLE,
    Empty,
    Grade,
    Proof,
    Slot,
)

_GIVEN: Final = frozenset(
    {"effect", "metric", "effort", "deadline", "success", "stop", "change", "risk"}
)
_TELLING: Final = frozenset({"", "problem", "reason", "evidence"})
_RUNNING: Final = frozenset({"", "problem", "reason"})
_AHEAD: Final = WISH | PROMISE | TARGET | PENALTY | TERMS
_HEARD: Final = DISTINCT | COMPLAINT | SOURCE
_GRADES: Final = tuple(Grade)  # the best first
_HEADS: Final = frozenset({"clients", "people"})
_FEW: Final = 10
_SHORT: Final = 3  # words
_MANY: Final = 12


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
    running = clause.slot in _RUNNING or (clause.turn > 0 and clause.slot not in _GIVEN)
    return filled(clause.text, clause) if running and clause.amounts and _shows(clause) else None


def _shows(clause: Clause) -> bool:
    """Whether its numbers are evidence: of a source, a share, or a fact that is counted."""
    mask = clause.mask
    if mask & SOURCE and not mask & WISH:
        return True
    if not mask & _AHEAD and _share(clause):
        return True
    return not mask & PENALTY and _weighty(clause) and fact(clause)


def _share(clause: Clause) -> bool:
    return any(one.unit == "%" and one.sign != "+" for one in clause.amounts)


def _weighty(clause: Clause) -> bool:
    """Whether money is counted, or time, or more than a few of something."""
    for one in clause.amounts:
        if one.currency or one.unit:
            return True
        if one.noun and one.value >= _FEW:
            return True
    return False


def read_proofs(said: Said, evidence: Slot[str], written: date) -> Slot[tuple[Proof, ...]]:
    """The evidence piece by piece, each with its grade and, where one is named, its day."""
    if evidence.empty is not None:
        return Slot(None, evidence.quote, evidence.empty)
    proofs: list[Proof] = []
    for clause in said.where("evidence", groups=SOURCE):
        if len(proofs) < _MANY and clause.slot in _TELLING and _proves(clause):
            proof = _proof(clause, written)
            if proof not in proofs:
                proofs.append(proof)
    if not proofs:
        proofs.append(Proof(evidence.value or "", Grade.DATA))
    return Slot(tuple(proofs), evidence.quote, None)


def _proves(clause: Clause) -> bool:
    """Whether a clause is a piece of evidence: in talk only what is counted, no gaps."""
    place = clause.place
    if clause.mask & ABSENT or place == IN_TITLE:
        return False
    return (place != IN_COMMENT or bool(clause.amounts)) and unanswered(clause) is None


def _proof(clause: Clause, written: date) -> Proof:
    """The best source a clause names; a claim without source or number is an opinion."""
    best = len(_GRADES)
    for one in clause.marked.phrases(SOURCE):
        if isinstance(one.payload, Grade):
            best = min(best, _GRADES.index(one.payload))
    if best < len(_GRADES):
        grade = _GRADES[best]
    else:
        grade = Grade.DATA if clause.amounts else Grade.OPINION
    for dated in clause.days:
        if dated.day <= written:
            return Proof(clause.text, grade, dated.day)
    return Proof(clause.text, grade)


def read_unknown(clause: Clause) -> Slot[str] | None:
    """What the card itself says is not known yet: a section, or «нет данных по айфонам»."""
    if clause.slot == "unknown":
        kept = clause.mask & (PLACEHOLDER | HINT) or not clause.length
        return empty(clause, Empty.PLACEHOLDER) if kept else filled(clause.text, clause)
    telling = clause.slot in _TELLING and clause.place != IN_COMMENT
    lacking = clause.mask & ABSENT and clause.length > _SHORT
    return filled(clause.text, clause) if lacking and telling else None


def read_customers(clauses: Iterable[Clause]) -> Slot[int]:
    """The most customers counted as heads: «128 разных клиентов», never messages."""
    most = -1
    heard: Clause | None = None
    for clause in clauses:
        if clause.mask & _HEARD and clause.slot in _TELLING:
            count = _heads_in(clause)
            if count > most:
                most, heard = count, clause
    return Slot() if heard is None else Slot(most, heard.quote, None)


def _heads_in(clause: Clause) -> int:
    """The most heads that a clause counts; -1 without any."""
    most = -1
    for one in clause.amounts:
        if one.unit in _HEADS and one.low is not None and not one.sign:
            most = max(most, int(one.low))
    return most
