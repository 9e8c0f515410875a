"""What is wrong now: an observable fact or a consequence, not a solution restated."""

import re
from typing import Final

from enrichment.reading.answers import empty, filled, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.groups import (
    ABILITY,
    ASKING,
    COMPLAINT,
    CONDITIONAL,
    CONSEQUENCE,
    DESCRIBING,
    EXISTING,
    FAILING,
    FRACTION,
    HINT,
    JUDGEMENT,
    MANUAL,
    NEGATIVE,
    PROMISE,
    RAISING,
    SPEND,
    TARGET,
    TERMS,
    TROUBLE,
    WISH,
)
from enrichment.reading.marks import Mark
from enrichment.reading.slots import (
    IN_COMMENT,
    IN_FIELD,
    IN_PROSE,
    IN_TITLE,
    Empty,
    Slot,
)
from enrichment.reading.telling import outweighs
from enrichment.reading.words import Words

_STRONG: Final = FAILING | COMPLAINT | NEGATIVE
_UNSAID: Final = (Empty.PLACEHOLDER, Empty.NEGATED)
_DENIED: Final = -0.6  # how much a clause must sound unlike a problem to outvote the rules
_CLEAR: Final = 0.0  # and how much like one where they are silent
_SHORTEST: Final = 3  # words: below that running text names a thing, it does not tell what happens
_WEAK: Final = TROUBLE | MANUAL | EXISTING | CONSEQUENCE | FRACTION
_HEAD: Final = 2  # among its first words an imperative or a verbal noun names a function
_ENOUGH: Final = 2  # signs that only together make a fact
_AHEAD: Final = WISH | PROMISE | TARGET
_TURNING: Final = _AHEAD | DESCRIBING
_DOUBTED: Final = CONDITIONAL | TERMS | ABILITY
_STATING: Final = _AHEAD | RAISING | SPEND | TERMS
_PROSE: Final = frozenset({"", "reason", "change", "evidence", "risk"})
_REASONS: Final = frozenset({"problem", "reason", "evidence"})
_SHORT: Final = frozenset(
    {"goal", "metric", "owner"}
)  # a second sentence there is running text again
# «не» and a verb in the present or past tense: something does not happen.
_NOT_VERB: Final = re.compile(
    r"\bне\s+(?:\w+\s)?\w{2,}(?:ет|ют|ит|ят|ут|ат|ется|ются|ится|ятся|атся|утся|ем|им|лся|лась|лись|ла|ли|ло|ал|ил|ел|ял|шел)\b"
)
# The same in English: "doesn't load", "are not saved", "cannot be opened".
_NOT_DONE: Final = re.compile(
    r"\b(?:(?:does|do|did|can|could|will|has|have)(?:n't| not)|cannot|never)\s+\w+"
    r"|\b(?:is|are|was|were)(?:n't| not)\s+(?:\w+ly\s+|yet\s+)?\w+(?:ed|able|ible|own|lt|nt|ough)\b"
)
_ABSENCE: Final = re.compile(r"\W*(?:нет|no|отсутствует|lack of|without)\b")


def read_problem(clause: Clause, words: Words) -> Slot[str] | None:
    """The problem a clause tells, or why its words do not count, or None.

    Rules say what is a fact; how the clause sounds may outvote them.
    """
    slot = _ruled(clause)
    if slot is not None and slot.empty is None:
        sure = clause.slot == "problem" or _outweighs(clause, words, _DENIED)
        return slot if sure else None
    if slot is not None and slot.empty in _UNSAID:
        return slot
    if _spoken(clause) and _outweighs(clause, words, _CLEAR) and not clause.adds():
        return filled(clause.text, clause)
    return slot


def _outweighs(clause: Clause, words: Words, limit: float) -> bool:
    return outweighs(clause, words.problem, limit, fact=fact(clause))


def _ruled(clause: Clause) -> Slot[str] | None:
    if clause.slot == "problem":
        return _asked(clause)
    running = clause.slot in _PROSE or (clause.turn > 0 and clause.slot in _SHORT)
    return _prose(clause) if running and clause.place is not IN_FIELD else None


def _spoken(clause: Clause) -> bool:
    """Whether a clause tells what is, not what somebody wants or what a thing does."""
    mask = clause.mask
    if mask & HINT or clause.begins(CONDITIONAL) or _wished(clause):
        return False
    return _ahead(clause) * 3 > len(clause.text)


