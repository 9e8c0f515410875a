"""What a card lacks: the checks of the pack over one case."""

from itertools import compress
from typing import Any

from connectors.card import Stage
from enrichment.case import Case
from enrichment.packs.pack import Check
from enrichment.packs.schema import RENAMED
from enrichment.reading.slots import Reading, Slot
from enrichment.verdict import Flag, Severity
from enrichment.wording import say

SHOWN = "{shown}"
"""What stands in a text of a check for what its `show` gives."""

_SLOTS = {published: name for name, published in RENAMED.items()}


def check(case: Case) -> tuple[Flag, ...]:
    """Raise the flags of a card, in the order of the pack, texts in the card's language.

    Raises EvaluationError for a rule that fails on this card.
    """
    finished = case.card.stage is Stage.DONE
    checks, conditions = case.setting.pack.checks[case.kind, finished]
    return tuple([_flag(rule, case) for rule in compress(checks, conditions.hold(case.facts))])


def is_ready(flags: tuple[Flag, ...]) -> bool:
    """Tell whether no required answer is missing."""
    return all(flag.severity is not Severity.REQUIRED for flag in flags)


def _flag(rule: Check, case: Case) -> Flag:
    slot, language = _slot(rule.slot, case.reading), case.reading.language
    ask, why = say(rule.ask, language), say(rule.why, language)
    if rule.show:
        shown = str(rule.show.value(case.facts, rule.id))
        ask, why = ask.replace(SHOWN, shown), why.replace(SHOWN, shown)
    return Flag(
        rule=rule.id,
        severity=rule.severity,
        ask=ask,
        why=why,
        slot=rule.slot,
        empty=slot.empty if slot.missing else None,
        quote=slot.quote,
    )


def _slot(name: str, reading: Reading) -> Slot[Any]:
    slot: Slot[Any] = getattr(reading, _SLOTS.get(name, name)) if name else _NO_SLOT
    return slot


_NO_SLOT = Slot[Any](empty=None)
