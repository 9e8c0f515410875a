"""Indicators in a clause: their names, roles, and the numbers beside them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from enrichment.reading.amount import Amount
from enrichment.reading.answers import bare_words
from enrichment.reading.clause import Clause
from enrichment.reading.groups import BASELINE, BRAND, ELSEWHERE, GUARDING, METRIC, TARGET
from enrichment.reading.marks import Mark
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import Metric, MetricRole

_NAME_END: Final = re.compile(
    r"""
    [\s:;(,.<=>≤≥]                      # begins with one of these: to look for a few is quick
    (?! [^\W\d] (?<= \s. ) )            # a word goes on with the name
    (?: (?<=\s) [$€£₽]? [+−-]? \d       # a number
      | (?<! \A [\s\S] )                # not at once: a name of no character is none
        (?: (?<= [:;(<=>≤≥] ) | (?<= [,.] ) \s
          | (?<= \s ) (?: [—–-]\s | \s* (?: [:;(<=>≤≥] | [,.]\s | \s[—–-]\s ) )
        )
    )
    """,
    re.VERBOSE,
)
_PREPOSITIONS: Final = frozenset(
    {"с", "со", "от", "до", "на", "в", "from", "to", "by", "at", "is", "of"}
)
_EACH: Final = frozenset({"per", "every", "each", "каждый", "каждую"})
_OTHERS: Final = ELSEWHERE | BRAND
_EDGES: Final = " \t*_.,;:—–-()"
_STOPS: Final = (", ", "; ", ": ")
SHARE: Final = "share"
"""The indicator «доля» of something: whatever else is named beside it tells more."""


def named(clause: Clause) -> tuple[Metric, ...]:
    """The indicators of the dictionary in the clause, each once, the telling ones first."""
    found: dict[str, Metric] = {}
    share: Metric | None = None
    for mark in _outer(clause):
        known = mark.payload
        if not isinstance(known, Metered):
            continue
        if known.id == SHARE:
            share = share or _metric(clause, mark, known)
        elif known.id not in found:
            found[known.id] = _metric(clause, mark, known)
    return (*found.values(), share) if share else tuple(found.values())


def _outer(clause: Clause) -> list[Mark]:
    """Where indicators of the clause's own subject stand, but for names inside longer ones."""
    marks = clause.marks(METRIC)
    own = marks if len(marks) == 1 else [one for one in marks if not _within(one, marks)]
    if clause.mask & _OTHERS and clause.slot != "metric":
        other = clause.first(_OTHERS)  # «у конкурентов»: what that leads in is not the card's own
        own = [one for one in own if other is None or one.start <= other.start]
    return [one for one in own if not _per(clause, one)]


def _within(mark: Mark, marks: list[Mark]) -> bool:
    """Whether a longer name holds this one."""
    for other in marks:
        if mark is not other and other.start <= mark.start and mark.end <= other.end:
            return True
    return False


def _per(clause: Clause, mark: Mark) -> bool:
    """Whether amounts are counted by it: "per incident" measures no incidents."""
    return mark.first > 0 and clause.marked.word(mark.first - 1) in _EACH


def _role(clause: Clause, mark: Mark, known: Metered) -> MetricRole:
    """What the dictionary says, unless the words before only guard the indicator."""
    guarding = clause.first(GUARDING)
    if guarding is not None and guarding.start < mark.start:
        return MetricRole.COUNTER
    headed = clause.slot == "metric" and clause.headed.mask & GUARDING
    return MetricRole.COUNTER if headed else known.role


def _metric(clause: Clause, mark: Mark, known: Metered) -> Metric:
    if clause.slot == "metric" or known.id == SHARE:
        name = _name(clause.text, _beginning(clause.text, mark.start))
    else:
        name = clause.text[mark.start : mark.end]
    after = [one for one in clause.amounts if one.start >= mark.start] or clause.amounts
    return _measured(name.strip(_EDGES), _role(clause, mark, known), after, clause)


def _beginning(text: str, at: int) -> int:
    """Where the name around a word begins: at the start of the text, or after the last comma."""
    begin = 0
    for stop in _STOPS:
        found = text.rfind(stop, begin, at)
        if found >= 0:
            begin = found + len(stop)
    return begin


def unlisted(clause: Clause) -> Metric:
    """An indicator no dictionary has, by the words before its number."""
    return _measured(_name(clause.text, 0), MetricRole.PROXY, clause.amounts, clause)


def _name(text: str, start: int) -> str:
    """What stands before the first number, bracket or comma."""
    rest = text[start:]
    end = _NAME_END.search(rest)
    name = (rest if end is None else rest[: end.start()]).strip(_EDGES)
    parts = name.rsplit(None, 1)
    if len(parts) > 1 and parts[1].lower() in _PREPOSITIONS:
        return parts[0]
    return name or " ".join(bare_words(rest)[:6])


def _measured(name: str, role: MetricRole, counted: Sequence[Amount], clause: Clause) -> Metric:
    """The metric with baseline and target from the numbers beside it."""
    if not counted:
        return Metric(name, role)
    values = [one for one in counted if not (one.horizon or one.sign or one.delta)]
    for one in values:
        if one.to is not None:
            return Metric(name, role, one.low, one.to, _unit(one), _horizon(clause))
    baseline = target = None
    unit = ""
    starts, aims = clause.marks(BASELINE), clause.marks(TARGET)
    for one in values:
        value = one.high if one.high is not None else one.low
        started, aimed = _last_end(starts, one.start), _last_end(aims, one.start)
        if baseline is None and started >= max(aimed, 0):
            baseline, unit = value, unit or _unit(one)
        elif target is None and (aimed >= max(started, 0) or one.low != one.high):
            target, unit = value, unit or _unit(one)
    return Metric(name, role, baseline, target, unit, _horizon(clause))


def _last_end(marks: Iterable[Mark], before: int) -> int:
    """Where the last of some words before a number ends; -1 without one."""
    end = -1
    for mark in marks:
        if end < mark.end <= before:
            end = mark.end
    return end


def _unit(one: Amount) -> str:
    return one.currency or one.unit


def _horizon(clause: Clause) -> str:
    """The words that say over which time: «за 60 дней»."""
    for one in clause.amounts:
        if one.horizon:
            start = clause.text.rfind(" ", 0, max(0, one.start - 1)) + 1
            return clause.text[start : one.end]
    return ""
