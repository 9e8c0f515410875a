"""Pressure from outside: who carries it, and what it would do to the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enrichment.pressure import Pressed, Shift, pressures_on
from steelyard.report.rows import Row
from steelyard.report.rulings import Rulings

LISTED = 12


@dataclass(frozen=True, slots=True)
class Press:
    """One pressure and the cards that carry it; `above` of them fit the sprint all the same."""

    rule: str
    why: str
    rows: tuple[Row, ...]

    @property
    def above(self) -> int:
        """How many stand above the cut line."""
        return sum(bool(row.place and row.place.fits) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Leap:
    """A card with its two places, by value alone and under pressure, and what presses."""

    row: Row
    quiet: int
    pressed: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What pressure does to the order, or would do if it `counts` for nothing now."""

    worth: float
    counts: bool
    gained: Sequence[Leap]
    rest: int
    pushed_out: Sequence[Row]


def presses(queue: Sequence[Row], rules: Rulings) -> Sequence[Press]:
    """Every pressure on the open cards, the commonest first."""
    carried: dict[str, list[Row]] = {}
    for row in queue:
        for rule in row.pressures:
            carried.setdefault(rule, []).append(row)
    made = [Press(rule, rules.pressure(rule), tuple(rows)) for rule, rows in carried.items()]
    return sorted(made, key=lambda press: -len(press.rows))


def order_of(pressed: Pressed, rows: Mapping[tuple[str, str], Row], rules: Rulings) -> Order:
    """Who gains by pressure, and whom it costs the place above the line."""
    gained = pressed.gained
    return Order(
        worth=pressed.worth,
        counts=pressed.counts,
        gained=[_leap(shift, rows, rules) for shift in gained[:LISTED]],
        rest=max(0, len(gained) - LISTED),
        pushed_out=[rows[_ref(shift)] for shift in pressed.pushed_out][:LISTED],
    )


def _leap(shift: Shift, rows: Mapping[tuple[str, str], Row], rules: Rulings) -> Leap:
    why = tuple(rules.pressure(rule) for rule in pressures_on(shift.one))
    return Leap(rows[_ref(shift)], shift.quiet.in_queue, shift.pressed.in_queue, why)


def _ref(shift: Shift) -> tuple[str, str]:
    return shift.one.card.connection, shift.one.card.id
