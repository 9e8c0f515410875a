"""Indicators in a clause: their names, roles, and the numbers beside them."""

import re
from collections.abc import Iterator

from enrichment.reading.amount import Amount
from enrichment.reading.answers import bare_words
from enrichment.reading.clause import Clause
from enrichment.reading.groups import BASELINE, BRAND, ELSEWHERE, GUARDING, METRIC, TARGET
from enrichment.reading.marks import Mark
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import Metric, MetricRole

_NAME_END = re.compile(r"\s*(?:[:;(]|,\s|\.\s|\s[—–-]\s|<=|>=|[≤≥<>=])")
_PREPOSITION = re.compile(r"\s+(?:с|со|от|до|на|в|from|to|by|at|is|of)$", re.IGNORECASE)
_FIGURE = re.compile(r"\s[$€£₽]?[+−-]?\d")
_EACH = frozenset({"per", "every", "each", "каждый", "каждую"})
_EDGES = " \t*_.,;:—–-()"


def named(clause: Clause) -> Iterator[Metric]:
    """The indicators of the dictionary in the clause, the telling ones first."""
    marks = clause.marks(METRIC)
    outer = [
        mark
        for mark in marks
        if not (_foreign(clause, mark) or _per(clause, mark) or _within(mark, marks))
    ]
    outer.sort(key=lambda mark: isinstance(mark.payload, Metered) and mark.payload.id == "share")
    seen: set[str] = set()
    for mark in outer:
        if isinstance(mark.payload, Metered) and mark.payload.id not in seen:
            seen.add(mark.payload.id)
            yield _metric(clause, mark, mark.payload)


def _within(mark: Mark, marks: list[Mark]) -> bool:
    """Whether a longer name holds this one."""
    return any(
        mark is not other and other.start <= mark.start and mark.end <= other.end for other in marks
    )


def _per(clause: Clause, mark: Mark) -> bool:
    """Whether amounts are counted by it: "per incident" measures no incidents."""
    return mark.first > 0 and clause.marked.word(mark.first - 1) in _EACH


def _foreign(clause: Clause, mark: Mark) -> bool:
    """Whether words such as «у конкурентов» lead the metric in."""
    others = clause.marks(ELSEWHERE | BRAND)
    return clause.slot != "metric" and any(other.start < mark.start for other in others)


def _role(clause: Clause, mark: Mark, known: Metered) -> MetricRole:
    """What the dictionary says, unless the words before only guard the indicator."""
    guarded = any(one.start < mark.start for one in clause.marks(GUARDING))
    headed = clause.slot == "metric" and clause.headed.mask & GUARDING
    return MetricRole.COUNTER if guarded or headed else known.role


def _metric(clause: Clause, mark: Mark, known: Metered) -> Metric:
    if clause.slot == "metric" or known.id == "share":
        name = _name(clause.text, _beginning(clause.text, mark.start))
    else:
        name = clause.text[mark.start : mark.end]
    after = [one for one in clause.amounts if one.start >= mark.start] or list(clause.amounts)
    return _measured(name.strip(_EDGES), _role(clause, mark, known), after, clause)


def _beginning(text: str, at: int) -> int:
    """Where the name around a word begins: at the start of the text, or after the last comma."""
    return max(
        (text.rfind(stop, 0, at) + len(stop) for stop in (", ", "; ", ": ") if stop in text[:at]),
        default=0,
    )


def unlisted(clause: Clause) -> Metric:
    """An indicator no dictionary has, by the words before its number."""
    return _measured(_name(clause.text, 0), MetricRole.PROXY, list(clause.amounts), clause)


def _name(text: str, start: int) -> str:
    """What stands before the first number, bracket or comma."""
    rest = text[start:]
    digit = _FIGURE.search(rest)
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
