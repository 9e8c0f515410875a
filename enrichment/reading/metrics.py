"""Named indicators that should change, and what each is worth as a proof."""

import re
from collections.abc import Iterator

from enrichment.reading.amount import Amount
from enrichment.reading.answers import bare_words, covered, empty, filled, unanswered
from enrichment.reading.clauses import Clause
from enrichment.reading.groups import (
    BASELINE,
    BRAND,
    ELSEWHERE,
    JUDGEMENT,
    METRIC,
    PROMISE,
    RAISING,
    TARGET,
    VAGUE_METRIC,
    WISH,
)
from enrichment.reading.phrases import Mark, Metered
from enrichment.reading.slots import Empty, Metric, MetricRole, Place, Slot

Metrics = tuple[Metric, ...]
_PROMISING = frozenset({"", "goal", "effect", "change", "reason", "success", "metric"})
_NAME_END = re.compile(r"\s*(?:[:;(]|,\s|\.\s|\s[—–-]\s|<=|>=|[≤≥<>=])")
_PREPOSITION = re.compile(r"\s+(?:с|со|от|до|на|в|from|to|by|at|is|of)$", re.IGNORECASE)
_EDGES = " \t*_.,;:—–-()"
_WORST = {MetricRole.MAIN: 0, MetricRole.PROXY: 1, MetricRole.COUNTER: 2, MetricRole.UPPER: 3}


def read_metrics(clause: Clause) -> Slot[Metrics] | None:
    """The indicators a clause names as those to move, or why its words do not count."""
    if clause.slot == "metric":
        return _asked(clause)
    if clause.slot not in _PROMISING and clause.turn == 0:
        return None
    return _promised(clause)


def _asked(clause: Clause) -> Slot[Metrics]:
    """Under the heading «Метрика» any name that is not a vague one counts."""
    if reason := unanswered(clause):
        return empty(clause, reason)
    found = tuple(_named(clause))
    if found:
        return filled(found, clause)
    changed = any(one.to is not None or one.unit for one in clause.amounts)
    words = clause.length
    if (
        not changed
        and words - covered(clause, VAGUE_METRIC | JUDGEMENT | RAISING | WISH) <= 1 + words // 4
    ):
        return empty(clause, Empty.VAGUE)
    return filled((_unlisted(clause),), clause)


def _promised(clause: Clause) -> Slot[Metrics] | None:
    """In other places a metric counts when the clause says that it should change."""
    moved = any(one.to is not None or one.sign for one in clause.amounts)
    aimed = (clause.mask & TARGET or clause.slot == "goal") and bool(clause.amounts)
    raised = clause.mask & (RAISING | PROMISE)
    if clause.slot != "effect" and not (moved or aimed or raised):
        return None
    if clause.place is Place.TITLE and not moved:
        return None
    found = tuple(_named(clause))
    if found:
        return filled(found, clause)
    if any(one.to is not None for one in clause.amounts) and clause.slot in ("goal", "effect"):
        return filled((_unlisted(clause),), clause)
    if raised and clause.mask & VAGUE_METRIC:
        return empty(clause, Empty.VAGUE)
    return None


def _named(clause: Clause) -> Iterator[Metric]:
    """The indicators of the dictionary in the clause, the telling ones first."""
    marks = clause.marks(METRIC)
    outer = [
        mark
        for mark in marks
        if not any(_inside(mark, other) for other in marks) and not _foreign(clause, mark)
    ]
    outer.sort(key=lambda mark: isinstance(mark.payload, Metered) and mark.payload.id == "share")
    seen: set[str] = set()
    for mark in outer:
        if isinstance(mark.payload, Metered) and mark.payload.id not in seen:
            seen.add(mark.payload.id)
            yield _metric(clause, mark, mark.payload)


def _inside(mark: Mark, other: Mark) -> bool:
    return mark is not other and other.start <= mark.start and mark.end <= other.end


def _foreign(clause: Clause, mark: Mark) -> bool:
    """Whether words such as «у конкурентов» lead the metric in."""
    others = clause.marks(ELSEWHERE | BRAND)
    return clause.slot != "metric" and any(other.start < mark.start for other in others)


def _metric(clause: Clause, mark: Mark, known: Metered) -> Metric:
    if clause.slot == "metric" or known.id == "share":
        name = _name(clause.text, _beginning(clause.text, mark.start))
    else:
        name = clause.text[mark.start : mark.end]
    after = [one for one in clause.amounts if one.start >= mark.start] or list(clause.amounts)
    return _measured(name.strip(_EDGES), known.role, after, clause)


def _beginning(text: str, at: int) -> int:
    """Where the name around a word begins: at the start of the text, or after the last comma."""
    return max(
        (text.rfind(stop, 0, at) + len(stop) for stop in (", ", "; ", ": ") if stop in text[:at]),
        default=0,
    )


def _unlisted(clause: Clause) -> Metric:
    return _measured(_name(clause.text, 0), MetricRole.PROXY, list(clause.amounts), clause)


def _name(text: str, start: int) -> str:
    """What stands before the first number, bracket or comma."""
    rest = text[start:]
    digit = re.search(r"\s[$€£₽]?[+−-]?\d", rest)
    stop = _NAME_END.search(rest, 1)
    ends = [match.start() for match in (digit, stop) if match is not None]
    name = rest[: min(ends, default=len(rest))].strip(_EDGES)
    return _PREPOSITION.sub("", name) or " ".join(bare_words(rest)[:6])


def _measured(name: str, role: MetricRole, counted: list[Amount], clause: Clause) -> Metric:
    """The metric with baseline and target from the numbers beside it."""
    values = [one for one in counted if not (one.horizon or one.sign or one.delta)]
    change = next((one for one in values if one.to is not None), None)
    if change is not None:
        low = -change.low if change.sign == "-" and change.low is not None else change.low
        return Metric(name, role, low, change.to, _unit(change), _horizon(clause))
    baseline = target = None
    unit = ""
    for one in values:
        value = one.high if one.high is not None else one.low
        before = clause.text[: one.start]
        if baseline is None and _said_last(clause, before, BASELINE):
            baseline, unit = value, unit or _unit(one)
        elif target is None and (_said_last(clause, before, TARGET) or one.low != one.high):
            target, unit = value, unit or _unit(one)
    return Metric(name, role, baseline, target, unit, _horizon(clause))


def _said_last(clause: Clause, before: str, group: int) -> bool:
    """Whether the last word of a target or a baseline before a number is of this group."""
    ends = {
        name: max((mark.end for mark in clause.marks(name) if mark.end <= len(before)), default=-1)
        for name in (TARGET, BASELINE)
    }
    return ends[group] >= 0 and ends[group] == max(ends.values())


def _unit(one: Amount) -> str:
    return one.currency or one.unit


def _horizon(clause: Clause) -> str:
    """The words that say over which time: «за 60 дней»."""
    for one in clause.amounts:
        if one.horizon:
            start = clause.text.rfind(" ", 0, max(0, one.start - 1)) + 1
            return clause.text[start : one.end]
    return ""
