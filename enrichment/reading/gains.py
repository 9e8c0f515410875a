"""Amounts of a clause as gains: what each counts, and how much of it."""

import re
from typing import Final

from enrichment.reading.amount import SYMBOLS, TIMES, Amount, replace
from enrichment.reading.clause import Clause
from enrichment.reading.groups import (
    AVOIDED,
    BRAND,
    ELSEWHERE,
    GAIN,
    INCOME,
    MAKES,
    METRIC,
    PENALTY,
    PRICE,
    PROMISE,
    RAISING,
    SAVING,
    SPEND,
)
from enrichment.reading.phrases import Metered
from enrichment.reading.slots import Effect, EffectKind, Period

_UNIT_KINDS: Final = {
    "orders": EffectKind.CONVERSION,
    "clients": EffectKind.RETENTION,
    "tickets": EffectKind.QUALITY,
    "calls": EffectKind.QUALITY,
    "fte": EffectKind.COST,
}
_ALONE: Final = 6  # words of an answer that is hardly more than its number
_LARGE: Final = 1000  # a bare number that large under «Эффект» is money
_EQUAL: Final = re.compile(r"[=≈→⇒]")
_EQUAL_LAST: Final = re.compile(rf"[=≈→⇒]\s*[~≈+]?\s*(?:[a-z]{{0,2}}[{SYMBOLS}]|[a-z]{{3}}\s)?\s*$")
_PARTS: Final = re.compile(r"[,;—–]\s|\s[-+]\s|\b(?:но|but|и|and)\s")
_EACH: Final = re.compile(
    r"\s*(?:per\s+[^\W\d_]+\s*(?:$|[,;.×x=])|за\s+(?:шт|единицу|каждую|каждый)|с\s+[^\W\d_]+|[a]?piece|each\b|кажд)"
)
_FOREIGN: Final = ELSEWHERE | SPEND | BRAND
_BESIDE: Final = 2  # characters between a number and what it counts
_LEADS: Final = 30  # characters in which the name of a price leads it in
_APIECE: Final = frozenset({"по", "at", "@", "за", "for"})


def foreign(clause: Clause, one: Amount) -> bool:
    """Whether the amount is another company's or the price of the work: such words lead it in."""
    if not clause.mask & _FOREIGN:
        return False
    led = ELSEWHERE if clause.slot == "effect" else ELSEWHERE | BRAND
    other = clause.first(led)
    return (other is not None and other.start < one.start) or _spent(clause, one)


def _spent(clause: Clause, one: Amount) -> bool:
    """Whether it is spent: a cost leads it in, and no gain is told of that cost or after it.

    To pay a penalty is no cost of the work: «не платим неустойку 120 000 ₽».
    """
    costs = [mark for mark in clause.marks(SPEND) if mark.start < one.start]
    if not costs:
        return False
    gained = clause.marks(SAVING | PROMISE | GAIN)
    if any(mark.first < costs[0].first for mark in clause.marks(SAVING | RAISING | AVOIDED)):
        return False  # «сэкономим 12 % бюджета», «снизим расходы на 300 тыс.»
    if any(costs[-1].start < mark.start < one.start for mark in clause.marks(PENALTY)):
        return False
    after = [mark.start for mark in gained if costs[-1].end <= mark.start < one.start]
    return not any(_PARTS.search(clause.lowered, costs[-1].end, at) for at in after)


def gains(clause: Clause) -> list[Amount]:
    """The amounts of a clause that can be a gain, money before the rest.

    A change in brackets after a gain («+0,4 п.п. (с 2% до 2,4%)») only explains it.
    """
    counted = [one for each in clause.amounts if _counts(one := stated(each, clause), clause)]
    if not counted:
        return counted
    made = _made(counted, clause) if len(counted) > 1 else counted
    plain = [one for one in made if one.to is None] or made
    whole = [one for one in plain if not (one.currency and _priced(one, clause))]
    whole = whole or plain  # the price is what is gained: «от 40 ₽ с заказа»
    return sorted(whole, key=_rank) if len(whole) > 1 else whole


def _counts(one: Amount, clause: Clause) -> bool:
    """Whether it says what it counts, is no span of time to act in, and the card's own."""
    told = one.currency or one.unit or one.noun or one.scaled or one.sign or one.to is not None
    return bool(told) and not one.horizon and not foreign(clause, one)


def _rank(one: Amount) -> int:
    """Money first, by how much it changes before how much it is; then «тысяч 90 в неделю»."""
    if one.currency:
        return 0 if one.delta else 1
    return 2 if one.period and (one.unit in TIMES or (one.scaled and not one.noun)) else 3


def _made(amounts: list[Amount], clause: Clause) -> list[Amount]:
    """What a calculation leads to, without its parts: «14 ₽ × 210 тыс. = 2,9 млн ₽ в месяц»."""
    if not clause.mask & MAKES and _EQUAL.search(clause.lowered) is None:
        return amounts
    for at in range(len(amounts) - 1, 0, -1):
        last, one = amounts[at - 1], amounts[at]
        equal = _EQUAL_LAST.search(clause.lowered, last.end, one.begin) is not None
        if equal or _concluded(amounts, at, clause):
            working = clause.text[amounts[0].start : one.end]
            period = one.period or (last.period if equal else None)
            return [replace(one, working=working, period=period), *amounts[at + 1 :]]
    return amounts


