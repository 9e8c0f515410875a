"""What to do with a card: the first decision of the pack that holds, and what people decided."""

from enrichment.case import Case
from enrichment.checks import is_ready
from enrichment.packs.pack import DecisionRule
from enrichment.reading.slots import Origin
from enrichment.verdict import Advice, Decision, Flag, Score
from enrichment.wording import say


def decide(case: Case, flags: tuple[Flag, ...], score: Score) -> Advice:
    """Advise on a card. Raises EvaluationError.

    Whatever the pack says, a card with unanswered required questions, or a competitor's idea
    without own value, is never advised to launch.
    """
    pack = case.setting.pack
    rules, conditions = pack.decisions
    named = [flag.rule for flag in flags]
    values = pack.publisher.decision(case.facts.values, score, named, ready=is_ready(flags))
    holding = zip(rules, conditions.hold(pack.judging.facts(values)), strict=True)
    barred = _may_not_launch(case, flags)
    rule = next(rule for rule, holds in holding if holds and not (barred and _launches(rule)))
    return Advice(rule.decision, rule.id, say(rule.why, case.language), _taken(case))


def _launches(rule: DecisionRule) -> bool:
    return rule.decision is Decision.LAUNCH


def _may_not_launch(case: Case, flags: tuple[Flag, ...]) -> bool:
    reading = case.reading
    copied = reading.origin.value is Origin.COMPETITOR and reading.own_value.missing
    return copied or not is_ready(flags)


def _taken(case: Case) -> Decision | None:
    """Find a person's decision: in the mapped field first, then in a label."""
    field = case.card.field("decision")
    words = [field.text] if field else []
    found = map(case.setting.pack.human_decision, [*words, *case.card.labels])
    return next((decision for decision in found if decision is not None), None)
