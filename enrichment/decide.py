"""What to do with a card: the first decision of the pack that holds, and what people decided."""

from itertools import compress
from typing import Final

from enrichment.case import Case
from enrichment.reading.slots import Origin
from enrichment.verdict import Advice, Decision, Flag, Score
from enrichment.wording import say

_LAUNCH: Final = Decision.LAUNCH
_COMPETITOR: Final = Origin.COMPETITOR


def decide(case: Case, flags: tuple[Flag, ...], score: Score) -> Advice:
    """Advise on a card. Raises EvaluationError.

    Whatever the pack says, a card with unanswered required questions, or a competitor's idea
    without own value, is never advised to launch.
    """
    pack = case.setting.pack
    rules, conditions = pack.decisions
    named = [flag.rule for flag in flags]
    values = case.facts.values
    pack.publisher.decide(values, score, named)
    holding = compress(rules, conditions.hold(pack.judging.facts(values)))
    barred = score.provisional or _is_copied(case)
    rule = next(rule for rule in holding if not (barred and rule.decision is _LAUNCH))
    return Advice(rule.decision, rule.id, say(rule.why, case.language), _taken(case))


def _is_copied(case: Case) -> bool:
    reading = case.reading
    return reading.origin.value is _COMPETITOR and reading.own_value.missing


def _taken(case: Case) -> Decision | None:
    """Find a person's decision: in the mapped field first, then in a label."""
    field = case.card.field("decision")
    for word in (*((field.text,) if field else ()), *case.card.labels):
        decision = case.setting.pack.human_decision(word)
        if decision is not None:
            return decision
    return None
