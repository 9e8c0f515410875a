"""What a card lacks: the checks of the pack over one case."""

from typing import Any

from enrichment.case import Case
from enrichment.packs.pack import Check
from enrichment.reading.slots import Reading, Slot
from enrichment.verdict import Flag, Severity
from enrichment.wording import say

_SLOTS = {"metric": "metrics", "effect": "effects"}
"""Slots whose name in rules differs from the reading's: there may be several of them."""


def check(case: Case) -> tuple[Flag, ...]:
    """Raise the flags of a card, in the order of the pack, texts in the card's language.

    Raises EvaluationError for a rule that fails on this card.
    """
    checks, conditions = case.setting.pack.checks[case.kind]
    holding = conditions.hold(case.facts)
    return tuple(
        _flag(rule, case.reading) for rule, holds in zip(checks, holding, strict=True) if holds
    )


def is_ready(flags: tuple[Flag, ...]) -> bool:
    """Tell whether no required answer is missing."""
    return all(flag.severity is not Severity.REQUIRED for flag in flags)


def _flag(rule: Check, reading: Reading) -> Flag:
    slot = _slot(rule.slot, reading)
    return Flag(
        rule=rule.id,
        severity=rule.severity,
        ask=say(rule.ask, reading.language),
        why=say(rule.why, reading.language),
        slot=rule.slot,
        empty=slot.empty if slot.missing else None,
        quote=slot.quote,
    )


def _slot(name: str, reading: Reading) -> Slot[Any]:
    slot: Slot[Any] = getattr(reading, _SLOTS.get(name, name)) if name else _NO_SLOT
    return slot


_NO_SLOT = Slot[Any](empty=None)
