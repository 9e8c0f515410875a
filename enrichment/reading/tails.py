"""What follows a number: scale, currency, unit or noun."""

import re
from typing import Final

from enrichment.reading.amount import SYMBOLS, TIMES
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.neighbours import CLOSED, COUNTS, SPENT, UNDONE, Tail
from enrichment.reading.words import Words

_AFTER: Final = re.compile(
    rf"[\s*_~]{{0,3}}(?:-(?=[^\W\d]))?(п\.\s?п|p\.\s?p|[%{SYMBOLS}]|[^\W\d_]+)(\.?)"
)
_LAST: Final = re.compile(r"(?:(?<![\s*_~])[\s*_~]{1,2}|([^\W\d_]+)\.?)\Z")
_ENDING: Final = re.compile(r"-(?:х|ти|ми|мя)(?=\s)")  # «до 3-х млн», «5-ти заказов»
_DIGIT: Final = re.compile(r"\d")
_ADJACENT_UNITS: Final = frozenset("сsdwmxх")  # a unit only when they touch the number
_CLOSING: Final = frozenset(("", *',.;:!?)]}»"/|→–—'))  # after these nothing says what is counted
_BREAKING: Final = frozenset(". ")
_PRICED: Final = frozenset(SYMBOLS)
_NAMED: Final = 3  # letters of a span of time that may follow a word: "dev-hours"
_BEGUN: Final = frozenset("тпp")  # what «т. р.», «п. п.» and "p. p." begin with
_WORDS: Final = 5  # words that may say what is counted
_FARTHEST: Final = 24  # spaces after a number behind which nothing is a part of what it counts
_LIMIT: Final = 20_000  # texts remembered


Found = tuple[float, str, str, str, int]
"""Scale, currency, unit, noun (what is counted when no unit is known), and where they end."""


def tail(text: str, at: int, words: Words) -> Found:
    """What follows the number that ends at `at`: «млн ₽», «%», «ч», "k", «анкет»."""
    first = text[at] if at < len(text) else ""
    if first in _CLOSING:
        return 1.0, "", "", "", at
    if first == "-":
        if text[at + 1 : at + 2].isdecimal():
            return 1.0, "", "", "", at  # «5-7»
        ending = _ENDING.match(text, at)
        at = at if ending is None else ending.end()
    stop = text.find(" ", at + 1)
    if stop < 0:
        stop = len(text)
    one = words.tailed.get(text[at:stop]) or _tail(text[at:stop], words)
    if one.going and stop < len(text):
        return _going(text, at, stop, one, words)
    return one.factor, one.currency, one.unit, one.noun, at + one.end


def _going(text: str, at: int, stop: int, one: Tail, words: Words) -> Found:
    """The same when the words after the first one may change it."""
    for _ in range(_FARTHEST):
        if not one.going or stop == len(text):
            break
        end = text.find(" ", stop + 1)
        if end < 0:
            end = len(text)
        two = words.tailed.get(text[stop:end]) or _tail(text[stop:end], words)
        if UNDONE not in (one.going, two.going):
            if one.going == SPENT and not two.timed:
                break
            alone = one.currency or one.unit or not (two.unit or two.going)
            if one.going == COUNTS and alone and not two.counts:
                dotted = one.dotted and bool(text[stop:].strip())
                return one.factor, one.currency, one.unit, two.first, at + one.end + dotted
        stop = end
        one = words.tailed.get(text[at:stop]) or _tail(text[at:stop], words)
    return one.factor, one.currency, one.unit, one.noun, at + one.end


def _tail(text: str, words: Words) -> Tail:
    """What the words that follow a number say; the same words are looked at once."""
    found = _parsed(text, words)
    first = _AFTER.match(text)
    if first is not None:
        word = _compact(first[1])
        found.counts = word in words.tails
        found.timed = len(first[1]) > _NAMED and words.units.get(first[1], "") in TIMES
        found.first = "" if found.counts else _noun(word, words)
    last = _LAST.search(text, max(0, len(text) - LONGEST))
    if last is not None and (last[1] is None or last[1] in _BEGUN or last[1] in words.paired):
        found.going = UNDONE
    if len(text) > LONGEST or _DIGIT.search(text):
        return found
    return remember(words.tailed, text, found, _LIMIT)


