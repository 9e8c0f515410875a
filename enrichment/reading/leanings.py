"""A small linear model: how strongly what a card was found to hold speaks for each label."""

from collections.abc import Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

BIAS = "bias"
"""The sign that every card has."""


class Leanings(Generic[T]):
    """Weights by sign and label, as `python -m benchmarks.train` writes them."""

    def __init__(self, weights: Mapping[str, Mapping[T, float]]) -> None:
        """Keep a row of weights for each sign, its columns in one order."""
        self.labels = tuple(dict.fromkeys(label for row in weights.values() for label in row))
        self._rows = {
            sign: tuple(row.get(label, 0.0) for label in self.labels)
            for sign, row in weights.items()
        }

    def best(self, signs: Mapping[str, float], *, but: T | None = None) -> T | None:
        """The label, any but `but`, that the signs speak for; None without any weights."""
        if not self.labels:
            return None
        known = ((self._rows[sign], value) for sign, value in signs.items() if sign in self._rows)
        rows = [row if value == 1 else [value * one for one in row] for row, value in known]
        totals = [sum(column) for column in zip(self._rows[BIAS], *rows, strict=True)]
        ranked = zip(totals, self.labels, strict=True)
        return max((pair for pair in ranked if pair[1] != but), key=lambda pair: pair[0])[1]
