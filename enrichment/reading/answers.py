"""Whether words under a heading are an answer, and how the first good one is picked."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from enrichment.reading.clause import Clause
from enrichment.reading.groups import ASKING, HINT, NEGATED, PLACEHOLDER
from enrichment.reading.slots import Empty, Slot
from enrichment.reading.stems import WORD

T = TypeVar("T")
_QUESTION: Final = 12  # words of a template's hint
_FEW: Final = 5
_SINGLE: Final = frozenset({"effect", "owner"})
_OR: Final = re.compile(r"\s(?:или|or)\s")
_NOTHING: Final[Slot[Any]] = Slot()
_TELLING: Final = {
    None: 0,
    Empty.ABSENT: 0,
    Empty.PLACEHOLDER: 1,
    Empty.NEGATED: 2,
    Empty.VAGUE: 3,
}


def unanswered(clause: Clause, spare: int = 2) -> Empty | None:
    """Why the clause is no answer at all, whatever was asked; None when it may be one.

    `spare` words beside «TBD» or «не знаем» do not make an answer: «TBD, спросить Олега».
    """
    words, mask = clause.marked.length, clause.mask
    if not words or mask & HINT:
        return Empty.PLACEHOLDER
    if (mask & ASKING or clause.slot in _SINGLE) and _questioned(clause, words):
        return Empty.PLACEHOLDER
    if mask & PLACEHOLDER and words - clause.marked.covered(PLACEHOLDER) <= spare:
        return Empty.PLACEHOLDER
    if mask & NEGATED and words - clause.marked.covered(NEGATED) <= spare:
        return Empty.NEGATED
    return None


def _questioned(clause: Clause, words: int) -> bool:
    """Whether a template's question or choice was left: «что изменится и за какой срок»."""
    if (
        clause.slot in _SINGLE
        and words <= _FEW
        and not clause.amounts
        and _OR.search(clause.lowered)
    ):
        return True  # «деньги или конверсия»
    if words > _QUESTION or not clause.begins(ASKING) or clause.amounts:
        return False
    if words <= _FEW or clause.text.rstrip(" *_").endswith("?"):
        return True
    return len(clause.marked.phrases(ASKING)) > 1


def empty(clause: Clause, reason: Empty) -> Slot[T]:
    """A slot without a value, with the words that show it."""
    return Slot(value=None, quote=clause.quote if clause.text else None, empty=reason)


def filled(value: T, clause: Clause) -> Slot[T]:
    """A slot with its value and quote."""
    return Slot(value=value, quote=clause.quote, empty=None)


def best(read: Callable[[Clause], Slot[T] | None], clauses: list[Clause]) -> Slot[T]:
    """The first clause that answers; otherwise the most telling reason why none does."""
    empties: list[Slot[T]] = []
    for clause in clauses:
        slot = read(clause)
        if slot is None:
            continue
        if slot.empty is None:
            return slot
        empties.append(slot)
    return worst(empties)


def worst(empties: Iterable[Slot[T]]) -> Slot[T]:
    """Of several empty slots the one that says most: vague, then negated, then placeholder."""
    found: Slot[T] = _NOTHING
    for slot in empties:
        if _TELLING[slot.empty] > _TELLING[found.empty]:
            found = slot
    return found


def bare_words(text: str) -> list[str]:
    """The words of a text, as written."""
    return [word for word in WORD.findall(text) if word != "%"]
