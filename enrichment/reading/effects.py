"""What is gained, or which loss is avoided: numbers with a unit, not budgets and not wishes."""

from enrichment.reading.answers import empty, filled, unanswered
from enrichment.reading.clauses import Clause
from enrichment.reading.numbers import Amount
from enrichment.reading.slots import Effect, EffectKind, Empty, Period, Place, Slot
from enrichment.reading.words import Metered

Effects = tuple[Effect, ...]
_TELLING = frozenset({"", "reason", "goal", "change", "success", "metric"})
_TIMES = frozenset({"h", "min", "s", "ms", "day", "week", "month"})


def read_effects(clause: Clause, language: str) -> Slot[Effects] | None:
    """The effects a clause promises, or why its words do not count."""
    if clause.slot == "effect":
        return _asked(clause, language)
    if clause.slot == "risk" or (
        clause.has("penalty") and clause.slot in ("", "reason", "problem")
    ):
        return _threatened(clause, language)
    if clause.slot not in _TELLING or clause.place is Place.TITLE:
        return None
    return _promised(clause, language)


def _asked(clause: Clause, language: str) -> Slot[Effects]:
    if reason := unanswered(clause):
        return empty(clause, reason)
    if clause.field is not None and clause.field.number is not None and not _gains(clause):
        return _number(clause, clause.field.number)
    gains = _gains(clause)
    if gains and not clause.has("elsewhere", "spend"):
        return filled(_effects(clause, gains, language), clause)
    return empty(clause, Empty.VAGUE)


def _number(clause: Clause, number: float) -> Slot[Effects]:
    """A number field: money only when it cannot be a mark of one to ten."""
    if number <= 10:
        return empty(clause, Empty.VAGUE)
    effect = Effect(EffectKind.MONEY, abs(number), abs(number))
    return filled((effect,), clause)


def _threatened(clause: Clause, language: str) -> Slot[Effects] | None:
    """A penalty with an amount is a loss avoided, once for each event unless said otherwise."""
    money = [
        one
        for one in clause.amounts
        if one.currency or one.unit == "%" or (one.scaled and not one.noun)
    ]
    if not money or clause.has("elsewhere"):
        return None
    found = [
        _effect(clause, one, language, EffectKind.RISK, one.period or Period.ONCE)
        for one in money
        if one.currency or one.unit == "%"
    ] or [_effect(clause, one, language, EffectKind.RISK, Period.ONCE) for one in money]
    return filled(tuple(found), clause)


def _promised(clause: Clause, language: str) -> Slot[Effects] | None:
    """In running text a number is an effect when it is promised, or added to a metric."""
    if clause.has("elsewhere", "spend"):
        return None
    promised = clause.has("promise")
    if clause.slot == "metric" and (not promised or clause.has("metric")):
        return None
    gains = [one for one in _gains(clause) if promised or (one.sign and clause.has("metric"))]
    if promised and clause.has("failing", "negative") and not any(one.sign for one in gains):
        return None
    if gains and clause.slot != "success":
        return filled(_effects(clause, gains, language), clause)
    return empty(clause, Empty.VAGUE) if promised and clause.slot != "success" else None


def _gains(clause: Clause) -> list[Amount]:
    """The amounts of a clause that can be a gain, money before the rest.

    A change in brackets after a gain («+0,4 п.п. (с 2% до 2,4%)») only explains it.
    """
    counted = [
        one for one in clause.amounts if not one.horizon and (one.counted or one.scaled or one.sign)
    ]
    plain = [one for one in counted if one.to is None] or counted
    return sorted(plain, key=lambda one: not one.currency)


def _effects(clause: Clause, gains: list[Amount], language: str) -> Effects:
    return tuple(_effect(clause, one, language, _kind(clause, one), one.period) for one in gains)


def _effect(
    clause: Clause, one: Amount, language: str, kind: EffectKind, period: Period | None
) -> Effect:
    low, high = one.low, one.high
    if one.to is not None and one.low is not None:
        low = high = round(abs(one.to - (-one.low if one.sign == "-" else one.low)), 6)
    unit = "pp" if one.to is not None and one.unit == "%" else one.unit
    assumed = language == "ru" and one.scaled and not unit and not one.noun
    currency = one.currency or ("RUB" if assumed else "")
    if currency and kind in (EffectKind.OTHER, EffectKind.CONVERSION):
        kind = EffectKind.MONEY
    return Effect(kind, low, high, currency, "" if currency else unit or one.noun, period)


def _kind(clause: Clause, one: Amount) -> EffectKind:
    """Money, time and so on: by the unit first, then by the metric beside the amount."""
    if clause.has("penalty"):
        return EffectKind.RISK
    if one.currency:
        return EffectKind.COST if clause.has("saving") else EffectKind.MONEY
    if one.unit in _TIMES:
        return EffectKind.TIME
    if one.unit == "orders":
        return EffectKind.CONVERSION
    known = [
        mark.payload for mark in clause.marks.get("metric", ()) if isinstance(mark.payload, Metered)
    ]
    if known:
        return next(
            (metric.kind for metric in known if metric.kind is not EffectKind.OTHER), known[0].kind
        )
    if one.unit == "clients":
        return EffectKind.RETENTION
    return EffectKind.QUALITY if one.unit == "tickets" else EffectKind.OTHER
