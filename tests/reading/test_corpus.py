"""The labelled cards, where they are at hand: what was reached is held."""

from pathlib import Path

import pytest

from benchmarks.figures import Row, flag_of
from benchmarks.reading import rows

FLOORS = {"problem": 0.89, "metric": 0.97, "effect": 0.97, "owner": 0.97}
"""Macro-F1 on cards with odd numbers, 0.03 below what was measured."""


@pytest.fixture(scope="module")
def odd(shared: Path) -> list[Row]:
    cards = shared / "corpus/cards.jsonl"
    if not cards.is_file():
        pytest.skip("the labelled cards are not there")
    return [row for row in rows(cards) if int(row.record["id"][1:]) % 2]


@pytest.mark.parametrize(("slot", "floor"), FLOORS.items())
def test_flags_stay_as_good_as_they_were(odd: list[Row], slot: str, floor: float) -> None:
    assert flag_of(slot, odd).macro >= floor
