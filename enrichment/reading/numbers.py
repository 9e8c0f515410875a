"""Amounts as people write them: «1,2 млн ₽ в год», "$40k", «от 5 до 7 %», «с 2% до 2,4%»."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from enrichment.reading.slots import Period
from enrichment.reading.tails import front, period_after, period_before, tail
from enrichment.reading.words import Mark, Marks, Words


class Amount(NamedTuple):
    """A number with what it counts and where it stands.

    `low` and `high` are equal for one number; an open bound is None. `sign` is "+", "-" or "".
    `to` is the second number of a change («с 2% до 2,4%», "11% -> 5%"). `horizon` says that it
    is a span of time something should happen in («за 60 дней»), `delta` that it says by how much
    («на 5 %»), `noun` what is counted when no
    unit is known, `scaled` that it was written with «тыс» or "k". `working` is the calculation
    of an amount that was multiplied out.
    """

    low: float | None
    high: float | None
    currency: str
    unit: str
    noun: str
    sign: str
    start: int
    end: int
    lead: str = ""
    scaled: bool = False
    period: Period | None = None
    to: float | None = None
    horizon: bool = False
    delta: bool = False
    working: str = ""

    @property
    def counted(self) -> bool:
        """Whether the number says what it counts."""
        return bool(self.currency or self.unit or self.noun)

    @property
    def value(self) -> float:
        """The number itself; of a range the lower end."""
        return self.low if self.low is not None else self.high or 0.0


_NUMBER = re.compile(
    r"(?:(?<![\w.,#/])|(?<=\b[xх×]))(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    r"|\d{1,15}(?:[.,]\d+)?)(?!\d|[:/]\d)"
)
_JOIN = re.compile(
    r"[\s*]*(?:(?P<range>-{1,2}|–|—|\.{2,3}|…)|(?P<to>до|to)|(?P<arrow>→|-{1,2}>|=>|⇒|➔|➜)"
    r"|(?P<times>×|x|х|\*))[\s*$€£₽]*[-+−~≈]?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LETTERS = re.compile(r"[^\W\d_]+")
_TIMES = frozenset({"h", "min", "s", "ms", "day", "week", "month"})
_MULTIPLY = frozenset("xх×")
_CLOSE = 12  # characters between two numbers that belong together


def amounts(text: str, marks: Marks, words: Words, hidden: list[tuple[int, int]]) -> list[Amount]:
    """Every amount in `text`, in order; numbers inside `hidden` (dates) are left out.

    `text` is in lower case (`stems.lower`), `marks` are the words found in it.
    """
    single = sorted(_singles(text, marks, words, hidden), key=lambda one: one.start)
    found: list[Amount] = []
    for one in single:
        joined = _joined(found[-1], one, text, words) if found else None
        if joined is None:
            found.append(one)
        else:
            found[-1] = joined
    return _recurring(found, text, words)


def _singles(
    text: str, marks: Marks, words: Words, hidden: list[tuple[int, int]]
) -> Iterator[Amount]:
    """The numbers one by one, in figures and in words."""
    for match in _NUMBER.finditer(text):
        start, end = match.span(1)
        if any(begin <= start < stop for begin, stop in hidden):
            continue
        one = _amount(text, (start, end), _value(match[1]), words)
        if not _YEAR.match(match[1]) or one.currency or one.unit:
            yield one
    yield from _spoken(text, marks, words)


def _value(text: str) -> float:
    """«1 200,5», "1,200.5", "1.200.000" and «2,4»: a comma before three digits parts thousands."""
    compact = "".join(text.split())
    if "," not in compact and compact.count(".") < 2:
        return float(compact)
    if compact.count(".") > 1:
        return float(compact.replace(".", ""))
    whole, _, rest = compact.partition(",")
    thousands = whole not in ("0", "") and re.fullmatch(r"\d{3}(?:,\d{3})*(?:\.\d+)?", rest)
    return float(compact.replace(",", "" if thousands else "."))


def _amount(text: str, span: tuple[int, int], value: float, words: Words) -> Amount:
    lead, after = front(text, span[0], words), tail(text, span[1], words)
    scaled = round(value * after.factor, 9)
    times = text[span[0] - 1 : span[0]] in _MULTIPLY  # «x2»
    return Amount(
        low=None if lead.bound == "high" else scaled,
        high=None if lead.bound == "low" else scaled,
        currency=lead.currency or after.currency,
        unit="x" if times else after.unit,
        noun=after.noun,
        sign=lead.sign,
        start=lead.start,
        end=max(span[1], after.end),
        lead=lead.word,
        scaled=after.factor > 1,
        horizon=after.unit in _TIMES and lead.word in words.horizon,
        delta=lead.word in words.deltas,
    )


def _spoken(text: str, marks: Marks, words: Words) -> Iterator[Amount]:
    """«двести пятьдесят тысяч», «втрое»: numerals in a row are added up."""
    for mark in marks.get("multiple", ()):
        times = _amount(text, (mark.start, mark.end), _number(mark), words)
        yield times._replace(unit="x", noun="", end=mark.end)
    row: list[Mark] = []
    for mark in marks.get("numeral", ()):
        if row and mark.first != row[-1].last + 1:
            yield from _row(text, row, words)
            row = []
        row.append(mark)
    if row:
        yield from _row(text, row, words)


def _row(text: str, row: list[Mark], words: Words) -> Iterator[Amount]:
    """Numerals in words count when a scale, a currency or a unit follows."""
    span = (row[0].start, row[-1].end)
    one = _amount(text, span, sum(map(_number, row)), words)
    if one.currency or one.unit or one.scaled:
        yield one


def _number(mark: Mark) -> float:
    return float(mark.payload) if isinstance(mark.payload, float | int) else 0.0


def _joined(last: Amount, new: Amount, text: str, words: Words) -> Amount | None:
    """Two numbers as one amount: a range, a change, a product; None when they are two."""
    number = _NUMBER.search(text, new.start)
    begin = number.start(1) if number else new.start
    if not 0 < begin - last.end < _CLOSE or last.to is not None or last.working:
        return None
    match = _JOIN.match(text[last.end : begin])
    if match is None:
        return None
    if match["times"]:
        return _product(last, new, text)
    if _differ(last.unit, new.unit) or _differ(last.currency, new.currency):
        return None
    if match["arrow"] or (match["to"] and last.lead in words.starts):
        return _change(last, new, text)
    return None if match["to"] and last.counted and not new.counted else _range(last, new, text)


def _differ(one: str, two: str) -> bool:
    return bool(one and two and one != two)


def _merged(last: Amount, new: Amount) -> Amount:
    return last._replace(
        unit=new.unit or last.unit,
        currency=new.currency or last.currency,
        noun=new.noun,
        end=new.end,
        scaled=new.scaled or last.scaled,
    )


def _range(last: Amount, new: Amount, text: str) -> Amount | None:
    """«200–300 тыс»: the scale belongs to both ends."""
    low, high = last.value * _factor(last, new, text), new.value
    return _merged(last, new)._replace(low=low, high=high) if low <= high else None


def _change(last: Amount, new: Amount, text: str) -> Amount:
    low = last.value * _factor(last, new, text)
    return _merged(last, new)._replace(low=low, high=low, to=new.value)


def _factor(last: Amount, new: Amount, text: str) -> float:
    """The scale of the second number, for a first one with nothing of its own behind it."""
    if not new.scaled or not text[last.end - 1].isdigit():
        return 1
    return next((factor for factor in (1e9, 1e6, 1e3) if new.value >= factor), 1)


def _product(last: Amount, new: Amount, text: str) -> Amount | None:
    """«14 ₽ × 210 тыс. посылок»: money times how many, with the calculation."""
    if bool(last.currency) == bool(new.currency):
        return None
    total = round(last.value * new.value, 6)
    working = f"{text[last.start : new.end].strip()} = {f'{total:,.0f}'.replace(',', ' ')}"
    money = last.currency or new.currency
    return last._replace(
        low=total, high=total, currency=money, unit="", noun="", end=new.end, working=working
    )


def _recurring(found: list[Amount], text: str, words: Words) -> list[Amount]:
    """The amounts with their periods, looked for after each and, for want of one, before."""
    if words.recurrent.isdisjoint(_LETTERS.findall(text)):
        return found
    edges = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found[1:]), len(text)]
    timed = []
    for one, begin, stop in zip(found, edges, starts, strict=False):
        period = None if one.horizon else period_after(text, one.end, stop, words)
        if (
            period is None
            and not one.horizon
            and (one.currency or one.scaled or one.unit in _TIMES)
        ):
            period = period_before(text, one.start, begin, words)
        timed.append(one if period is None else one._replace(period=period))
    return timed