def _parsed(text: str, words: Words) -> Tail:
    at = 0
    factor, currency, unit = 1.0, "", ""
    for _ in range(_WORDS):
        match = _AFTER.match(text, at)
        if match is None:
            found = Tail(factor, currency, unit, "", at)
            found.dotted = text[at:] == "." != text[at - 1]
            found.going = COUNTS if found.dotted or at == len(text) else CLOSED
            return found
        word = _compact(match[1])
        touching = match.start(1) == at
        free = not (currency or unit)
        if word not in words.tails:
            found = Tail(factor, currency, unit, _noun(word, words), at)
            return _spent(found, match, words) if free else found
        if factor == 1 and not unit and (touching or free) and _scale(match, touching, words):
            factor = words.scales[word]
        elif not currency and _currency(match, touching, words):
            currency = words.currencies[word]
        elif free and (two := _paired(match, words)):
            two.factor = factor
            return two
        elif free and (name := _unit(match, word, touching, words)):
            unit = name
        elif not (free and word in words.adjectives):  # «350 новых заказов»: a unit comes next
            return Tail(factor, currency, unit, _noun(word, words), at)
        at = match.end() if match[2] and text[match.end() :].strip() else match.end(1)
    return Tail(factor, currency, unit, "", at)


def _compact(word: str) -> str:
    """«п. п.» is «пп»."""
    return word.replace(".", "").replace(" ", "") if word[1:2] in _BREAKING else word


def _spent(found: Tail, match: re.Match[str], words: Words) -> Tail:
    """What is counted, or somebody's time: "dev-hours", «курьеро-часов», "engineer hours"."""
    if len(match[1]) < _NAMED or match[1] in words.per:
        return found
    following = _AFTER.match(match.string, match.end(1))
    if following is None:
        found.going = SPENT if match.end(1) == len(match.string) else CLOSED
    elif len(following[1]) > _NAMED and words.units.get(following[1], "") in TIMES:
        unit = words.units[following[1]]
        return Tail(found.factor, "", unit, "", following.end(1))
    return found


def _scale(match: re.Match[str], touching: bool, words: Words) -> bool:
    """Whether a word is a scale; a single letter is one only when it touches its number."""
    if match[1] == "т":  # «т.р.» is thousands of roubles, «5 т» is tons
        return bool(match[2]) and match.string[match.end() : match.end() + 2].strip()[:1] == "р"
    priced = match.string[match.end(1) : match.end(1) + 1] in _PRICED  # «25 k€»
    return match[1] in words.scales and (len(match[1]) > 1 or touching or priced)


def _currency(match: re.Match[str], touching: bool, words: Words) -> bool:
    """Whether a word is a currency; «р» needs its point or its number."""
    written = bool(match[2]) or match.string[match.end() : match.end() + 1] == "/"
    sure = len(match[1]) > 1 or not match[1].isalpha() or touching or written
    return sure and match[1] in words.currencies


def _paired(match: re.Match[str], words: Words) -> Tail | None:
    """A unit or a currency of two words: "percentage points", «белорусских рублей»."""
    following = _AFTER.match(match.string, match.end())
    if following is None:
        return None
    both = f"{match[1]} {following[1]}"
    currency, unit = words.currencies.get(both, ""), words.units.get(both, "")
    return Tail(1.0, currency, unit, "", following.end(1)) if currency or unit else None


def _unit(match: re.Match[str], word: str, touching: bool, words: Words) -> str:
    return "" if match[1] in _ADJACENT_UNITS and not touching else words.units.get(word, "")


def _noun(word: str, words: Words) -> str:
    small = len(word) < 3 or word in words.horizon or word in words.per or word in words.fillers
    return "" if small or word in words.recurring else word
