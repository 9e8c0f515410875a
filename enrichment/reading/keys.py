"""«Ключ: значение» parted: what a line asks, and what it answers."""

import re
from typing import Final

from enrichment.reading.words import Words

EDGES: Final = " \t\r*_#>~|•·-–—:"
"""What stands around the words of a heading."""
_DASHES: Final = re.compile(r"[=—–→-]")
_SIGN: Final = re.compile(r"[:=—–→?0-9-]")
_DASH: Final = re.compile(r"(?<=\s)(?:[—–-]{1,2}>?|=>?|→)(?=\s)")
# «Эффект +1,2 млн», "SP 13": a heading's word and a number.
_DIRECT: Final = re.compile(
    r"[\s*_]*+([^\W\d_]++(?:\s[^\W\d_]++)?)[\s*_]++(?=[+−~≈$€£-]{0,2}[0-9])"
)
# «**Проблема.** Текст», "**Why** text": a lead-in in bold.
_LEAD: Final = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,60}?)[\s.:?!—–-]*\1[\s.:—–-]*(?=\S)")
_BRACKETED: Final = re.compile(r"\[([^\[\]\n]{2,40})\][\s:—–-]+(?=\S)")
_LONGEST: Final = 64


def parted(text: str, words: Words) -> tuple[str, str]:
    """The key and the value; an empty key when the text is not of that form."""
    if text[0] in "*_" and (lead := _LEAD.match(text)) and words.heading(lead[2]):
        return lead[2], text[lead.end() :]
    if text[0] == "[" and (bracketed := _BRACKETED.match(text)):
        return bracketed[1], text[bracketed.end() :]
    sign = _SIGN.search(text, 1, _LONGEST)
    if sign is None:
        return "", ""
    at = sign.start()
    if text[at] == ":":
        return _halves(text, at, at + 1)
    if text[at] in "-0123456789":
        direct = _DIRECT.match(text, 0, _LONGEST)
        if direct is not None and words.key(direct[1]) and not _bound(direct[1], words):
            return direct[1], text[direct.end() :]
    return _told(text, at)


def _told(text: str, start: int) -> tuple[str, str]:
    """The key and the value by a dash, a colon or a question mark; none stands before `start`."""
    colon = text.find(":", start, _LONGEST)
    for part in _DASHES.finditer(text, start, colon if colon > 0 else _LONGEST):
        if dash := _DASH.match(text, part.start()):
            return _halves(text, dash.start(), dash.end())
    if colon > 0:
        return _halves(text, colon, colon + 1)
    asked = text.find("?", start, _LONGEST)
    answer = text[asked + 1 :].strip() if asked > 0 else ""
    return (text[:asked], answer) if answer else ("", "")


def _halves(text: str, start: int, end: int) -> tuple[str, str]:
    return text[:start].rstrip(), text[end:].lstrip("*_ \t")


def _bound(key: str, words: Words) -> bool:
    """Whether it leads in the number itself: «от 6 до 11 млн»."""
    return (key.lower(),) in words.at_least or (key.lower(),) in words.up_to


def name(heading: str) -> str:
    """The heading as people see it."""
    return heading.strip(EDGES).strip()
