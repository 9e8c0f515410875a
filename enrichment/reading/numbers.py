"""Amounts as people write them: «1,2 млн ₽ в год», "$40k", «от 5 до 7 %», «с 2% до 2,4%»."""

import re
from collections.abc import Sequence
from typing import Final

from enrichment.reading.amount import TIMES, Amount, replace
from enrichment.reading.around import amount_at
from enrichment.reading.dates import Dated
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
_NUMBER: Final = re.compile(r"[0-9]\d*+(?:[ '’\u00a0\u2009\u202f]\d{3}(?!\d))*+(?:[.,]\d+)*+")
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
_POINTS: Final = frozenset(".,")
_BEHIND: Final = "%.,;:!?)»"  # what may stand between a figure and the next space
_CYRILLIC: Final = re.compile("[а-яё]")
_SPOKEN: Final = NUMERAL | MULTIPLE
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2099
_YEAR_DIGITS: Final = 4
_GLUED: Final = frozenset("_.,#/×")
_SPLIT: Final = frozenset(":/")
_LONGEST: Final = 15  # digits
_MULTIPLY: Final = frozenset("xх×")
_YEAR_MONTHS: Final = 12
_SHORTEST: Final = 3  # characters of a number with a point
_MOST: Final = 60  # amounts of one sentence; with more of them it is a dump of numbers


Figure = tuple[int, str, str]
"""Where a number in figures starts, how it is written, and how code would write a plain one."""


def amounts(text: str, marked: Marked, words: Words, hidden: Sequence[Dated]) -> list[Amount]:
    """Every amount in `text`, in order; numbers inside `hidden` (dates) are left out.

    `text` is in lower case (`stems.lower`), `marked` are the words found in it. Of a dump of
    numbers only the first ones are read.
    """
    found = _figures(text, marked.figures, words, hidden) if marked.figures else []
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


def _figures(text: str, tokens: list[str], words: Words, hidden: Sequence[Dated]) -> list[Amount]:
    """The numbers in figures, one by one."""
    found: list[Amount] = []
    for start, figure, plain in _placed(text, tokens):
        shown = figure if plain else _shown(figure)
        end = start + len(shown)
        if start and text[start - 1] != " " and _glued(text, start, words):
            continue
        if text[end : end + 1] in _SPLIT and text[end + 1 : end + 2].isdigit():
            continue  # «18:00»
        if hidden and _inside(start, hidden):
            continue
        value = float(plain) if plain else _value(shown)
        one = amount_at(text, start, end, value, words)
        if not plain and shown[-4:-3] in _POINTS and _THREE.fullmatch(shown):
            one = _regrouped(one, shown, text[end : end + 2])
        if len(shown) != _YEAR_DIGITS or not _year(one):
            found.append(one)
    return found


def _placed(text: str, tokens: list[str]) -> list[Figure]:
    """The figures in the order of the text; `tokens` are what stands between spaces with any."""
    found: list[Figure] = []
    begin = end = 0
    for token in tokens:
        begin = text.find(token, begin)
        last = begin + len(token)
        figure = token.rstrip(_BEHIND) if begin >= end else ""  # not the end of «1 200,»
        plain = _plain(figure)
        if plain and figure.isascii() and not text[last + 1 : last + 2].isdigit():
            found.append((begin, figure, plain))
        else:
            end = _parted(text, max(begin, end), last, found)
        if len(found) > _MOST:
            return found[: _MOST + 1]
        begin = last
    return found


def _parted(text: str, at: int, last: int, found: list[Figure]) -> int:
    """Where the last of the figures ends that start from `at` on, before `last`; all are kept."""
    end = at
    while at < last:
        match = _NUMBER.search(text, at, last)
        if match is None:
            break
        start, end = match.span()
        if end == last and text[end + 1 : end + 2].isdigit():
            end = _ended(text, start, end)
        figure = text[start:end]
        found.append((start, figure, _plain(figure)))
        at = end + 1
    return end


def _ended(text: str, start: int, end: int) -> int:
    """Where a figure ends that may go on behind the space it was read up to."""
    match = _NUMBER.match(text, start)
    return match.end() if match is not None else end


def _plain(figure: str) -> str:
    """A whole number, or one with a digit or two behind its point, as code writes it, or ""."""
    length = len(figure)
    if figure.isdigit():
        return figure if length <= _LONGEST else ""
    if not _SHORTEST <= length <= _LONGEST:
        return ""
    at = length - 2 if figure[-2] in _POINTS else length - 3
    whole, rest = figure[:at], figure[at + 1 :]
    plain = figure[at] in _POINTS and whole.isdigit() and rest.isdigit()
    return f"{whole}.{rest}" if plain else ""


def _shown(figure: str) -> str:
    """What of a figure is one number: of «15.10.2026» hardly the whole."""
    shaped = _SHAPE.match(figure)
    return shaped[0] if shaped is not None else figure[:_LONGEST]


def _year(one: Amount) -> bool:
    """Whether a number of four figures is only a year."""
    value = one.value
    return (
        _FIRST_YEAR <= value <= _LAST_YEAR
        and value == int(value)
        and not (one.currency or one.unit)
    )


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


def _inside(start: int, hidden: Sequence[Dated]) -> bool:
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
        end = one.end
        stop = found[at + 1].start if at + 1 < len(found) else len(text)
        if not one.horizon:
            period = period_after(text, end, stop, words)
            if period is None and _spanned(one):
                period = period_before(text, one.start, begin, words)
            if period is not None:
                one.period = period
        if at and one.unit == "month" and one.value == _YEAR_MONTHS:
            last = found[at - 1]  # «3 млн за первые двенадцать месяцев»
            if last.period is None and (last.currency or last.scaled):
                last.period = Period.YEAR
        begin = end


def _spanned(one: Amount) -> bool:
    """Whether it may recur: money, time, what was multiplied out."""
    return bool(one.currency or one.scaled or one.working or one.unit in TIMES)
