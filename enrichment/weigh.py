"""The score of a card: the base of its lane's model, then layers, each shown with its points.

Inside, points are whole tenths: sums of them are exact.
"""

import math
from itertools import compress

from enrichment.case import Case
from enrichment.checks import is_ready
from enrichment.models import MODELS, Base
from enrichment.packs.cel import EvaluationError
from enrichment.packs.pack import Layer
from enrichment.verdict import Flag, Part, Score
from enrichment.wording import Texts, number, say

FULL = 1000
"""100 points in tenths."""

CLAMP = "scale-end"
"""The part that brings a sum back to 0..100."""


def weigh(case: Case, flags: tuple[Flag, ...]) -> Score:
    """Weigh one card; parts add up to the value exactly. Raises EvaluationError."""
    lane = case.setting.pack.lanes[case.lane]
    base = MODELS[lane.model](case, lane.scales)
    start = _tenths(base.value)
    layers = _layers(case)
    moved = sum([delta for _, delta in layers])
    value = _clamped(start + moved)
    why = lane.why.ru if case.language == "ru" else lane.why.en
    parts = [Part(case.lane, start / 10, why, base.note)]
    parts += [_part(layer, delta, case.language) for layer, delta in layers]
    if value != start + moved:
        parts.append(Part(CLAMP, (value - start - moved) / 10, say(_CLAMPED, case.language)))
    return Score(
        value=value / 10,
        low=_clamped(min(start, _tenths(base.low)) + moved) / 10,
        high=_clamped(max(start, _tenths(base.high)) + moved) / 10,
        parts=tuple(parts),
        confidence=_confidence(base, layers),
        provisional=not is_ready(flags),
        unknown=base.unknown,
    )


def _confidence(base: Base, layers: list[tuple[Layer, int]]) -> float:
    """Give what the layers leave of the model's confidence."""
    left = 1.0
    for layer, _ in layers:
        left *= layer.confidence
    return base.confidence if left == 1 else round(base.confidence * left, 2)


def _layers(case: Case) -> list[tuple[Layer, int]]:
    """Give the layers that hold, each with its tenths inside its cap."""
    layers, conditions = case.setting.pack.layers
    holding = compress(layers, conditions.hold(case.facts))
    return [(layer, _delta(layer, case)) for layer in holding]


def _delta(layer: Layer, case: Case) -> int:
    points = float(layer.add.value(case.facts, layer.id))
    if math.isnan(points):
        raise EvaluationError(layer.id, "its points are not a number")
    return _tenths(max(-layer.cap, min(layer.cap, points)))


def _part(layer: Layer, delta: int, language: str) -> Part:
    note = ""
    if layer.confidence < 1:
        note = say(_LESS_SURE, language, share=number(layer.confidence, language, 2))
    return Part(layer.id, delta / 10, say(layer.why, language), note)


def _tenths(points: float) -> int:
    return round(points * 10)


def _clamped(tenths: int) -> int:
    return max(0, min(FULL, tenths))


_LESS_SURE: Texts = {"ru": "уверенность × {share}", "en": "confidence × {share}"}
_CLAMPED: Texts = {
    "ru": "шкала кончается на 0 и 100",
    "en": "the scale ends at 0 and 100",
}
