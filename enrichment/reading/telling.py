"""How far a clause sounds like something wrong: its signs, weighed as cards were labelled.

Nothing loud is a sign, nor where in the text a clause stands: what presses or comes first tells
no more than the same words said calmly and last.
"""

from enrichment.reading.amount import TIMES, Amount
from enrichment.reading.clause import Clause
from enrichment.reading.groups import COUNTED, URGENT
from enrichment.reading.weights import (
    COUNTS,
    GROUPS,
    LISTED,
    LONG,
    MARKS,
    WHOLE,
    Weights,
    endings,
    length_sign,
)

_SHARE, _MONEY, _TIME, _PIECES, _SIGNED, _CHANGE = (1 << at for at in range(len(COUNTS)))


def outweighs(clause: Clause, weights: Weights, limit: float, *, fact: bool) -> bool:
    """Whether all its signs weigh more than that; above zero it tells a problem.

    `fact` is what rules say. Its numbers are read only where they decide.
    """
    total = _worded(clause, weights, fact=fact)
    if clause.mask & COUNTED:
        least, most = (total + weights.least) / WHOLE, (total + weights.most) / WHOLE
        if least <= limit < most:
            total += weights.counts[_counts(clause)]
    return total / WHOLE > limit


def _worded(clause: Clause, weights: Weights, *, fact: bool) -> int:
    """The weight of all signs but its amounts."""
    total = weights.bias + weights.fact if fact else weights.bias
    mask = clause.mask
    for eight in weights.groups:
        total += eight[mask & 255]
        mask >>= 8
    total += weights.under.get(clause.slot, 0) if clause.slot else weights.within[clause.place]
    if clause.listed:
        total += weights.listed
    total += weights.lengths[min(_length(clause), LONG)]
    text = clause.text
    for mark, weight in weights.marks:
        if mark in text:
            total += weight
    for end in weights.ends_in(clause.marked.tokens):
        total += weights.ends[end]
    return total


def signs(clause: Clause) -> list[str]:
    """What weighs in a clause, each once: groups of words, place, amounts, ends of words."""
    found = [name for bit, name in GROUPS.items() if clause.mask & bit]
    found.append(f"under {clause.slot}" if clause.slot else f"in {clause.place}")
    if clause.listed:
        found.append(LISTED)
    found.append(length_sign(_length(clause)))
    counts = _counts(clause)
    found += [name for at, name in enumerate(COUNTS) if counts >> at & 1]
    found += [name for mark, name in MARKS.items() if mark in clause.text]
    found += [f"-{end}" for end in endings(clause.lowered)]
    return found


def _length(clause: Clause) -> int:
    """How many words it has beside those that press."""
    return clause.marked.length - clause.marked.covered(URGENT)


def _counts(clause: Clause) -> int:
    """What its amounts count, as bits in the order of `COUNTS`."""
    bits = 0
    for one in clause.amounts:
        bits |= _count(one)
        if one.sign:
            bits |= _SIGNED
        if one.to is not None:
            bits |= _CHANGE
    return bits


def _count(one: Amount) -> int:
    if one.unit == "%":
        return _SHARE
    if one.currency:
        return _MONEY
    if one.unit in TIMES:
        return _TIME
    return _PIECES if one.unit or one.noun else 0
