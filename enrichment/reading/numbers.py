"""Amounts as people write them: «1,2 млн ₽ в год», "$40k", «от 5 до 7 %», «с 2% до 2,4%»."""

import re
from typing import NamedTuple

from enrichment.reading.slots import Period
from enrichment.reading.stems import lower
from enrichment.reading.words import Mark, Marks, Words


class Amount(NamedTuple):
    """A number with what it counts and where it stands.

    `low` and `high` are equal for one number; an open bound is None. `sign` is "+", "-" or "".
    `to` is the second number of a change («с 2% до 2,4%», "11% -> 5%"). `horizon` says that it
    is a span of time something should happen in («за 60 дней»), `noun` what is counted when no
    unit is known.
    """

    low: float | None
    high: float | None
    currency: str
    unit: str
    period: Period | None
    sign: str
    noun: str
    start: int
    end: int
    to: float | None = None
    horizon: bool = False
    scaled: bool = False

    @property
    def counted(self) -> bool:
        """Whether the number says what it counts."""
        return bool(self.currency or self.unit or self.noun)


_NUMBER = re.compile(
    r"(?<![\w.,#/])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,15}(?:[.,]\d+)?)(?![:/]\d)"
)
_AFTER = re.compile(
    r"[\s*_~]{0,3}(?:-(?=[^\W\d]))?(п\.\s?п|p\.\s?p|[%₽$€£₸¥₹₴₺]|[^\W\d_]+)(\.?)", re.IGNORECASE
)
_BEFORE = re.compile(r"([+−–—-]?)[\s*_~≈]{0,3}([$€£₸¥₹₴₺]?)\s?([+−-]?)[*_~≈]{0,3}$")
_JOIN = re.compile(
    r"[\s*]*(?:(-{1,2}|–|—|\.{2,3}|…|до|to|and|и)|(→|-{1,2}>|=>|⇒|➔|➜))[\s*$€£₽]*[-+−]?$"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+|[≤≥<>]=?)[\s*_~≈$€£+−-]*$")
