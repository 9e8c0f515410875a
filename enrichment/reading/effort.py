"""How much work it is: story points, person-days, sprints, T-shirts."""

import re

from enrichment.reading.answers import empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.groups import ESTIMATES, NUMERAL
from enrichment.reading.slots import Effort, Empty, Slot
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

_SIZED = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:-{1,2}|–|—|\.\.|to|до)\s*(\d+(?:[.,]\d+)?))?[\s-]*"
    r"((?:[^\W\d_]+(?:[.\-\s/]+|\b)){0,3})"
)
_STATED = re.compile(r"[,(]\s*([^,()]{1,24})\)?\s*$")
_LETTER = re.compile(r"(?:^|[\s:=*(])(x{0,3}[sl]|m)(?=$|[\s.,;)*/])", re.IGNORECASE)
_NEVER_ALONE = frozenset({"hour", "day", "week", "month", "sprint"})


def read_effort(clause: Clause, words: Words) -> Slot[Effort] | None:
    """The estimate a clause gives. Outside its field or section only what cannot be else counts."""
    asked = clause.slot == "effort"
    if asked:
        if reason := unanswered(clause):
            return empty(clause, reason)
        if clause.field is not None and clause.field.number is not None:
            named = _unit(lower(clause.field.name), words)
            if named or clause.field.slot is not None:
                return filled(Effort(clause.field.number, named or "sp"), clause)
    effort = _sized(clause, words, asked=asked)
    if effort is None and clause.mask & (NUMERAL if asked else ESTIMATES):
        effort = _spoken(clause, words)
    if effort is None and asked:
        effort = _letter(clause.text) or _single(clause.text, words)
    if effort is not None:
        return filled(effort, clause)
    return empty(clause, Empty.VAGUE) if asked else None


def _sized(clause: Clause, words: Words, *, asked: bool) -> Effort | None:
    if not (asked or clause.mask & ESTIMATES) or not clause.amounts:
        return None
    for match in _SIZED.finditer(clause.lowered):
        unit = _unit(match[3], words)
        if unit and (asked or _sure(clause, unit, match[3])):
            return _effort(match[1], match[2], unit)
    guessed = clause.field is not None and clause.field.slot is None  # may be a mark of one to ten
    bare = _SIZED.search(clause.text) if asked and clause.length <= 3 and not guessed else None
    if bare is None or bare[3].strip():
        return None
    return _effort(bare[1], bare[2], _named(clause.source, words) or "sp")


def _named(source: str, words: Words) -> str:
    """The unit that a heading names: «Оценка, ч/д», "Effort (person-days)"."""
    match = _STATED.search(lower(source))
    return _unit(match[1], words) if match else ""


def _sure(clause: Clause, unit: str, named: str) -> bool:
    """Points are always an estimate, time only beside a word such as «оценка» or of a person."""
    if clause.slot not in ("", "change"):
        return False
    if unit == "sp":
        return bool(clause.mask & ESTIMATES)
    return bool(clause.mask & ESTIMATES) or named.startswith(("чел", "person", "man", "dev"))


def _effort(low: str, high: str | None, unit: str) -> Effort:
    return Effort(_number(low), unit, _number(high) if high else None)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _unit(text: str, words: Words) -> str:
    """The unit that the words after a number name, the longest name first."""
    known = words.dictionary.stems(text)[:3]
    for length in range(len(known), 0, -1):
        if unit := words.efforts.get(known[:length]):
            return unit
    return ""


def _spoken(clause: Clause, words: Words) -> Effort | None:
    """«две недели», "half a day"."""
    for mark in clause.marks(NUMERAL):
        after = clause.lowered[mark.end : mark.end + 40].removeprefix(" a ")
        unit = _unit(after, words)
        if unit and isinstance(mark.payload, float | int):
            return Effort(float(mark.payload), unit)
    return None


def _single(text: str, words: Words) -> Effort | None:
    """«неделя», "a sprint": one of it."""
    unit = _unit(lower(text).removeprefix("a ").removeprefix("один "), words)
    return Effort(1, unit) if unit in _NEVER_ALONE else None


def _letter(text: str) -> Effort | None:
    match = _LETTER.search(text)
    return Effort(0, "tshirt", size=match[1].upper()) if match else None
