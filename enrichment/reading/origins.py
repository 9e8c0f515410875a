"""Where an idea came from."""

from collections.abc import Mapping
from typing import Final

from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import ORIGIN, TROUBLE
from enrichment.reading.signs import Signs
from enrichment.reading.slots import (
    IN_TITLE,
    Origin,
    Quote,
    Reading,
    Slot,
)
from enrichment.reading.words import Words

_ORDER: Final = (
    Origin.REGULATOR,
    Origin.EXECUTIVE,
    Origin.CUSTOMER,
    Origin.COMPETITOR,
    Origin.DATA,
    Origin.TEAM,
)
_BUILT: Final = frozenset({"change", "metric", "effect", "effort", "stop", "success", "owner"})
_REASONS: Final = frozenset({"origin", "problem", "reason", "evidence"})


def sources(said: Said, evidence: Slot[str]) -> dict[Origin, Quote]:
    """The sources the card names, each with the first words that do.

    What is to be built («страница отзывов») names no source; shares without one are data,
    counted tickets are customers.
    """
    found: dict[Origin, Quote] = {}
    for clause in said.where("origin", groups=ORIGIN | TROUBLE):
        for origin in _told(clause):
            found.setdefault(origin, clause.quote)
    if evidence.quote is not None and not evidence.missing and "%" in evidence.quote.text:
        found.setdefault(Origin.DATA, evidence.quote)
    return found


def read_origin(
    found: Mapping[Origin, Quote], words: Words, reading: Reading, signs: Signs
) -> Slot[Origin]:
    """Where the idea came from: of the sources it names the one that outranks, else by its signs."""
    named = next((origin for origin in _ORDER if origin in found), None)
    if named is not None:
        return Slot(named, found[named], None)
    best = words.origins.best(signs)
    if best is None or best is Origin.UNCLEAR:
        return Slot(Origin.UNCLEAR, None, None)
    slots = (reading.problem, reading.evidence, reading.change)
    return Slot(best, next((slot.quote for slot in slots if not slot.missing), None), None)


def _told(clause: Clause) -> list[Origin]:
    """The sources a clause names."""
    if clause.slot not in _REASONS and (
        clause.slot in _BUILT or clause.place is IN_TITLE or clause.listed
    ):
        return []
    told = (one.payload for one in clause.marked.phrases(ORIGIN)) if clause.mask & ORIGIN else ()
    named = [origin for origin in told if isinstance(origin, Origin)]
    if clause.mask & TROUBLE and _tickets(clause):
        named.append(Origin.CUSTOMER)
    return named


def _tickets(clause: Clause) -> bool:
    """Whether tickets are counted in a clause."""
    return any(one.unit == "tickets" and not one.sign for one in clause.amounts)
