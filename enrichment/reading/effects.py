"""What is gained, or which loss is avoided: numbers with a unit, not budgets and not wishes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from connectors.card import Field
from enrichment.reading.amount import SYMBOLS, TIMES, Amount
from enrichment.reading.answers import empty, filled, unanswered, worst
from enrichment.reading.clause import Clause
from enrichment.reading.gains import effect_of, effects_of, foreign, gains, stated
from enrichment.reading.groups import (
    ABOUT,
    AVOIDED,
    COMPLAINT,
    CONDITION,
    COUNTED,
    EXISTING,
    FAILING,
    GAIN,
    HALT,
    INCOME,
    MAKES,
    METRIC,
    NEGATIVE,
    PAST,
    PENALTY,
    PROMISE,
    RAISING,
    RECURRENT,
    SAVING,
    SPEND,
    TROUBLE,
)
from enrichment.reading.marks import Mark
from enrichment.reading.slots import (
    IN_FIELD,
    IN_TITLE,
    Effect,
    EffectKind,
    Empty,
    Period,
    Slot,
)

Effects = tuple[Effect, ...]
EFFECT_CUES: Final = PROMISE | AVOIDED | GAIN | PENALTY | METRIC | SAVING | COUNTED
"""Where else `read_effects` may find an answer."""
_MANY: Final = 12
_COUNT: Final = 10
_SIGNED: Final = re.compile(rf"[+−–-]\s?[{SYMBOLS}~≈]?\d")
_SIGNS: Final = ("плюс", "plus", "минус", "minus", "up ", "down ")
_HEAD: Final = 2  # characters before a fragment's number
_SENTENCE: Final = 8  # words of a change told by its sign alone
_THAN: Final = (" than", " чем", ", чем")
_COMPARED: Final = frozenset({"than", "чем"})
_TOWARDS: Final = re.compile(r"\s*(?:к|ко|to)\s")
_LEADING: Final = re.compile(r"[\s*_=~≈>•-]+")
_LEAD: Final = 12  # characters that lead in the amount a line is about
_LOST: Final = frozenset({"orders", "clients"})
_TELLING: Final = frozenset({"", "reason", "goal", "change", "success", "metric"})
_MENACED: Final = frozenset(
    {"", "metric", "reason", "problem", "deadline", "change", "goal", "evidence", "origin"}
)
_TOLD_OF_NOW: Final = FAILING | TROUBLE | NEGATIVE | EXISTING | PAST
_PROMISING: Final = PROMISE | AVOIDED
_LIKELY: Final = _PROMISING | COUNTED
_SAID: Final = GAIN | INCOME | MAKES
_LOSSES: Final = FAILING | NEGATIVE
_AIMING: Final = frozenset({"goal", "metric", "success"})
_NEVER: Final = frozenset({"problem", "evidence", "aside", "learning", "stop", "risk"})


def read_effects(clauses: Iterable[Clause], language: str) -> Slot[Effects]:
    """Every effect the card promises, those of its most trusted place, money first.

    Without a number the slot says why the words found do not count.
    """
    empties: list[Slot[Effects]] = []
    for slots in _tiers(clauses, language):
        told = [slot for slot in slots if slot.value]
        if told:
            return _together(told)
        empties += slots
    return worst(empties)


def _tiers(clauses: Iterable[Clause], language: str) -> Iterator[list[Slot[Effects]]]:
    """Field before section before the rest; a penalty before a promise, a promise before a goal.

    What is trusted less is read when all before it tells nothing.
    """
    fields: list[Clause] = []
    sections: list[Clause] = []
    threats: list[Clause] = []
    others: list[Clause] = []
    for clause in clauses:
        if clause.slot == "effect":
            (fields if clause.place == IN_FIELD else sections).append(clause)
        elif clause.slot == "risk" or clause.mask & PENALTY:
            threats.append(clause)
        else:
            others.append(clause)
    for tier in (fields, sections, threats):
        yield [slot for clause in tier if (slot := _read(clause, language)) is not None]
    promises: list[Slot[Effects]] = []
    goals: list[Slot[Effects]] = []
    for clause in others:
        if clause.mask & _LIKELY and (slot := _read(clause, language)) is not None:
            (goals if _aims(clause) else promises).append(slot)
    yield promises
    yield goals


def _aims(clause: Clause) -> bool:
    """Whether it tells where something should get to."""
    return clause.slot in _AIMING or any(one.to is not None for one in clause.amounts)


def _together(told: list[Slot[Effects]]) -> Slot[Effects]:
    """The effects of several clauses as one slot, quoted where the first of them stands."""
    if len(told) > 1:
        told.sort(key=_weight)
    found: list[Effect] = []
    for slot in told:
        for effect in slot.value or ():
            if len(found) < _MANY and effect not in found:
                found.append(effect)
    return Slot(tuple(found), told[0].quote, None)


def _weight(slot: Slot[Effects]) -> tuple[bool, bool, bool]:
    """What was calculated before what was not, money before the rest, and so what recurs."""
    effects = slot.value or ()
    worked = any(effect.calculation for effect in effects)
    money = [effect for effect in effects if effect.currency]
    return not worked, not money, not any(effect.period for effect in money)


def _read(clause: Clause, language: str) -> Slot[Effects] | None:
    if clause.slot == "effect":
        return _asked(clause, language)
    if clause.slot == "risk" or (clause.mask & PENALTY and clause.slot in _MENACED):
        return _threatened(clause, language)
    running = clause.slot in _TELLING or clause.turn > 0
    if not running or clause.slot in _NEVER:
        return None
    found = _promised(clause, language)
    return None if found is not None and found.empty and clause.place == IN_TITLE else found


def _asked(clause: Clause, language: str) -> Slot[Effects]:
    if reason := unanswered(clause):
        return empty(clause, reason)
    found = gains(clause)
    if clause.field is not None and clause.field.number is not None and not found:
        return _number(clause, clause.field)
    if found:
        return filled(effects_of(clause, found, language), clause)
    return empty(clause, Empty.VAGUE)


def _number(clause: Clause, field: Field) -> Slot[Effects]:
    """A bare number: money when the field is a money field or it cannot be a mark of one to ten."""
    number = abs(field.number or 0)
    if number <= 10:
        return empty(clause, Empty.VAGUE)
    return filled((Effect(EffectKind.MONEY, number, number),), clause)


def _threatened(clause: Clause, language: str) -> Slot[Effects] | None:
    """A penalty with an amount is a loss avoided, once for each event unless said otherwise."""
    lost = [one for each in clause.amounts if _lost(one := stated(each, clause))]
    if not lost or foreign(clause, lost[0]) or (clause.slot == "metric" and not lost[0].currency):
        return None
    money = [one for one in lost if one.currency] + [one for one in lost if not one.currency]
    kind, once = EffectKind.RISK, Period.ONCE
    found = tuple([effect_of(one, language, kind, one.period or once) for one in money])
    return filled(found, clause)


def _lost(one: Amount) -> bool:
    """Whether it can be what a penalty costs: money, a share, customers."""
    if one.currency or one.unit in _LOST or (one.scaled and not one.noun):
        return True
    return one.unit == "%" and one.lead not in _COMPARED


def _promised(clause: Clause, language: str) -> Slot[Effects] | None:
    """In running text a number is an effect when it is promised, or added to a metric."""
    mask = clause.mask
    promise = _promise(clause) if mask & _PROMISING else None
    if promise is None and not _telling(clause):
        return None
    if (mask & HALT and mask & CONDITION) or (
        clause.slot == "metric" and mask & METRIC and not clause.adds()
    ):
        return None
    amounts = gains(clause) if clause.amounts else []
    found = [one for one in amounts if _gives(clause, one, promise)]
    if promise is not None and mask & _LOSSES and _losing(clause, promise):
        found = _won(found, promise)
        if not found:
            return None
    if clause.slot == "success":
        return None
    if found:
        return filled(effects_of(clause, found, language), clause)
    return None if promise is None or mask & SPEND else empty(clause, Empty.VAGUE)


def _gives(clause: Clause, one: Amount, promise: Mark | None) -> bool:
    """Whether an amount is gained: it is promised, or its clause says so in another way."""
    if _aimed(one, clause):
        return False
    if promise is not None and _sure(one) and _follows(one, promise):
        return True
    mask = clause.mask
    return bool(
        (one.sign and _added(clause, one))
        or (mask & GAIN and _gained(clause, one))
        or (one.period and _earned(clause, one))
    )


def _promise(clause: Clause) -> Mark | None:
    """The first word that promises; compared («fewer than 3», «быстрее, чем») it states a fact."""
    for mark in clause.marks(_PROMISING):
        if not clause.lowered.startswith(_THAN, mark.end):
            return mark
    return None


def _telling(clause: Clause) -> bool:
    """Whether there may be an effect without a promise; its words are asked before its numbers."""
    mask = clause.mask
    said = mask & _SAID or (mask & RECURRENT and clause.length <= _SENTENCE)
    if not said and not _signed(clause.lowered):
        return False
    return mask & GAIN != 0 or _marked(clause)


def _signed(text: str) -> bool:
    """Whether a sign stands before a number, or a word for one anywhere."""
    for word in _SIGNS:
        if word in text:
            return True
    return _SIGNED.search(text) is not None


def _marked(clause: Clause) -> bool:
    """Whether some amount has what tells a gain without a word: a sign, or how often it recurs."""
    for one in clause.amounts:  # noqa: SIM110 - a generator costs more than all it looks at
        if one.sign or one.period:
            return True
    return False


def _added(clause: Clause, one: Amount) -> bool:
    """A signed change: «+0,3 п.п. к конверсии», «+70 заказов», «−15% возвратов» as a sentence."""
    if one.sign and one.start <= _HEAD and clause.length <= _SENTENCE:
        return bool(one.currency or one.unit)  # a fragment: «−20% тикетов»
    if one.sign == "+":
        money = one.currency or (one.scaled and not one.noun)
        towards = one.unit and _TOWARDS.match(clause.lowered, one.end)
        named = one.unit in ("orders", "pp") or clause.mask & (METRIC | SAVING)
        return bool(money) or (bool(towards or named) and not clause.mask & PAST)
    told = FAILING | EXISTING | (0 if clause.mask & SAVING else TROUBLE)
    short = clause.length <= _SENTENCE and not clause.mask & told
    helped = clause.mask & (METRIC | SAVING | COMPLAINT | PROMISE)
    return one.sign == "-" and short and bool(helped)


def _aimed(one: Amount, clause: Clause) -> bool:
    """Whether it is where a metric should be, not by how much: «снизить долю отмен до 3 %»."""
    if one.low is not None or one.currency or one.scaled or one.sign or one.delta:
        return False
    return bool(clause.mask & (METRIC | RAISING)) and not clause.mask & GAIN


def _gained(clause: Clause, one: Amount) -> bool:
    """Money or time beside a word such as «дополнительно» or "saved"."""
    money = one.currency or (one.scaled and not one.noun)
    spared = one.unit in TIMES and (one.period is not None or clause.mask & SAVING)
    spared = spared or one.unit == "fte" or (one.unit in _LOST and one.period is not None)
    return bool(money or spared)


def _earned(clause: Clause, one: Amount) -> bool:
    """What comes by the year or the month and is not there yet: «оборот от 40 млн в месяц»."""
    if one.period == Period.ONCE or clause.mask & SPEND:
        return False
    measured = {mark.start for mark in clause.marks(METRIC)}  # «при оттоке ниже 5 %»
    losses = any(mark.start not in measured for mark in clause.marks(_LOSSES))
    if losses or any(mark.start < one.start for mark in clause.marks(_TOLD_OF_NOW)):
        return False
    money = bool(one.currency or one.scaled)
    said = _LEADING.sub("", clause.lowered[: one.start])
    about = any(
        said.startswith(clause.lowered[mark.start : mark.end]) for mark in clause.marks(ABOUT)
    )
    brief = clause.length <= _SENTENCE and clause.place is not IN_TITLE
    alone = brief and (not said or about) and len(said) <= _LEAD
    if alone and (one.scaled or one.unit in TIMES or one.unit in _LOST):
        return True  # a line of its own: «минимум 70 тыс. в день», "= 40 to 60 sales per week"
    return money and bool(clause.mask & INCOME or one.working)


def _sure(one: Amount) -> bool:
    """A number with a unit, or with many of something: «1-time» is no amount."""
    counted = bool(one.noun) and (one.high or 0) >= _COUNT
    return counted or bool(one.currency or one.unit or one.sign or one.scaled or one.to is not None)


def _follows(one: Amount, promise: Mark) -> bool:
    """A share or a count before the promise tells what is; money and time may stand before it."""
    return bool(one.currency or one.scaled or one.unit in TIMES) or one.end > promise.start


def _losing(clause: Clause, promise: Mark) -> bool:
    """Whether something goes wrong before anything is promised: then numbers may tell that."""
    loss = clause.first(_LOSSES)
    return loss is not None and loss.first < promise.first


def _won(found: list[Amount], promise: Mark) -> list[Amount]:
    """What is gained for all that is lost: all when a sign says so, or money behind the promise."""
    for one in found:
        if one.sign:
            return found
    return [one for one in found if one.currency and one.begin >= promise.end]
