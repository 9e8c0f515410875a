"""«Ключ: значение» parted: what a line asks, and what it answers."""

import re
from typing import Final

from enrichment.reading.words import Words

EDGES: Final = " \t\r*_#>~|•·-–—:"
"""What stands around the words of a heading."""
_DASHES: Final = ["-", "—", "–", "→", "="]
_DASH: Final = re.compile(r"(?<=\s)(?:[—–-]{1,2}>?|=>?|→)(?=\s)")
# «Эффект +1,2 млн», "SP 13": a heading's word and a number.
_DIRECT: Final = re.compile(
    r"[\s*_]*+([^\W0-9_]++(?:\s[^\W0-9_]++)?)[\s*_]++(?=[+−~≈$€£-]{0,2}[0-9])"
)
# «**Проблема.** Текст», "**Why** text": a lead-in in bold.
_LEAD: Final = re.compile(
    r"(\*\*|__)(?=\S)([^*_\n]{0,59}[^*_\s.:?!—–-])[\s.:?!—–-]*+\1[\s.:—–-]*(?=\S)"
)
_BRACKETED: Final = re.compile(r"\[([^\[\]\n]{2,40})\][\s:—–-]+(?=\S)")
_LONGEST: Final = 64


def parted(text: str, words: Words) -> tuple[str, str]:
    """The key and the value; an empty key when the text is not of that form."""
    if text[0] in "*_" and (lead := _LEAD.match(text)) and words.heading(key := lead[2]):
        return key, text[lead.end() :]
    if text[0] == "[" and (bracketed := _BRACKETED.match(text)):
        return bracketed[1], text[bracketed.end() :]
    colon = text.find(":", 1, _LONGEST)
    front = text[:colon] if colon > 0 else text[:_LONGEST]
    if not front.isalnum() and (parts := _by_number(text, front, words) or _by_dash(text, front)):
        return parts
    if colon > 0:
        return _halves(text, colon, colon + 1)
    asked = front.find("?", 1)
    answer = text[asked + 1 :].strip() if asked > 0 else ""
    return (text[:asked], answer) if answer else ("", "")


def _by_number(text: str, front: str, words: Words) -> tuple[str, str] | None:
    """The key and the number right after it."""
    if not words.may_head(front):
        return None
    direct = _DIRECT.match(front)
    if direct is None or not words.key(direct[1]) or _bound(direct[1], words):
        return None
    return direct[1], text[direct.end() :]


def _by_dash(text: str, front: str) -> tuple[str, str] | None:
    """The key and the value on both sides of the first dash between spaces."""
    found: re.Match[str] | None = None
    for sign in _DASHES:
        if sign in front and (dash := _dash(text, front, sign)):
            found = dash if found is None or dash.start() < found.start() else found
    return _halves(text, found.start(), found.end()) if found else None


def _dash(text: str, front: str, sign: str) -> re.Match[str] | None:
    """The first dash that begins with a sign."""
    at = front.find(sign, 1)
    while at > 0:
        if text[at - 1].isspace() and (dash := _DASH.match(text, at)):
            return dash
        at = front.find(sign, at + 1)
    return None


def _halves(text: str, start: int, end: int) -> tuple[str, str]:
    return text[:start].rstrip(), text[end:].lstrip("*_ \t")


def _bound(key: str, words: Words) -> bool:
    """Whether it leads in the number itself: «от 6 до 11 млн»."""
    return (key.lower(),) in words.at_least or (key.lower(),) in words.up_to


def name(heading: str) -> str:
    """The heading as people see it."""
    return heading.strip(EDGES).strip()
