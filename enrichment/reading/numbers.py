"""Amounts as people write them: «1,2 млн ₽ в год», "$40k", «от 5 до 7 %», «с 2% до 2,4%»."""

import re
from collections.abc import Sequence
from typing import Final, Protocol

from msgspec.structs import replace

from enrichment.reading.amount import TIMES, Amount
from enrichment.reading.around import amount_at
from enrichment.reading.fronts import coded
from enrichment.reading.groups import MULTIPLE, NUMERAL, RECURRENT
from enrichment.reading.joins import joined
from enrichment.reading.marks import Marked
from enrichment.reading.numerals import spoken
from enrichment.reading.periods import period_after, period_before
from enrichment.reading.slots import Period
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

# A pattern that begins with one of a few characters is looked for several times faster.
_NUMBER: Final = re.compile(r"([0-9]\d*+(?:[ '’\u00a0\u2009\u202f]\d{3}(?!\d))*+(?:[.,]\d+)*+)")
_SHAPE: Final = re.compile(
    r"\d{1,3}(?:[ '’\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d.,])"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])"  # lakhs and crores: «₹2,10,000»
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    r"|\d{1,15}(?:[.,]\d+)?"
)
_STATED: Final = re.compile(
    r"[,(]\s*([^,()]{1,24})\)?\s*$|\s(?:в|in)\s+([$€£₽]|руб[а-я.]*|тыс[а-я.]*\s[^\s]+)$"
)
_THOUSANDS: Final = re.compile(r"\d{3}(?:,\d{3})*(?:\.\d+)?")
_THREE: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_THREE_PARTED: Final = frozenset(".,")
_CYRILLIC: Final = re.compile("[а-яё]")
_SPOKEN: Final = NUMERAL | MULTIPLE
_YEARS: Final = range(1900, 2100)
_YEAR_DIGITS: Final = 4
_GLUED: Final = frozenset("_.,#/×")
_SPLIT: Final = frozenset(":/")
_LONGEST: Final = 15  # digits
_MULTIPLY: Final = frozenset("xх×")
_YEAR_MONTHS: Final = 12
_MOST: Final = 60  # amounts of one sentence; with more of them it is a dump of numbers


