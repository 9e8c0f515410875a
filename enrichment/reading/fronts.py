"""What stands before a number: its sign and currency, a bound, the word that leads it in."""

import re
from typing import Final

from enrichment.reading.amount import SYMBOLS, TIMES
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.neighbours import Lead
from enrichment.reading.words import Words

_SIGN: Final = re.compile(  # «−€5», "A$5", "+ ~5"
    rf"([+−–—-]?)[\s*_~≈]{{0,3}}((?:(?<![^\W\d_])[a-z]{{1,2}})?\$|[{SYMBOLS}]?)\s?([+−-]?)[*_~≈]{{0,3}}$"
)
_SKIPPED: Final = f" \t\n\u00a0*_~≈{SYMBOLS}+−–—-"  # between a word and the number it leads in
_PUNCTUATION: Final = ".,:;!?()[]«»\"'*_"
_PARTING: Final = frozenset(",;:)")
_MINUS: Final = "−–—-"
_OPENING: Final = frozenset('([«"')
# The one sign that may stand between a space and a number.
_TOUCHING: Final = frozenset({*SYMBOLS, *"+~≈*", *_MINUS, *_OPENING})
_APART: Final = frozenset(("", *_SKIPPED))
_SIGNS: Final = frozenset(f"*_~≈{SYMBOLS}+−–—-")  # what `_SIGN` is made of
_SIGNED: Final = 8  # characters in which its sign and currency stand
_BESIDE: Final = 24  # characters before an amount in which its bound stands
_BRIEF: Final = 3  # letters of what is short for a scale
_CODE: Final = 3  # letters of a currency's code
_LIMIT: Final = 20_000  # words remembered

Front = tuple[str, str, str, int, Lead]
"""Sign, currency, bound («до»: "high", «от»: "low"), where they begin, and the word before."""


def front(text: str, start: int, words: Words) -> Front:
    """What leads in the number that starts at `start`."""
    if start > 1 and text[start - 1] == " ":
        lead = words.led.get(text[text.rfind(" ", 0, start - 1) + 1 : start - 1])
        if lead is not None and lead.plain:
            return "", lead.currency, lead.bound, start, lead
    return _front(text, start, words)


def _front(text: str, start: int, words: Words) -> Front:
    """The same for a number with a sign, or behind a word that is not known yet."""
    space = start - 1  # between the number, or one sign that touches it, and the word
    mark = ""
    if start and text[space] != " ":
        mark = text[space]
        if mark not in _TOUCHING or (space and text[space - 1] != " "):
            return _signed(text, start, words)
        space -= 1
        if mark in _OPENING:
            space, mark = 0, ""
    if space < 1:
        return _marked(mark, start, "", _lead("", words), words)
    token = text[text.rfind(" ", 0, space) + 1 : space]
    plain = not mark and token[-1:].isalnum()
    if not plain and (token[-1:] in _APART or not token.isprintable()):
        return _signed(text, start, words)
    lead = words.led.get(token) or _lead(token, words)
    bound = _bound(_words_before(text, start), words) if lead.bounding else lead.bound
    if not plain:
        return _marked(mark, start, bound, lead, words)
    return lead.sign, lead.currency, bound, start - len(lead.word) - 1 if lead.sign else start, lead


def _marked(mark: str, start: int, bound: str, lead: Lead, words: Words) -> Front:
    """A number one sign stands before, or none: «+5», «$5», «~5»."""
    if mark == "+" or not mark:
        return mark, lead.currency, bound, start - len(mark), lead
    if mark in _MINUS:
        return "-", lead.currency, bound, start - 1, lead
    return "", words.currencies.get(mark, "") or lead.currency, bound, start - 1, lead


def _signed(text: str, start: int, words: Words) -> Front:
    """The same when more than one sign or space stands before it: «(−€5», «срок — 5», «3-5»."""
    pair = _words_before(text, start)
    lead = _lead(pair[-1], words)
    bound = _bound(pair, words)
    match = _SIGN.search(text, _signing(text, start), start)
    if match is None:
        return "", "", bound, start, lead
    code = match[2] or coded(text, start, words)
    begin = start - (len(match[0].lstrip()) or len(code))
    currency = words.currencies.get(code, "") if code else lead.currency
    currency = currency or words.currencies.get(match[2][-1:], "")  # "xy$"
    sign = match[1] or match[3]
    if sign and sign in _MINUS:
        sign = "" if _dashing(text, match) else "-"
    return sign, currency, bound, begin, lead


def _signing(text: str, start: int) -> int:
    """Where the signs before a number begin; the code of a dollar may stand among them: "-A$5"."""
    begin = max(0, start - _SIGNED)
    if "$" in text[begin:start]:
        return begin
    at = start
    while at > begin and (text[at - 1] in _SIGNS or text[at - 1].isspace()):
        at -= 1
    return at


def coded(text: str, start: int, words: Words) -> str:
    """The code of a currency that touches the number behind it: "EUR20k"."""
    if not text[start - 1].isalpha():
        return ""
    code = text[max(0, start - _CODE) : start]
    apart = not text[max(0, start - _CODE - 1) : start - _CODE].isalnum()
    return code if apart and code.isalpha() and code in words.currencies else ""


def _lead(token: str, words: Words) -> Lead:
    """What a word before a number says; each is looked at once."""
    found = words.led.get(token)
    if found is not None:
        return found
    found = Lead(token.strip(_PUNCTUATION))
    word = found.word
    found.bound = _bound((word,), words)
    names = (*words.up_to, *words.at_least)
    # «27 руб., 55 тыс. посылок»: behind a comma it is the currency of the number before.
    named = word.isalpha() and token[-1:] not in _PARTING
    found.currency = words.currencies.get(word, "") if named else ""
    found.bounding = any(len(name) > 1 and name[-1] == word for name in names)
    found.bounding = found.bounding or bool(found.currency)  # "up to AED 90k"
    found.sign = "+" if word in words.plus else "-" if word in words.minus else ""
    unit = words.units.get(word, "") if len(word) > 1 else ""
    found.unit = unit if unit in TIMES else ""
    found.scale = words.scales.get(word, 0.0) if len(word) > _BRIEF else 0.0
    found.horizon = word in words.horizon
    found.delta = word in words.deltas
    found.plain = token[-1:].isalnum() and not (found.bounding or found.sign)
    return remember(words.led, token, found, _LIMIT) if len(token) <= LONGEST else found


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
    if before[-1] in words.currencies:
        before = before[:-1]
    for length in (3, 2, 1):
        if before[-length:] in words.up_to:
            return "high"
        if before[-length:] in words.at_least:
            return "low"
    return ""
