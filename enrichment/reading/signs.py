"""The signs of a card: what it was found to hold, which its kind and origin are told by.

Nothing loud is a sign: neither words that press, nor length, nor how often a thing is said.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import astuple

from enrichment.reading.groups import BITS, PRESSING, URGENT
from enrichment.reading.slots import EffectKind, Kind, MetricRole, Origin, Reading

_MOST: Final = 12.0
_POINTS: Final = 3.0  # points of a kind that count as one sign
_SLOTS: Final = (
    *("problem", "metrics", "effects", "owner", "effort", "deadline", "evidence", "success"),
    *("stop", "change", "own_value", "learning", "method", "customers", "step", "area"),
)
_SAID: Final = {f"says {name}": bit for name, bit in BITS.items() if not bit & (URGENT | PRESSING)}
_FOUND: Final = (
    *(f"most points {kind}" for kind in Kind),
    *(f"told {origin}" for origin in Origin),
    *_SLOTS,
    *(f"metric {role}" for role in MetricRole),
    *(f"effect {kind}" for kind in EffectKind),
    *("aims at growth", "argued"),
)
_BITS: Final = {name: 1 << at for at, name in enumerate(_FOUND)}
_BEHIND: Final = len(BITS)
SIGNS: Final = _SAID | {name: bit << _BEHIND for name, bit in _BITS.items()}
"""The bit of every sign that is there or not; those of words keep the bits of their groups."""

_QUIET: Final = sum(_SAID.values())
_STRENGTH: Final = {kind: f"points {kind}" for kind in Kind}
_URGED: Final = _STRENGTH[Kind.LEADERSHIP]
_WISHED: Final = "only wished for"
_AHEAD: Final = {kind: _BITS[f"most points {kind}"] for kind in Kind}
_TOLD: Final = {origin: _BITS[f"told {origin}"] for origin in Origin}
_ANSWERED: Final = tuple((Reading.__struct_fields__.index(name), _BITS[name]) for name in _SLOTS)
_METRIC: Final = {role: _BITS[f"metric {role}"] for role in MetricRole}
_EFFECT: Final = {kind: _BITS[f"effect {kind}"] for kind in EffectKind}
_GROWING: Final = (
    _METRIC[MetricRole.MAIN]
    | _METRIC[MetricRole.UPPER]
    | _EFFECT[EffectKind.MONEY]
    | _EFFECT[EffectKind.CONVERSION]
    | _EFFECT[EffectKind.RETENTION]
)
_REASONS: Final = _BITS["problem"] | _BITS["metrics"] | _BITS["effects"]
_AIMED: Final = _BITS["aims at growth"]
_ARGUED: Final = _BITS["argued"]


class Signs:
    """What a card holds: `there` has the bits (`SIGNS`) of all that is there, `strong` the rest."""

    __slots__ = ("strong", "there")

    def __init__(self, strong: dict[str, float], there: int) -> None:
        """Keep what was found."""
        self.strong, self.there = strong, there

    def named(self) -> dict[str, float]:
        """Each sign with its strength, 1 for one that is there or not."""
        return {**self.strong, **{name: 1.0 for name, bit in SIGNS.items() if self.there & bit}}


def signs_of(
    reading: Reading, mask: int, points: Mapping[Kind, float], sources: Iterable[Origin]
) -> Signs:
    """The signs of a card.

    `mask` has the bits of the groups of words in the card itself, `points` what its words say
    for each kind, `sources` are those it names.
    """
    found = _found(reading)
    for origin in sources:
        found |= _TOLD[origin]
    strong: dict[str, float] = {}
    most = max(points.values())
    for kind, some in points.items():
        if some:
            strong[_STRENGTH[kind]] = min(some, _MOST) / _POINTS
            if some == most > 0:
                found |= _AHEAD[kind]
    if not found & _ARGUED and (wished := strong.get(_URGED)):
        strong[_WISHED] = wished
    return Signs(strong, mask & _QUIET | found << _BEHIND)


def _found(reading: Reading) -> int:
    """The signs that are in what the card answers."""
    found = 0
    slots = astuple(reading)
    for at, bit in _ANSWERED:
        if slots[at].value is not None:
            found |= bit
    for metric in reading.metrics.value or ():
        found |= _METRIC[metric.role]
    for effect in reading.effects.value or ():
        found |= _EFFECT[effect.kind]
    if found & _GROWING:
        found |= _AIMED
    if found & _REASONS:
        found |= _ARGUED
    return found