def _concluded(amounts: list[Amount], at: int, clause: Clause) -> bool:
    """Whether a word such as «итого» leads from the amounts before to this one."""
    one, last = amounts[at], amounts[at - 1]
    money = bool(one.currency or one.scaled)
    same = any(one.unit and one.unit == each.unit for each in amounts[:at])
    start = amounts[0].end if same or (money and not last.currency) else last.end
    told = any(start <= mark.start < one.begin for mark in clause.marks(MAKES))
    return told and (money or one.unit in TIMES or same)


def _priced(one: Amount, clause: Clause) -> bool:
    """Whether money is a price: «по 2 100 ₽», "€60 each", «средний чек 900 ₽», «за 20 тыс. ₽»."""
    if one.sign or one.working or one.low is None or one.high is None:
        return False  # a bound is of what is gained: "late fees, at least $45,000"
    near = max(0, one.start - _LEADS)
    for other in clause.amounts:
        if near < other.end <= one.start:
            near = other.end  # what leads in another amount
    named = any(near <= mark.end <= one.start for mark in clause.marks(PRICE))
    return named or one.lead in _APIECE or _EACH.match(clause.lowered, one.end) is not None


def stated(one: Amount, clause: Clause) -> Amount:
    """A bare number under a heading counts in the heading's unit: «Эффект, тыс. ₽/мес».

    Of «900 тыс. маржи» what follows names the money, and is nothing that is counted.
    """
    if one.scaled and one.noun and not one.unit and clause.mask & INCOME:
        names = clause.marks(INCOME)
        if any(one.end <= mark.start <= one.end + _BESIDE for mark in names):
            one = replace(one, noun="")
    return _headed(one, clause) if clause.slot == "effect" else one


def _headed(one: Amount, clause: Clause) -> Amount:
    """An amount with what only its heading says of it."""
    if one.period is None and (one.currency or one.scaled):
        recurs = clause.recurs
        one = one if recurs is None else replace(one, period=recurs)
    if one.counted or one.scaled or one.to is not None:
        return one
    given = clause.stated
    if given is None:
        large = clause.length <= _ALONE and one.value >= _LARGE
        return replace(one, scaled=True) if large else one
    factor = given.value
    return replace(
        one,
        low=None if one.low is None else one.low * factor,
        high=None if one.high is None else one.high * factor,
        currency=given.currency,
        unit=given.unit,
        scaled=given.scaled,
        period=one.period or given.period,
    )


def effects_of(clause: Clause, amounts: list[Amount], language: str) -> tuple[Effect, ...]:
    """The amounts as effects, each once."""
    found: list[Effect] = []
    for one in amounts:
        effect = effect_of(one, language, _kind(clause, one), one.period)
        if all((effect.low, effect.currency) != (other.low, other.currency) for other in found):
            found.append(effect)  # a product's result written out is not a second effect
    return tuple(found)


def effect_of(one: Amount, language: str, kind: EffectKind, period: Period | None) -> Effect:
    """One effect; an amount of a Russian text that lacks its currency is in roubles."""
    low, high = one.low, one.high
    if one.to is not None and one.low is not None:
        low = high = round(abs(one.to - (-one.low if one.sign == "-" else one.low)), 6)
    unit = "pp" if one.to is not None and one.unit == "%" else one.unit
    assumed = language == "ru" and one.scaled and not unit and not one.noun
    currency = one.currency or ("RUB" if assumed else "")
    if currency and kind not in (EffectKind.COST, EffectKind.RISK):
        kind = EffectKind.MONEY
    counted = "" if currency else unit or one.noun
    return Effect(kind, low, high, currency, counted, period, one.working)


def _kind(clause: Clause, one: Amount) -> EffectKind:
    """Money, time and so on: by the unit first, then by the metric beside the amount."""
    headed = clause.headed.mask if clause.slot == "effect" else 0
    if clause.mask & (PENALTY | AVOIDED) or headed & PENALTY:
        return EffectKind.RISK
    saved = (clause.mask | headed) & SAVING
    if one.currency or (saved and one.scaled and not (one.unit or one.noun)):
        return EffectKind.COST if saved else EffectKind.MONEY
    if one.unit in TIMES:
        return EffectKind.TIME
    by_unit = _UNIT_KINDS.get(one.unit, EffectKind.OTHER)
    return by_unit if one.unit == "orders" else _measured(clause) or by_unit


def _measured(clause: Clause) -> EffectKind | None:
    """What the first telling metric of the clause, or else of its heading, counts in."""
    named = clause.marked.phrases(METRIC)
    if clause.slot == "effect":
        named += clause.headed.phrases(METRIC)
    for one in named:
        if isinstance(one.payload, Metered) and one.payload.kind != EffectKind.OTHER:
            return one.payload.kind
    return None