class Span(Protocol):
    """A stretch of a text that is read already."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


def amounts(text: str, marked: Marked, words: Words, hidden: Sequence[Span]) -> list[Amount]:
    """Every amount in `text`, in order; numbers inside `hidden` (dates) are left out.

    `text` is in lower case (`stems.lower`), `marked` are the words found in it. Of a dump of
    numbers only the first ones are read.
    """
    found = _figures(text, words, hidden) if marked.figures else []
    if marked.mask & _SPOKEN and (told := spoken(text, marked, words)):
        found = sorted([*found, *told], key=_start)
    if len(found) > 1:
        found = _joined(found[:_MOST], text, words)
    if found and marked.mask & RECURRENT:
        _recur(found, text, words)
    return found


def unit_of(name: str, words: Words) -> Amount | None:
    """One of what the name of a field or heading counts in: «Эффект, тыс. ₽/мес», "Extra orders"."""
    if not name.strip():
        return None
    match = _STATED.search(name)
    text = f"1 {lower(match[1] or match[2] if match else name.rsplit(None, 1)[-1])}"
    found = amounts(text, words.marks(text), words, ())
    return found[0] if found and (found[0].currency or found[0].unit or found[0].scaled) else None


def _figures(text: str, words: Words, hidden: Sequence[Span]) -> list[Amount]:
    """The numbers in figures, one by one."""
    found: list[Amount] = []
    parts = _NUMBER.split(text, _MOST + 1)  # the figures, at the odd places, and what parts them
    behind = 0
    for at in range(1, len(parts), 2):
        figure = parts[at]
        start = behind + len(parts[at - 1])
        behind = end = start + len(figure)
        plain = figure.isdigit() and end - start <= _LONGEST
        if not plain:
            shaped = _SHAPE.match(figure)
            figure = shaped[0] if shaped else figure[:_LONGEST]
            end = start + len(figure)
        if start and text[start - 1] != " " and _glued(text, start, words):
            continue
        if text[end : end + 1] in _SPLIT and text[end + 1 : end + 2].isdigit():
            continue  # «18:00»
        if hidden and _inside(start, hidden):
            continue
        value = float(figure) if plain else _value(figure)
        one = amount_at(text, start, end, value, words)
        if not plain and figure[-4:-3] in _THREE_PARTED and _THREE.fullmatch(figure):
            one = _regrouped(one, figure, text[end : end + 2])
        year = end - start == _YEAR_DIGITS and one.value in _YEARS
        if not year or one.currency or one.unit:
            found.append(one)
    return found


def _regrouped(one: Amount, figure: str, after: str) -> Amount:
    """«480.000 руб.» are thousands, «1,125 млн» are none: three digits behind a point or comma."""
    if figure[-4] == ".":
        factor = 1000.0 if one.currency and not one.scaled else 1.0
    else:
        factor = 0.001 if one.scaled and _CYRILLIC.search(after) else 1.0
    if factor == 1:
        return one
    low = None if one.low is None else round(one.low * factor, 6)
    high = None if one.high is None else round(one.high * factor, 6)
    return replace(one, low=low, high=high)


def _inside(start: int, hidden: Sequence[Span]) -> bool:
    return any(one.start <= start < one.end for one in hidden)


def _glued(text: str, start: int, words: Words) -> bool:
    """Whether the figure is a part of a name or another number: «A113», «#554»."""
    before = text[start - 1]
    if not (before in _GLUED or before.isalnum()):
        return False
    if before in _MULTIPLY:
        return text[start - 2 : start - 1].isalnum()
    return not (before.isalpha() and coded(text, start, words))


def _value(text: str) -> float:
    """«1 200,5», "1,200.5", "1.200,50" and «2,4»: a comma before three digits parts thousands."""
    if text.isdigit():
        return float(text)
    compact = "".join(text.replace("'", "").replace("’", "").split())
    if "," not in compact and compact.count(".") < 2:
        return float(compact)
    if "," not in compact or "." in compact[: compact.index(",")]:
        return float(compact.replace(".", "").replace(",", "."))
    whole, _, rest = compact.partition(",")
    thousands = whole not in ("0", "") and ("," in rest or _THOUSANDS.fullmatch(rest))
    return float(compact.replace(",", "" if thousands else "."))


def _start(one: Amount) -> int:
    return one.start


def _joined(single: list[Amount], text: str, words: Words) -> list[Amount]:
    """The numbers with those that belong together made one."""
    found = [single[0]]
    for one in single[1:]:
        both = joined(found[-1], one, text, words)
        if both is None:
            found.append(one)
        else:
            found[-1] = both
    return found


def _recur(found: list[Amount], text: str, words: Words) -> None:
    """Give the amounts their periods, looked for after each and, for want of one, before."""
    begin = 0
    for at, one in enumerate(found):
        stop = found[at + 1].start if at + 1 < len(found) else len(text)
        if not one.horizon:
            period = period_after(text, one.end, stop, words)
            if period is None and _spanned(one):
                period = period_before(text, one.start, begin, words)
            if period is not None:
                found[at] = replace(one, period=period)
        if at and one.unit == "month" and one.value == _YEAR_MONTHS:
            last = found[at - 1]  # «3 млн за первые двенадцать месяцев»
            if last.period is None and (last.currency or last.scaled):
                found[at - 1] = replace(last, period=Period.YEAR)
        begin = one.end


def _spanned(one: Amount) -> bool:
    """Whether it may recur: money, time, what was multiplied out."""
    return bool(one.currency or one.scaled or one.working or one.unit in TIMES)
