"""What is wrong now: an observable fact or a consequence, not a solution restated."""

import re

from enrichment.reading.answers import bare_words, covered, empty, filled, unanswered
from enrichment.reading.clauses import Clause
from enrichment.reading.slots import Empty, Place, Slot
from enrichment.reading.stems import lower

_STRONG = ("failing", "complaint", "negative")
_WEAK = ("manual", "existing", "consequence")
_AHEAD = ("wish", "promise", "target")
_PROSE = frozenset({"", "reason", "change", "evidence", "risk"})
# «не» and a verb in the present or past tense: something does not happen.
_NOT_VERB = re.compile(
    r"\bне\s+(?:\w+\s)?\w{2,}(?:ет|ют|ит|ят|ут|ат|ется|ются|ится|ятся|атся|утся|ем|им|лся|лась|лись|ла|ли|ло)\b"
)
_ABSENCE = re.compile(r"\W*(?:нет|no|отсутствует|lack of|without)\b")


def read_problem(clause: Clause) -> Slot[str] | None:
    """The problem a clause tells, or why its words do not count, or None."""
    if clause.slot == "problem":
        return _asked(clause)
    if clause.slot not in _PROSE or clause.place is Place.FIELD:
        return None
    return _prose(clause)


def _asked(clause: Clause) -> Slot[str]:
    """Under the heading «Проблема» most words are a problem; a wish or a verdict is not."""
    if reason := unanswered(clause, spare=0):
        return empty(clause, reason)
    words = clause.length
    if clause.amounts or fact(clause):
        return filled(clause.text, clause)
    if words - covered(clause, "judgement") <= 2 or _wished(clause):
        return empty(clause, Empty.VAGUE)
    if words <= 4 and (_ABSENCE.match(lower(clause.text)) or clause.has("judgement")):
        return empty(clause, Empty.VAGUE)
    return filled(clause.text, clause) if words >= 4 else empty(clause, Empty.VAGUE)


def _wished(clause: Clause) -> bool:
    """Whether the clause begins by wanting something: then it restates the solution."""
    wish = clause.first("wish")
    return wish is not None and wish.first <= 1


def fact(clause: Clause) -> bool:
    """Whether something observable goes wrong in the clause, before anything is wished for."""
    ahead = min(
        (mark.first for group in _AHEAD for mark in clause.marks.get(group, ())), default=999
    )
    strong = [mark for group in _STRONG for mark in clause.marks.get(group, ())]
    if any(mark.first < ahead for mark in strong):
        return True
    if ahead < 999:
        return False
    weak = sum(clause.has(group) for group in _WEAK)
    counted = any(one.unit or one.currency for one in clause.amounts)
    return weak + counted >= 2 or _NOT_VERB.search(lower(clause.text)) is not None


def _prose(clause: Clause) -> Slot[str] | None:
    if not clause.marks and "не " not in clause.text.lower():
        return None
    if clause.place is Place.TITLE and not clause.has("failing"):
        return None
    if fact(clause):
        if _only_judged(clause):
            return empty(clause, Empty.VAGUE)
        return filled(clause.text, clause)
    if clause.has("judgement") and clause.place is not Place.TITLE:
        return empty(clause, Empty.VAGUE)
    return None


def _only_judged(clause: Clause) -> bool:
    return len(bare_words(clause.text)) <= 4 and clause.has("judgement") and not clause.amounts
