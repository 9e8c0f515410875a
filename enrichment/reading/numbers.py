"""Amounts as people write them: «1,2 млн ₽ в год», "$40k", «от 5 до 7 %», «с 2% до 2,4%»."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from enrichment.reading.amount import TIMES, Amount
from enrichment.reading.groups import MULTIPLE, NUMERAL, RECURRENT
from enrichment.reading.joins import joined
from enrichment.reading.marks import Mark, Marked
from enrichment.reading.slots import Period
from enrichment.reading.stems import lower
from enrichment.reading.tails import front, period_after, period_before, tail
from enrichment.reading.words import Words

_NUMBER = re.compile(r"\d+(?:[ '\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*")
_SHAPE = re.compile(
    r"\d{1,3}(?:[ '\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    r"|\d{1,15}(?:[.,]\d+)?"
)
_STATED = re.compile(
    r"[,(]\s*([^,()]{1,24})\)?\s*$|\s(?:в|in)\s+([$€£₽]|руб[а-я.]*|тыс[а-я.]*\s[^\s]+)$"
)
_THOUSANDS = re.compile(r"\d{3}(?:,\d{3})*(?:\.\d+)?")
_YEARS = range(1900, 2100)
_YEAR_DIGITS = 4
_GLUED = frozenset("_.,#/×")
_SPLIT = frozenset(":/")
_LONGEST = 15  # digits
_NUMBERED = re.compile(r"\d[\s*]{0,3}$")
_HALVED = "пол"
_PARTED = frozenset({*TIMES, "%", "pp", "fte", "points"})
_MULTIPLY = frozenset("xх×")
_DASHES = ("-", "–", "—")
_THOUSAND = 1000
_YEAR_MONTHS = 12
_NEAR = 5  # characters before a word in which a figure stands
_BRIEF = 3  # letters of what is short for a scale
_ARTICLE = re.compile(r"\s(?:of\s)?an?\s")
_MOST = 60  # amounts of one sentence; with more of them it is a dump of numbers


class Span(Protocol):
    """A stretch of a text that is read already."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


def amounts(text: str, marked: Marked, words: Words, hidden: Iterable[Span]) -> list[Amount]:
    """Every amount in `text`, in order; numbers inside `hidden` (dates) are left out.

    `text` is in lower case (`stems.lower`), `marked` are the words found in it. Of a dump of
    numbers only the first ones are read.
    """
    single = list(_figures(text, words, [(one.start, one.end) for one in hidden]))
    if marked.mask & (NUMERAL | MULTIPLE):
        single = sorted((*single, *_spoken(text, marked, words)), key=lambda one: one.start)
    if not single:
        return single
    found: list[Amount] = []
    for one in single[:_MOST]:
        both = joined(found[-1], one, text, words) if found else None
        if both is None:
            found.append(one)
        else:
            found[-1] = both
    return _recurring(found, text, words) if marked.mask & RECURRENT else found


def unit_of(name: str, words: Words) -> Amount | None:
    """One of what the name of a field or heading counts in: «Эффект, тыс. ₽/мес», "Extra orders"."""
    if not name.strip():
        return None
    match = _STATED.search(name)
    text = f"1 {lower(match[1] or match[2] if match else name.rsplit(None, 1)[-1])}"
    found = amounts(text, words.marks(text), words, ())
    return found[0] if found and (found[0].currency or found[0].unit or found[0].scaled) else None


def _figures(text: str, words: Words, hidden: Sequence[tuple[int, int]]) -> Iterator[Amount]:
    """The numbers in figures, one by one."""
    for count, match in enumerate(_NUMBER.finditer(text)):
        if count > _MOST:
            return
        figure, start = match[0], match.start()
        if not figure.isdigit() or len(figure) > _LONGEST:
            shaped = _SHAPE.match(figure)
            figure = shaped[0] if shaped else figure[:_LONGEST]
        end = start + len(figure)
        if _glued(text, start, end) or any(one <= start < stop for one, stop in hidden):
            continue
        one = _amount(text, start, end, _value(figure), words)
        year = end - start == _YEAR_DIGITS and one.value in _YEARS
        if not year or one.currency or one.unit:
            yield one


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the figure is a part of a name or another number: «A113», «#554», «18:00»."""
    if text[end : end + 1] in _SPLIT and text[end + 1 : end + 2].isdigit():
        return True
    before = text[start - 1 : start]
    if not (before in _GLUED or before.isalnum()):
        return False
    return before not in _MULTIPLY or text[start - 2 : start - 1].isalnum()