def _asked(clause: Clause) -> Slot[str]:
    """Under the heading «Проблема» most words are a problem; a wish or a verdict is not."""
    if reason := unanswered(clause, spare=0):
        return empty(clause, reason)
    words = clause.length
    if clause.amounts or fact(clause) or (clause.mask & (TROUBLE | MANUAL) and not _wished(clause)):
        return filled(clause.text, clause)
    if words - clause.marked.covered(JUDGEMENT) <= 2 or _wished(clause):
        return empty(clause, Empty.VAGUE)
    if words <= 4 and (_ABSENCE.match(clause.lowered) or clause.mask & JUDGEMENT):
        return empty(clause, Empty.VAGUE)
    return filled(clause.text, clause) if words >= 4 else empty(clause, Empty.VAGUE)


def _wished(clause: Clause) -> bool:
    """Whether the clause begins by wanting something: then it restates the solution."""
    return clause.begins(WISH, within=1)


def fact(clause: Clause) -> bool:
    """Whether something observable goes wrong in the clause, before anything is wished for."""
    told = clause.telling
    if told is None:
        told = clause.telling = _fact(clause)
    return told


def _fact(clause: Clause) -> bool:
    mask = clause.mask
    ahead = _ahead(clause)
    whole = ahead == len(clause.text)
    if clause.listed and clause.slot not in _REASONS:  # a list tells what the thing does
        return whole and bool(mask & (FAILING | COMPLAINT)) and not mask & (ABILITY | CONDITIONAL)
    if mask & _STRONG and _fails(clause, ahead):
        return True
    if _denied(clause.lowered if whole else clause.lowered[: ahead + 1]):
        return True
    return whole and bool(mask & _WEAK) and not mask & _DOUBTED and _adds_up(clause)


def _fails(clause: Clause, ahead: int) -> bool:
    """Whether a strong word stands before what is wanted, and nobody only supposes it."""
    if not clause.mask & CONDITIONAL:
        if ahead == len(clause.text):
            return True
        first = clause.first(_STRONG)
        return first is not None and first.start < ahead
    for mark in clause.marks(_STRONG):
        if mark.start >= ahead:
            return False
        if not _supposed(clause, mark):
            return True
    return False


def _denied(text: str) -> bool:
    """Whether a text says that something does not happen: a look for «не» costs little."""
    if "не " in text and _NOT_VERB.search(text):
        return True
    if "not" in text or "n't" in text or "never" in text:
        return _NOT_DONE.search(text) is not None
    return False


def _adds_up(clause: Clause) -> bool:
    """Whether weak signs stand in two places, or beside a number with its unit."""
    for one in clause.amounts:
        if one.unit or one.currency:
            return True
    return len({mark.start for mark in clause.marks(_WEAK)}) >= _ENOUGH


def _ahead(clause: Clause) -> int:
    """Where the clause turns from what is to what is wanted; its length when it never does."""
    ahead = len(clause.text)
    if not clause.mask & _TURNING:
        return ahead
    wanted = clause.first(_AHEAD)
    if wanted is not None:
        ahead = wanted.start
    head = clause.first(DESCRIBING) if clause.begins(DESCRIBING, within=_HEAD) else None
    return ahead if head is None else min(head.start, ahead)


def _supposed(clause: Clause, mark: Mark) -> bool:
    """Whether «если» or "when" stands before the word, with no comma between them."""
    before = [one.end for one in clause.marks(CONDITIONAL) if one.end <= mark.start]
    return bool(before) and "," not in clause.text[before[-1] : mark.start]


def _prose(clause: Clause) -> Slot[str] | None:
    if clause.place is IN_TITLE and not clause.mask & FAILING:
        return None
    if clause.place is IN_COMMENT and not _counted(clause):
        return None  # talk: only what is counted there is taken for the card's problem
    if clause.length < _SHORTEST and not clause.mask & (JUDGEMENT | COMPLAINT):
        return None
    if fact(clause) or _measured(clause):
        words = clause.length - clause.text.count("%")
        short = words < _SHORTEST and not clause.amounts
        return empty(clause, Empty.VAGUE) if short else filled(clause.text, clause)
    if clause.mask & JUDGEMENT and clause.place is not IN_TITLE:
        return empty(clause, Empty.VAGUE)
    return None


def _counted(clause: Clause) -> bool:
    supposed = clause.mask & (CONDITIONAL | ASKING)
    return not supposed and bool(clause.amounts) and fact(clause)


def _measured(clause: Clause) -> bool:
    """A share of something stated in running text with nothing promised: «15% писем»."""
    if clause.slot or clause.source or clause.place is not IN_PROSE:
        return False
    if clause.mask & _STATING:
        return False
    for one in clause.amounts:
        if one.unit == "%" and one.noun and not one.sign and one.to is None:
            return True
    return False
