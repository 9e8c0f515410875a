"""How much work it is: story points, person-days, sprints, T-shirts."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from enrichment.reading.answers import best, empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.durations import span, unit_of
from enrichment.reading.groups import (
    ABOUT,
    COMPLAINT,
    CONDITION,
    COUNTED,
    ESTIMATES,
    EVERY,
    EXISTING,
    FAILING,
    HALT,
    LABOUR,
    LASTING,
    MANUAL,
    METHOD,
    METRIC,
    NEGATIVE,
    NUMERAL,
    PENALTY,
    SAVING,
    SUCCESS,
    TROUBLE,
)
from enrichment.reading.periods import period_after
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import EffectKind, Effort, Empty, Period, Place, Slot
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

_SIZED: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:-{1,2}|–|—|\.\.|\bto\b|\bдо\b|\band\b|\bи\b)\s*(\d+(?:[.,]\d+)?))?"
    r"[\s-]*((?:[^\W\d_]+(?:[.\-\s/]+|\b)){0,3})"
)
_STATED: Final = re.compile(r"[,(]\s*([^,()]{1,24})\)?\s*$")
_LETTER: Final = re.compile(r"(?:^|[\s:=*(])(x{0,3}[sl]|m)(?=$|[\s.,;)*/])", re.IGNORECASE)
_SIZE: Final = re.compile(r"(?:(.{1,24}?)[\s:=*—–-]+)?\b(X{0,3}[SL]|M)(?:[\s.*]*$|\.\s)")
_PARTS: Final = re.compile(r"(?:[;·|()«»=]|,(?=\s)|\s(?:[—–/+]|-{1,2})\s|:\s)")
_NUMBER: Final = re.compile(
    r"[\s*_]*(?:([^\W\d_][^:\d]{0,20}?)[\s*_]*[:—–-][\s*_]*)?"
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:[-–—]|to|до)\s*(\d+(?:[.,]\d+)?))?[\s.*_]*$"
)
_DIGIT: Final = re.compile(r"\d")
_GLUED: Final = re.compile(r"[0-9][^\W\d_]")
_BLANKS: Final = (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))
_EDGES: Final = ".*_\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, _BLANKS))
"""All blanks and the signs of emphasis: what may stand after the last word."""
_LETTERS: Final = frozenset("SLM")
_TITLE: Final = Place.TITLE
_FIELD: Final = Place.FIELD
_BARE: Final = 3  # words of a number alone
_SOMEBODY: Final = ("чел", "person", "man", "dev", "engineer", "eng")
_NEAR: Final = 40  # characters after a number in which its period stands
_SHORT: Final = 5  # words of a part that only names who or what
_LISTED: Final = 12  # words of a clause that lists them
_SURE: Final = frozenset({"sp", "sprint"})
_TOLD: Final = frozenset(
    {"problem", "evidence", "metric", "effect", "risk", "learning", "stop", "method"}
)
_OF_TODAY: Final = FAILING | TROUBLE | NEGATIVE | EXISTING | COMPLAINT | MANUAL | SAVING
_IF: Final = PENALTY | HALT | CONDITION | SUCCESS | METHOD


def read_effort(said: Said) -> Slot[Effort]:
    """The estimate: asked for, told beside a word for one, or a span of work on its own."""
    words = said.words
    asked = best(partial(_asked, words=words), said.where("effort"))
    if asked.empty is None:
        return asked
    return (
        _first(_alone, said.where(groups=COUNTED | LASTING), words)
        or _first(_beside, said.where(groups=ESTIMATES), words)
        or _first(_lettered, said.clauses, words)
        or asked
    )


def _first(
    read: Callable[[Clause, Words], Effort | None], clauses: Iterable[Clause], words: Words
) -> Slot[Effort] | None:
    for clause in clauses:
        effort = read(clause, words)
        if effort is not None:
            return filled(effort, clause)
    return None


def _asked(clause: Clause, words: Words) -> Slot[Effort] | None:
    """The estimate of a field or section of its own."""
    if clause.slot != "effort":
        return None
    if reason := unanswered(clause):
        return empty(clause, reason)
    if clause.field is not None and clause.field.number is not None:
        named = unit_of(lower(clause.field.name), words)
        if named or clause.field.slot is not None:
            return filled(Effort(clause.field.number, named or "sp"), clause)
    effort = _sized(clause, words) or _bare(clause, words) or _spanned(clause, words)
    effort = effort or _letter(clause.text)
    return empty(clause, Empty.VAGUE) if effort is None else filled(effort, clause)


def _beside(clause: Clause, words: Words) -> Effort | None:
    """An estimate in running text, beside a word for one: only what cannot be anything else."""
    if clause.slot == "effort":
        return None
    effort = _sized(clause, words)
    if effort is None and clause.slot not in _TOLD:
        spanned = _spanned(clause, words)
        effort = spanned if spanned is not None and spanned.unit in _SURE else None
    return effort


def _spanned(clause: Clause, words: Words) -> Effort | None:
    found = (span(part, words) for part in _parts(clause.lowered))
    return next((one.effort for one in found if one is not None), None)


def _sized(clause: Clause, words: Words) -> Effort | None:
    """The first number with a unit of work."""
    if not clause.amounts:
        return None
    asked = clause.slot == "effort"
    for match in _SIZED.finditer(clause.lowered):
        unit = unit_of(match[3], words)
        if unit and (asked or _sure(clause, match, unit, words)):
            return _effort(match[1], match[2], unit)
    return None


def _bare(clause: Clause, words: Words) -> Effort | None:
    """A number alone, in the unit its heading names or in points."""
    bare = _SIZED.search(clause.text) if clause.length <= _BARE else None
    if bare is None or bare[3].strip():
        return None
    named = _named(clause.source, words)
    if not named and clause.field is not None and clause.field.slot is None:
        return None  # may be a mark of one to ten
    return _effort(bare[1], bare[2], named or "sp")


def _recurs(clause: Clause, match: re.Match[str], words: Words) -> bool:
    """«3 часа в день»: what is spent again and again is no estimate."""
    at = match.end(2) if match[2] else match.end(1)
    period = period_after(clause.lowered, at, at + _NEAR, words)
    return period not in (None, Period.ONCE)


def _named(source: str, words: Words) -> str:
    """The unit that a heading names: «Оценка, ч/д», "Effort (person-days)", "Days"."""
    match = _STATED.search(lower(source))
    return unit_of(match[1] if match else lower(source), words)


def _sure(clause: Clause, match: re.Match[str], unit: str, words: Words) -> bool:
    """Points and person-days are always an estimate, time only where nothing is told of today."""
    if clause.slot in _TOLD or clause.text.startswith("D", match.start(3)):  # "3D"
        return False
    plain = not (unit == "sp" or match[3].startswith(_SOMEBODY))
    return not (plain and clause.mask & (_OF_TODAY | EVERY)) and not _recurs(clause, match, words)


def _effort(low: str, high: str | None, unit: str) -> Effort:
    return Effort(_number(low), unit, _number(high) if high else None)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _alone(clause: Clause, words: Words) -> Effort | None:
    """A span of work that is all a sentence says, or a part of it: «Семёныч, 4 часа работы»."""
    lowered, place = clause.lowered, clause.place
    if place is _TITLE or (clause.slot in _TOLD and not clause.turn):
        return None
    if not (clause.mask & LASTING or place is _FIELD or _glued(clause)):
        return None
    if headed := _headed(clause, words):
        return headed
    if not words.work.may_stand_alone(clause.marked.tokens):
        return None
    spelled = clause.mask & (NUMERAL | LABOUR)
    parts = _parts(lowered)
    for at, part in enumerate(parts):
        if not (spelled or _DIGIT.search(part)) or len(part.split()) > _LISTED:
            continue
        found = span(part, words)
        if found is None or not found.alone:
            continue
        if _trusted(clause, parts, at, found.effort.unit, words):
            return found.effort
    return None


def _glued(clause: Clause) -> bool:
    """Whether a unit may stand close to its number: "2d", «полдня»."""
    if "пол" in clause.lowered:
        return True
    for token in clause.marked.figures:  # noqa: SIM110 - a generator costs more than it looks at
        if not token.isdigit() and _GLUED.search(token):
            return True
    return False


def _headed(clause: Clause, words: Words) -> Effort | None:
    """A number under its unit: «Часы: 30», "Days: 7 to 8", and so the field of that name."""
    lowered = clause.lowered
    match = _NUMBER.match(lowered) if _last(lowered).isdecimal() else None
    if match is None:
        return None
    field = lower(clause.source) if clause.place is _FIELD and clause.field is None else ""
    unit = unit_of(match[1] or field, words)
    return _effort(match[2], match[3], unit) if unit else None


def _parts(text: str) -> list[str]:
    return [part.strip(" \t\"'*_.!?~≈") for part in _PARTS.split(text)]


def _trusted(clause: Clause, parts: list[str], at: int, unit: str, words: Words) -> bool:
    """Whether such a part is an estimate, as the words around it tell."""
    if clause.mask & (EXISTING | EVERY) or (clause.slot in _TOLD and unit not in _SURE):
        return False
    if unit in _SURE or words.marks(parts[at]).mask & (LABOUR | ESTIMATES):
        return True
    others = [part for number, part in enumerate(parts) if number != at and part]
    if not others:
        return True
    head = words.marks(parts[at - 1]) if at else None
    if head is not None and head.mask & LABOUR and head.length <= _SHORT:
        return True
    listed = clause.length <= _LISTED and all(len(part.split()) <= _SHORT for part in others)
    unsure = _OF_TODAY if clause.mask & ESTIMATES else _OF_TODAY | _IF
    return (listed or not at) and not clause.mask & unsure and not _timed(clause)


def _timed(clause: Clause) -> bool:
    """Whether it speaks of a time that is measured: «срок доставки, 5 дней»."""
    metrics = (mark.payload for mark in clause.marks(METRIC))
    return any(isinstance(one, Metered) and one.kind is EffectKind.TIME for one in metrics)


def _lettered(clause: Clause, words: Words) -> Effort | None:
    """A T-shirt's size on its own or after a word for one: "L", «Размер XL»."""
    if clause.marked.length > _LISTED or not _ends_with_size(clause.text):
        return None
    match = _SIZE.match(clause.text)
    told = clause.slot in _TOLD and not clause.turn
    if match is None or told or clause.place is _TITLE:
        return None
    head = lower(match[1] or "")
    named = words.marks(head).mask & (LABOUR | ESTIMATES | ABOUT)
    if (head or clause.length > 1) and not named and words.key(head) != "effort":
        return None
    return Effort(0, "tshirt", size=match[2])


def _ends_with_size(text: str) -> bool:
    """Whether a text, or what stands before a full stop in it, ends with the letter of a size."""
    if _last(text) in _LETTERS:
        return True
    stopped = text.find(".", 0, len(text) - 1) >= 0
    return stopped and ("L." in text or "M." in text or "S." in text)


def _last(text: str) -> str:
    """The last character of a text, but for blanks, points and emphasis behind its last word."""
    last = text[-2:-1] if text.endswith(".") else text[-1:]
    return last if last.isalnum() else text.rstrip(_EDGES)[-1:]


def _letter(text: str) -> Effort | None:
    match = _LETTER.search(text)
    return Effort(0, "tshirt", size=match[1].upper()) if match else None