def _value(text: str) -> float:
    """«1 200,5», "1,200.5", "1.200.000" and «2,4»: a comma before three digits parts thousands."""
    if text.isdigit():
        return float(text)
    compact = "".join(text.replace("'", "").split())
    if "," not in compact and compact.count(".") < 2:
        return float(compact)
    if compact.count(".") > 1:
        return float(compact.replace(".", ""))
    whole, _, rest = compact.partition(",")
    thousands = whole not in ("0", "") and _THOUSANDS.fullmatch(rest)
    return float(compact.replace(",", "" if thousands else "."))


def _amount(text: str, start: int, end: int, value: float, words: Words) -> Amount:
    sign, before, bound, word, begin = front(text, start, words)
    factor, currency, unit, noun, stop = tail(text, end, words)
    scaled = round(value * factor, 9) if factor != 1 else value
    if not (unit or currency or before) and words.units.get(word) in TIMES and len(word) > 1:
        unit = words.units[word]  # «месяцев 5»: about that many
    if factor == 1 and len(word) > _BRIEF and word in words.scales:  # «тысяч 90»
        factor = words.scales[word]
        scaled = value * factor
    if text[start - 1 : start] in _MULTIPLY and start:  # «x2»
        unit = "x"
    return Amount(
        None if bound == "high" else scaled,
        None if bound == "low" else scaled,
        before or currency,
        unit,
        noun,
        sign,
        begin,
        start,
        max(end, stop),
        word,
        factor > 1,
        unit in TIMES and word in words.horizon,
        word in words.deltas,
    )


def _spoken(text: str, marked: Marked, words: Words) -> Iterator[Amount]:
    """«двести пятьдесят тысяч», «втрое»: numerals in a row are added up."""
    for mark in marked.of(MULTIPLE):
        times = _amount(text, mark.start, mark.end, _number(mark), words)
        if times.value < 1:  # «на треть»: a share
            share = round(times.value * 100)
            times = replace(times, low=share, high=share, sign="")
        unit = "%" if times.low != _number(mark) else "x"
        yield replace(times, unit=unit, noun="", end=mark.end)
    row: list[Mark] = []
    for mark in marked.of(NUMERAL):
        if row and (
            mark.first != row[-1].last + 1
            or text[row[-1].end : mark.start].strip()
            or _number(row[-1]) >= _THOUSAND
        ):
            yield from _row(text, row, words, ranging=text[row[-1].end : mark.start].strip())
            row = []
        row.append(mark)
    if row:
        yield from _row(text, row, words)


def _row(text: str, row: list[Mark], words: Words, ranging: str = "") -> Iterator[Amount]:
    """Numerals in words count when a scale, a currency or a unit follows, or a range's dash."""
    if _NUMBERED.search(
        text, max(0, row[0].start - _NEAR), row[0].start
    ):  # «5 миллион» is read already
        return
    numbers = list(map(_number, row))
    last = numbers.pop() if len(numbers) > 1 and numbers[-1] >= _THOUSAND else 1
    article = _ARTICLE.match(text, row[-1].end)  # "half a million"
    end = article.end() - 1 if article else row[-1].end
    end = row[-1].start + len(_HALVED) if _halved(text, row[-1], words) else end
    one = _amount(text, row[0].start, end, sum(numbers) * last, words)
    if sum(numbers) * last < 1 and not (one.scaled or one.unit in _PARTED):
        return  # «треть заказов»
    if one.value >= _THOUSAND and not one.unit:
        one = replace(one, scaled=True)  # «полмиллиона»
    if one.currency or one.unit or one.scaled or ranging in _DASHES:
        yield one


def _halved(text: str, mark: Mark, words: Words) -> bool:
    """«полпроцента» is a half and what it halves."""
    word = text[mark.start : mark.end]
    return word.startswith(_HALVED) and word[len(_HALVED) :] in words.units


def _number(mark: Mark) -> float:
    return float(mark.payload) if isinstance(mark.payload, float | int) else 0.0


def _recurring(found: list[Amount], text: str, words: Words) -> list[Amount]:
    """The amounts with their periods, looked for after each and, for want of one, before."""
    edges = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found[1:]), len(text)]
    timed = []
    for one, begin, stop in zip(found, edges, starts, strict=False):
        period = None if one.horizon else period_after(text, one.end, stop, words)
        spanned = one.currency or one.scaled or one.working or one.unit in TIMES
        if period is None and not one.horizon and spanned:
            period = period_before(text, one.start, begin, words)
        timed.append(one if period is None else replace(one, period=period))
    for at, one in enumerate(timed[1:]):  # «3 млн за первые двенадцать месяцев»
        year = one.unit == "month" and one.value == _YEAR_MONTHS and timed[at].period is None
        if year and (timed[at].currency or timed[at].scaled):
            timed[at] = replace(timed[at], period=Period.YEAR)
    return timed
