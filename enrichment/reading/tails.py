"""What stands around a number: scale, currency, unit, noun, sign, bound and period."""

import re
from typing import NamedTuple

from enrichment.reading.amount import SYMBOLS, TIMES
from enrichment.reading.slots import Period
from enrichment.reading.words import Words

_AFTER = re.compile(
    rf"[\s*_~]{{0,3}}(?:-(?=[^\W\d]))?(п\.\s?п|p\.\s?p|[%{SYMBOLS}]|[^\W\d_]+)(\.?)", re.IGNORECASE
)
_SIGN = re.compile(  # «−€5», "A$5", "+ ~5"
    rf"([+−–—-]?)[\s*_~≈]{{0,3}}((?:(?<![^\W\d_])[a-z]{{1,2}})?\$|[{SYMBOLS}]?)\s?([+−-]?)[*_~≈]{{0,3}}$"
)
_SKIPPED = f" \t\n\u00a0*_~≈{SYMBOLS}+−–—-"  # between a word and the number it leads in
_PUNCTUATION = ".,:;!?()[]«»\"'*_"
_PERIOD_WORD = re.compile(
    r"(/)?\s?(one[ -](?:off|time)\b|p[./]\s?[amwq]\b|[^\W\d_]+)"
)  # "p.a.", "p/w"
_NEARBY = 60  # characters around an amount in which its period is looked for
_SIGNED = 8  # characters in which its sign and currency stand
_BESIDE = 24  # characters before an amount in which its bound stands
_ADJACENT_UNITS = frozenset("сsdwmxх")  # letters that are a unit only when they touch the number
_CLOSING = frozenset(("", *',.;:!?)]}»"/|→'))  # after these nothing says what is counted
_BREAKING = frozenset(". ")
_SPLIT = frozenset("./")
_PRICED = frozenset(SYMBOLS)
_NAMED = 3  # letters of a span of time that may follow a word: "dev-hours"
_MINUS = "−–—-"


class Tail(NamedTuple):
    """What follows a number; `noun` is what is counted when no unit is known."""

    factor: float
    currency: str
    unit: str
    noun: str
    end: int


class Front(NamedTuple):
    """What leads a number in: «до», a sign, a currency; `word` is the last word before it."""

    sign: str
    currency: str
    bound: str
    word: str
    start: int


def tail(text: str, at: int, words: Words) -> Tail:
    """Scale, currency, unit and noun after the number that ends at `at`: «млн ₽», «%», «ч», "k"."""
    if text[at : at + 1] in _CLOSING:
        return Tail(1.0, "", "", "", at)
    return _tail(text, at, words)


def _tail(text: str, at: int, words: Words) -> Tail:
    factor, currency, unit = 1.0, "", ""
    for _ in range(5):
        match = _AFTER.match(text, at)
        if match is None:
            break
        word = match[1]
        if word[1:2] in _BREAKING:
            word = word.replace(".", "").replace(" ", "")
        touching = match.start(1) == at
        free = not (currency or unit)
        if word not in words.tails:
            name, end = _spent(match, words) if free else ("", at)
            return Tail(
                factor, currency, name or unit, "" if name else _noun(word, words), end or at
            )
        if factor == 1 and not unit and (touching or free) and _scale(match, touching, words):
            factor = words.scales[word]
        elif not currency and _currency(match, touching, words):
            currency = words.currencies[word]
        elif free and (two := _paired(match, words)):
            return two._replace(factor=factor)
        elif free and (name := _unit(match, word, touching, words)):
            unit = name
        elif not (free and word in words.adjectives):  # «350 новых заказов»: a unit comes next
            return Tail(factor, currency, unit, _noun(word, words), at)
        at = match.end() if match[2] and text[match.end() :].strip() else match.end(1)
    return Tail(factor, currency, unit, "", at)


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


