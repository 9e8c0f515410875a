"""The signs of a card: what it was found to hold, which its kind and origin are told by.

Nothing loud is a sign: neither words that press, nor length, nor how often a thing is said.
"""

from collections.abc import Iterable, Mapping

from enrichment.reading.groups import BITS, PRESSING, URGENT
from enrichment.reading.slots import EffectKind, Kind, MetricRole, Origin, Reading

_MOST = 12.0
_POINTS = 3.0  # points of a kind that count as one sign
_QUIET = {name: bit for name, bit in BITS.items() if not bit & (URGENT | PRESSING)}
_SAID = {bit: f"says {name}" for name, bit in _QUIET.items()}
_SLOTS = (
    *("problem", "metrics", "effects", "owner", "effort", "deadline", "evidence", "success"),
    *("stop", "change", "own_value", "learning", "method", "customers", "step", "area"),
)
_GROWTH = frozenset({EffectKind.MONEY, EffectKind.CONVERSION, EffectKind.RETENTION})
_AIMED = frozenset({MetricRole.MAIN, MetricRole.UPPER})


def signs_of(
    reading: Reading, mask: int, points: Mapping[Kind, float], sources: Iterable[Origin]
) -> dict[str, float]:
    """Each sign with its strength, 1 for one that is there or not.

    `mask` has the bits of the groups of words in the card itself, `points` what its words say for each
    kind, `sources` are those it names.
    """
    signs = {f"points {kind}": min(some, _MOST) / _POINTS for kind, some in points.items() if some}
    most = max(points.values())
    signs.update((f"most points {kind}", 1.0) for kind, some in points.items() if some == most > 0)
    signs.update((f"told {one}", 1.0) for one in sources)
    signs.update((name, 1.0) for name in _SLOTS if not getattr(reading, name).missing)
    signs.update((sign, 1.0) for bit, sign in _SAID.items() if mask & bit)
    metrics, effects = reading.metrics.value or (), reading.effects.value or ()
    signs.update((f"metric {one.role}", 1.0) for one in metrics)
    signs.update((f"effect {one.kind}", 1.0) for one in effects)
    if any(one.role in _AIMED for one in metrics) or any(one.kind in _GROWTH for one in effects):
        signs["aims at growth"] = 1.0
    if not (reading.problem.missing and reading.metrics.missing and reading.effects.missing):
        signs["argued"] = 1.0
    elif wished := signs.get(f"points {Kind.LEADERSHIP}"):
        signs["only wished for"] = wished
    return signs
