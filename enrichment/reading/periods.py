"""How often an amount recurs, as the words around it say: «в месяц», "/year", "ARR"."""

import re
from typing import Final

from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.neighbours import Often
from enrichment.reading.slots import Period
from enrichment.reading.words import Words

_WORD: Final = re.compile(
    r"(/)?\s?(one[ -](?:off|time)\b|p[./]\s?[amwq]\b|[^\W\d_]+)"
)  # "p.a.", "p/w"
_BEGUN: Final = re.compile(r"(?:/|(?<![^\W\d_])(?:one|p[./]?))\Z")  # "one time", "p. a.", "/ year"
_DIGIT: Final = re.compile(r"\d")
_SPLIT: Final = frozenset("./")
_NEARBY: Final = 60  # characters around an amount in which its period is looked for
_LIMIT: Final = 20_000  # tokens remembered


def period_after(text: str, end: int, stop: int, words: Words) -> Period | None:
    """How often an amount recurs, as the words after it say."""
    return _period(text[end : min(stop, end + _NEARBY)], words)


def period_before(text: str, start: int, begin: int, words: Words) -> Period | None:
    """The same from the words before it: «экономия в год», "monthly revenue"."""
    return _period(text[max(begin, start - _NEARBY) : start], words)


def _period(around: str, words: Words) -> Period | None:
    """The first period among the words of a text, of which most are known token by token."""
    earlier = previous = None
    for token in around.split():
        told = words.timed.get(token)
        if told is None:
            told = _told(token, words)
        for one in told:
            if one.begun:
                return _first(_parsed(around, words))
            if one.period is not None and _said(one, previous, earlier):
                return one.period
            earlier, previous = previous, one
    return None


def _first(told: tuple[Often, ...]) -> Period | None:
    earlier = previous = None
    for one in told:
        if one.period is not None and _said(one, previous, earlier):
            return one.period
        earlier, previous = previous, one
    return None


def _said(one: Often, previous: Often | None, earlier: Often | None) -> bool:
    """Whether a word that may be a period is one, after the words before it."""
    if one.always or one.slash or (previous is not None and previous.per and one.long):
        return True
    if one.period is not Period.ONCE or previous is None:
        return False
    # "per cancelled event", «с кампании»
    return previous.starts or (earlier is not None and earlier.per)


def _told(token: str, words: Words) -> tuple[Often, ...]:
    """The words of what stands between two spaces, each token looked at once."""
    told = _parsed(token, words)
    if _BEGUN.search(token):
        begun = Often()
        begun.begun = True
        told = (begun,)
    if len(token) > LONGEST or _DIGIT.search(token):
        return told
    return remember(words.timed, token, told, _LIMIT)


def _parsed(text: str, words: Words) -> tuple[Often, ...]:
    return tuple(_often(match[2], bool(match[1]), words) for match in _WORD.finditer(text))


def _often(word: str, slash: bool, words: Words) -> Often:
    if word[1:2] in _SPLIT:
        word = f"p{word[-1]}"
    one = Often()
    one.always = word in words.recurring
    one.period = words.recurring.get(word) or words.periods.get(word)
    one.slash = slash
    one.long = len(word) > 1
    one.per = word in words.per
    one.starts = word in words.starts
    return one
