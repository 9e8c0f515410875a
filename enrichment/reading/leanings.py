"""A small linear model: how strongly what a card was found to hold speaks for each label."""

from collections.abc import Mapping, Sequence
from math import inf
from struct import Struct
from typing import Final, Generic, TypeVar

from enrichment.reading.signs import SIGNS, Signs

T = TypeVar("T")

BIAS: Final = "bias"
"""The sign that every card has."""

_WHOLE: Final = 1000
_BYTES: Final = (max(SIGNS.values()).bit_length() + 7) // 8
_LANE: Final = 32  # bits of a weight beside others
_RAISED: Final = 1 << 24  # what a weight is raised by, so that none beside others is negative


class Leanings(Generic[T]):
    """Weights by sign and label, as `python -m benchmarks.train` writes them.

    They are kept in thousandths: whole numbers add up to the same sum in any order. Those of signs
    that are there or not stand side by side in one number for every byte of `Signs.there`, so that
    one addition adds them for all labels.
    """

    def __init__(self, weights: Mapping[str, Mapping[T, float]]) -> None:
        """Keep a row of weights for each sign, its columns in one order."""
        self.labels = tuple(dict.fromkeys(label for row in weights.values() for label in row))
        self._rows = {
            sign: tuple([round(row.get(label, 0) * _WHOLE) for label in self.labels])
            for sign, row in weights.items()
        }
        self._sides = Struct(f"<{len(self.labels)}I")
        self._bias = _side_by_side(self._rows[BIAS]) if weights else 0
        self._tables = self._summed_by_bytes()

    def best(self, signs: Signs, *, but: T | None = None) -> T | None:
        """The label, any but `but`, that the signs speak for; None without any weights."""
        if not self.labels:
            return None
        sides = self._bias
        for table, byte in zip(self._tables, signs.there.to_bytes(_BYTES, "little"), strict=True):
            sides += table[byte]
        totals: list[float] = list(self._sides.unpack(sides.to_bytes(self._sides.size, "little")))
        for sign, strength in signs.strong.items():
            row = self._rows.get(sign)
            if row is not None:
                for at, weight in enumerate(row):
                    totals[at] += strength * weight
        found, most = None, -inf
        for label, total in zip(self.labels, totals, strict=True):
            if total > most and label != but:
                found, most = label, total
        return found

    def _summed_by_bytes(self) -> list[list[int]]:
        """The weights of every byte of `Signs.there`, by its value."""
        nothing = (0,) * len(self.labels)
        rows = [nothing] * (8 * _BYTES)
        for sign, bit in SIGNS.items():
            rows[bit.bit_length() - 1] = self._rows.get(sign, nothing)
        return [_sums(rows[at : at + 8]) for at in range(0, len(rows), 8)]


def _sums(rows: Sequence[Sequence[int]]) -> list[int]:
    """The sum of every choice of some rows, by the number whose bits choose them."""
    sums = [(0,) * len(rows[0])]
    for row in rows:
        sums += [tuple([some + more for some, more in zip(one, row, strict=True)]) for one in sums]
    return [_side_by_side(one) for one in sums]


def _side_by_side(row: Sequence[int]) -> int:
    """The weights of a row in one number, each raised so that none borrows from another."""
    return sum((weight + _RAISED) << (_LANE * at) for at, weight in enumerate(row))
