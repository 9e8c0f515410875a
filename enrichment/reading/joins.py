"""Two numbers that make one amount: a range, a change, a product."""

import re
from typing import Final

from enrichment.reading.amount import SYMBOLS, Amount, replace
from enrichment.reading.words import Words

_JOIN: Final = re.compile(
    r"[\s*]*(?:(?P<range>-{1,2}|–|—|\.{2,3}|…)|(?P<to>до|to)|(?P<arrow>→|-{1,2}>|=>|⇒|➔|➜)"
    rf"|(?P<about>±|\+/-)|(?P<times>×|x|х|\*))[\s*{SYMBOLS}]*"
    r"(?P<code>[a-z]{3}\s?)?[-+−~≈]?$"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_AND: Final = re.compile(rf"\s*(?:%|п\.п\.)?\s*(?:and|и)\s*[{SYMBOLS}]?$")
_THOUSAND: Final = 1000
_CLOSE: Final = 12  # characters between two numbers that belong together
_NOUNS: Final = 40  # characters in which what is counted may stand between the factors of a product
_PIECES: Final = re.compile(rf"\s*[^\W\d_]*(?:\s[^\W\d_]+){{0,2}}\s*[×xх*]\s*[~≈]?[{SYMBOLS}]?$")
_FACTORS: Final = frozenset(f"×xх*~≈{SYMBOLS}")  # what stands right before a second factor
_RATE: Final = re.compile(
    r"\s*(?:на|за|с|per|a|an|each|for)\s+(?:an?\s|each\s|кажд[а-я]+\s)?([^\W\d_]{3,})[,;×x]?\s*(?:а|and|и|при)?\s*$"
)
_COUNTED: Final = re.compile(r"(?:[^\W_]+\s)?([^\W\d_]{3,})")
_ROOT: Final = 4  # letters by which «заявку» and «заявок» are the same
_SHARES: Final = ("%", "pp")
_APIECE: Final = re.compile(
    rf"\s*(?:[^\W\d_]+\s+){{0,3}}(?:по|at)\s+[{SYMBOLS}]?$"
)  # «2 оператора по 65 тыс. ₽»


def joined(last: Amount, new: Amount, text: str, words: Words) -> Amount | None:
    """Two numbers as one amount, into which the first is made, or None when they are two."""
    end, begin = last.end, new.begin
    gap = begin - end
    if not 0 < gap < _NOUNS or last.to is not None:
        return None
    between = text[end:begin]
    match = _JOIN.match(between) if gap < _CLOSE else None
    if match is not None and (new.currency or not match["code"]):
        return _product(last, new, text) if match["times"] else _linked(last, new, match, words)
    if last.scaled and not between.strip() and new.scaled and not (last.currency or last.unit):
        return _sum(last, new, words)
    closed = last.high is None and new.low is None and _bounded(between, words)
    if closed or (last.lead in words.between and _AND.match(between)):
        return _range(last, new)
    apiece = new.currency and not last.currency and not last.sign and _APIECE.match(between)
    factors = between.rstrip()[-1:] in _FACTORS and _PIECES.match(between)
    if apiece or factors or _rated(between, new, text):
        return _product(last, new, text)
    return None


def _linked(last: Amount, new: Amount, match: re.Match[str], words: Words) -> Amount | None:
    """A range, a change or a spread, as the sign between the numbers says."""
    if last.working or _differ(last.unit, new.unit) or _differ(last.currency, new.currency):
        return None
    if match["about"]:
        return _merged(last, new, last.value - new.value, last.value + new.value, None)
    if match["arrow"] or (match["to"] and last.lead in words.starts):
        return None if _worked(last, new) else _change(last, new)
    return None if match["to"] and last.counted and not new.counted else _range(last, new)


def _bounded(between: str, words: Words) -> bool:
    """Whether the second number closes the first: «минимум 5 млн ₽, максимум 8 млн ₽»."""
    return tuple(_WORD.findall(between)) in words.up_to


def _worked(last: Amount, new: Amount) -> bool:
    """Whether an arrow leads from a price to what it makes: «средний чек 900 ₽ → 2 млн ₽»."""
    return bool(last.currency and last.value and new.scaled and not last.scaled)


def _rated(between: str, new: Amount, text: str) -> bool:
    """Whether the second number counts what the first is for: «30 минут на заявку, 400 заявок»."""
    rate = _RATE.match(between)
    counted = _COUNTED.search(text, new.begin, new.begin + _NOUNS) if rate else None
    return bool(rate and counted and counted[1][:_ROOT] == rate[1][:_ROOT])


def _differ(one: str, two: str) -> bool:
    return bool(one and two and one != two)


def _sum(last: Amount, new: Amount, words: Words) -> Amount | None:
    """«1 млн 200 тыс.»: a smaller scale after a larger one is added.

    What has none of its own goes on with the next: «миллион двести», «5 тысяч 300».
    """
    if new.low is None:
        return None
    bare = new.factor == words.scales.get(new.lead)
    more = new.low / _THOUSAND if bare else new.low
    if last.value <= more:
        return None
    low = None if last.low is None else last.low + more
    high = None if last.high is None else last.high + more
    return _merged(last, new, low, high, None)


def _range(last: Amount, new: Amount) -> Amount | None:
    """«200–300 тыс»: the scale belongs to both ends."""
    low, high = last.value * _factor(last, new), new.value
    return _merged(last, new, low, high, None) if low <= high else None


def _change(last: Amount, new: Amount) -> Amount:
    low = last.value * _factor(last, new)
    return _merged(last, new, low, low, new.value)


def _merged(
    last: Amount, new: Amount, low: float | None, high: float | None, to: float | None
) -> Amount:
    """The first number gone on to where the second ends, with what that one says of both."""
    last.low, last.high, last.to = low, high, to
    last.unit = new.unit or last.unit
    last.currency = new.currency or last.currency
    last.noun, last.end = new.noun, new.end
    last.scaled = new.scaled or last.scaled
    return last


def _factor(last: Amount, new: Amount) -> float:
    """The scale of the second number, for a first one with nothing of its own behind it."""
    if not new.scaled or last.scaled or last.unit or last.noun:
        return 1
    if new.factor > 1:
        return new.factor
    return next((factor for factor in (1e9, 1e6, 1e3) if new.value >= factor), 1)


def _product(last: Amount, new: Amount, text: str) -> Amount | None:
    """«14 ₽ × 210 тыс. посылок»: money or time by how many, with the calculation.

    What is multiplied once more («14 ₽ × 300 × 12») is worked on from there.
    """
    if last.currency and new.currency:
        return None
    if not (last.currency or new.currency or last.unit or new.unit):
        return None
    shares = [one for one in (last, new) if one.unit in _SHARES]
    total = round(last.value * new.value / 100 ** len(shares), 6)
    shown = f"{total:,.0f}" if total == round(total) else f"{total:,g}"
    working = f"{text[last.start : new.end].strip()} = {shown.replace(',', ' ')}"
    money = last.currency or new.currency
    units = [one.unit for one in (last, new) if one.unit not in _SHARES]
    unit = "" if money else _time(*(*units, "", "")[:2])
    return replace(
        last,
        low=total,
        high=total,
        currency=money,
        unit=unit,
        noun="",
        end=new.end,
        working=working,
        scaled=False,
        period=new.period or last.period,
    )


def _time(one: str, two: str) -> str:
    """The unit of a product without money: hours by orders are hours."""
    return one if one in ("h", "min", "s") else two if two in ("h", "min", "s") else one or two
