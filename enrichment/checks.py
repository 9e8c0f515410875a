"""What a card lacks: the checks of the pack over one case."""

from itertools import compress
from typing import Any, Final

from msgspec.structs import replace

from connectors.card import Stage
from enrichment.case import Case
from enrichment.packs.pack import Check
from enrichment.packs.schema import RENAMED
from enrichment.reading.slots import Reading, Slot
from enrichment.verdict import Flag, Severity

_DONE: Final = Stage.DONE
_REQUIRED: Final = Severity.REQUIRED

SHOWN = "{shown}"
"""What stands in a text of a check for what its `show` gives."""

_SLOTS = {published: name for name, published in RENAMED.items()}


def check(case: Case) -> tuple[Flag, ...]:
    """Raise the flags of a card, in the order of the pack, texts in the card's language.

    Raises EvaluationError for a rule that fails on this card.
    """
    finished = case.card.stage is _DONE
    checks, conditions = case.setting.pack.checks[case.kind, finished]
    return tuple([_flag(rule, case) for rule in compress(checks, conditions.hold(case.facts))])


def is_ready(flags: tuple[Flag, ...]) -> bool:
    """Tell whether no required answer is missing."""
    return all(flag.severity is not _REQUIRED for flag in flags)


def _flag(rule: Check, case: Case) -> Flag:
    slot, flag = _slot(rule.slot, case.reading), rule.flags["ru" if case.language == "ru" else "en"]
    empty = slot.empty if slot.value is None else None
    if rule.show:
        shown = str(rule.show.value(case.facts, rule.id))
        ask, why = flag.ask.replace(SHOWN, shown), flag.why.replace(SHOWN, shown)
        return replace(flag, ask=ask, why=why, empty=empty, quote=slot.quote)
    if slot.quote is None and empty is flag.empty:
        return flag
    return replace(flag, empty=empty, quote=slot.quote)


def _slot(name: str, reading: Reading) -> Slot[Any]:
    slot: Slot[Any] = getattr(reading, _SLOTS.get(name, name)) if name else _NO_SLOT
    return slot


_NO_SLOT = Slot[Any](empty=None)