_PAIR_BEFORE = re.compile(r"([^\W\d_]+)\s+([^\W\d_]+)[\s*_~≈$€£+−-]*$")
_PERIOD_WORD = re.compile(r"(/)?\s?([^\W\d_]+)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_WHOLE_CLAUSE = 60  # characters after an amount in which its period is looked for
_MINUS = "−–—-"


class _Tail(NamedTuple):
    """What follows a number: factor, currency, unit, noun, and where the tail ends."""

    factor: float
    currency: str
    unit: str
    noun: str
    end: int


def amounts(text: str, marks: Marks, words: Words, hidden: list[tuple[int, int]]) -> list[Amount]:
    """Every amount in `text`, in order; numbers inside `hidden` (dates) are left out."""
    lowered = lower(text)
    found: list[Amount] = []
    for match in _NUMBER.finditer(lowered):
        start, end = match.span(1)
        if any(begin <= start < stop for begin, stop in hidden):
            continue
        tail = _tail(lowered, end, words)
        if _YEAR.match(match[1]) and not (tail.currency or tail.unit):
            continue
        _add(found, _amount(lowered, start, end, _value(match[1]), tail, words), lowered, words)
    for mark in (*marks.get("numeral", ()), *marks.get("multiple", ())):
        _add_spoken(found, mark, lowered, words)
    return _with_periods(found, lowered, words)


def _value(text: str) -> float:
    """«1 200,5», "1,200.5" and «2,4» as numbers: a comma before three digits parts thousands."""
    compact = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if "," in compact:
        groups = compact.split(",")
        thousands = groups[0] not in ("0", "") and all(
            len(g.split(".")[0]) == 3 for g in groups[1:]
        )
        compact = compact.replace(",", "" if thousands else ".")
    return float(compact)


def _tail(text: str, at: int, words: Words) -> _Tail:
    """Scale, currency and unit after a number: «млн ₽», «%», «ч», "k"."""
    factor, currency, unit = 1.0, "", ""
    for _ in range(4):
        match = _AFTER.match(text, at)
        if match is None:
            break
        token = match[1].replace(".", "").replace(" ", "")
        touching = match.start(1) == at
        if (
            factor == 1
            and not currency
            and not unit
            and _scales(token, touching, text, match.end(), words)
        ):
            factor = words.scales[token]
        elif (
            not currency
            and token in words.currencies
            and (len(token) > 1 or not token.isalpha() or touching or match[2])
        ):
            currency = words.currencies[token]
        elif not currency and not unit and (name := _unit(token, touching, text, match, words)):
            unit = name
        else:
            return _Tail(factor, currency, unit, _noun(token, words), at)
        at = (
            match.end(1)
            if not match[2] or text[match.end() :].strip()[:1] in ("", "\n")
            else match.end()
        )
    return _Tail(factor, currency, unit, "", at)


def _scales(token: str, touching: bool, text: str, at: int, words: Words) -> bool:
    """Whether the token is a scale; a single letter is one only when it touches its number."""
    if token not in words.scales:
        return False
    if token == "т":
        return text[at - 1] == "." and text[at : at + 2].strip().startswith("р")
    return len(token) > 1 or touching


def _unit(token: str, touching: bool, text: str, match: re.Match[str], words: Words) -> str:
    two = _AFTER.match(text, match.end(1))
    if two is not None and (name := words.units.get(f"{token} {two[1]}")):
        return name
    if len(token) == 1 and token in "сsdwmxх" and not touching:
        return ""
    return words.units.get(token, "")


def _noun(token: str, words: Words) -> str:
    small = len(token) < 3 or token in words.horizon or token in words.per
    return "" if small or token in words.recurring else token


def _amount(text: str, start: int, end: int, value: float, tail: _Tail, words: Words) -> Amount:
    before = text[max(0, start - 24) : start]
    prefix = _BEFORE.search(before)
    sign, currency = "", tail.currency
    begin = start
    if prefix is not None:
        sign = prefix[1] or prefix[3]
        currency = words.currencies.get(prefix[2], "") or currency
        begin = start - (len(before) - prefix.start()) + (len(prefix[0]) - len(prefix[0].lstrip()))
        if sign and sign in _MINUS:
            sign = "-"
            gap = len(before) - prefix.start()
            if prefix[1] in ("—", "–", "-") and (
                prefix[0][1:2].isspace() or text[max(0, start - gap - 1) : start - gap].isalnum()
            ):
                sign = ""  # a dash between words is no minus
    low, high = _bounds(before, value * tail.factor, words)
    horizon = tail.unit in _TIMES and _last_word(before) in words.horizon
    return Amount(
        low,
        high,
        currency,
        tail.unit,
        None,
        sign,
        tail.noun,
        begin,
        max(end, tail.end),
        horizon=horizon,
        scaled=tail.factor > 1,
    )


_TIMES = frozenset({"h", "min", "s", "ms", "day", "week", "month"})


def _last_word(before: str) -> str:
    match = _WORD_BEFORE.search(before)
    return match[1] if match else ""


def _bounds(before: str, value: float, words: Words) -> tuple[float | None, float | None]:
    """«до X» opens the lower end, «от X» the upper one."""
    one = (_last_word(before),)
    pair = _PAIR_BEFORE.search(before)
    two = (pair[1], pair[2]) if pair else one
    if two in words.up_to or one in words.up_to:
        return None, value
    if two in words.at_least or one in words.at_least:
        return value, None
    return value, value


def _add(found: list[Amount], new: Amount, text: str, words: Words) -> None:
    """Append `new`, or join it to the number before it: a range or a change."""
    if not found:
        found.append(new)
        return
    last = found[-1]
    joined = _joined(last, new, text, words)
    if joined is None:
        found.append(new)
    else:
        found[-1] = joined


def _joined(last: Amount, new: Amount, text: str, words: Words) -> Amount | None:
    number = _NUMBER.search(text, new.start)
    begin = number.start(1) if number else new.start
    match = _JOIN.match(text[last.end : begin]) if begin - last.end < 12 else None
    one, two = (
        last.low if last.low is not None else last.high,
        new.high if new.high is not None else new.low,
    )
    if match is None or one is None or two is None or last.to is not None:
        return None
    if last.unit and new.unit and last.unit != new.unit:
        return None
    if last.currency and new.currency and last.currency != new.currency:
        return None
    if match[1] in ("and", "и"):
        return None
    unit, currency = new.unit or last.unit, new.currency or last.currency
    first_word = _last_word(text[max(0, last.start - 24) : last.start])
    if match[2] or (match[1] in ("до", "to") and first_word in words.starts):
        scaled = one * _factor(two, new, last)
        return last._replace(
            low=scaled,
            high=scaled,
            to=two,
            unit=unit,
            currency=currency,
            end=new.end,
            noun=new.noun,
        )
    if one * _factor(two, new, last) > two or (
        match[1] in ("до", "to") and last.counted and not new.counted
    ):
        return None
    return last._replace(
        low=one * _factor(two, new, last),
        high=two,
        unit=unit,
        currency=currency,
        end=new.end,
        noun=new.noun,
        scaled=new.scaled,
    )


def _factor(two: float, new: Amount, last: Amount) -> float:
    """In «200–300 тыс» the scale belongs to both numbers."""
    if not new.scaled or last.scaled or last.counted:
        return 1
    for factor in (1e9, 1e6, 1e3):
        if two >= factor:
            return factor
    return 1


def _add_spoken(found: list[Amount], mark: Mark, text: str, words: Words) -> None:
    """A number in words counts when a scale, a currency or a unit follows, or a multiple is meant."""
    if not isinstance(mark.payload, float | int):
        return
    value = float(mark.payload)
    tail = _tail(text, mark.end, words)
    if not tail.currency and not tail.unit and tail.factor == 1:
        return
    amount = _amount(text, mark.start, mark.end, value, tail, words)
    if found and any(one.start <= mark.start < one.end for one in found):
        return
    found.append(amount)


def _with_periods(found: list[Amount], text: str, words: Words) -> list[Amount]:
    if not found:
        return found
    found.sort(key=lambda one: one.start)
    stops = [*(one.start for one in found[1:]), len(text)]
    return [
        one._replace(period=_period(text[one.end : min(stop, one.end + _WHOLE_CLAUSE)], words))
        if not one.horizon
        else one
        for one, stop in zip(found, stops, strict=True)
    ]


def _period(after: str, words: Words) -> Period | None:
    """How often the amount recurs, as the words after it say: «в месяц», "/year", "ARR"."""
    previous, before_that = "", ""
    for match in _PERIOD_WORD.finditer(after):
        slash, word = match[1], match[2]
        if word in words.recurring:
            return words.recurring[word]
        if word in words.periods and (slash or previous in words.per):
            return words.periods[word]
        previous, before_that = word, previous
    return None