def _spent(match: re.Match[str], words: Words) -> tuple[str, int]:
    """Somebody's time: "dev-hours", «курьеро-часов», "engineer hours"."""
    following = _AFTER.match(match.string, match.end(1))
    if following is None or len(following[1]) <= _NAMED or len(match[1]) < _NAMED:
        return "", 0
    name = words.units.get(following[1], "")
    return (name, following.end(1)) if name in TIMES and match[1] not in words.per else ("", 0)


def _unit(match: re.Match[str], word: str, touching: bool, words: Words) -> str:
    return "" if match[1] in _ADJACENT_UNITS and not touching else words.units.get(word, "")


def _noun(word: str, words: Words) -> str:
    small = len(word) < 3 or word in words.horizon or word in words.per or word in words.fillers
    return "" if small or word in words.recurring else word


def front(text: str, start: int, words: Words) -> Front:
    """Sign, currency and bound before the number that starts at `start`."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():  # no sign: a word
        word = text[text.rfind(" ", max(0, start - _BESIDE), start - 1) + 1 : start - 1]
        word = word.lstrip(_PUNCTUATION)
        currency = words.currencies.get(word, "") if word.isalpha() else ""
        bound = _bound(_words_before(text, start), words) if word in words.bounds else ""
        sign = "+" if word in words.plus else "-" if word in words.minus else ""
        return Front(sign, currency, bound, word, start - len(word) - 1 if sign else start)
    pair = _words_before(text, start)
    word = pair[-1]
    bound = _bound(pair, words)
    match = _SIGN.search(text, max(0, start - _SIGNED), start)
    if match is None:
        return Front("", "", bound, word, start)
    begin = start - len(match[0].lstrip())
    currency = words.currencies.get(match[2] or (word if word.isalpha() else ""), "")
    currency = currency or words.currencies.get(match[2][-1:], "")  # "xy$"
    sign = match[1] or match[3]
    if sign and sign in _MINUS:
        sign = "" if _dashing(text, match) else "-"
    return Front(sign, currency, bound, word, begin)


def _words_before(text: str, start: int) -> tuple[str, ...]:
    """The last three words before a number, or fewer, or an empty one."""
    before = text[max(0, start - _BESIDE) : start].rstrip(_SKIPPED)
    return tuple(word.strip(_PUNCTUATION) for word in before.rsplit(None, 3)[-3:]) or ("",)


def _dashing(text: str, match: re.Match[str]) -> bool:
    """Whether the sign is a dash between words («срок — 5») or numbers («3-5»), not a minus."""
    if not match[1] or match[1] == "−":
        return False
    return match[0][1:2].isspace() or text[match.start() - 1 : match.start()].isalnum()


def _bound(before: tuple[str, ...], words: Words) -> str:
    """`high` after «до», `low` after «от» or "no less than", "" otherwise."""
    for length in (3, 2, 1):
        if before[-length:] in words.up_to:
            return "high"
        if before[-length:] in words.at_least:
            return "low"
    return ""


def period_after(text: str, end: int, stop: int, words: Words) -> Period | None:
    """How often an amount recurs, as the words after it say: «в месяц», "/year", "ARR"."""
    return _period(text[end : min(stop, end + _NEARBY)], words)


def period_before(text: str, start: int, begin: int, words: Words) -> Period | None:
    """The same from the words before it: «экономия в год», "monthly revenue"."""
    return _period(text[max(begin, start - _NEARBY) : start], words)


def _period(around: str, words: Words) -> Period | None:
    earlier = previous = ""
    for match in _PERIOD_WORD.finditer(around):
        slash, word = match[1], match[2]
        if word[1:2] in _SPLIT:
            word = f"p{word[-1]}"
        if word in words.recurring:
            return words.recurring[word]
        period = words.periods.get(word)
        if period and (slash or (previous in words.per and len(word) > 1)):
            return period
        each = earlier in words.per or previous in words.starts
        if period is Period.ONCE and each:  # "per cancelled event", «с кампании»
            return period
        earlier, previous = previous, word
    return None
