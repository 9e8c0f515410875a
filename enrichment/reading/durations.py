"""Spans of work in figures and words: "3-4 wks", «недели две», "half a day", «полтора месяца»."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from enrichment.reading.amount import SYMBOLS
from enrichment.reading.groups import ABOUT, ESTIMATES, LABOUR, NUMERAL
from enrichment.reading.marks import Mark, Marked
from enrichment.reading.slots import Effort
from enrichment.reading.words import Words
from enrichment.reading.work import ADJECTIVE, HALVED, LINKS, OPENERS

_TOKEN: Final = re.compile(r"(?<![\d.,])\d{1,6}(?:[.,]\d+)?(?!\d|[.,]\d)|[^\W\d_]+")
_HALF: Final = 0.5
_CURRENCIES: Final = frozenset(SYMBOLS)
_LONGEST: Final = 3  # words of a unit
_SINGLE: Final = frozenset({"hour", "day", "week", "month", "sprint"})
_MOST: Final = 40  # words among which a span is looked for


class Span(NamedTuple):
    """How much work; `alone` says that the text says nothing else."""

    effort: Effort
    alone: bool


class _Token:
    """A word or number, where it starts, and the number that it is, in words when `spelled`."""

    __slots__ = ("spelled", "start", "text", "value")

    def __init__(
        self, text: str, start: int, value: float | None = None, *, spelled: bool = False
    ) -> None:
        self.text, self.start = text, start
        self.value, self.spelled = value, spelled


def span(text: str, words: Words) -> Span | None:
    """The first span of work in `text`, which is in lower case; None when there is none."""
    if not _CURRENCIES.isdisjoint(text):
        return None
    marked = words.marks(text)
    tokens = _tokens(text, marked, words)[:_MOST]
    known = words.dictionary.stems(
        " ".join(one.text if one.value is None else "0" for one in tokens)
    )
    for at in range(len(tokens)):
        unit, length = _unit(known, at, words)
        if not unit:
            continue
        last = at + length
        counted = at - bool(at > 1 and ADJECTIVE.match(tokens[at - 1].text))  # «рабочих дней»
        first = _led(tokens, counted)
        numbers = _values(tokens[first:counted])
        if not numbers:
            first, last, numbers = _without(text, tokens, at, last, unit)
        if numbers:
            idle = _idle(tokens[:first], marked) and _idle(_closed(tokens[last:]), marked)
            idle = idle and len(tokens) > 1  # not a unit alone: «день», "month"
            low, high = numbers[0], numbers[-1]
            return Span(Effort(low, unit, high if high > low else None), idle)
    return None


def unit_of(text: str, words: Words) -> str:
    """The unit that the words after a number name, the longest name first."""
    known = words.dictionary.stems(text)[:_LONGEST]
    for length in range(len(known), 0, -1):
        if unit := words.efforts.get(known[:length]):
            return unit
    return ""


def _tokens(text: str, marked: Marked, words: Words) -> list[_Token]:
    spelled: dict[int, Mark] = {mark.start: mark for mark in marked.of(NUMERAL)}
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        mark = spelled.get(start)
        if word[0].isdecimal():
            found.append(_Token(word, start, float(word.replace(",", "."))))
        elif mark is None or not isinstance(mark.payload, float | int):
            found.append(_Token(word, start))
        else:
            found.append(_Token(word, start, float(mark.payload), spelled=True))
            rest = word.removeprefix(HALVED)
            if mark.payload == _HALF and rest != word and unit_of(rest, words):
                found.append(_Token(rest, start + len(HALVED)))
    return found


def _unit(known: tuple[str, ...], at: int, words: Words) -> tuple[str, int]:
    """The unit that begins with a word, by their stems, and of how many words it is."""
    if known[at]:
        for length in range(_LONGEST, 0, -1):
            if unit := words.efforts.get(known[at : at + length]):
                return unit, min(length, len(known) - at)
    return "", 0


def _led(tokens: list[_Token], at: int) -> int:
    """Where the numbers begin that lead to the token at `at`."""
    first = at
    while first and (tokens[first - 1].value is not None or tokens[first - 1].text in LINKS):
        first -= 1
    return first


def _values(tokens: list[_Token]) -> list[float]:
    """«две с половиной» is one number, "3 to 5" are two."""
    found: list[float] = []
    previous = ""
    for one in tokens:
        if one.value == _HALF and found and previous in LINKS:
            found[-1] += _HALF
        elif one.value is not None:
            found.append(one.value)
        previous = one.text
    return found


def _without(
    text: str, tokens: list[_Token], at: int, last: int, unit: str
) -> tuple[int, int, list[float]]:
    """A unit no number leads to: «недели две», «час-два», "a week"."""
    following = tokens[last] if last < len(tokens) else None
    if following is not None and following.value is not None:
        hyphen = text[following.start - 1] == "-"
        if hyphen and following.spelled:
            return at, last + 1, [1.0, following.value]
        if following.spelled or unit == "sp":
            ranged = tokens[last + 1 : last + 2]
            more = [one.value for one in ranged if one.spelled and one.value is not None]
            return at, last + 1 + len(more), [following.value, *more]
    article = at > 0 and tokens[at - 1].text in ("a", "an")
    return (at - article, last, [1.0]) if unit in _SINGLE else (at, last, [])


def _closed(tokens: list[_Token]) -> list[_Token]:
    """The words after a span up to what only adds to it: "with 3 people", «если всё готово»."""
    ends = (at for at, one in enumerate(tokens) if one.text in OPENERS)
    return tokens[: next(ends, len(tokens))]


def _idle(tokens: Iterable[_Token], marked: Marked) -> bool:
    """Whether the other words only say about how much, or that it is work."""
    marks = marked.of(ABOUT | LABOUR | ESTIMATES)
    return all(
        one.text in LINKS or any(mark.start <= one.start < mark.end for mark in marks)
        for one in tokens
    )
