"""Pressure from outside, apart from value (domain S15..S20): what it would do to the order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from enrichment.case import Setting
from enrichment.effort import days_of
from enrichment.judge import Judged, key_of, places_of
from enrichment.rank import Standing
from enrichment.verdict import Place

URGENCY = "urgency-wording"
PRESSURES = ("management-pressure", "market-imitation", "regulation", URGENCY)
"""The layers that record who asks and how loudly, by the ids the pack `ecommerce` gives them."""

USUAL = 10.0
"""What a pressure would be worth under rules without any layer to compare it with."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A card's place by value alone, and its place if the pressures on it counted."""

    one: Judged
    quiet: Place
    pressed: Place

    @property
    def gained(self) -> int:
        """How many places the pressure brings; below zero for a card that is passed."""
        return self.quiet.in_queue - self.pressed.in_queue


@dataclass(frozen=True, slots=True)
class Pressed:
    """Two orders of one queue: `counts` says which is in force, `worth` what was assumed."""

    shifts: Sequence[Shift]
    worth: float
    counts: bool

    @property
    def gained(self) -> Sequence[Shift]:
        """Those who would gain by the pressure on them, the greatest leap first."""
        moved = [one for one in self.shifts if one.gained > 0 and pressures_on(one.one)]
        return sorted(moved, key=lambda shift: (-shift.gained, shift.pressed.in_queue))

    @property
    def pushed_out(self) -> Sequence[Shift]:
        """Those who fit the sprint by value, and would not any more."""
        return [one for one in self.shifts if one.quiet.fits and not one.pressed.fits]


def pressures_on(one: Judged) -> tuple[str, ...]:
    """The pressures on a card; words that press also under packs that have no layer for them."""
    found = [part.rule for part in one.verdict.score.parts[1:] if part.rule in PRESSURES]
    if not one.reading.urgent.missing and URGENCY not in found:
        found.append(URGENCY)
    return tuple(found)


def under_pressure(judged: Iterable[Judged], setting: Setting) -> Pressed:
    """Order the queue twice: with nothing for pressure, and with what the rules give for it.

    Rules that give nothing are asked what if: each pressure then is worth as much as the
    weightiest layer may be.
    """
    queue = [one for one in judged if one.verdict.place is not None]
    worth = max((layer.cap for layer in setting.pack.layers[0]), default=0.0) or USUAL
    counts = any(_given(one) for one in queue)
    quiet = _order(queue, setting, lambda one: -_given(one))
    assumed = (lambda _: 0.0) if counts else (lambda one: worth * len(pressures_on(one)))
    pressed = _order(queue, setting, assumed)
    shifts = [Shift(one, quiet[key_of(one.card)], pressed[key_of(one.card)]) for one in queue]
    return Pressed(shifts, worth, counts)


def _given(one: Judged) -> float:
    """What the rules in force give a card for the pressure on it."""
    return sum(part.points for part in one.verdict.score.parts[1:] if part.rule in PRESSURES)


def _order(
    queue: Sequence[Judged], setting: Setting, more: Callable[[Judged], float]
) -> Mapping[str, Place]:
    return places_of([_standing(one, more(one), setting) for one in queue], setting)


def _standing(one: Judged, more: float, setting: Setting) -> Standing:
    score, days = one.verdict.score, days_of(one.reading.effort.value, setting.context)
    value = min(100.0, max(0.0, score.value + more))
    mid = days.mid if days else None
    return Standing(key_of(one.card), one.verdict.lane, value, score.provisional, mid)
