"""How far a clause sounds like something wrong: its signs, weighed as cards were labelled.

Nothing loud is a sign, nor where in the text a clause stands: what presses or comes first tells
no more than the same words said calmly and last.
"""

import re
from collections.abc import Mapping

from enrichment.reading.amount import TIMES, Amount
from enrichment.reading.answers import covered
from enrichment.reading.clause import Clause
from enrichment.reading.groups import (
    AREA,
    BITS,
    COUNTED,
    DATED,
    HINT,
    KIND,
    ORIGIN,
    PRESSING,
    STEP,
    URGENT,
)
from enrichment.reading.leanings import BIAS

_QUIET = URGENT | PRESSING | HINT | COUNTED | DATED | KIND | ORIGIN | AREA | STEP
_SAID = {bit: f"says {name}" for name, bit in BITS.items() if not bit & _QUIET}
_ALL = sum(_SAID)
_ENDING = re.compile(r"(?<=[^\W\d_]{2})[^\W\d_]{3}(?![^\W\d_])")  # of words of five letters or more
_MARKS = (("«", "quotes"), ('"', "straight quotes"), ("?", "asks"), (",", "comma"), (" — ", "dash"))
_LENGTHS = ((20, "long"), (12, "rather long"), (6, "middling"), (3, "short"), (0, "very short"))


def weigh(clause: Clause, weights: Mapping[str, float], *, fact: bool) -> float:
    """The weight of all its signs; above zero it tells a problem. `fact` is what rules say."""
    total = weights[BIAS] + (weights.get("fact", 0.0) if fact else 0.0)
    for sign in signs(clause):
        total += weights.get(sign, 0.0)
    return total


def signs(clause: Clause) -> list[str]:
    """What weighs in a clause, each once: groups of words, place, amounts, ends of words."""
    found = []
    mask = clause.mask & _ALL
    while mask:
        lowest = mask & -mask
        found.append(_SAID[lowest])
        mask ^= lowest
    found.append(f"under {clause.slot}" if clause.slot else f"in {clause.place}")
    if clause.listed:
        found.append("listed")
    length = clause.length
    if clause.mask & URGENT:
        length -= covered(clause, URGENT)
    found.append(next(name for least, name in _LENGTHS if length >= least))
    if clause.mask & COUNTED:
        found.extend({sign for one in clause.amounts for sign in _counts(one)})
    text = clause.text
    found.extend([name for mark, name in _MARKS if mark in text])
    found.extend([f"-{ending}" for ending in set(_ENDING.findall(clause.lowered))])
    return found


def _counts(one: Amount) -> list[str]:
    found = []
    if one.unit == "%":
        found.append("share")
    elif one.currency:
        found.append("money")
    elif one.unit in TIMES:
        found.append("time")
    elif one.unit or one.noun:
        found.append("pieces")
    if one.sign:
        found.append("signed")
    if one.to is not None:
        found.append("change")
    return found
