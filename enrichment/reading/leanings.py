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
_RAISED: Final = 3 << 27  # what a sum is raised by


class Leanings(Generic[T]):
    """Weights by sign and label, as `python -m benchmarks.train` writes them.

    They are kept in thousandths: whole numbers add up to the same sum in any order. Those of signs
    that are there or not stand side by side in one number for every byte of `Signs.there`, so that
    one addition adds them for all labels; together they are raised, so that none is negative.
    """

    def __init__(self, weights: Mapping[str, Mapping[T, float]]) -> None:
        """Keep a row of weights for each sign, its columns in one order."""
        self.labels = tuple(dict.fromkeys(label for row in weights.values() for label in row))
        self._rows = {
            sign: tuple([float(round(row.get(label, 0) * _WHOLE)) for label in self.labels])
            for sign, row in weights.items()
        }
        self._sides = Struct(f"<{len(self.labels)}I")
        self._size = self._sides.size
        self._bias = _side_by_side([one + _RAISED for one in self._rows.get(BIAS, ())])
        self._tables = self._summed_by_bytes()

    def best(self, signs: Signs, *, but: T | None = None) -> T | None:
        """The label, any but `but`, that the signs speak for; None without any weights."""
        sides = self._bias
        for at, byte in enumerate(signs.there.to_bytes(_BYTES, "little")):
            if byte:
                sides += self._tables[at][byte]
        rows: list[tuple[float, ...]] = []
        strengths: list[float] = []
        for sign, strength in signs.strong.items():
            row = self._rows.get(sign)
            if row is not None:
                rows.append(row)
                strengths.append(strength)
        found, most = None, -inf
        for column, whole in enumerate(self._sides.unpack(sides.to_bytes(self._size, "little"))):
            total = float(whole)
            for number, row in enumerate(rows):
                total += strengths[number] * row[column]
            if total > most and self.labels[column] != but:
                found, most = self.labels[column], total
        return found

    def _summed_by_bytes(self) -> list[list[int]]:
        """The weights of every byte of `Signs.there`, by its value."""
        sides = [0] * (8 * _BYTES)
        for sign, bit in SIGNS.items():
            sides[bit.bit_length() - 1] = _side_by_side(self._rows.get(sign, ()))
        return [sums(sides[at : at + 8]) for at in range(0, len(sides), 8)]


def sums(weights: Sequence[int]) -> list[int]:
    """The sum of every choice of some weights, by the number whose bits choose them."""
    found = [0]
    for weight in weights:
        found += [one + weight for one in found]
    return found


def _side_by_side(row: Sequence[float]) -> int:
    """The weights of a row in one number."""
    return sum(int(weight) << (_LANE * at) for at, weight in enumerate(row))
