"""What the signs of a clause weigh, in the shape in which clauses are weighed."""

import re
from collections.abc import Mapping
from typing import Final

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
from enrichment.reading.leanings import BIAS, sums
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.slots import Place

FACT: Final = "fact"
"""The sign of what rules call a fact."""
LISTED: Final = "listed"
"""The sign of a list's item."""
_QUIET: Final = URGENT | PRESSING | HINT | COUNTED | DATED | KIND | ORIGIN | AREA | STEP
GROUPS: Final = {bit: f"says {name}" for name, bit in BITS.items() if not bit & _QUIET}
"""The signs of groups of words, by their bits."""
MARKS: Final = {
    "«": "quotes",
    '"': "straight quotes",
    "?": "asks",
    ",": "comma",
    " — ": "dash",
}
"""The signs of punctuation."""
COUNTS: Final = ("share", "money", "time", "pieces", "signed", "change")
"""The signs of amounts; a clause has them as bits in this order."""
WHOLE: Final = 1000
"""The parts a weight of one has."""
LONG: Final = 20  # words: more of them tell nothing more
_LENGTHS: Final = (
    (LONG, "long"),
    (12, "rather long"),
    (6, "middling"),
    (3, "short"),
    (0, "very short"),
)
_ENDING: Final = re.compile(
    r"(?<=[^\W\d_]{2})[^\W\d_]{3}(?![^\W\d_])"
)  # of words of five letters or more
_LIMIT: Final = 60_000  # tokens whose ends are remembered


def length_sign(words: int) -> str:
    """The sign of a clause of so many words."""
    return next(name for least, name in _LENGTHS if words >= least)


def endings(lowered: str) -> dict[str, None]:
    """The ends of the words of a text in lower case, each once, in the order of the text."""
    return dict.fromkeys(_ENDING.findall(lowered))


class Weights:
    """Weights by sign, as `python -m benchmarks.train_problem` writes them; no sign weighs nothing.

    They are kept in thousandths: whole numbers add up to the same sum in any order. `groups` are
    by the bits of groups, a table for every eight of them; `under` is by slot, `within` by place,
    `lengths` by words up to `LONG`, `counts` by the bits of `COUNTS` (from `least` to `most`), `ends`
    by three letters.
    """

    __slots__ = (
        *("_tokens", "bias", "counts", "ends", "fact", "groups"),
        *("least", "lengths", "listed", "marks", "most", "under", "within"),
    )

    def __init__(self, weighed: Mapping[str, float]) -> None:
        """Sort the weights by what they belong to."""
        weights = {sign: round(weight * WHOLE) for sign, weight in weighed.items()}
        self.bias = weights.get(BIAS, 0)
        self.fact = weights.get(FACT, 0)
        self.listed = weights.get(LISTED, 0)
        groups = [weights.get(GROUPS.get(bit, ""), 0) for bit in BITS.values()]
        self.groups = [sums(groups[at : at + 8]) for at in range(0, len(groups), 8)]
        self.under = _named("under ", weights)
        self.within = {str(place): weights.get(f"in {place}", 0) for place in Place}
        self.lengths = [weights.get(length_sign(words), 0) for words in range(LONG + 1)]
        self.counts = sums([weights.get(sign, 0) for sign in COUNTS])
        self.least, self.most = min(self.counts), max(self.counts)
        self.marks = [(mark, weights[sign]) for mark, sign in MARKS.items() if sign in weights]
        self.ends = _named("-", weights)
        self._tokens: dict[str, tuple[str, ...]] = {}

    def ends_in(self, tokens: list[str]) -> list[str]:
        """The ends of words that weigh something, each once; `tokens` stand between spaces."""
        found: list[str] = []
        for token in tokens:
            ends = self._tokens.get(token)
            if ends is None:
                ends = self._look(token)
            for end in ends:
                if end not in found:
                    found.append(end)
        return found

    def _look(self, token: str) -> tuple[str, ...]:
        """The ends that weigh something in what stands between two spaces, remembered."""
        ends = tuple(end for end in endings(token) if end in self.ends)
        return remember(self._tokens, token, ends, _LIMIT) if len(token) <= LONGEST else ends


def _named(prefix: str, weights: Mapping[str, int]) -> dict[str, int]:
    return {
        sign.removeprefix(prefix): weight
        for sign, weight in weights.items()
        if sign.startswith(prefix)
    }
