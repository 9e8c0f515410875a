"""Amounts in words: «двести пятьдесят тысяч», «втрое», "half a million"."""

import re
from typing import Final

from enrichment.reading.amount import TIMES, Amount, replace
from enrichment.reading.around import amount_at
from enrichment.reading.groups import MULTIPLE, NUMERAL
from enrichment.reading.marks import Mark, Marked
from enrichment.reading.words import Words

_NUMBERED: Final = re.compile(r"\d[\s*]{0,3}$")
_ARTICLE: Final = re.compile(r"\s(?:of\s)?an?\s")
_PARTED: Final = frozenset({*TIMES, "%", "pp", "fte", "points"})
_RANGES: Final = frozenset(("-", "–", "—", "to", "до"))
_HALVES: Final = frozenset(("с", "and a", "and"))  # «два с половиной», "two and a half"
_GROUPS: Final = frozenset((12.0, 100.0))  # "two dozen", «пара сотен», "three hundred"
_HALF: Final = 3  # letters of «пол»
_THOUSAND: Final = 1000
_NEAR: Final = 5  # characters before a word in which a figure stands


def spoken(text: str, marked: Marked, words: Words) -> list[Amount]:
    """The amounts in words of a text in lower case; numerals in a row are added up."""
    found = [_times(text, mark, words) for mark in marked.of(MULTIPLE)]
    row: list[Mark] = []
    for mark in marked.of(NUMERAL):
        if row and (between := _parting(text, row[-1], mark)) is not None:
            _add(found, _row(marked, row, words, ranging=between in _RANGES))
            row = []
        row.append(mark)
    if row:
        _add(found, _row(marked, row, words, ranging=False))
    return found


def _add(found: list[Amount], one: Amount | None) -> None:
    if one is not None:
        found.append(one)


def _times(text: str, mark: Mark, words: Words) -> Amount:
    """«втрое», or a share: «на треть»."""
    number = _number(mark)
    times = amount_at(text, mark.start, mark.end, number, words)
    if times.value < 1:
        times = replace(_share(times, times.value), sign="")
    unit = "%" if times.low != number else "x"
    return replace(times, unit=unit, noun="", end=mark.end)


def _parting(text: str, last: Mark, mark: Mark) -> str | None:
    """What stands between two numerals that are no row, None between those of a row."""
    between = text[last.end : mark.start].strip()
    before, number = _number(last), _number(mark)
    if before >= _THOUSAND:
        return between
    if not between:
        return None if mark.first == last.last + 1 else between
    if between == "of":  # "a couple of hundred", "a quarter of a million"
        return None if number in _GROUPS or number >= _THOUSAND else between
    if between in _HALVES and number < 1 <= before:
        return None
    hundreds = between == "and" and before in _GROUPS and 1 <= number < before
    return None if hundreds else between  # "a hundred and twenty"


def _row(marked: Marked, row: list[Mark], words: Words, *, ranging: bool) -> Amount | None:
    """Numerals in words count when a scale, a currency or a unit follows, or a range's dash."""
    text, start, last = marked.text, row[0].start, row[-1]
    if marked.figures and start and _NUMBERED.search(text, max(0, start - _NEAR), start):
        return None  # «5 миллион» is read already
    value = _sum(row)
    one = amount_at(text, start, _end(text, last, words), value, words)
    if value < 1 and not (one.scaled or one.unit in _PARTED):
        return _share(one, value) if one.sign else None  # «треть заказов»
    if one.value >= _THOUSAND and not one.unit:
        return replace(one, scaled=True)  # «полмиллиона»
    return one if one.currency or one.unit or one.scaled or ranging else None


def _share(one: Amount, value: float) -> Amount:
    """«минус треть обращений» is by so many per cent."""
    share = float(round(value * 100))
    return replace(one, low=share, high=share, unit="%", noun="")


def _sum(row: list[Mark]) -> float:
    """«двадцать пять тысяч», "three hundred", «две трети»: what stands behind may multiply."""
    total = 0.0
    last = -1  # the number of the word before
    for mark in row:
        number = _number(mark)
        part = number < 1 and mark.first == last + 1
        if total and (number >= _THOUSAND or part or (number in _GROUPS and total < number)):
            total *= number
        else:
            total += number
        last = mark.last
    return total


def _end(text: str, mark: Mark, words: Words) -> int:
    """Where a numeral ends: "half a million" is half of a million, «полпроцента» of a per cent."""
    end, half = mark.end, mark.start + _HALF
    if text[mark.start : half] == "пол" and text[half:end] in words.units:
        return half
    article = _ARTICLE.match(text, end) if text[end + 1 : end + 2] in ("a", "o") else None
    return article.end() - 1 if article is not None else end


def _number(mark: Mark) -> float:
    number = mark.payload
    return float(number) if isinstance(number, (float, int)) else 0.0
