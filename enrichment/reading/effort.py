"""How much work it is: story points, person-days, sprints, T-shirts."""

import re
from collections.abc import Iterator
from functools import partial

from enrichment.reading.answers import best, empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.durations import span, unit_of
from enrichment.reading.groups import (
    COMPLAINT,
    CONDITION,
    COUNTED,
    ESTIMATES,
    EXISTING,
    FAILING,
    HALT,
    LABOUR,
    MANUAL,
    METHOD,
    METRIC,
    NEGATIVE,
    PENALTY,
    SAVING,
    SUCCESS,
    TROUBLE,
)
from enrichment.reading.slots import Effort, Empty, Period, Place, Slot
from enrichment.reading.stems import lower
from enrichment.reading.tails import period_after
from enrichment.reading.words import Words

_SIZED = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:-{1,2}|–|—|\.\.|\bto\b|\bдо\b|\band\b|\bи\b)\s*(\d+(?:[.,]\d+)?))?"
    r"[\s-]*((?:[^\W\d_]+(?:[.\-\s/]+|\b)){0,3})"
)
_STATED = re.compile(r"[,(]\s*([^,()]{1,24})\)?\s*$")
_LETTER = re.compile(r"(?:^|[\s:=*(])(x{0,3}[sl]|m)(?=$|[\s.,;)*/])", re.IGNORECASE)
_SIZE = re.compile(r"(?:(.{1,24}?)[\s:=*—–-]+)?\b(X{0,3}[SL]|M)[\s.*]*$")
_PARTS = re.compile(r"(?:[;·|()«»]|,(?=\s)|\s[—–-]{1,2}\s|:\s)")
_NEAR = 40  # characters after a number in which its period stands
_SHORT = 4  # words of a part that only names who or what
_LISTED = 12  # words of a clause that lists them
_SURE = frozenset({"sp", "sprint"})
_TOLD = frozenset({"problem", "evidence", "metric", "effect", "risk", "learning", "stop", "method"})
_OF_TODAY = FAILING | TROUBLE | NEGATIVE | EXISTING | COMPLAINT | MANUAL | METRIC
_IF = PENALTY | HALT | CONDITION | SUCCESS | METHOD | SAVING


def read_effort(said: Said) -> Slot[Effort]:
    """The estimate: asked for, told beside a word for one, or a span of work on its own."""
    asked = best(partial(_estimate, words=said.words), said.where("effort", groups=ESTIMATES))
    if asked.empty is None:
        return asked
    alone = best(partial(_alone, words=said.words), said.where(groups=COUNTED | LABOUR))
    if alone.empty is None:
        return alone
    letter = best(partial(_lettered, words=said.words), said.clauses)
    return letter if letter.empty is None else asked


def _estimate(clause: Clause, words: Words) -> Slot[Effort] | None:
    """The estimate a clause gives. Outside its field or section only what cannot be else counts."""
    asked = clause.slot == "effort"
    if asked:
        if reason := unanswered(clause):
            return empty(clause, reason)
        if clause.field is not None and clause.field.number is not None:
            named = unit_of(lower(clause.field.name), words)
            if named or clause.field.slot is not None:
                return filled(Effort(clause.field.number, named or "sp"), clause)
    effort = _sized(clause, words, asked=asked)
    if effort is None and asked:
        found = span(clause.lowered, words)
        effort = found.effort if found is not None else _letter(clause.text)
    if effort is not None:
        return filled(effort, clause)
    return empty(clause, Empty.VAGUE) if asked else None


def _sized(clause: Clause, words: Words, *, asked: bool) -> Effort | None:
    if not (asked or clause.mask & ESTIMATES) or not clause.amounts:
        return None
    for match in _SIZED.finditer(clause.lowered):
        unit = unit_of(match[3], words)
        if unit and (asked or (_sure(clause, unit, match[3]) and not _recurs(clause, match, words))):
            return _effort(match[1], match[2], unit)
    guessed = clause.field is not None and clause.field.slot is None  # may be a mark of one to ten
    bare = _SIZED.search(clause.text) if asked and clause.length <= 3 and not guessed else None
    if bare is None or bare[3].strip():
        return None
    return _effort(bare[1], bare[2], _named(clause.source, words) or "sp")


def _recurs(clause: Clause, match: re.Match[str], words: Words) -> bool:
    """«3 часа в день»: what is spent again and again is no estimate."""
    at = match.end(2) if match[2] else match.end(1)
    period = period_after(clause.lowered, at, at + _NEAR, words)
    return period not in (None, Period.ONCE)


def _named(source: str, words: Words) -> str:
    """The unit that a heading names: «Оценка, ч/д», "Effort (person-days)", "Days"."""
    match = _STATED.search(lower(source))
    return unit_of(match[1] if match else lower(source), words)


def _sure(clause: Clause, unit: str, named: str) -> bool:
    """Points are always an estimate, time only beside a word such as «оценка» or of a person."""
    if clause.slot in _TOLD:
        return False
    if unit == "sp":
        return bool(clause.mask & ESTIMATES)
    return bool(clause.mask & ESTIMATES) or named.startswith(("чел", "person", "man", "dev"))


def _effort(low: str, high: str | None, unit: str) -> Effort:
    return Effort(_number(low), unit, _number(high) if high else None)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _alone(clause: Clause, words: Words) -> Slot[Effort] | None:
    """A span of work that is all a sentence says, or a part of it: «Семёныч, 4 часа работы»."""
    if clause.place is Place.TITLE or (clause.slot in _TOLD and not clause.turn):
        return None
    parts = list(_parts(clause.lowered))
    for at, part in enumerate(parts):
        if not part or len(part.split()) > _LISTED:
            continue
        found = span(part, words)
        if found is None or not found.alone:
            continue
        if _trusted(clause, parts, at, found.effort.unit, words):
            return filled(found.effort, clause)
    return None


def _parts(text: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        yield part.strip(" \t\"'*_.!?~≈")


def _trusted(clause: Clause, parts: list[str], at: int, unit: str, words: Words) -> bool:
    """Whether such a part is an estimate, as the words around it tell."""
    if clause.mask & EXISTING:
        return False
    if unit in _SURE or words.marks(parts[at]).mask & (LABOUR | ESTIMATES):
        return True
    others = [part for number, part in enumerate(parts) if number != at and part]
    if not others:
        return clause.slot not in _TOLD
    head = words.marks(parts[at - 1]) if at else None
    if head is not None and head.mask & LABOUR and head.length <= _SHORT:
        return True
    listed = clause.length <= _LISTED and all(len(part.split()) <= _SHORT for part in others)
    return listed and clause.slot not in _TOLD and not clause.mask & (_OF_TODAY | _IF)


def _lettered(clause: Clause, words: Words) -> Slot[Effort] | None:
    """A T-shirt's size on its own or after a word for one: "L", «Размер XL»."""
    match = _SIZE.match(clause.text) if clause.length <= _SHORT else None
    if match is None or clause.place is Place.TITLE or clause.slot in _TOLD:
        return None
    head = lower(match[1] or "")
    if head and words.key(head) != "effort" and not words.marks(head).mask & (LABOUR | ESTIMATES):
        return None
    return filled(Effort(0, "tshirt", size=match[2]), clause)


def _letter(text: str) -> Effort | None:
    match = _LETTER.search(text)
    return Effort(0, "tshirt", size=match[1].upper()) if match else None
