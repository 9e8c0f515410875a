"""Where an idea came from."""

from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import ORIGIN, TROUBLE
from enrichment.reading.slots import Kind, Origin, Place, Quote, Slot

_ORDER = (
    Origin.REGULATOR,
    Origin.EXECUTIVE,
    Origin.CUSTOMER,
    Origin.COMPETITOR,
    Origin.DATA,
    Origin.TEAM,
)
_BUILT = frozenset({"change", "metric", "effect", "effort", "stop", "success", "owner"})
_REASONS = frozenset({"origin", "problem", "reason", "evidence"})
_KINDS = {
    Kind.MANDATORY: Origin.REGULATOR,
    Kind.LEADERSHIP: Origin.EXECUTIVE,
    Kind.INFRASTRUCTURE: Origin.TEAM,
}
"""Who asks for work of a kind where the card does not say."""


def read_origin(
    said: Said, evidence: Slot[str], problem: Slot[str], kind: Slot[Kind]
) -> Slot[Origin]:
    """Where the idea came from: the source that outranks, of those the card names.

    What is to be built («страница отзывов») names no source; shares without one are data,
    counted tickets are customers, and a problem told without either is the team's own.
    """
    found: dict[object, Quote | None] = {}
    for clause in said.where("origin", groups=ORIGIN | TROUBLE):
        for origin in _told(clause):
            found.setdefault(origin, clause.quote)
    if evidence.quote is not None and not evidence.missing and "%" in evidence.quote.text:
        found.setdefault(Origin.DATA, evidence.quote)
    if not found and kind.value in _KINDS:
        found[_KINDS[kind.value]] = kind.quote
    if problem.quote is not None and not problem.missing:
        found.setdefault(Origin.TEAM, problem.quote)
    best = next((origin for origin in _ORDER if origin in found), None)
    return Slot(best, found[best], None) if best else Slot(Origin.UNCLEAR, None, None)


def _told(clause: Clause) -> list[Origin]:
    """The sources a clause names."""
    if clause.slot not in _REASONS and (
        clause.slot in _BUILT or clause.place is Place.TITLE or clause.listed
    ):
        return []
    told = [one.payload for one in clause.marked.phrases(ORIGIN)]
    named = [origin for origin in told if isinstance(origin, Origin)]
    if clause.mask & TROUBLE and any(
        one.unit == "tickets" and not one.sign for one in clause.amounts
    ):
        named.append(Origin.CUSTOMER)
    return named
